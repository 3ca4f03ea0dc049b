//! Desks to measure on, made once and kept in `target/bench-data/`.

use std::fs;
use std::path::{Path, PathBuf};

use acikkapi::catalog::Catalog;
use acikkapi::desk::demo_data::{self, Plan};
use acikkapi::desk::{DeskError, Done, Session, System, command::Command, usecase};
use acikkapi::domain::calendar::istanbul_day;
use acikkapi::domain::ids::StaffId;
use acikkapi::domain::priority::{Basis, PriorityClaims, PriorityClass};
use acikkapi::domain::source::Source;
use acikkapi::store::{Location, Reader, SCHEMA_VERSION, Store, Tx};
use tempfile::TempDir;

/// Goes up when `demo-data` makes other data than before.
const DATA_VERSION: u32 = 2;
const SEED: u64 = 1;

/// Where benches keep what they need again.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-data")
}

/// Applications of the offices that are read. A million take a while to make: only when asked for
/// with `ACIKKAPI_BENCH_MILLION=1`.
pub fn sizes() -> Vec<u32> {
    let mut sizes = vec![1_000, 100_000];
    if std::env::var_os("ACIKKAPI_BENCH_MILLION").is_some() {
        sizes.push(1_000_000);
    }
    sizes
}

/// The office with so many applications; it is made at the first call and must only be read, or
/// written in transactions that fail.
pub fn office(applications: u32) -> Location {
    let folder = folder().join(format!("v{SCHEMA_VERSION}-{DATA_VERSION}-{applications}"));
    let location = Location::in_folder(&folder);
    if !location.database.exists() {
        eprintln!("making an office with {applications} applications …");
        let plan = Plan {
            applications,
            seed: SEED,
            last_day: istanbul_day(System.now()),
        };
        let (catalog, _) = Catalog::load(None);
        demo_data::make(&folder, &catalog, plan, &mut |done| {
            eprint!("\r{done} ");
        })
        .expect("an office is made");
        eprintln!();
    }
    location
}

/// A copy that may be written, on the same disk; removed at the end.
pub fn copy(of: &Location) -> (TempDir, Location) {
    let folder = tempfile::tempdir_in(folder()).expect("a folder");
    let copy = Location::in_folder(folder.path());
    fs::copy(&of.database, &copy.database).expect("copied");
    let keys = of.key.as_ref().zip(copy.key.as_ref());
    let (from, to) = keys.expect("the office has a key");
    fs::copy(from, to).expect("copied");
    (folder, copy)
}

/// A desk at one counter, without screens and threads.
pub struct Counter {
    pub store: Store,
    pub catalog: Catalog,
    pub session: Session,
}

impl Counter {
    pub fn open(location: &Location, number: u16) -> Self {
        let store = Store::open(location.clone(), Box::new(System)).expect("opens");
        let staff = staff(location);
        Self {
            store,
            catalog: Catalog::load(None).0,
            session: Session {
                staff,
                counter: number,
            },
        }
    }

    /// Does a command, durably.
    pub fn done(&mut self, command: Command) -> Done {
        let (catalog, session) = (&self.catalog, self.session);
        self.store
            .transact(|tx| usecase::execute(tx, catalog, Some(session), command))
            .expect("done")
    }
}

impl Counter {
    /// Fills the waiting room, in one transaction.
    pub fn fill_queue(&mut self, visitors: u32) {
        let (catalog, session) = (&self.catalog, self.session);
        let filled = self
            .store
            .transact(|tx| give_tickets(tx, (catalog, session), visitors));
        filled.expect("filled");
    }
}

/// Gives tickets, every fourth to a visitor with priority.
pub fn give_tickets(
    tx: &mut Tx<'_>,
    (catalog, session): (&Catalog, Session),
    visitors: u32,
) -> Result<(), DeskError> {
    for nth in 0..visitors {
        let mut claims = PriorityClaims::none();
        if nth % 4 == 0 {
            claims.insert(PriorityClass::Disabled, Basis::Declaration);
        }
        usecase::execute(tx, catalog, Some(session), Command::IssueTicket { claims })?;
    }
    Ok(())
}

fn staff(location: &Location) -> StaffId {
    let reader = Reader::open(location).expect("opens");
    let staff = reader.read().staff().expect("read");
    staff.first().expect("somebody works here").id
}
