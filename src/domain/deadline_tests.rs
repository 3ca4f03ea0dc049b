use chrono::{Datelike, Weekday};
use proptest::prelude::*;

use super::super::calendar::{Holiday, HolidayKind};
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

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

/// The holidays of 2024–2030, with the half-days before the feasts and before 29 October.
fn holidays() -> Holidays {
    let feasts = FEASTS.iter().flat_map(|[ramazan, kurban]| {
        let of = |first: &str, days| {
            let first = day(first);
            let eve = (first.pred_opt().unwrap(), HolidayKind::HalfDay);
            let full = first
                .iter_days()
                .take(days)
                .map(|day| (day, HolidayKind::Full));
            std::iter::once(eve).chain(full).collect::<Vec<_>>()
        };
        [of(ramazan, 3), of(kurban, 4)].concat()
    });
    let national = (2024..=2030).flat_map(|year| {
        let on = move |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        NATIONAL
            .iter()
            .map(move |(month, day)| (on(*month, *day), HolidayKind::Full))
            .chain([(on(10, 28), HolidayKind::HalfDay)])
    });
    let entries = feasts.chain(national).map(|(date, kind)| Holiday {
        date,
        kind,
        name: "Bayram".into(),
    });
    Holidays::new("2024-2030", entries)
}

/// Received, then the last day of 7 calendar days, 7 working days, a petition and a request
/// for information. Worked out apart from this code.
const CASES: [[&str; 5]; 26] = [
    [
        "2024-01-02",
        "2024-01-09",
        "2024-01-11",
        "2024-02-01",
        "2024-01-23",
    ],
    // Seven days end on 29 February; thirty on a Saturday.
    [
        "2024-02-22",
        "2024-02-29",
        "2024-03-04",
        "2024-03-25",
        "2024-03-14",
    ],
    // Seven days pass over 29 February.
    [
        "2024-02-23",
        "2024-03-01",
        "2024-03-05",
        "2024-03-25",
        "2024-03-15",
    ],
    [
        "2024-02-29",
        "2024-03-07",
        "2024-03-11",
        "2024-04-01",
        "2024-03-21",
    ],
    // The seventh day is the first of Ramazan Bayramı; the half-day before it counts.
    [
        "2024-04-03",
        "2024-04-15",
        "2024-04-17",
        "2024-05-03",
        "2024-04-30",
    ],
    [
        "2024-06-10",
        "2024-06-20",
        "2024-06-24",
        "2024-07-10",
        "2024-07-04",
    ],
    [
        "2024-06-12",
        "2024-06-20",
        "2024-06-26",
        "2024-07-12",
        "2024-07-08",
    ],
    [
        "2025-03-24",
        "2025-04-02",
        "2025-04-04",
        "2025-04-24",
        "2025-04-16",
    ],
    [
        "2025-05-30",
        "2025-06-10",
        "2025-06-12",
        "2025-06-30",
        "2025-06-24",
    ],
    [
        "2025-06-02",
        "2025-06-10",
        "2025-06-13",
        "2025-07-02",
        "2025-06-25",
    ],
    // Over the turn of the year.
    [
        "2025-12-25",
        "2026-01-02",
        "2026-01-06",
        "2026-01-26",
        "2026-01-16",
    ],
    [
        "2026-01-01",
        "2026-01-08",
        "2026-01-12",
        "2026-02-02",
        "2026-01-22",
    ],
    [
        "2026-03-13",
        "2026-03-23",
        "2026-03-25",
        "2026-04-13",
        "2026-04-06",
    ],
    [
        "2026-05-20",
        "2026-06-01",
        "2026-06-03",
        "2026-06-19",
        "2026-06-15",
    ],
    // The last day is the half-day before Cumhuriyet Bayramı: its morning is worked.
    [
        "2026-10-21",
        "2026-10-28",
        "2026-11-02",
        "2026-11-20",
        "2026-11-12",
    ],
    [
        "2026-10-22",
        "2026-10-30",
        "2026-11-03",
        "2026-11-23",
        "2026-11-13",
    ],
    [
        "2027-03-02",
        "2027-03-12",
        "2027-03-16",
        "2027-04-01",
        "2027-03-26",
    ],
    [
        "2027-05-10",
        "2027-05-20",
        "2027-05-24",
        "2027-06-09",
        "2027-06-03",
    ],
    [
        "2028-02-22",
        "2028-02-29",
        "2028-03-03",
        "2028-03-23",
        "2028-03-15",
    ],
    [
        "2028-02-29",
        "2028-03-07",
        "2028-03-09",
        "2028-03-30",
        "2028-03-21",
    ],
    [
        "2028-12-27",
        "2029-01-03",
        "2029-01-08",
        "2029-01-26",
        "2029-01-18",
    ],
    // A week of holidays: 23 April and Kurban Bayramı.
    [
        "2029-04-16",
        "2029-04-30",
        "2029-05-03",
        "2029-05-16",
        "2029-05-15",
    ],
    [
        "2029-04-23",
        "2029-04-30",
        "2029-05-09",
        "2029-05-23",
        "2029-05-21",
    ],
    [
        "2030-01-28",
        "2030-02-07",
        "2030-02-11",
        "2030-02-27",
        "2030-02-21",
    ],
    [
        "2030-04-08",
        "2030-04-17",
        "2030-04-19",
        "2030-05-08",
        "2030-05-03",
    ],
    // Beyond the table only weekends are known.
    [
        "2030-12-27",
        "2031-01-03",
        "2031-01-07",
        "2031-01-27",
        "2031-01-17",
    ],
];

#[test]
fn the_years_2024_to_2030() {
    let table = holidays();
    assert_eq!(table.years(), Some((2024, 2030)));
    for [received, calendar, working, petition, information] in CASES {
        let answer = |rule| deadline(day(received), rule, ANSWER_DAYS, &table);
        let by_calendar = answer(DeadlineRule::Calendar);
        assert_eq!(by_calendar.due, day(calendar), "calendar, {received}");
        assert_eq!(by_calendar.due_working, day(working), "working, {received}");
        let by_working = answer(DeadlineRule::Working);
        assert_eq!(by_working.due, day(working), "working, {received}");
        assert_eq!(
            by_working.due_calendar,
            day(calendar),
            "calendar, {received}"
        );
        let due = petition_deadline(day(received), &table).due;
        assert_eq!(due, day(petition), "petition, {received}");
        let due = information_deadline(day(received), &table).due;
        assert_eq!(due, day(information), "information, {received}");
    }
}

#[test]
fn administrative_leave_counts_only_where_the_office_says_so() {
    let leave = |date| Holiday {
        date: day(date),
        kind: HolidayKind::AdministrativeLeave,
        name: "İdari izin".into(),
    };
    let table = Holidays::new("7", [leave("2026-03-17"), leave("2026-03-18")]);
    let received = day("2026-03-10");
    let working = deadline(received, DeadlineRule::Working, 5, &table);
    assert_eq!(working.due, day("2026-03-17"));
    assert_eq!(working.holidays_version, "7");
    let table = table.counting_leave(true);
    let working = deadline(received, DeadlineRule::Working, 5, &table);
    assert_eq!(working.due, day("2026-03-19"));
    assert_eq!(working.due_calendar, day("2026-03-16"));
    assert_eq!(working.holidays_version, "7+leave");
    let week = deadline(received, DeadlineRule::Calendar, 7, &table);
    assert_eq!(week.due, day("2026-03-19"));
}

#[test]
fn what_is_left_of_a_term() {
    let due = deadline(
        day("2026-03-02"),
        DeadlineRule::Calendar,
        ANSWER_DAYS,
        &Holidays::default(),
    );
    assert_eq!(due.days_left(day("2026-03-02")), 7);
    assert_eq!(due.days_left(day("2026-03-09")), 0);
    assert!(!due.is_overdue(day("2026-03-09")));
    assert_eq!(due.days_left(day("2026-03-10")), -1);
    assert!(due.is_overdue(day("2026-03-10")));
}

#[test]
fn the_end_of_time_is_no_panic() {
    for received in [
        NaiveDate::MIN,
        NaiveDate::MAX,
        NaiveDate::MAX.pred_opt().unwrap(),
    ] {
        for rule in DeadlineRule::ALL {
            for days in [0, 1, u16::MAX] {
                assert!(deadline(received, rule, days, &Holidays::default()).due >= received);
            }
        }
    }
}

fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

proptest! {
    /// Holidays scattered over the term by chance.
    #[test]
    fn terms_keep_the_rules(
        start in 0_u64..3000,
        days in 1_u16..60,
        holidays in prop::collection::btree_set(0_u64..90, 0..40),
    ) {
        let received = day("2024-01-01") + Days::new(start);
        let full = |after: &u64| received + Days::new(*after);
        let entries = holidays.iter().map(|after| Holiday {
            date: full(after),
            kind: HolidayKind::Full,
            name: String::new(),
        });
        let table = Holidays::new("1", entries);
        let off = |day: NaiveDate| weekend(day) || holidays.iter().any(|after| full(after) == day);

        let due = deadline(received, DeadlineRule::Calendar, days, &table);
        let bare = received + Days::new(days.into());
        prop_assert!(!off(due.due_calendar) && !off(due.due_working));
        prop_assert!(due.due_calendar >= bare);
        prop_assert!(bare.iter_days().take_while(|day| *day < due.due_calendar).all(off));
        let counted = received
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= due.due_working)
            .filter(|day| !off(*day))
            .count();
        prop_assert_eq!(counted, usize::from(days));
        prop_assert!(due.due_working >= due.due_calendar);
        let later = deadline(received + Days::new(1), DeadlineRule::Calendar, days, &table);
        prop_assert!(later.due_calendar >= due.due_calendar);
        prop_assert!(later.due_working >= due.due_working);
    }
}
