//! Visits.

use super::super::error::Result;
use super::super::row::{Day, Micros, time};
use super::Reads;
use crate::domain::ids::{Counter, PersonId, TicketId, VisitId};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Row;

/// A visit at a counter of this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    pub id: VisitId,
    /// `None`: it began without one.
    pub ticket: Option<TicketId>,
    pub counter: Counter,
    pub visitor: PersonId,
    pub opened_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
}

impl Reads<'_> {
    /// A visit.
    pub fn visit(self, id: VisitId) -> Result<Option<Visit>> {
        self.first("select * from visits where id = ?1", [id.0], visit)
    }

    /// The open visit at a counter, the latest if there are several.
    pub fn visit_at(self, counter: Counter) -> Result<Option<Visit>> {
        let select = "select * from visits where closed_at is null and counter = ?1
             order by opened_at desc limit 1";
        self.first(select, [counter], visit)
    }

    /// Open visits, of the days before `before` or of all days, in order of beginning.
    pub fn open_visits(self, before: Option<NaiveDate>) -> Result<Vec<Visit>> {
        let select = "select * from visits where closed_at is null and (?1 is null or day < ?1)
             order by opened_at";
        self.all(select, [before.map(Day)], visit)
    }

    /// Visits of a day that were finished.
    pub fn finished_visits(self, day: NaiveDate) -> Result<u32> {
        let count = "select count(*) from visits where day = ?1 and closed_at is not null";
        self.number(count, [Day(day)])
    }

    /// When guidance was last given in a visit.
    pub fn last_guidance_at(self, visit: VisitId) -> Result<Option<DateTime<Utc>>> {
        let last = "select max(given_at) from guidance where visit = ?1";
        let last: Option<Micros> = self.number(last, [visit.0])?;
        Ok(last.map(|last| last.0))
    }

    /// Pieces of guidance given in a visit.
    pub fn guidance_in(self, visit: VisitId) -> Result<u32> {
        let count = "select count(*) from guidance where visit = ?1";
        self.number(count, [visit.0])
    }
}

fn visit(row: &Row<'_>) -> rusqlite::Result<Visit> {
    let closed_at: Option<Micros> = row.get("closed_at")?;
    Ok(Visit {
        id: VisitId(row.get("id")?),
        ticket: row.get::<_, Option<_>>("ticket")?.map(TicketId),
        counter: row.get("counter")?,
        visitor: PersonId(row.get("visitor")?),
        opened_at: time(row, "opened_at")?,
        closed_at: closed_at.map(|closed| closed.0),
    })
}
