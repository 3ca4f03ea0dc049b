//! The office, its staff and this database.

use super::super::device::OwnDevice;
use super::super::error::Result;
use super::super::holdings;
use super::super::row::{Json, Name, time};
use super::Reads;
use crate::domain::event::OfficeConfigured;
use crate::domain::ids::{DeviceId, StaffId};
use crate::domain::staff::Role;
use crate::sync::journal::Compared;
use crate::text::CleanText;
use chrono::{DateTime, Utc};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub id: StaffId,
    pub name: CleanText,
    pub role: Role,
}

impl Reads<'_> {
    /// The office's latest settings; `None` before the set-up.
    pub fn office(self) -> Result<Option<OfficeConfigured>> {
        let select = "select configured from office where id = 1";
        self.first(select, [], |row| {
            row.get::<_, Json<_>>(0).map(|json| json.0)
        })
    }

    /// Members of staff, unit officers too. A name is empty once it was erased.
    pub fn staff(self) -> Result<Vec<StaffMember>> {
        self.all("select id, name, role from staff order by id", [], |row| {
            let name: String = row.get("name")?;
            let role: Name<Role> = row.get("role")?;
            Ok(StaffMember {
                id: StaffId(row.get("id")?),
                name: CleanText::line(&name),
                role: role.0,
            })
        })
    }

    /// The name of a member of staff, as the log names the actor; `None` for the program itself,
    /// and for somebody unknown here or erased.
    pub fn staff_name(self, actor: &str) -> Result<Option<CleanText>> {
        let Ok(id) = actor.parse::<uuid::Uuid>() else {
            return Ok(None);
        };
        let select = "select name from staff where id = ?1 and name <> ''";
        let name: Option<String> = self.first(select, [id], |row| row.get(0))?;
        Ok(name.map(|name| CleanText::line(&name)))
    }

    /// This database, and the `DD` of its application numbers once one was chosen.
    pub fn device(self) -> Result<(DeviceId, Option<u8>)> {
        let own = OwnDevice::load(self.connection)?;
        Ok((DeviceId(own.id), own.number))
    }

    /// The `DD` this database gave before it was restored from a backup. Never to be given again:
    /// numbers given after that backup are not known here.
    pub fn former_device_numbers(self) -> Result<Vec<u8>> {
        let select = "select distinct device_number from former_devices
             where device_number is not null order by device_number";
        self.all(select, [], |row| row.get(0))
    }

    /// What comparing with central found last.
    pub fn last_comparison(self) -> Result<Option<Compared>> {
        holdings::last_comparison(self.connection)
    }

    /// When the last own record was made.
    pub fn last_record_at(self) -> Result<Option<DateTime<Utc>>> {
        let select = "select device_time from operations
             where device = (select device from device where id = 1) order by dseq desc limit 1";
        self.first(select, [], |row| time(row, "device_time"))
    }
}
