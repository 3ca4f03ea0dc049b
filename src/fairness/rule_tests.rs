use std::collections::BTreeMap;
use std::num::NonZeroU32;

use proptest::prelude::*;

use super::*;

const LANES: [Lane; 3] = [Lane::Priority, Lane::Priority, Lane::Ordinary];

/// Places in the order a rule calls them at `now`; everybody is there from the beginning,
/// the place is also the minute of arrival.
fn order(rule: &Rule, who: &[(usize, u64)], now: Micros) -> Vec<u64> {
    let mut room = Room::new(&LANES);
    for (class, place) in who {
        let since = *place;
        room.join(
            *class,
            Waiting {
                place: *place,
                since,
            },
        );
    }
    let mut caller = Caller::new(rule);
    std::iter::from_fn(|| caller.call(&mut room, now))
        .map(|call| call.who.place)
        .collect()
}

const HALL: [(usize, u64); 6] = [(2, 1), (1, 2), (2, 3), (1, 4), (0, 5), (2, 6)];

#[test]
fn each_rule_has_its_order() {
    assert_eq!(order(&Rule::FirstCome, &HALL, 6), [1, 2, 3, 4, 5, 6]);
    assert_eq!(order(&Rule::Strict, &HALL, 6), [5, 2, 4, 1, 3, 6]);
    let quota = |k| {
        Rule::Quota(Policy {
            quota: NonZeroU32::new(k),
        })
    };
    assert_eq!(order(&quota(1), &HALL, 6), [5, 1, 2, 3, 4, 6]);
    assert_eq!(order(&quota(2), &HALL, 6), [5, 2, 1, 4, 3, 6]);
    assert_eq!(order(&quota(0), &HALL, 6), order(&Rule::Strict, &HALL, 6));
}

#[test]
fn who_waits_longest_overtakes_in_accumulating_priority() {
    let rule = Rule::Accumulating {
        rates: vec![4.0, 2.0, 1.0],
    };
    // At minute 6 the first has gathered 5, the second 8, the fifth 4.
    assert_eq!(order(&rule, &HALL, 6), [2, 1, 4, 5, 3, 6]);
    // Much later the rates alone count.
    assert_eq!(order(&rule, &HALL, 600), [5, 2, 4, 1, 3, 6]);
    assert_eq!(
        order(&Rule::accumulating_by_lane(&LANES, 1.0), &HALL, 9),
        order(&Rule::FirstCome, &HALL, 9)
    );
}

#[test]
fn a_call_is_contested_while_both_lanes_wait() {
    let mut room = Room::new(&LANES);
    for (class, place) in HALL {
        room.join(class, Waiting { place, since: 0 });
    }
    let mut caller = Caller::new(&Rule::Strict);
    let contested: Vec<bool> = std::iter::from_fn(|| caller.call(&mut room, 0))
        .map(|call| call.contested)
        .collect();
    assert_eq!(contested, [true, true, true, false, false, false]);
}

/// What an adversary does to the hall between and with the calls.
#[derive(Debug, Clone, Copy)]
enum Act {
    Join {
        class: usize,
    },
    /// Somebody who waits gives up.
    Leave {
        who: usize,
    },
    /// Somebody who waits is put aside.
    PutAside {
        who: usize,
    },
    /// Everybody put aside comes back to the places they had.
    Return,
    Call,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..LANES.len()).prop_map(|class| Act::Join { class }),
        1 => any::<usize>().prop_map(|who| Act::Leave { who }),
        1 => any::<usize>().prop_map(|who| Act::PutAside { who }),
        1 => Just(Act::Return),
        4 => Just(Act::Call),
    ]
}

/// The call by which somebody must have been called, who waits in a class.
#[derive(Debug, Clone, Copy)]
struct Promise {
    class: usize,
    since: u64,
    ahead: u32,
}

/// A hall that keeps its promises, or not. Two classes are ranked in the priority lane.
struct Hall {
    policy: Policy,
    room: Room,
    calls: u64,
    /// By place.
    promises: BTreeMap<u64, Promise>,
}

impl Hall {
    /// Of the lane those are before a class whose class is not lower, and whose place is.
    fn is_before(&self, other: (u64, usize), (place, class): (u64, usize)) -> bool {
        let same_lane = self.room.lane(other.1) == self.room.lane(class);
        same_lane && (other.1, other.0) < (class, place)
    }

    fn join(&mut self, place: u64, class: usize) {
        let who = (place, class);
        let others = self.promises.iter();
        let before = others.filter(|(other, p)| self.is_before((**other, p.class), who));
        let ahead = before.count() as u32;
        // Whoever goes before somebody who waits is one more ahead of them.
        let passed: Vec<u64> = self
            .promises
            .iter()
            .filter(|(other, promise)| self.is_before(who, (**other, promise.class)))
            .map(|(other, _)| *other)
            .collect();
        for other in passed {
            self.promises
                .entry(other)
                .and_modify(|promise| promise.ahead += 1);
        }
        let since = self.calls;
        self.promises.insert(
            place,
            Promise {
                class,
                since,
                ahead,
            },
        );
        self.room.join(class, Waiting { place, since: 0 });
    }

    fn leave(&mut self, who: usize) -> Option<(u64, usize)> {
        let place = *self.promises.keys().nth(who % self.promises.len().max(1))?;
        let promise = self.promises.remove(&place)?;
        self.room.leave(promise.class, place).expect("waits");
        Some((place, promise.class))
    }

    fn called(&mut self, place: u64) -> Result<(), TestCaseError> {
        self.calls += 1;
        let kept = self.promises.remove(&place).expect("waited");
        let within = self
            .policy
            .guaranteed_within(self.room.lane(kept.class), kept.ahead);
        let took = self.calls - kept.since;
        prop_assert!(
            within.is_none_or(|within| took <= within),
            "called after {took} calls, promised within {within:?}"
        );
        Ok(())
    }
}

proptest! {
    /// The domain tests the bounds for lanes that only grow. Here visitors also give up, are put
    /// aside and come back to earned places, and the office ranks the classes of the priority
    /// lane: the bound holds with everybody counted as ahead who goes before.
    #[test]
    fn the_quotas_bounds_hold_with_ranks_leaving_and_earned_places(
        k in 0_u32..5,
        acts in prop::collection::vec(act(), 0..400),
    ) {
        let policy = Policy { quota: NonZeroU32::new(k) };
        let rule = Rule::Quota(policy);
        let mut caller = Caller::new(&rule);
        let mut hall = Hall {
            policy,
            room: Room::new(&LANES),
            calls: 0,
            promises: BTreeMap::new(),
        };
        let mut aside = Vec::new();
        let last_calls = std::iter::repeat_n(Act::Call, acts.len());
        for (place, act) in (0..).zip(acts.iter().copied().chain(last_calls)) {
            match act {
                Act::Join { class } => hall.join(place, class),
                Act::Leave { who } => {
                    hall.leave(who);
                }
                Act::PutAside { who } => aside.extend(hall.leave(who)),
                Act::Return => {
                    aside.drain(..).for_each(|(place, class)| hall.join(place, class));
                }
                Act::Call => {
                    if let Some(call) = caller.call(&mut hall.room, 0) {
                        hall.called(call.who.place)?;
                    }
                }
            }
        }
        prop_assert_eq!(hall.room.count(), 0);
    }
}
