use super::super::fixture::{Script, desk, event, location, staff};
use super::super::{Reader, Store};
use super::*;
use crate::domain::event::Event;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::sync::wire::{
    FeedEntry, GENESIS_HASH, MAX_BODY_BYTES, Operation, Receipt, RejectReason, SCHEMA,
    operation_hash,
};
use chrono::TimeDelta;
use proptest::prelude::*;
use tempfile::TempDir;

fn journal(folder: &TempDir) -> SqliteJournal {
    SqliteJournal::open(&location(folder), Box::new(Script::new())).unwrap()
}

pub(super) fn set_up() -> (TempDir, Store, SqliteJournal) {
    let (folder, mut store) = desk();
    append(&mut store, event::office());
    let journal = journal(&folder);
    (folder, store, journal)
}

pub(super) fn append(store: &mut Store, event: Event) -> Recorded {
    store.transact(|tx| tx.append(staff(4), event)).unwrap()
}

pub(super) fn now() -> DateTime<Utc> {
    "2026-03-10T08:00:00Z".parse().unwrap()
}

/// What another desk of the office would send: its own log of these events.
pub(super) fn another_desk(events: Vec<Event>) -> PushRequest {
    let (folder, mut store) = desk();
    append(&mut store, event::office());
    for event in events {
        append(&mut store, event);
    }
    journal(&folder).batch(0).unwrap()
}

pub(super) fn page(after: u64, of: &PushRequest) -> FeedResponse {
    let positions = after + 1..;
    let entries: Vec<FeedEntry> = positions
        .zip(&of.operations)
        .map(|(position, operation)| FeedEntry {
            position,
            outcome: Outcome::Applied,
            operation: Some(operation.clone()),
            own_dseq: None,
        })
        .collect();
    FeedResponse {
        epoch: Uuid::from_u128(1),
        after,
        feed_head: entries.last().map_or(after, |last| last.position),
        entries,
        keys: of.keys.clone(),
    }
}

#[test]
fn an_office_that_is_not_set_up_has_no_identity() {
    let (folder, mut store) = desk();
    let mut journal = journal(&folder);
    assert!(journal.identity().is_err());
    append(&mut store, event::office());
    let identity = journal.identity().unwrap();
    assert_eq!(identity.office, "06001");
    assert_eq!(identity.device, store.device_id().unwrap());
    assert_eq!(identity.device_number, None);
}

#[test]
fn credentials_are_kept_and_give_the_device_number() {
    let (folder, mut store, mut journal) = set_up();
    assert_eq!(journal.credentials().unwrap(), None);
    store.transact(|tx| tx.set_device_number(61)).unwrap();
    assert_eq!(journal.identity().unwrap().device_number, Some(61));
    let credentials = Credentials {
        server: "https://central.example:8443".into(),
        office: "06001".into(),
        device: store.device_id().unwrap(),
        secret: Zeroizing::new("c2VjcmV0".into()),
        ca_certificate: "PEM".into(),
        device_number: 3,
    };
    journal.store_credentials(&credentials).unwrap();
    let mut again = super::tests::journal(&folder);
    assert_eq!(again.credentials().unwrap(), Some(credentials.clone()));
    assert_eq!(again.identity().unwrap().device_number, Some(3));
    let number = store.transact(|tx| tx.read().device()).unwrap().1;
    assert_eq!(number, Some(3));
    let another = Credentials {
        device: Uuid::from_u128(1),
        ..credentials
    };
    assert!(journal.store_credentials(&another).is_err());
}

#[test]
fn progress_is_what_the_log_and_the_receipts_say() {
    let (_folder, mut store, mut journal) = set_up();
    let first = journal.progress().unwrap();
    assert_eq!((first.head, first.position), (1, Position::default()));
    assert!(first.oldest_unsent.is_some() && first.last_receipt.is_none());
    let second = append(&mut store, event::note(1, "a note"));
    let sent = journal.batch(0).unwrap().operations;
    let receipt = |of: &Operation, outcome| Receipt {
        op_id: of.op_id,
        dseq: of.dseq,
        outcome,
        position: None,
    };
    let response = PushResponse {
        epoch: Uuid::from_u128(1),
        acked_dseq: 1,
        feed_head: 1,
        receipts: vec![receipt(&sent[0], Outcome::Applied)],
        server_time: now(),
    };
    journal.record_receipts(&response, now()).unwrap();
    let progress = journal.progress().unwrap();
    assert_eq!((progress.head, progress.position.acked), (2, 1));
    assert_eq!(progress.oldest_unsent, Some(second.at));
    assert_eq!(progress.last_receipt, Some(now()));
    let reason = RejectReason::InvalidBody;
    let rejected = PushResponse {
        acked_dseq: 2,
        receipts: vec![receipt(&sent[1], Outcome::Rejected { reason })],
        ..response
    };
    for _ in 0..2 {
        journal.record_receipts(&rejected, now()).unwrap();
    }
    assert_eq!(journal.progress().unwrap().oldest_unsent, None);
    let kept = "select dseq from receipts";
    let kept: u32 = journal
        .connection
        .query_row(kept, [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 2);
}

#[test]
fn a_batch_has_the_keys_of_its_persons_that_are_not_destroyed() {
    let (_folder, mut store, mut journal) = set_up();
    for (id, name) in [(1, "Ali"), (2, "Veli"), (1, "Ali"), (3, "Ayşe")] {
        append(&mut store, event::person(id, name, "Can"));
    }
    store
        .transact(|tx| tx.erase(PersonId(Uuid::from_u128(3))))
        .unwrap();
    let batch = journal.batch(0).unwrap();
    let dseqs: Vec<u64> = batch.operations.iter().map(|one| one.dseq).collect();
    assert_eq!(dseqs, [1, 2, 3, 4, 5]);
    let persons: Vec<u128> = batch.keys.iter().map(|key| key.person.as_u128()).collect();
    assert_eq!(persons, [1, 2]);
    let rest = journal.batch(4).unwrap();
    assert_eq!((rest.operations.len(), rest.keys.len()), (1, 0));
    assert_eq!(journal.batch(5).unwrap(), PushRequest::default());
    let hash = journal.hash_at(4).unwrap();
    assert_eq!(hash.as_ref(), Some(&batch.operations[3].hash));
    assert_eq!(journal.hash_at(6).unwrap(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn batches_keep_the_limits_and_cover_the_log(
        sizes in prop::collection::vec(prop_oneof![0..2000_usize, 300_000..700_000_usize], 1..8),
        many in prop::bool::ANY,
    ) {
        let (_folder, mut store, mut journal) = set_up();
        store.transact(|tx| {
            let small = if many { 501 } else { 0 };
            for size in std::iter::repeat_n(10, small).chain(sizes.iter().copied()) {
                tx.append(staff(4), event::note(1, &"x".repeat(size)))?;
            }
            Ok::<_, StoreError>(())
        }).unwrap();
        let head = journal.progress().unwrap().head;
        let mut after = 0;
        while after < head {
            let batch = journal.batch(after).unwrap().operations;
            prop_assert!(!batch.is_empty() && batch.len() <= MAX_BATCH_OPERATIONS);
            let bytes: usize = batch.iter().map(Operation::wire_bytes).sum();
            prop_assert!(bytes <= MAX_BATCH_BYTES || batch.len() == 1);
            for operation in &batch {
                after += 1;
                prop_assert_eq!(operation.dseq, after);
            }
            let next = journal.batch(after).unwrap().operations;
            if let Some(next) = next.first() {
                let full = batch.len() == MAX_BATCH_OPERATIONS
                    || bytes + next.wire_bytes() > MAX_BATCH_BYTES;
                prop_assert!(full, "the batch could have been larger");
            }
        }
    }
}

#[test]
fn the_largest_record_travels_alone() {
    let (_folder, mut store, mut journal) = set_up();
    let envelope = 400;
    let largest = (MAX_BODY_BYTES - envelope) / 4 * 3 - 64;
    append(&mut store, event::note(1, &"x".repeat(largest)));
    let batch = journal.batch(1).unwrap().operations;
    assert_eq!(batch.len(), 1);
    assert!(batch[0].body.len() > MAX_BODY_BYTES - 2 * envelope);
}

#[test]
fn another_desks_news_is_applied_once_and_opened_with_its_keys() {
    let (folder, store, mut journal) = set_up();
    let person = PersonId(Uuid::from_u128(5));
    let application = ApplicationId(Uuid::from_u128(6));
    let registered = event::registered((application, person), (2, 1), "a text");
    let news = another_desk(vec![
        event::person(5, "Şükrü", "Işık"),
        Event::ApplicationRegistered(Box::new(registered.clone())),
    ]);
    let page = page(0, &news);
    for _ in 0..2 {
        journal.apply_feed(&page).unwrap();
        assert_eq!(journal.progress().unwrap().position.cursor, 3);
    }
    let reader = Reader::open(store.location()).unwrap();
    let read = reader.read();
    assert_eq!(read.application(application).unwrap(), Some(registered));
    let name = read.person(person).unwrap().unwrap().full_name();
    assert_eq!(name, "Şükrü Işık");
    // Only what the office shares: another desk's settings are not this one's.
    let records = super::super::check::chain(&reader).unwrap();
    assert_eq!((records.records, records.fault), (4, None));
    let different =
        super::super::check::projections(&location(&folder), &mut Script::new()).unwrap();
    assert_eq!(different, []);
}

#[test]
fn news_without_keys_or_of_a_newer_program_is_kept_unread() {
    let (_folder, store, mut journal) = set_up();
    let mut news = another_desk(vec![event::person(5, "Şükrü", "Işık")]);
    news.keys.clear();
    let newer = news.operations.last_mut().unwrap();
    let mut unknown = Operation {
        op_id: Uuid::from_u128(9),
        dseq: 3,
        prev_hash: newer.hash.clone(),
        kind: "escort_assigned".into(),
        body: "not even JSON".into(),
        ..newer.clone()
    };
    unknown.hash = operation_hash(&unknown);
    news.operations.push(unknown);
    journal.apply_feed(&page(0, &news)).unwrap();
    let reader = Reader::open(store.location()).unwrap();
    let erased = reader.read().person(PersonId(Uuid::from_u128(5))).unwrap();
    assert_eq!(erased.unwrap().full_name(), "");
    let chain = super::super::check::chain(&reader).unwrap();
    assert_eq!((chain.records, chain.fault), (4, None));
}

#[test]
fn news_that_contradicts_the_log_is_taken_in_beside_it() {
    let (_folder, store, mut journal) = set_up();
    let mut news = another_desk(vec![event::note(1, "one")]);
    journal.apply_feed(&page(0, &news)).unwrap();
    let other = &mut news.operations[1];
    other.op_id = Uuid::from_u128(9);
    other.hash = operation_hash(other);
    let before = journal.holdings().unwrap().days(4).unwrap();
    journal.apply_feed(&page(2, &news)).unwrap();
    let after = journal.holdings().unwrap().days(4).unwrap();
    let count = |days: &[DayDigest]| days.iter().map(|day| day.count).sum::<u64>();
    assert_eq!(count(&after), count(&before) + 1, "it stands in the feed");
    assert_eq!(journal.progress().unwrap().position.cursor, 4);
    let kept: String = journal
        .connection
        .query_row("select operation from contradictions", [], |row| row.get(0))
        .unwrap();
    let kept: Operation = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept, news.operations[1]);
    let logged: Vec<Operation> = journal
        .connection
        .prepare("select * from operations where op_id = ?1")
        .unwrap()
        .query_map([kept.op_id], |row| {
            Ok(super::super::log::operation(row).unwrap())
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(logged, [kept], "as it came");
    let reader = Reader::open(store.location()).unwrap();
    assert_eq!(super::super::check::chain(&reader).unwrap().fault, None);
}

#[test]
fn own_entries_of_the_feed_only_move_the_cursor() {
    let (_folder, _store, mut journal) = set_up();
    let own = FeedResponse {
        epoch: Uuid::from_u128(1),
        after: 0,
        feed_head: 1,
        entries: vec![FeedEntry {
            position: 1,
            outcome: Outcome::Applied,
            operation: None,
            own_dseq: None,
        }],
        keys: Vec::new(),
    };
    journal.apply_feed(&own).unwrap();
    let position = Position {
        epoch: Some(Uuid::from_u128(1)),
        acked: 1,
        cursor: 1,
    };
    journal.store_position(position).unwrap();
    assert_eq!(journal.progress().unwrap().position, position);
    assert_ne!(journal.hash_at(1).unwrap().unwrap(), GENESIS_HASH);
}

/// Feed positions of the log, in its order.
fn positions(journal: &SqliteJournal) -> Vec<Option<u64>> {
    let select = "select feed_position from operations order by seq";
    let mut select = journal.connection.prepare(select).unwrap();
    let positions = select.query_map([], |row| row.get::<_, Option<i64>>(0));
    let positions = positions.unwrap().map(|position| position.unwrap());
    positions.map(|position| position.map(unsigned)).collect()
}

#[test]
fn receipts_and_the_feed_tell_where_own_operations_stand() {
    let (_folder, mut store, mut journal) = set_up();
    append(&mut store, event::note(1, "one"));
    append(&mut store, event::note(1, "two"));
    let sent = journal.batch(0).unwrap().operations;
    let receipt = |of: &Operation, position| Receipt {
        op_id: of.op_id,
        dseq: of.dseq,
        outcome: Outcome::Applied,
        position,
    };
    let response = PushResponse {
        epoch: Uuid::from_u128(1),
        acked_dseq: 3,
        feed_head: 9,
        receipts: vec![
            receipt(&sent[0], Some(4)),
            // An older central does not tell.
            receipt(&sent[1], None),
            receipt(&sent[2], Some(6)),
        ],
        server_time: now(),
    };
    journal.record_receipts(&response, now()).unwrap();
    assert_eq!(positions(&journal), [Some(4), None, Some(6)]);
    let own = FeedResponse {
        epoch: Uuid::from_u128(1),
        after: 4,
        feed_head: 9,
        entries: vec![FeedEntry {
            position: 5,
            outcome: Outcome::Applied,
            operation: None,
            own_dseq: Some(2),
        }],
        keys: Vec::new(),
    };
    journal.apply_feed(&own).unwrap();
    assert_eq!(positions(&journal), [Some(4), Some(5), Some(6)]);
    // A central restored from a backup holds two of them, and its feed is shared up to 4.
    let restored = Position {
        epoch: Some(Uuid::from_u128(2)),
        acked: 2,
        cursor: 5,
    };
    journal.store_position(restored).unwrap();
    assert_eq!(positions(&journal), [Some(4), Some(5), None]);
    let further_back = Position {
        cursor: 4,
        ..restored
    };
    journal.store_position(further_back).unwrap();
    assert_eq!(positions(&journal), [Some(4), None, None]);
}

#[test]
fn one_process_at_a_time_has_the_lease() {
    let (folder, _store, mut one) = set_up();
    let mut other = journal(&folder);
    let (me, you) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let lease = TimeDelta::seconds(30);
    let take = |journal: &mut SqliteJournal, holder, at| {
        journal.take_lease(holder, at, at + lease).unwrap()
    };
    assert!(take(&mut one, me, now()));
    assert!(take(&mut one, me, now() + lease / 2), "renewed");
    assert!(!take(&mut other, you, now() + lease));
    other.release_lease(you).unwrap();
    assert!(
        !take(&mut other, you, now() + lease),
        "another's is not given up"
    );
    assert!(take(&mut other, you, now() + lease / 2 + lease), "expired");
    assert!(!take(&mut one, me, now() + lease * 2));
    other.release_lease(you).unwrap();
    assert!(take(&mut one, me, now() + lease * 2), "given up");
    // The clock is set back by an hour: nobody waits for an hour.
    assert!(take(&mut other, you, now() - TimeDelta::hours(1)));
}

#[test]
fn of_many_that_take_the_lease_at_once_one_gets_it() {
    let (folder, _store, _journal) = set_up();
    let taken: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..=8)
            .map(|holder| {
                let folder = &folder;
                scope.spawn(move || {
                    let mut journal = journal(folder);
                    let until = now() + TimeDelta::seconds(30);
                    journal
                        .take_lease(Uuid::from_u128(holder), now(), until)
                        .unwrap()
                })
            })
            .collect();
        let taken = threads.into_iter().map(|thread| thread.join().unwrap());
        taken.filter(|taken| *taken).count()
    });
    assert_eq!(taken, 1);
}

#[test]
fn a_record_of_a_newer_schema_is_kept_unread_until_the_program_knows_it() {
    let (folder, store, mut journal) = set_up();
    let mut news = another_desk(vec![event::person(5, "Şükrü", "Işık")]);
    let newer = news.operations.last_mut().unwrap();
    newer.schema = SCHEMA + 1;
    newer.hash = operation_hash(newer);
    journal.apply_feed(&page(0, &news)).unwrap();
    let reader = Reader::open(store.location()).unwrap();
    let person = PersonId(Uuid::from_u128(5));
    assert_eq!(reader.read().person(person).unwrap(), None);
    let chain = super::super::check::chain(&reader).unwrap();
    assert_eq!((chain.records, chain.fault), (3, None));
    drop((reader, store));
    // The program is updated and knows the schema: here, as if it had been of this one.
    let known = "update operations set schema = ?1 where schema = ?2";
    journal
        .connection
        .execute(known, [SCHEMA, SCHEMA + 1])
        .unwrap();
    let older = "update projection_state set version = 0";
    journal.connection.execute(older, []).unwrap();
    drop(journal);
    let store = Store::open(location(&folder), Box::new(Script::new())).unwrap();
    let reader = Reader::open(store.location()).unwrap();
    let name = reader.read().person(person).unwrap().unwrap().full_name();
    assert_eq!(name, "Şükrü Işık");
}
