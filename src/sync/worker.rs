//! The sync loop: a thread that owns a journal, asks the engine what to do, and does it.
//!
//! Requests run on a thread of their own, so that the loop can stop at once and the engine's
//! watchdog can abandon a request that hangs. One process at a time syncs a database: the loop
//! holds a lease in the journal and renews it.

use super::client::{CallError, Central};
use super::conversation::Reply;
use super::engine::Jitter;
use super::journal::{Credentials, Journal, JournalError, Progress};
use super::session::Session;
use super::status::{SyncState, SyncStatus, Trouble, TroubleKind};
use chrono::{DateTime, TimeDelta, Utc};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How often the log is looked at for operations other processes appended.
pub(super) const LOOK: Duration = Duration::from_secs(1);
const LEASE: TimeDelta = TimeDelta::seconds(30);
/// Pause after the store failed, before everything is read afresh.
const STORE_PAUSE: Duration = Duration::from_secs(5);

/// Opens the way to central for a device.
pub type Connect = Box<dyn Fn(&Credentials) -> Result<Box<dyn Central>, CallError> + Send>;

/// An even draw from zero to the given time.
pub type Draw = Arc<dyn Fn(Duration) -> Duration + Send + Sync>;

impl Jitter for Draw {
    fn below(&mut self, bound: Duration) -> Duration {
        self(bound)
    }
}

/// Everything the loop needs from outside.
pub struct Parts {
    /// The desk's store, on a connection of its own.
    pub journal: Box<dyn Journal>,
    /// Opens the way to central ([`super::client::HttpCentral::new`] in the program).
    pub connect: Connect,
    /// Gets every change of the status; must return at once.
    pub publish: Box<dyn Fn(SyncStatus) + Send>,
    /// Wall clock, for receipts and the lease.
    pub clock: Box<dyn Fn() -> DateTime<Utc> + Send>,
    /// Randomness of the back-off: an even draw from zero to the given time.
    pub jitter: Draw,
}

/// The running loop. Dropping it stops it.
pub struct Worker {
    messages: Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the loop.
    pub fn start(parts: Parts) -> std::io::Result<Self> {
        let (messages, inbox) = mpsc::channel();
        let own = messages.clone();
        let thread = thread::Builder::new()
            .name("sync".into())
            .spawn(move || supervise(parts, own, inbox))?;
        Ok(Self {
            messages,
            thread: Some(thread),
        })
    }

    /// Something was appended to the log; otherwise it is noticed within a second.
    pub fn appended(&self) {
        // A loop that has ended needs no message.
        let _ = self.messages.send(Message::Appended);
    }

    /// Ends the loop and waits for it; a request under way is abandoned, not waited for.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.messages.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            // The loop catches panics itself; nothing is left to report.
            let _ = thread.join();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.end();
    }
}

pub(super) enum Message {
    Appended,
    Stop,
    Reply {
        /// Which session asked: a late reply to one that is over answers nothing.
        session: u64,
        request: u64,
        reply: Reply,
    },
    /// The office's feed goes up to there.
    News {
        head: u64,
    },
}

/// Why a run of the loop ended.
pub(super) enum End {
    Stop,
    /// Read everything afresh: the lease is elsewhere or the credentials changed.
    Restart,
}

fn supervise(parts: Parts, own: Sender<Message>, inbox: Receiver<Message>) {
    let mut sync = Loop {
        parts,
        own,
        inbox,
        trouble: None,
        holder: Uuid::now_v7(),
        sessions: 0,
        published: None,
    };
    loop {
        // The watchdog of the loop itself: a defect in one round must not end sync for the day.
        let end = catch_unwind(AssertUnwindSafe(|| sync.run()));
        match end {
            Ok(Ok(End::Stop)) => break,
            Ok(Ok(End::Restart)) => continue,
            Ok(Err(error)) => sync.store_trouble(error.to_string()),
            Err(_) => sync.store_trouble("the sync loop met a defect and was restarted".into()),
        }
        if sync.pause(STORE_PAUSE) {
            break;
        }
    }
    // Failing to give the lease up only makes the next process wait until it expires.
    let _ = sync.parts.journal.release_lease(sync.holder);
    sync.farewell();
}

/// What outlives one session with central.
pub(super) struct Loop {
    pub(super) parts: Parts,
    pub(super) own: Sender<Message>,
    pub(super) inbox: Receiver<Message>,
    pub(super) trouble: Option<Trouble>,
    holder: Uuid,
    /// Sessions begun so far.
    pub(super) sessions: u64,
    published: Option<SyncStatus>,
}

impl Loop {
    fn run(&mut self) -> Result<End, JournalError> {
        let progress = self.parts.journal.progress()?;
        let Some(credentials) = self.parts.journal.credentials()? else {
            self.trouble = None;
            self.publish(&progress, SyncState::NotEnrolled);
            return Ok(self.rest(LOOK));
        };
        if !self.lease()? {
            self.trouble = None;
            self.publish(&progress, SyncState::OtherProcess);
            return Ok(self.rest(LOOK));
        }
        Session::new(self, credentials, &progress)?.run()
    }

    /// Takes or renews the lease; `false` when another process holds it.
    pub(super) fn lease(&mut self) -> Result<bool, JournalError> {
        let now = (self.parts.clock)();
        self.parts.journal.take_lease(self.holder, now, now + LEASE)
    }

    fn rest(&mut self, time: Duration) -> End {
        if self.pause(time) {
            End::Stop
        } else {
            End::Restart
        }
    }

    /// Waits; `true` when asked to stop.
    fn pause(&mut self, time: Duration) -> bool {
        let until = Instant::now() + time;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.inbox.recv_timeout(left) {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return true,
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return false,
            }
        }
    }

    fn store_trouble(&mut self, detail: String) {
        self.trouble = Some(Trouble {
            kind: TroubleKind::Store,
            detail,
        });
        match (self.parts.journal.progress(), &self.published) {
            (Ok(progress), _) => self.publish(&progress, SyncState::StoreTrouble),
            (Err(_), Some(last)) => {
                // The numbers last known; zero would be a lie.
                let last = last.clone();
                self.tell(SyncStatus {
                    state: SyncState::StoreTrouble,
                    trouble: self.trouble.clone(),
                    ..last
                });
            }
            (Err(_), None) => self.publish(&Progress::default(), SyncState::StoreTrouble),
        }
    }

    /// The last status: how much is queued stays true after the loop has ended.
    fn farewell(&mut self) {
        if let Ok(progress) = self.parts.journal.progress() {
            self.publish(&progress, SyncState::Stopped);
        } else if let Some(last) = self.published.clone() {
            let state = SyncState::Stopped;
            self.tell(SyncStatus { state, ..last });
        }
    }

    /// Tells the status if it changed.
    pub(super) fn publish(&mut self, progress: &Progress, state: SyncState) {
        let status = SyncStatus {
            queued: progress.head.saturating_sub(progress.position.acked),
            oldest_unsent: progress.oldest_unsent,
            last_receipt: progress.last_receipt,
            state,
            trouble: self.trouble.clone(),
        };
        self.tell(status);
    }

    fn tell(&mut self, status: SyncStatus) {
        if self.published.as_ref() != Some(&status) {
            self.published = Some(status.clone());
            (self.parts.publish)(status);
        }
    }
}
