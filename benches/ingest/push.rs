//! Batches of 500 through HTTPS, against raw inserts of the same operations into the same PostgreSQL.

use super::days::{BATCH, Batch, Days};
use super::desks::{Central, many, offices};
use super::raw;
use super::report::{Report, Target, permille};
use axum::body::Bytes;
use std::time::Instant;

const OFFICES: usize = 64;
/// Batches of each office.
const EACH: usize = 14;
/// Desks that send at once, and connections of the raw inserts.
const AT_ONCE: usize = 8;
/// Operations a second.
const TARGET: f64 = 30_000.0;

/// Measures, and gives the offices that are stored then.
pub fn measure(report: &mut Report, central: &Central) -> Vec<Days> {
    let days = many(&offices(OFFICES), EACH, true);
    central.enrol(days.iter().map(|one| (one.office.as_str(), one.device)));
    let all: Vec<&Batch> = (0..EACH)
        .flat_map(|nth| days.iter().map(move |one| &one.batches[nth]))
        .collect();
    let bytes: usize = all
        .iter()
        .flat_map(|batch| &batch.operations)
        .map(|one| one.body.len())
        .sum();
    let body = bytes as f64 / (all.len() * BATCH) as f64;
    report.note("bytes of an operation's body", (body, "B"), Target::None);
    let machine = (&central.runtime, &central.cluster);
    // Before and after, since a shared machine is faster in one minute than in the next.
    let before = raw::rate(machine, &all[..all.len() / 3], AT_ONCE);
    let used = central.processor();
    let (rate, mut times) = through_central(central, &days);
    let each = 1e6 * (central.processor() - used) / (all.len() * BATCH) as f64;
    let after = raw::rate(machine, &all[..all.len() / 3], AT_ONCE);
    let raw = (before + after) / 2.0;
    report.note(
        "push: raw batched inserts of the same operations",
        (raw, "op/s"),
        Target::None,
    );
    report.note(
        "push: batches of 500 over HTTPS, validated",
        (rate, "op/s"),
        Target::AtLeast(TARGET),
    );
    report.note(
        "push: share of the raw inserts",
        (100.0 * rate / raw, "%"),
        Target::AtLeast(50.0),
    );
    report.note(
        "push: central's own processor time, without PostgreSQL",
        (each, "µs/op"),
        Target::None,
    );
    report.note(
        "push: a batch, median",
        (permille(&mut times, 500), "ms"),
        Target::None,
    );
    report.note(
        "push: a batch, slowest of a hundred",
        (permille(&mut times, 990), "ms"),
        Target::None,
    );
    report.note(
        "push: memory of central at most",
        (central.peak_memory() / 1024.0, "MiB"),
        Target::AtMost(512.0),
    );
    days
}

/// Operations a second, and the milliseconds of each batch.
fn through_central(central: &Central, days: &[Days]) -> (f64, Vec<f64>) {
    let mut shares: Vec<Vec<Vec<(usize, Bytes)>>> = (0..AT_ONCE).map(|_| Vec::new()).collect();
    for (nth, one) in days.iter().enumerate() {
        let batches = one.batches.iter();
        shares[nth % AT_ONCE].push(batches.map(|batch| (nth, batch.packed.clone())).collect());
    }
    let desks: Vec<_> = days
        .iter()
        .map(|one| central.desk(&one.office, one.device))
        .collect();
    let desks = std::sync::Arc::new(desks);
    let operations = (days.len() * EACH * BATCH) as f64;
    central.runtime.block_on(async {
        let started = Instant::now();
        let tasks: Vec<_> = shares
            .into_iter()
            .map(|share| {
                let desks = desks.clone();
                tokio::spawn(async move {
                    let mut times = Vec::new();
                    for nth in 0..EACH {
                        for batches in &share {
                            let (desk, packed) = &batches[nth];
                            let began = Instant::now();
                            let stored = desks[*desk].push_patiently(packed).await;
                            times.push(began.elapsed().as_secs_f64() * 1000.0);
                            assert_eq!(stored.receipts.len(), BATCH);
                        }
                    }
                    times
                })
            })
            .collect();
        let mut times = Vec::new();
        for task in tasks {
            times.extend(task.await.expect("stored"));
        }
        (operations / started.elapsed().as_secs_f64(), times)
    })
}
