//! Tickets and calls.

use super::super::error::Result;
use super::super::read::Reads;
use super::super::recorded::Recorded;
use super::super::row::{Day, Json, Micros, Name};
use super::Effect;
use crate::domain::event::{
    CallBasis, Event, TicketCalled, TicketClaimsCorrected, TicketIssued, TicketReinstated,
    TicketStep,
};
use crate::domain::ids::{PersonId, TicketId};
use crate::domain::priority::PriorityClaims;
use crate::domain::ticket::{TicketMove, TicketState};
use rusqlite::{Connection, named_params};

pub(super) fn issue(
    connection: &Connection,
    recorded: &Recorded,
    event: &TicketIssued,
) -> Result<Effect> {
    let state = TicketState::Waiting;
    let insert = "insert into tickets (id, day, number, place, lane, rank, claims, visitor,
            issued_at, state, detail, changed_at)
        values (:id, :day, :number, :place, :lane, :rank, :claims, :visitor, :at, :state,
            :detail, :at)
        on conflict do nothing";
    let changed = connection.prepare_cached(insert)?.execute(named_params! {
        ":id": event.ticket.0,
        ":day": Day(event.day),
        ":number": event.number,
        ":place": event.place,
        ":lane": Name(event.lane),
        ":rank": event.rank,
        ":claims": Json(&event.private.claims),
        ":visitor": event.visitor.0,
        ":at": Micros(recorded.at),
        ":state": state.name(),
        ":detail": Json(state),
    })?;
    Ok(Effect::of(changed))
}

pub(super) fn correct(connection: &Connection, event: &TicketClaimsCorrected) -> Result<Effect> {
    let update = "update tickets set lane = ?2, rank = ?3, claims = ?4 where id = ?1";
    let changed = connection.prepare_cached(update)?.execute((
        event.ticket.0,
        Name(event.lane),
        event.rank,
        Json(&event.private.claims),
    ))?;
    Ok(Effect::of(changed))
}

/// A step that changes the ticket's state and nothing else.
pub(super) fn step(connection: &Connection, recorded: &Recorded, event: &Event) -> Result<Effect> {
    match event.ticket_move() {
        Some((ticket, step)) => move_on(connection, recorded, ticket, step),
        None => Ok(Effect::Ignored),
    }
}

/// Moves a ticket to the state the step leads to, if it may take that step.
pub(super) fn move_on(
    connection: &Connection,
    recorded: &Recorded,
    id: TicketId,
    step: TicketMove,
) -> Result<Effect> {
    let Some(ticket) = Reads::new(connection).ticket(id)? else {
        return Ok(Effect::Ignored);
    };
    let Ok(state) = ticket.state.after(step) else {
        return Ok(Effect::Ignored);
    };
    let counter = match state {
        TicketState::Called { counter, .. } | TicketState::Serving { counter, .. } => Some(counter),
        _ => None,
    };
    let held_until = match state {
        TicketState::Held { until } => until,
        _ => None,
    };
    let update = "update tickets set state = ?2, detail = ?3, counter = ?4, held_until = ?5,
        changed_at = ?6 where id = ?1";
    let changed = connection.prepare_cached(update)?.execute((
        id.0,
        state.name(),
        Json(state),
        counter,
        held_until.map(Micros),
        Micros(recorded.at),
    ))?;
    Ok(Effect::of(changed))
}

pub(super) fn call(
    connection: &Connection,
    recorded: &Recorded,
    event: &TicketCalled,
) -> Result<Effect> {
    let Some(called) = Reads::new(connection).ticket(event.ticket)? else {
        return Ok(Effect::Ignored);
    };
    let counter = event.counter;
    let step = TicketMove::Call { counter };
    if move_on(connection, recorded, event.ticket, step)? == Effect::Ignored {
        return Ok(Effect::Ignored);
    }
    let insert = "insert into calls (seq, ticket, day, lane, basis, by_policy, called_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(insert)?.execute((
        recorded.seq,
        event.ticket.0,
        Day(called.day),
        Name(called.lane),
        Json(event.basis),
        matches!(event.basis, CallBasis::Policy(_)),
        Micros(recorded.at),
    ))?;
    Ok(Effect::Applied)
}

/// A call that was taken back no longer counts for the run.
pub(super) fn undo_call(
    connection: &Connection,
    recorded: &Recorded,
    event: &TicketStep,
) -> Result<Effect> {
    let step = TicketMove::UndoCall;
    if move_on(connection, recorded, event.ticket, step)? == Effect::Ignored {
        return Ok(Effect::Ignored);
    }
    let update = "update calls set undone = 1
        where seq = (select max(seq) from calls where ticket = ?1)";
    let changed = connection
        .prepare_cached(update)?
        .execute([event.ticket.0])?;
    Ok(Effect::of(changed))
}

pub(super) fn reinstate(
    connection: &Connection,
    recorded: &Recorded,
    event: &TicketReinstated,
) -> Result<Effect> {
    let step = TicketMove::Reinstate;
    if move_on(connection, recorded, event.ticket, step)? == Effect::Ignored {
        return Ok(Effect::Ignored);
    }
    let update = "update tickets set place = ?2 where id = ?1";
    let changed = connection
        .prepare_cached(update)?
        .execute((event.ticket.0, event.place))?;
    Ok(Effect::of(changed))
}

pub(super) fn purge(connection: &Connection, visitor: PersonId) -> Result<()> {
    let purge = "update tickets set claims = ?2 where visitor = ?1";
    connection
        .prepare_cached(purge)?
        .execute((visitor.0, Json(PriorityClaims::none())))?;
    Ok(())
}
