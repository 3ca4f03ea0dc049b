//! Visitors put aside, and back.

use chrono::TimeDelta;

use super::Work;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::event::{Event, Reason, TicketHeld, TicketStep};
use crate::domain::ids::TicketId;
use crate::domain::staff::Actor;
use crate::domain::ticket::TicketMove;
use crate::store::Tx;
use crate::text::CleanText;

/// Puts a visitor aside, for a time or until given back.
pub(super) fn hold(
    work: &mut Work<'_, '_>,
    ticket: TicketId,
    time: Option<TimeDelta>,
    reason: Option<CleanText>,
) -> Result<Done, DeskError> {
    // A time beyond the calendar is until given back.
    let until = time.and_then(|time| work.now().checked_add_signed(time));
    let held = work.after(ticket, TicketMove::Hold { until })?;
    work.append(Event::TicketHeld(TicketHeld {
        ticket,
        visitor: held.visitor,
        until,
        private: Reason { reason },
    }))?;
    Ok(Done::Stored)
}

/// Puts a held visitor back in the place they had.
pub(super) fn give_back(work: &mut Work<'_, '_>, ticket: TicketId) -> Result<Done, DeskError> {
    work.after(ticket, TicketMove::Return)?;
    work.append(Event::TicketReturned(TicketStep { ticket }))?;
    Ok(Done::Stored)
}

/// Puts back whoever's time has come; how many.
pub(super) fn return_due(tx: &mut Tx<'_>) -> Result<usize, DeskError> {
    let due = tx.read().held_due(tx.now())?;
    for ticket in &due {
        let step = TicketStep { ticket: *ticket };
        tx.append(Actor::Program, Event::TicketReturned(step))?;
    }
    Ok(due.len())
}
