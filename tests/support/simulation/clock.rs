//! The clocks of the simulated machines, and their random bytes.

use super::random::Random;
use acikkapi::domain::source::Source;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// When simulated time begins.
pub fn beginning() -> DateTime<Utc> {
    "2026-03-10T06:00:00Z".parse().expect("a time")
}

/// A machine's clock, which may be wrong and may be set.
#[derive(Debug, Clone, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    pub fn set(&self, now: DateTime<Utc>) {
        self.0.store(now.timestamp_micros(), Ordering::Relaxed);
    }

    pub fn now(&self) -> DateTime<Utc> {
        let micros = self.0.load(Ordering::Relaxed);
        DateTime::UNIX_EPOCH + TimeDelta::microseconds(micros)
    }
}

/// What a program on the machine is given.
#[derive(Debug)]
pub struct MachineSource {
    pub clock: Clock,
    pub random: Random,
}

impl Source for MachineSource {
    fn now(&mut self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.random.fill(bytes);
    }
}
