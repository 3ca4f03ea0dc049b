//! What central writes itself into an office's feed.

use crate::support::central::Central;
use crate::support::desk::Desk;
use acikkapi::central::own::{self, Appended, OwnError};
use acikkapi::domain::event::{
    Event, PersonData, PersonRecorded, StaffName, StaffRegistered, VisitClosed,
};
use acikkapi::domain::ids::{PersonId, StaffId, VisitId};
use acikkapi::domain::person::Person;
use acikkapi::domain::staff::Actor;
use acikkapi::sync::body;
use acikkapi::sync::client::Central as _;
use acikkapi::sync::seal::PersonalKey;
use acikkapi::sync::wire::{FeedResponse, GENESIS_HASH, Operation};
use acikkapi::system::System;
use acikkapi::text::CleanText;
use std::convert::Infallible;
use uuid::Uuid;

const OFFICE: &str = "32001";

fn append(central: &Central, events: &[Event]) -> Result<Vec<Appended>, OwnError> {
    central.with_pool(async |pool| {
        let mut client = pool.get().await.expect("a connection");
        let transaction = client.transaction().await?;
        own::lock(&transaction, OFFICE).await?;
        let acted = (Actor::Program, events);
        let appended = own::append(&transaction, OFFICE, acted, &mut System).await?;
        transaction.commit().await?;
        Ok(appended)
    })
}

fn visit_closed() -> Event {
    let visit = VisitId(Uuid::now_v7());
    Event::VisitClosed(VisitClosed { visit })
}

fn staff(name: &str) -> Event {
    let id = Uuid::now_v7();
    Event::StaffRegistered(StaffRegistered {
        staff: StaffId(id),
        person: PersonId(id),
        role: acikkapi::domain::staff::Role::UnitOfficer,
        private: StaffName {
            name: CleanText::line(name),
        },
    })
}

fn operations(page: &FeedResponse) -> Vec<Operation> {
    let entries = page.entries.iter();
    entries
        .filter_map(|entry| entry.operation.clone())
        .collect()
}

/// The events of a page, opened with the keys that came with it.
fn opened(page: &FeedResponse) -> Vec<Event> {
    let key = |person| {
        let key = page.keys.iter().find(|key| key.person == person)?;
        let bytes = data_encoding::BASE64.decode(key.key.as_bytes()).ok()?;
        PersonalKey::of(&bytes)
    };
    let open = |operation: &Operation| {
        let which = (operation.op_id, operation.kind.as_str());
        let opened = body::open::<Infallible>(which, &operation.body, |person| Ok(key(person)));
        opened.expect("infallible").expect("an event")
    };
    operations(page).iter().map(open).collect()
}

#[test]
fn centrals_own_operations_come_with_the_feed_like_any_devices() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    desk.append("visit_opened", serde_json::json!({}));
    desk.push_all().expect("stored");
    let events = [staff("Derya Yıldız"), visit_closed(), staff("Can Ak")];
    let first = append(&central, &events[..2]).expect("written");
    let second = append(&central, &events[2..]).expect("written");
    let positions = first.iter().chain(&second).map(|one| one.position);
    assert_eq!(positions.collect::<Vec<_>>(), [2, 3, 4]);
    assert!(first.iter().all(|one| one.fits));
    let page = desk.client().feed(1).expect("a page");
    assert_eq!(opened(&page), events);
    let operations = operations(&page);
    let mut last = (0, GENESIS_HASH.to_owned());
    for operation in operations {
        assert!(operation.hash_is_right());
        assert_eq!((operation.dseq - 1, operation.prev_hash), last);
        assert_eq!(operation.office, OFFICE);
        assert!(!operation.body.contains("Derya") && !operation.body.contains("Can Ak"));
        last = (operation.dseq, operation.hash);
    }
}

#[test]
fn writers_at_once_keep_one_history_and_every_position() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    append(&central, &[visit_closed(), staff("A")]).expect("written");
                }
            });
        }
        scope.spawn(|| {
            for round in 1..=10 {
                desk.append("visit_opened", serde_json::json!({}));
                let batch = desk.batch_of(round, round);
                desk.client().push(&batch).expect("stored");
            }
        });
    });
    let stored = central.database.value(
        "select count(*) || ' ' || max(position) || ' ' || count(distinct device_id)
           from operations",
    );
    assert_eq!(stored, "50 50 2");
    let chained = central.database.value(
        "select count(*) from operations one join operations next
            on next.device_id = one.device_id and next.dseq = one.dseq + 1
           and next.prev_hash = one.hash",
    );
    assert_eq!(chained, "48");
}

#[test]
fn a_new_epoch_makes_central_a_new_device() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    append(&central, &[visit_closed()]).expect("written");
    central.new_epoch();
    append(&central, &[visit_closed(), visit_closed()]).expect("written");
    let operations = operations(&desk.client().feed(0).expect("a page"));
    let places: Vec<u64> = operations.iter().map(|one| one.dseq).collect();
    assert_eq!(places, [1, 1, 2]);
    assert_ne!(operations[0].device, operations[1].device);
    assert_eq!(operations[1].device, operations[2].device);
}

#[test]
fn nothing_is_written_about_an_erased_person_or_to_an_unknown_office() {
    let central = Central::start();
    let nowhere = append(&central, &[visit_closed()]);
    assert!(matches!(nowhere, Err(OwnError::NoOffice)), "{nowhere:?}");
    let _desk = Desk::enrolled(OFFICE, &central);
    let person = PersonId(Uuid::now_v7());
    let recorded = Event::PersonRecorded(PersonRecorded {
        person,
        visitor: None,
        private: PersonData::new(Person {
            given_name: CleanText::line("Ali"),
            ..Person::default()
        }),
    });
    append(&central, std::slice::from_ref(&recorded)).expect("written");
    central
        .database
        .execute("update person_keys set key = null, destroyed_at = now()");
    let refused = append(&central, &[visit_closed(), recorded]);
    assert!(
        matches!(refused, Err(OwnError::PersonErased)),
        "{refused:?}"
    );
    let stored = "select count(*) || ' ' || max(feed_head) from operations, offices";
    assert_eq!(central.database.value(stored), "1 1");
}
