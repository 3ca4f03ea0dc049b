use chrono::{Datelike, Weekday};
use proptest::prelude::*;

use super::super::calendar::{Holiday, HolidayKind};
use super::super::deadline_table::{day, holidays, rows};
use super::*;

#[test]
fn the_years_2024_to_2030() {
    let table = holidays();
    assert_eq!(table.years(), Some((2024, 2030)));
    for row in rows() {
        let received = row.received;
        for rule in DeadlineRule::ALL {
            let answer = deadline(received, rule, ANSWER_DAYS, &table);
            assert_eq!(answer.due_calendar, row.calendar, "calendar, {received}");
            assert_eq!(answer.due_working, row.working, "working, {received}");
            let binding = match rule {
                DeadlineRule::Calendar => row.calendar,
                DeadlineRule::Working => row.working,
            };
            assert_eq!(answer.due, binding, "{rule:?}, {received}");
        }
        let due = petition_deadline(received, &table).due;
        assert_eq!(due, row.petition, "petition, {received}");
        let due = information_deadline(received, &table).due;
        assert_eq!(due, row.information, "information, {received}");
    }
}

#[test]
fn the_years_2024_to_2030_where_leave_counts() {
    let table = holidays().counting_leave(true);
    for row in rows() {
        let received = row.received;
        let answer = deadline(received, DeadlineRule::Calendar, ANSWER_DAYS, &table);
        assert_eq!(answer.due_calendar, row.calendar_with_leave, "{received}");
        assert_eq!(answer.due_working, row.working_with_leave, "{received}");
        assert_eq!(answer.holidays_version, "2024-2030+leave");
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
