//! The thread that looks at the desk's file, and never writes into it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;

use super::board::Board;
use crate::desk::DeskError;
use crate::domain::calendar::istanbul_day;
use crate::domain::source::Source;
use crate::store::{Location, Reader, StoreError};

/// How often it is looked whether somebody has written: a call is on the display well within a
/// fifth of a second.
const LOOK: Duration = Duration::from_millis(80);
/// Pause after the file could not be read.
const PAUSE: Duration = Duration::from_secs(1);

/// What was seen.
#[derive(Debug)]
pub(super) enum Sight {
    /// Something has changed; this is how it is now.
    Board(Board),
    /// The file cannot be read at the moment.
    Unreachable,
}

/// The file, and what was last seen of it.
pub(super) struct Watch {
    location: Location,
    source: Box<dyn Source>,
    /// `None` after trouble, until it is opened afresh.
    open: Option<Open>,
}

struct Open {
    reader: Reader,
    /// Device and inode: another file in its place (a restored backup) is opened afresh.
    file: (u64, u64),
    /// Version of the file and day that were shown.
    shown: Option<(i64, NaiveDate)>,
}

impl Watch {
    /// Opens the file.
    ///
    /// # Errors
    /// Whatever keeps it from being used.
    pub(super) fn open(location: Location, source: Box<dyn Source>) -> Result<Self, DeskError> {
        let open = Some(Open::file(&location)?);
        Ok(Self {
            location,
            source,
            open,
        })
    }

    /// Looks until `publish` says that nobody wants to know any more.
    pub(super) fn run(mut self, publish: impl Fn(Sight) -> bool) {
        loop {
            let sight = self.sight();
            let pause = match sight {
                Some(Sight::Unreachable) => PAUSE,
                _ => LOOK,
            };
            if sight.is_some_and(|sight| !publish(sight)) {
                return;
            }
            thread::sleep(pause);
        }
    }

    /// Something new, or that nothing can be seen.
    fn sight(&mut self) -> Option<Sight> {
        // A defect ends its own look alone.
        let seen = catch_unwind(AssertUnwindSafe(|| self.look()));
        match seen.unwrap_or(Err(DeskError::Defect)) {
            Ok(board) => board.map(Sight::Board),
            Err(_) => {
                self.open = None;
                Some(Sight::Unreachable)
            }
        }
    }

    /// The board, if it has changed since it was last looked at.
    fn look(&mut self) -> Result<Option<Board>, DeskError> {
        let today = istanbul_day(self.source.now());
        let present = file_of(&self.location)?;
        let open = match self.open.take() {
            Some(open) if open.file == present => open,
            _ => Open::file(&self.location)?,
        };
        let open = self.open.insert(open);
        // Before the board is read: what is written meanwhile is seen at the next look.
        let state = (open.reader.data_version()?, today);
        if open.shown == Some(state) {
            return Ok(None);
        }
        let board = open.reader.snapshot(|read| Board::read(read, today))?;
        open.shown = Some(state);
        Ok(Some(board))
    }
}

impl Open {
    fn file(location: &Location) -> Result<Self, StoreError> {
        Ok(Self {
            // Before it is opened: if it is replaced in between, the next look notices.
            file: file_of(location)?,
            reader: Reader::open(location)?,
            shown: None,
        })
    }
}

fn file_of(location: &Location) -> Result<(u64, u64), StoreError> {
    let path = &location.database;
    let about = fs::metadata(path).map_err(|error| StoreError::file(path, error))?;
    Ok((about.dev(), about.ino()))
}

#[cfg(test)]
#[path = "watch_tests.rs"]
mod tests;
