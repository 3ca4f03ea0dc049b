//! Steps in the order of the feed, those that do not fit, and what an older central left unread.

use crate::support::cases::{answer, recorded_unit, route};
use crate::support::central::Central;
use crate::support::desk::Desk;
use acikkapi::domain::case::{Outcome as Result, Stage, Step};
use acikkapi::sync::client::Central as _;
use acikkapi::sync::wire::Outcome;
use serde_json::json;

const OFFICE: &str = "32001";

/// Every table that is folded from the feed, as text.
fn tables(central: &Central) -> Vec<String> {
    let tables = ["units", "cases", "case_steps", "case_parts"];
    let rows = |table| {
        let rows =
            format!("select string_agg({table}::text, E'\\n' order by {table}::text) from {table}");
        central.database.value(&rows)
    };
    tables.map(rows).to_vec()
}

#[test]
fn a_step_that_does_not_fit_is_a_review_and_nothing_is_lost() {
    let central = Central::start();
    let one = Desk::enrolled(OFFICE, &central);
    let other = Desk::enrolled(OFFICE, &central);
    let case = one.register(1);
    one.push_all().expect("stored");
    // Both act while apart: one routes, the other ends the case.
    other.step(case, Step::Withdraw);
    one.step(case, route("NUFUS", &[]));
    one.step(case, answer(Result::Positive));
    other.push_all().expect("stored");
    let receipts = one.push_all().expect("stored").receipts;
    let conflicts = receipts.iter().filter_map(|receipt| match receipt.outcome {
        Outcome::Conflict { review } => Some(review),
        _ => None,
    });
    let conflicts: Vec<_> = conflicts.collect();
    assert_eq!(conflicts.len(), 2);
    assert_eq!(central.case(OFFICE, case.0).stage, Stage::Withdrawn);
    for review in conflicts {
        let stored = central.database.value(&format!(
            "select kind || ' ' || application_id from reviews where review_id = '{review}'"
        ));
        assert_eq!(stored, format!("case_step {}", case.0));
    }
    let steps = central.database.value(
        "select string_agg(position || ':' || refused, ' ' order by position) from case_steps",
    );
    assert_eq!(steps, "2:false 3:true 4:true");
    let again = one.push_all().expect("stored").receipts;
    assert_eq!(again[1].outcome, receipts[1].outcome, "the same answer");
    let page = other.client().feed(2).expect("a page");
    assert_eq!(page.entries.len(), 2, "the others see what was tried");
}

#[test]
fn a_step_before_its_registration_counts_once_that_is_there() {
    let central = Central::start();
    let one = Desk::enrolled(OFFICE, &central);
    let other = Desk::enrolled(OFFICE, &central);
    let case = one.register(1);
    other.step(case, answer(Result::Negative));
    other.step(case, route("NUFUS", &["FEN-ISLERI"]));
    other.push_all().expect("stored");
    let open = "select count(*) from reviews where decided_at is null";
    assert_eq!(central.database.value(open), "2");
    one.push_all().expect("stored");
    assert!(matches!(
        central.case(OFFICE, case.0).stage,
        Stage::AtUnit { .. }
    ));
    assert_eq!(central.database.value(open), "1");
    let steps = "select string_agg(refused::text, ' ' order by position) from case_steps";
    assert_eq!(central.database.value(steps), "true false");
    assert_eq!(central.database.value("select refused from cases"), "1");
    assert_eq!(
        central.database.value("select unit from case_parts"),
        "FEN-ISLERI"
    );
}

#[test]
fn what_a_restored_desk_says_again_has_no_effect() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    let case = desk.register(1);
    desk.step(case, route("NUFUS", &[]));
    desk.step(case, Step::Return);
    let routed = desk.content().log[1].clone();
    let mut body: serde_json::Value = serde_json::from_str(&routed.body).expect("JSON");
    body["repeats_operation"] = json!(routed.op_id);
    desk.push_all().expect("stored");
    desk.append("case_moved", body.clone());
    let receipts = desk.push_all().expect("stored").receipts;
    assert_eq!(receipts[3].outcome, Outcome::Applied);
    assert_eq!(central.case(OFFICE, case.0).stage, Stage::Triage);
    // One that repeats what central never had is the first to say it.
    body["repeats_operation"] = json!(uuid::Uuid::now_v7());
    desk.append("case_moved", body);
    desk.push_all().expect("stored");
    assert!(matches!(
        central.case(OFFICE, case.0).stage,
        Stage::AtUnit { .. }
    ));
}

#[test]
fn what_an_older_central_left_unread_is_folded_when_a_newer_one_comes() {
    let mut central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    desk.say(&recorded_unit("NUFUS"));
    let cases = [desk.register(1), desk.register(2), desk.register(3)];
    for case in cases {
        desk.step(case, route("NUFUS", &["FEN-ISLERI"]));
    }
    desk.step(cases[0], Step::Return);
    desk.step(cases[1], Step::Reply);
    desk.push_all().expect("stored");
    let folded = tables(&central);
    let as_older = "truncate units, cases, case_steps, case_parts; delete from reviews;
         update offices set cases_position = 0";
    central.database.execute(as_older);
    central.stop();
    central.go_on();
    assert_eq!(tables(&central), folded, "at the start");
    assert_eq!(central.database.value("select count(*) from reviews"), "1");
    // An older instance that still runs beside a newer one leaves some behind: the next who
    // writes catches up first.
    central.database.execute(as_older);
    desk.step(cases[2], answer(Result::Positive));
    desk.push_all().expect("stored");
    let stage = central.case(OFFICE, cases[2].0).stage;
    assert!(matches!(stage, Stage::UnderReview { .. }), "{stage:?}");
    assert_eq!(tables(&central)[0], folded[0]);
    let behind = "select feed_head - cases_position from offices";
    assert_eq!(central.database.value(behind), "0");
}
