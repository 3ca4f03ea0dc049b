//! Made-up years of a busy office, for trials and measurements: `acikkapi demo-data`.
//!
//! Everything goes the way it goes at a counter: tickets are given and called, visits opened,
//! forms registered by the [use cases](super::usecase), and the events logged, sealed, chained and
//! projected. Only the time is made up, and a transaction holds many commands instead of one. The
//! same seed and last day give the same people, days, topics and numbers; identifiers and keys are
//! random each time, so that two such databases can never be taken for one.

mod days;
mod lives;
mod names;
mod people;
mod play;
mod wishes;

use std::path::{Path, PathBuf};
use std::{fs, io};

use chrono::{DateTime, NaiveDate};
use tempfile::TempDir;

use self::play::Play;
use super::error::DeskError;
use super::script::{Clock, Script};
use crate::catalog::Catalog;
use crate::store::{Location, Store, StoreError};
use crate::system::System;

/// What is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// How many applications.
    pub applications: u32,
    /// What all choices follow from.
    pub seed: u64,
    /// The last day; the first is ten years before.
    pub last_day: NaiveDate,
}

/// Why no data was made; the folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum DemoDataError {
    /// A desk's file is there, and might be a real one.
    #[error("{0} exists")]
    Taken(PathBuf),
    /// The desk's file could not be made or filled.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl From<StoreError> for DemoDataError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// Applications one transaction holds at least, whole days in any case.
const OF_ONE_TRANSACTION: u32 = 2_000;

/// Makes a desk's files in `folder`, which may exist, but not have any. `progress` is told how
/// many applications there are so far. When it fails no file is left behind.
///
/// # Errors
/// [`DemoDataError::Taken`], or what went wrong.
pub fn make(
    folder: &Path,
    catalog: &Catalog,
    plan: Plan,
    progress: &mut dyn FnMut(u32),
) -> Result<Location, DemoDataError> {
    let location = Location::in_folder(folder);
    refuse_taken(&location)?;
    let unfinished = unfinished(folder).map_err(|error| StoreError::file(folder, error))?;
    let made = Location::in_folder(unfinished.path());
    fill(&made, catalog, plan, progress)?;
    publish(&made, &location)?;
    Ok(location)
}

fn refuse_taken(location: &Location) -> Result<(), DemoDataError> {
    for file in files(location) {
        if file
            .try_exists()
            .map_err(|error| StoreError::file(file, error))?
        {
            return Err(DemoDataError::Taken(file.to_owned()));
        }
    }
    Ok(())
}

/// The key first: a database is of no use without it.
fn files(location: &Location) -> impl Iterator<Item = &Path> {
    let key = location.key.as_deref();
    key.into_iter().chain([location.database.as_path()])
}

/// A folder inside, removed with all that is in it unless it is finished.
fn unfinished(folder: &Path) -> io::Result<TempDir> {
    fs::create_dir_all(folder)?;
    tempfile::Builder::new()
        .prefix("unfinished-")
        .tempdir_in(folder)
}

fn fill(
    location: &Location,
    catalog: &Catalog,
    plan: Plan,
    progress: &mut dyn FnMut(u32),
) -> Result<(), DemoDataError> {
    // Key and device come from the machine's randomness, not from a seed somebody knows.
    drop(Store::open(location.clone(), Box::new(System))?);
    let clock = Clock::at(DateTime::UNIX_EPOCH);
    let ids = Script::new(&clock, rand::random());
    let mut store = Store::open(location.clone(), Box::new(ids))?;
    let mut play = Play::new(catalog, clock, plan.seed);
    let mut days = play.days(plan).into_iter().peekable();
    while days.peek().is_some() {
        store.transact(|tx| {
            let until = play.registered() + OF_ONE_TRANSACTION;
            while play.registered() < until
                && let Some((day, applications)) = days.next()
            {
                play.day(tx, day, applications)?;
            }
            Ok::<_, DeskError>(())
        })?;
        progress(play.registered());
    }
    Ok(())
}

/// Gives the finished files their names, unless somebody made files there meanwhile.
fn publish(made: &Location, location: &Location) -> Result<(), DemoDataError> {
    let mut published: Vec<&Path> = Vec::new();
    for (from, to) in files(made).zip(files(location)) {
        if let Err(error) = fs::hard_link(from, to) {
            for file in published {
                // A key without a database; whoever comes next is told of it.
                let _ = fs::remove_file(file);
            }
            return Err(match error.kind() {
                io::ErrorKind::AlreadyExists => DemoDataError::Taken(to.to_owned()),
                _ => StoreError::file(to, error).into(),
            });
        }
        published.push(to);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
