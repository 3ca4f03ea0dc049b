//! Plays desks and central with everything that can go wrong, from a seed.
//!
//! See `tests/support/simulation/mod.rs` for what is played and what is looked at.

#[path = "../tests/support/simulation/mod.rs"]
mod simulation;

use clap::Parser;
use simulation::{Mutation, Report, regressions, run};
use std::ops::Range;
use std::process::ExitCode;
use std::time::Instant;

/// Simulates desks and central with everything that can go wrong.
#[derive(Debug, Parser)]
struct Arguments {
    /// Plays this seed.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Plays the seeds from the first up to, not including, the last: 0..200.
    #[arg(long, value_parser = seeds)]
    seeds: Option<Range<u64>>,
    /// Prints what happens.
    #[arg(long, short)]
    verbose: bool,
    /// Plants a bug; see the list with --mutations.
    #[arg(long, value_parser = mutation)]
    mutation: Option<Mutation>,
    /// Plays the seeds that failed once.
    #[arg(long)]
    regressions: bool,
    /// Plants every bug in turn and tells which seed and which check found it.
    #[arg(long)]
    mutations: bool,
}

fn seeds(text: &str) -> Result<Range<u64>, String> {
    let read = || {
        let (first, last) = text.split_once("..")?;
        Some(first.parse().ok()?..last.parse().ok()?)
    };
    read().ok_or_else(|| "not a range like 0..200".to_owned())
}

fn mutation(text: &str) -> Result<Mutation, String> {
    Mutation::of_name(text).ok_or_else(|| {
        let names = Mutation::ALL.map(Mutation::name);
        format!("one of {}", names.join(", "))
    })
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let seeds = arguments
        .seeds
        .clone()
        .unwrap_or(arguments.seed..arguments.seed + 1);
    if arguments.mutations {
        return find_mutations(seeds);
    }
    let seeds: Vec<u64> = match arguments.regressions {
        true => regressions(),
        false => seeds.collect(),
    };
    let mut failed = 0;
    for seed in seeds {
        let started = Instant::now();
        let report = run(seed, arguments.mutation, arguments.verbose);
        failed += u32::from(report.failure.is_some());
        tell(&report, started);
    }
    if failed > 0 {
        println!("{failed} failed");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn tell(report: &Report, started: Instant) {
    let (trouble, healing) = report.time;
    println!(
        "seed {}: {} events, trace {}, {} min of trouble and {} min of healing in {:.2} s",
        report.seed,
        report.events,
        report.digest,
        trouble.as_secs() / 60,
        healing.as_secs() / 60,
        started.elapsed().as_secs_f64()
    );
    if let Some(failure) = &report.failure {
        println!("  FAILED: {}: {}", failure.check, failure.detail);
        println!(
            "  cargo run --release --example simulate -- --seed {} --verbose",
            report.seed
        );
    }
}

/// Whether every planted bug is found.
fn find_mutations(seeds: Range<u64>) -> ExitCode {
    let seeds = if seeds.end - seeds.start > 1 {
        seeds
    } else {
        0..200
    };
    let mut found_all = true;
    for mutation in Mutation::ALL {
        let found = seeds.clone().find_map(|seed| {
            let report = run(seed, Some(mutation), false);
            Some((seed, report.failure?))
        });
        found_all &= found.is_some();
        match found {
            Some((seed, failure)) => {
                println!("{:<30} seed {seed:<4} {}", mutation.name(), failure.check)
            }
            None => println!("{:<30} NOT FOUND in {seeds:?}", mutation.name()),
        }
    }
    if found_all {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
