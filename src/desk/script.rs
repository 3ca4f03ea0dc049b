//! A scripted source: a clock that is set by hand and bytes that follow from a seed. The
//! demonstration plays its day by it, and so do the tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::domain::source::Source;

/// A clock that stands until it is set. Clones show the same time.
#[derive(Debug, Clone)]
pub(super) struct Clock(Arc<AtomicI64>);

impl Clock {
    pub(super) fn at(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(AtomicI64::new(instant.timestamp_micros())))
    }

    pub(super) fn set(&self, instant: DateTime<Utc>) {
        self.0.store(instant.timestamp_micros(), Ordering::Relaxed);
    }

    #[cfg(test)]
    pub(super) fn advance(&self, time: chrono::TimeDelta) {
        self.set(self.now() + time);
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::Relaxed)).unwrap_or_default()
    }
}

/// The clock, and bytes from a seed.
pub(super) struct Script {
    clock: Clock,
    random: StdRng,
}

impl Script {
    pub(super) fn new(clock: &Clock, seed: u64) -> Self {
        Self {
            clock: clock.clone(),
            random: StdRng::seed_from_u64(seed),
        }
    }
}

impl Source for Script {
    fn now(&mut self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.random.fill_bytes(bytes);
    }
}
