//! The office-local day: what is left over from earlier ones, and its end.

use chrono::{Days, NaiveDate, TimeDelta};

use super::Work;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::calendar::istanbul_day;
use crate::domain::event::{Event, TicketEnded, VisitClosed};
use crate::domain::staff::Actor;
use crate::domain::ticket::{TicketEnd, TicketState};
use crate::store::Tx;

/// How long a file that was taken in may wait for its application. A draft keeps its files
/// however old it is.
const ORPHAN: TimeDelta = TimeDelta::days(2);

/// Ends what earlier days left open, and clears away files nobody needs.
pub(super) fn open(tx: &mut Tx<'_>) -> Result<Done, DeskError> {
    let ended = end_earlier(tx)?;
    super::hold::return_due(tx)?;
    tx.delete_unused_attachments(ORPHAN)?;
    Ok(Done::DayOpened { ended })
}

/// Closes the visits and ends the tickets of earlier days; how many tickets ended.
pub(super) fn end_earlier(tx: &mut Tx<'_>) -> Result<u32, DeskError> {
    let today = istanbul_day(tx.now());
    let mut ended = 0;
    for visit in tx.read().open_visits(Some(today))? {
        let closed = VisitClosed { visit: visit.id };
        tx.append(Actor::Program, Event::VisitClosed(closed))?;
        ended += u32::from(visit.ticket.is_some());
    }
    Ok(ended + end(tx, Actor::Program, today)?)
}

/// Ends the day's tickets.
pub(super) fn close(work: &mut Work<'_, '_>) -> Result<Done, DeskError> {
    let earlier = end_earlier(work.tx)?;
    let tomorrow = work.today() + Days::new(1);
    let today = end(work.tx, Actor::Staff(work.session.staff), tomorrow)?;
    Ok(Done::DayClosed {
        ended: earlier + today,
    })
}

/// Ends the open tickets of the days before `before`. A visitor who is being served goes on: that
/// ticket ends with its visit.
fn end(tx: &mut Tx<'_>, actor: Actor, before: NaiveDate) -> Result<u32, DeskError> {
    let how = TicketEnd::DayOver;
    let mut ended = 0;
    for (ticket, state) in tx.read().open_tickets(Some(before))? {
        if !matches!(state, TicketState::Serving { .. }) {
            let over = TicketEnded { ticket, how };
            tx.append(actor, Event::TicketEnded(over))?;
            ended += 1;
        }
    }
    Ok(ended)
}
