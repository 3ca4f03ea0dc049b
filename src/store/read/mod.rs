//! Reading the desk's file.
//!
//! [`Reads`] has the questions; it is given by a transaction ([`super::Tx::read`]), where the
//! answers are what the transaction decides on, and by a [`Reader`], where they are for a screen.

mod announcements;
mod application;
mod case;
mod day;
mod found;
mod message;
mod office;
mod person;
mod queue;
mod review;
mod search;
mod visit;
mod work;

use super::connection::{self, Location, Use};
use super::error::{Result, StoreError};
use super::presence::Presence;
use rusqlite::{Connection, Row};

pub use announcements::Announcement;
pub use application::Registration;
pub use case::{CaseStep, UnitRounds};
pub use found::{ApplicationRow, FoundApplications, PersonRow};
pub use message::{Message, MessageList};
pub use office::StaffMember;
pub use review::{PersonVersion, Review, ReviewKind};
pub use visit::Visit;
pub use work::{MOST_COUNTED, Pressing, WorkFilter, WorkList, WorkNow, WorkPlace, WorkRow};

/// The questions, asked on one connection.
#[derive(Clone, Copy)]
pub struct Reads<'c> {
    connection: &'c Connection,
}

impl<'c> Reads<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection }
    }

    /// The first row of a query, read by `read`.
    pub(super) fn first<T>(
        self,
        sql: &str,
        values: impl rusqlite::Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        Ok(match rows.next()? {
            Some(row) => Some(read(row)?),
            None => None,
        })
    }

    /// Every row of a query, read by `read`.
    pub(super) fn all<T>(
        self,
        sql: &str,
        values: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(values, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The single number a query answers with.
    fn number<T: rusqlite::types::FromSql>(
        self,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<T> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(values, |row| row.get(0))?)
    }
}

/// The file, open for looking only. Any number of them may be open.
pub struct Reader {
    connection: Connection,
    _presence: Presence,
}

impl Reader {
    /// Opens a file that exists.
    ///
    /// # Errors
    /// Whatever keeps the file from being used safely.
    pub fn open(location: &Location) -> Result<Self> {
        let presence = Presence::shared(&location.database)?;
        Ok(Self {
            connection: connection::open(location, Use::Read)?,
            _presence: presence,
        })
    }

    /// The questions. Each sees the file as it is when it is asked.
    #[must_use]
    pub fn read(&self) -> Reads<'_> {
        Reads::new(&self.connection)
    }

    /// The questions of `look`, all answered by the file as it is now: what others write
    /// meanwhile is not seen.
    ///
    /// # Errors
    /// What `look` returned, or that the file cannot be read.
    pub fn snapshot<T, E: From<StoreError>>(
        &self,
        look: impl FnOnce(Reads<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // Rolled back when it is dropped; there is nothing to keep.
        let transaction = self
            .connection
            .unchecked_transaction()
            .map_err(StoreError::from)?;
        look(Reads::new(&transaction))
    }

    /// A number that changes whenever anybody else, in this process or another, has changed the
    /// file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn data_version(&self) -> Result<i64> {
        let version = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(version)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// What SQLite finds wrong with the file.
    pub(super) fn integrity_check(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare("pragma integrity_check")?;
        let lines = statement.query_map([], |row| row.get(0))?;
        let lines = lines.collect::<rusqlite::Result<Vec<String>>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}
