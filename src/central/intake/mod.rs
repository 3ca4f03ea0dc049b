//! Applications that arrive at central and not at a desk: over the web, by an app, from e-Devlet.
//!
//! [`register`] does what the desk's registration does, by the same rules and in one transaction:
//! the person is recorded, the application gets a number that is final ([`number`]), goes to the
//! unit its topic belongs to, and the applicant is told. All of it is central's
//! [own] operation in the office's feed, so that the desk has it with its next look.
//!
//! Who it is is not looked up: an identity typed on the web proves nothing, and the applicant gets
//! a record of their own. The desk sees both by the identity number.

mod number;
mod settings;

use super::case_files::{self, Of};
use super::error::describe;
use super::own::{self, OwnError};
use super::{cases, units};
use crate::catalog::{Catalog, Telling};
use crate::domain::application::{Attachment, Registered, RegisteredPrivate};
use crate::domain::calendar::istanbul_day;
use crate::domain::case::{CaseMoved, Competent, Said, Stage, Step};
use crate::domain::date::write_date;
use crate::domain::event::{Event, OfficeConfigured, PersonData, PersonRecorded};
use crate::domain::file::{Untaken, attachment};
use crate::domain::filing::Filing;
use crate::domain::ids::{ApplicationId, MessageId, OfficeCode, PersonId};
use crate::domain::message::{MessageStage, Values};
use crate::domain::number::ApplicationNumber;
use crate::domain::person::Person;
use crate::domain::registration::{
    AcceptedWarning, CheckedDraft, RegistrationDraft, RegistrationWarning,
};
use crate::domain::source::Source;
use crate::domain::staff::Actor;
use crate::domain::unit::{Unit, unit_for};
use crate::text::CleanText;
use chrono::NaiveDate;
use deadpool_postgres::{GenericClient, Pool, Transaction};
use std::collections::BTreeSet;

pub use settings::{OpenOffice, open_offices};
pub(super) use settings::{of as office_settings, record};

/// Most files of one application.
pub const MOST_FILES: usize = 10;

/// What is handed in.
pub struct Intake {
    /// Chosen by the one who hands it in: handing it in again gives the same number.
    pub application: ApplicationId,
    /// Who is to receive it.
    pub office: OfficeCode,
    /// The form as typed; it says the channel. Its own list of files is not looked at.
    pub form: RegistrationDraft,
    /// Reasons given for warnings.
    pub accepted: Vec<AcceptedWarning>,
    pub files: Vec<IntakeFile>,
}

/// A file handed in.
pub struct IntakeFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub application: ApplicationId,
    pub person: PersonId,
    pub number: ApplicationNumber,
    /// The last day for the answer.
    pub due: NaiveDate,
    /// Name of the unit it went to; `None`: the desk decides.
    pub unit: Option<CleanText>,
    /// What is unusual about the form. It was registered all the same. Empty when it was handed in
    /// before.
    pub warnings: Vec<RegistrationWarning>,
    /// It was registered already; nothing was written.
    pub before: bool,
}

/// Why it was not registered.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The office is unknown here, or has not been set up.
    #[error("the office does not receive applications")]
    OfficeNotOpen,
    /// More than [`MOST_FILES`].
    #[error("more than {MOST_FILES} files")]
    TooManyFiles,
    /// A file is not taken: its place among the files, and why.
    #[error("file {0}: {1}")]
    File(usize, Untaken),
    /// The database cannot be reached.
    #[error("PostgreSQL: {0}")]
    Away(String),
    /// It cannot be written.
    #[error(transparent)]
    Own(#[from] OwnError),
}

impl From<tokio_postgres::Error> for IntakeError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Own(error.into())
    }
}

impl From<deadpool_postgres::PoolError> for IntakeError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::Away(describe(&error))
    }
}

/// Registers what is handed in. It is on the disk when this returns.
///
/// # Errors
/// [`IntakeError`]; nothing was written then.
pub async fn register(
    pool: &Pool,
    catalog: &Catalog,
    intake: &Intake,
    source: &mut dyn Source,
) -> Result<Received, IntakeError> {
    let attachments = attachments(&intake.files)?;
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    let office = intake.office.to_string();
    match own::lock(&transaction, &office).await {
        Err(OwnError::NoOffice) => return Err(IntakeError::OfficeNotOpen),
        locked => locked?,
    }
    if let Some(received) = known(&transaction, &office, intake.application).await? {
        return Ok(received);
    }
    let settings = settings::of(&transaction, &office).await?;
    let settings = settings.ok_or(IntakeError::OfficeNotOpen)?;
    let units = units::units(&transaction, &office).await?;
    let desk = Desk {
        catalog,
        settings: &settings,
        units: &units,
    };
    let (events, received) = desk
        .file(&transaction, (intake, &attachments), source)
        .await?;
    own::append(&transaction, &office, (Actor::Applicant, &events), source).await?;
    let bytes = intake.files.iter().map(|file| file.bytes.as_slice());
    let files = attachments.iter().zip(bytes);
    keep(&transaction, (&office, &received), files).await?;
    transaction.commit().await?;
    Ok(received)
}

/// Where an application is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The office that has the case now, which may be another one than the number names.
    pub office: OfficeCode,
    pub application: ApplicationId,
    pub person: PersonId,
}

/// Finds an application by its number; the office that has it now, after it was handed over.
///
/// # Errors
/// What PostgreSQL met.
pub async fn find(
    client: &impl GenericClient,
    number: ApplicationNumber,
) -> Result<Option<Filed>, tokio_postgres::Error> {
    let mut office = number.office();
    let Some(application) = numbered(client, office, number).await? else {
        return Ok(None);
    };
    let mut found = None;
    // Offices can hand a case to and fro; the last one in the chain has it.
    let mut seen = BTreeSet::new();
    while seen.insert(office.to_string()) {
        let standing = cases::standing(client, &office.to_string(), application).await?;
        let Some((standing, person)) = standing else {
            break;
        };
        found = Some(Filed {
            office,
            application,
            person,
        });
        match standing.case.stage {
            Stage::Forwarded {
                to: Competent::Office(to),
            } => office = to,
            _ => break,
        }
    }
    Ok(found)
}

async fn numbered(
    client: &impl GenericClient,
    office: OfficeCode,
    number: ApplicationNumber,
) -> Result<Option<ApplicationId>, tokio_postgres::Error> {
    let select = client
        .prepare_cached(
            "select application_id from applications
              where office_id = $1 and number = $2 and not number_clash",
        )
        .await?;
    let values = [&office.to_string() as _, &number.to_string() as _];
    let row = client.query_opt(&select, &values).await?;
    Ok(row.map(|row| ApplicationId(row.get(0))))
}

fn attachments(files: &[IntakeFile]) -> Result<Vec<Attachment>, IntakeError> {
    if files.len() > MOST_FILES {
        return Err(IntakeError::TooManyFiles);
    }
    let files = files.iter().enumerate();
    files
        .map(|(index, file)| attachment(&file.bytes).map_err(|why| IntakeError::File(index, why)))
        .collect()
}

/// The application, if it was registered before.
async fn known(
    transaction: &Transaction<'_>,
    office: &str,
    application: ApplicationId,
) -> Result<Option<Received>, IntakeError> {
    let Some((standing, person)) = cases::standing(transaction, office, application).await? else {
        return Ok(None);
    };
    let select = transaction
        .prepare_cached(
            "select number from applications where office_id = $1 and application_id = $2",
        )
        .await?;
    let row = transaction
        .query_one(&select, &[&office, &application.0])
        .await?;
    // What was written as a number is read as one.
    let number: Option<ApplicationNumber> = row.get::<_, &str>(0).parse().ok();
    let unit = match &standing.case.stage {
        Stage::AtUnit { unit } => units::unit(transaction, office, unit).await?,
        _ => None,
    };
    Ok(number.map(|number| Received {
        application,
        person,
        number,
        due: standing.case.term.due(),
        unit: unit.map(|unit| unit.name),
        warnings: Vec::new(),
        before: true,
    }))
}

/// The files go with the registration, under the applicant's key, which it has made.
async fn keep(
    transaction: &Transaction<'_>,
    (office, received): (&str, &Received),
    files: impl ExactSizeIterator<Item = (&Attachment, &[u8])> + Clone,
) -> Result<(), IntakeError> {
    let of = Of {
        office,
        application: received.application,
        person: received.person,
    };
    case_files::keep(transaction, of, files.clone()).await?;
    let hashes = files.map(|(attachment, _)| attachment.hash.as_str());
    case_files::name_in_step(transaction, of, hashes).await?;
    Ok(())
}

/// What a desk of the office would have at hand.
struct Desk<'a> {
    catalog: &'a Catalog,
    settings: &'a OfficeConfigured,
    units: &'a [Unit],
}

impl Desk<'_> {
    /// What happens when the application is filed.
    async fn file(
        &self,
        transaction: &Transaction<'_>,
        (intake, attachments): (&Intake, &[Attachment]),
        source: &mut dyn Source,
    ) -> Result<(Vec<Event>, Received), IntakeError> {
        let at = source.stamp();
        let mut form = intake.form.clone();
        let names = intake.files.iter().map(|file| file.name.clone());
        form.attachments = attachments.iter().cloned().zip(names).collect();
        let today = istanbul_day(at);
        let CheckedDraft {
            person: data,
            text,
            warnings,
            ..
        } = form.check(today);
        let table = self.catalog.holidays().clone();
        let filing = Filing {
            form: &form,
            rule: self.settings.deadline_rule,
            holidays: &table.counting_leave(self.settings.leave_counts),
            topics_version: self.catalog.topics().version(),
            at,
        };
        let number = number::next(transaction, self.settings.office, today).await?;
        let person = PersonId(source.id());
        let private = RegisteredPrivate {
            text,
            accepted: AcceptedWarning::of(warnings.clone(), &intake.accepted),
            file_names: form.file_names(),
        };
        let record = filing.record((intake.application, number), (person, &data), private);
        let unit = record.topic.as_ref();
        let unit = unit.and_then(|topic| unit_for(self.units, topic));
        let received = Received {
            application: intake.application,
            person,
            number,
            due: record.deadline.due,
            unit: unit.map(|unit| unit.name.clone()),
            warnings,
            before: false,
        };
        Ok((self.events((record, data), unit, source), received))
    }

    fn events(
        &self,
        (record, data): (Registered, Person),
        unit: Option<&Unit>,
        source: &mut dyn Source,
    ) -> Vec<Event> {
        let due = write_date(record.deadline.due);
        let telling = Telling {
            office: self.settings,
            record: &record,
            person: &data,
            stage: MessageStage::Registered,
            round: 0,
        };
        let told = telling.message(self.catalog, MessageId(source.id()), |_| Values {
            due,
            ..Values::default()
        });
        let routed = unit.map(|unit| {
            Event::CaseMoved(Box::new(CaseMoved {
                application: record.application,
                person: record.person,
                step: Step::Route {
                    unit: unit.code.clone(),
                    others: BTreeSet::new(),
                },
                private: Said::default(),
            }))
        });
        let recorded = Event::PersonRecorded(PersonRecorded {
            person: record.person,
            visitor: None,
            private: PersonData::new(data),
        });
        let registered = Event::ApplicationRegistered(Box::new(record));
        let events = [recorded, registered].into_iter().chain(routed);
        events
            .chain([Event::MessageQueued(Box::new(told))])
            .collect()
    }
}
