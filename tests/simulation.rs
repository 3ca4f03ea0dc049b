//! Desks and central with everything that can go wrong, from seeds.
//!
//! See `tests/support/simulation/mod.rs`.

#[path = "support/simulation/mod.rs"]
mod simulation;

use simulation::{Mutation, Report, regressions, run};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Seeds played every time.
const SEEDS: u64 = 200;
/// A planted bug has to be found within so many seeds.
const SEEDS_FOR_A_BUG: u64 = 120;
/// The store waits a little between two writes of one process: more threads than processors.
const THREADS: usize = 4;

/// Plays `count` games at once, as far as there are processors.
fn play<T: Send>(count: u64, game: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let (next, played) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        break;
                    }
                    let result = game(number);
                    played.lock().expect("unpoisoned").push(result);
                }
            });
        }
    });
    played.into_inner().expect("unpoisoned")
}

fn failures(reports: &[Report]) -> Vec<String> {
    let failed = reports.iter().filter_map(|report| {
        let failure = report.failure.as_ref()?;
        let seed = report.seed;
        let healing = report.time.1.as_secs();
        Some(format!(
            "seed {seed}, {healing} s after healing: {}: {}\n  cargo run --release --example simulate -- --seed {seed} --verbose",
            failure.check, failure.detail
        ))
    });
    failed.collect()
}

#[test]
fn nothing_is_lost_or_done_twice_and_everybody_gets_everything() {
    let regressions = regressions();
    let games = SEEDS + regressions.len() as u64;
    let reports = play(games, |number| {
        let past = number.checked_sub(SEEDS);
        let past = past.and_then(|index| usize::try_from(index).ok());
        run(past.map_or(number, |index| regressions[index]), None, false)
    });
    let failures = failures(&reports);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_seed_gives_the_same_events_each_time() {
    for seed in [3, 14, 25] {
        let (one, two) = (run(seed, None, false), run(seed, None, false));
        assert_eq!((one.digest, one.events), (two.digest, two.events));
    }
    assert_ne!(run(3, None, false).digest, run(4, None, false).digest);
}

#[test]
fn every_planted_bug_is_found() {
    let count = Mutation::ALL.len() as u64;
    for mutation in Mutation::ALL {
        assert_eq!(Mutation::of_name(&mutation.name()), Some(mutation));
    }
    let mut found = play(count, |number| {
        let mutation = Mutation::ALL[usize::try_from(number).expect("an index")];
        let failure = (0..SEEDS_FOR_A_BUG).find_map(|seed| {
            let failure = run(seed, Some(mutation), false).failure?;
            Some((seed, failure.check))
        });
        (mutation, failure)
    });
    found.sort_unstable_by_key(|(mutation, _)| *mutation);
    for (mutation, failure) in &found {
        match failure {
            Some((seed, check)) => println!("{:<28} seed {seed:<3} {check}", mutation.name()),
            None => println!("{:<28} not found", mutation.name()),
        }
    }
    let missed = found.iter().filter(|(_, failure)| failure.is_none());
    let missed: Vec<String> = missed.map(|(mutation, _)| mutation.name()).collect();
    assert!(missed.is_empty(), "not found: {}", missed.join(", "));
}
