//! A day of the queue as it happened.

use chrono::NaiveDate;
use serde::Serialize;

use super::Micros;
use crate::domain::ids::Counter;
use crate::domain::priority::Lane;
use crate::domain::queue::Policy;

/// A recorded day. Instants are microseconds since the day's midnight in Istanbul; no two things
/// happened at the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedDay {
    pub day: NaiveDate,
    /// The office's policy in the morning.
    pub policy: Policy,
    /// In the order they began.
    pub turns: Vec<Turn>,
    /// In the order they were made. A call that was undone is none.
    pub calls: Vec<RecordedCall>,
    pub irregular: Irregularities,
}

/// A turn to be called: from joining the queue to being called or gone. A visitor who is put back
/// into the queue after having been called has one turn more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The ticket's number.
    pub number: u32,
    /// Order of arrival.
    pub place: u32,
    /// When the visitor was in the queue, in order and apart; at least one.
    pub stays: Vec<Stay>,
}

/// Time spent in the queue without being put aside or changing class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    pub from: Micros,
    /// `None`: until called; only of a turn's last stay.
    pub until: Option<Micros>,
    pub class: QueueClass,
}

/// What places a visitor in the queue, besides the order of arrival. Sorted, the first called
/// first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QueueClass {
    pub lane: Lane,
    /// See [`crate::domain::queue::ClassRanking::rank`].
    pub rank: u8,
}

impl QueueClass {
    /// Ordinary visitors.
    #[cfg(test)]
    pub const ORDINARY: Self = Self {
        lane: Lane::Ordinary,
        rank: 0,
    };

    /// The key that sorts the class called first to the front.
    #[must_use]
    pub fn order(self) -> (bool, u8) {
        (self.lane == Lane::Ordinary, self.rank)
    }
}

/// A call and how long it occupied the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedCall {
    /// Index in [`RecordedDay::turns`]; each turn is called at most once.
    pub turn: usize,
    pub counter: Counter,
    pub at: Micros,
    /// When the counter was done with this visitor: the visit ended, or they did not come, or
    /// were put aside.
    pub until: Micros,
}

/// What happened on a day that no policy orders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Irregularities {
    /// Calls out of order.
    pub out_of_order: u32,
    /// Calls taken back as mis-keyed.
    pub undone: u32,
    /// Changes of the policy in the middle of the day.
    pub policy_changes: u32,
    /// Visits whose end was not recorded on the day; they are taken to be of the median length.
    pub ends_assumed: u32,
}

impl RecordedDay {
    /// How long each call occupied its counter, in order of the calls.
    pub fn services(&self) -> impl Iterator<Item = Micros> + '_ {
        self.calls.iter().map(|call| call.until - call.at)
    }

    /// The turns nobody called: the visitor left, or the day ended.
    #[must_use]
    pub fn uncalled(&self) -> usize {
        self.turns.len() - self.calls.len()
    }

    /// The classes of the day in the order they are called, those of the priority lane first; at
    /// least one of each lane.
    #[must_use]
    pub fn classes(&self) -> Vec<QueueClass> {
        let both = [Lane::Priority, Lane::Ordinary].map(|lane| QueueClass { lane, rank: 0 });
        let mut classes: Vec<QueueClass> = self
            .turns
            .iter()
            .flat_map(|turn| turn.stays.iter().map(|stay| stay.class))
            .chain(both)
            .collect();
        classes.sort_unstable_by_key(|class| class.order());
        classes.dedup();
        classes
    }

    /// The counters that called somebody, in order.
    #[must_use]
    pub fn counters(&self) -> Vec<Counter> {
        let mut counters: Vec<Counter> = self.calls.iter().map(|call| call.counter).collect();
        counters.sort_unstable();
        counters.dedup();
        counters
    }
}

/// The median; `None` of nothing. Of an even number the lower middle one.
#[must_use]
pub fn median(mut lengths: Vec<Micros>) -> Option<Micros> {
    let middle = lengths.len().checked_sub(1)? / 2;
    Some(*lengths.select_nth_unstable(middle).1)
}
