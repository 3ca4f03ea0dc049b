//! What the desk wrote down, what central holds, and that they are the same.

use acikkapi::desk::System;
use acikkapi::store::{Reader, SqliteJournal};
use acikkapi::sync::journal::Journal;
use acikkapi::sync::wire::Operation;
use serde::Deserialize;
use uuid::Uuid;

use crate::support::postgres::Database;
use crate::support::program::Home;

/// Where an operation stands in its device's history.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Entry {
    dseq: u64,
    op_id: Uuid,
    prev_hash: String,
    hash: String,
    kind: String,
}

impl From<Operation> for Entry {
    fn from(operation: Operation) -> Self {
        Self {
            dseq: operation.dseq,
            op_id: operation.op_id,
            prev_hash: operation.prev_hash,
            hash: operation.hash,
            kind: operation.kind,
        }
    }
}

/// Every operation of the desk is at central exactly once, in order and unchanged; nothing is left
/// to send; nothing waits for a person to decide.
pub fn assert_everything_is_at_central_once(home: &Home, database: &Database) {
    let own = own_operations(home);
    let dense = own.iter().zip(1..).all(|(entry, dseq)| entry.dseq == dseq);
    assert!(dense, "the desk's own history has gaps");
    let at_central = operations_at_central(database);
    assert_eq!(own, at_central);
    let trouble = "select
        (select count(*) from operations where outcome <> 'applied')
        + (select count(*) from reviews) + (select count(*) from forks)
        + (select count(*) from devices where quarantined_at is not null)";
    assert_eq!(database.value(trouble), "0");
}

/// These application numbers and no others are in central's table of cases, each once.
pub fn assert_cases(database: &Database, numbers: &[String]) {
    let cases = "select coalesce(json_agg(number order by number), '[]') from applications";
    let cases: Vec<String> = serde_json::from_str(&database.value(cases)).expect("numbers");
    let mut shown = numbers.to_vec();
    shown.sort();
    assert_eq!(cases, shown);
}

/// Central was sent these words only under the persons' own keys.
pub fn assert_not_readable_at_central(database: &Database, words: &[&str]) {
    for word in words {
        let found = database.value(&format!(
            "select count(*) from operations where body like '%{word}%'"
        ));
        assert_eq!(found, "0", "{word}");
    }
}

/// Texts of the forms that were not finished.
pub fn drafts(home: &Home) -> Vec<String> {
    let reader = Reader::open(&home.location()).expect("the file opens");
    let drafts = reader.read().drafts().expect("read");
    drafts
        .into_iter()
        .map(|(draft, _)| draft.form.text)
        .collect()
}

/// Kinds of the desk's own operations, in order.
pub fn kinds(home: &Home) -> Vec<String> {
    let own = own_operations(home);
    own.into_iter().map(|entry| entry.kind).collect()
}

fn own_operations(home: &Home) -> Vec<Entry> {
    let journal = SqliteJournal::open(&home.location(), Box::new(System));
    let mut journal = journal.expect("the file opens");
    let progress = journal.progress().expect("read");
    let mut own = Vec::new();
    while (own.len() as u64) < progress.head {
        let batch = journal.batch(own.len() as u64).expect("read");
        assert!(!batch.operations.is_empty(), "the log ends before its head");
        own.extend(batch.operations.into_iter().map(Entry::from));
    }
    assert_eq!(
        progress.position.acked, progress.head,
        "something is unsent"
    );
    assert_eq!(progress.oldest_unsent, None);
    own
}

fn operations_at_central(database: &Database) -> Vec<Entry> {
    let rows = "select json_agg(json_build_object(
            'dseq', dseq, 'op_id', op_id, 'kind', kind,
            'prev_hash', encode(prev_hash, 'hex'), 'hash', encode(hash, 'hex')) order by position)
        from operations";
    serde_json::from_str(&database.value(rows)).expect("operations")
}
