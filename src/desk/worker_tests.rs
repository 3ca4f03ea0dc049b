//! The desk at work, on a real file with its real threads.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::desk::command::Draft;
use crate::desk::done::Done;
use crate::desk::query::Answer;
use crate::desk::script::{Clock, Script};
use crate::desk::usecase::fixture::{catalog, line, ordinary, setup};
use crate::desk::view::QueueView;
use crate::domain::ids::{DraftId, TicketId};
use crate::domain::queue::Policy;
use crate::domain::registration::RegistrationDraft;
use crate::domain::staff::Role;
use crate::store::{Failure, StoreError};
use crate::sync::status::SyncState;

const LONG: Duration = Duration::from_secs(20);

/// A desk in a temporary folder, and what it tells.
struct Seat {
    folder: TempDir,
    clock: Clock,
    desk: Option<Desk>,
    notices: Receiver<Notice>,
    asked: u64,
    session: Option<Session>,
}

impl Seat {
    fn new() -> Self {
        Self::with(|_| {}, |source| source)
    }

    /// `prepare` changes the store and `wrap` the writer's source before the desk begins.
    fn with(
        prepare: impl FnOnce(&mut Store),
        wrap: impl FnOnce(Box<dyn Source>) -> Box<dyn Source>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at("2026-03-10T07:30:00Z".parse().unwrap());
        let (send, notices) = channel();
        let options = options(&folder, &clock);
        let source = wrap((options.sources)());
        let mut store = Store::open(options.location.clone(), source).unwrap();
        prepare(&mut store);
        let publish: Publish = Arc::new(move |notice| drop(send.send(notice)));
        let mut seat = Self {
            desk: Some(Desk::begin(store, options, publish).unwrap()),
            folder,
            clock,
            notices,
            asked: 0,
            session: None,
        };
        let office = setup(Policy::default());
        let staff = line("Ayşe Demir");
        let setup = Command::SetUp {
            office,
            staff,
            role: Role::Clerk,
            units: Vec::new(),
        };
        let Ok(Done::SetUp { staff }) = seat.does(setup) else {
            panic!("not set up");
        };
        seat.session = Some(Session { staff, counter: 1 });
        seat
    }

    fn desk(&self) -> &Desk {
        self.desk.as_ref().unwrap()
    }

    fn command(&mut self, command: Command) -> RequestId {
        self.asked += 1;
        let request = RequestId(self.asked);
        self.desk().command(request, self.session, command);
        request
    }

    /// The first notice that fits; the others before it are dropped.
    fn wait_for<T>(&self, mut fits: impl FnMut(Notice) -> Option<T>) -> T {
        let until = Instant::now() + LONG;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let notice = self.notices.recv_timeout(left).expect("a notice in time");
            if let Some(found) = fits(notice) {
                return found;
            }
        }
    }

    fn done(&self, request: RequestId) -> Result<Done, DeskError> {
        self.wait_for(|notice| match notice {
            Notice::Done {
                request: of,
                result,
            } if of == request => Some(result),
            _ => None,
        })
    }

    fn does(&mut self, command: Command) -> Result<Done, DeskError> {
        let request = self.command(command);
        self.done(request)
    }

    fn queue(&mut self) -> QueueView {
        self.asked += 1;
        let request = RequestId(self.asked);
        self.desk().query(request, Query::Queue { counter: 1 });
        self.wait_for(|notice| match notice {
            Notice::Answered {
                request: of,
                result,
            } if of == request => match result {
                Ok(Answer::Queue(view)) => Some(*view),
                other => panic!("{other:?}"),
            },
            _ => None,
        })
    }

    fn issue(&mut self) -> (TicketId, u32) {
        match self.does(Command::IssueTicket { claims: ordinary() }) {
            Ok(Done::TicketIssued { ticket, number, .. }) => (ticket, number),
            other => panic!("{other:?}"),
        }
    }

    fn draft(&self, text: &str) -> Command {
        Command::SaveDraft(Box::new(Draft {
            id: DraftId(Uuid::from_u128(7)),
            counter: 1,
            visit: None,
            form: RegistrationDraft {
                text: text.into(),
                ..RegistrationDraft::default()
            },
        }))
    }

    fn close(&mut self) {
        self.desk.take().unwrap().close();
    }

    /// Another process on the same file.
    fn other(&self) -> Store {
        let options = options(&self.folder, &self.clock);
        Store::open(options.location, Box::new(Script::new(&self.clock, 99))).unwrap()
    }

    fn is_silent(&self) -> bool {
        !self
            .notices
            .try_iter()
            .any(|notice| !matches!(notice, Notice::Sync(_) | Notice::Changed))
    }
}

fn options(folder: &TempDir, clock: &Clock) -> Options {
    let clock = clock.clone();
    let seeds = std::cell::Cell::new(0);
    Options {
        location: Location::without_key(folder.path().join("desk.db")),
        catalog: catalog().clone(),
        papers: Papers::in_folder(folder.path()),
        sources: Box::new(move || {
            seeds.set(seeds.get() + 1);
            Box::new(Script::new(&clock, seeds.get()))
        }),
    }
}

#[test]
fn each_command_and_each_query_is_answered_once_and_in_order() {
    let mut seat = Seat::new();
    let mut expected = Vec::new();
    for _ in 0..20 {
        expected.push(seat.command(Command::IssueTicket { claims: ordinary() }));
    }
    let mut answered = Vec::new();
    while answered.len() < expected.len() {
        answered.push(seat.wait_for(|notice| match notice {
            Notice::Done { request, result } => result.is_ok().then_some(request),
            _ => None,
        }));
    }
    assert_eq!(answered, expected);
    let view = seat.queue();
    assert_eq!((view.ordinary.count, view.issued), (20, 20));
    assert_eq!(view.next.unwrap().number, 1);
    assert!(seat.is_silent());
}

#[test]
fn the_screens_hear_of_changes_made_here_and_elsewhere() {
    let mut seat = Seat::new();
    let changed = |notice| matches!(notice, Notice::Changed).then_some(());
    seat.issue();
    seat.wait_for(changed);
    std::thread::sleep(Duration::from_millis(600));
    let _ = seat.notices.try_iter().count();
    let mut other = seat.other();
    let session = seat.session;
    other
        .transact(|tx| {
            let claims = ordinary();
            super::super::usecase::execute(tx, catalog(), session, Command::IssueTicket { claims })
        })
        .unwrap();
    seat.wait_for(changed);
    assert_eq!(seat.queue().ordinary.count, 2);
}

#[test]
fn closing_finishes_what_was_asked_before() {
    let mut seat = Seat::new();
    for n in 0..50 {
        seat.command(seat.draft(&format!("metin {n}")));
    }
    seat.close();
    let notices: Vec<Notice> = seat.notices.try_iter().collect();
    let stored = notices
        .iter()
        .filter(|notice| matches!(notice, Notice::Done { result: Ok(_), .. }))
        .count();
    assert_eq!(stored, 50);
    assert!(
        matches!(notices.last(), Some(Notice::Sync(status)) if status.state == SyncState::Stopped)
    );
    let drafts = seat
        .other()
        .transact(|tx| -> Result<_, DeskError> { Ok(tx.read().drafts()?) });
    assert_eq!(drafts.unwrap()[0].0.form.text, "metin 49");
}

#[test]
fn a_file_is_read_apart_and_answered_like_any_command() {
    let mut seat = Seat::new();
    let file = seat.folder.path().join("dilekçe.pdf");
    std::fs::write(&file, b"%PDF-1.7 x").unwrap();
    let attached = seat.does(Command::Attach { file }).unwrap();
    assert!(matches!(attached, Done::Attached { .. }));
    let file = seat.folder.path().join("yok.pdf");
    let missing = seat.does(Command::Attach { file });
    assert!(matches!(missing, Err(DeskError::File(_))));
    seat.session = None;
    let file = seat.folder.path().join("dilekçe.pdf");
    let nobody = seat.does(Command::Attach { file });
    assert!(matches!(nobody, Err(DeskError::NoSession)));
}

#[test]
fn held_visitors_come_back_though_nobody_presses_a_key() {
    let mut seat = Seat::new();
    let (ticket, _) = seat.issue();
    let time = Some(TimeDelta::minutes(5));
    let reason = None;
    seat.does(Command::Hold {
        ticket,
        time,
        reason,
    })
    .unwrap();
    assert_eq!(seat.queue().ordinary.count, 0);
    seat.clock.advance(TimeDelta::minutes(5));
    seat.wait_for(|notice| matches!(notice, Notice::Changed).then_some(()));
    let until = Instant::now() + LONG;
    while seat.queue().ordinary.count == 0 {
        assert!(Instant::now() < until);
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_full_disk_is_said_once_and_what_was_typed_is_kept_when_there_is_room_again() {
    let mut seat = Seat::with(|store| store.fill_disk_after(40), |source| source);
    let large = "uzun metin ".repeat(100_000);
    let is_full = |error: &DeskError| matches!(error.store_error(), Some(StoreError::DiskFull));
    let request = seat.command(seat.draft(&large));
    let told = seat.wait_for(|notice| match notice {
        Notice::WritingStopped(error) => Some(error),
        _ => None,
    });
    assert!(is_full(&told), "{told:?}");
    assert!(is_full(&seat.done(request).unwrap_err()));
    // Reading goes on, and each command says again what is wrong.
    assert_eq!(seat.queue().issued, 0);
    let refused = seat.does(Command::IssueTicket { claims: ordinary() });
    assert!(is_full(&refused.unwrap_err()));
    assert!(seat.is_silent());
    std::thread::sleep(super::super::writer::PAUSE);
    // The screen sends the same text again.
    let request = seat.command(seat.draft(&large));
    seat.wait_for(|notice| matches!(notice, Notice::WritingAgain).then_some(()));
    seat.done(request).unwrap();
    assert_eq!(seat.issue().1, 1);
    seat.close();
    let drafts = seat
        .other()
        .transact(|tx| -> Result<_, DeskError> { Ok(tx.read().drafts()?) });
    assert_eq!(drafts.unwrap()[0].0.form.text, large);
}

/// A source with a defect that shows when it is told to.
struct Defective(Box<dyn Source>, Arc<AtomicBool>);

impl Source for Defective {
    fn now(&mut self) -> DateTime<Utc> {
        self.0.now()
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        assert!(!self.1.load(Ordering::Relaxed), "a defect made for a test");
        self.0.fill(bytes);
    }
}

#[test]
fn a_defect_ends_its_own_command_alone() {
    let defect = Arc::new(AtomicBool::new(false));
    let shared = Arc::clone(&defect);
    let mut seat = Seat::with(|_| {}, |source| Box::new(Defective(source, shared)));
    seat.issue();
    defect.store(true, Ordering::Relaxed);
    let failed = seat.does(Command::IssueTicket { claims: ordinary() });
    assert!(matches!(failed, Err(DeskError::Defect)));
    defect.store(false, Ordering::Relaxed);
    assert_eq!(seat.issue().1, 2);
}

#[test]
fn a_clock_set_back_is_said_once_and_work_goes_on() {
    let mut seat = Seat::new();
    seat.issue();
    seat.clock.advance(TimeDelta::minutes(-1));
    seat.issue();
    assert!(seat.is_silent());
    seat.clock.advance(TimeDelta::hours(-1));
    let request = seat.command(Command::IssueTicket { claims: ordinary() });
    let last = seat.wait_for(|notice| match notice {
        Notice::ClockBehind { last } => Some(last),
        _ => None,
    });
    assert_eq!(
        last,
        "2026-03-10T07:29:00Z".parse::<DateTime<Utc>>().unwrap()
    );
    assert!(seat.done(request).is_ok());
    assert_eq!(seat.issue().1, 4);
    assert!(seat.is_silent());
}

#[test]
fn a_file_that_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at(Utc::now());
    let options = options(&folder, &clock);
    std::fs::write(&options.location.database, vec![b'x'; 4096]).unwrap();
    let refused = Desk::open(options, |_| {}).err().unwrap();
    assert!(
        matches!(
            refused.store_error(),
            Some(StoreError::Foreign(_) | StoreError::KeyDoesNotFit(_))
        ),
        "{refused:?}"
    );
}
