//! `acikkapi display` on a real terminal, while a counter works on the same file in another process
//! (this one).

mod support;

use std::fs;

use acikkapi::catalog::Catalog;
use acikkapi::desk::usecase::execute;
use acikkapi::desk::{Command, DeskError, Done, Session};
use acikkapi::domain::event::{Event, PersonData, PersonRecorded, StaffName, StaffRegistered};
use acikkapi::domain::ids::{Counter, PersonId, StaffId, TicketId};
use acikkapi::domain::person::Person;
use acikkapi::domain::priority::{Basis, PriorityClass};
use acikkapi::domain::staff::Actor;
use acikkapi::store::{Store, StoreError};
use acikkapi::text::CleanText;
use support::program::Home;
use uuid::Uuid;

/// Words that would tell of a visitor, or of who works here.
const PERSONAL: [&str; 9] = [
    "zeynep", "kaya", "ayşe", "demir", "hamile", "öncelik", "genel", "belge", "★",
];

/// The counters of a desk.
struct Counters {
    store: Store,
    catalog: Catalog,
}

impl Counters {
    fn of(home: &Home) -> Self {
        let mut store = home.desk("32000");
        let person = PersonId(Uuid::from_u128(2));
        let visitor = Event::PersonRecorded(PersonRecorded {
            person,
            visitor: None,
            private: PersonData::new(Person {
                given_name: CleanText::line("Zeynep"),
                family_name: CleanText::line("Kaya"),
                ..Person::default()
            }),
        });
        let clerk = Event::StaffRegistered(StaffRegistered {
            staff: StaffId(Uuid::nil()),
            person: PersonId(Uuid::from_u128(3)),
            role: acikkapi::domain::staff::Role::Clerk,
            private: StaffName {
                name: CleanText::line("Ayşe Demir"),
            },
        });
        let stored: Result<(), StoreError> = store.transact(|tx| {
            tx.append(Actor::Program, visitor)?;
            tx.append(Actor::Program, clerk)?;
            Ok(())
        });
        stored.expect("stored");
        Self {
            store,
            catalog: Catalog::load(None).0,
        }
    }

    fn does(&mut self, counter: Counter, command: Command) -> Done {
        let staff = StaffId(Uuid::nil());
        let session = Some(Session { staff, counter });
        let catalog = &self.catalog;
        let done: Result<Done, DeskError> = self
            .store
            .transact(|tx| execute(tx, catalog, session, command));
        done.expect("done")
    }

    fn issue(&mut self, class: Option<PriorityClass>) {
        let claims = class.map(|class| (class, Basis::DocumentSeen));
        let claims = claims.into_iter().collect();
        self.does(1, Command::IssueTicket { claims });
    }

    fn call(&mut self, counter: Counter) -> (u32, TicketId) {
        match self.does(counter, Command::CallNext) {
            Done::Called(called) => (called.ticket.number, called.ticket.id),
            other => panic!("{other:?}"),
        }
    }
}

/// What a window too small for large digits says of a call.
fn words(number: u32, counter: Counter) -> String {
    format!("{number} numara, {counter} numaralı banko")
}

#[test]
fn a_call_of_another_process_is_shown_and_nothing_of_the_visitor() {
    let home = Home::new();
    let mut counters = Counters::of(&home);
    let mut display = home.terminal("display --lang tr", &[]);
    display.wait_for("Henüz kimse çağrılmadı");
    let morning = display.wait_for("Bekleyen: 0");
    assert!(morning.contains("Isparta Valiliği"), "{morning}");

    counters.issue(None);
    counters.issue(Some(PriorityClass::Pregnant));
    for _ in 0..6 {
        counters.issue(None);
    }
    display.wait_for("Bekleyen: 8");
    assert_eq!(display.bells(), 0);

    // The priority ticket is called first; the display shows it like any other.
    let (number, ticket) = counters.call(3);
    assert_eq!(number, 2);
    display.wait_for("▸▸▸ NUMARA");
    // The last line of the same frame.
    let called = display.wait_for("Bekleyen: 7");
    assert!(called.contains("┏━"), "{called}");
    assert_eq!(display.bells(), 1);
    for word in PERSONAL {
        assert!(!called.to_lowercase().contains(word), "{word}:\n{called}");
    }

    // So small that the numbers are words.
    display.resize(9, 60);
    display.wait_for(&words(2, 3));
    for counter in 4..8 {
        let (number, _) = counters.call(counter);
        display.wait_for(&words(number, counter));
    }
    assert_eq!(display.bells(), 5);

    display.resize(24, 80);
    // The mark goes by itself, and comes back with the recall.
    display.wait_gone("▸▸▸");
    let quiet = display.wait_for("┌─");
    assert!(quiet.contains("Önceki çağrılar"), "{quiet}");
    counters.does(3, Command::Recall { ticket });
    display.wait_for("▸▸▸ NUMARA");
    assert_eq!(display.bells(), 6);
    display.resize(9, 60);
    display.wait_for(&words(2, 3));
    counters.does(3, Command::UndoCall { ticket });
    let undone = display.wait_for(&words(5, 7));
    assert!(!undone.contains(&words(2, 3)), "{undone}");
    assert_eq!(display.bells(), 6);

    display.send("q");
    assert!(display.ended_well());
    assert!(display.is_given_back());
}

#[test]
fn it_works_while_the_file_is_busy_and_when_it_was_away() {
    let home = Home::new();
    let mut counters = Counters::of(&home);
    // Switched on while a counter holds the file's only write lock.
    let display: Result<_, StoreError> = counters.store.transact(|tx| {
        tx.append(
            Actor::Program,
            support::program::configured("32000", "Meşgul"),
        )?;
        let display = home.terminal("display --quiet --lang en", &[]);
        display.wait_for("Nobody has been called yet");
        Ok(display)
    });
    let mut display = display.expect("stored");
    display.wait_for("Meşgul");

    let database = home.location().database;
    let away = database.with_extension("away");
    fs::rename(&database, &away).expect("moved");
    display.wait_for("! The records cannot be reached");
    fs::rename(&away, &database).expect("moved back");
    display.wait_gone("The records cannot be reached");

    counters.issue(None);
    counters.call(1);
    display.wait_for("▸▸▸ NUMBER");
    assert_eq!(display.bells(), 0);
    display.signal(rustix::process::Signal::TERM);
    assert!(display.ended_well());
}

#[test]
fn colours_only_where_they_are_wanted() {
    let home = Home::new();
    let mut counters = Counters::of(&home);
    counters.issue(None);
    counters.call(1);
    let coloured = home.terminal("display", &[]);
    coloured.wait_for("BANKO");
    assert!(coloured.has_colour());
    let plain = home.terminal("display", &[("NO_COLOR", "1")]);
    plain.wait_for("BANKO");
    assert!(!plain.has_colour());
}

#[test]
fn without_a_desk_or_a_terminal_it_says_what_to_do() {
    let home = Home::new();
    let said = home.run_line("display --lang en");
    assert_eq!(said.code, 1);
    assert!(said.err.contains("No office is set up"), "{}", said.err);
    drop(home.desk("32000"));
    let said = home.run_line("display --lang en");
    assert_eq!(said.code, 1);
    assert!(said.err.contains("terminal"), "{}", said.err);
}
