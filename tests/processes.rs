//! Several processes on one desk's file, and one that is killed while it writes.
//!
//! The other processes are this test's own program, started again with a part to play.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::mpsc::channel;

use acikkapi::catalog::Catalog;
use acikkapi::desk::command::Draft;
use acikkapi::desk::usecase::execute;
use acikkapi::desk::{Command, Desk, DeskError, Done, Notice, Options, RequestId, Session, System};
use acikkapi::domain::event::OfficeConfigured;
use acikkapi::domain::ids::{Counter, DraftId, StaffId, TicketId};
use acikkapi::domain::priority::{Basis, PriorityClaims, PriorityClass};
use acikkapi::domain::registration::RegistrationDraft;
use acikkapi::domain::staff::Role;
use acikkapi::store::{Location, Reader, Store, check};
use acikkapi::text::CleanText;
use uuid::Uuid;

/// Tells a process its part: `call`, `issue` or `type`.
const PART: &str = "ACIKKAPI_TEST_PART";
/// The folder it plays in, its counter, and how much it does.
const FOLDER: &str = "ACIKKAPI_TEST_FOLDER";
const COUNTER: &str = "ACIKKAPI_TEST_COUNTER";

const CALLERS: Counter = 20;
const TICKETS: usize = 300;
const ISSUERS: usize = 3;
const ISSUED_BY_EACH: usize = 20;

/// One process's (or thread's) place at the desk.
struct Seat {
    store: Store,
    catalog: Catalog,
    session: Session,
}

impl Seat {
    fn take(folder: &Path, counter: Counter) -> Self {
        Self {
            store: Store::open(location(folder), Box::new(System)).unwrap(),
            catalog: Catalog::load(None).0,
            session: Session {
                staff: StaffId(Uuid::nil()),
                counter,
            },
        }
    }

    fn does(&mut self, command: Command) -> Result<Done, DeskError> {
        let (catalog, session) = (&self.catalog, Some(self.session));
        self.store
            .transact(|tx| execute(tx, catalog, session, command))
    }

    fn set_up(&mut self) {
        let office = OfficeConfigured::usual(
            "06001".parse().unwrap(),
            CleanText::line("Çankaya Kaymakamlığı"),
        );
        let staff = CleanText::line("Ayşe Demir");
        let units = Vec::new();
        self.does(Command::SetUp {
            office,
            staff,
            role: Role::Clerk,
            units,
        })
        .unwrap();
    }

    fn issue(&mut self, nth: usize) -> u32 {
        let class = (PriorityClass::Over65, Basis::DocumentSeen);
        let claims: PriorityClaims = nth.is_multiple_of(3).then_some(class).into_iter().collect();
        match self.does(Command::IssueTicket { claims }) {
            Ok(Done::TicketIssued { number, .. }) => number,
            other => panic!("{other:?}"),
        }
    }

    fn call(&mut self) -> Option<(u32, TicketId)> {
        match self.does(Command::CallNext) {
            Ok(Done::Called(called)) => Some((called.ticket.number, called.ticket.id)),
            Ok(Done::NobodyWaits) => None,
            other => panic!("{other:?}"),
        }
    }

    /// Calls, receives and sends home until nobody waits: the numbers.
    fn work(&mut self) -> Vec<u32> {
        let mut called = Vec::new();
        while let Some((number, ticket)) = self.call() {
            called.push(number);
            let Ok(Done::VisitOpened { visit }) = self.does(Command::StartVisit { ticket }) else {
                panic!("the visit of {number} was not begun");
            };
            self.does(Command::FinishVisit { visit }).unwrap();
        }
        called
    }
}

fn location(folder: &Path) -> Location {
    Location::in_folder(folder)
}

fn play(part: &str, folder: &Path, counter: Counter) -> Child {
    Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "another_process", "--nocapture"])
        .env(PART, part)
        .env(FOLDER, folder)
        .env(COUNTER, counter.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The numbers a process said, each on a line of its own after a dash.
fn said(child: Child) -> Vec<u32> {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let lines = String::from_utf8(output.stdout).unwrap();
    let said = lines.lines().filter_map(|line| line.strip_prefix("- "));
    said.map(|number| number.parse().unwrap()).collect()
}

/// The part of another process; nothing when the tests are run.
#[test]
fn another_process() {
    let Ok(part) = std::env::var(PART) else {
        return;
    };
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap());
    let counter = std::env::var(COUNTER).unwrap().parse().unwrap();
    println!();
    if part == "type" {
        return type_until_killed(&folder);
    }
    let mut seat = Seat::take(&folder, counter);
    // All begin together, when the test closes their input.
    std::io::stdin().lines().for_each(drop);
    let numbers = match part.as_str() {
        "call" => seat.work(),
        _ => (0..ISSUED_BY_EACH).map(|nth| seat.issue(nth)).collect(),
    };
    for number in numbers {
        println!("- {number}");
    }
}

/// Each number from one on once, whatever their order.
fn assert_each_once(mut numbers: Vec<u32>, last: usize) {
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq((1..).take(last)));
}

fn assert_sound(folder: &Path) {
    let reader = Reader::open(&location(folder)).unwrap();
    assert_eq!(check::integrity(&reader).unwrap(), Vec::<String>::new());
    assert_eq!(check::chain(&reader).unwrap().fault, None);
    let differences = check::projections(&location(folder), &mut System).unwrap();
    assert_eq!(differences, []);
}

#[test]
fn twenty_processes_call_each_ticket_once_while_others_give_tickets() {
    let folder = tempfile::tempdir().unwrap();
    let mut seat = Seat::take(folder.path(), CALLERS + 1);
    seat.set_up();
    let first: Vec<u32> = (0..TICKETS).map(|nth| seat.issue(nth)).collect();
    let mut callers: Vec<Child> = (1..=CALLERS)
        .map(|counter| play("call", folder.path(), counter))
        .collect();
    let mut issuers: Vec<Child> = (0..ISSUERS)
        .map(|_| play("issue", folder.path(), 99))
        .collect();
    for child in callers.iter_mut().chain(&mut issuers) {
        drop(child.stdin.take());
    }
    let issued: Vec<u32> = issuers.into_iter().flat_map(said).chain(first).collect();
    let by_each: Vec<Vec<u32>> = callers.into_iter().map(said).collect();
    let busy = by_each.iter().filter(|numbers| !numbers.is_empty());
    assert!(busy.count() > 1, "one process did everything");
    let mut called: Vec<u32> = by_each.concat();
    // The last tickets may have been given after the callers went home.
    called.extend(seat.work());
    let last = TICKETS + ISSUERS * ISSUED_BY_EACH;
    assert_each_once(issued, last);
    assert_each_once(called, last);
    assert_sound(folder.path());
}

#[test]
fn threads_with_a_connection_each_call_each_ticket_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut seat = Seat::take(folder.path(), 99);
    seat.set_up();
    for nth in 0..120 {
        seat.issue(nth);
    }
    let threads: Vec<_> = (1..=CALLERS)
        .map(|counter| {
            let mut seat = Seat::take(folder.path(), counter);
            std::thread::spawn(move || seat.work())
        })
        .collect();
    let called = threads
        .into_iter()
        .flat_map(|thread| thread.join().unwrap());
    assert_each_once(called.collect(), 120);
}

/// Saves one version of a draft after the other, and says each that is stored.
fn type_until_killed(folder: &Path) {
    let (send, notices) = channel();
    let options = Options::new(location(folder), Catalog::load(None).0);
    let desk = Desk::open(options, move |notice| drop(send.send(notice))).unwrap();
    let session = Session {
        staff: StaffId(Uuid::nil()),
        counter: 1,
    };
    for version in 1.. {
        let form = RegistrationDraft {
            text: version.to_string(),
            ..RegistrationDraft::default()
        };
        let draft = Command::SaveDraft(Box::new(Draft {
            id: DraftId(Uuid::from_u128(1)),
            counter: 1,
            visit: None,
            form,
        }));
        desk.command(RequestId(version), Some(session), draft);
        let stored = notices.iter().any(|notice| {
            matches!(notice, Notice::Done { request, result: Ok(_) } if request.0 == version)
        });
        assert!(stored);
        println!("- {version}");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn what_was_said_to_be_kept_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    Seat::take(folder.path(), 1).set_up();
    for lines in [3, 17, 40] {
        let mut child = play("type", folder.path(), 1);
        let output = BufReader::new(child.stdout.take().unwrap());
        // Read to the end of the loop: the process is killed while it writes.
        let mut versions = output.lines().filter_map(|line| {
            let line = line.unwrap();
            line.strip_prefix("- ")
                .map(|version| version.parse().unwrap())
        });
        let said: Vec<u64> = versions.by_ref().take(lines).collect();
        child.kill().unwrap();
        child.wait().unwrap();
        let reader = Reader::open(&location(folder.path())).unwrap();
        let drafts = reader.read().drafts().unwrap();
        assert_eq!(drafts.len(), 1);
        let kept: u64 = drafts[0].0.form.text.parse().unwrap();
        // The one after the last that was said may have been stored already.
        let last = *said.last().unwrap();
        assert!(kept >= last, "{kept} after {last} was said to be stored");
    }
    assert_sound(folder.path());
}
