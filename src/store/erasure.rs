//! Destroys a person's data for good.
//!
//! The key goes, and with it what is sealed under it wherever a copy lies: in the log, at central,
//! in backups. The readable form goes here: tables, search, drafts, files. The log stays as it is
//! and its chain still verifies.

use super::error::Result;
use super::read::Reads;
use super::{attachments, case_drafts, drafts, person_keys, projections};
use crate::domain::ids::PersonId;
use chrono::{DateTime, Utc};
use rusqlite::Connection;

/// Destroys the data of a person, and of the visits the person was met in.
pub(super) fn erase(connection: &Connection, person: PersonId, at: DateTime<Utc>) -> Result<()> {
    case_drafts::purge(connection, person)?;
    let mut subjects = Reads::new(connection).visitors_of(person)?;
    subjects.push(person);
    for subject in subjects {
        person_keys::destroy(connection, subject.0, at)?;
        projections::purge(connection, subject)?;
    }
    attachments::purge(connection, person)?;
    drafts::purge(connection, person)
}
