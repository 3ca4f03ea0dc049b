//! What the program cannot settle, from the count beside the work lists to the decision.

use crate::first_run::Office;
use acikkapi::domain::event::{Event, PersonData, PersonRecorded, StaffName, StaffRegistered};
use acikkapi::domain::ids::{PersonId, StaffId};
use acikkapi::domain::person::Person;
use acikkapi::domain::staff::{Actor, Role};
use acikkapi::store::StoreError;
use acikkapi::text::CleanText;
use chrono::TimeDelta;
use uuid::Uuid;

const PERSON: PersonId = PersonId(Uuid::from_u128(7));

fn person(phone: &str) -> Person {
    Person {
        given_name: CleanText::line("Elif"),
        family_name: CleanText::line("Kaya"),
        phone: Some(CleanText::line(phone)),
        ..Person::default()
    }
}

fn recorded(phone: &str, from: Option<Person>) -> Event {
    Event::PersonRecorded(PersonRecorded {
        person: PERSON,
        visitor: None,
        private: PersonData {
            person: person(phone),
            edited_from: from.map(Box::new),
        },
    })
}

/// A supervisor, and somebody whose telephone number two changed without knowing of each other.
fn two_numbers(office: &Office) {
    let known = || Some(person("+905320000000"));
    let events = [
        Event::StaffRegistered(StaffRegistered {
            staff: StaffId(Uuid::from_u128(5)),
            person: PersonId(Uuid::from_u128(6)),
            role: Role::Supervisor,
            private: StaffName {
                name: CleanText::line("Veli Ak"),
            },
        }),
        recorded("+905320000000", None),
        recorded("+905321111111", known()),
        recorded("+905322222222", known()),
    ];
    let appended = office.store().transact(|tx| -> Result<(), StoreError> {
        for event in events {
            tx.append(Actor::Program, event)?;
        }
        Ok(())
    });
    appended.expect("appended");
}

#[test]
fn a_reason_survives_a_crash_and_the_decision_is_taken() {
    let office = Office::opens();
    let memory = office.set_up().close();
    two_numbers(&office);
    let mut counter = office.opens_again(memory);
    counter.press("2 1 Enter");
    counter.wait_for("1 kayıt karar bekliyor (K)");
    counter.press("k");
    counter.wait_for("Telefon: iki ayrı bilgi");
    counter.press("Enter");
    let screen = counter.wait_for("* Telefon: 0532 222 22 22");
    assert!(screen.contains("* Telefon: 0532 111 11 11"), "{screen}");
    counter.press("Başvuranı_aradım.");
    counter.pass(TimeDelta::seconds(2));
    let memory = counter.crash();

    let mut counter = office.opens_again(memory);
    counter.press("Enter Enter");
    counter.wait_for("1 kayıt karar bekliyor (K)");
    counter.press("k");
    counter.wait_for("Telefon: iki ayrı bilgi");
    counter.press("Enter");
    counter.wait_for("Başvuranı aradım.");
    counter.press("F10");
    counter.wait_for("Karar: kaydedildi");
    counter.wait_for("Karar bekleyen kayıt yok.");
    let known = office.store().transact(|tx| tx.read().person(PERSON));
    assert_eq!(known.expect("read"), Some(person("+905322222222")));
}
