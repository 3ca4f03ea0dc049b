//! Who is called next, under each policy that is compared.

use serde::Serialize;

use super::Micros;
use super::room::{Room, Waiting};
use crate::domain::priority::Lane;
use crate::domain::queue::{Policy, decide, next_run};

/// A policy. None interrupts a visit; none lets a counter stand idle while somebody waits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Rule {
    /// In order of arrival, whatever the class.
    FirstCome,
    /// The highest class somebody waits in; first come first served within it.
    Strict,
    /// The desk's policy of two lanes; strict among the classes of the priority lane.
    Quota(Policy),
    /// Everybody gathers priority while waiting, each class at a rate of its own; whoever has
    /// gathered most is called. Kleinrock 1964, see [`super::formula::Load::accumulating`].
    Accumulating {
        /// By class, in one unit; not negative.
        rates: Vec<f64>,
    },
}

impl Rule {
    /// Accumulating priority by lane: where the priority lane gathers 1, the ordinary lane
    /// gathers `ordinary`. 1 is first come first served, 0 is strict priority of the lane.
    #[must_use]
    pub fn accumulating_by_lane(lanes: &[Lane], ordinary: f64) -> Self {
        let rate = |lane: &Lane| match lane {
            Lane::Priority => 1.0,
            Lane::Ordinary => ordinary,
        };
        Self::Accumulating {
            rates: lanes.iter().map(rate).collect(),
        }
    }
}

/// One call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    pub class: usize,
    pub lane: Lane,
    pub who: Waiting,
    /// Whether somebody waited in the other lane too: only then do policies differ about lanes.
    pub contested: bool,
}

/// Calls by a rule, and remembers what the rule needs to know of earlier calls.
#[derive(Debug, Clone)]
pub struct Caller<'a> {
    rule: &'a Rule,
    /// Priority calls since the last ordinary one; see [`decide`].
    run: u32,
}

impl<'a> Caller<'a> {
    /// A caller at the beginning of the day.
    #[must_use]
    pub fn new(rule: &'a Rule) -> Self {
        Self { rule, run: 0 }
    }

    /// Takes the next one out of the room; `None` when nobody waits.
    pub fn call(&mut self, room: &mut Room, now: Micros) -> Option<Call> {
        let ordinary = room.first_of(Lane::Ordinary);
        let priority = room.first_of(Lane::Priority);
        let class = match self.rule {
            Rule::FirstCome => first_come(room),
            Rule::Strict => room.heads().map(|(class, _)| class).next(),
            Rule::Quota(policy) => {
                match decide(policy, self.run, ordinary.is_some(), priority.is_some())?.0 {
                    Lane::Ordinary => ordinary,
                    Lane::Priority => priority,
                }
            }
            Rule::Accumulating { rates } => most_gathered(rates, room, now),
        }?;
        let lane = room.lane(class);
        self.run = next_run(self.run, lane);
        Some(Call {
            class,
            lane,
            who: room.take(class)?,
            contested: ordinary.is_some() && priority.is_some(),
        })
    }
}

fn first_come(room: &Room) -> Option<usize> {
    room.heads()
        .min_by_key(|(_, who)| who.place)
        .map(|(class, _)| class)
}

/// Of those who have gathered the same, the one who came first.
fn most_gathered(rates: &[f64], room: &Room, now: Micros) -> Option<usize> {
    let gathered = |class: usize, who: &Waiting| {
        rates.get(class).copied().unwrap_or_default() * now.saturating_sub(who.since) as f64
    };
    room.heads()
        .max_by(|(class, who), (other_class, other)| {
            gathered(*class, who)
                .total_cmp(&gathered(*other_class, other))
                .then(other.place.cmp(&who.place))
        })
        .map(|(class, _)| class)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

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
}
