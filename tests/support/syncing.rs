//! The sync loop over a journal, watched.

use acikkapi::sync::client::HttpCentral;
use acikkapi::sync::journal::Journal;
use acikkapi::sync::status::{SyncState, SyncStatus};
use acikkapi::sync::worker::{Parts, Worker};
use chrono::TimeDelta;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Longest time anything here may take on a slow machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The loop over a journal, and the last status it told.
pub struct Syncing {
    pub worker: Worker,
    pub last: Arc<Mutex<Option<SyncStatus>>>,
}

impl Syncing {
    pub fn start(journal: impl Journal + 'static) -> Self {
        Self::start_later(journal, TimeDelta::zero())
    }

    /// At a desk whose clock is ahead.
    pub fn start_later(journal: impl Journal + 'static, ahead: TimeDelta) -> Self {
        let status = Arc::new(Mutex::new(None));
        let told = status.clone();
        let worker = Worker::start(Parts {
            journal: Box::new(journal),
            connect: Box::new(|credentials| Ok(Box::new(HttpCentral::new(credentials)?))),
            publish: Box::new(move |status| *told.lock().expect("unpoisoned") = Some(status)),
            clock: Box::new(move || chrono::Utc::now() + ahead),
            // A hundredth of the real waiting, but for hours of it, without chance.
            jitter: Arc::new(|bound| (bound / 100).min(Duration::from_secs(3))),
        });
        let worker = worker.expect("a thread");
        Self {
            worker,
            last: status,
        }
    }

    pub fn status(&self) -> Option<SyncStatus> {
        self.last.lock().expect("unpoisoned").clone()
    }

    pub fn wait_for(&self, what: &str, wanted: impl Fn(&SyncStatus) -> bool) -> SyncStatus {
        let started = Instant::now();
        loop {
            let status = self.status();
            if let Some(status) = status.as_ref().filter(|status| wanted(status)) {
                return status.clone();
            }
            assert!(started.elapsed() < PATIENCE, "never {what}: {status:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn wait_up_to_date(&self) -> SyncStatus {
        self.wait_for("up to date", |status| {
            status.state == SyncState::UpToDate && status.queued == 0
        })
    }
}

pub fn wait_until(what: &str, done: impl Fn() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < PATIENCE, "never {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
