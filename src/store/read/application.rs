//! Applications.

use super::super::error::Result;
use super::super::row::{Json, unsigned};
use super::Reads;
use crate::domain::application::Registered;
use crate::domain::ids::{ApplicationId, OfficeCode, PersonId, VisitId};
use crate::domain::number::ApplicationNumber;

/// Applications of one person looked at for a likely duplicate.
const MOST_OF_ONE_PERSON: u32 = 50;

/// How an application was registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Who did it; [`Reads::staff_name`] tells the name.
    pub actor: String,
    /// Central has given a receipt for it, or has sent it here.
    pub receipt: bool,
}

impl Reads<'_> {
    /// An application as registered. Its personal part is empty once it was erased.
    pub fn application(self, id: ApplicationId) -> Result<Option<Registered>> {
        let select = "select record from applications where id = ?1";
        self.first(select, [id.0], |row| {
            row.get::<_, Json<_>>(0).map(|json| json.0)
        })
    }

    /// The application with this number.
    pub fn application_numbered(self, number: ApplicationNumber) -> Result<Option<ApplicationId>> {
        let select = "select id from applications where number = ?1";
        self.first(select, [number.digits()], |row| {
            row.get(0).map(ApplicationId)
        })
    }

    /// Applications of a person, or of whoever has the same identity number; the newest first.
    pub fn applications_of(
        self,
        person: Option<PersonId>,
        identity_number: &str,
    ) -> Result<Vec<Registered>> {
        let select = "select record from applications
             where person = ?1 or person in (select id from persons where number = ?2)
             order by n desc limit ?3";
        let person = person.map(|person| person.0);
        self.all(
            select,
            (person, identity_number, MOST_OF_ONE_PERSON),
            |row| row.get::<_, Json<_>>(0).map(|json| json.0),
        )
    }

    /// Numbers of the applications registered in a visit, in order.
    pub fn numbers_in(self, visit: VisitId) -> Result<Vec<ApplicationNumber>> {
        let select = "select record from applications where visit = ?1 order by n";
        self.all(select, [visit.0], |row| {
            let record: Json<Registered> = row.get(0)?;
            Ok(record.0.number)
        })
    }

    /// The last sequence a database of the office gave in a year (its last two digits), as far
    /// as is known here; 0 before the first.
    pub fn last_sequence(self, office: OfficeCode, year: u8, database: u8) -> Result<u64> {
        let last = "select coalesce(max(sequence), 0) from applications
             where office = ?1 and year = ?2 and database = ?3";
        self.number(last, (office.to_string(), year, database))
            .map(unsigned)
    }

    /// Who registered an application, as the log names the actor, and whether central is known
    /// to have the registration.
    pub fn registration(self, id: ApplicationId) -> Result<Option<Registration>> {
        let select = "select operations.actor,
                 operations.feed_position is not null
                 or operations.dseq <= coalesce(device.acked, former_devices.acked, 0) as receipt
             from applications
             join operations on operations.seq = applications.n
             left join device on device.device = operations.device
             left join former_devices on former_devices.device = operations.device
             where applications.id = ?1";
        self.first(select, [id.0], |row| {
            Ok(Registration {
                actor: row.get("actor")?,
                receipt: row.get("receipt")?,
            })
        })
    }
}
