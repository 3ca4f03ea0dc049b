//! The thread that reads: answers the screens, and notices what anybody has written.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::catalog::Catalog;
use crate::domain::source::Source;
use crate::store::{Location, Reader};

use super::answer::answer;
use super::error::DeskError;
use super::notice::{Notice, RequestId};
use super::query::{Answer, Query};
use super::worker::Publish;

/// How often it is looked whether another process has written.
const LOOK: Duration = Duration::from_millis(250);

/// What the reader is asked.
pub(super) enum Ask {
    Query {
        request: RequestId,
        query: Query,
    },
    /// Something was written here.
    Look,
    Stop,
}

/// What the thread works with.
pub(super) struct Reading {
    /// `None` after an error, until it is opened afresh.
    pub(super) reader: Option<Reader>,
    pub(super) location: Location,
    pub(super) catalog: Catalog,
    pub(super) source: Box<dyn Source>,
    pub(super) publish: Publish,
    /// The file's version when the screens were last told of a change.
    pub(super) seen: Option<i64>,
}

/// The thread: until it is told to stop, or nobody is left who could ask.
pub(super) fn run(mut reading: Reading, asks: &Receiver<Ask>) {
    loop {
        match asks.recv_timeout(LOOK) {
            Ok(Ask::Stop) | Err(RecvTimeoutError::Disconnected) => break,
            Ok(Ask::Query { request, query }) => reading.answer(request, &query),
            Ok(Ask::Look) | Err(RecvTimeoutError::Timeout) => reading.look(),
        }
    }
    // Asked while it was stopping.
    for ask in asks.try_iter() {
        if let Ask::Query { request, .. } = ask {
            let result = Err(DeskError::Closing);
            (reading.publish)(Notice::Answered { request, result });
        }
    }
}

impl Reading {
    fn answer(&mut self, request: RequestId, query: &Query) {
        // A defect ends its own query alone.
        let result = catch_unwind(AssertUnwindSafe(|| self.ask(query)));
        let result = result.unwrap_or(Err(DeskError::Defect));
        if result.is_err() {
            // Whatever it was, the next query gets a fresh connection.
            self.reader = None;
        }
        (self.publish)(Notice::Answered { request, result });
    }

    fn ask(&mut self, query: &Query) -> Result<Answer, DeskError> {
        let now = self.source.now();
        let catalog = self.catalog.clone();
        self.reader()?
            .snapshot(|read| answer(read, &catalog, query, now))
    }

    fn reader(&mut self) -> Result<&Reader, DeskError> {
        let reader = match self.reader.take() {
            Some(reader) => reader,
            None => {
                // Another connection counts its versions afresh.
                self.seen = None;
                Reader::open(&self.location)?
            }
        };
        Ok(self.reader.insert(reader))
    }

    /// Tells the screens when somebody has written since they were last told.
    fn look(&mut self) {
        let version = self.reader().and_then(|reader| Ok(reader.data_version()?));
        match version {
            Ok(version) => {
                if self.seen.replace(version) != Some(version) {
                    (self.publish)(Notice::Changed);
                }
            }
            // The next query tells what is wrong.
            Err(_) => self.reader = None,
        }
    }
}
