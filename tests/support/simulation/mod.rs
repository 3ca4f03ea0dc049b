//! A deterministic simulation of desks and central.
//!
//! One thread plays a country: offices with several desks, each a machine with a disk, a clock,
//! several counters that write and one or two processes that sync; and one central. Everything by
//! chance comes from a [seed](random): the same seed gives the same events to the last byte of the
//! [trace], so a failure is found again by its number. Time is simulated: an hour takes a second.
//!
//! | part | what it is here |
//! | --- | --- |
//! | store, journal, projections, backup and restore of a desk | the program's own, on SQLCipher |
//! | [disk], under [SQLite](vfs) | remembers what was synced; a power cut loses and tears the rest |
//! | engine and conversation | the program's own |
//! | what is around them in the worker: lease, credentials | [done here](desk), without threads |
//! | network | [draws](world) loss, doubling, delay, hanging, partitions |
//! | what central checks and decides | the program's own (`central::batch`, `sync::ledger`) |
//! | what central keeps | [in memory](server), with crashes, backups and epochs |
//! | a device of another program | [a stranger](stranger): later kinds and schemas, broken bodies |
//!
//! After a stretch of trouble everything is made well, as people would: desks are started, those set
//! aside go on as new devices. Then everybody must have everything within a bounded time (liveness),
//! and the [checks](check) look whether anything was lost, done twice, or differs (safety).
//!
//! [`Mutation`] lists bugs that can be planted, each of which the simulation must find.
//!
//! ```text
//! cargo run --release --example simulate -- --seed 7 --verbose
//! cargo run --release --example simulate -- --seeds 0..1000
//! cargo run --release --example simulate -- --mutations
//! ```
//!
//! A seed that failed goes into `regressions.txt` beside this file; the tests always run those.

pub mod check;
pub mod clock;
pub mod desk;
pub mod disk;
#[path = "../events.rs"]
#[allow(dead_code)]
mod events;
mod exchange;
pub mod mutation;
pub mod plan;
pub mod planted;
pub mod random;
pub mod raw;
pub mod server;
pub mod stranger;
pub mod trace;
pub mod vfs;
pub mod work;
pub mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

pub use mutation::Mutation;
pub use world::Failure;

/// What came of a seed.
#[derive(Debug, Clone)]
pub struct Report {
    pub seed: u64,
    /// Hash of everything that happened, in order.
    pub digest: String,
    pub events: u64,
    /// How long it took, in simulated time; the second part until everybody had everything.
    pub time: (Duration, Duration),
    pub failure: Option<Failure>,
}

/// Plays a seed.
pub fn run(seed: u64, mutation: Option<Mutation>, verbose: bool) -> Report {
    vfs::install();
    disk::begin();
    let mut world = world::World::new(seed, mutation, verbose);
    let played = catch_unwind(AssertUnwindSafe(|| world.run()));
    let failure = match played {
        Ok(done) => done.err(),
        Err(_) => Some(Failure::new("nothing panics", "see above")),
    };
    let healed = world.healed().unwrap_or(world.now());
    let report = Report {
        seed,
        digest: world.trace.digest(),
        events: world.trace.events(),
        time: (healed, world.now() - healed),
        failure,
    };
    drop(world);
    disk::end();
    report
}

/// Seeds that failed once, each with why.
pub fn regressions() -> Vec<u64> {
    include_str!("regressions.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().next()?.parse().ok())
        .collect()
}
