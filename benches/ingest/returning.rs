//! A country whose desks were offline for a month and come back at the same moment.
//!
//! Each of the 1,003 offices has three batches, 1,500 operations: about a hundred applications and a
//! hundred visitors helped at once, which is a month of an office of the middle size. They all begin
//! together, which the desk's own spread over a minute avoids.

use super::days::BATCH;
use super::desks::{Central, many, offices};
use super::report::{Report, Target, permille};
use std::time::Instant;

const OFFICES: usize = 1003;
const EACH: usize = 3;

pub fn measure(report: &mut Report) {
    let central = Central::start();
    let days = many(&offices(OFFICES), EACH, false);
    central.enrol(days.iter().map(|one| (one.office.as_str(), one.device)));
    let operations = (OFFICES * EACH * BATCH) as f64;
    let (seconds, mut waits) = central.runtime.block_on(async {
        let started = Instant::now();
        let tasks: Vec<_> = days
            .into_iter()
            .map(|one| {
                let desk = central.desk(&one.office, one.device);
                tokio::spawn(async move {
                    for batch in &one.batches {
                        desk.push_patiently(&batch.packed).await;
                    }
                    started.elapsed().as_secs_f64()
                })
            })
            .collect();
        let mut waits = Vec::new();
        for task in tasks {
            // A desk that failed ends the bench here.
            waits.push(task.await.expect("everything was stored"));
        }
        (started.elapsed().as_secs_f64(), waits)
    });
    let stored = central.database.value("select count(*) from operations");
    assert_eq!(stored.parse::<f64>().expect("a number"), operations);
    let pending =
        "select count(*) from devices where acked_dseq <> 1500 or quarantined_at is not null";
    let failed: f64 = central.database.value(pending).parse().expect("a number");
    report.note(
        "return: 1,003 offices after a month, drained in",
        (seconds, "s"),
        Target::None,
    );
    report.note(
        "return: operations stored",
        (operations / seconds, "op/s"),
        Target::None,
    );
    report.note(
        "return: half of the desks are done after",
        (permille(&mut waits, 500), "s"),
        Target::None,
    );
    report.note(
        "return: desks that failed",
        (failed, "desks"),
        Target::AtMost(0.0),
    );
    report.note(
        "return: memory of central at most",
        (central.peak_memory() / 1024.0, "MiB"),
        Target::AtMost(512.0),
    );
}
