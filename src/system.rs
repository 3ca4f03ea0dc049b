//! The machine's clock and randomness.

use chrono::{DateTime, Utc};

use crate::domain::source::Source;

/// Instants of the machine's clock and random bytes of its kernel.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Source for System {
    fn now(&mut self) -> DateTime<Utc> {
        Utc::now()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the kernel gives random bytes to every process");
    }
}
