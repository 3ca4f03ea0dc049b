//! Who has the database open: a lock file beside it.
//!
//! Every process that opens the database holds the lock shared, a restore holds it alone. The
//! system gives the lock back when a process dies, however it dies.

use super::error::{Result, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Held while the database is open.
#[derive(Debug)]
pub(super) struct Presence {
    _lock: File,
}

impl Presence {
    /// With others.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while the file is being replaced.
    pub(super) fn shared(database: &Path) -> Result<Self> {
        let lock = open(database)?;
        take(database, lock.try_lock_shared())?;
        Ok(Self { _lock: lock })
    }

    /// Alone.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another process (or another store of this one) has it open.
    pub(super) fn alone(database: &Path) -> Result<Self> {
        let lock = open(database)?;
        take(database, lock.try_lock())?;
        Ok(Self { _lock: lock })
    }
}

fn lock_path(database: &Path) -> PathBuf {
    PathBuf::from(format!("{}.lock", database.display()))
}

fn open(database: &Path) -> Result<File> {
    let path = lock_path(database);
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::PermissionDenied => StoreError::ReadOnly,
            _ => StoreError::file(&path, error),
        })
}

fn take(database: &Path, taken: std::result::Result<(), TryLockError>) -> Result<()> {
    taken.map_err(|error| match error {
        TryLockError::WouldBlock => StoreError::InUse(database.to_owned()),
        TryLockError::Error(error) => StoreError::file(&lock_path(database), error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_share_and_one_is_alone() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("desk.db");
        let one = Presence::shared(&database).unwrap();
        let other = Presence::shared(&database).unwrap();
        assert!(matches!(
            Presence::alone(&database),
            Err(StoreError::InUse(_))
        ));
        drop((one, other));
        let alone = Presence::alone(&database).unwrap();
        assert!(matches!(
            Presence::shared(&database),
            Err(StoreError::InUse(_))
        ));
        drop(alone);
        Presence::shared(&database).unwrap();
    }
}
