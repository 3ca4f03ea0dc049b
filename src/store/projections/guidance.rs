//! Guidance given.

use super::super::error::Result;
use super::super::recorded::Recorded;
use super::super::row::{Micros, Name};
use super::Effect;
use crate::domain::event::GuidanceGiven;
use crate::domain::ids::PersonId;
use rusqlite::Connection;

pub(super) fn give(
    connection: &Connection,
    recorded: &Recorded,
    event: &GuidanceGiven,
) -> Result<Effect> {
    let insert =
        "insert into guidance (id, visit, visitor, topic, outcome, minutes, note, given_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict do nothing";
    let changed = connection.prepare_cached(insert)?.execute((
        event.guidance.0,
        event.visit.0,
        event.visitor.0,
        event.topic.as_ref().map(|topic| topic.0.as_str()),
        Name(event.outcome),
        event.minutes,
        event.private.note.as_str(),
        Micros(recorded.at),
    ))?;
    Ok(Effect::of(changed))
}

pub(super) fn purge(connection: &Connection, visitor: PersonId) -> Result<()> {
    let purge = "update guidance set note = '' where visitor = ?1";
    connection.prepare_cached(purge)?.execute([visitor.0])?;
    Ok(())
}
