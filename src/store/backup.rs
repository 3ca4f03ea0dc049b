//! A copy of the desk's file, and the way back to it.
//!
//! A copy is encrypted with the same key as the file; without the key file it cannot be read, so
//! the key has to be kept elsewhere too. Both ways a new file gets its name only when it is
//! complete, on the disk and verified: a crash leaves the old one.

use super::carry;
use super::connection::{self, Location, Use, journal_path};
use super::error::{Result, StoreError};
use super::key::Key;
use super::presence::Presence;
use super::read::Reads;
use super::row::{Micros, time};
use super::writer::run;
use super::{chain, erasure, folder, migrations};
use crate::domain::calendar::istanbul_time;
use crate::domain::event::{DatabaseRestored, Event};
use crate::domain::ids::{DeviceId, PersonId};
use crate::domain::source::Source;
use crate::domain::staff::Actor;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A copy that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backup {
    /// Records of the log in it.
    pub records: u64,
    /// Its size.
    pub bytes: u64,
}

/// A copy that took the file's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Records of the log in it.
    pub records: u64,
    /// When the last of them was made.
    pub last_record_at: Option<DateTime<Utc>>,
    /// Where the file that was there before is kept.
    pub replaced: Option<PathBuf>,
}

/// Copies the file to `target`, as it is at one moment, while counters work on it. A file that is
/// there already is replaced, once the copy is verified.
///
/// # Errors
/// Whatever went wrong; `target` is as it was then.
pub fn create(location: &Location, target: &Path, source: &mut dyn Source) -> Result<Backup> {
    refuse_own_files(location, target)?;
    let _presence = Presence::shared(&location.database)?;
    let key = location.read_key()?;
    let connection = connection::open(location, Use::Write)?;
    let draft = Draft::beside(target, source.id());
    draft.make()?;
    let path = utf8(&draft.0)?;
    connection.execute("vacuum into ?1", [path])?;
    draft.sync()?;
    let records = verify(&draft.0, key.as_ref())?;
    let bytes = draft.publish(target)?;
    Ok(Backup { records, bytes })
}

/// Puts a copy made by [`create`] in the file's place. The file that was there is kept beside it
/// under a dated name. The restored database is a new device, to be enrolled again; [`carry`]
/// says why, and how nothing is lost or given twice.
///
/// Persons whose data was destroyed since the copy was made are destroyed in it too, as far as
/// the replaced file can be read.
///
/// # Errors
/// [`StoreError::InUse`] while anybody has the file open; whatever is wrong with the copy. The
/// file is as it was then.
pub fn restore(location: &Location, copy: &Path, source: &mut dyn Source) -> Result<Restored> {
    refuse_own_files(location, copy)?;
    folder::create_parent(&location.database)?;
    let _presence = Presence::alone(&location.database)?;
    let key = location.read_key()?;
    let draft = Draft::beside(&location.database, source.id());
    draft.fill_from(copy)?;
    verify(&draft.0, key.as_ref()).map_err(|error| error.about(&draft.0, copy))?;
    let mut restored = connection::open(
        &Location {
            database: draft.0.clone(),
            key: location.key.clone(),
        },
        Use::Write,
    )?;
    let last_record_at = last_record_at(&restored)?;
    let destroyed = close_replaced(location)?;
    renew(&mut restored, &destroyed, source)?;
    let records = chain::verify(&restored)?.records;
    restored.close().map_err(|(_, error)| error)?;
    draft.sync()?;
    let replaced = keep_replaced(&location.database, source.now())?;
    draft.publish(&location.database)?;
    Ok(Restored {
        records,
        last_record_at,
        replaced,
    })
}

/// Makes the file a new device without a copy: central has set the one it was aside, because another
/// file has that identity too. As after a restore ([`carry`]), what was never sent is sent again.
///
/// # Errors
/// [`StoreError::InUse`] while anybody has the file open.
pub fn become_new_device(location: &Location, source: &mut dyn Source) -> Result<()> {
    let _presence = Presence::alone(&location.database)?;
    let mut connection = connection::open(location, Use::Write)?;
    renew(&mut connection, &[], source)
}

/// Looks at a copy as a whole; the records in it.
fn verify(path: &Path, key: Option<&Key>) -> Result<u64> {
    connection::refuse_stub(path)?;
    let connection = connection::connect(path, key, OpenFlags::empty())?;
    connection::recognise(&connection, path)?;
    let (found, known) = (migrations::version(&connection)?, migrations::NEWEST);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    connection::integrity_check(&connection)?;
    let chain = chain::verify(&connection)?;
    connection.close().map_err(|(_, error)| error)?;
    match chain.fault {
        None => Ok(chain.records),
        Some(fault) => Err(StoreError::Damaged(format!(
            "record {} of the log: {:?}",
            fault.seq, fault.kind
        ))),
    }
}

/// Makes the copy a new device, without the persons destroyed meanwhile, and says in its log that
/// it was restored.
fn renew(
    restored: &mut Connection,
    destroyed: &[(Uuid, DateTime<Utc>)],
    source: &mut dyn Source,
) -> Result<()> {
    let transaction = restored.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (former, head) = carry::become_new(&transaction, source)?;
    for (person, at) in destroyed {
        erasure::erase(&transaction, PersonId(*person), *at)?;
    }
    transaction.commit()?;
    if Reads::new(restored).office()?.is_none() {
        return Ok(());
    }
    run(restored, source, |tx| {
        let former = DeviceId(former);
        let event = Event::DatabaseRestored(DatabaseRestored { former, head });
        tx.append(Actor::Program, event)?;
        Ok(())
    })
}

/// Brings the file that will be replaced to rest, with all it has in its write-ahead log, and
/// reads whose data was destroyed in it. One that cannot be opened stays as it is: going back to
/// a copy is what one does then.
fn close_replaced(location: &Location) -> Result<Vec<(Uuid, DateTime<Utc>)>> {
    let Ok(replaced) = connection::open(location, Use::Write) else {
        return Ok(Vec::new());
    };
    let select = "select person, destroyed_at from person_keys where key is null";
    let destroyed = replaced
        .prepare(select)?
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, Micros>(1)?.0)))?
        .collect::<rusqlite::Result<_>>()?;
    connection::empty_journal(&replaced)?;
    replaced.close().map_err(|(_, error)| error)?;
    Ok(destroyed)
}

/// Gives the file that is there a second, dated name, and its write-ahead log too if there still
/// is one. The database's own name is never free: a desk that starts just then, after a crash
/// here, finds the old file and not none.
fn keep_replaced(database: &Path, now: DateTime<Utc>) -> Result<Option<PathBuf>> {
    let is_there = database
        .try_exists()
        .map_err(|error| StoreError::file(database, error))?;
    if !is_there {
        return Ok(None);
    }
    let kept = second_name(database, now)?;
    let journal = journal_path(database);
    if fs::metadata(&journal).is_ok_and(|file| file.len() > 0) {
        let kept = journal_path(&kept);
        fs::hard_link(&journal, &kept).map_err(|error| StoreError::file(&kept, error))?;
    }
    for name in [
        journal,
        PathBuf::from(format!("{}-shm", database.display())),
    ] {
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::file(&name, error));
            }
            _ => {}
        }
    }
    folder::sync_parent(database)?;
    Ok(Some(kept))
}

/// Links the database to the first dated name that is free.
fn second_name(database: &Path, now: DateTime<Utc>) -> Result<PathBuf> {
    let at = istanbul_time(now).format("%Y-%m-%d-%H%M%S");
    let dated = format!("{}.replaced-{at}", database.display());
    let mut name = PathBuf::from(&dated);
    for n in 2.. {
        match fs::hard_link(database, &name) {
            Ok(()) => break,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                name = PathBuf::from(format!("{dated}-{n}"));
            }
            Err(error) => return Err(StoreError::file(&name, error)),
        }
    }
    Ok(name)
}

fn last_record_at(connection: &Connection) -> Result<Option<DateTime<Utc>>> {
    let select = "select device_time from operations order by seq desc limit 1";
    let mut statement = connection.prepare(select)?;
    let mut rows = statement.query([])?;
    Ok(match rows.next()? {
        Some(row) => Some(time(row, "device_time")?),
        None => None,
    })
}

/// A copy onto the desk's own files would destroy them.
fn refuse_own_files(location: &Location, path: &Path) -> Result<()> {
    let Ok(other) = path.canonicalize() else {
        return Ok(());
    };
    let database = &location.database;
    let own = [
        Some(database.clone()),
        Some(journal_path(database)),
        location.key.clone(),
    ];
    let is_own = |own: PathBuf| own.canonicalize().is_ok_and(|own| own == other);
    if own.into_iter().flatten().any(is_own) {
        return Err(StoreError::OwnFile(path.to_owned()));
    }
    Ok(())
}

fn utf8(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| {
        let error = io::Error::new(io::ErrorKind::InvalidFilename, "the path is not UTF-8");
        StoreError::file(path, error)
    })
}

/// A file that is being made, under a name of its own; removed unless it gets its real one.
struct Draft(PathBuf);

impl Draft {
    fn beside(path: &Path, name: Uuid) -> Self {
        Self(PathBuf::from(format!("{}.{name}", path.display())))
    }

    /// Empty, and closed to others.
    fn make(&self) -> Result<File> {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&self.0)
            .map_err(|error| StoreError::file(&self.0, error))
    }

    fn fill_from(&self, copy: &Path) -> Result<()> {
        let mut from = File::open(copy).map_err(|error| StoreError::file(copy, error))?;
        let mut draft = self.make()?;
        io::copy(&mut from, &mut draft).map_err(|error| StoreError::file(&self.0, error))?;
        Ok(())
    }

    fn sync(&self) -> Result<()> {
        File::open(&self.0)
            .and_then(|file| file.sync_all())
            .map_err(|error| StoreError::file(&self.0, error))
    }

    /// Takes the name `path`, from a file that has it if there is one; its size.
    fn publish(&self, path: &Path) -> Result<u64> {
        fs::rename(&self.0, path).map_err(|error| StoreError::file(path, error))?;
        folder::sync_parent(path)?;
        let file = fs::metadata(path).map_err(|error| StoreError::file(path, error))?;
        Ok(file.len())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            // Mostly it is not there; left behind it only takes room.
            let _ = fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

#[cfg(test)]
#[path = "backup_tests.rs"]
mod tests;
