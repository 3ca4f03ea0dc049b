//! The thread that writes: one command after another, each in one transaction.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use crate::catalog::Catalog;
use crate::store::{Store, StoreError, Tx};
use crate::sync::worker::Worker as SyncLoop;

use super::command::{Command, Session};
use super::done::Done;
use super::error::DeskError;
use super::file::FileError;
use super::notice::{Notice, RequestId};
use super::reader::Ask;
use super::usecase;
use super::worker::Publish;
use crate::domain::file::TakenFile;

/// How often it is looked whether a held visitor's time has come.
const ROUND: Duration = Duration::from_secs(2);
/// Pause between two stretches of the deadline pass, in which a command gets its turn.
const BREATH: Duration = Duration::from_millis(5);
/// Pause before the file is opened and checked again after an error of the disk.
pub(super) const PAUSE: Duration = Duration::from_secs(2);

/// A clock that is behind the last record by no more was only set right.
const CLOCK_SLACK: TimeDelta = TimeDelta::minutes(2);

/// What the writer is asked.
pub(super) enum Job {
    Command {
        request: RequestId,
        session: Option<Session>,
        command: Command,
    },
    /// A file that was read, or not.
    Attach {
        request: RequestId,
        file: Result<TakenFile, FileError>,
    },
    /// Whatever was asked before is done first.
    Stop,
}

impl Job {
    /// Answers a job that will not be done any more.
    pub(super) fn refuse(self, publish: &Publish) {
        if let Self::Command { request, .. } | Self::Attach { request, .. } = self {
            let result = Err(DeskError::Closing);
            publish(Notice::Done { request, result });
        }
    }
}

/// What the thread works with.
pub(super) struct Parts {
    pub(super) store: Store,
    pub(super) catalog: Catalog,
    pub(super) publish: Publish,
    /// Told to look for changes after each write.
    pub(super) reader: Sender<Ask>,
    /// Told that there is something to send.
    pub(super) sync: SyncLoop,
}

/// Whether the file takes what is written.
enum Disk {
    Well,
    /// Nothing can be written; when that was last seen, and why.
    Stopped(Instant, Arc<StoreError>),
    /// The file was opened afresh and found whole; nothing was written yet.
    Reopened,
}

/// The thread: until it is told to stop, or nobody is left who could ask.
pub(super) fn run(parts: Parts, jobs: &Receiver<Job>) {
    let mut writer = Writer {
        parts,
        disk: Disk::Well,
        clock_is_behind: false,
        pass: usecase::Pass::default(),
    };
    let mut round = Instant::now() + ROUND;
    loop {
        // A clerk who types sends a draft every moment; that must not put the round off.
        match jobs.recv_timeout(round.saturating_duration_since(Instant::now())) {
            Ok(Job::Stop) | Err(RecvTimeoutError::Disconnected) => break,
            Ok(job) => writer.answer(job),
            Err(RecvTimeoutError::Timeout) => {
                writer.fall_due();
                let pause = if writer.pass.is_under_way() {
                    BREATH
                } else {
                    ROUND
                };
                round = Instant::now() + pause;
            }
        }
    }
    // Asked while it was stopping.
    for job in jobs.try_iter() {
        job.refuse(&writer.parts.publish);
    }
    writer.parts.sync.stop();
}

/// The parts, and how things stand.
struct Writer {
    parts: Parts,
    disk: Disk,
    clock_is_behind: bool,
    pass: usecase::Pass,
}

impl Writer {
    fn answer(&mut self, job: Job) {
        let (request, result) = match job {
            Job::Stop => return,
            Job::Command {
                request,
                session,
                command,
            } => (request, self.command(session, command)),
            Job::Attach { request, file } => (request, self.attach(file)),
        };
        let stored = result.is_ok();
        (self.parts.publish)(Notice::Done { request, result });
        if stored {
            self.tell_of_change();
        }
    }

    fn command(&mut self, session: Option<Session>, command: Command) -> Result<Done, DeskError> {
        let catalog = self.parts.catalog.clone();
        self.write(|tx| usecase::execute(tx, &catalog, session, command))
    }

    fn attach(&mut self, file: Result<TakenFile, FileError>) -> Result<Done, DeskError> {
        let file = file?;
        self.write(|tx| usecase::attach(tx, file))
    }

    /// Does what falls due by itself. Trouble is left to the next command to tell: nobody asked
    /// for anything here.
    fn fall_due(&mut self) {
        if !matches!(self.disk, Disk::Well) {
            return;
        }
        let catalog = self.parts.catalog.clone();
        let mut pass = std::mem::take(&mut self.pass);
        // After an error the pass begins afresh: what it told before is in the cases, the rest
        // was rolled back.
        if let Ok(changed) = self.write(|tx| usecase::due(tx, &catalog, &mut pass)) {
            self.pass = pass;
            if changed {
                self.tell_of_change();
            }
        }
    }

    fn tell_of_change(&self) {
        // Threads that have ended need no message.
        let _ = self.parts.reader.send(Ask::Look);
        self.parts.sync.appended();
    }

    /// One transaction, with everything that can go wrong around it.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        self.reopen_if_stopped()?;
        let mut behind = None;
        let store = &mut self.parts.store;
        let written = catch_unwind(AssertUnwindSafe(|| {
            store.transact(|tx| {
                behind = behind_last_record(tx)?;
                work(tx)
            })
        }));
        // A defect ends its own command alone: unwinding has rolled the transaction back.
        let written = written.unwrap_or(Err(DeskError::Defect));
        self.watch_clock(behind);
        match &written {
            Ok(_) => self.disk_is_well(),
            Err(DeskError::Store(error)) if error.stops_writing() => self.disk_fails(error),
            Err(_) => {}
        }
        written
    }

    /// After an error of the disk: opens the file afresh and checks it, if it is time to. Until
    /// then each command is told what the error was.
    fn reopen_if_stopped(&mut self) -> Result<(), DeskError> {
        let Disk::Stopped(since, why) = &self.disk else {
            return Ok(());
        };
        if since.elapsed() < PAUSE {
            return Err(DeskError::Store(Arc::clone(why)));
        }
        match self.parts.store.reopen() {
            Ok(()) => {
                self.disk = Disk::Reopened;
                Ok(())
            }
            Err(error) => {
                let why = Arc::new(error);
                self.disk = Disk::Stopped(Instant::now(), Arc::clone(&why));
                Err(DeskError::Store(why))
            }
        }
    }

    fn disk_fails(&mut self, error: &Arc<StoreError>) {
        let news = matches!(self.disk, Disk::Well);
        self.disk = Disk::Stopped(Instant::now(), Arc::clone(error));
        if news {
            let error = DeskError::Store(Arc::clone(error));
            (self.parts.publish)(Notice::WritingStopped(error));
        }
    }

    fn disk_is_well(&mut self) {
        if matches!(self.disk, Disk::Reopened) {
            (self.parts.publish)(Notice::WritingAgain);
        }
        self.disk = Disk::Well;
    }

    /// Says once that the clock is behind.
    fn watch_clock(&mut self, behind: Option<DateTime<Utc>>) {
        if let Some(last) = behind
            && !self.clock_is_behind
        {
            (self.parts.publish)(Notice::ClockBehind { last });
        }
        self.clock_is_behind = behind.is_some();
    }
}

/// When the last record was made, if the clock is clearly behind that.
fn behind_last_record(tx: &Tx<'_>) -> Result<Option<DateTime<Utc>>, StoreError> {
    let last = tx.read().last_record_at()?;
    Ok(last.filter(|last| *last - tx.now() > CLOCK_SLACK))
}
