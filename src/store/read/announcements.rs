//! What was called out in the hall.

use std::collections::HashMap;

use super::super::error::Result;
use super::super::row::Day;
use super::Reads;
use crate::domain::event::Event;
use crate::domain::ids::{Counter, TicketId};
use crate::sync::body;
use chrono::NaiveDate;

/// A call, or a call once more, as everybody in the hall may know it: nothing of the visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announcement {
    /// Place in the log of the last call or recall; a later one has a higher.
    pub seq: i64,
    /// The ticket's number.
    pub number: u32,
    /// Where it is called to.
    pub counter: Counter,
}

/// A call that stands, with the place in the log of it and of the last time it was called out.
#[derive(Clone, Copy)]
struct Standing {
    number: u32,
    call: i64,
    announced: i64,
}

impl Reads<'_> {
    /// The numbers called out last on a day, the latest first, each once; at most `most`. A recall
    /// counts as a call, a call taken back as if it had not been made.
    ///
    /// Recalls are in no projection. They are looked for in the log behind the oldest of the last
    /// `most` calls alone: one before that is older than `most` other numbers.
    pub fn announcements(self, day: NaiveDate, most: usize) -> Result<Vec<Announcement>> {
        let mut found = self.standing_calls(day, most)?;
        let oldest = found.values().map(|standing| standing.call).min();
        if let Some(oldest) = oldest {
            self.add_recalls(&mut found, day, oldest)?;
        }
        let mut found: Vec<Standing> = found.into_values().collect();
        found.sort_by_key(|standing| std::cmp::Reverse(standing.announced));
        found.truncate(most);
        let announced = found.into_iter().map(|standing| self.announced(standing));
        Ok(announced.collect::<Result<Vec<_>>>()?.concat())
    }

    fn standing_calls(self, day: NaiveDate, most: usize) -> Result<HashMap<TicketId, Standing>> {
        // Through the day's tickets: on a morning without a call, the calls would be searched back
        // through all years.
        let select = "select t.id, t.number, max(c.seq) as call
             from tickets t cross join calls c on c.ticket = t.id
             where t.day = ?1 and not c.undone
             group by t.id order by call desc limit ?2";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let calls = self.all(select, (Day(day), most), |row| {
            let call = row.get("call")?;
            let standing = Standing {
                number: row.get("number")?,
                call,
                announced: call,
            };
            Ok((TicketId(row.get("id")?), standing))
        })?;
        Ok(calls.into_iter().collect())
    }

    fn add_recalls(
        self,
        found: &mut HashMap<TicketId, Standing>,
        day: NaiveDate,
        after: i64,
    ) -> Result<()> {
        let select = "select seq, kind, body from operations
             where seq > ?1 and kind = 'ticket_recalled' and own = 1 and repeats = 0 order by seq";
        let recalls = self.all(select, [after], |row| {
            let (kind, body): (String, String) = (row.get("kind")?, row.get("body")?);
            Ok((row.get::<_, i64>("seq")?, body::impersonal(&kind, &body)))
        })?;
        for (seq, event) in recalls {
            if let Some(Event::TicketRecalled(step)) = event
                && let Some(standing) = self.recalled(step.ticket, day, seq)?
            {
                found.insert(step.ticket, standing);
            }
        }
        Ok(())
    }

    /// The call that was repeated at this place in the log, if it stands.
    fn recalled(self, ticket: TicketId, day: NaiveDate, recall: i64) -> Result<Option<Standing>> {
        let select = "select t.number, c.seq, c.undone
             from calls c join tickets t on t.id = c.ticket
             where c.ticket = ?1 and c.seq < ?2 and t.day = ?3 order by c.seq desc limit 1";
        let call = self.first(select, (ticket.0, recall, Day(day)), |row| {
            let standing = Standing {
                number: row.get("number")?,
                call: row.get("seq")?,
                announced: recall,
            };
            Ok((standing, row.get::<_, bool>("undone")?))
        })?;
        Ok(call.and_then(|(standing, undone)| (!undone).then_some(standing)))
    }

    /// With its counter, which only the log keeps when the visitor has gone on; nothing for a call
    /// a newer program made.
    fn announced(self, standing: Standing) -> Result<Vec<Announcement>> {
        let select = "select kind, body from operations where seq = ?1";
        let event = self.first(select, [standing.call], |row| {
            let (kind, body): (String, String) = (row.get("kind")?, row.get("body")?);
            Ok(body::impersonal(&kind, &body))
        })?;
        Ok(match event.flatten() {
            Some(Event::TicketCalled(event)) => vec![Announcement {
                seq: standing.announced,
                number: standing.number,
                counter: event.counter,
            }],
            _ => Vec::new(),
        })
    }
}

#[cfg(test)]
#[path = "announcements_tests.rs"]
mod tests;
