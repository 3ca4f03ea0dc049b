//! Who this database is.

use super::error::{Result, StoreError};
use crate::domain::ids::OfficeCode;
use rusqlite::Connection;
use uuid::Uuid;

/// The database's own device, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnDevice {
    pub(super) id: Uuid,
    /// Office `PPUUU`, once set up.
    pub(super) office: Option<String>,
    /// The `DD` of its application numbers, once one was chosen.
    pub(super) number: Option<u8>,
}

impl OwnDevice {
    pub(super) fn load(connection: &Connection) -> Result<Self> {
        let select = "select device, office, device_number from device where id = 1";
        let own = connection.prepare_cached(select)?.query_row([], |row| {
            Ok(Self {
                id: row.get("device")?,
                office: row.get("office")?,
                number: row.get("device_number")?,
            })
        })?;
        Ok(own)
    }

    /// The office.
    ///
    /// # Errors
    /// [`StoreError::NotSetUp`] before it is set up.
    pub(super) fn office(&self) -> Result<&str> {
        self.office.as_deref().ok_or(StoreError::NotSetUp)
    }

    /// Says which office this is; for good, since every record carries it.
    pub(super) fn set_office(&mut self, connection: &Connection, office: OfficeCode) -> Result<()> {
        let office = office.to_string();
        match &self.office {
            Some(known) if *known == office => return Ok(()),
            Some(_) => return Err(StoreError::OfficeFixed),
            None => {}
        }
        connection.execute("update device set office = ?1 where id = 1", [&office])?;
        self.office = Some(office);
        Ok(())
    }

    /// Chooses the `DD` of the application numbers given from now on.
    pub(super) fn set_number(&mut self, connection: &Connection, number: u8) -> Result<()> {
        let update = "update device set device_number = ?1 where id = 1";
        connection.execute(update, [number])?;
        self.number = Some(number);
        Ok(())
    }
}
