//! Waits as a policy made them.

use std::collections::VecDeque;

use super::Micros;
use super::histogram::Histogram;
use super::rule::Call;
use crate::domain::priority::Lane;

/// The waits of one class or lane.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    lengths: Histogram,
    sum: u128,
    max: Micros,
    overtaken: u64,
    overtakes: u64,
    most_overtakes: u64,
}

/// A quantile with the interval it is in with 95 % certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantile {
    pub low: Micros,
    pub value: Micros,
    pub high: Micros,
}

impl Waits {
    /// Counts one wait; `overtakes` is how many came later and were called earlier.
    pub fn add(&mut self, wait: Micros, overtakes: u64) {
        self.lengths.add(wait);
        self.sum += u128::from(wait);
        self.max = self.max.max(wait);
        self.overtaken += u64::from(overtakes > 0);
        self.overtakes += overtakes;
        self.most_overtakes = self.most_overtakes.max(overtakes);
    }

    /// Counts all of another one.
    pub fn merge(&mut self, other: &Self) {
        self.lengths.merge(&other.lengths);
        self.sum += other.sum;
        self.max = self.max.max(other.max);
        self.overtaken += other.overtaken;
        self.overtakes += other.overtakes;
        self.most_overtakes = self.most_overtakes.max(other.most_overtakes);
    }

    /// How many waited.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.lengths.count()
    }

    /// The mean; 0 when nobody waited.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.sum as f64 / self.count().max(1) as f64
    }

    /// The longest wait, exactly.
    #[must_use]
    pub fn max(&self) -> Micros {
        self.max
    }

    /// The wait that the share `p` of the visitors did not exceed, within 0.2 %: the one at rank
    /// ⌈p·n⌉. `None` when nobody waited.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<Micros> {
        self.at_rank((p * self.count() as f64).ceil())
    }

    /// The quantile with the interval between the order statistics 1.96 binomial deviations on
    /// either side (Conover, Practical Nonparametric Statistics, §3.2). It takes the waits as
    /// independent; those of one morning are not, so that the true interval is rather wider.
    #[must_use]
    pub fn quantile_with_interval(&self, p: f64) -> Option<Quantile> {
        let n = self.count() as f64;
        let margin = 1.96 * (n * p * (1.0 - p)).sqrt();
        Some(Quantile {
            low: self.at_rank((n * p - margin).floor())?,
            value: self.quantile(p)?,
            high: self.at_rank((n * p + margin).ceil())?,
        })
    }

    fn at_rank(&self, rank: f64) -> Option<Micros> {
        let rank = rank.clamp(1.0, self.count().max(1) as f64);
        // The middle of the last bucket may lie beyond the longest wait.
        Some(self.lengths.at_rank(rank as u64)?.min(self.max))
    }

    /// How many were overtaken at all.
    #[must_use]
    pub fn overtaken(&self) -> u64 {
        self.overtaken
    }

    /// How often somebody who came later was called earlier, summed over all who waited.
    #[must_use]
    pub fn overtakes(&self) -> u64 {
        self.overtakes
    }

    /// The most overtakes one visitor suffered.
    #[must_use]
    pub fn most_overtakes(&self) -> u64 {
        self.most_overtakes
    }
}

/// Counts overtakes, call by call.
#[derive(Debug, Clone, Default)]
pub struct Overtakes {
    /// Places called, in order of place: of those that can still be overtaken by.
    called: VecDeque<u64>,
}

impl Overtakes {
    /// Notes a call; how many who came later had been called before it.
    pub fn call(&mut self, place: u64) -> u64 {
        let at = match self.called.back() {
            Some(last) if *last > place => self.called.partition_point(|other| *other < place),
            _ => self.called.len(),
        };
        let later = self.called.len() - at;
        self.called.insert(at, place);
        later as u64
    }

    /// Forgets the calls of places before this one: nobody with an earlier place will come any
    /// more. Keeps the memory bounded.
    pub fn forget_before(&mut self, place: u64) {
        while self.called.front().is_some_and(|called| *called < place) {
            self.called.pop_front();
        }
    }
}

/// What a policy made of all the calls of a day or of a simulation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measure {
    /// By class.
    pub classes: Vec<Waits>,
    /// Calls made while both lanes waited.
    pub contested: u64,
    /// The longest run of priority calls while somebody waited in the ordinary lane.
    pub longest_run: u64,
    run: u64,
}

impl Measure {
    /// Nothing measured yet, of so many classes.
    #[must_use]
    pub fn new(classes: usize) -> Self {
        Self {
            classes: vec![Waits::default(); classes],
            ..Self::default()
        }
    }

    /// Counts a call.
    ///
    /// # Panics
    /// When there is no such class.
    pub fn add(&mut self, call: &Call, wait: Micros, overtakes: u64) {
        self.classes[call.class].add(wait, overtakes);
        self.contested += u64::from(call.contested);
        self.run = match call.lane {
            Lane::Priority if call.contested => self.run + 1,
            // Nobody ordinary waited, or somebody ordinary was called.
            _ => 0,
        };
        self.longest_run = self.longest_run.max(self.run);
    }

    /// Counts all of another day or simulation of the same classes.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.classes.iter_mut().zip(&other.classes) {
            mine.merge(theirs);
        }
        self.contested += other.contested;
        self.longest_run = self.longest_run.max(other.longest_run);
    }

    /// The same with two classes: the priority lane and the ordinary lane.
    #[must_use]
    pub fn by_lane(&self, lanes: &[Lane]) -> Self {
        let classes = [Lane::Priority, Lane::Ordinary].map(|lane| self.lane(lanes, lane));
        Self {
            classes: classes.into(),
            ..*self
        }
    }

    /// The waits of a lane, where `lanes` says which lane each class belongs to.
    #[must_use]
    pub fn lane(&self, lanes: &[Lane], lane: Lane) -> Waits {
        let mut all = Waits::default();
        self.classes
            .iter()
            .zip(lanes)
            .filter(|(_, of)| **of == lane)
            .for_each(|(waits, _)| all.merge(waits));
        all
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fairness::room::Waiting;

    #[test]
    fn quantiles_are_nearest_ranks() {
        let mut waits = Waits::default();
        assert_eq!(waits.quantile(0.5), None);
        assert_eq!(waits.quantile_with_interval(0.9), None);
        assert!(waits.mean().abs() < f64::EPSILON);
        for wait in 1..=100 {
            waits.add(wait, 0);
        }
        assert_eq!(waits.quantile(0.5), Some(50));
        assert_eq!(waits.quantile(0.9), Some(90));
        assert_eq!(waits.quantile(0.99), Some(99));
        assert_eq!(waits.quantile(0.0), Some(1));
        assert_eq!(waits.quantile(1.0), Some(100));
        assert!((waits.mean() - 50.5).abs() < 1e-9);
        let p90 = waits.quantile_with_interval(0.9).unwrap();
        assert_eq!((p90.low, p90.value, p90.high), (84, 90, 96));
    }

    #[test]
    fn no_quantile_exceeds_the_longest_wait() {
        let mut waits = Waits::default();
        waits.add(1_000_001, 0);
        assert_eq!(
            waits.quantile(0.9),
            Some(1_000_001).min(waits.quantile(1.0))
        );
        assert!(waits.quantile(0.99).unwrap() <= waits.max());
    }

    #[test]
    fn runs_count_while_an_ordinary_visitor_waits() {
        let mut measure = Measure::new(2);
        let call = |class: usize, contested| Call {
            class,
            lane: [Lane::Priority, Lane::Ordinary][class],
            who: Waiting { place: 0, since: 0 },
            contested,
        };
        for (class, contested) in [(0, true), (0, true), (1, true), (0, true), (0, false)] {
            measure.add(&call(class, contested), 5, 0);
        }
        assert_eq!(measure.longest_run, 2);
        assert_eq!(measure.contested, 4);
        assert_eq!(measure.classes[0].count(), 4);
        let lanes = [Lane::Priority, Lane::Ordinary];
        assert_eq!(measure.lane(&lanes, Lane::Ordinary).count(), 1);
    }

    proptest! {
        /// Against the definition, with and without forgetting.
        #[test]
        fn overtakes_are_those_who_came_later_and_were_called_earlier(
            order in Just((0..40_u64).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let (mut all, mut bounded) = (Overtakes::default(), Overtakes::default());
            for (i, place) in order.iter().enumerate() {
                let expected = order[..i].iter().filter(|before| *before > place).count() as u64;
                prop_assert_eq!(all.call(*place), expected);
                prop_assert_eq!(bounded.call(*place), expected);
                if let Some(earliest) = order[i + 1..].iter().min() {
                    bounded.forget_before(*earliest);
                }
            }
            prop_assert!(bounded.called.len() <= all.called.len());
        }
    }
}
