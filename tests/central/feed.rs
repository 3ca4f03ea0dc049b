//! The feed: contiguous, of the office only, with keys; own operations without their bytes.

use crate::support::central::Central;
use crate::support::desk::Desk;
use acikkapi::sync::client::Central as _;
use acikkapi::sync::wire::Operation;
use serde_json::json;

/// Follows the feed to its end and checks that positions are dense.
fn follow(desk: &Desk) -> Vec<Option<Operation>> {
    let client = desk.client();
    let mut all = Vec::new();
    loop {
        let page = client.feed(all.len() as u64).expect("a page");
        if page.entries.is_empty() {
            assert_eq!(page.feed_head, all.len() as u64);
            return all;
        }
        for entry in page.entries {
            assert_eq!(entry.position, all.len() as u64 + 1);
            all.push(entry.operation);
        }
    }
}

#[test]
fn each_device_receives_what_the_others_of_its_office_did() {
    let central = Central::start();
    let one = Desk::enrolled("32001", &central);
    let other = Desk::enrolled("32001", &central);
    let elsewhere = Desk::enrolled("32002", &central);
    one.append("visit_opened", json!({"at": 1}));
    one.push_all().expect("stored");
    other.append("visit_opened", json!({"at": 2}));
    other.push_all().expect("stored");
    elsewhere.append("visit_opened", json!({"at": 3}));
    elsewhere.push_all().expect("stored");
    let received = follow(&one);
    assert_eq!(received, [None, Some(other.content().log[0].clone())]);
    assert!(received[1].as_ref().is_some_and(Operation::hash_is_right));
    assert_eq!(follow(&other), [Some(one.content().log[0].clone()), None]);
    assert_eq!(
        follow(&elsewhere),
        [None],
        "another office is another world"
    );
}

#[test]
fn keys_come_with_the_operations_until_they_are_destroyed() {
    let central = Central::start();
    let one = Desk::enrolled("32001", &central);
    let other = Desk::enrolled("32001", &central);
    let (_, person) = one.register(1);
    one.push_all().expect("stored");
    let page = other.client().feed(0).expect("a page");
    assert_eq!(page.keys, one.content().keys);
    central.database.execute(&format!(
        "update person_keys set key = null, destroyed_at = now() where person_id = '{person}'"
    ));
    one.push_all().expect("known");
    one.append("visit_opened", json!({}));
    one.push_all().expect("stored");
    let page = other.client().feed(0).expect("a page");
    assert_eq!(page.keys, [], "a destroyed key never comes back");
    assert_eq!(page.entries.len(), 2);
}

#[test]
fn a_page_is_bounded_in_bytes_but_never_empty() {
    let central = Central::start();
    let one = Desk::enrolled("32001", &central);
    let other = Desk::enrolled("32001", &central);
    for number in 0..12 {
        one.append(
            "visit_opened",
            json!({"number": number, "text": "x".repeat(300_000)}),
        );
    }
    for number in 0..4 {
        let batch = one.batch_of(number * 3 + 1, number * 3 + 3);
        one.client().push(&batch).expect("stored");
    }
    let page = other.client().feed(0).expect("a page");
    assert_eq!(page.entries.len(), 3, "three bodies fit one MiB");
    assert_eq!(follow(&other).len(), 12);
    let own = one.client().feed(0).expect("a page");
    assert_eq!(own.entries.len(), 12, "own operations take no room");
    one.append("visit_opened", json!({"text": "x".repeat(1_040_000)}));
    one.client().push(&one.batch_of(13, 13)).expect("stored");
    assert_eq!(follow(&other).len(), 13);
}

#[test]
fn a_reader_never_misses_a_position_while_others_write() {
    let central = Central::start();
    let reader = Desk::enrolled("32001", &central);
    let writers: Vec<Desk> = (0..3).map(|_| Desk::enrolled("32001", &central)).collect();
    std::thread::scope(|scope| {
        for desk in &writers {
            scope.spawn(move || {
                let client = desk.client();
                for round in 1..=20 {
                    desk.append("visit_opened", json!({}));
                    client.push(&desk.batch_of(round, round)).expect("stored");
                }
            });
        }
        scope.spawn(|| {
            let client = reader.client();
            let mut after = 0;
            while after < 60 {
                let page = client.feed(after).expect("a page");
                for entry in page.entries {
                    after += 1;
                    assert_eq!(entry.position, after);
                }
            }
        });
    });
}
