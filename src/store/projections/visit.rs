//! Visits.

use super::super::error::Result;
use super::super::recorded::Recorded;
use super::super::row::{Day, Micros};
use super::{Effect, queue};
use crate::domain::calendar::istanbul_day;
use crate::domain::event::{VisitClosed, VisitOpened};
use crate::domain::ids::TicketId;
use crate::domain::ticket::TicketMove;
use rusqlite::{Connection, OptionalExtension};

pub(super) fn open(
    connection: &Connection,
    recorded: &Recorded,
    event: &VisitOpened,
) -> Result<Effect> {
    if let Some(ticket) = event.ticket {
        let visit = event.visit;
        let step = TicketMove::Start { visit };
        if queue::move_on(connection, recorded, ticket, step)? == Effect::Ignored {
            return Ok(Effect::Ignored);
        }
    }
    let insert = "insert into visits (id, day, ticket, counter, visitor, opened_at)
        values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing";
    let changed = connection.prepare_cached(insert)?.execute((
        event.visit.0,
        Day(istanbul_day(recorded.at)),
        event.ticket.map(|ticket| ticket.0),
        event.counter,
        event.visitor.0,
        Micros(recorded.at),
    ))?;
    Ok(Effect::of(changed))
}

/// Its ticket ends with it, unless it has ended already.
pub(super) fn close(
    connection: &Connection,
    recorded: &Recorded,
    event: &VisitClosed,
) -> Result<Effect> {
    let update = "update visits set closed_at = ?2 where id = ?1 and closed_at is null
        returning ticket";
    let ticket = connection
        .prepare_cached(update)?
        .query_row((event.visit.0, Micros(recorded.at)), |row| {
            row.get::<_, Option<_>>(0)
        })
        .optional()?;
    match ticket {
        None => return Ok(Effect::Ignored),
        Some(None) => {}
        Some(Some(ticket)) => {
            let _ = queue::move_on(connection, recorded, TicketId(ticket), TicketMove::Finish)?;
        }
    }
    Ok(Effect::Applied)
}
