//! A term as it runs: when it approaches, and how it moves.
//!
//! A [`Deadline`] is computed once. While a clock stands still the term does not run, and once it
//! goes on the last day moves by the days it stood: by calendar days or by working days, as the
//! rule stored on the record says, and to a working day. More time is counted by the same rule
//! from the last day on.
//!
//! A holiday table that changes after registration moves nothing: the last day that was stored
//! stands. What is computed later, when a clock goes on or more time is given, is computed with
//! the table in use then, and carries its version.
//!
//! The clocks of the law (3071 art. 7, 4982 art. 11) are [`Deadline`]s beside this term. Waiting
//! for the applicant does not stop them: neither law says so.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::Holidays;
use super::deadline::{Deadline, DeadlineRule, calendar_end, deadline, working_end};

/// A term that runs from a day on to its last.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// Counting starts the day after. It moves on with every day the clock stood, so that what
    /// lies between is the time the unit really has.
    pub from: NaiveDate,
    /// The last day by both rules, and the holiday table they were computed with.
    #[serde(flatten)]
    pub deadline: Deadline,
    /// From this day on it is said to be approaching; the last day itself where no day lies
    /// between.
    pub warn: NaiveDate,
}

/// The time a clock stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// The day it stopped.
    pub since: NaiveDate,
    /// The day it went on.
    pub until: NaiveDate,
}

/// How near the end of a term is. Later is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "at", content = "days", rename_all = "snake_case")]
pub enum Moment {
    /// Four fifths of the term are over.
    Approaching,
    /// It is the last day.
    DueToday,
    /// The last day is over, and so are this many working days after it.
    Overdue(u16),
}

impl Term {
    /// A term of `days` for something received on the Istanbul day `from`.
    #[must_use]
    pub fn new(from: NaiveDate, rule: DeadlineRule, days: u16, holidays: &Holidays) -> Self {
        Self::until(from, deadline(from, rule, days, holidays), holidays)
    }

    /// The term from a day to a deadline that is already known, such as a registered one.
    #[must_use]
    pub fn until(from: NaiveDate, deadline: Deadline, holidays: &Holidays) -> Self {
        Self {
            from,
            warn: warn_day(from, &deadline, holidays),
            deadline,
        }
    }

    /// The last day.
    #[must_use]
    pub fn due(&self) -> NaiveDate {
        self.deadline.due
    }

    /// The term after the clock stood still.
    #[must_use]
    pub fn resumed(&self, pause: Pause, holidays: &Holidays) -> Self {
        let stood = Stood::new(pause, holidays);
        let from = match self.deadline.rule {
            DeadlineRule::Calendar => later(self.from, stood.days),
            DeadlineRule::Working if stood.working_days == 0 => self.from,
            DeadlineRule::Working => working_end(self.from, stood.working_days, holidays),
        };
        let due_calendar = calendar_end(self.deadline.due_calendar, stood.days, holidays);
        let due_working = working_end(self.deadline.due_working, stood.working_days, holidays);
        let deadline = Deadline::of(self.deadline.rule, (due_calendar, due_working), holidays);
        Self::until(from, deadline, holidays)
    }

    /// The term with `days` more, counted by its rule from the last day on.
    #[must_use]
    pub fn extended(&self, days: u16, holidays: &Holidays) -> Self {
        let due_calendar = calendar_end(self.deadline.due_calendar, days, holidays);
        let due_working = working_end(self.deadline.due_working, days, holidays);
        let deadline = Deadline::of(self.deadline.rule, (due_calendar, due_working), holidays);
        Self::until(self.from, deadline, holidays)
    }

    /// How near the end is on a day; `None` while there is time. Of a clock that stands still
    /// nobody asks.
    #[must_use]
    pub fn moment(&self, today: NaiveDate, holidays: &Holidays) -> Option<Moment> {
        Moment::of((self.due(), self.warn), today, holidays)
    }
}

impl Moment {
    /// How near the end of a term with this last and this warning day is on a day.
    #[must_use]
    pub fn of(
        (due, warn): (NaiveDate, NaiveDate),
        today: NaiveDate,
        holidays: &Holidays,
    ) -> Option<Self> {
        if today > due {
            let over = holidays.working_days(due, today);
            Some(Self::Overdue(u16::try_from(over).unwrap_or(u16::MAX)))
        } else if today == due {
            Some(Self::DueToday)
        } else {
            (today >= warn).then_some(Self::Approaching)
        }
    }
}

/// How long a clock stood, by both rules.
struct Stood {
    days: u16,
    working_days: u16,
}

impl Stood {
    fn new(pause: Pause, holidays: &Holidays) -> Self {
        let days = pause.until.signed_duration_since(pause.since).num_days();
        let most = |days: u64| u16::try_from(days).unwrap_or(u16::MAX);
        Self {
            days: most(u64::try_from(days).unwrap_or(0)),
            working_days: most(holidays.working_days(pause.since, pause.until)),
        }
    }
}

/// The first day by which four fifths of the term are over, counted as the rule counts. Whoever
/// is warned must be at work and have a day left: if it is no working day, or the last day, the
/// working day before it; the last day where none lies between.
fn warn_day(from: NaiveDate, deadline: &Deadline, holidays: &Holidays) -> NaiveDate {
    let due = deadline.due;
    let reached = match deadline.rule {
        DeadlineRule::Calendar => {
            let days = due.signed_duration_since(from).num_days();
            later(from, four_fifths(u64::try_from(days).unwrap_or(0)))
        }
        DeadlineRule::Working => {
            let days = holidays.working_days(from, due);
            working_end(from, four_fifths(days), holidays)
        }
    };
    let before = |day: &NaiveDate| *day > from;
    let days = std::iter::successors(Some(reached), NaiveDate::pred_opt).take_while(before);
    days.filter(|day| *day < due)
        .find(|day| holidays.is_working_day(*day))
        .unwrap_or(due)
}

fn four_fifths(days: u64) -> u16 {
    u16::try_from((days.saturating_mul(4)).div_ceil(5)).unwrap_or(u16::MAX)
}

fn later(day: NaiveDate, days: u16) -> NaiveDate {
    day.checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
#[path = "term_tests.rs"]
mod tests;
