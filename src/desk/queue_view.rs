//! The queue as a counter sees it.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::ids::Counter;
use crate::domain::priority::Lane;
use crate::domain::queue::decide;
use crate::domain::ticket::{Ticket, TicketState};
use crate::store::{Reads, Visit};

use super::error::DeskError;
use super::view::{
    CalledTicket, CounterRow, CounterWork, LaneView, NextTicket, QueueView, VisitView,
};

/// The queue on the day `today`, as `counter` sees it.
pub(super) fn queue(
    read: Reads<'_>,
    counter: Counter,
    today: NaiveDate,
) -> Result<QueueView, DeskError> {
    let ordinary = lane(read, Lane::Ordinary, today)?;
    let priority = lane(read, Lane::Priority, today)?;
    let mut absent = of_today(read, "no_show", today)?;
    absent.reverse();
    Ok(QueueView {
        day: today,
        next: next(read, today, (&ordinary, &priority))?,
        ordinary,
        priority,
        at_counters: at_counters(read)?,
        held: held(read, today)?,
        absent,
        mine: mine(read, counter)?,
        issued: read.tickets_of(today)?,
        served: read.finished_visits(today)?,
    })
}

fn lane(read: Reads<'_>, lane: Lane, today: NaiveDate) -> Result<LaneView, DeskError> {
    Ok(LaneView {
        count: read.waiting_count(today, lane)?,
        rows: read.waiting(today, lane, LaneView::MOST_ROWS)?,
    })
}

fn of_today(read: Reads<'_>, state: &str, today: NaiveDate) -> Result<Vec<Ticket>, DeskError> {
    let mut tickets = read.tickets_in(state)?;
    tickets.retain(|ticket| ticket.day == today);
    Ok(tickets)
}

/// In order of return; those without a time last.
fn held(read: Reads<'_>, today: NaiveDate) -> Result<Vec<Ticket>, DeskError> {
    let mut held = of_today(read, "held", today)?;
    held.sort_by_key(|ticket| match ticket.state {
        TicketState::Held { until: Some(until) } => until,
        _ => DateTime::<Utc>::MAX_UTC,
    });
    Ok(held)
}

fn next(
    read: Reads<'_>,
    today: NaiveDate,
    (ordinary, priority): (&LaneView, &LaneView),
) -> Result<Option<NextTicket>, DeskError> {
    let (ordinary, priority) = (ordinary.rows.first(), priority.rows.first());
    let policy = read.office()?.map(|office| office.policy);
    let decision = decide(
        &policy.unwrap_or_default(),
        read.run(today)?,
        ordinary.is_some(),
        priority.is_some(),
    );
    let Some((lane, reason)) = decision else {
        return Ok(None);
    };
    let first = match lane {
        Lane::Ordinary => ordinary,
        Lane::Priority => priority,
    };
    Ok(first.map(|ticket| NextTicket {
        ticket: ticket.id,
        number: ticket.number,
        lane,
        reason,
    }))
}

fn at_counters(read: Reads<'_>) -> Result<Vec<CounterRow>, DeskError> {
    let mut rows = Vec::new();
    for ticket in read.tickets_in("called")? {
        if let TicketState::Called { counter, times } = ticket.state {
            let called = read.call_of(ticket.id)?;
            rows.push(CounterRow {
                counter,
                number: Some(ticket.number),
                calls: Some(times),
                since: called.map_or(ticket.issued_at, |(_, at)| at),
            });
        }
    }
    for visit in read.open_visits(None)? {
        rows.push(CounterRow {
            counter: visit.counter,
            number: ticket_of(read, &visit)?.map(|ticket| ticket.number),
            calls: None,
            since: visit.opened_at,
        });
    }
    rows.sort_by_key(|row| (row.counter, row.since));
    Ok(rows)
}

fn mine(read: Reads<'_>, counter: Counter) -> Result<Option<CounterWork>, DeskError> {
    if let Some(ticket) = read.called_to(counter)?
        && let Some((basis, called_at)) = read.call_of(ticket.id)?
    {
        return Ok(Some(CounterWork::Called(Box::new(CalledTicket {
            ticket,
            basis,
            called_at,
        }))));
    }
    let Some(visit) = read.visit_at(counter)? else {
        return Ok(None);
    };
    Ok(Some(CounterWork::InVisit(Box::new(VisitView {
        visit: visit.id,
        ticket: ticket_of(read, &visit)?,
        opened_at: visit.opened_at,
        applications: read.numbers_in(visit.id)?,
        guidance: read.guidance_in(visit.id)?,
    }))))
}

fn ticket_of(read: Reads<'_>, visit: &Visit) -> Result<Option<Ticket>, DeskError> {
    Ok(match visit.ticket {
        Some(ticket) => read.ticket(ticket)?,
        None => None,
    })
}
