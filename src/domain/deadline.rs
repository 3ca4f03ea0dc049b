//! By when an application must be answered.
//!
//! Counting starts the day after receipt. A last day that is a weekend or a holiday moves to
//! the next working day. Sources differ between "7 gün" and "7 iş günü" for the service's own
//! promise, so both dates are computed, the office's rule says which one binds, and the version
//! of the holiday table is kept with them.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::Holidays;

/// The service's own promise, in days: "en geç 7 gün".
pub const ANSWER_DAYS: u16 = 7;

/// A petition: "en geç otuz gün içinde" (law 3071 art. 7), calendar days.
pub const PETITION_DAYS: u16 = 30;

/// A request for information: "onbeş iş günü içinde" (law 4982 art. 11), working days.
pub const INFORMATION_DAYS: u16 = 15;

/// Which days count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineRule {
    /// Every day.
    #[default]
    Calendar,
    /// Working days only; half-days are worked.
    Working,
}

impl DeadlineRule {
    /// Both rules.
    pub const ALL: [Self; 2] = [Self::Calendar, Self::Working];
}

/// A last day, fixed when the application is registered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deadline {
    /// The rule that binds.
    pub rule: DeadlineRule,
    /// The last day by that rule.
    pub due: NaiveDate,
    /// The last day if every day counts.
    pub due_calendar: NaiveDate,
    /// The last day if only working days count.
    pub due_working: NaiveDate,
    /// The holiday table both were computed with.
    pub holidays_version: String,
}

impl Deadline {
    /// The deadline whose last days are known, every day counted and working days only; the rule
    /// says which of them binds.
    pub(super) fn of(
        rule: DeadlineRule,
        (due_calendar, due_working): (NaiveDate, NaiveDate),
        holidays: &Holidays,
    ) -> Self {
        Self {
            rule,
            due: match rule {
                DeadlineRule::Calendar => due_calendar,
                DeadlineRule::Working => due_working,
            },
            due_calendar,
            due_working,
            holidays_version: holidays.version(),
        }
    }

    /// Days from `today` to the last day: 0 on the last day itself, negative once overdue.
    #[must_use]
    pub fn days_left(&self, today: NaiveDate) -> i64 {
        self.due.signed_duration_since(today).num_days()
    }

    /// Whether the last day is over.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        today > self.due
    }
}

/// The last day of a term of `days` for something received on the Istanbul day `received`.
///
/// Past the end of the calendar chrono knows (year 262142) the last day known stands.
#[must_use]
pub fn deadline(
    received: NaiveDate,
    rule: DeadlineRule,
    days: u16,
    holidays: &Holidays,
) -> Deadline {
    let due_calendar = calendar_end(received, days, holidays);
    let due_working = working_end(received, days, holidays);
    Deadline::of(rule, (due_calendar, due_working), holidays)
}

/// The term of a signed petition: [`PETITION_DAYS`] calendar days.
#[must_use]
pub fn petition_deadline(received: NaiveDate, holidays: &Holidays) -> Deadline {
    deadline(received, DeadlineRule::Calendar, PETITION_DAYS, holidays)
}

/// The term of a request for information: [`INFORMATION_DAYS`] working days.
#[must_use]
pub fn information_deadline(received: NaiveDate, holidays: &Holidays) -> Deadline {
    deadline(received, DeadlineRule::Working, INFORMATION_DAYS, holidays)
}

/// The day `days` after `received`, or the next working day.
pub(super) fn calendar_end(received: NaiveDate, days: u16, holidays: &Holidays) -> NaiveDate {
    let last = received
        .checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX);
    std::iter::successors(Some(last), NaiveDate::succ_opt)
        .find(|day| holidays.is_working_day(*day))
        .unwrap_or(NaiveDate::MAX)
}

/// The working day number `days` after `received`; with `days` 0 the day of receipt itself, or
/// the next working day.
pub(super) fn working_end(received: NaiveDate, days: u16, holidays: &Holidays) -> NaiveDate {
    let Some(earlier) = days.checked_sub(1) else {
        return calendar_end(received, 0, holidays);
    };
    received
        .iter_days()
        .skip(1)
        .filter(|day| holidays.is_working_day(*day))
        .nth(earlier.into())
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
#[path = "deadline_tests.rs"]
mod tests;
