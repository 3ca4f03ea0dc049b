use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::*;
use crate::catalog::Catalog;
use crate::desk::usecase::execute;
use crate::desk::{Command, Done, Session, System};
use crate::domain::event::OfficeConfigured;
use crate::domain::ids::{StaffId, TicketId};
use crate::domain::priority::{PriorityClaims, PriorityClass};
use crate::domain::staff::Role;
use crate::store::Store;
use crate::text::CleanText;

/// A clock that is set by hand.
#[derive(Clone)]
struct Clock(Arc<AtomicI64>);

impl Clock {
    fn at(time: &str) -> Self {
        let clock = Self(Arc::default());
        clock.set(time);
        clock
    }

    fn set(&self, time: &str) {
        let time: DateTime<Utc> = time.parse().unwrap();
        self.0.store(time.timestamp_micros(), Ordering::Relaxed);
    }
}

impl Source for Clock {
    fn now(&mut self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::Relaxed)).unwrap()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        System.fill(bytes);
    }
}

/// A counter on the file.
struct Desk {
    store: Store,
    catalog: Catalog,
}

impl Desk {
    /// The desk of an office of this name.
    fn of(location: &Location, clock: &Clock, name: &str) -> Self {
        let mut desk = Self {
            store: Store::open(location.clone(), Box::new(clock.clone())).unwrap(),
            catalog: Catalog::load(None).0,
        };
        let office = OfficeConfigured::usual("06001".parse().unwrap(), CleanText::line(name));
        let staff = CleanText::line("Ayşe Demir");
        let units = Vec::new();
        desk.does(
            1,
            Command::SetUp {
                office,
                staff,
                role: Role::Clerk,
                units,
            },
        );
        desk
    }

    fn does(&mut self, counter: u16, command: Command) -> Done {
        let session = Session {
            staff: StaffId(Uuid::nil()),
            counter,
        };
        let catalog = &self.catalog;
        let done = self
            .store
            .transact(|tx| execute(tx, catalog, Some(session), command));
        done.unwrap()
    }

    fn issue(&mut self, class: Option<PriorityClass>) {
        let claim = class.map(|class| (class, crate::domain::priority::Basis::DocumentSeen));
        let claims: PriorityClaims = claim.into_iter().collect();
        self.does(1, Command::IssueTicket { claims });
    }

    fn call(&mut self, counter: u16) -> TicketId {
        match self.does(counter, Command::CallNext) {
            Done::Called(called) => called.ticket.id,
            other => panic!("{other:?}"),
        }
    }
}

fn location(folder: &tempfile::TempDir) -> Location {
    Location::without_key(folder.path().join("desk.db"))
}

fn board(watch: &mut Watch) -> Board {
    match watch.sight() {
        Some(Sight::Board(board)) => board,
        other => panic!("{other:?}"),
    }
}

/// Numbers and counters on it.
fn calls(board: &Board) -> Vec<(u32, u16)> {
    let calls = board.calls.iter();
    calls.map(|call| (call.number, call.counter)).collect()
}

#[test]
fn each_change_is_seen_once() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at("2026-03-10T07:30:00Z");
    let mut desk = Desk::of(&location(&folder), &clock, "Çankaya Kaymakamlığı");
    let mut watch = Watch::open(location(&folder), Box::new(clock)).unwrap();
    let morning = board(&mut watch);
    assert_eq!(morning.office.as_str(), "Çankaya Kaymakamlığı");
    assert_eq!((calls(&morning), morning.waiting), (vec![], 0));
    assert!(watch.sight().is_none());

    desk.issue(None);
    desk.issue(Some(PriorityClass::Pregnant));
    desk.issue(None);
    assert_eq!(board(&mut watch).waiting, 3);
    assert!(watch.sight().is_none());
    let first = desk.call(4);
    desk.call(2);
    let called = board(&mut watch);
    assert_eq!((calls(&called), called.waiting), (vec![(1, 2), (2, 4)], 1));

    desk.does(4, Command::Recall { ticket: first });
    let recalled = board(&mut watch);
    assert_eq!(calls(&recalled), [(2, 4), (1, 2)]);
    assert!(recalled.calls[0].seq > called.calls[0].seq);
    desk.does(4, Command::UndoCall { ticket: first });
    let undone = board(&mut watch);
    assert_eq!((calls(&undone), undone.waiting), (vec![(1, 2)], 2));
}

#[test]
fn the_day_changes_at_midnight_without_a_write() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at("2026-03-10T20:59:00Z");
    let mut desk = Desk::of(&location(&folder), &clock, "Çankaya Kaymakamlığı");
    desk.issue(None);
    desk.issue(None);
    desk.call(1);
    let mut watch = Watch::open(location(&folder), Box::new(clock.clone())).unwrap();
    let evening = board(&mut watch);
    assert_eq!((evening.calls.len(), evening.waiting), (1, 1));
    clock.set("2026-03-10T21:00:00Z");
    let next = board(&mut watch);
    assert_eq!((next.calls.len(), next.waiting), (0, 0));
    assert!(watch.sight().is_none());
}

#[test]
fn a_file_that_goes_away_and_another_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    let clock = Clock::at("2026-03-10T07:30:00Z");
    drop(Desk::of(&location(&folder), &clock, "Birinci"));
    drop(Desk::of(&location(&other), &clock, "İkinci"));
    let mut watch = Watch::open(location(&folder), Box::new(clock)).unwrap();
    assert_eq!(board(&mut watch).office.as_str(), "Birinci");

    let (path, away) = (folder.path().join("desk.db"), folder.path().join("away"));
    fs::rename(&path, &away).unwrap();
    assert!(matches!(watch.sight(), Some(Sight::Unreachable)));
    assert!(matches!(watch.sight(), Some(Sight::Unreachable)));
    fs::rename(&away, &path).unwrap();
    assert_eq!(board(&mut watch).office.as_str(), "Birinci");

    fs::rename(other.path().join("desk.db"), &path).unwrap();
    assert_eq!(board(&mut watch).office.as_str(), "İkinci");
}
