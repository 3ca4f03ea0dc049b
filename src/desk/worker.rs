//! The desk at work: a thread that writes, one that reads, and one that syncs.
//!
//! The screens hold a [`Desk`] and never wait for it. A command goes to the [writer],
//! a query to the [reader]; each is answered by one [`Notice`], in the order of its
//! thread. Other processes may work on the same file; the reader notices what they write.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use chrono::{DateTime, NaiveDate, Utc};

use crate::catalog::Catalog;
use crate::config::Papers;
use crate::domain::calendar::istanbul_day;
use crate::domain::source::Source;
use crate::store::{Location, Reader, SqliteJournal, Store};
use crate::sync::client::HttpCentral;
use crate::sync::files::{self, Worker as FileLoop};
use crate::sync::worker::{Parts, Worker as SyncLoop};

use super::command::{Command, Session};
use super::done::Done;
use super::error::DeskError;
use super::file;
use super::notice::{Notice, RequestId};
use super::print::Printer;
use super::query::Query;
use super::reader::{self, Ask};
use super::writer::{self, Job};
use crate::system::System;

/// Tells the screens; must return at once.
pub type Publish = Arc<dyn Fn(Notice) + Send + Sync>;

/// What a desk is opened with.
pub struct Options {
    /// Its file and key.
    pub location: Location,
    /// Holidays, topics, neighbourhoods.
    pub catalog: Catalog,
    /// Where papers go.
    pub papers: Papers,
    /// Gives each thread its time and randomness.
    pub sources: Box<dyn Fn() -> Box<dyn Source>>,
}

impl Options {
    /// A desk at this place, on the machine's own clock; papers are kept beside its file.
    #[must_use]
    pub fn new(location: Location, catalog: Catalog) -> Self {
        let folder = location.database.parent().unwrap_or(Path::new("."));
        Self {
            papers: Papers::in_folder(folder),
            location,
            catalog,
            sources: Box::new(|| Box::new(System)),
        }
    }
}

/// A desk at work. Dropping it closes it.
pub struct Desk {
    publish: Publish,
    writer: Sender<Job>,
    reader: Sender<Ask>,
    printer: Printer,
    /// Tells the day papers bear.
    clock: Mutex<Clock>,
    threads: Vec<JoinHandle<()>>,
    /// Brings files to central and from there, for as long as the desk is open.
    _files: FileLoop,
}

/// A wall clock.
type Clock = Box<dyn Fn() -> DateTime<Utc> + Send>;

impl Desk {
    /// Opens the file, or makes it, and begins to work. `publish` is called from the desk's
    /// threads.
    ///
    /// # Errors
    /// Why the file cannot be used.
    pub fn open(
        options: Options,
        publish: impl Fn(Notice) + Send + Sync + 'static,
    ) -> Result<Self, DeskError> {
        let store = Store::open(options.location.clone(), (options.sources)())?;
        Self::begin(store, options, Arc::new(publish))
    }

    fn begin(store: Store, options: Options, publish: Publish) -> Result<Self, DeskError> {
        let Options {
            location,
            catalog,
            papers,
            sources,
        } = options;
        let reads = Reader::open(&location)?;
        let syncing = Arc::new(AtomicBool::new(false));
        let sync = start_sync(&location, (&publish, &syncing), sources.as_ref())?;
        let files = start_files(&location, syncing, sources.as_ref())?;
        let (writer, jobs) = mpsc::channel();
        let (reader, asks) = mpsc::channel();
        let writing = writer::Parts {
            store,
            catalog: catalog.clone(),
            publish: Arc::clone(&publish),
            reader: reader.clone(),
            sync,
        };
        let printer = Printer {
            location: location.clone(),
            catalog: catalog.clone(),
            papers,
        };
        let reading = reader::Reading {
            seen: Some(reads.data_version()?),
            reader: Some(reads),
            catalog,
            location,
            source: sources(),
            publish: Arc::clone(&publish),
        };
        Ok(Self {
            threads: vec![
                start("writer", move || writer::run(writing, &jobs))?,
                start("reader", move || reader::run(reading, &asks))?,
            ],
            publish,
            writer,
            reader,
            printer,
            clock: Mutex::new(clock(sources())),
            _files: files,
        })
    }

    /// Does a command, later; answered by [`Notice::Done`].
    pub fn command(&self, request: RequestId, session: Option<Session>, command: Command) {
        match command {
            // Reading a file may take long; it must not keep the other commands waiting.
            Command::Attach { file } if session.is_some() => {
                let writer = self.writer.clone();
                let publish = Arc::clone(&self.publish);
                let read = move || {
                    let file = file::read(&file);
                    send(&writer, &publish, Job::Attach { request, file });
                };
                if let Err(error) = start("file", read) {
                    let result = Err(error);
                    (self.publish)(Notice::Done { request, result });
                }
            }
            Command::Print(order) if session.is_some() => {
                self.beside(request, move |printer, today| printer.print(order, today));
            }
            Command::SaveFiles { application } if session.is_some() => {
                self.beside(request, move |printer, _| printer.save_files(application));
            }
            command => {
                let job = Job::Command {
                    request,
                    session,
                    command,
                };
                send(&self.writer, &self.publish, job);
            }
        }
    }

    /// Does what waits for printers and folders on a thread of its own.
    fn beside(
        &self,
        request: RequestId,
        work: impl FnOnce(&Printer, NaiveDate) -> Result<Done, DeskError> + Send + 'static,
    ) {
        let printer = self.printer.clone();
        let publish = Arc::clone(&self.publish);
        // A poisoned clock still tells the time.
        let now = self.clock.lock().unwrap_or_else(PoisonError::into_inner)();
        let work = move || {
            let result = work(&printer, istanbul_day(now));
            publish(Notice::Done { request, result });
        };
        if let Err(error) = start("printer", work) {
            let result = Err(error);
            (self.publish)(Notice::Done { request, result });
        }
    }

    /// Answers a query, later; by [`Notice::Answered`].
    pub fn query(&self, request: RequestId, query: Query) {
        if self.reader.send(Ask::Query { request, query }).is_err() {
            let result = Err(DeskError::Closing);
            (self.publish)(Notice::Answered { request, result });
        }
    }

    /// Finishes the commands it was given, then ends. A command given later is answered with
    /// [`DeskError::Closing`].
    pub fn close(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // Threads that have ended need no message.
        let _ = self.writer.send(Job::Stop);
        let _ = self.reader.send(Ask::Stop);
        for thread in self.threads.drain(..) {
            // The threads catch panics themselves; nothing is left to report.
            let _ = thread.join();
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.end();
    }
}

/// Gives the writer a job, or answers it when the writer has ended.
fn send(writer: &Sender<Job>, publish: &Publish, job: Job) {
    if let Err(mpsc::SendError(job)) = writer.send(job) {
        job.refuse(publish);
    }
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, DeskError> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(work);
    thread.map_err(|_| DeskError::Defect)
}

fn start_sync(
    location: &Location,
    (publish, syncing): (&Publish, &Arc<AtomicBool>),
    sources: &dyn Fn() -> Box<dyn Source>,
) -> Result<SyncLoop, DeskError> {
    let publish = Arc::clone(publish);
    let syncing = Arc::clone(syncing);
    let parts = Parts {
        journal: Box::new(SqliteJournal::open(location, sources())?),
        connect: Box::new(|credentials| Ok(Box::new(HttpCentral::new(credentials)?))),
        publish: Box::new(move |status| {
            syncing.store(status.state.is_heard(), Ordering::Relaxed);
            publish(Notice::Sync(status));
        }),
        clock: clock(sources()),
        jitter: Arc::new(|bound| rand::random_range(std::time::Duration::ZERO..=bound)),
    };
    SyncLoop::start(parts).map_err(|_| DeskError::Defect)
}

fn start_files(
    location: &Location,
    syncing: Arc<AtomicBool>,
    sources: &dyn Fn() -> Box<dyn Source>,
) -> Result<FileLoop, DeskError> {
    let parts = files::Parts {
        journal: Box::new(SqliteJournal::open(location, sources())?),
        connect: Box::new(|credentials| Ok(Box::new(HttpCentral::new(credentials)?))),
        syncing,
        clock: clock(sources()),
    };
    FileLoop::start(parts).map_err(|_| DeskError::Defect)
}

/// The wall clock of a source.
fn clock(source: Box<dyn Source>) -> Clock {
    let source = std::cell::RefCell::new(source);
    Box::new(move || source.borrow_mut().now())
}

#[cfg(test)]
#[path = "worker_tests.rs"]
mod tests;
