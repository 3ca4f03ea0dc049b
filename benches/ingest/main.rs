//! What central takes: desks' batches, the feed, a country that was offline for a month, and how all
//! of it grows with the number of applications.
//!
//! ```sh
//! cargo bench --bench ingest                      # everything, a few minutes
//! cargo bench --bench ingest -- push feed         # some parts: push feed lookup return growth
//! ACIKKAPI_BENCH_MILLION=1 cargo bench --bench ingest -- growth   # up to ten million applications
//! ```
//!
//! The real program runs as a process of its own with its usual log, over HTTPS, on a real PostgreSQL
//! that waits for the disk at every commit (`fsync` and `synchronous_commit` on). Desks, central and
//! PostgreSQL share the machine. Batches are made, sealed, hashed and packed beforehand: a desk does
//! that on a computer of its own. What a batch holds is told in [`days`].

mod days;
mod desks;
mod feed;
mod growth;
mod lookup;
mod push;
mod raw;
mod report;
mod returning;

// The real PostgreSQL and the real server are the tests'.
#[path = "../../tests/support/mod.rs"]
mod parts;

use desks::Central;
use report::Report;

fn main() {
    // Two providers are in the tree; the program says which, and so do we.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let wants = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    let mut report = Report::new();
    if ["push", "feed", "lookup"].into_iter().any(wants) {
        let central = Central::start();
        let offices = push::measure(&mut report, &central);
        if wants("feed") {
            feed::measure(&mut report, &central, &offices);
        }
        if wants("lookup") {
            lookup::measure(&mut report, &central);
        }
    }
    if wants("return") {
        returning::measure(&mut report);
    }
    if wants("growth") {
        growth::measure(&mut report);
    }
    report.finish();
}
