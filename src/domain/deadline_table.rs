//! Last days of terms for 2024–2030 that were worked out apart from the program
//! (`deadline_table.csv`), and the holidays they rest on, written out from law 2429.

use chrono::NaiveDate;

use super::calendar::{Holiday, HolidayKind, Holidays};

/// First days of Ramazan Bayramı (three days) and Kurban Bayramı (four days), 2024–2030.
const FEASTS: [[&str; 2]; 7] = [
    ["2024-04-10", "2024-06-16"],
    ["2025-03-30", "2025-06-06"],
    ["2026-03-20", "2026-05-27"],
    ["2027-03-09", "2027-05-16"],
    ["2028-02-26", "2028-05-05"],
    ["2029-02-14", "2029-04-24"],
    ["2030-02-04", "2030-04-13"],
];

/// Holidays with a date of their own, month and day (law 2429).
const NATIONAL: [(u32, u32); 7] = [(1, 1), (4, 23), (5, 1), (5, 19), (7, 15), (8, 30), (10, 29)];

/// Administrative leave around the feasts.
const LEAVE: [&str; 14] = [
    "2024-04-08",
    "2024-04-09",
    "2024-06-20",
    "2024-06-21",
    "2025-04-02",
    "2025-04-03",
    "2025-04-04",
    "2026-05-25",
    "2026-05-26",
    "2027-05-20",
    "2027-05-21",
    "2028-05-04",
    "2030-02-07",
    "2030-02-08",
];

/// A row of the table; the columns are explained in the file.
pub(super) struct Row {
    pub received: NaiveDate,
    pub calendar: NaiveDate,
    pub working: NaiveDate,
    pub petition: NaiveDate,
    pub information: NaiveDate,
    pub calendar_with_leave: NaiveDate,
    pub working_with_leave: NaiveDate,
    pub warn_calendar: NaiveDate,
    pub warn_working: NaiveDate,
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The rows of the table.
pub(super) fn rows() -> Vec<Row> {
    let lines = include_str!("deadline_table.csv").lines();
    let lines = lines.filter(|line| !line.starts_with('#')).skip(1);
    let rows = lines.map(|line| {
        let days = line.split(';').take(9).map(day).collect::<Vec<_>>();
        let [
            received,
            calendar,
            working,
            petition,
            information,
            calendar_with_leave,
            working_with_leave,
            warn_calendar,
            warn_working,
        ] = days[..]
        else {
            panic!("{line}")
        };
        Row {
            received,
            calendar,
            working,
            petition,
            information,
            calendar_with_leave,
            working_with_leave,
            warn_calendar,
            warn_working,
        }
    });
    rows.collect()
}

/// The holidays of 2024–2030, with the half-days before the feasts and before 29 October, and
/// administrative leave.
pub(crate) fn holidays() -> Holidays {
    let feasts = FEASTS
        .iter()
        .flat_map(|[ramazan, kurban]| [feast(ramazan, 3), feast(kurban, 4)].concat());
    let national = (2024..=2030).flat_map(|year| {
        let on = move |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        NATIONAL
            .iter()
            .map(move |(month, day)| (on(*month, *day), HolidayKind::Full))
            .chain([(on(10, 28), HolidayKind::HalfDay)])
    });
    let leave = LEAVE.map(|date| (day(date), HolidayKind::AdministrativeLeave));
    let entries = feasts.chain(national).chain(leave);
    Holidays::new(
        "2024-2030",
        entries.map(|(date, kind)| Holiday {
            date,
            kind,
            name: "Bayram".into(),
        }),
    )
}

/// The half-day before a feast, and its days.
fn feast(first: &str, days: usize) -> Vec<(NaiveDate, HolidayKind)> {
    let first = day(first);
    let eve = (first.pred_opt().unwrap(), HolidayKind::HalfDay);
    let full = first.iter_days().take(days);
    let full = full.map(|day| (day, HolidayKind::Full));
    std::iter::once(eve).chain(full).collect()
}
