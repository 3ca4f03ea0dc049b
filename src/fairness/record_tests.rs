use chrono::TimeDelta;

use super::super::replay::as_it_happened;
use super::super::scripted::{Act, ScriptedDesk, script_day};
use super::*;
use crate::domain::event::{OfficeConfigured, VisitClosed};
use crate::domain::priority::Lane;

const ORDINARY: Act = Act::Issue {
    priority: false,
    rank: 0,
};
const PRIORITY: Act = Act::Issue {
    priority: true,
    rank: 1,
};
const CALL: Act = Act::CallNext { counter: 1 };
const SERVE: Act = Act::Serve { counter: 1 };

/// Minutes since the desk opened at 8:30.
fn minute(minutes: u64) -> Micros {
    (8 * 60 + 30 + minutes) * super::super::MINUTE
}

/// A desk after these acts, each one minute after the one before.
fn desk(acts: &[Act]) -> ScriptedDesk {
    let mut desk = ScriptedDesk::opening(Policy::default());
    for act in acts {
        assert_eq!(desk.after(TimeDelta::minutes(1), *act), Some(()), "{act:?}");
    }
    desk
}

#[test]
fn a_visit_from_ticket_to_good_bye() {
    let day = desk(&[ORDINARY, CALL, SERVE, SERVE]).recorded();
    assert_eq!(day.day, script_day());
    assert_eq!(day.turns.len(), 1);
    let turn = &day.turns[0];
    assert_eq!((turn.number, turn.place), (1, 1));
    assert_eq!(
        turn.stays,
        [Stay {
            from: minute(1),
            until: None,
            class: QueueClass::ORDINARY,
        }]
    );
    assert_eq!(
        day.calls,
        [RecordedCall {
            turn: 0,
            counter: 1,
            at: minute(2),
            until: minute(4),
        }]
    );
    assert_eq!(day.irregular, Irregularities::default());
    assert_eq!(day.uncalled(), 0);
}

#[test]
fn put_aside_while_waiting_is_one_turn_and_after_a_call_two() {
    let (aside, back) = (Act::PutAside { who: 0 }, Act::Return { who: 0 });
    let day = desk(&[PRIORITY, aside, back, CALL]).recorded();
    let class = QueueClass {
        lane: Lane::Priority,
        rank: 1,
    };
    let stays = [
        Stay {
            from: minute(1),
            until: Some(minute(2)),
            class,
        },
        Stay {
            from: minute(3),
            until: None,
            class,
        },
    ];
    assert_eq!(day.turns[0].stays, stays);

    let hold = Act::Hold { counter: 1 };
    let day = desk(&[PRIORITY, CALL, hold, back, CALL, SERVE, SERVE]).recorded();
    assert_eq!(day.turns.len(), 2);
    assert_eq!(day.turns[0].place, day.turns[1].place);
    let ends: Vec<Micros> = day.calls.iter().map(|call| call.until).collect();
    assert_eq!(ends, [minute(3), minute(7)]);
}

#[test]
fn who_is_reinstated_has_a_turn_more_and_a_new_place() {
    let absent = Act::NoShow { counter: 1 };
    let again = Act::Reinstate { who: 0 };
    let day = desk(&[ORDINARY, ORDINARY, CALL, absent, again]).recorded();
    let places: Vec<(u32, u32)> = day.turns.iter().map(|t| (t.number, t.place)).collect();
    assert_eq!(places, [(1, 1), (2, 2), (1, 3)]);
    assert_eq!(day.uncalled(), 2);
    assert_eq!(day.calls[0].until, minute(4));
}

#[test]
fn an_undone_call_is_none() {
    let day = desk(&[ORDINARY, CALL, Act::UndoLastCall, CALL, SERVE, SERVE]).recorded();
    assert_eq!(day.calls.len(), 1);
    assert_eq!(day.calls[0].at, minute(4));
    let stays: Vec<_> = day.turns[0]
        .stays
        .iter()
        .map(|s| (s.from, s.until))
        .collect();
    assert_eq!(stays, [(minute(1), Some(minute(2))), (minute(3), None)]);
    assert_eq!(day.irregular.undone, 1);
}

#[test]
fn a_corrected_class_begins_a_stay_in_the_same_turn() {
    let correct = Act::Correct {
        who: 0,
        priority: true,
        rank: 2,
    };
    let day = desk(&[ORDINARY, correct, correct, CALL]).recorded();
    let stays: Vec<_> = day.turns[0]
        .stays
        .iter()
        .map(|s| (s.from, s.until))
        .collect();
    assert_eq!(stays, [(minute(1), Some(minute(2))), (minute(2), None)]);
    let classes: Vec<_> = day.classes().iter().map(|c| (c.lane, c.rank)).collect();
    let (p, o) = (Lane::Priority, Lane::Ordinary);
    assert_eq!(classes, [(p, 0), (p, 2), (o, 0)]);
}

#[test]
fn who_still_waits_in_the_evening_goes_then() {
    let day = desk(&[ORDINARY, PRIORITY, CALL, SERVE]).recorded();
    let until = day.turns[0].stays[0].until.unwrap();
    assert!(until > minute(4));
    // The visit that did not end is the only one: its length is not known at all.
    assert_eq!(day.irregular.ends_assumed, 1);
    assert_eq!(day.calls[0].until, day.calls[0].at + 1);
    let mut closed = desk(&[ORDINARY, PRIORITY]);
    closed.close();
    assert_eq!(
        closed.recorded().turns[0].stays[0].until,
        Some(minute(2) + 1)
    );
}

#[test]
fn an_end_that_was_not_recorded_is_taken_from_the_other_visits() {
    let mut long = desk(&[ORDINARY, ORDINARY, CALL, SERVE, SERVE, CALL, SERVE]);
    // Closed by the program the next morning.
    let visit = long.events.iter().rev().find_map(|(_, event)| match event {
        Event::VisitOpened(opened) => Some(opened.visit),
        _ => None,
    });
    let tomorrow = "2026-03-03T08:00:00+03:00".parse().unwrap();
    let visit = visit.unwrap();
    long.events
        .push((tomorrow, Event::VisitClosed(VisitClosed { visit })));
    let day = long.recorded();
    assert_eq!(day.irregular.ends_assumed, 1);
    assert_eq!(
        day.services().collect::<Vec<_>>(),
        [minute(2) - minute(0); 2]
    );
}

#[test]
fn a_clock_set_back_keeps_the_order_of_the_log() {
    let mut desk = desk(&[ORDINARY, CALL, SERVE, SERVE]);
    for (at, _) in desk.events.iter_mut().skip(1) {
        *at -= TimeDelta::hours(1);
    }
    let day = desk.recorded();
    assert_eq!(day.calls[0].at, minute(1) + 1);
    assert_eq!(day.calls[0].until, minute(1) + 3);
}

#[test]
fn what_belongs_to_another_day_is_passed_over() {
    let mut desk = desk(&[ORDINARY, CALL]);
    for (at, _) in &mut desk.events {
        *at -= TimeDelta::days(1);
    }
    let day = desk.recorded();
    assert_eq!((day.turns.len(), day.calls.len()), (0, 0));
    // 23:30 UTC is the next day in Istanbul.
    let mut recorder = DayRecorder::new(script_day(), Policy::default());
    let (_, issued) = &desk.events[0];
    recorder.note("2026-03-01T23:30:00Z".parse().unwrap(), issued);
    let day = recorder.finish();
    assert_eq!(
        day.turns[0].stays[0].from,
        (2 * 60 + 30) * super::super::MINUTE
    );
}

#[test]
fn the_policy_of_the_morning_is_the_days() {
    let office = |policy| {
        Event::OfficeConfigured(OfficeConfigured {
            policy,
            ..OfficeConfigured::usual("06001".parse().unwrap(), crate::text::CleanText::default())
        })
    };
    let absolute = Policy { quota: None };
    let mut desk = desk(&[ORDINARY]);
    let (at, _) = desk.events[0];
    desk.events.insert(0, (at, office(absolute)));
    let day = desk.recorded();
    assert_eq!(day.policy, absolute);
    assert_eq!(day.irregular.policy_changes, 0);
    desk.events.push((at, office(absolute)));
    desk.events.push((at, office(Policy::default())));
    let day = desk.recorded();
    assert_eq!(day.policy, absolute);
    assert_eq!(day.irregular.policy_changes, 1);
}

/// Counter 1 lets somebody wait until counter 2 calls them, and then calls somebody who was
/// absent, into an empty hall: that must not be mistaken for the earlier moment.
#[test]
fn an_absent_visitor_called_into_an_empty_hall() {
    let absent = Act::NoShow { counter: 1 };
    let other = Act::CallNext { counter: 2 };
    let chosen = Act::CallOutOfOrder { counter: 1, who: 0 };
    let day = desk(&[ORDINARY, CALL, absent, ORDINARY, other, chosen]).recorded();
    assert_eq!(day.irregular.out_of_order, 1);
    let counters: Vec<Counter> = as_it_happened(&day)
        .calls
        .iter()
        .map(|c| c.counter)
        .collect();
    assert_eq!(counters, [1, 2, 1]);
    let at: Vec<Micros> = as_it_happened(&day).calls.iter().map(|c| c.at).collect();
    assert_eq!(at, day.calls.iter().map(|c| c.at).collect::<Vec<_>>());
}
