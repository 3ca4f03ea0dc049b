//! The writing side of the desk's file.

use super::connection::{self, Location, Use};
use super::device::OwnDevice;
use super::error::{Result, StoreError};
use super::housekeeping::Housekeeping;
use super::log::{self, NewOperation};
use super::presence::Presence;
use super::projections::{self, Effect};
use super::read::Reads;
use super::recorded::Recorded;
use super::row::Day;
use super::turns::Turns;
use super::{carry, erasure, person_keys};
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::source::Source;
use crate::domain::staff::Actor;
use crate::sync::body::Unsealed;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, TransactionBehavior};
use uuid::Uuid;

/// Version of the table of roles and permissions an actor was checked against.
const ROLE_VERSION: u32 = 1;

/// The desk's file, open for writing. One per process, owned by its writer thread; other
/// processes may have their own.
pub struct Store {
    // First, so that it ends before the connection and the presence do.
    _housekeeping: Housekeeping,
    connection: Connection,
    location: Location,
    source: Box<dyn Source>,
    stopped: bool,
    turns: Turns,
    _presence: Presence,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Store")
            .field("location", &self.location)
            .field("stopped", &self.stopped)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the file, or makes it with its key when neither is there.
    ///
    /// # Errors
    /// Whatever keeps the file from being used safely; nothing was changed then.
    pub fn open(location: Location, mut source: Box<dyn Source>) -> Result<Self> {
        super::folder::create_parent(&location.database)?;
        let presence = Presence::shared(&location.database)?;
        let connection = connection::open_or_create(&location, source.as_mut())?;
        Ok(Self {
            _housekeeping: Housekeeping::start(&location),
            connection,
            location,
            source,
            stopped: false,
            turns: Turns::default(),
            _presence: presence,
        })
    }

    /// Where the file is.
    #[cfg(test)]
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Which device this database is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn device_id(&self) -> Result<Uuid> {
        Ok(OwnDevice::load(&self.connection)?.id)
    }

    /// Runs `work` in one transaction that holds the write lock from its beginning: what it reads
    /// cannot change before it commits, and either all it appends is on the disk when this
    /// returns, or nothing.
    ///
    /// After an error of the disk or the file ([`StoreError::stops_writing`]) every further call
    /// fails with [`StoreError::Stopped`] until [`Store::reopen`] succeeds.
    ///
    /// # Errors
    /// What `work` returned, or what beginning and committing met.
    pub fn transact<T, E: Failure>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.stopped {
            return Err(StoreError::Stopped.into());
        }
        self.turns.begin();
        let done = run(&mut self.connection, self.source.as_mut(), work);
        self.turns.end();
        if let Err(error) = &done {
            self.stopped = error.store_error().is_some_and(StoreError::stops_writing);
        }
        done
    }

    /// Makes the disk full once the file has so many pages more, until it is opened afresh.
    #[cfg(test)]
    pub(crate) fn fill_disk_after(&mut self, pages: i64) {
        let connection = &self.connection;
        let count = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        let now = connection
            .pragma_query_value(None, "page_count", count)
            .unwrap();
        let most = now + pages;
        let set = connection.pragma_update_and_check(None, "max_page_count", most, count);
        assert_eq!(set.unwrap(), most);
    }

    /// Opens the file afresh after an error stopped writing, and checks it.
    ///
    /// # Errors
    /// What is still wrong; writing stays stopped then.
    pub fn reopen(&mut self) -> Result<()> {
        self.stopped = true;
        let connection = connection::open(&self.location, Use::Write)?;
        connection::quick_check(&connection)?;
        self.connection = connection;
        self.stopped = false;
        Ok(())
    }

    /// Empties the tables the screens read and fills them again from the log, in one transaction.
    ///
    /// # Errors
    /// When the log cannot be read; the tables are as they were then.
    pub fn rebuild_projections(&mut self) -> Result<()> {
        projections::rebuild_now(&mut self.connection)
    }
}

/// Runs `work` in one immediate transaction of a connection.
pub(super) fn run<T, E: Failure>(
    connection: &mut Connection,
    source: &mut dyn Source,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(StoreError::from)?;
    let device = OwnDevice::load(&transaction)?;
    let at = source.stamp();
    let mut tx = Tx {
        connection: &transaction,
        source,
        device,
        at,
        erased: false,
    };
    let done = work(&mut tx)?;
    let erased = tx.erased;
    transaction.commit().map_err(StoreError::from)?;
    if erased {
        // What was erased is still in the write-ahead log. Where somebody reads just now, it
        // goes with one of the next transactions.
        let _ = connection::empty_journal(connection);
    }
    Ok(done)
}

/// An error of a use case, which may be one of the store's: [`Store::transact`] has to know.
pub trait Failure: From<StoreError> {
    /// The store's error in it.
    fn store_error(&self) -> Option<&StoreError>;
}

impl Failure for StoreError {
    fn store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// One transaction of [`Store::transact`].
pub struct Tx<'s> {
    connection: &'s Connection,
    source: &'s mut dyn Source,
    device: OwnDevice,
    at: DateTime<Utc>,
    erased: bool,
}

impl Tx<'_> {
    /// The time of every event appended now: when the transaction began, or the last
    /// [`Tx::tick`].
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.at
    }

    /// Looks at the clock again. A transaction that does the work of one command never needs
    /// it; one that plays a whole day does.
    pub fn tick(&mut self) -> DateTime<Utc> {
        self.at = self.source.stamp();
        self.at
    }

    /// The questions, answered with what this transaction has done so far.
    #[must_use]
    pub fn read(&self) -> Reads<'_> {
        Reads::new(self.connection)
    }

    pub(super) fn connection(&self) -> &Connection {
        self.connection
    }

    /// A fresh identifier.
    pub fn id(&mut self) -> Uuid {
        self.source.id()
    }

    /// Appends an event: to the log, its personal part sealed, and to the projections.
    ///
    /// The first [`Event::OfficeConfigured`] says which office the file belongs to, for good.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], [`StoreError::NotSetUp`], [`StoreError::OfficeFixed`],
    /// [`StoreError::PersonErased`], or what SQLite met; the caller should let the transaction
    /// fail then.
    pub fn append(&mut self, actor: Actor, event: Event) -> Result<Recorded> {
        if let Event::OfficeConfigured(configured) = &event {
            self.device.set_office(self.connection, configured.office)?;
        }
        let op_id = self.source.id();
        let (kind, body) = self.sealed(&event, op_id)?;
        let new = NewOperation {
            op_id,
            actor: actor.to_string(),
            role_version: ROLE_VERSION,
            kind,
            case_id: event.case(),
            base_revision: None,
            body,
            device_time: self.at,
        };
        let logged = log::append(self.connection, &self.device, new)?;
        let recorded = Recorded::new(&logged, event);
        match projections::apply(self.connection, &recorded)? {
            Effect::Applied => Ok(recorded),
            Effect::Ignored => Err(StoreError::Defect("an event does not fit the tables")),
        }
    }

    /// Says again what an own or another database's operation says, perhaps corrected, by the same
    /// actor and of the same time; the operation that says it. Here, where the first is, it changes
    /// nothing; central takes it for the first, which it did not take.
    ///
    /// # Errors
    /// Those of [`Tx::append`].
    pub fn repeat(&mut self, operation: Uuid, event: &Event) -> Result<Uuid> {
        let former = self.read().operation(operation)?;
        let former = former.ok_or(StoreError::Defect("there is nothing to repeat"))?;
        let op_id = self.source.id();
        let (kind, body) = self.sealed(event, op_id)?;
        let new = NewOperation {
            op_id,
            actor: former.actor,
            role_version: former.role_version,
            kind,
            case_id: event.case(),
            base_revision: None,
            body: carry::repeating(&body, operation)?,
            device_time: former.device_time,
        };
        log::append(self.connection, &self.device, new)?;
        Ok(op_id)
    }

    /// Chooses the `DD` of the application numbers given from now on. Numbers already given
    /// stay.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn set_device_number(&mut self, number: u8) -> Result<()> {
        self.device.set_number(self.connection, number)
    }

    /// Remembers that the deadline pass of a day is over.
    ///
    /// # Errors
    /// What SQLite met.
    pub fn end_deadline_pass(&mut self, day: NaiveDate) -> Result<()> {
        let replace = "insert or replace into deadline_pass (id, day) values (1, ?1)";
        self.connection.execute(replace, [Day(day)])?;
        Ok(())
    }

    /// Destroys a person's data for good, and that of the visits the person was met in; see
    /// [`erasure`].
    ///
    /// # Errors
    /// What SQLite met.
    pub fn erase(&mut self, person: PersonId) -> Result<()> {
        self.erased = true;
        erasure::erase(self.connection, person, self.at)
    }

    /// Kind and stored body of an event.
    fn sealed(&mut self, event: &Event, op_id: Uuid) -> Result<(String, String)> {
        let unsealed = Unsealed::of(event)?;
        let person = unsealed.person();
        let key = person
            .map(|person| person_keys::find_or_create(self.connection, person, self.source))
            .transpose()?;
        Ok(unsealed.seal(op_id, key.as_ref(), self.source)?)
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
