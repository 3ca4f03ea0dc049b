use super::super::super::fixture::{desk, event, staff};
use super::super::super::{Reader, Store};
use super::*;
use crate::domain::event::{Event, PersonRecorded};
use crate::domain::ids::ApplicationId;
use crate::domain::number::NumberError;
use crate::domain::person::Place;
use crate::text::CleanText;
use proptest::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;

/// A person of the test office: names, identity number and phone as stored.
const PERSONS: [(&str, &str, &str, &str); 6] = [
    ("Şükrü", "IŞIK", "10000000146", "+905321234567"),
    ("İsmail", "Iğdır", "10000000214", "+905321234999"),
    ("Ayşe Gül", "Yılmaz", "10000000382", "+903124000000"),
    ("ayşegül", "YILMAZOĞLU", "99000000000", "+4930901820"),
    ("Çağrı", "Öztürk", "10000000450", "telefonu yok"),
    ("Şükrü", "Işıklar", "", ""),
];

/// An office with those persons; each has an application, the first one two.
fn office() -> (TempDir, Store, Reader) {
    let (folder, mut store) = desk();
    store
        .transact(|tx| {
            tx.append(staff(1), event::office())?;
            for (n, person) in PERSONS.iter().enumerate() {
                tx.append(staff(1), recorded(n, person))?;
            }
            for (n, of) in [0, 1, 2, 3, 4, 5, 0].into_iter().enumerate() {
                let n = n as u64 + 1;
                let application = ApplicationId(Uuid::from_u128(1000 + u128::from(n)));
                let registered = event::registered((application, id(of)), (51, n), "a text");
                let registered = Event::ApplicationRegistered(Box::new(registered));
                tx.append(staff(1), registered)?;
            }
            Ok::<_, crate::store::StoreError>(())
        })
        .unwrap();
    let reader = Reader::open(store.location()).unwrap();
    (folder, store, reader)
}

fn id(n: usize) -> PersonId {
    PersonId(Uuid::from_u128(n as u128))
}

fn recorded(n: usize, (given, family, number, phone): &(&str, &str, &str, &str)) -> Event {
    let some = |text: &str| (!text.is_empty()).then(|| CleanText::line(text));
    let Event::PersonRecorded(PersonRecorded { private, .. }) =
        event::person(n as u128, given, family)
    else {
        unreachable!("a person is recorded");
    };
    let mut event = PersonRecorded {
        person: id(n),
        visitor: None,
        private,
    };
    event.private.person.number = some(number);
    event.private.person.phone = some(phone);
    event.private.person.place = Some(Place {
        province: 6,
        district: Some(1231),
    });
    event.private.person.neighbourhood = some(["Kızılay", "Ayrancı", "Kızılay"][n % 3]);
    Event::PersonRecorded(event)
}

fn persons(reader: &Reader, typed: &str) -> Vec<usize> {
    let found = reader.read().find_persons(typed, 50).unwrap();
    found
        .iter()
        .map(|row| row.id.0.as_u128() as usize)
        .collect()
}

fn sequences(reader: &Reader, typed: &str) -> Vec<u64> {
    let found = reader.read().find_applications(typed, 50).unwrap();
    assert!(!found.more);
    found.rows.iter().map(|row| row.number.sequence()).collect()
}

#[test]
fn names_are_found_in_any_spelling_the_newest_first() {
    let (_folder, _store, reader) = office();
    for (typed, expected) in [
        ("şükrü", &[5, 0][..]),
        ("SUKRU", &[5, 0]),
        ("sukru isik", &[5, 0]),
        ("ISIK şükrü", &[5, 0]),
        ("ışıklar", &[5]),
        ("ığdır", &[1]),
        ("IGDIR ism", &[1]),
        ("aysegul", &[3]),
        ("gül", &[2]),
        ("yılmaz", &[3, 2]),
        ("ozturk cag", &[4]),
        ("ş", &[5, 0]),
        ("veli", &[]),
        ("", &[]),
        ("  ", &[]),
        ("\" OR *", &[]),
        ("NOT", &[]),
    ] {
        assert_eq!(persons(&reader, typed), expected, "{typed}");
    }
    assert_eq!(sequences(&reader, "şükrü"), [7, 6, 1]);
    assert_eq!(sequences(&reader, "yilmaz ayse"), [4, 3]);
}

#[test]
fn numbers_are_found_as_typed_and_by_their_beginning() {
    let (_folder, _store, reader) = office();
    for (typed, expected) in [
        ("10000000146", &[0][..]),
        ("100 000 001 46", &[0]),
        ("١٠٠٠٠٠٠٠١٤٦", &[0]),
        ("10000000", &[4, 2, 1, 0]),
        ("0532 123 45 67", &[0]),
        ("+90 (532) 123-45-67", &[0]),
        ("0532 123", &[1, 0]),
        ("0090 532 1234", &[1, 0]),
        ("0312 400 00 00", &[2]),
        ("+49 30 90 18 20", &[3]),
        ("12345", &[]),
        ("5", &[]),
        ("0", &[]),
    ] {
        assert_eq!(persons(&reader, typed), expected, "{typed}");
    }
    assert_eq!(sequences(&reader, "10000000146"), [7, 1]);
    assert_eq!(sequences(&reader, "0532 123"), [7, 2, 1]);
}

#[test]
fn an_application_is_found_by_its_number_and_a_mistyped_one_is_told() {
    let (_folder, _store, reader) = office();
    let number = ApplicationNumber::new("06001".parse().unwrap(), 2026, 51, 3).unwrap();
    for typed in [number.to_string(), number.digits()] {
        assert_eq!(sequences(&reader, &typed), [3], "{typed}");
    }
    assert_eq!(
        sequences(&reader, "06001-26-51-0000"),
        [7, 6, 5, 4, 3, 2, 1]
    );
    let mut mistyped = number.digits().into_bytes();
    mistyped.swap(8, 9);
    let mistyped = String::from_utf8(mistyped).unwrap();
    let found = reader.read().find_applications(&mistyped, 50).unwrap();
    assert_eq!(found.mistyped, Some(NumberError::CheckDigits));
    assert_eq!(found.rows, []);
    let found = reader
        .read()
        .find_applications("0532 123 45 67", 50)
        .unwrap();
    assert_eq!(found.mistyped, None);
}

#[test]
fn a_list_says_whether_there_is_more() {
    let (_folder, _store, reader) = office();
    let found = reader.read().find_applications("şükrü", 2).unwrap();
    let numbers: Vec<u64> = found.rows.iter().map(|row| row.number.sequence()).collect();
    assert_eq!((numbers.as_slice(), found.more), (&[7, 6][..], true));
    assert_eq!(found.rows[0].applicant.as_str(), "Şükrü IŞIK");
    let found = reader.read().find_persons("10000000146", 1).unwrap();
    assert_eq!(found[0].applications, 2);
    assert!(found[0].last.is_some());
}

#[test]
fn a_new_name_is_found_and_the_old_one_is_not() {
    let (_folder, mut store, reader) = office();
    store
        .transact(|tx| tx.append(staff(1), recorded(1, &("İsmail", "Kars", "", ""))))
        .unwrap();
    assert_eq!(persons(&reader, "ismail kars"), [1]);
    assert_eq!(sequences(&reader, "ismail kars"), [2]);
    assert!(persons(&reader, "igdir").is_empty());
    assert!(sequences(&reader, "igdir").is_empty());
    assert!(persons(&reader, "10000000214").is_empty());
    store.transact(|tx| tx.erase(id(1))).unwrap();
    assert!(sequences(&reader, "ismail").is_empty());
    assert_eq!(reader.read().find_persons("kars", 9).unwrap(), []);
}

#[test]
fn neighbourhoods_written_are_offered_once() {
    let (_folder, _store, reader) = office();
    let of = |district| {
        let place = Place {
            province: 6,
            district,
        };
        let found = reader.read().neighbourhoods_written(place).unwrap();
        found.into_iter().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(of(Some(1231)), ["Ayrancı", "Kızılay"]);
    assert_eq!(of(Some(1)), [""; 0]);
    assert_eq!(of(None), [""; 0]);
}

#[test]
fn a_registration_tells_who_did_it_and_whether_central_has_it() {
    let (_folder, _store, reader) = office();
    let application = ApplicationId(Uuid::from_u128(1001));
    let registration = reader.read().registration(application).unwrap().unwrap();
    assert_eq!(registration.actor, Uuid::from_u128(1).to_string());
    assert!(!registration.receipt);
    let unknown = ApplicationId(Uuid::from_u128(1));
    assert_eq!(reader.read().registration(unknown).unwrap(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_typed_is_answered(typed in any::<String>()) {
        thread_local! {
            static OFFICE: (TempDir, Store, Reader) = office();
        }
        OFFICE.with(|(_, _, reader)| {
            reader.read().find_persons(&typed, 50).unwrap();
            reader.read().find_applications(&typed, 50).unwrap();
        });
    }
}
