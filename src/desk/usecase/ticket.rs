//! Tickets: given, corrected, and ended without a visit.

use super::Work;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::event::{
    Claims, Event, TicketClaimsCorrected, TicketEnded, TicketIssued, TicketReinstated, TicketStep,
};
use crate::domain::ids::{PersonId, TicketId};
use crate::domain::priority::PriorityClaims;
use crate::domain::ticket::{IllegalMove, TicketEnd, TicketMove};

/// Gives the day's next number, at the end of its lane.
pub(super) fn issue(work: &mut Work<'_, '_>, claims: PriorityClaims) -> Result<Done, DeskError> {
    work.settle()?;
    let (day, lane) = (work.today(), claims.lane());
    let last = (
        work.tx.read().last_number(day)?,
        work.tx.read().last_place(day)?,
    );
    let issued = TicketIssued {
        ticket: TicketId(work.tx.id()),
        day,
        number: last.0 + 1,
        place: last.1 + 1,
        lane,
        rank: work.office.ranking.rank(&claims),
        visitor: PersonId(work.tx.id()),
        private: Claims { claims },
    };
    let (ticket, number) = (issued.ticket, issued.number);
    work.append(Event::TicketIssued(issued))?;
    let ahead = work.tx.read().ahead(&work.ticket(ticket)?)?;
    Ok(Done::TicketIssued {
        ticket,
        number,
        lane,
        ahead,
        within: work.office.policy.guaranteed_within(lane, ahead),
    })
}

/// Corrects the classes; the place stays, in whichever lane it now is.
pub(super) fn correct(
    work: &mut Work<'_, '_>,
    ticket: TicketId,
    claims: PriorityClaims,
) -> Result<Done, DeskError> {
    let known = work.ticket(ticket)?;
    if known.state.is_over() {
        return Err(IllegalMove::State(known.state).into());
    }
    work.append(Event::TicketClaimsCorrected(TicketClaimsCorrected {
        ticket,
        lane: claims.lane(),
        rank: work.office.ranking.rank(&claims),
        visitor: known.visitor,
        private: Claims { claims },
    }))?;
    Ok(Done::Stored)
}

/// The visitor did not come when called.
pub(super) fn no_show(work: &mut Work<'_, '_>, ticket: TicketId) -> Result<Done, DeskError> {
    work.after(ticket, TicketMove::NoShow)?;
    work.append(Event::TicketNoShow(TicketStep { ticket }))?;
    Ok(Done::Stored)
}

/// An absent visitor has come after all, and goes to the end of the lane.
pub(super) fn reinstate(work: &mut Work<'_, '_>, ticket: TicketId) -> Result<Done, DeskError> {
    let known = work.after(ticket, TicketMove::Reinstate)?;
    let place = work.tx.read().last_place(known.day)? + 1;
    work.append(Event::TicketReinstated(TicketReinstated { ticket, place }))?;
    Ok(Done::Stored)
}

/// The visitor left without a visit.
pub(super) fn leave(work: &mut Work<'_, '_>, ticket: TicketId) -> Result<Done, DeskError> {
    work.after(ticket, TicketMove::Leave)?;
    let left = TicketEnd::Left;
    work.append(Event::TicketEnded(TicketEnded { ticket, how: left }))?;
    Ok(Done::Stored)
}
