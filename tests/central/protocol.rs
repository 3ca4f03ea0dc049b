//! Push, receipts, repetition, gaps, forks, epochs.

use crate::support::central::Central;
use crate::support::desk::{Desk, code, problem};
use crate::support::events;
use acikkapi::domain::application::Registered;
use acikkapi::domain::event::Event;
use acikkapi::domain::ids::{ApplicationId, PersonId};
use acikkapi::sync::client::Central as _;
use acikkapi::sync::problem::ProblemCode;
use acikkapi::sync::wire::{GENESIS_HASH, MAX_BATCH_OPERATIONS, Outcome, Receipt, RejectReason};
use serde_json::json;

fn outcomes(desk: &Desk) -> Vec<Outcome> {
    let response = desk.push_all().expect("stored");
    response.receipts.into_iter().map(|r| r.outcome).collect()
}

#[test]
fn a_batch_is_stored_applied_and_receipted() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let state = desk.client().state().expect("a state");
    assert_eq!(
        (state.acked_dseq, state.acked_hash.as_str()),
        (0, GENESIS_HASH)
    );
    desk.append("visit_opened", json!({}));
    let (application, person) = desk.register(1);
    let response = desk.push_all().expect("stored");
    assert_eq!((response.acked_dseq, response.feed_head), (2, 2));
    let log = desk.content().log.clone();
    for (receipt, operation) in response.receipts.iter().zip(&log) {
        assert_eq!(
            (receipt.op_id, receipt.dseq),
            (operation.op_id, operation.dseq)
        );
        assert_eq!(receipt.outcome, Outcome::Applied);
        assert_eq!(receipt.position, Some(operation.dseq));
    }
    let again = desk.push_all().expect("stored");
    let position = |receipt: &Receipt| receipt.position;
    assert_eq!(
        again.receipts.iter().map(position).collect::<Vec<_>>(),
        [Some(1), Some(2)]
    );
    let state = desk.client().state().expect("a state");
    assert_eq!((state.acked_dseq, &state.acked_hash), (2, &log[1].hash));
    let stored = central.database.value(&format!(
        "select office_id || ' ' || number || ' ' || status || ' ' || number_clash || ' ' || registered_position
           from applications where application_id = '{application}'"
    ));
    let number = events::number("32001", 1, 1);
    assert_eq!(stored, format!("32001 {number} registered false 2"));
    let body = central
        .database
        .value("select body from operations where dseq = 2");
    assert_eq!(body, log[1].body, "the exact bytes");
    let person_of_body = central
        .database
        .value("select person_id from operations where dseq = 2");
    assert_eq!(person_of_body, person.to_string());
}

#[test]
fn a_batch_sent_again_exists_and_changes_nothing() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    for _ in 0..3 {
        desk.append("visit_opened", json!({}));
    }
    assert_eq!(outcomes(&desk), vec![Outcome::Applied; 3]);
    desk.append("visit_opened", json!({}));
    let mut expected = vec![Outcome::Exists; 3];
    expected.push(Outcome::Applied);
    assert_eq!(outcomes(&desk), expected, "an overlap is partly new");
    assert_eq!(outcomes(&desk), vec![Outcome::Exists; 4]);
    assert_eq!(
        central.database.value("select count(*) from operations"),
        "4"
    );
    assert_eq!(central.database.value("select feed_head from offices"), "4");
}

#[test]
fn a_gap_names_the_operation_to_send_from() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    for _ in 0..5 {
        desk.append("visit_opened", json!({}));
    }
    desk.client().push(&desk.batch_of(1, 2)).expect("stored");
    let gap = problem(desk.client().push(&desk.batch_of(4, 5)));
    assert_eq!(
        (gap.code, gap.status, gap.expected),
        (ProblemCode::SequenceGap, 409, Some(3))
    );
    desk.client().push(&desk.batch_of(3, 5)).expect("stored");
}

#[test]
fn a_fork_quarantines_the_device_and_keeps_both_histories() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.append("visit_opened", json!({}));
    desk.push_all().expect("stored");
    let copy = desk.cloned_disk();
    desk.append("visit_opened", json!({"at": "the desk"}));
    copy.append("visit_opened", json!({"at": "the copy"}));
    desk.push_all().expect("the first one is right so far");
    assert_eq!(code(copy.push_all()), ProblemCode::Fork);
    // From now on nothing is taken from either until a person has looked.
    for one in [&desk, &copy] {
        assert_eq!(code(one.push_all()), ProblemCode::Quarantined);
        assert_eq!(code(one.client().state()), ProblemCode::Quarantined);
        assert_eq!(code(one.client().feed(0)), ProblemCode::Quarantined);
    }
    assert_eq!(
        central.database.value("select count(*) from operations"),
        "2"
    );
    let offered = central.database.value("select offered from forks");
    assert!(offered.contains("the copy"), "{offered}");
    assert!(central.devices("32001")[0].quarantined);
}

#[test]
fn a_history_that_does_not_continue_the_one_held_is_a_fork_too() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let copy = desk.cloned_disk();
    desk.append("visit_opened", json!({"at": "the desk"}));
    copy.append("visit_opened", json!({"at": "the copy"}));
    copy.append("visit_opened", json!({}));
    desk.push_all().expect("stored");
    let continued = copy.client().push(&copy.batch_of(2, 2));
    assert_eq!(code(continued), ProblemCode::Fork);
}

#[test]
fn a_number_given_twice_becomes_a_review_and_no_application_is_lost() {
    let central = Central::start();
    let one = Desk::enrolled("32001", &central);
    let other = Desk::enrolled("32001", &central);
    let (first, _) = one.register(1);
    let (second, _) = other.register(1);
    let (third, _) = other.register(1);
    assert_eq!(outcomes(&one), [Outcome::Applied]);
    let clash = outcomes(&other);
    let reviews: Vec<_> = clash
        .iter()
        .map(|outcome| match outcome {
            Outcome::Conflict { review } => *review,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_ne!(reviews[0], reviews[1]);
    assert_eq!(outcomes(&other), clash, "asked again, the same answer");
    for (review, application) in reviews.iter().zip([second, third]) {
        let stored = central.database.value(&format!(
            "select kind || ' ' || application_id || ' ' || other_application_id
               from reviews where review_id = '{review}'"
        ));
        assert_eq!(stored, format!("number_clash {application} {first}"));
    }
    let number = events::number("32001", 1, 1);
    let kept = format!("select count(*) from applications where number = '{number}'");
    assert_eq!(central.database.value(&kept), "3");
}

#[test]
fn what_cannot_be_applied_is_kept_with_its_reason_and_blocks_nothing() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let (application, _) = desk.register(1);
    desk.append_raw("application_registered", "not json".into());
    desk.append(
        "application_registered",
        json!({"number": events::number("32001", 1, 2)}),
    );
    let person = PersonId(uuid::Uuid::now_v7());
    let elsewhere = events::registered(events::number("06001", 1, 1), person);
    desk.say(&Event::ApplicationRegistered(Box::new(elsewhere)));
    let again = Registered {
        application: ApplicationId(application),
        ..events::registered(events::number("32001", 1, 3), person)
    };
    desk.say(&Event::ApplicationRegistered(Box::new(again)));
    desk.append("kind_of_2031", json!({"number": 7, "sealed": "?"}));
    desk.append_raw("kind_of_2031", "{".into());
    desk.register(4);
    let rejected = |reason| Outcome::Rejected { reason };
    let expected = [
        Outcome::Applied,
        rejected(RejectReason::InvalidBody),
        rejected(RejectReason::InvalidBody),
        rejected(RejectReason::NumberOfAnotherOffice),
        rejected(RejectReason::ApplicationExists),
        Outcome::Applied,
        rejected(RejectReason::InvalidBody),
        Outcome::Applied,
    ];
    assert_eq!(outcomes(&desk), expected);
    assert_eq!(
        central.database.value("select count(*) from operations"),
        "8"
    );
    assert_eq!(
        central
            .database
            .value("select body from operations where dseq = 2"),
        "not json"
    );
    let reason = central
        .database
        .value("select reject_reason from operations where dseq = 5");
    assert_eq!(reason, "application_exists");
    let unknown = central
        .database
        .value("select understood from operations where dseq = 6");
    assert_eq!(unknown, "false", "to be read again by a later version");
}

#[test]
fn an_operation_id_used_twice_is_refused_and_nothing_of_the_batch_is_stored() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.append("visit_opened", json!({}));
    desk.append("visit_opened", json!({}));
    {
        let mut content = desk.content();
        content.log[1].op_id = content.log[0].op_id;
        content.log[1].hash = acikkapi::sync::wire::operation_hash(&content.log[1]);
    }
    assert_eq!(code(desk.push_all()), ProblemCode::BrokenChain);
    assert_eq!(
        central.database.value("select count(*) from operations"),
        "0"
    );
    assert_eq!(central.database.value("select feed_head from offices"), "0");
}

#[test]
fn the_largest_batch_fits() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    for number in 0..MAX_BATCH_OPERATIONS {
        let filling = "ğ\"ü".repeat(200);
        desk.append("visit_opened", json!({"number": number, "text": filling}));
    }
    assert_eq!(
        outcomes(&desk),
        vec![Outcome::Applied; MAX_BATCH_OPERATIONS]
    );
}

#[test]
fn a_new_epoch_begins_by_command_and_when_the_cluster_is_another() {
    let mut central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.append("visit_opened", json!({}));
    desk.push_all().expect("stored");
    let first = desk.client().state().expect("a state");
    central.stop();
    central.go_on();
    let same = desk.client().state().expect("a state");
    assert_eq!(same.epoch, first.epoch, "a restart is not a restore");
    central.new_epoch();
    let second = desk.client().state().expect("a state");
    assert_ne!(second.epoch, first.epoch);
    assert_eq!(second.previous_epoch, Some(first.epoch));
    assert_eq!(second.feed_base, 1);
    // A backup restored on another cluster brings the other one's identifier along.
    central
        .database
        .execute("update server_state set system_identifier = '1'");
    central.stop();
    central.go_on();
    let third = desk.client().state().expect("a state");
    assert_eq!(third.previous_epoch, Some(second.epoch));
    central
        .database
        .execute("update server_state set timeline = 'FFFFFFFF'");
    central.stop();
    central.go_on();
    let fourth = desk.client().state().expect("a state");
    assert_eq!(fourth.previous_epoch, Some(third.epoch));
    // A cold copy put back: the same cluster, but its log is shorter than it was.
    central.stop();
    let path = central.settings.data_dir.join("central-watermark.json");
    let mark = std::fs::read_to_string(&path).expect("a watermark");
    let mut mark: serde_json::Value = serde_json::from_str(&mark).expect("JSON");
    mark["wal"] = json!(i64::MAX);
    std::fs::write(&path, mark.to_string()).expect("written");
    central.go_on();
    let fifth = desk.client().state().expect("a state");
    assert_eq!(fifth.previous_epoch, Some(fourth.epoch));
    central.stop();
    central.go_on();
    let same = desk.client().state().expect("a state");
    assert_eq!(same.epoch, fifth.epoch, "noticed once");
}

#[test]
fn devices_pushing_at_once_each_get_their_own_positions() {
    let central = Central::start();
    let desks: Vec<Desk> = (0..4).map(|_| Desk::enrolled("32001", &central)).collect();
    std::thread::scope(|scope| {
        for desk in &desks {
            scope.spawn(move || {
                let client = desk.client();
                for round in 0..10 {
                    for _ in 0..5 {
                        desk.append("visit_opened", json!({}));
                    }
                    client
                        .push(&desk.batch_of(round * 5 + 1, round * 5 + 5))
                        .expect("stored");
                }
            });
        }
    });
    let dense = "select count(*) || ' ' || min(position) || ' ' || max(position) || ' ' || count(distinct position) from operations";
    assert_eq!(central.database.value(dense), "200 1 200 200");
}
