//! Work lists: the cases that wait for somebody.
//!
//! A page begins after the last row of the one before, so that the millionth costs what the first
//! does; a count stops where nobody reads it any more.

use super::super::error::Result;
use super::super::row::{Day, Json, Micros, Name, unsigned};
use super::Reads;
use crate::domain::application::Registered;
use crate::domain::case::Case;
use crate::domain::ids::{ApplicationId, PersonId, StaffId};
use crate::domain::ladder::Rung;
use crate::domain::person::Person;
use crate::domain::unit::UnitCode;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::ToSql;
use std::fmt::Write;

/// Counts are exact up to here; above, only that there are more.
pub const MOST_COUNTED: u64 = 9_999;

/// Cases that wait for the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkList {
    /// To be routed.
    Triage,
    /// Answers to be checked.
    ToReview,
    /// Objections the chief has to decide on.
    BeforeChief,
    /// At the units.
    AtUnits,
    /// The last day is today.
    DueToday,
    /// Four fifths of the term are over.
    Approaching,
    /// The last day is over.
    Overdue,
    /// Their clock stands.
    Paused,
    /// A unit has asked the desk.
    Questions,
    /// Applicants to be called back by now.
    CallBacks,
    /// Those of whom a rung was told, and higher ones.
    Escalated(Rung),
    /// All that are open.
    Open,
}

/// Which cases of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct WorkFilter {
    /// Of one responsible unit.
    pub unit: Option<UnitCode>,
    /// Registered by one clerk.
    pub clerk: Option<StaffId>,
}

/// Where a page of a list begins: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkPlace {
    /// What the list is ordered by: a day, or a time in microseconds.
    key: WorkKey,
    n: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum WorkKey {
    Due(NaiveDate),
    CallBack(i64),
}

#[cfg(test)]
impl WorkPlace {
    /// A place for tests of what is shown.
    pub(crate) fn made_up(n: i64) -> Self {
        let key = WorkKey::CallBack(n);
        Self { key, n }
    }
}

/// A case in a work list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    pub record: Registered,
    pub applicant: Person,
    pub case: Case,
    pub place: WorkPlace,
}

/// The time the lists are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkNow {
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
}

impl WorkList {
    /// The condition, and the days it is asked with.
    fn condition(self, now: WorkNow) -> (&'static str, Vec<Box<dyn ToSql>>) {
        let today = || -> Box<dyn ToSql> { Box::new(Day(now.today)) };
        match self {
            Self::Triage => ("open and stage = 'triage'", vec![]),
            Self::ToReview => ("open and stage = 'under_review'", vec![]),
            Self::BeforeChief => ("open and stage = 'before_chief'", vec![]),
            Self::AtUnits => ("open and stage = 'at_unit'", vec![]),
            Self::DueToday => ("open and not paused and cases.due = ?", vec![today()]),
            Self::Approaching => (
                "open and not paused and cases.due > ? and +warn <= ?",
                vec![today(), today()],
            ),
            Self::Overdue => ("open and not paused and cases.due < ?", vec![today()]),
            Self::Paused => ("paused", vec![]),
            Self::Questions => ("question", vec![]),
            Self::CallBacks => (
                "call_back is not null and call_back <= ?",
                vec![Box::new(Micros(now.now))],
            ),
            Self::Escalated(rung) => (
                "open and escalated is not null and escalated = ?",
                vec![Box::new(Name(rung))],
            ),
            Self::Open => ("open", vec![]),
        }
    }

    fn order(self) -> &'static str {
        match self {
            Self::CallBacks => "call_back",
            _ => "cases.due",
        }
    }
}

impl Reads<'_> {
    /// A page of a list, the most pressing first.
    pub fn work(
        self,
        (list, filter): (WorkList, &WorkFilter),
        now: WorkNow,
        (after, most): (Option<WorkPlace>, u32),
    ) -> Result<Vec<WorkRow>> {
        let (mut condition, mut values) = asked(list, filter, now);
        let order = list.order();
        if let Some(place) = after {
            // Writing to a string cannot fail.
            let _ = write!(condition, " and ({order}, cases.n) > (?, ?)");
            values.push(match place.key {
                WorkKey::Due(due) => Box::new(Day(due)),
                WorkKey::CallBack(at) => Box::new(at),
            });
            values.push(Box::new(place.n));
        }
        values.push(Box::new(most));
        let select = format!(
            "select cases.n, cases.state, cases.due, cases.call_back, applications.record,
                 persons.data
             from cases
             join applications on applications.n = cases.n
             left join persons on persons.id = applications.person
             where {condition} order by {order}, cases.n limit ?"
        );
        let values = rusqlite::params_from_iter(values);
        self.all(&select, values, |row| {
            let case: Json<Case> = row.get("state")?;
            let record: Json<Registered> = row.get("record")?;
            let applicant: Option<Json<Person>> = row.get("data")?;
            let key = match list {
                WorkList::CallBacks => WorkKey::CallBack(row.get("call_back")?),
                _ => WorkKey::Due(row.get::<_, Day>("due")?.0),
            };
            Ok(WorkRow {
                record: record.0,
                applicant: applicant.map(|json| json.0).unwrap_or_default(),
                case: case.0,
                place: WorkPlace {
                    key,
                    n: row.get("n")?,
                },
            })
        })
    }

    /// How many cases a list has; [`MOST_COUNTED`] and one where there are more.
    pub fn work_count(self, list: WorkList, filter: &WorkFilter, now: WorkNow) -> Result<u64> {
        let (condition, mut values) = asked(list, filter, now);
        values.push(Box::new(MOST_COUNTED as i64 + 1));
        let count = format!("select count(*) from (select 1 from cases where {condition} limit ?)");
        self.number(&count, rusqlite::params_from_iter(values))
            .map(unsigned)
    }
}

/// A case whose time is nearly or wholly over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressing {
    pub id: ApplicationId,
    pub person: PersonId,
    pub due: NaiveDate,
    pub warn: NaiveDate,
    /// The unit it waits for, if it waits for one.
    pub unit: Option<UnitCode>,
    /// The highest rung that was told.
    pub escalated: Option<Rung>,
    /// Its place among them.
    pub place: (NaiveDate, i64),
}

impl Reads<'_> {
    /// Open cases whose clock runs, whose warning day has come, and of which the highest rung was
    /// not told; by last day, after the one with this place.
    pub fn pressing(
        self,
        today: NaiveDate,
        after: Option<(NaiveDate, i64)>,
        most: u32,
    ) -> Result<Vec<Pressing>> {
        let select = "select cases.n, cases.id, person, cases.due, warn, escalated,
                 case when stage = 'at_unit' then unit end as unit
             from cases join applications on applications.n = cases.n
             where open and not paused and warn <= ?1 and escalated is not 'chief'
                and (cases.due, cases.n) > (?2, ?3)
             order by cases.due, cases.n limit ?4";
        let (due, n) = after.unwrap_or((NaiveDate::MIN, 0));
        // Text before every day, since chrono writes its first one with a sign.
        let due = if after.is_some() {
            due.to_string()
        } else {
            String::new()
        };
        self.all(select, (Day(today), due, n, most), |row| {
            let due: Day = row.get("due")?;
            let warn: Day = row.get("warn")?;
            let unit: Option<Name<UnitCode>> = row.get("unit")?;
            let escalated: Option<Name<Rung>> = row.get("escalated")?;
            Ok(Pressing {
                id: ApplicationId(row.get("id")?),
                person: PersonId(row.get("person")?),
                due: due.0,
                warn: warn.0,
                unit: unit.map(|unit| unit.0),
                escalated: escalated.map(|rung| rung.0),
                place: (due.0, row.get("n")?),
            })
        })
    }

    /// The last day whose deadline pass is over.
    pub fn deadline_pass(self) -> Result<Option<NaiveDate>> {
        self.first("select day from deadline_pass where id = 1", [], |row| {
            row.get::<_, Day>(0).map(|day| day.0)
        })
    }
}

/// The condition of a list and a filter, and its values.
fn asked(list: WorkList, filter: &WorkFilter, now: WorkNow) -> (String, Vec<Box<dyn ToSql>>) {
    let (condition, mut values) = list.condition(now);
    let mut condition = condition.to_owned();
    if let Some(unit) = &filter.unit {
        condition.push_str(" and unit = ?");
        values.push(Box::new(unit.as_str().to_owned()));
    }
    if let Some(clerk) = filter.clerk {
        condition.push_str(" and clerk = ?");
        values.push(Box::new(clerk.to_string()));
    }
    (condition, values)
}
