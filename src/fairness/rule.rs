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
#[path = "rule_tests.rs"]
mod tests;
