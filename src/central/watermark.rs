//! How far PostgreSQL's write-ahead log had come when this central last looked.
//!
//! Kept outside the database, because a restored database forgets it: a log that is shorter than
//! it was is a database put back from a copy, which neither its identifier nor its timeline shows.

use super::error::CentralError;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

const FILE: &str = "central-watermark.json";

/// A point in the database's life. Epochs are UUIDv7, so a later one is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Mark {
    /// The epoch.
    pub(super) epoch: Uuid,
    /// Bytes of write-ahead log ever written.
    pub(super) wal: i64,
}

/// The highest mark seen, in memory and in the data folder.
#[derive(Debug)]
pub(super) struct Watermark {
    path: PathBuf,
    highest: Mutex<Option<Mark>>,
}

impl Watermark {
    /// Reads the mark in `folder`, if there is one. A file that cannot be read as a mark counts
    /// as none: it only makes a rare kind of restore go unnoticed.
    pub(super) fn open(folder: &Path) -> Self {
        let path = folder.join(FILE);
        let highest = fs::read(&path)
            .ok()
            .and_then(|json| serde_json::from_slice(&json).ok());
        Self {
            path,
            highest: Mutex::new(highest),
        }
    }

    /// The latest epoch seen.
    pub(super) fn epoch(&self) -> Option<Uuid> {
        let highest = self.highest.lock().unwrap_or_else(PoisonError::into_inner);
        highest.map(|highest| highest.epoch)
    }

    /// Whether the database was further on when it was last looked at.
    pub(super) fn was_beyond(&self, now: Mark) -> bool {
        let highest = self.highest.lock().unwrap_or_else(PoisonError::into_inner);
        highest.is_some_and(|highest| highest > now)
    }

    /// Remembers a mark.
    pub(super) fn raise(&self, now: Mark) -> Result<(), CentralError> {
        let mut highest = self.highest.lock().unwrap_or_else(PoisonError::into_inner);
        if *highest >= Some(now) {
            return Ok(());
        }
        *highest = Some(now);
        // A mark is plain data and always serialises.
        let json = serde_json::to_string(&now).unwrap_or_default();
        super::files::write_private(&self.path, &json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_log_of_the_same_epoch_or_an_older_epoch_is_a_restore() {
        let folder = tempfile::tempdir().unwrap();
        let mark = |epoch: u128, wal| Mark {
            epoch: Uuid::from_u128(epoch),
            wal,
        };
        let fresh = Watermark::open(folder.path());
        assert!(!fresh.was_beyond(mark(1, 0)));
        fresh.raise(mark(2, 100)).unwrap();
        fresh.raise(mark(2, 50)).unwrap();
        let reopened = Watermark::open(folder.path());
        assert!(reopened.was_beyond(mark(2, 99)));
        assert!(reopened.was_beyond(mark(1, 500)));
        assert!(!reopened.was_beyond(mark(2, 100)));
        assert!(
            !reopened.was_beyond(mark(3, 10)),
            "begun by another instance"
        );
        std::fs::write(folder.path().join(FILE), "half a fi").unwrap();
        assert!(!Watermark::open(folder.path()).was_beyond(mark(1, 0)));
    }
}
