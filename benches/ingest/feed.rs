//! New devices that read their office's feed from the beginning.

use super::days::{BATCH, Days};
use super::desks::{Central, Desk};
use super::report::{Report, Target};
use acikkapi::sync::wire::FeedResponse;
use flate2::read::GzDecoder;
use std::io::Read;
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

const AT_ONCE: usize = 8;
/// Operations a second.
const TARGET: f64 = 100_000.0;

pub fn measure(report: &mut Report, central: &Central, offices: &[Days]) {
    let devices: Vec<(&str, Uuid)> = offices
        .iter()
        .map(|one| (one.office.as_str(), Uuid::now_v7()))
        .collect();
    central.enrol(devices.iter().copied());
    let desks = devices
        .iter()
        .map(|(office, device)| central.desk(office, *device));
    let desks: Arc<Vec<Desk>> = Arc::new(desks.collect());
    let heads: Arc<Vec<u64>> = Arc::new(
        offices
            .iter()
            .map(|one| (one.batches.len() * BATCH) as u64)
            .collect(),
    );
    let total: u64 = heads.iter().sum();
    let mut used = 0.0;
    let seconds = central.runtime.block_on(async {
        complete(&desks[0], heads[0]).await;
        used = central.processor();
        let started = Instant::now();
        let tasks: Vec<_> = (0..AT_ONCE)
            .map(|share| {
                let (desks, heads) = (desks.clone(), heads.clone());
                tokio::spawn(async move {
                    for nth in (share..desks.len()).step_by(AT_ONCE) {
                        let mut after = 0;
                        // Pages have 500 entries: `complete` looked.
                        while after < heads[nth] {
                            desks[nth].feed(after).await;
                            after += BATCH as u64;
                        }
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("read");
        }
        started.elapsed().as_secs_f64()
    });
    let rate = total as f64 / seconds;
    let each = 1e6 * (central.processor() - used) / total as f64;
    report.note(
        "feed: operations read by new devices, packed",
        (rate, "op/s"),
        Target::AtLeast(TARGET),
    );
    report.note(
        "feed: central's own processor time, without PostgreSQL",
        (each, "µs/op"),
        Target::None,
    );
}

/// Sees to it that a feed is whole and its pages are full.
async fn complete(desk: &Desk, head: u64) {
    let mut after = 0;
    while after < head {
        let packed = desk.feed(after).await;
        let mut json = String::new();
        GzDecoder::new(packed.as_ref())
            .read_to_string(&mut json)
            .expect("packed");
        let page: FeedResponse = serde_json::from_str(&json).expect("a page");
        assert_eq!(page.entries.len(), BATCH, "after {after}");
        assert!(page.entries.iter().all(|entry| entry.operation.is_some()));
        after = page.entries.last().expect("an entry").position;
    }
}
