use super::super::fixture::{desk, event, open, staff};
use super::*;
use crate::sync::wire::{GENESIS_HASH, MAX_BODY_BYTES};
use rusqlite::Connection;

/// The whole log, opened.
fn log_of(connection: &Connection) -> Vec<Recorded> {
    let device = OwnDevice::load(connection).unwrap().id;
    let mut found = Vec::new();
    log::each_after(connection, device, 0, |operation| {
        let logged = log::Logged {
            seq: found.len() as i64 + 1,
            own: true,
            repeats: false,
            position: None,
            operation,
        };
        found.push(Recorded::open(connection, &logged)?);
        Ok(true)
    })
    .unwrap();
    found
}

fn bodies(connection: &Connection) -> Vec<String> {
    let mut statement = connection.prepare("select body from operations").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn events_are_logged_sealed_chained_and_read_back() {
    let (folder, mut store) = desk();
    let events = [
        event::office(),
        event::person(1, "Şükrü", "Işık"),
        event::note(1, "Yaşlılık aylığı sordu"),
    ];
    let appended: Vec<Recorded> = store
        .transact(|tx| {
            events
                .iter()
                .map(|event| tx.append(staff(4), event.clone()))
                .collect::<Result<_>>()
        })
        .unwrap();
    drop(store);
    let store = open(&folder);
    let read = log_of(&store.connection);
    assert_eq!(read, appended);
    let found: Vec<_> = read.into_iter().map(|entry| entry.event.unwrap()).collect();
    assert_eq!(found, events);
    let stored = bodies(&store.connection).concat();
    assert!(!stored.contains("Işık") && !stored.contains("aylığı"));
    let mut before = GENESIS_HASH.to_owned();
    let device = store.device_id().unwrap();
    log::each_after(&store.connection, device, 0, |operation| {
        assert!(operation.hash_is_right());
        assert_eq!(operation.prev_hash, before);
        before = operation.hash.clone();
        Ok(true)
    })
    .unwrap();
    assert_eq!(log::head(&store.connection, device).unwrap(), (3, before));
}

#[test]
fn nothing_of_a_failed_transaction_stays() {
    let (_folder, mut store) = desk();
    store
        .transact(|tx| tx.append(staff(4), event::office()))
        .unwrap();
    let failed: Result<()> = store.transact(|tx| {
        tx.append(staff(4), event::person(1, "Ali", "Can"))?;
        Err(StoreError::Busy)
    });
    assert!(matches!(failed, Err(StoreError::Busy)));
    assert_eq!(log_of(&store.connection).len(), 1);
    let keys: i64 = store
        .connection
        .query_row("select count(*) from person_keys", [], |row| row.get(0))
        .unwrap();
    assert_eq!(keys, 0);
    let appended = store.transact(|tx| tx.append(staff(4), event::person(1, "Ali", "Can")));
    assert_eq!(appended.unwrap().seq, 2);
}

#[test]
fn the_office_comes_first_and_stays() {
    let (_folder, mut store) = desk();
    let early = store.transact(|tx| tx.append(staff(4), event::person(1, "Ali", "Can")));
    assert!(matches!(early, Err(StoreError::NotSetUp)));
    for _ in 0..2 {
        store
            .transact(|tx| tx.append(staff(4), event::office()))
            .unwrap();
    }
    let moved = store.transact(|tx| tx.append(staff(4), event::office_of("34001")));
    assert!(matches!(moved, Err(StoreError::OfficeFixed)));
}

#[test]
fn a_person_has_one_key_and_its_destruction_empties_every_event() {
    let (_folder, mut store) = desk();
    store
        .transact(|tx| {
            tx.append(staff(4), event::office())?;
            tx.append(staff(4), event::person(1, "Ali", "Can"))?;
            tx.append(staff(4), event::note(1, "a note"))?;
            tx.append(staff(4), event::person(2, "Veli", "Han"))
        })
        .unwrap();
    let keys: i64 = store
        .connection
        .query_row("select count(*) from person_keys", [], |row| row.get(0))
        .unwrap();
    assert_eq!(keys, 2);
    let before = bodies(&store.connection);
    let person = Uuid::from_u128(1);
    store.transact(|tx| tx.erase(PersonId(person))).unwrap();
    let events: Vec<_> = log_of(&store.connection)
        .into_iter()
        .map(|entry| entry.event.unwrap())
        .collect();
    assert_eq!(events[1], event::erased_person(1));
    assert!(matches!(&events[2], Event::GuidanceGiven(given) if given.private.note.is_empty()));
    assert_eq!(events[3], event::person(2, "Veli", "Han"));
    assert_eq!(bodies(&store.connection), before);
    let again = store.transact(|tx| tx.append(staff(4), event::note(1, "more")));
    assert!(matches!(again, Err(StoreError::PersonErased)));
    let given = crate::sync::wire::PersonKey {
        person,
        key: data_encoding::BASE64.encode(&[1; 32]),
    };
    person_keys::take_in(&store.connection, &given).unwrap();
    assert!(
        person_keys::find(&store.connection, person)
            .unwrap()
            .is_none()
    );
}

#[test]
fn a_body_too_large_to_send_is_refused() {
    let (_folder, mut store) = desk();
    store
        .transact(|tx| tx.append(staff(4), event::office()))
        .unwrap();
    let long = "x".repeat(MAX_BODY_BYTES);
    let refused = store.transact(|tx| tx.append(staff(4), event::note(1, &long)));
    assert!(matches!(refused, Err(StoreError::TooLarge { bytes }) if bytes > MAX_BODY_BYTES));
    assert_eq!(log_of(&store.connection).len(), 1);
}

#[test]
fn a_full_disk_stops_writing_until_the_file_was_checked() {
    let (folder, mut store) = desk();
    store
        .transact(|tx| tx.append(staff(4), event::office()))
        .unwrap();
    let pages: i64 = store
        .connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    store
        .connection
        .pragma_update_and_check(None, "max_page_count", pages + 4, |_| Ok(()))
        .unwrap();
    let text = "x".repeat(9_000);
    let mut kept = 1;
    let error = loop {
        match store.transact(|tx| tx.append(staff(4), event::note(1, &text))) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, StoreError::DiskFull), "{error}");
    let stopped = store.transact(|tx| tx.append(staff(4), event::note(1, "small")));
    assert!(matches!(stopped, Err(StoreError::Stopped)));
    store.reopen().unwrap();
    store
        .transact(|tx| tx.append(staff(4), event::note(1, "small")))
        .unwrap();
    drop(store);
    assert_eq!(log_of(&open(&folder).connection).len(), kept + 1);
}

#[test]
fn two_processes_share_one_chain() {
    let (folder, mut one) = desk();
    one.transact(|tx| tx.append(staff(4), event::office()))
        .unwrap();
    const EACH: usize = 50;
    std::thread::scope(|scope| {
        for person in 1..=2 {
            let folder = &folder;
            scope.spawn(move || {
                let mut store = open(folder);
                for _ in 0..EACH {
                    store
                        .transact(|tx| tx.append(staff(4), event::note(person, "a note")))
                        .unwrap();
                }
            });
        }
    });
    let device = one.device_id().unwrap();
    let (last, _) = log::head(&one.connection, device).unwrap();
    assert_eq!(last, 2 * EACH as u64 + 1);
}

#[test]
fn every_error_has_a_sentence_in_both_languages() {
    let path = std::path::PathBuf::from("/srv/desk.db");
    for error in [
        StoreError::KeyMissing(path.clone()),
        StoreError::InUse(path.clone()),
        StoreError::DiskFull,
        StoreError::Newer { found: 2, known: 1 },
    ] {
        for locale in crate::i18n::Locale::ALL {
            let sentence = error.sentence(&crate::i18n::Text::new(locale));
            assert!(sentence.len() > 60, "{sentence}");
            assert!(!sentence.contains('$'), "{sentence}");
        }
    }
    let tr = crate::i18n::Text::new(crate::i18n::Locale::Tr);
    assert!(
        StoreError::InUse(path)
            .sentence(&tr)
            .contains("/srv/desk.db")
    );
}
