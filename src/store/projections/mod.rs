//! The tables the screens read, as the log tells them.
//!
//! [`apply`] is the only writer of these tables: for an own event in the transaction that appends
//! it, for another database's when it comes with the feed, and for all of them in a rebuild. It
//! looks at nothing but the event and the tables, so that replaying the log gives the same rows.

mod application;
mod case;
mod file;
mod guidance;
mod message;
mod office;
mod person;
mod queue;
mod rebuild;
mod review;
mod unit;
mod visit;

use super::error::Result;
use super::recorded::Recorded;
use super::row::signed;
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::sync::wire::SCHEMA;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

pub use rebuild::Difference;
pub(super) use rebuild::{SEARCHES, compare, ensure_current, rebuild_now};

/// Version of the rules below.
const RULES: i64 = 5;

/// By what the tables were projected: the rules, and the schema of events this program knows. A
/// program with other ones projects the whole log afresh when it opens the file; so do events that an
/// older program has kept unread.
pub(super) const VERSION: i64 = RULES | (SCHEMA as i64 - 1) << 32;

/// The order everything of one case, one person, one decision counts in: as the office's feed has
/// it, then the own operations central has not confirmed.
const FEED_ORDER: &str = "order by position is null, position, seq";

/// What an event did to the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub(super) enum Effect {
    /// What it says.
    Applied,
    /// Nothing: it does not fit what the tables say, as when two databases were one before a
    /// restore, or this program cannot read it.
    Ignored,
}

impl Effect {
    fn of(changed_rows: usize) -> Self {
        if changed_rows > 0 {
            Self::Applied
        } else {
            Self::Ignored
        }
    }
}

/// Enters an event in the tables.
pub(super) fn apply(connection: &Connection, recorded: &Recorded) -> Result<Effect> {
    let Some(event) = recorded.event.as_ref().filter(|_| !recorded.repeats) else {
        return Ok(Effect::Ignored);
    };
    match event {
        Event::StaffRegistered(event) => office::staff(connection, event),
        Event::PersonRecorded(event) => person::record(connection, recorded, event),
        Event::GuidanceGiven(event) => guidance::give(connection, recorded, event),
        Event::ApplicationRegistered(event) => application::register(connection, recorded, event),
        Event::UnitRecorded(unit) => unit::record(connection, unit),
        Event::CaseMoved(event) => case::step(connection, recorded, event),
        Event::MessageQueued(event) => message::queue(connection, recorded, event),
        Event::MessageMoved(event) => message::step(connection, recorded, event),
        Event::ReviewOpened(event) => review::open(connection, event),
        Event::ReviewDecided(event) => review::decide(connection, recorded, event),
        _ if !recorded.own => Ok(Effect::Ignored),
        Event::OfficeConfigured(event) => office::configure(connection, event),
        Event::TicketIssued(event) => queue::issue(connection, recorded, event),
        Event::TicketClaimsCorrected(event) => queue::correct(connection, event),
        Event::TicketCalled(event) => queue::call(connection, recorded, event),
        Event::TicketCallUndone(event) => queue::undo_call(connection, recorded, event),
        Event::TicketReinstated(event) => queue::reinstate(connection, recorded, event),
        Event::VisitOpened(event) => visit::open(connection, recorded, event),
        Event::VisitClosed(event) => visit::close(connection, recorded, event),
        Event::TicketRecalled(_)
        | Event::TicketNoShow(_)
        | Event::TicketHeld(_)
        | Event::TicketReturned(_)
        | Event::TicketEnded(_) => queue::step(connection, recorded, event),
        // History only.
        Event::DatabaseRestored(_) => Ok(Effect::Applied),
    }
}

/// The feed has placed an operation, or its place is not known any more: what depends on the order
/// is brought up to date.
pub(super) fn positioned(
    connection: &Connection,
    op_id: Uuid,
    position: Option<u64>,
) -> Result<()> {
    let select = "select seq, kind from operations where op_id = ?1";
    let found: Option<(i64, String)> = connection
        .prepare_cached(select)?
        .query_row([op_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((seq, kind)) = found else {
        return Ok(());
    };
    let place = (seq, position.map(signed));
    match kind.as_str() {
        "case_moved" => case::positioned(connection, place),
        "person_recorded" => person::positioned(connection, place),
        "review_decided" => review::positioned(connection, place),
        _ => Ok(()),
    }
}

/// The places after `cursor` are not known any more: central was restored.
pub(super) fn unpositioned(connection: &Connection, cursor: u64) -> Result<()> {
    case::unpositioned(connection, signed(cursor))?;
    review::unpositioned(connection, signed(cursor))?;
    person::unpositioned(connection, signed(cursor))
}

/// Takes a person's data out of the tables: what replaying the log gives once the person's key
/// is destroyed.
pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    office::purge(connection, person)?;
    queue::purge(connection, person)?;
    guidance::purge(connection, person)?;
    review::purge(connection, person)?;
    person::purge(connection, person)?;
    case::purge(connection, person)?;
    message::purge(connection, person)?;
    application::purge(connection, person)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
