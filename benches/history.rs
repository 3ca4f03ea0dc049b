//! The log as a whole: what sync reads, what the doctor verifies, what a rebuild replays.

mod support;

use std::time::{Duration, Instant};

use acikkapi::desk::System;
use acikkapi::store::{Location, Reader, SqliteJournal, Store, check};
use acikkapi::sync::journal::Journal;
use acikkapi::sync::wire::MAX_BATCH_OPERATIONS;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use support::data;
use support::figures::{Bench, Figure};

/// Long histories are read whole; those that are replayed are shorter.
const READ: u32 = 100_000;
const REPLAYED: u32 = 20_000;

const BATCH: &str = "sync reads a batch of 500 operations";
const VERIFY: &str = "verify the chain, per 100,000 records";
const COMPARE: &str = "compare tables with the replayed log, per 100,000 records";
const REBUILD: &str = "rebuild the tables, per 100,000 records";

fn main() {
    let mut bench = Bench::new("history");
    if bench.wants(BATCH) {
        batches(&mut bench, &data::office(READ));
    }
    if bench.wants(VERIFY) {
        let reader = Reader::open(&data::office(READ)).expect("opens");
        let (records, time) = timed(|| {
            let chain = check::chain(&reader).expect("read");
            assert_eq!(chain.fault, None);
            chain.records
        });
        bench.keep(Figure::new(VERIFY), vec![per_100_000(time, records)]);
    }
    if bench.wants(COMPARE) || bench.wants(REBUILD) {
        replays(&mut bench);
    }
}

fn batches(bench: &mut Bench, location: &Location) {
    let mut journal = SqliteJournal::open(location, Box::new(System)).expect("opens");
    let head = journal.progress().expect("read").head;
    let last = head - MAX_BATCH_OPERATIONS as u64;
    bench.measure_on(
        Figure::new(BATCH),
        &mut StdRng::seed_from_u64(1),
        |random| random.random_range(0..last),
        |_, after| journal.batch(after).expect("read").operations.len(),
    );
}

fn replays(bench: &mut Bench) {
    let (_folder, location) = data::copy(&data::office(REPLAYED));
    let reader = Reader::open(&location).expect("opens");
    let records = check::chain(&reader).expect("read").records;
    let (differences, time) = timed(|| check::projections(&location, &mut System).expect("read"));
    assert_eq!(differences, []);
    bench.keep(Figure::new(COMPARE), vec![per_100_000(time, records)]);
    let mut store = Store::open(location, Box::new(System)).expect("opens");
    let ((), time) = timed(|| store.rebuild_projections().expect("rebuilt"));
    bench.keep(Figure::new(REBUILD), vec![per_100_000(time, records)]);
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

#[expect(clippy::cast_precision_loss, reason = "a few million")]
fn per_100_000(time: Duration, records: u64) -> Duration {
    time.mul_f64(100_000.0 / records as f64)
}
