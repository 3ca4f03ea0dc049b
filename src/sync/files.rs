//! Files of applications, brought to central and from there, beside the operations that name them.
//!
//! A record tells which files belong to it by their hashes; the bytes travel apart, one file at a
//! time and after the operations, so that a slow line never holds a record back for a photo. What
//! is brought twice is the same file: sending is asked about first, and the hash tells whether what
//! came is what was named.

use super::client::{CallError, HttpCentral};
use super::journal::{Credentials, Journal, JournalError};
use super::problem::ProblemCode;
use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use uuid::Uuid;

/// How often is looked for files to bring.
const LOOK: Duration = Duration::from_secs(2);
/// Pause after central did not answer, or the store failed.
const PAUSE: Duration = Duration::from_secs(30);
/// A file central does not have yet, or did not take, is asked for again after this time.
const RETRY: TimeDelta = TimeDelta::minutes(5);

/// How long a loop that ends is waited for, in moments.
const FAREWELL: u32 = 100;
const MOMENT: Duration = Duration::from_millis(10);

/// Which file of which application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    pub application: Uuid,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub hash: String,
}

impl FileName {
    /// Whether these bytes are the file.
    #[must_use]
    pub fn names(&self, bytes: &[u8]) -> bool {
        HEXLOWER.encode(&Sha256::digest(bytes)) == self.hash
    }
}

/// The desk's store, as the loop sees it.
pub trait FileJournal: Journal {
    /// The next file central may lack: its record is there, and it was not sent.
    fn next_to_send(
        &mut self,
        now: DateTime<Utc>,
    ) -> Result<Option<(FileName, Vec<u8>)>, JournalError>;

    /// The next file that is named here and whose bytes are not; the newest first.
    fn next_to_fetch(&mut self, now: DateTime<Utc>) -> Result<Option<FileName>, JournalError>;

    /// Central has it.
    fn sent(&mut self, file: &FileName, at: DateTime<Utc>) -> Result<(), JournalError>;

    /// Keeps the bytes of a file, which [are it](FileName::names).
    fn fetched(
        &mut self,
        file: &FileName,
        bytes: &[u8],
        at: DateTime<Utc>,
    ) -> Result<(), JournalError>;

    /// It could not be brought; not before `at`.
    fn later(&mut self, file: &FileName, at: DateTime<Utc>) -> Result<(), JournalError>;
}

/// Central, as the loop sees it: `/v1/files/{application}/{hash}`.
pub trait FileServer: Send {
    /// Whether central has the file.
    fn has(&self, file: &FileName) -> Result<bool, CallError>;
    /// Gives it to central.
    fn put(&self, file: &FileName, bytes: Vec<u8>) -> Result<(), CallError>;
    /// Its bytes; `None` when central does not have it.
    fn get(&self, file: &FileName) -> Result<Option<Vec<u8>>, CallError>;
}

impl FileServer for HttpCentral {
    fn has(&self, file: &FileName) -> Result<bool, CallError> {
        found(self.head_file(&path(file))).map(|found| found.is_some())
    }

    fn put(&self, file: &FileName, bytes: Vec<u8>) -> Result<(), CallError> {
        self.put_file(&path(file), bytes)
    }

    fn get(&self, file: &FileName) -> Result<Option<Vec<u8>>, CallError> {
        let bytes = found(self.get_file(&path(file)))?;
        if let Some(bytes) = &bytes
            && !file.names(bytes)
        {
            return Err(CallError::Senseless("the file is another one".into()));
        }
        Ok(bytes)
    }
}

fn path(file: &FileName) -> String {
    format!("/v1/files/{}/{}", file.application, file.hash)
}

fn found<T>(answer: Result<T, CallError>) -> Result<Option<T>, CallError> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(CallError::Problem(problem)) if problem.code == ProblemCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens the way to central for a device.
pub type Connect = Box<dyn Fn(&Credentials) -> Result<Box<dyn FileServer>, CallError> + Send>;

/// Everything the loop needs from outside.
pub struct Parts {
    /// The desk's store, on a connection of its own.
    pub journal: Box<dyn FileJournal>,
    pub connect: Connect,
    /// Whether this process syncs, and gets answers: one of a desk's processes brings files.
    pub syncing: Arc<AtomicBool>,
    pub clock: Box<dyn Fn() -> DateTime<Utc> + Send>,
}

/// The running loop. Dropping it stops it; a file under way is given up.
pub struct Worker {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the loop.
    ///
    /// # Errors
    /// When there can be no further thread.
    pub fn start(parts: Parts) -> std::io::Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("files".into())
            .spawn(move || run(parts, &stopped))?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.stop.take());
        // One that rests ends at once. A file under way may take minutes: its thread then ends with
        // the process, and nothing is half-done by it.
        let Some(thread) = self.thread.take() else {
            return;
        };
        for _ in 0..FAREWELL {
            if thread.is_finished() {
                // The loop catches panics itself; nothing is left to report.
                let _ = thread.join();
                return;
            }
            thread::sleep(MOMENT);
        }
    }
}

fn run(mut parts: Parts, stopped: &Receiver<()>) {
    let mut pause = Duration::ZERO;
    while matches!(stopped.recv_timeout(pause), Err(RecvTimeoutError::Timeout)) {
        if !parts.syncing.load(Ordering::Relaxed) {
            pause = LOOK;
            continue;
        }
        // A defect in one file must not end the others' way for the day.
        let brought = catch_unwind(AssertUnwindSafe(|| parts.bring_next()));
        pause = match brought {
            Ok(Ok(true)) => Duration::ZERO,
            Ok(Ok(false)) => LOOK,
            Ok(Err(error)) => {
                tracing::warn!(%error, "files");
                PAUSE
            }
            Err(_) => PAUSE,
        };
    }
}

/// Why no file could be brought.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Store(#[from] JournalError),
    #[error(transparent)]
    Central(#[from] CallError),
}

impl Parts {
    /// Brings one file; whether there was one.
    fn bring_next(&mut self) -> Result<bool, Trouble> {
        let Some(credentials) = self.journal.credentials()? else {
            return Ok(false);
        };
        let now = (self.clock)();
        if let Some((file, bytes)) = self.journal.next_to_send(now)? {
            let central = (self.connect)(&credentials)?;
            self.send(central.as_ref(), &file, bytes)?;
            return Ok(true);
        }
        if let Some(file) = self.journal.next_to_fetch(now)? {
            let central = (self.connect)(&credentials)?;
            self.fetch(central.as_ref(), &file)?;
            return Ok(true);
        }
        Ok(false)
    }

    fn send(
        &mut self,
        central: &dyn FileServer,
        file: &FileName,
        bytes: Vec<u8>,
    ) -> Result<(), Trouble> {
        let sent = match central.has(file) {
            Ok(true) => Ok(()),
            Ok(false) => central.put(file, bytes),
            Err(error) => Err(error),
        };
        self.settle(file, sent)?;
        Ok(())
    }

    fn fetch(&mut self, central: &dyn FileServer, file: &FileName) -> Result<(), Trouble> {
        let now = (self.clock)();
        match central.get(file) {
            Ok(Some(bytes)) => self.journal.fetched(file, &bytes, now)?,
            // Another desk may still bring it.
            Ok(None) => self.journal.later(file, now + RETRY)?,
            Err(error) => self.settle(file, Err(error))?,
        }
        Ok(())
    }

    /// A refusal is this file's alone; the others go on. Everything else waits for the line.
    fn settle(&mut self, file: &FileName, done: Result<(), CallError>) -> Result<(), Trouble> {
        let now = (self.clock)();
        match done {
            Ok(()) => self.journal.sent(file, now)?,
            Err(CallError::Problem(problem)) if problem.status < 500 && problem.status != 429 => {
                tracing::warn!(code = ?problem.code, "a file was not taken");
                self.journal.later(file, now + RETRY)?;
            }
            Err(CallError::Senseless(_)) => self.journal.later(file, now + RETRY)?,
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}
