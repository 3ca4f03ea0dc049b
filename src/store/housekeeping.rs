//! Work that nobody should wait for, done beside the writer in small pieces.
//!
//! SQLite would copy the write-ahead log into the database, and FTS5 would merge the pieces of
//! its index, inside whichever commit comes to a threshold: every hundredth visitor would wait a
//! tenth of a second. Here a thread with a connection of its own does both between commits. The
//! thresholds stay, far away, for a process that ends too soon to do it.

use super::connection::{self, Location, Use};
use super::error::Result;
use super::projections::SEARCHES;
use rusqlite::Connection;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How often it looks for work.
const LOOK: Duration = Duration::from_secs(2);
/// Pause between two pieces, for writers that wait.
const BREATH: Duration = Duration::from_millis(20);
/// Pages of a search index merged in one piece: a few milliseconds.
const MERGED_PAGES: i64 = 16;
/// Pieces of merging at one look.
const MOST_PIECES: u32 = 10;
/// Pages in the write-ahead log from which on they are copied.
const COPIED_FROM: i64 = 500;

/// The thread, as long as the store is open. Dropping it waits for the piece under way.
pub(super) struct Housekeeping {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Housekeeping {
    /// Starts it. Without a thread to spare the thresholds do its work.
    pub(super) fn start(location: &Location) -> Self {
        let (stop, stopped) = mpsc::channel();
        let location = location.clone();
        let thread = thread::Builder::new()
            .name("store-housekeeping".into())
            .spawn(move || keep_house(&location, &stopped));
        Self {
            stop: Some(stop),
            thread: thread.ok(),
        }
    }
}

impl Drop for Housekeeping {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // It has nothing to say, even if it met a defect.
            let _ = thread.join();
        }
    }
}

fn keep_house(location: &Location, stopped: &Receiver<()>) {
    let mut kept = None;
    while pause(stopped, LOOK) {
        // Whatever is wrong with the file, the writer meets it too and says so.
        let done = match kept.take() {
            Some(connection) => Ok(connection),
            None => House::open(location),
        };
        let done = done.and_then(|mut house| house.keep(stopped).map(|()| house));
        match done {
            Ok(house) => kept = Some(house),
            Err(error) => tracing::debug!(%error, "housekeeping of the store"),
        }
    }
}

/// Waits; `false` when it is time to end.
fn pause(stopped: &Receiver<()>, time: Duration) -> bool {
    matches!(stopped.recv_timeout(time), Err(RecvTimeoutError::Timeout))
}

struct House {
    connection: Connection,
    /// State of the file at the last look, if everything was done then.
    seen: Option<i64>,
}

impl House {
    fn open(location: &Location) -> Result<Self> {
        let connection = connection::open(location, Use::Write)?;
        // A merge lost in a power cut is done again; the disk is not waited for while writers
        // wait for the lock. What they commit is synced by themselves, with all before it.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        Ok(Self {
            connection,
            seen: None,
        })
    }

    fn keep(&mut self, stopped: &Receiver<()>) -> Result<()> {
        let version = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0))?;
        if self.seen == Some(version) {
            return Ok(());
        }
        let mut pieces = 0;
        let mut more = true;
        while more && pieces < MOST_PIECES && pause(stopped, BREATH) {
            more = self.merge()?;
            pieces += 1;
        }
        self.copy_journal()?;
        self.seen = (!more).then_some(version);
        Ok(())
    }

    /// Merges a piece of each search index; whether there is more to do.
    fn merge(&self) -> Result<bool> {
        let mut more = false;
        for search in SEARCHES {
            let before = self.connection.total_changes();
            let merge = format!("insert into {search} ({search}, rank) values ('merge', ?1)");
            self.connection
                .prepare_cached(&merge)?
                .execute([MERGED_PAGES])?;
            // FTS5's own sign: the statement itself counts as one change.
            more |= self.connection.total_changes() - before > 1;
        }
        Ok(more)
    }

    /// Copies the write-ahead log into the database, as far as nobody reads an older state. Never
    /// makes anybody wait.
    fn copy_journal(&self) -> Result<()> {
        let (pages, copied) = self.checkpoint("noop")?;
        if pages - copied >= COPIED_FROM {
            self.checkpoint("passive")?;
        }
        Ok(())
    }

    fn checkpoint(&self, mode: &str) -> Result<(i64, i64)> {
        let pragma = format!("pragma wal_checkpoint({mode})");
        let counts = self
            .connection
            .query_row(&pragma, [], |row| Ok((row.get(1)?, row.get(2)?)))?;
        Ok(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{desk, event, staff};
    use super::*;

    /// Pieces of the persons' search index.
    fn segments(connection: &Connection) -> i64 {
        let count = "select count(distinct segid) from person_search_idx";
        connection.query_row(count, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn it_merges_the_search_and_copies_the_journal() {
        let (_folder, mut store) = desk();
        store
            .transact(|tx| tx.append(staff(1), event::office()))
            .unwrap();
        for number in 0..90 {
            let person = event::person(number, "Şükrü", "Işık");
            store.transact(|tx| tx.append(staff(1), person)).unwrap();
        }
        let mut house = House::open(store.location()).unwrap();
        let before = segments(&house.connection);
        let (pages, copied) = house.checkpoint("noop").unwrap();
        assert!(
            before > 4 && pages - copied >= COPIED_FROM,
            "{before} {pages}"
        );
        let (_stop, stopped) = mpsc::channel();
        while house.seen.is_none() {
            house.keep(&stopped).unwrap();
        }
        assert!(segments(&house.connection) < before);
        let (pages, copied) = house.checkpoint("noop").unwrap();
        assert!(pages - copied < COPIED_FROM, "{pages} {copied}");
        // With nothing left to do it changes nothing: the housekeepers of several processes
        // would wake each other, and their screens, for ever.
        let mut other = House::open(store.location()).unwrap();
        other.keep(&stopped).unwrap();
        let version = house.seen;
        house.keep(&stopped).unwrap();
        assert_eq!(house.seen, version);
        other.seen = None;
        other.keep(&stopped).unwrap();
        house.keep(&stopped).unwrap();
        assert_eq!(house.seen, version);
    }

    #[test]
    fn it_ends_with_the_store() {
        let (folder, store) = desk();
        drop(store);
        super::super::presence::Presence::alone(&folder.path().join("desk.db")).unwrap();
    }
}
