//! Days in Türkiye: which day an instant belongs to, and which days are worked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};
use chrono_tz::Europe::Istanbul;
use serde::{Deserialize, Serialize};

use super::date::write_date;

/// The office-local day of an instant: the day in Europe/Istanbul, which is not the UTC day
/// between 21:00 and 24:00 UTC.
#[must_use]
pub fn istanbul_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Istanbul).date_naive()
}

/// The office-local day and time of an instant, to be shown.
#[must_use]
pub fn istanbul_time(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Istanbul).naive_local()
}

/// The office-local day of an instant as it is written: `29.02.2000`.
#[must_use]
pub fn written_day(at: DateTime<Utc>) -> String {
    write_date(istanbul_day(at))
}

/// The office-local time of an instant as it is written: `09:05`.
#[must_use]
pub fn written_time(at: DateTime<Utc>) -> String {
    istanbul_time(at).format("%H:%M").to_string()
}

/// The office-local day and time of an instant as they are written: `29.02.2000 09:05`.
#[must_use]
pub fn date_and_time(at: DateTime<Utc>) -> String {
    format!("{} {}", written_day(at), written_time(at))
}

/// When an office-local day begins. Where the clock jumped over midnight, the first hour there
/// was.
#[must_use]
pub fn istanbul_midnight(day: NaiveDate) -> DateTime<Utc> {
    (0..24)
        .filter_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0))
        .find_map(|time| day.and_time(time).and_local_timezone(Istanbul).earliest())
        .map_or_else(|| day.and_time(NaiveTime::MIN).and_utc(), |at| at.to_utc())
}

/// Years completed on `today` by somebody born on `birth`; `None` before the birth.
///
/// Who was born on 29 February completes a year on 28 February where the year has no 29th:
/// a term of years ends on the last day of a month that lacks its day (Code of Obligations
/// 6098 art. 92).
#[must_use]
pub fn age_on(birth: NaiveDate, today: NaiveDate) -> Option<u32> {
    if today < birth {
        return None;
    }
    let birthday = birth.with_year(today.year());
    let reached = match birthday {
        Some(birthday) => today >= birthday,
        // Only 29 February is missing from a year: the 28th will do.
        None => (today.month(), today.day()) >= (2, 28),
    };
    let years = u32::try_from(today.year() - birth.year()).ok()?;
    Some(years - u32::from(!reached && years > 0))
}

/// What an entry of the holiday table says of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// Administrative leave: a holiday only where the office says so.
    AdministrativeLeave,
    /// A holiday from 13:00 (law 2429); the morning is worked.
    HalfDay,
    /// A public holiday (law 2429).
    Full,
}

/// An entry of the holiday table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// What the day is.
    pub kind: HolidayKind,
    /// The name, in Turkish, as the table gives it.
    pub name: String,
}

/// How a day is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// An ordinary working day (also administrative leave, where it does not count).
    Working,
    /// Worked until 13:00. Counts as a working day: a term may end in its morning.
    HalfDay,
    /// Saturday or Sunday.
    Weekend,
    /// A public holiday.
    Holiday,
    /// Administrative leave in an office that counts it as a holiday.
    AdministrativeLeave,
}

impl DayKind {
    /// Whether terms count such a day and may end on it.
    #[must_use]
    pub fn is_worked(self) -> bool {
        matches!(self, Self::Working | Self::HalfDay)
    }
}

/// The holiday table the office uses: edited, versioned, given from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    version: String,
    days: BTreeMap<NaiveDate, Holiday>,
    /// Days with administrative leave, also those where another entry stands.
    leave: BTreeSet<NaiveDate>,
    leave_counts: bool,
}

impl Holidays {
    /// A table of these entries. Where two fall on one day the stronger one stands: full
    /// holiday, then half-day, then administrative leave. Administrative leave is no holiday
    /// until [`Holidays::counting_leave`] says so; then leave in the morning of a half-day makes
    /// the day a whole one.
    #[must_use]
    pub fn new(version: impl Into<String>, entries: impl IntoIterator<Item = Holiday>) -> Self {
        let mut days = BTreeMap::new();
        let mut leave = BTreeSet::new();
        for entry in entries {
            if entry.kind == HolidayKind::AdministrativeLeave {
                leave.insert(entry.date);
            }
            let stronger = days
                .get(&entry.date)
                .is_none_or(|known: &Holiday| known.kind < entry.kind);
            if stronger {
                days.insert(entry.date, entry);
            }
        }
        Self {
            version: version.into(),
            days,
            leave,
            leave_counts: false,
        }
    }

    /// The same table, in an office where administrative leave counts as a holiday or not.
    #[must_use]
    pub fn counting_leave(mut self, counts: bool) -> Self {
        self.leave_counts = counts;
        self
    }

    /// The version of the table, which every deadline carries. It tells as well whether
    /// administrative leave counted, because the same table then gives other days.
    #[must_use]
    pub fn version(&self) -> String {
        if self.leave_counts {
            format!("{}+leave", self.version)
        } else {
            self.version.clone()
        }
    }

    /// The first and last year the table knows; terms that end later take only weekends into
    /// account. `None` for an empty table.
    #[must_use]
    pub fn years(&self) -> Option<(i32, i32)> {
        let (first, _) = self.days.first_key_value()?;
        let (last, _) = self.days.last_key_value()?;
        Some((first.year(), last.year()))
    }

    /// The entry of a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&Holiday> {
        self.days.get(&day)
    }

    /// How a day is worked. A weekend stays a weekend whatever the table says.
    #[must_use]
    pub fn day_kind(&self, day: NaiveDate) -> DayKind {
        if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            return DayKind::Weekend;
        }
        let kind = self.on(day).map(|holiday| holiday.kind);
        if kind == Some(HolidayKind::Full) {
            DayKind::Holiday
        } else if self.leave_counts && self.leave.contains(&day) {
            DayKind::AdministrativeLeave
        } else if kind == Some(HolidayKind::HalfDay) {
            DayKind::HalfDay
        } else {
            DayKind::Working
        }
    }

    /// Whether terms count this day and may end on it.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.day_kind(day).is_worked()
    }

    /// Working days after `from` up to and with `until`; none when `until` is not later.
    #[must_use]
    pub fn working_days(&self, from: NaiveDate, until: NaiveDate) -> u64 {
        let days = from.iter_days().skip(1).take_while(|day| *day <= until);
        days.filter(|day| self.is_working_day(*day)).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(date: &str, kind: HolidayKind) -> Holiday {
        Holiday {
            date: day(date),
            kind,
            name: "Bayram".into(),
        }
    }

    #[test]
    fn the_day_changes_at_istanbul_midnight() {
        let at = |h, m, s| Utc.with_ymd_and_hms(2026, 3, 10, h, m, s).unwrap();
        assert_eq!(istanbul_day(at(20, 59, 59)), day("2026-03-10"));
        assert_eq!(istanbul_day(at(21, 0, 0)), day("2026-03-11"));
        assert_eq!(istanbul_day(at(0, 0, 0)), day("2026-03-10"));
        let summer_time = Utc.with_ymd_and_hms(2015, 1, 10, 22, 30, 0).unwrap();
        assert_eq!(istanbul_day(summer_time), day("2015-01-11"));
        let _ = istanbul_day(DateTime::<Utc>::MIN_UTC);
    }

    #[test]
    fn a_day_begins_at_its_first_instant() {
        // 1983-07-31: the clock went from 0:00 to 2:00 (tz database, zone Europe/Istanbul).
        for on in ["2026-03-10", "2015-07-10", "2015-01-10", "1983-07-31"] {
            let begins = istanbul_midnight(day(on));
            assert_eq!(istanbul_day(begins), day(on));
            let before = begins - chrono::TimeDelta::nanoseconds(1);
            assert!(istanbul_day(before) < day(on), "{on}");
        }
        let _ = istanbul_midnight(NaiveDate::MIN);
        let _ = istanbul_midnight(NaiveDate::MAX);
    }

    #[test]
    fn ages_are_completed_years() {
        for (birth, today, age) in [
            ("2000-06-15", "2026-06-14", Some(25)),
            ("2000-06-15", "2026-06-15", Some(26)),
            ("2000-06-15", "2000-06-15", Some(0)),
            ("2000-06-15", "2000-06-14", None),
            ("2000-06-15", "2001-01-01", Some(0)),
            ("2000-02-29", "2023-02-27", Some(22)),
            ("2000-02-29", "2023-02-28", Some(23)),
            ("2000-02-29", "2024-02-28", Some(23)),
            ("2000-02-29", "2024-02-29", Some(24)),
            ("2000-12-31", "2001-02-28", Some(0)),
        ] {
            assert_eq!(age_on(day(birth), day(today)), age, "{birth} on {today}");
        }
    }

    #[test]
    fn kinds_of_days() {
        let table = Holidays::new(
            "1",
            [
                entry("2026-10-28", HolidayKind::HalfDay),
                entry("2026-10-29", HolidayKind::Full),
                entry("2026-10-30", HolidayKind::AdministrativeLeave),
                entry("2026-10-31", HolidayKind::Full),
            ],
        );
        assert_eq!(table.day_kind(day("2026-10-27")), DayKind::Working);
        assert_eq!(table.day_kind(day("2026-10-28")), DayKind::HalfDay);
        assert_eq!(table.day_kind(day("2026-10-29")), DayKind::Holiday);
        assert_eq!(table.day_kind(day("2026-10-30")), DayKind::Working);
        assert_eq!(table.day_kind(day("2026-10-31")), DayKind::Weekend);
        assert!(table.is_working_day(day("2026-10-28")));
        assert_eq!(table.version(), "1");
        let counted = table.counting_leave(true);
        assert_eq!(
            counted.day_kind(day("2026-10-30")),
            DayKind::AdministrativeLeave
        );
        assert_eq!(counted.version(), "1+leave");
        assert_eq!(counted.years(), Some((2026, 2026)));
        assert_eq!(Holidays::default().years(), None);
    }

    /// On 9 April 2024 the afternoon was a holiday and the morning administrative leave.
    #[test]
    fn leave_in_the_morning_of_a_half_day_makes_it_whole() {
        use HolidayKind::*;
        for kinds in [
            [HalfDay, AdministrativeLeave],
            [AdministrativeLeave, HalfDay],
        ] {
            let table = Holidays::new("1", kinds.map(|kind| entry("2024-04-09", kind)));
            assert_eq!(table.day_kind(day("2024-04-09")), DayKind::HalfDay);
            let counted = table.counting_leave(true);
            let kind = counted.day_kind(day("2024-04-09"));
            assert_eq!(kind, DayKind::AdministrativeLeave);
        }
    }

    #[test]
    fn working_days_are_counted_after_the_first() {
        let table = Holidays::new("1", [entry("2026-03-10", HolidayKind::Full)]);
        // Friday to Wednesday: Monday and Wednesday are worked.
        let count = |from, until| table.working_days(day(from), day(until));
        assert_eq!(count("2026-03-06", "2026-03-11"), 2);
        assert_eq!(count("2026-03-06", "2026-03-08"), 0);
        assert_eq!(count("2026-03-06", "2026-03-06"), 0);
        assert_eq!(count("2026-03-11", "2026-03-06"), 0);
    }

    #[test]
    fn of_two_entries_on_a_day_the_stronger_stands() {
        use HolidayKind::*;
        for kinds in [
            [Full, HalfDay],
            [HalfDay, Full],
            [Full, AdministrativeLeave],
        ] {
            let table = Holidays::new("1", kinds.map(|kind| entry("2029-04-23", kind)));
            assert_eq!(table.day_kind(day("2029-04-23")), DayKind::Holiday);
        }
    }
}
