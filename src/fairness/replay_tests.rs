use std::num::NonZeroU32;

use proptest::prelude::*;

use super::super::day::{Irregularities, RecordedCall, Stay, Turn};
use super::super::scripted::{any_day, regular_day, script_day};
use super::*;
use crate::domain::queue::Policy;

fn rules(day: &RecordedDay) -> Vec<Rule> {
    let quota = |k| {
        Rule::Quota(Policy {
            quota: NonZeroU32::new(k),
        })
    };
    vec![
        Rule::FirstCome,
        Rule::Strict,
        quota(0),
        quota(1),
        quota(3),
        Rule::accumulating_by_lane(&lanes(day), 0.5),
    ]
}

/// The calls of a replay as the day records calls, but for their ends.
fn who_when_where(replay: &Replay) -> Vec<(usize, Counter, Micros)> {
    let calls = replay.calls.iter();
    calls.map(|c| (c.turn, c.counter, c.at)).collect()
}

fn recorded(day: &RecordedDay) -> Vec<(usize, Counter, Micros)> {
    let calls = day.calls.iter();
    calls.map(|c| (c.turn, c.counter, c.at)).collect()
}

proptest! {
    /// The heart of it: the office's own policy gives its own day again, who, when and where.
    #[test]
    fn the_own_policy_gives_the_recorded_day_again(day in regular_day()) {
        let again = replay(&day, &Rule::Quota(day.policy));
        prop_assert_eq!(who_when_where(&again), recorded(&day));
        prop_assert_eq!(again, as_it_happened(&day));
    }

    #[test]
    fn what_happened_is_followed_exactly(day in any_day()) {
        prop_assert_eq!(who_when_where(&as_it_happened(&day)), recorded(&day));
    }

    #[test]
    fn every_rule_serves_whoever_was_served(day in any_day()) {
        for rule in rules(&day) {
            let found = replay(&day, &rule);
            prop_assert_eq!(&found, &replay(&day, &rule));
            let mut called = vec![0; day.turns.len()];
            for call in &found.calls {
                called[call.turn] += 1;
                let stays = &day.turns[call.turn].stays;
                let here = |stay: &Stay| {
                    stay.from <= call.at && stay.until.is_none_or(|until| call.at < until)
                };
                prop_assert!(stays.iter().any(here), "{rule:?}: called while away");
                prop_assert!(call.wait <= call.at - stays[0].from);
            }
            prop_assert!(called.iter().all(|times| *times <= 1));
            prop_assert!(day.calls.iter().all(|call| called[call.turn] == 1));
            prop_assert_eq!(found.uncalled, day.turns.len() - found.calls.len());
            let at_a_counter = |call: &ReplayedCall| day.counters().contains(&call.counter);
            prop_assert!(found.calls.iter().all(at_a_counter));
        }
    }

    #[test]
    fn a_counter_serves_one_at_a_time(day in any_day()) {
        let length = |turn| {
            let call = day.calls.iter().find(|call| call.turn == turn);
            call.map_or(0, |call| call.until - call.at)
        };
        for rule in rules(&day) {
            let found = replay(&day, &rule);
            for counter in day.counters() {
                let own: Vec<_> = found.calls.iter().filter(|c| c.counter == counter).collect();
                for pair in own.windows(2) {
                    prop_assert!(pair[0].at + length(pair[0].turn) <= pair[1].at);
                }
            }
        }
    }
}

const PRIORITY: QueueClass = QueueClass {
    lane: Lane::Priority,
    rank: 0,
};

/// Visitors who come in this order, one microsecond apart, and are all called by one counter that
/// is done with each in 100 µs.
fn simple_day(classes: &[QueueClass]) -> RecordedDay {
    let turns: Vec<Turn> = classes
        .iter()
        .zip(1..)
        .map(|(class, place)| Turn {
            number: place,
            place,
            stays: vec![Stay {
                from: u64::from(place),
                until: None,
                class: *class,
            }],
        })
        .collect();
    let calls = (0..turns.len()).map(|turn| RecordedCall {
        turn,
        counter: 1,
        at: 1_000 + 100 * turn as u64,
        until: 1_100 + 100 * turn as u64,
    });
    RecordedDay {
        day: script_day(),
        policy: Policy::default(),
        calls: calls.collect(),
        turns,
        irregular: Irregularities::default(),
    }
}

fn order(day: &RecordedDay, rule: &Rule) -> Vec<u32> {
    let calls = replay(day, rule).calls;
    calls
        .iter()
        .map(|call| day.turns[call.turn].number)
        .collect()
}

#[test]
fn a_morning_under_each_rule() {
    let (o, p) = (QueueClass::ORDINARY, PRIORITY);
    let day = simple_day(&[o, o, p, o, p, p]);
    assert_eq!(order(&day, &Rule::FirstCome), [1, 2, 3, 4, 5, 6]);
    assert_eq!(order(&day, &Rule::Strict), [3, 5, 6, 1, 2, 4]);
    assert_eq!(order(&day, &Rule::Quota(day.policy)), [3, 5, 1, 6, 2, 4]);

    let found = replay(&day, &Rule::Quota(day.policy));
    let ordinary = found.measure.lane(&found.lanes, Lane::Ordinary);
    let priority = found.measure.lane(&found.lanes, Lane::Priority);
    assert_eq!((ordinary.count(), priority.count()), (3, 3));
    // 1 was called third, after 3 and 5; 2 and 4 were passed by 3, 5, 6 and by 5, 6.
    assert_eq!(ordinary.overtakes(), 2 + 3 + 2);
    assert_eq!(ordinary.most_overtakes(), 3);
    assert_eq!(priority.overtakes(), 0);
    assert_eq!(found.measure.longest_run, 2);
    assert_eq!(ordinary.max(), 1_500 - 4);
    let waits: Vec<Micros> = found.calls.iter().map(|call| call.wait).collect();
    assert_eq!(waits, [997, 1_095, 1_199, 1_294, 1_398, 1_496]);
}

#[test]
fn time_put_aside_is_no_wait() {
    let mut day = simple_day(&[QueueClass::ORDINARY]);
    let stay = day.turns[0].stays[0];
    day.turns[0].stays = vec![
        Stay {
            until: Some(11),
            ..stay
        },
        Stay { from: 900, ..stay },
    ];
    assert_eq!(as_it_happened(&day).calls[0].wait, 10 + 100);
}

#[test]
fn somebody_who_left_may_be_served_under_another_rule() {
    let (o, p) = (QueueClass::ORDINARY, PRIORITY);
    let mut day = simple_day(&[o, o, p]);
    // The priority visitor gives up before the first call is over.
    day.turns[2].stays[0].until = Some(1_050);
    day.calls.pop();
    let first_come = replay(&day, &Rule::FirstCome);
    assert_eq!(first_come.uncalled, 1);
    let strict = replay(&day, &Rule::Strict);
    assert_eq!(order(&day, &Rule::Strict), [3, 1, 2]);
    assert_eq!(strict.uncalled, 0);
    // That visit is of the median length, and the counter goes on past its closing time.
    assert_eq!(strict.calls[2].at, 1_200);
}

#[test]
fn an_empty_day_is_played_too() {
    let day = simple_day(&[]);
    assert_eq!(replay(&day, &Rule::FirstCome).calls, []);
    let mut nobody_called = simple_day(&[PRIORITY]);
    nobody_called.calls.clear();
    nobody_called.turns[0].stays[0].until = Some(50);
    assert_eq!(replay(&nobody_called, &Rule::Strict).uncalled, 1);
}
