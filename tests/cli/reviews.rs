//! `acikkapi reviews …`.

use super::program::Home;
use acikkapi::domain::event::{Event, PersonData, PersonRecorded};
use acikkapi::domain::ids::PersonId;
use acikkapi::domain::person::Person;
use acikkapi::domain::staff::Actor;
use acikkapi::store::StoreError;
use acikkapi::text::CleanText;
use uuid::Uuid;

fn recorded(name: &str, from: Option<&str>) -> Event {
    let person = |name| Person {
        family_name: CleanText::line(name),
        ..Person::default()
    };
    Event::PersonRecorded(PersonRecorded {
        person: PersonId(Uuid::from_u128(2)),
        visitor: None,
        private: PersonData {
            person: person(name),
            edited_from: from.map(|from| Box::new(person(from))),
        },
    })
}

#[test]
fn what_waits_is_listed_and_shown_without_a_name() {
    let home = Home::new();
    let mut store = home.desk("32000");
    let nothing = home.run_line("reviews list").well();
    assert!(!nothing.contains('\t'), "{nothing}");
    let appended = store.transact(|tx| -> Result<Uuid, StoreError> {
        tx.append(Actor::Program, recorded("Kaya", None))?;
        tx.append(Actor::Program, recorded("Kara", Some("Kaya")))?;
        let second = tx.append(Actor::Program, recorded("Kayra", Some("Kaya")))?;
        Ok(second.op_id)
    });
    let second = appended.expect("appended");
    let listed = home.run_line("reviews list").well();
    let fields: Vec<&str> = listed.trim_end().split('\t').collect();
    let id = second.to_string();
    assert_eq!(fields[1..], ["person.family_name", id.as_str(), "-"]);
    let shown = home.run_line(&format!("reviews show {id}")).well();
    assert!(shown.contains("\"kind\": \"person_recorded\""), "{shown}");
    assert!(!shown.contains("Kayra"), "{shown}");
    for unknown in ["reviews show 7", &format!("reviews show {}", Uuid::nil())] {
        let said = home.run_line(unknown).complaint(1);
        assert!(said.contains("reviews list"), "{said}");
    }
}
