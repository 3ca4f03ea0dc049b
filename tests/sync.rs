//! The sync loop of a desk against a real central over a bad network.

mod support;

use acikkapi::sync::client::Central as _;
use acikkapi::sync::engine::{HaltReason, Position};
use acikkapi::sync::journal::{Credentials, Identity, Journal, JournalError, Progress};
use acikkapi::sync::status::{SyncState, TroubleKind};
use acikkapi::sync::wire::{FeedResponse, Outcome, PushRequest, PushResponse};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use support::central::Central;
use support::desk::Desk;
use support::proxy::{Network, Weather};
use support::syncing::{Syncing, wait_until};
use uuid::Uuid;

/// A desk enrolled through `network`.
fn desk_behind(network: &Network, central: &Central) -> Desk {
    let mut desk = Desk::new("32001");
    let code = central.code("32001");
    desk.enrol(&network.url(), &code).expect("enrolled");
    desk
}

fn stored(central: &Central) -> String {
    let once = "select count(*) || ' ' || count(distinct op_id) || ' ' || coalesce(max(dseq), 0) from operations";
    central.database.value(once)
}

#[test]
fn enrolment_is_noticed_and_everything_queued_arrives() {
    let central = Central::start();
    let mut desk = Desk::new("32001");
    for _ in 0..100 {
        desk.append("visit_opened", json!({}));
    }
    let syncing = Syncing::start(desk.clone());
    let waiting = syncing.wait_for("waiting", |status| status.state == SyncState::NotEnrolled);
    assert_eq!(waiting.queued, 100);
    assert!(waiting.oldest_unsent.is_some() && waiting.last_receipt.is_none());
    desk.enrol(&central.url(), &central.code("32001"))
        .expect("enrolled");
    let done = syncing.wait_for("receipted", |status| {
        status.queued == 0 && status.state == SyncState::UpToDate
    });
    assert!(done.oldest_unsent.is_none() && done.last_receipt.is_some());
    assert_eq!(done.trouble, None);
    assert_eq!(stored(&central), "100 100 100");
    desk.append("visit_opened", json!({}));
    syncing.worker.appended();
    syncing.wait_for("the next one", |_| desk.content().position.acked == 101);
}

#[test]
fn a_reply_lost_after_the_commit_changes_nothing() {
    let central = Central::start();
    let network = Network::new(central.address, 0);
    let desk = desk_behind(&network, &central);
    let syncing = Syncing::start(desk.clone());
    syncing.wait_up_to_date();
    network.set(Weather::ReplyLost);
    for _ in 0..3 {
        desk.append("visit_opened", json!({}));
    }
    wait_until("committed", || stored(&central) == "3 3 3");
    let offline = syncing.wait_for("offline", |status| {
        matches!(status.state, SyncState::Offline { .. })
    });
    assert_eq!(
        offline.queued, 3,
        "nothing is called sent without a receipt"
    );
    assert_eq!(
        offline.trouble.map(|trouble| trouble.kind),
        Some(TroubleKind::Unreachable)
    );
    network.set(Weather::Fine);
    syncing.wait_up_to_date();
    assert_eq!(stored(&central), "3 3 3");
}

#[test]
fn an_outage_in_the_middle_of_a_batch_loses_and_repeats_nothing() {
    let central = Central::start();
    for seed in 1..=4 {
        let network = Network::new(central.address, seed);
        let mut desk = Desk::new(&format!("3200{seed}"));
        let code = central.code(&desk.office);
        desk.enrol(&network.url(), &code).expect("enrolled");
        let syncing = Syncing::start(desk.clone());
        syncing.wait_up_to_date();
        network.set(Weather::Storm);
        let mut appended = 0;
        while network.cuts() < 12 || appended < 400 {
            desk.append(
                "visit_opened",
                json!({"text": format!("{seed} {appended}").repeat(30)}),
            );
            appended += 1;
            if appended % 20 == 0 {
                std::thread::sleep(Duration::from_millis(30));
            }
            assert!(appended < 20_000, "the storm cuts nothing");
        }
        network.set(Weather::Down);
        std::thread::sleep(Duration::from_millis(200));
        network.set(Weather::Fine);
        syncing.wait_up_to_date();
        let query = format!(
            "select count(*) || ' ' || count(distinct op_id) || ' ' || max(dseq)
               from operations where office_id = '{}'",
            desk.office
        );
        let exactly_once = format!("{appended} {appended} {appended}");
        assert_eq!(central.database.value(&query), exactly_once, "seed {seed}");
    }
}

#[test]
fn a_restored_central_gets_back_what_it_forgot_and_desks_read_the_feed_anew() {
    let central = Central::start();
    let one = Desk::enrolled("32001", &central);
    let other = Desk::enrolled("32001", &central);
    let syncing = [one.clone(), other.clone()].map(Syncing::start);
    for number in 0..30 {
        one.append("visit_opened", json!({"one": number}));
        other.append("visit_opened", json!({"other": number}));
    }
    let both_have_all = || {
        wait_until("all received", || {
            one.content().received.len() == 30 && other.content().received.len() == 30
        });
        syncing.iter().for_each(|syncing| {
            syncing.wait_up_to_date();
        });
    };
    both_have_all();
    // Central's database as an old backup has it: positions after 20 never happened.
    central.database.execute(
        "delete from operations where position > 20;
         update offices set feed_head = 20;
         update devices set
             acked_dseq = coalesce((select max(dseq) from operations o where o.device_id = devices.device_id), 0),
             acked_hash = coalesce((select hash from operations o where o.device_id = devices.device_id
                 order by dseq desc limit 1), decode(repeat('00', 32), 'hex'));",
    );
    central.new_epoch();
    for desk in [&one, &other] {
        desk.append("visit_opened", json!({"after": "the restore"}));
    }
    wait_until("everything back", || {
        central
            .database
            .value("select count(*) || ' ' || count(distinct op_id) from operations")
            == "62 62"
    });
    wait_until("the news of both", || {
        one.content().received.len() == 31 && other.content().received.len() == 31
    });
}

#[test]
fn a_fork_and_a_revocation_stop_the_loop_and_are_said() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.append("visit_opened", json!({}));
    let copy = desk.cloned_disk();
    let syncing = Syncing::start(desk.clone());
    syncing.wait_up_to_date();
    copy.append("visit_opened", json!({"at": "the copy"}));
    desk.append("visit_opened", json!({"at": "the desk"}));
    syncing.wait_for("sent", |_| desk.content().position.acked == 2);
    let forked = Syncing::start(copy.clone());
    let status = forked.wait_for("halted", |status| {
        status.state == SyncState::Halted(HaltReason::Fork)
    });
    assert_eq!(status.queued, 2, "nothing of it counts as sent");
    let revoked = Desk::enrolled("32001", &central);
    central.revoke("32001", 2);
    let syncing = Syncing::start(revoked);
    syncing.wait_for("halted", |status| {
        status.state == SyncState::Halted(HaltReason::Revoked)
    });
}

#[test]
fn one_process_at_a_time_syncs_and_another_takes_over() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let first = Syncing::start(desk.clone());
    first.wait_up_to_date();
    let second = Syncing::start(desk.clone());
    second.wait_for("second", |status| status.state == SyncState::OtherProcess);
    first.worker.stop();
    second.wait_up_to_date();
    desk.append("visit_opened", json!({}));
    second.wait_for("sent", |_| desk.content().position.acked == 1);
}

#[test]
fn the_loop_stops_at_once_though_a_request_hangs() {
    let central = Central::start();
    let network = Network::new(central.address, 0);
    let desk = desk_behind(&network, &central);
    let syncing = Syncing::start(desk.clone());
    syncing.wait_up_to_date();
    network.set(Weather::BlackHole);
    desk.append("visit_opened", json!({}));
    syncing.worker.appended();
    syncing.wait_for("sending", |status| status.state == SyncState::Sending);
    let started = Instant::now();
    let status = syncing.last.clone();
    syncing.worker.stop();
    assert!(started.elapsed() < Duration::from_secs(1));
    let last = status
        .lock()
        .expect("unpoisoned")
        .clone()
        .expect("a status");
    assert_eq!(last.state, SyncState::Stopped);
    assert_eq!(last.queued, 1, "the last word is true too");
}

#[test]
fn a_central_that_is_stopped_and_started_is_found_again() {
    let mut central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let syncing = Syncing::start(desk.clone());
    syncing.wait_up_to_date();
    central.stop();
    desk.append("visit_opened", json!({}));
    syncing.wait_for("offline", |status| {
        matches!(status.state, SyncState::Offline { .. }) && status.queued == 1
    });
    central.go_on();
    syncing.wait_up_to_date();
    assert_eq!(desk.content().receipts.get(&1), Some(&Outcome::Applied));
    assert_eq!(desk.client().state().expect("a state").acked_dseq, 1);
}

/// A journal whose disk fails while told to.
struct FailingDisk {
    desk: Desk,
    failing: Arc<AtomicBool>,
}

impl FailingDisk {
    fn check(&self) -> Result<(), JournalError> {
        if self.failing.load(Ordering::SeqCst) {
            return Err(JournalError::new("disk I/O error"));
        }
        Ok(())
    }
}

#[test]
fn a_failing_disk_is_said_and_sync_goes_on_when_it_works_again() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let failing = Arc::new(AtomicBool::new(false));
    let syncing = Syncing::start(FailingDisk {
        desk: desk.clone(),
        failing: failing.clone(),
    });
    syncing.wait_up_to_date();
    failing.store(true, Ordering::SeqCst);
    desk.append("visit_opened", json!({}));
    let status = syncing.wait_for("troubled", |status| status.state == SyncState::StoreTrouble);
    assert_eq!(
        status.trouble.map(|trouble| trouble.kind),
        Some(TroubleKind::Store)
    );
    failing.store(false, Ordering::SeqCst);
    syncing.wait_up_to_date();
    assert_eq!(stored(&central), "1 1 1");
}

impl Journal for FailingDisk {
    fn identity(&mut self) -> Result<Identity, JournalError> {
        self.check().and_then(|()| self.desk.identity())
    }
    fn credentials(&mut self) -> Result<Option<Credentials>, JournalError> {
        self.check().and_then(|()| self.desk.credentials())
    }
    fn store_credentials(&mut self, credentials: &Credentials) -> Result<(), JournalError> {
        self.check()
            .and_then(|()| self.desk.store_credentials(credentials))
    }
    fn progress(&mut self) -> Result<Progress, JournalError> {
        self.check().and_then(|()| self.desk.progress())
    }
    fn batch(&mut self, after: u64) -> Result<PushRequest, JournalError> {
        self.check().and_then(|()| self.desk.batch(after))
    }
    fn hash_at(&mut self, dseq: u64) -> Result<Option<String>, JournalError> {
        self.check().and_then(|()| self.desk.hash_at(dseq))
    }
    fn record_receipts(
        &mut self,
        response: &PushResponse,
        at: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        self.check()
            .and_then(|()| self.desk.record_receipts(response, at))
    }
    fn apply_feed(&mut self, page: &FeedResponse) -> Result<(), JournalError> {
        self.check().and_then(|()| self.desk.apply_feed(page))
    }
    fn store_position(&mut self, position: Position) -> Result<(), JournalError> {
        self.check()
            .and_then(|()| self.desk.store_position(position))
    }
    fn take_lease(
        &mut self,
        holder: Uuid,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, JournalError> {
        self.check()
            .and_then(|()| self.desk.take_lease(holder, now, until))
    }
    fn release_lease(&mut self, holder: Uuid) -> Result<(), JournalError> {
        self.check().and_then(|()| self.desk.release_lease(holder))
    }
}
