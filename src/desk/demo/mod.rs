//! A made-up office in a temporary folder, in the middle of a made-up day.
//!
//! Everything in it was done by the use cases themselves, on a scripted clock: ten days of
//! applications, and today's queue with visitors who wait, are held, did not come, are being
//! served. The same seed and the same instant give the same office.

mod cases;
mod guidance;
mod past;
mod people;
mod stage;
mod stories;
mod today;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tempfile::TempDir;

use crate::catalog::Catalog;
use crate::store::{Location, Store, StoreError};

use super::command::Session;
use super::error::DeskError;
use super::script::{Clock, Script};
use stage::Stage;

/// The counter of whoever looks at the demonstration.
const COUNTER: u16 = 1;

/// A made-up office. Its folder goes with it.
#[derive(Debug)]
pub struct Demo {
    folder: TempDir,
    session: Session,
}

impl Demo {
    /// Makes the office as it is at `now`; `seed` chooses how its days went.
    ///
    /// # Errors
    /// When the temporary folder cannot be written.
    pub fn make(catalog: &Catalog, now: DateTime<Utc>, seed: u64) -> Result<Self, DeskError> {
        let folder = TempDir::with_prefix("acikkapi-demo-").map_err(|error| {
            let path = std::env::temp_dir();
            DeskError::Store(Arc::new(StoreError::File { path, error }))
        })?;
        let clock = Clock::at(now);
        let source = Box::new(Script::new(&clock, seed));
        let mut store = Store::open(location(&folder), source)?;
        let session = store.transact(|tx| {
            let stage = &mut Stage::new(tx, (catalog, &clock), seed);
            let first = past::days(catalog, now);
            let session = stage.set_up(&first)?;
            past::play(stage, &first)?;
            today::play(stage, now)?;
            Ok::<_, DeskError>(session)
        })?;
        Ok(Self { folder, session })
    }

    /// Where its file is. It has no key: nothing in it is true.
    #[must_use]
    pub fn location(&self) -> Location {
        location(&self.folder)
    }

    /// The clerk and the counter the demonstration is looked at from.
    #[must_use]
    pub fn session(&self) -> Session {
        self.session
    }
}

fn location(folder: &TempDir) -> Location {
    Location::without_key(folder.path().join("desk.db"))
}

#[cfg(test)]
mod tests;
