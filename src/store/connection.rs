//! Opens the desk's file: the right one, readable, whole and of this program's version.

use super::error::{Result, StoreError};
use super::key::{self, Key};
use super::row::unsigned;
use super::{folder, migrations, projections};
use crate::domain::source::Source;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// `application_id` of a desk's database: "AKDB".
pub(super) const APPLICATION_ID: i64 = 0x414B_4442;
/// Earlier versions have a defect in the write-ahead log that can damage a file with two writers.
const OLDEST_SQLITE: i32 = 3_051_003;
/// Bytes of a page, the default of SQLite and of SQLCipher.
const PAGE: u64 = 4096;
/// Smallest file that can be a database.
const SMALLEST: u64 = 512;
/// How long a lock is waited for, in steps of about [`BUSY_STEP`].
const BUSY_STEPS: i32 = 15_000;
const BUSY_STEP: Duration = Duration::from_micros(500);
/// Processes that wait together should not look together: steps differ by so much.
const BUSY_SPREAD: Duration = Duration::from_micros(90);
const BUSY_SPREADS: u32 = 5;
/// Whoever waits for the lock has looked once within this time.
pub(super) const LONGEST_LOOK: Duration =
    BUSY_STEP.saturating_add(BUSY_SPREAD.saturating_mul(BUSY_SPREADS));
/// Page cache of a connection, in KiB (negative by SQLite's convention).
const CACHE: i64 = -6_000;
/// Statements a connection keeps compiled.
const STATEMENTS: usize = 128;
/// The write-ahead log is cut back to this size after a large transaction.
const JOURNAL_LIMIT: i64 = 16 * 1024 * 1024;
/// Pages in the write-ahead log at which a commit has to copy them into the database, if
/// [`super::housekeeping`] did not.
const CHECKPOINT: i64 = 8_000;
/// First bytes of a database that is not encrypted.
const PLAIN_HEADER: &[u8] = b"SQLite format 3\0";

/// Where a desk keeps its file, and the key to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The database. Its lock and write-ahead log stand beside it.
    pub database: PathBuf,
    /// The key file; `None` for a database that is not encrypted (the demonstration).
    pub key: Option<PathBuf>,
}

impl Location {
    /// The database and its key in one folder: `desk.db` and `desk.key`.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            database: folder.join("desk.db"),
            key: Some(folder.join("desk.key")),
        }
    }

    /// A database without a key, for made-up data.
    #[must_use]
    pub fn without_key(database: impl Into<PathBuf>) -> Self {
        Self {
            database: database.into(),
            key: None,
        }
    }

    /// The key of a database that exists.
    pub(super) fn read_key(&self) -> Result<Option<Key>> {
        self.key.as_deref().map(key::read).transpose()
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Changes things.
    Write,
    /// Only looks.
    Read,
}

/// Opens the database of `location`; makes it, and its key, if neither is there.
pub(super) fn open_or_create(location: &Location, source: &mut dyn Source) -> Result<Connection> {
    let path = &location.database;
    let is_there = path
        .try_exists()
        .map_err(|error| StoreError::file(path, error))?;
    if !is_there {
        create(location, source)?;
    }
    open(location, Use::Write)
}

/// Opens a database that exists, and brings it to this program's version.
pub(super) fn open(location: &Location, purpose: Use) -> Result<Connection> {
    check_sqlite()?;
    let path = &location.database;
    refuse_stub(path)?;
    let key = location.read_key()?;
    let mut connection = connect(path, key.as_ref(), OpenFlags::empty())?;
    recognise(&connection, path)?;
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly);
    }
    prepare(&connection)?;
    refuse_short(&connection, path)?;
    migrations::migrate(&mut connection)?;
    projections::ensure_current(&mut connection)?;
    if purpose == Use::Read {
        connection.pragma_update(None, "query_only", true)?;
    }
    Ok(connection)
}

/// SQLite takes an empty file for a new database; a desk's file never is one.
pub(super) fn refuse_stub(path: &Path) -> Result<()> {
    let file = fs::metadata(path).map_err(|error| StoreError::file(path, error))?;
    if file.len() < SMALLEST {
        return Err(StoreError::Damaged("the file is cut off".into()));
    }
    Ok(())
}

/// Two threads of a process that give their first keys at the same moment can make SQLCipher refuse
/// one of them.
static OPENING: Mutex<()> = Mutex::new(());

/// Opens a file as a database, without looking whether it is a desk's.
pub(super) fn connect(path: &Path, key: Option<&Key>, more: OpenFlags) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let _alone = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // SQLCipher writes its complaints to the terminal, which is the desk's screen.
    silently(&connection, "cipher_log_level", "NONE")?;
    if let Some(key) = key {
        silently(&connection, "key", key.pragma().as_str())?;
    }
    connection.busy_handler(Some(wait))?;
    Ok(connection)
}

/// Sets a pragma that may or may not answer with a row.
fn silently(connection: &Connection, pragma: &str, value: &str) -> Result<()> {
    match connection.pragma_update_and_check(None, pragma, value, |_| Ok(())) {
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
        set => Ok(set?),
    }
}

/// Waits a little for another process's lock. Short steps: a commit takes a few milliseconds, and
/// the growing steps of SQLite's own handler would make a counter wait longer than needed.
fn wait(tried: i32) -> bool {
    let spreads = tried.unsigned_abs() % BUSY_SPREADS;
    thread::sleep(BUSY_STEP + BUSY_SPREAD * spreads);
    tried < BUSY_STEPS
}

fn check_sqlite() -> Result<()> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::SqliteTooOld(rusqlite::version()));
    }
    Ok(())
}

/// Sees to it that the open file is a desk's database, readable with its key.
pub(super) fn recognise(connection: &Connection, path: &Path) -> Result<()> {
    let read = "select count(*) from sqlite_schema";
    let readable = connection.query_row(read, [], |row| row.get::<_, i64>(0));
    if let Err(error) = readable {
        return Err(match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) if is_plain_sqlite(path) => {
                StoreError::Foreign(path.to_owned())
            }
            Some(ErrorCode::NotADatabase) => StoreError::KeyDoesNotFit(path.to_owned()),
            _ => error.into(),
        });
    }
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    Ok(())
}

fn is_plain_sqlite(path: &Path) -> bool {
    let mut start = [0; PLAIN_HEADER.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == PLAIN_HEADER
}

/// A file that lost its end shows only when a lost page is read; compares its length with the
/// pages it should have. Pages that are still in the write-ahead log cannot be missed.
fn refuse_short(connection: &Connection, path: &Path) -> Result<()> {
    let pages = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let needed = unsigned(pages) * PAGE;
    let journal = fs::metadata(journal_path(path)).map_or(0, |file| file.len());
    let file = fs::metadata(path).map_err(|error| StoreError::file(path, error))?;
    if journal == 0 && file.len() < needed {
        return Err(StoreError::Damaged("the end of the file is missing".into()));
    }
    Ok(())
}

/// The write-ahead log of a database.
pub(super) fn journal_path(database: &Path) -> PathBuf {
    PathBuf::from(format!("{}-wal", database.display()))
}

/// Brings everything into the database itself and empties the write-ahead log, as far as nobody
/// is reading an older state.
pub(super) fn empty_journal(connection: &Connection) -> Result<()> {
    Ok(connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?)
}

/// Looks whether the file's pages fit together.
pub(super) fn quick_check(connection: &Connection) -> Result<()> {
    found_sound(connection, "quick_check")
}

/// Looks whether the file's pages, tables and indexes fit together.
pub(super) fn integrity_check(connection: &Connection) -> Result<()> {
    found_sound(connection, "integrity_check")
}

fn found_sound(connection: &Connection, pragma: &str) -> Result<()> {
    let found: String = connection.pragma_query_value(None, pragma, |row| row.get(0))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged(found))
    }
}

/// The settings every connection has. All of them are per connection but the journal mode.
fn prepare(connection: &Connection) -> Result<()> {
    let set =
        |pragma: &str, value: &dyn rusqlite::ToSql| connection.pragma_update(None, pragma, value);
    set("foreign_keys", &true)?;
    set("trusted_schema", &false)?;
    set("cell_size_check", &true)?;
    silently(connection, "secure_delete", "ON")?;
    set("temp_store", &"MEMORY")?;
    set("cache_size", &CACHE)?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Disk(format!("the journal mode is {mode}")));
    }
    silently(connection, "journal_size_limit", &JOURNAL_LIMIT.to_string())?;
    set("synchronous", &"FULL")?;
    silently(connection, "wal_autocheckpoint", &CHECKPOINT.to_string())?;
    // Otherwise a statement with `column = ?` counts as planned for the value bound to it, and each
    // time a kept one is taken up again it is compiled anew: most of the time of most questions.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Makes the database and its key. The file appears complete or not at all: a crash in between
/// leaves a draft beside it, never half a database under its name.
fn create(location: &Location, source: &mut dyn Source) -> Result<()> {
    check_sqlite()?;
    let path = &location.database;
    folder::create_parent(path)?;
    refuse_orphans(path)?;
    let key = match &location.key {
        Some(file) => {
            folder::create_parent(file)?;
            Some(key::create(file, source)?)
        }
        None => None,
    };
    let draft = PathBuf::from(format!("{}.{}", path.display(), source.id()));
    let made = fill(&draft, key.as_ref(), source).and_then(|()| publish(&draft, path));
    // The draft is a second name of the database now, or of no use.
    let _ = fs::remove_file(&draft);
    made?;
    folder::sync_parent(path)
}

/// A write-ahead log without its database belongs to one that was removed or moved: the last
/// records may be in it, and a new database would be damaged by it.
fn refuse_orphans(path: &Path) -> Result<()> {
    match fs::metadata(journal_path(path)) {
        Ok(file) if file.len() > 0 => Err(StoreError::Damaged(
            "the write-ahead log is there and its database is missing".into(),
        )),
        _ => Ok(()),
    }
}

fn fill(draft: &Path, key: Option<&Key>, source: &mut dyn Source) -> Result<()> {
    let mut connection = connect(draft, key, OpenFlags::SQLITE_OPEN_CREATE)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    prepare(&connection)?;
    migrations::migrate(&mut connection)?;
    projections::ensure_current(&mut connection)?;
    let device = "insert into device (id, device) values (1, ?1)";
    connection.execute(device, [source.id()])?;
    connection.close().map_err(|(_, error)| error)?;
    let sync = File::open(draft).and_then(|file| file.sync_all());
    sync.map_err(|error| StoreError::file(draft, error))
}

/// Gives the draft the database's name, unless another process was faster.
fn publish(draft: &Path, path: &Path) -> Result<()> {
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(StoreError::file(path, error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "connection_tests.rs"]
mod tests;
