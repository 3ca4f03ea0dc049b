use super::*;
use crate::domain::person::{Gender, Place};
use crate::text::CleanText;
use proptest::prelude::*;

fn operation(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn person(phone: &str, email: &str) -> Person {
    Person {
        given_name: CleanText::line("Elif"),
        phone: (!phone.is_empty()).then(|| CleanText::line(phone)),
        email: (!email.is_empty()).then(|| CleanText::line(email)),
        ..Person::default()
    }
}

fn begun(number: u128, to: Person) -> PersonChange {
    PersonChange::Recorded {
        operation: operation(number),
        from: None,
        to,
    }
}

fn edited(number: u128, from: Person, to: Person) -> PersonChange {
    PersonChange::Recorded {
        operation: operation(number),
        from: Some(Box::new(from)),
        to,
    }
}

fn decided(number: u128, second: bool) -> PersonChange {
    PersonChange::Decided {
        operation: operation(number),
        field: PersonField::Phone,
        second,
    }
}

fn phone_contested(first: u128, second: u128) -> Vec<Contested> {
    vec![Contested {
        field: PersonField::Phone,
        first: operation(first),
        second: operation(second),
    }]
}

#[test]
fn different_fields_merge() {
    let known = person("1", "");
    let merged = merge(&[
        begun(1, known.clone()),
        edited(2, known.clone(), person("2", "")),
        edited(3, known, person("1", "a@b.org")),
    ]);
    assert_eq!(merged.person, person("2", "a@b.org"));
    assert_eq!(merged.contested, []);
}

#[test]
fn of_the_same_field_the_first_stands_and_somebody_decides() {
    let known = person("1", "");
    let mut changes = vec![
        begun(1, known.clone()),
        edited(2, known.clone(), person("2", "")),
        edited(3, known.clone(), person("3", "a@b.org")),
    ];
    let merged = merge(&changes);
    assert_eq!(merged.person, person("2", "a@b.org"));
    assert_eq!(merged.contested, phone_contested(2, 3));
    for (second, stands) in [(false, "2"), (true, "3")] {
        let mut changes = changes.clone();
        changes.push(decided(3, second));
        // The first decision stands.
        changes.push(decided(3, !second));
        let merged = merge(&changes);
        assert_eq!(merged.person, person(stands, "a@b.org"));
        assert_eq!(merged.contested, []);
    }
    // The same value is no conflict, and neither is one somebody chose knowingly since.
    changes.push(edited(4, known, person("2", "")));
    assert_eq!(merge(&changes).contested, phone_contested(2, 3));
    changes.push(edited(5, person("2", ""), person("3", "")));
    assert_eq!(merge(&changes).contested, []);
    assert_eq!(merge(&changes).person, person("3", "a@b.org"));
}

#[test]
fn whoever_edits_a_contested_value_goes_on_with_it() {
    let known = person("1", "");
    let changes = [
        begun(1, known.clone()),
        edited(2, known.clone(), person("2", "")),
        edited(3, known, person("3", "")),
        edited(4, person("3", ""), person("33", "")),
    ];
    let merged = merge(&changes);
    assert_eq!(merged.person, person("2", ""));
    assert_eq!(merged.contested, phone_contested(2, 4));
}

#[test]
fn the_beginning_is_the_beginning_wherever_it_comes() {
    let known = person("1", "a@b.org");
    let changes = [
        edited(2, known.clone(), person("2", "a@b.org")),
        begun(1, known),
    ];
    assert_eq!(merge(&changes).person, person("2", "a@b.org"));
    assert_eq!(merge(&changes).contested, []);
}

#[test]
fn what_an_older_program_records_is_taken_whole() {
    let changes = [
        begun(1, person("1", "")),
        edited(2, person("1", ""), person("2", "")),
        begun(3, person("1", "c@d.org")),
    ];
    assert_eq!(merge(&changes).person, person("1", "c@d.org"));
}

#[test]
fn kind_and_number_go_together_and_so_do_place_and_neighbourhood() {
    let known = Person::default();
    let place = Place {
        province: 6,
        district: Some(1),
    };
    let one = Person {
        place: Some(place),
        ..Person::default()
    };
    let other = Person {
        neighbourhood: Some(CleanText::line("Kavaklı")),
        gender: Some(Gender::Female),
        ..Person::default()
    };
    let merged = merge(&[
        begun(1, known.clone()),
        edited(2, known.clone(), one.clone()),
        edited(3, known, other),
    ]);
    assert_eq!(merged.person.neighbourhood, None);
    assert_eq!(merged.person.gender, Some(Gender::Female));
    assert_eq!(merged.contested.len(), 1);
    assert_eq!(merged.contested[0].field, PersonField::Place);
}

#[test]
fn every_field_of_a_person_is_some_field_here() {
    let told: Person = serde_json::from_value(serde_json::json!({
        "kind": "foreigner", "number": "99", "given_name": "a", "family_name": "b", "phone": "1",
        "birth": {"group": "over65"}, "gender": "male", "education": "high", "sector": "other",
        "place": {"province": 6, "district": null}, "neighbourhood": "c", "email": "d",
        "notify": "call", "language": "en"
    }))
    .unwrap();
    let blank = Person::default();
    let mut taken = blank.clone();
    for field in PersonField::ALL {
        assert!(!field.is_same(&blank, &told), "{field:?}");
        assert_eq!(PersonField::ALL[field as usize], field);
        field.take(&mut taken, &told);
    }
    assert_eq!(taken, told);
}

proptest! {
    /// Edits by people who see everything are never contested, and the last one is the data.
    #[test]
    fn who_knows_everything_contests_nothing(
        edits in proptest::collection::vec(("[0-9]{0,2}", "[ab]{0,1}"), 1..12),
    ) {
        let mut changes = Vec::new();
        let mut known = Person::default();
        for (number, (phone, email)) in (1..).zip(edits) {
            let to = person(&phone, &email);
            changes.push(match number {
                1 => begun(number, to.clone()),
                _ => edited(number, known, to.clone()),
            });
            known = to;
        }
        let merged = merge(&changes);
        prop_assert_eq!(merged.person, known);
        prop_assert_eq!(merged.contested, vec![]);
    }

    /// Whatever comes in whichever order: no value is lost that nobody replaced knowingly, and every
    /// contested value differs from the one that stands.
    #[test]
    fn no_value_is_lost_in_silence(
        phones in proptest::collection::vec("[1-9]{2}", 1..8),
    ) {
        let known = person("0", "");
        let mut changes = vec![begun(1, known.clone())];
        for (number, phone) in (2..).zip(&phones) {
            changes.push(edited(number, known.clone(), person(phone, "")));
        }
        let merged = merge(&changes);
        prop_assert_eq!(&merged.person, &person(&phones[0], ""));
        for phone in &phones {
            let stands = *phone == phones[0];
            let waits = merged.contested.iter().any(|open| {
                let number = usize::try_from(open.second.as_u128()).unwrap();
                phones[number - 2] == *phone
            });
            prop_assert!(stands != waits, "{}", phone);
        }
    }
}
