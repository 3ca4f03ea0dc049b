//! The queue.

use super::super::error::Result;
use super::super::row::{Day, Json, Micros, Name, time};
use super::Reads;
use crate::domain::event::CallBasis;
use crate::domain::ids::{Counter, PersonId, TicketId};
use crate::domain::priority::Lane;
use crate::domain::ticket::{Ticket, TicketState};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Row;

// The condition `state <> 'ended'` of each query below is what lets SQLite use the index of open
// tickets, whose size is that of the queue and not of its history.

impl Reads<'_> {
    /// A ticket of this database.
    pub fn ticket(self, id: TicketId) -> Result<Option<Ticket>> {
        self.first("select * from tickets where id = ?1", [id.0], ticket)
    }

    /// The last number given on a day; 0 before the first.
    pub fn last_number(self, day: NaiveDate) -> Result<u32> {
        let last = "select coalesce(max(number), 0) from tickets where day = ?1";
        self.number(last, [Day(day)])
    }

    /// The last place in the order of arrival of a day; 0 before the first.
    pub fn last_place(self, day: NaiveDate) -> Result<u32> {
        let last = "select coalesce(max(place), 0) from tickets where day = ?1";
        self.number(last, [Day(day)])
    }

    /// Priority calls by the policy since the last ordinary one of the day. Calls taken back and
    /// calls out of order do not count.
    pub fn run(self, day: NaiveDate) -> Result<u32> {
        let run = "select count(*) from calls
             where by_policy and not undone and day = ?1 and lane = ?2
               and seq > coalesce((select max(seq) from calls
                    where by_policy and not undone and day = ?1 and lane = ?3), 0)";
        let lanes = (Name(Lane::Priority), Name(Lane::Ordinary));
        self.number(run, (Day(day), lanes.0, lanes.1))
    }

    /// Who is first in a lane.
    pub fn first_waiting(self, day: NaiveDate, lane: Lane) -> Result<Option<Ticket>> {
        Ok(self.waiting(day, lane, 1)?.pop())
    }

    /// Who waits in a lane, in the order they are called; at most `most`.
    pub fn waiting(self, day: NaiveDate, lane: Lane, most: usize) -> Result<Vec<Ticket>> {
        let select = "select * from tickets
             where state <> 'ended' and state = 'waiting' and day = ?1 and lane = ?2
             order by rank, place limit ?3";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.all(select, (Day(day), Name(lane), most), ticket)
    }

    /// How many wait in a lane.
    pub fn waiting_count(self, day: NaiveDate, lane: Lane) -> Result<u32> {
        let count = "select count(*) from tickets
             where state <> 'ended' and state = 'waiting' and day = ?1 and lane = ?2";
        self.number(count, (Day(day), Name(lane)))
    }

    /// How many wait in both lanes together.
    pub fn waiting_total(self, day: NaiveDate) -> Result<u32> {
        let count = "select count(*) from tickets
             where state <> 'ended' and state = 'waiting' and day = ?1";
        self.number(count, [Day(day)])
    }

    /// How many of its lane wait before a ticket.
    pub fn ahead(self, of: &Ticket) -> Result<u32> {
        let count = "select count(*) from tickets
             where state <> 'ended' and state = 'waiting' and day = ?1 and lane = ?2
               and (rank, place) < (?3, ?4)";
        let values = (Day(of.day), Name(of.lane), of.rank, of.place);
        self.number(count, values)
    }

    /// The ticket called to a counter and not begun yet, the latest if there are several.
    pub fn called_to(self, counter: Counter) -> Result<Option<Ticket>> {
        let select = "select * from tickets
             where state <> 'ended' and state = 'called' and counter = ?1
             order by changed_at desc limit 1";
        self.first(select, [counter], ticket)
    }

    /// Tickets in one state, whatever their day; `state` as [`TicketState::name`] gives it. Those
    /// whose state changed last come last.
    pub fn tickets_in(self, state: &str) -> Result<Vec<Ticket>> {
        let select = "select * from tickets
             where state <> 'ended' and state = ?1 order by changed_at, place";
        self.all(select, [state], ticket)
    }

    /// Held tickets that come back by themselves at `at` or before, in order of return.
    pub fn held_due(self, at: DateTime<Utc>) -> Result<Vec<TicketId>> {
        let select = "select id from tickets
             where state <> 'ended' and state = 'held' and held_until <= ?1
             order by held_until, place";
        self.all(select, [Micros(at)], |row| row.get(0).map(TicketId))
    }

    /// Tickets that have not ended, of the days before `before` or of all days.
    pub fn open_tickets(self, before: Option<NaiveDate>) -> Result<Vec<(TicketId, TicketState)>> {
        // For the order SQLite would rather read the index by place, with every ticket ever.
        let select = "select id, detail from tickets indexed by tickets_open
             where state <> 'ended' and (?1 is null or day < ?1) order by day, place";
        self.all(select, [before.map(Day)], |row| {
            let state: Json<TicketState> = row.get(1)?;
            Ok((TicketId(row.get(0)?), state.0))
        })
    }

    /// When and on what the last call of a ticket that stands was made.
    pub fn call_of(self, ticket: TicketId) -> Result<Option<(CallBasis, DateTime<Utc>)>> {
        let select = "select basis, called_at from calls
             where ticket = ?1 and not undone order by seq desc limit 1";
        self.first(select, [ticket.0], |row| {
            let basis: Json<CallBasis> = row.get("basis")?;
            Ok((basis.0, time(row, "called_at")?))
        })
    }

    /// Tickets given on a day.
    pub fn tickets_of(self, day: NaiveDate) -> Result<u32> {
        self.number("select count(*) from tickets where day = ?1", [Day(day)])
    }
}

fn ticket(row: &Row<'_>) -> rusqlite::Result<Ticket> {
    Ok(Ticket {
        id: TicketId(row.get("id")?),
        day: row.get::<_, Day>("day")?.0,
        number: row.get("number")?,
        place: row.get("place")?,
        lane: row.get::<_, Name<_>>("lane")?.0,
        rank: row.get("rank")?,
        claims: row.get::<_, Json<_>>("claims")?.0,
        visitor: PersonId(row.get("visitor")?),
        issued_at: time(row, "issued_at")?,
        state: row.get::<_, Json<_>>("detail")?.0,
    })
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
