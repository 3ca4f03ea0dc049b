//! What the simulation found: replies that were lost, feeds that came in another order, copies.

use super::tests::{another_desk, append, now, page, set_up};
use super::*;
use crate::domain::case::{CaseMoved, Said, Stage, Step};
use crate::domain::event::Event;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::store::fixture::event;
use crate::sync::conversation::{Call, Conversation, Next, Reply, Request};
use crate::sync::engine::{Input, Jitter};
use crate::sync::wire::{RejectReason, StateResponse};
use std::time::Duration;

struct AtOnce;

impl Jitter for AtOnce {
    fn below(&mut self, _bound: Duration) -> Duration {
        Duration::ZERO
    }
}

fn own_entry(position: u64, own_dseq: u64, outcome: Outcome) -> FeedEntry {
    FeedEntry {
        position,
        outcome,
        operation: None,
        own_dseq: Some(own_dseq),
    }
}

fn own_page(entries: Vec<FeedEntry>) -> FeedResponse {
    FeedResponse {
        epoch: Uuid::from_u128(1),
        after: 0,
        feed_head: entries.len() as u64,
        entries,
        keys: Vec::new(),
    }
}

#[test]
fn a_receipt_whose_reply_was_lost_comes_with_the_feed() {
    let (_folder, mut store, mut journal) = set_up();
    append(&mut store, event::note(1, "a note"));
    let reason = RejectReason::InvalidBody;
    let entries = vec![
        own_entry(1, 1, Outcome::Applied),
        own_entry(2, 2, Outcome::Rejected { reason }),
    ];
    for _ in 0..2 {
        journal.apply_feed(&own_page(entries.clone())).unwrap();
    }
    let kept = "select group_concat(dseq) from receipts";
    let kept: String = journal
        .connection
        .query_row(kept, [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, "2");
}

#[test]
fn steps_that_come_before_their_registration_count_once_it_is_there() {
    let (application, person) = (
        ApplicationId(Uuid::from_u128(7)),
        PersonId(Uuid::from_u128(8)),
    );
    let registered = event::registered((application, person), (1, 1), "Sokak lambası");
    let step = |step| {
        Event::CaseMoved(Box::new(CaseMoved {
            application,
            person,
            step,
            private: Said::default(),
        }))
    };
    let mut other = another_desk(vec![
        Event::ApplicationRegistered(Box::new(registered)),
        step(Step::Withdraw),
    ]);
    other.operations.reverse();
    let (_folder, mut store, mut journal) = set_up();
    journal.apply_feed(&page(0, &other)).unwrap();
    let (case, steps) = store
        .transact(|tx| {
            let reads = tx.read();
            Ok::<_, StoreError>((reads.case(application)?, reads.case_steps(application)?))
        })
        .unwrap();
    assert_eq!(case.unwrap().stage, Stage::Withdrawn);
    assert!(steps.len() == 1 && !steps[0].refused);
}

/// Asks, and hears this state.
fn hear_state(
    conversation: &mut Conversation<AtOnce>,
    journal: &mut SqliteJournal,
    (acked_dseq, acked_hash): (u64, String),
) -> Next {
    let state = StateResponse {
        epoch: Uuid::from_u128(1),
        previous_epoch: None,
        feed_base: 0,
        acked_dseq,
        acked_hash,
        feed_head: 2,
        oldest_schema: 1,
        newest_schema: 1,
        server_time: now(),
    };
    let asked = conversation.go_on(journal, Duration::ZERO, Input::Tick);
    let Next::Ask(Request { number, call, .. }) = asked.unwrap() else {
        panic!("it asks for the state first");
    };
    assert_eq!(call, Call::State);
    let heard = conversation.heard(journal, (number, Reply::State(Ok(state))), now());
    let input = heard.unwrap().unwrap();
    conversation.go_on(journal, Duration::ZERO, input).unwrap()
}

#[test]
fn a_feed_with_own_operations_a_copy_has_sent_is_not_read_past() {
    let (_folder, mut store, mut journal) = set_up();
    let known = journal.progress().unwrap();
    let office = "06001".to_owned();
    let mut conversation = Conversation::new(office, &known, false, AtOnce);
    let first = journal.batch(0).unwrap().operations[0].hash.clone();
    let next = hear_state(&mut conversation, &mut journal, (1, first));
    let Next::Ask(Request { number, call, .. }) = next else {
        panic!("it asks for the feed");
    };
    assert_eq!(call, Call::Feed { after: 0 });
    // The copy of this file has sent a second operation meanwhile; here is another one.
    append(&mut store, event::note(1, "a note"));
    let entries = vec![
        own_entry(1, 1, Outcome::Applied),
        own_entry(2, 2, Outcome::Applied),
    ];
    let reply = Reply::Feed(Ok(own_page(entries)));
    let heard = conversation.heard(&mut journal, (number, reply), now());
    assert_eq!(heard.unwrap(), Some(Input::OtherEpoch));
    assert_eq!(journal.progress().unwrap().position.cursor, 0);
    let next = conversation.go_on(&mut journal, Duration::ZERO, Input::OtherEpoch);
    assert!(matches!(
        next.unwrap(),
        Next::Ask(Request {
            call: Call::State,
            ..
        })
    ));
}
