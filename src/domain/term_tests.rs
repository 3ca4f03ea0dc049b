use proptest::prelude::*;

use super::super::calendar::{Holiday, HolidayKind};
use super::super::deadline::ANSWER_DAYS;
use super::super::deadline_table::{day, holidays, rows};
use super::*;

fn pause(since: &str, until: &str) -> Pause {
    Pause {
        since: day(since),
        until: day(until),
    }
}

/// The last day by the binding rule, then by both, after the clock stood.
fn dues(term: &Term) -> [String; 3] {
    let deadline = &term.deadline;
    [deadline.due, deadline.due_calendar, deadline.due_working].map(|day| day.to_string())
}

#[test]
fn the_warning_days_of_2024_to_2030() {
    let table = holidays();
    for row in rows() {
        let warn = |rule| Term::new(row.received, rule, ANSWER_DAYS, &table).warn;
        let received = row.received;
        assert_eq!(
            warn(DeadlineRule::Calendar),
            row.warn_calendar,
            "{received}"
        );
        assert_eq!(warn(DeadlineRule::Working), row.warn_working, "{received}");
    }
}

/// The petition's 30 days and the information request's 15 working days warn by the same rule.
#[test]
fn long_and_short_terms_warn() {
    let table = holidays();
    let warn = |rule, days| {
        Term::new(day("2024-03-04"), rule, days, &table)
            .warn
            .to_string()
    };
    assert_eq!(warn(DeadlineRule::Calendar, 30), "2024-03-28");
    assert_eq!(warn(DeadlineRule::Working, 15), "2024-03-20");
    // Monday; three days end on Thursday, and Wednesday is left to act.
    assert_eq!(warn(DeadlineRule::Calendar, 3), "2024-03-06");
    assert_eq!(warn(DeadlineRule::Working, 2), "2024-03-05");
    // No day lies between.
    assert_eq!(warn(DeadlineRule::Calendar, 1), "2024-03-05");
    assert_eq!(warn(DeadlineRule::Working, 1), "2024-03-05");
    assert_eq!(warn(DeadlineRule::Calendar, 0), "2024-03-04");
}

#[test]
fn the_last_day_moves_by_the_days_the_clock_stood() {
    let table = holidays();
    // Monday 4 March 2024: due on the 11th, or on the 13th if only working days count.
    let calendar = Term::new(day("2024-03-04"), DeadlineRule::Calendar, 7, &table);
    let working = Term::new(day("2024-03-04"), DeadlineRule::Working, 7, &table);
    // Wednesday to the Tuesday after: six days, four of them worked.
    let stood = pause("2024-03-06", "2024-03-12");
    let resumed = calendar.resumed(stood, &table);
    // The 17th is a Sunday.
    assert_eq!(dues(&resumed), ["2024-03-18", "2024-03-18", "2024-03-19"]);
    assert_eq!(resumed.from, day("2024-03-10"));
    assert_eq!(resumed.warn, day("2024-03-15"));
    let resumed = working.resumed(stood, &table);
    assert_eq!(dues(&resumed), ["2024-03-19", "2024-03-18", "2024-03-19"]);
    assert_eq!(resumed.from, day("2024-03-08"));
    assert_eq!(resumed.warn, day("2024-03-18"));
}

#[test]
fn a_pause_over_a_feast_costs_no_working_day() {
    let table = holidays();
    // Due on Friday 14 June 2024, before Kurban Bayramı; the clock stands from Thursday the 13th
    // to Thursday the 20th, and only Friday the 14th and the 20th itself are worked.
    let term = Term::new(day("2024-06-05"), DeadlineRule::Working, 7, &table);
    assert_eq!(term.due(), day("2024-06-14"));
    let resumed = term.resumed(pause("2024-06-13", "2024-06-20"), &table);
    assert_eq!(resumed.due(), day("2024-06-21"));
    // With leave on the 20th and 21st one day is left, and it is Monday the 24th.
    let resumed = term.resumed(
        pause("2024-06-13", "2024-06-20"),
        &table.counting_leave(true),
    );
    assert_eq!(resumed.due(), day("2024-06-24"));
    assert_eq!(resumed.deadline.holidays_version, "2024-2030+leave");
}

#[test]
fn a_clock_that_stood_past_its_last_day_is_overdue_by_as_much_as_before() {
    let table = Holidays::default();
    let term = Term::new(day("2026-03-02"), DeadlineRule::Working, 5, &table);
    assert_eq!(term.due(), day("2026-03-09"));
    // Two working days late when it stopped.
    let resumed = term.resumed(pause("2026-03-11", "2026-03-18"), &table);
    assert_eq!(
        resumed.moment(day("2026-03-18"), &table),
        Some(Moment::Overdue(2))
    );
}

#[test]
fn no_time_between_moves_nothing() {
    let table = holidays();
    for rule in DeadlineRule::ALL {
        let term = Term::new(day("2024-12-25"), rule, 7, &table);
        let at_once = pause("2024-12-27", "2024-12-27");
        assert_eq!(term.resumed(at_once, &table), term);
        // A clock set back between the two.
        let backwards = pause("2024-12-27", "2024-12-20");
        assert_eq!(term.resumed(backwards, &table), term);
        assert_eq!(term.extended(0, &table), term);
    }
}

#[test]
fn more_time_is_counted_from_the_last_day_on() {
    let table = holidays();
    // Due on Monday 28 October 2024 by calendar, on the 31st by working days.
    let calendar = Term::new(day("2024-10-21"), DeadlineRule::Calendar, 7, &table);
    let extended = calendar.extended(5, &table);
    // Five days later is Saturday 2 November.
    assert_eq!(dues(&extended), ["2024-11-04", "2024-11-04", "2024-11-07"]);
    assert_eq!(extended.from, calendar.from);
    // Four fifths of 14 days: the 12th is Saturday the 2nd.
    assert_eq!(extended.warn, day("2024-11-01"));
    let working = Term::new(day("2024-10-21"), DeadlineRule::Working, 7, &table);
    let extended = working.extended(5, &table);
    assert_eq!(extended.due(), day("2024-11-07"));
    // The tenth of twelve working days.
    assert_eq!(extended.warn, day("2024-11-05"));
}

/// A table that gets another holiday after registration.
#[test]
fn a_changed_holiday_table_moves_only_what_is_computed_later() {
    let before = Holidays::new("1", []);
    let extra = Holiday {
        date: day("2026-03-09"),
        kind: HolidayKind::Full,
        name: "Bayram".into(),
    };
    let after = Holidays::new("2", [extra]);
    let term = Term::new(day("2026-03-02"), DeadlineRule::Calendar, 7, &before);
    // What was stored stands, also in the eyes of the new table.
    let stored: Term = serde_json::from_str(&serde_json::to_string(&term).unwrap()).unwrap();
    assert_eq!(stored, term);
    assert_eq!(
        stored.moment(day("2026-03-09"), &after),
        Some(Moment::DueToday)
    );
    assert_eq!(stored.deadline.holidays_version, "1");
    // The pause ends on the first Friday: the last day would be the same Monday as before.
    let resumed = stored.resumed(pause("2026-03-06", "2026-03-06"), &after);
    assert_eq!(resumed.due(), day("2026-03-10"));
    assert_eq!(resumed.deadline.holidays_version, "2");
    let extended = stored.extended(1, &after);
    assert_eq!(extended.due(), day("2026-03-10"));
    assert_eq!(extended.deadline.holidays_version, "2");
}

#[test]
fn the_moments_of_a_term() {
    let table = holidays();
    // Thursday; due on Thursday 29 February 2024, warned on the 28th.
    let term = Term::new(day("2024-02-22"), DeadlineRule::Calendar, 7, &table);
    let moment = |on| term.moment(day(on), &table);
    assert_eq!(moment("2024-02-22"), None);
    assert_eq!(moment("2024-02-27"), None);
    assert_eq!(moment("2024-02-28"), Some(Moment::Approaching));
    assert_eq!(moment("2024-02-29"), Some(Moment::DueToday));
    assert_eq!(moment("2024-03-01"), Some(Moment::Overdue(1)));
    assert_eq!(moment("2024-03-03"), Some(Moment::Overdue(1)));
    assert_eq!(moment("2024-03-04"), Some(Moment::Overdue(2)));
}

#[test]
fn the_end_of_time_is_no_panic() {
    let table = Holidays::default();
    for rule in DeadlineRule::ALL {
        let term = Term::new(NaiveDate::MAX, rule, u16::MAX, &table);
        let never = Pause {
            since: NaiveDate::MAX,
            until: NaiveDate::MAX,
        };
        let _ = term.resumed(never, &table).extended(u16::MAX, &table);
        let _ = term.moment(NaiveDate::MAX, &table);
    }
}

fn any_table() -> impl Strategy<Value = Holidays> {
    prop::collection::btree_set(0_u64..120, 0..40).prop_map(|days| {
        let entries = days.into_iter().map(|after| Holiday {
            date: day("2024-01-01") + Days::new(after),
            kind: HolidayKind::Full,
            name: String::new(),
        });
        Holidays::new("1", entries)
    })
}

proptest! {
    #[test]
    fn terms_keep_the_rules(
        table in any_table(),
        start in 0_u64..30,
        days in 1_u16..30,
        stopped in 0_u64..40,
        stood in 0_u64..30,
        working in any::<bool>(),
    ) {
        let rule = if working { DeadlineRule::Working } else { DeadlineRule::Calendar };
        let from = day("2024-01-01") + Days::new(start);
        let term = Term::new(from, rule, days, &table);
        let since = from + Days::new(stopped);
        let pause = Pause { since, until: since + Days::new(stood) };
        let resumed = term.resumed(pause, &table);
        for term in [&term, &resumed, &term.extended(days, &table)] {
            prop_assert!(term.warn <= term.due());
            prop_assert!(term.warn > term.from || term.warn == term.due());
            prop_assert!(table.is_working_day(term.due()));
            prop_assert!(table.is_working_day(term.warn));
        }
        // A pause never takes time away, and gives what it took.
        prop_assert!(resumed.due() >= term.due());
        match rule {
            DeadlineRule::Calendar => {
                prop_assert!(resumed.due() >= term.due() + Days::new(stood));
            }
            DeadlineRule::Working => {
                let left = |due, on| table.working_days(on, due);
                prop_assert_eq!(
                    left(resumed.due(), pause.until),
                    left(term.due(), pause.since)
                );
            }
        }
        // Later is never earlier.
        let moments = from.iter_days().take(150).map(|day| resumed.moment(day, &table));
        prop_assert!(moments.collect::<Vec<_>>().is_sorted());
    }
}
