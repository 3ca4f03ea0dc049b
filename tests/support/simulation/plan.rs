//! What a seed draws: how large the world is and what goes wrong in it.

use super::random::Random;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// One great misfortune.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calamity {
    /// None of them.
    Nothing,
    /// Central is put back from a backup.
    CentralRestored,
    /// A desk's disk is copied, and both copies go on.
    Cloned,
    /// A desk's machine burns, and its last backup is put on a new one.
    Burnt,
}

/// Chances are of a thousand.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Of each desk of each office: its counters and the processes that would sync.
    pub offices: Vec<Vec<(usize, usize)>>,
    /// How long there is trouble.
    pub length: Duration,
    /// Longest time between two things a counter does.
    pub pause: Duration,
    /// A request or its reply gets lost.
    pub loss: u64,
    /// A request arrives twice.
    pub double: u64,
    /// Something is under way for long.
    pub late: u64,
    /// A lost request hangs, until somebody loses patience.
    pub hang: u64,
    /// The power fails at one of the next writes of a desk that is about to write.
    pub fuse: u64,
    /// Central dies just before or after it commits.
    pub central_dies: u64,
    /// How often something else happens: a partition, a killed process, a clock that jumps.
    pub trouble: Duration,
    pub calamity: Calamity,
    /// The counters of the last desk do nothing: it only hears of the others.
    pub quiet: bool,
    /// Counters also do what they should not.
    pub poison: bool,
    /// Officers of units write at central, too.
    pub central_writes: bool,
    /// A device of another program is in the first office.
    pub stranger: bool,
}

impl Plan {
    pub fn draw(random: &mut Random) -> Self {
        let calamity = match random.below(6) {
            0 | 1 => Calamity::CentralRestored,
            2 => Calamity::Cloned,
            3 => Calamity::Burnt,
            _ => Calamity::Nothing,
        };
        let quiet = random.chance(400);
        // Between the others a restored central can mix up what a quiet desk has read.
        let fewest = if quiet { 3 } else { 1 };
        let offices = (0..random.between(1, 2)).map(|_| {
            let desks = 0..random.between(fewest, 3);
            desks
                .map(|_| (small(random.between(1, 3)), small(random.between(1, 2))))
                .collect()
        });
        let offices = offices.collect();
        // Some worlds are calm but for one kind of trouble, so that it is met alone too.
        let mut of = |most: u64| match random.below(3) {
            0 => 0,
            _ => random.below(most + 1),
        };
        let (loss, double, late, hang) = (of(300), of(200), of(200), of(300));
        let (fuse, central_dies) = (of(150), of(60));
        Self {
            offices,
            length: random.time(10 * MINUTE, 22 * MINUTE),
            pause: random.time(MINUTE, 5 * MINUTE),
            loss,
            double,
            late,
            hang,
            fuse,
            central_dies,
            trouble: random.time(MINUTE, 6 * MINUTE),
            calamity,
            quiet,
            poison: random.chance(500),
            stranger: random.chance(400),
            central_writes: random.chance(500),
        }
    }
}

fn small(number: u64) -> usize {
    usize::try_from(number).expect("a small number")
}
