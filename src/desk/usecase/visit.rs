//! Visits: begun and ended.

use super::Work;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::event::{Event, VisitClosed, VisitOpened};
use crate::domain::ids::{PersonId, TicketId, VisitId};
use crate::domain::ticket::{TicketMove, TicketState};

/// Begins the visit of the visitor called to this counter.
pub(super) fn start(work: &mut Work<'_, '_>, ticket: TicketId) -> Result<Done, DeskError> {
    let visit = VisitId(work.tx.id());
    let ticket = work.after(ticket, TicketMove::Start { visit })?;
    let counter = work.session.counter;
    if let TicketState::Serving { counter: other, .. } = ticket.state
        && other != counter
    {
        return Err(DeskError::OtherCounter(other));
    }
    work.append(Event::VisitOpened(VisitOpened {
        visit,
        ticket: Some(ticket.id),
        counter,
        visitor: ticket.visitor,
    }))?;
    Ok(Done::VisitOpened { visit })
}

/// Begins a visit without a ticket.
pub(super) fn open(work: &mut Work<'_, '_>) -> Result<Done, DeskError> {
    work.settle()?;
    work.free_counter()?;
    let visit = VisitId(work.tx.id());
    let opened = VisitOpened {
        visit,
        ticket: None,
        counter: work.session.counter,
        visitor: PersonId(work.tx.id()),
    };
    work.append(Event::VisitOpened(opened))?;
    Ok(Done::VisitOpened { visit })
}

/// Ends a visit. Ending it twice is no mistake: the day's end or another screen may have been
/// faster.
pub(super) fn finish(work: &mut Work<'_, '_>, visit: VisitId) -> Result<Done, DeskError> {
    let known = work.visit(visit)?;
    if known.closed_at.is_none() {
        work.append(Event::VisitClosed(VisitClosed { visit }))?;
    }
    Ok(Done::Stored)
}
