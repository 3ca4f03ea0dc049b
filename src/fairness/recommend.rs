//! Which `k` an office should choose, with the reason in numbers.
//!
//! The rule: the smallest `k` under which 90 % of the priority lane wait no longer than the
//! office wants, if 90 % of the ordinary lane wait no longer than it wants either. A smaller `k`
//! is the better one: it promises the ordinary lane more ([`Policy::guaranteed_within`]).
//! Absolute priority is never recommended, since it promises the ordinary lane nothing.

use std::num::NonZeroU32;

use serde::Serialize;

use super::measure::{Measure, Quantile};
use super::{MINUTE, Micros, as_minutes};
use crate::domain::priority::Lane;
use crate::domain::queue::Policy;

/// The quotas that are tried.
pub const TRIED: std::ops::RangeInclusive<u32> = 1..=5;

/// Of fewer waits the upper end of the interval of the p90 is the longest wait itself, and nothing
/// is known of what lies beyond: rank ⌈0.9 n + 1.96 √(0.09 n)⌉ is n up to n = 52.
pub const FEWEST_VISITORS: u64 = 53;

/// Quotas whose 90 % differ by less than this make no difference to anybody.
const NO_DIFFERENCE: Micros = MINUTE;

/// How long 90 % of a lane may wait at most, as the office wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Targets {
    #[serde(rename = "priority_minutes", serialize_with = "as_minutes")]
    pub priority: Micros,
    #[serde(rename = "ordinary_minutes", serialize_with = "as_minutes")]
    pub ordinary: Micros,
}

/// What came of a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// The `k`.
    pub quota: NonZeroU32,
    pub priority: LaneTrial,
    pub ordinary: LaneTrial,
    /// Calls made while both lanes waited.
    pub contested: u64,
}

/// What came of it in a lane.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LaneTrial {
    pub visitors: u64,
    /// How long 90 % waited at most; 0 when nobody waited.
    #[serde(rename = "p90_minutes", serialize_with = "as_minutes")]
    pub p90: Micros,
    /// The upper end of its 95 % interval.
    #[serde(rename = "p90_high_minutes", serialize_with = "as_minutes")]
    pub p90_high: Micros,
}

impl Trial {
    /// From what was measured under this quota.
    #[must_use]
    pub fn of(quota: NonZeroU32, measure: &Measure, lanes: &[Lane]) -> Self {
        let lane = |lane| {
            let waits = measure.lane(lanes, lane);
            let p90 = waits.quantile_with_interval(0.9);
            let (p90, p90_high) = p90.map_or((0, 0), |Quantile { value, high, .. }| (value, high));
            LaneTrial {
                visitors: waits.count(),
                p90,
                p90_high,
            }
        };
        Self {
            quota,
            priority: lane(Lane::Priority),
            ordinary: lane(Lane::Ordinary),
            contested: measure.contested,
        }
    }

    /// Within how many calls the first of the ordinary lane is called under this quota.
    #[must_use]
    pub fn guarantee(&self) -> u64 {
        let policy = Policy {
            quota: Some(self.quota),
        };
        // A quota guarantees the ordinary lane something.
        policy
            .guaranteed_within(Lane::Ordinary, 0)
            .unwrap_or(u64::MAX)
    }

    fn serves_priority(&self, targets: Targets) -> bool {
        self.priority.p90 <= targets.priority
    }

    fn serves_both(&self, targets: Targets) -> bool {
        self.serves_priority(targets) && self.ordinary.p90 <= targets.ordinary
    }
}

/// What is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "advice", rename_all = "snake_case")]
pub enum Recommendation {
    /// Too few visitors to say anything.
    TooThin { priority: u64, ordinary: u64 },
    /// Whatever the quota, the waits are the same to the minute.
    NoDifference { trial: Trial },
    /// Take this one.
    Take {
        trial: Trial,
        /// The next smaller one, under which the priority lane waits too long.
        smaller: Option<Trial>,
        /// Whether the targets are met at the upper ends of the intervals too.
        certain: bool,
    },
    /// Under this quota, the smallest that serves the priority lane, the ordinary lane waits too
    /// long: the targets need more counters.
    OrdinaryWaitsTooLong { trial: Trial },
    /// Under no quota is the priority lane served as wanted; under this one it waits least.
    PriorityWaitsTooLong { trial: Trial },
}

/// Recommends one of the quotas tried, given in rising order; `None` when none was.
#[must_use]
pub fn recommend(trials: &[Trial], targets: Targets) -> Option<Recommendation> {
    let first = trials.first()?;
    let (priority, ordinary) = (first.priority.visitors, first.ordinary.visitors);
    if priority.min(ordinary) < FEWEST_VISITORS {
        return Some(Recommendation::TooThin { priority, ordinary });
    }
    if spread(trials, |trial| trial.priority.p90) < NO_DIFFERENCE
        && spread(trials, |trial| trial.ordinary.p90) < NO_DIFFERENCE
    {
        return Some(Recommendation::NoDifference { trial: *first });
    }
    if let Some(at) = trials.iter().position(|trial| trial.serves_both(targets)) {
        let trial = trials[at];
        return Some(Recommendation::Take {
            trial,
            smaller: at.checked_sub(1).map(|before| trials[before]),
            certain: trial.priority.p90_high <= targets.priority
                && trial.ordinary.p90_high <= targets.ordinary,
        });
    }
    if let Some(trial) = trials.iter().find(|trial| trial.serves_priority(targets)) {
        return Some(Recommendation::OrdinaryWaitsTooLong { trial: *trial });
    }
    let least = trials.iter().min_by_key(|trial| trial.priority.p90)?;
    Some(Recommendation::PriorityWaitsTooLong { trial: *least })
}

fn spread(trials: &[Trial], p90: impl Fn(&Trial) -> Micros) -> Micros {
    let all = || trials.iter().map(&p90);
    all().max().unwrap_or_default() - all().min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::measure::Waits;

    const TARGETS: Targets = Targets {
        priority: 10 * MINUTE,
        ordinary: 40 * MINUTE,
    };

    /// A trial in minutes, the upper ends one minute above.
    fn trial(quota: u32, priority: u64, ordinary: u64) -> Trial {
        let lane = |p90: u64| LaneTrial {
            visitors: 100,
            p90: p90 * MINUTE,
            p90_high: (p90 + 1) * MINUTE,
        };
        Trial {
            quota: NonZeroU32::new(quota).unwrap(),
            priority: lane(priority),
            ordinary: lane(ordinary),
            contested: 50,
        }
    }

    #[test]
    fn the_smallest_quota_that_serves_both() {
        let trials = [trial(1, 15, 30), trial(2, 9, 33), trial(3, 7, 36)];
        let advice = recommend(&trials, TARGETS);
        let expected = Recommendation::Take {
            trial: trials[1],
            smaller: Some(trials[0]),
            certain: true,
        };
        assert_eq!(advice, Some(expected));
        assert_eq!(trials[1].guarantee(), 3);
    }

    #[test]
    fn a_target_met_by_a_hair_is_not_certain() {
        for trials in [
            [trial(1, 10, 30), trial(2, 5, 33)],
            [trial(1, 9, 40), trial(2, 5, 43)],
        ] {
            let expected = Recommendation::Take {
                trial: trials[0],
                smaller: None,
                certain: false,
            };
            assert_eq!(recommend(&trials, TARGETS), Some(expected));
        }
    }

    #[test]
    fn targets_that_cannot_be_met_are_said_to_be() {
        let trials = [trial(1, 15, 38), trial(2, 9, 45), trial(3, 7, 50)];
        assert_eq!(
            recommend(&trials, TARGETS),
            Some(Recommendation::OrdinaryWaitsTooLong { trial: trials[1] })
        );
        let trials = [trial(1, 25, 30), trial(2, 19, 35), trial(3, 20, 36)];
        assert_eq!(
            recommend(&trials, TARGETS),
            Some(Recommendation::PriorityWaitsTooLong { trial: trials[1] })
        );
    }

    #[test]
    fn thin_data_and_no_difference_are_said_to_be() {
        let mut trials = [trial(1, 5, 6), trial(2, 5, 6)];
        assert_eq!(
            recommend(&trials, TARGETS),
            Some(Recommendation::NoDifference { trial: trials[0] })
        );
        trials[0].priority.visitors = FEWEST_VISITORS - 1;
        assert_eq!(
            recommend(&trials, TARGETS),
            Some(Recommendation::TooThin {
                priority: 52,
                ordinary: 100
            })
        );
        assert_eq!(recommend(&[], TARGETS), None);
    }

    #[test]
    fn below_the_fewest_visitors_the_interval_reaches_the_longest_wait() {
        for visitors in 1..200 {
            let mut waits = Waits::default();
            (1..=visitors).for_each(|wait| waits.add(wait, 0));
            let open = waits.quantile_with_interval(0.9).unwrap().high == visitors;
            assert_eq!(open, visitors < FEWEST_VISITORS, "{visitors}");
        }
    }
}
