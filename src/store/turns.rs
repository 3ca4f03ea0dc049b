//! Taking turns at writing, among processes that do not know of each other.
//!
//! SQLite gives its lock to whoever asks while it is free. A process that writes again at once, such
//! as sync when it takes in a long feed, would have it again and again, while a counter that looks
//! only now and then waits for seconds. So whoever has just written leaves the lock alone until the
//! others have looked.

use super::connection::LONGEST_LOOK;
use std::thread;
use std::time::{Duration, Instant};

/// Everybody who waits has looked once by then, even if woken late.
const PAUSE: Duration = LONGEST_LOOK.saturating_mul(2);

/// One writer's turns.
#[derive(Debug, Default)]
pub(super) struct Turns {
    wrote: Option<Instant>,
}

impl Turns {
    /// Waits, if this writer has written a moment ago. People never notice; loops do.
    pub(super) fn begin(&self) {
        if let Some(wrote) = self.wrote {
            thread::sleep(PAUSE.saturating_sub(wrote.elapsed()));
        }
    }

    /// It has written.
    pub(super) fn end(&mut self) {
        self.wrote = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_just_written_lets_others_in() {
        let mut turns = Turns::default();
        for _ in 0..3 {
            turns.begin();
            turns.end();
            let ended = Instant::now();
            turns.begin();
            assert!(ended.elapsed() >= PAUSE.mul_f64(0.9));
        }
    }
}
