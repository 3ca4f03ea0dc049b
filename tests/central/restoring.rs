//! Going back to a point in time, as docs/operation.md tells it, with a real PostgreSQL.

use crate::support::central::Central;
use crate::support::desk::Desk;
use crate::support::postgres::{Cluster, Database};
use crate::support::syncing::Syncing;
use acikkapi::sync::client::Central as _;
use std::path::Path;
use std::time::Duration;

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Waits until everything written so far is in the archive.
fn archived(cluster: &Cluster, database: &Database) {
    let segment = database.value("pg_walfile_name(pg_switch_wal())");
    let file = cluster.path("archive").join(segment);
    let started = std::time::Instant::now();
    while !file.exists() {
        assert!(started.elapsed() < Duration::from_secs(60), "not archived");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_was_lost_in_going_back_to_a_point_in_time_comes_back_from_the_desks() {
    // The settings of docs/operation.md, "Backup".
    let archive = "-c archive_mode=on -c wal_level=replica -c max_wal_senders=4";
    let cluster = Cluster::start("");
    cluster.stop();
    let kept = cluster.path("archive");
    cluster.run("mkdir", &[text(&kept)]);
    let command = format!("test ! -f {0}/%f && cp %p {0}/%f", text(&kept));
    let options = format!("{archive} -c \"archive_command={command}\"");
    cluster.serve(&options);
    let database = cluster.database();
    let url = database.url.clone();
    let mut central = Central::with(|settings| settings.database = url);
    let mut desk = Desk::new("32001");
    desk.enrol(&central.url(), &central.code("32001"))
        .expect("enrolled");

    for sequence in 1..=3 {
        desk.register(sequence);
    }
    let syncing = Syncing::start(desk.clone());
    syncing.wait_up_to_date();
    let base = cluster.path("base");
    let host = cluster.path("");
    cluster.run(
        "pg_basebackup",
        &[
            "-h",
            text(&host),
            "-U",
            "acikkapi",
            "-D",
            text(&base),
            "-X",
            "none",
            "-c",
            "fast",
        ],
    );
    for sequence in 4..=6 {
        desk.register(sequence);
    }
    syncing.worker.appended();
    syncing.wait_for("the middle is stored", |_| {
        database.value("select count(*) from operations") == "6"
    });
    let before = desk.client().state().expect("a state");
    std::thread::sleep(Duration::from_millis(50));
    let moment = database.value("select now()");
    std::thread::sleep(Duration::from_millis(50));
    for sequence in 7..=9 {
        desk.register(sequence);
    }
    syncing.worker.appended();
    syncing.wait_for("the end is stored", |_| {
        database.value("select count(*) from operations") == "9"
    });
    let receipts = desk.content().receipts.len();
    assert_eq!(receipts, 9, "the desk has receipts of what is lost now");
    archived(&cluster, &database);
    drop(syncing);
    central.stop();
    cluster.stop();

    // The disk is gone: the base backup in its place, and the archive up to the moment.
    cluster.run("mv", &[text(&cluster.data()), text(&cluster.path("gone"))]);
    cluster.run("mv", &[text(&base), text(&cluster.data())]);
    cluster.run("chmod", &["700", text(&cluster.data())]);
    cluster.run("touch", &[text(&cluster.data().join("recovery.signal"))]);
    let restore = format!("cp {}/%f %p", text(&kept));
    cluster.serve(&format!(
        "{options} -c \"restore_command={restore}\" -c \"recovery_target_time={moment}\" \
         -c recovery_target_action=promote"
    ));
    let recovering = "select pg_is_in_recovery()";
    while database.value(recovering) != "false" {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(database.value("select count(*) from operations"), "6");

    central.go_on();
    let after = desk.client().state().expect("a state");
    assert_eq!(
        after.previous_epoch,
        Some(before.epoch),
        "a new epoch began by itself"
    );
    assert_eq!(after.acked_dseq, 6);
    let syncing = Syncing::start(desk.clone());
    syncing.wait_for("everything is there again", |_| {
        database.value("select count(*) from operations") == "9"
    });
    syncing.wait_up_to_date();
    let applications = "select count(*) || ' ' || count(distinct number) from applications";
    assert_eq!(database.value(applications), "9 9");
    let trouble = "select (select count(*) from reviews)
        + (select count(*) from devices where quarantined_at is not null)";
    assert_eq!(database.value(trouble), "0");
    drop(syncing);
    central.stop();
}
