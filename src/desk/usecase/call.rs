//! Calls: who is next, somebody else, once more, and taken back.

use super::Work;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::desk::view::CalledTicket;
use crate::domain::event::{CallBasis, Event, Reason, TicketCalled, TicketStep};
use crate::domain::ids::TicketId;
use crate::domain::priority::Lane;
use crate::domain::queue::decide;
use crate::domain::ticket::TicketMove;
use crate::text::CleanText;

/// Calls whoever is next. Two counters cannot call the same visitor: the transaction holds the
/// write lock from before the decision until the call is stored.
pub(super) fn next(work: &mut Work<'_, '_>) -> Result<Done, DeskError> {
    work.settle()?;
    work.free_counter()?;
    let day = work.today();
    let ordinary = work.tx.read().first_waiting(day, Lane::Ordinary)?;
    let priority = work.tx.read().first_waiting(day, Lane::Priority)?;
    let (run, policy) = (work.tx.read().run(day)?, work.office.policy);
    let Some((lane, reason)) = decide(&policy, run, ordinary.is_some(), priority.is_some()) else {
        return Ok(Done::NobodyWaits);
    };
    let first = match lane {
        Lane::Ordinary => ordinary,
        Lane::Priority => priority,
    };
    let first = first.ok_or(DeskError::Defect)?;
    call(work, first.id, CallBasis::Policy(reason), None)
}

/// Calls the visitor the clerk chose.
pub(super) fn out_of_order(
    work: &mut Work<'_, '_>,
    ticket: TicketId,
    reason: CleanText,
) -> Result<Done, DeskError> {
    if reason.is_blank() {
        return Err(DeskError::ReasonMissing);
    }
    work.settle()?;
    work.free_counter()?;
    call(work, ticket, CallBasis::OutOfOrder, Some(reason))
}

fn call(
    work: &mut Work<'_, '_>,
    ticket: TicketId,
    basis: CallBasis,
    reason: Option<CleanText>,
) -> Result<Done, DeskError> {
    let counter = work.session.counter;
    let ticket = work.after(ticket, TicketMove::Call { counter })?;
    work.append(Event::TicketCalled(TicketCalled {
        ticket: ticket.id,
        counter,
        visitor: ticket.visitor,
        basis,
        private: Reason { reason },
    }))?;
    Ok(Done::Called(Box::new(CalledTicket {
        ticket,
        basis,
        called_at: work.now(),
    })))
}

/// Calls the called visitor once more.
pub(super) fn again(work: &mut Work<'_, '_>, ticket: TicketId) -> Result<Done, DeskError> {
    work.after(ticket, TicketMove::Recall)?;
    work.append(Event::TicketRecalled(TicketStep { ticket }))?;
    Ok(Done::Stored)
}

/// Takes a mis-keyed call back; the run of the lanes is as if it had not been made.
pub(super) fn undo(work: &mut Work<'_, '_>, ticket: TicketId) -> Result<Done, DeskError> {
    work.after(ticket, TicketMove::UndoCall)?;
    work.append(Event::TicketCallUndone(TicketStep { ticket }))?;
    Ok(Done::Stored)
}
