//! The order in which two lanes are called.
//!
//! Each lane is first come, first served (an office may rank the classes inside the priority
//! lane, see [`ClassRanking`]). If both lanes wait, the ordinary lane is called when `run >= k`
//! and the priority lane otherwise, where `run` counts the priority calls since the last
//! ordinary one. No clock takes part, so any day can be replayed from its events.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::priority::{Lane, PriorityClaims, PriorityClass};

/// How the office mixes the lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Policy {
    /// `k`: priority calls that may follow one another while an ordinary visitor waits.
    /// `None` is absolute priority: the ordinary lane waits until the other is empty.
    pub quota: Option<NonZeroU32>,
}

impl Default for Policy {
    /// Two priority calls, then an ordinary one.
    fn default() -> Self {
        Self {
            quota: NonZeroU32::new(2),
        }
    }
}

/// Why a visitor is next; the screen makes one sentence of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum CallReason {
    /// Nobody waits in the priority lane.
    OnlyOrdinaryWaits,
    /// Nobody waits in the ordinary lane.
    OnlyPriorityWaits,
    /// Both wait; `run` of the `quota` priority calls have been made.
    PriorityFirst { run: u32, quota: NonZeroU32 },
    /// Both wait; the office gives priority without a quota.
    AbsolutePriority,
    /// Both wait; `run` priority calls, at least `quota`, have gone before.
    OrdinaryTurn { run: u32, quota: NonZeroU32 },
}

/// Which lane to call, and why; `None` when nobody waits.
///
/// `run` is the number of priority calls since the last ordinary call of the day, 0 at opening.
#[must_use]
pub fn decide(
    policy: &Policy,
    run: u32,
    ordinary_waits: bool,
    priority_waits: bool,
) -> Option<(Lane, CallReason)> {
    match (ordinary_waits, priority_waits) {
        (false, false) => None,
        (true, false) => Some((Lane::Ordinary, CallReason::OnlyOrdinaryWaits)),
        (false, true) => Some((Lane::Priority, CallReason::OnlyPriorityWaits)),
        (true, true) => Some(match policy.quota {
            None => (Lane::Priority, CallReason::AbsolutePriority),
            Some(quota) if run >= quota.get() => {
                (Lane::Ordinary, CallReason::OrdinaryTurn { run, quota })
            }
            Some(quota) => (Lane::Priority, CallReason::PriorityFirst { run, quota }),
        }),
    }
}

/// The run after a call from `lane`, whoever else waited.
#[must_use]
pub fn next_run(run: u32, lane: Lane) -> u32 {
    match lane {
        Lane::Ordinary => 0,
        Lane::Priority => run.saturating_add(1),
    }
}

impl Policy {
    /// Within how many calls the visitor with `ahead` others before them in `lane` is called,
    /// whoever comes meanwhile; `None` where nothing is guaranteed (the ordinary lane under
    /// absolute priority).
    ///
    /// Counted are calls made by [`decide`]: a call out of order, which needs a reason, is one
    /// more. In the priority lane with a [`ClassRanking`], a later visitor of a higher class
    /// goes before, and the bound holds from the moment nobody of a higher class comes. Somebody
    /// who comes back to a place they had earned before is one more ahead.
    #[must_use]
    pub fn guaranteed_within(&self, lane: Lane, ahead: u32) -> Option<u64> {
        let place = u64::from(ahead) + 1;
        match (lane, self.quota.map(|k| u64::from(k.get()))) {
            (Lane::Ordinary, None) => None,
            (Lane::Ordinary, Some(k)) => Some((k + 1).saturating_mul(place)),
            (Lane::Priority, None) => Some(place),
            (Lane::Priority, Some(k)) => Some(place + place.div_ceil(k)),
        }
    }
}

/// An office's order of classes inside the priority lane, first called first. Empty, the
/// default: no ranking, first come first served.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClassRanking(Vec<PriorityClass>);

impl ClassRanking {
    /// The ranking in this order; of a class named twice the first place counts.
    #[cfg(test)]
    #[must_use]
    pub fn new(classes: Vec<PriorityClass>) -> Self {
        Self(classes)
    }

    /// The first part of the key a lane is ordered by (the second is the order of arrival):
    /// the best place any of the claims has. Classes the office did not name come after all
    /// named ones, alike among themselves. Ordinary visitors are all alike: 0.
    #[must_use]
    pub fn rank(&self, claims: &PriorityClaims) -> u8 {
        if claims.is_empty() {
            return 0;
        }
        let place = |class| self.0.iter().position(|ranked| *ranked == class);
        let best = claims
            .iter()
            .map(|(class, _)| place(class).unwrap_or(self.0.len()))
            .min()
            .unwrap_or_default();
        u8::try_from(best).unwrap_or(u8::MAX)
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
