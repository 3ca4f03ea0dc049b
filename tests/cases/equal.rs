//! Desks that act while apart, and units at central: every database ends with equal cases.

use crate::support::cases::{answer, moved, route, unit};
use crate::support::central::Central;
use crate::support::events;
use crate::support::file_desk::FileDesk;
use acikkapi::domain::case::{Case, Outcome, PauseWhy, Stage, Step};
use acikkapi::domain::ids::ApplicationId;
use acikkapi::domain::review::Checklist;
use acikkapi::domain::staff::Actor;
use acikkapi::store::StoreError;
use proptest::prelude::*;
use uuid::Uuid;

const OFFICE: &str = "06001";

fn sync(desks: &[FileDesk]) {
    for _ in 0..2 {
        desks.iter().for_each(FileDesk::sync_all);
    }
}

/// A case and which steps of its history were refused.
fn known(desk: &FileDesk, application: Uuid) -> (Case, Vec<bool>) {
    let reader = desk.reader();
    let steps = reader.read().case_steps(ApplicationId(application));
    let refused = steps
        .expect("read")
        .iter()
        .map(|step| step.refused)
        .collect();
    (desk.case(application), refused)
}

fn assert_equal(central: &Central, desks: &[FileDesk], application: Uuid) {
    let refused = central.database.value(&format!(
        "select string_agg(refused::text, ',' order by position) from case_steps
          where application_id = '{application}'"
    ));
    let refused = refused.split(',').filter(|one| !one.is_empty());
    let refused = refused.map(|one| one == "true").collect();
    let at_central = (central.case(OFFICE, application), refused);
    for desk in desks {
        assert_eq!(known(desk, application), at_central);
        desk.assert_sound();
    }
}

#[test]
fn the_first_to_arrive_counts_and_both_desks_and_central_agree() {
    let central = Central::start();
    let desks = [(); 2].map(|()| FileDesk::enrolled(OFFICE, &central));
    let number = desks[0].register("Gönül").to_string();
    sync(&desks);
    let case = desks[0].case_of(&number);
    // Apart, each follows the case its own way, several steps far.
    assert!(desks[0].step(case, route("NUFUS", &[]), "bir"));
    assert!(desks[0].step(case, answer(Outcome::Positive), "iki"));
    assert!(desks[1].step(case, route("SAGLIK", &[]), "üç"));
    assert!(desks[1].step(case, Step::Return, "dört"));
    assert!(desks[1].step(case, Step::Withdraw, "beş"));
    desks[1].sync_all();
    sync(&desks);
    assert_eq!(central.case(OFFICE, case.0).stage, Stage::Withdrawn);
    assert_equal(&central, &desks, case.0);
    let reviews = "select count(*) from reviews where kind = 'case_step'";
    assert_eq!(central.database.value(reviews), "2");
    // A third desk reads it all at once.
    let third = FileDesk::enrolled(OFFICE, &central);
    third.sync_all();
    assert_equal(&central, &[third], case.0);
}

#[test]
fn after_two_new_epochs_the_desks_know_the_order_again() {
    let central = Central::start();
    let desks = [(); 2].map(|()| FileDesk::enrolled(OFFICE, &central));
    let number = desks[0].register("Gönül").to_string();
    sync(&desks);
    let case = desks[0].case_of(&number);
    assert!(desks[0].step(case, route("NUFUS", &[]), "bir"));
    sync(&desks);
    central.step(OFFICE, case.0, Step::Ask).expect("taken");
    central.new_epoch();
    central.new_epoch();
    sync(&desks);
    central
        .step(OFFICE, case.0, answer(Outcome::Negative))
        .expect("taken");
    sync(&desks);
    assert!(desks[1].step(
        case,
        Step::Object {
            checks: Checklist::default()
        },
        "olmaz"
    ));
    sync(&desks);
    assert_equal(&central, &desks, case.0);
    let devices = "select count(distinct device_id) from operations where kind = 'case_moved'";
    assert_eq!(central.database.value(devices), "4", "central was two");
}

/// Who does something.
#[derive(Debug, Clone, Copy)]
enum Who {
    Desk(usize),
    Unit,
    /// A desk that has its network back for a moment.
    Sync(usize),
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![
        5 => (0..2_usize).prop_map(Who::Desk),
        2 => Just(Who::Unit),
        2 => (0..2_usize).prop_map(Who::Sync),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    let outcome = prop::sample::select(Outcome::ALL.to_vec());
    let to = prop::sample::select(vec!["NUFUS", "SAGLIK", "FEN-ISLERI"]);
    let term = prop::sample::select(vec!["2026-03-20", "2026-03-27"]);
    let term = term.prop_map(events::term);
    prop_oneof![
        4 => to.prop_map(|to| route(to, &["ASKERLIK"])),
        3 => outcome.prop_map(answer),
        1 => Just(Step::Return),
        1 => Just(Step::Ask),
        1 => Just(Step::Reply),
        2 => Just(Step::Accept { checks: Checklist::default() }),
        2 => Just(Step::Object { checks: Checklist::default() }),
        2 => term.clone().prop_map(|term| Step::SendBack { term }),
        1 => Just(Step::Uphold),
        1 => Just(Step::Pause { why: PauseWhy::Applicant }),
        1 => term.clone().prop_map(|term| Step::Resume { term }),
        1 => Just(Step::Withdraw),
        1 => term.prop_map(|term| Step::Reopen { term }),
        1 => Just(Step::Contribute { unit: unit("ASKERLIK"), attachments: Vec::new() }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn whoever_acts_and_whenever_they_meet_the_cases_are_equal(
        acts in prop::collection::vec((who(), 0..2_usize, any_step()), 20..60),
    ) {
        let central = Central::start();
        let desks = [(); 2].map(|()| FileDesk::enrolled(OFFICE, &central));
        let numbers = [0, 1].map(|desk| desks[desk].register("Gönül").to_string());
        sync(&desks);
        let cases = numbers.map(|number| desks[0].case_of(&number));
        for (who, case, step) in acts {
            match who {
                // Several tries, so that something is legal often.
                Who::Desk(desk) => { desks[desk].step(cases[case], step, "söz"); }
                Who::Unit => { let _ = central.step(OFFICE, cases[case].0, step); }
                Who::Sync(desk) => desks[desk].sync_all(),
            }
        }
        sync(&desks);
        for case in cases {
            assert_equal(&central, &desks, case.0);
        }
    }
}

/// A desk's own step that came too late stays in its history, refused, and it says so itself.
#[test]
fn an_illegal_step_is_not_written_at_all() {
    let central = Central::start();
    let desk = FileDesk::enrolled(OFFICE, &central);
    let number = desk.register("Gönül").to_string();
    let case = desk.case_of(&number);
    let event = moved(case, Step::Uphold, "olur");
    let written = desk
        .store()
        .transact(|tx| tx.append(Actor::Program, event).map(drop));
    assert!(matches!(written, Err(StoreError::Defect(_))), "{written:?}");
}
