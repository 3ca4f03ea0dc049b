//! What a service unit finds at central, and what it does there.

use crate::support::cases::{answer, moved, recorded_unit, route, unit};
use crate::support::central::Central;
use crate::support::desk::Desk;
use crate::support::events;
use acikkapi::central::case_file::{self, CaseFile, UnitPart};
use acikkapi::central::cases::{self, Asked, CaseRow, Place, StepError, UnitList};
use acikkapi::central::units;
use acikkapi::domain::case::{ContactWay, Outcome, Stage, Step};
use acikkapi::domain::event::Event;
use acikkapi::domain::ids::{ApplicationId, PersonId, StaffId};
use acikkapi::domain::review::Checklist;
use uuid::Uuid;

const OFFICE: &str = "32001";
const NONE: [Uuid; 0] = [];

/// A list of a unit on a day, in pages of two.
fn list(central: &Central, code: &str, list: UnitList, today: &str) -> Vec<CaseRow> {
    let unit = unit(code);
    let asked = Asked {
        office: OFFICE,
        unit: &unit,
        list,
        today: today.parse().expect("a day"),
    };
    central.with_pool(async |pool| {
        let client = pool.get().await.expect("a connection");
        let mut rows: Vec<CaseRow> = Vec::new();
        loop {
            let after: Option<Place> = rows.last().map(|row| row.place);
            let page = cases::list(&client, asked, (after, 2))
                .await
                .expect("a page");
            if page.is_empty() {
                break;
            }
            rows.extend(page);
        }
        let counted = cases::count(&client, asked).await.expect("a count");
        assert_eq!(counted, rows.len() as u64);
        rows
    })
}

fn ids(rows: &[CaseRow]) -> Vec<Uuid> {
    rows.iter().map(|row| row.application.0).collect()
}

fn file(central: &Central, code: &str, application: Uuid) -> Option<CaseFile> {
    let code = unit(code);
    central.with_pool(async |pool| {
        let mut client = pool.get().await.expect("a connection");
        let transaction = client.transaction().await.expect("a transaction");
        let asked = (OFFICE, &code);
        case_file::open(&transaction, asked, ApplicationId(application))
            .await
            .expect("read")
    })
}

fn said(file: &CaseFile) -> Vec<&str> {
    let steps = file.steps.iter();
    steps.map(|step| step.moved.private.text.as_str()).collect()
}

#[test]
fn a_case_goes_through_the_lists_of_its_unit() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    let cases: Vec<_> = (1..=5).map(|sequence| desk.register(sequence)).collect();
    for case in &cases {
        desk.step(*case, route("NUFUS", &["FEN-ISLERI"]));
    }
    desk.push_all().expect("stored");
    let all: Vec<Uuid> = cases.iter().map(|case| case.0).collect();
    let find = |list_name, today| ids(&list(&central, "NUFUS", list_name, today));
    assert_eq!(find(UnitList::ToTake, "2026-03-11"), all);
    assert_eq!(find(UnitList::Open, "2026-03-11"), all);
    assert_eq!(find(UnitList::Approaching, "2026-03-11"), NONE);
    assert_eq!(find(UnitList::Approaching, "2026-03-16"), all);
    assert_eq!(find(UnitList::DueToday, "2026-03-17"), all);
    assert_eq!(find(UnitList::Overdue, "2026-03-18"), all);
    assert_eq!(
        ids(&list(&central, "FEN-ISLERI", UnitList::Parts, "2026-03-11")),
        all
    );
    assert_eq!(list(&central, "SAGLIK", UnitList::Open, "2026-03-11"), []);
    let first = &list(&central, "NUFUS", UnitList::Open, "2026-03-11")[0];
    assert_eq!(first.number, events::number(OFFICE, 1, 1).to_string());

    let officer = StaffId(Uuid::from_u128(77));
    let step = |of: usize, step| central.step(OFFICE, cases[of].0, step).expect("taken");
    step(0, Step::Take { officer });
    step(1, Step::Ask);
    step(2, answer(Outcome::Negative));
    let contribution = Step::Contribute {
        unit: unit("FEN-ISLERI"),
        attachments: Vec::new(),
    };
    step(3, contribution);
    assert_eq!(
        find(UnitList::ToTake, "2026-03-11"),
        [all[1], all[3], all[4]]
    );
    let parts = list(&central, "FEN-ISLERI", UnitList::Parts, "2026-03-11");
    assert_eq!(ids(&parts), [all[0], all[1], all[2], all[4]]);
    assert_eq!(find(UnitList::Done, "2026-03-11"), [all[2]]);

    desk.step(cases[1], Step::Reply);
    let checks = Checklist::default();
    desk.step(cases[2], Step::Object { checks });
    desk.step(
        cases[2],
        Step::SendBack {
            term: events::term("2026-03-20"),
        },
    );
    desk.push_all().expect("stored");
    assert_eq!(find(UnitList::Replied, "2026-03-11"), [all[1]]);
    assert_eq!(find(UnitList::SentBack, "2026-03-11"), [all[2]]);
    assert_eq!(find(UnitList::Done, "2026-03-11"), NONE);
    assert_eq!(
        find(UnitList::Open, "2026-03-11").last(),
        Some(&all[2]),
        "due later"
    );
    step(2, answer(Outcome::Positive));
    assert_eq!(find(UnitList::SentBack, "2026-03-11"), NONE);
}

#[test]
fn the_done_list_begins_with_the_latest_answer() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    let cases: Vec<_> = (1..=5).map(|sequence| desk.register(sequence)).collect();
    for case in &cases {
        desk.step(*case, route("NUFUS", &[]));
    }
    for case in &cases {
        desk.step(*case, answer(Outcome::Positive));
    }
    desk.push_all().expect("stored");
    let mut latest_first: Vec<Uuid> = cases.iter().map(|case| case.0).collect();
    latest_first.reverse();
    let done = list(&central, "NUFUS", UnitList::Done, "2026-03-11");
    assert_eq!(ids(&done), latest_first);
}

#[test]
fn a_unit_sees_of_a_case_what_is_its_business() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    let person = PersonId(Uuid::now_v7());
    desk.say(&Event::PersonRecorded(events::recorded(person, "Gönül")));
    let record = events::registered(events::number(OFFICE, 1, 1), person);
    let case = (record.application.0, person.0);
    desk.say(&Event::ApplicationRegistered(Box::new(record)));
    let contact = Step::Contact {
        way: ContactWay::Call,
        reached: true,
        call_back: None,
    };
    let checks = Checklist::default();
    let steps = [
        (route("NUFUS", &["FEN-ISLERI"]), "havale"),
        (contact, "telefon"),
        (answer(Outcome::Negative), "cevap"),
        (Step::Object { checks }, "uygun değil"),
    ];
    for (step, text) in steps {
        desk.say(&moved(case, step, text));
    }
    desk.push_all().expect("stored");
    let seen = file(&central, "NUFUS", case.0).expect("its case");
    assert_eq!(seen.part, UnitPart::Responsible);
    assert_eq!(seen.applicant.family_name.as_str(), "Gönül");
    assert_eq!(
        seen.record.private.text.as_str(),
        "Sokağımızın lambası yanmıyor."
    );
    assert_eq!(
        said(&seen),
        ["havale", "cevap"],
        "the chief has not decided"
    );
    let asked = file(&central, "FEN-ISLERI", case.0).expect("asked for its part");
    assert_eq!(asked.part, UnitPart::Asked { given: false });
    assert_eq!(said(&asked), ["havale"]);
    assert_eq!(file(&central, "SAGLIK", case.0), None);

    let term = events::term("2026-03-20");
    desk.say(&moved(case, Step::SendBack { term }, "düzeltilsin"));
    desk.push_all().expect("stored");
    let seen = file(&central, "NUFUS", case.0).expect("its case");
    assert_eq!(
        said(&seen),
        ["havale", "cevap", "uygun değil", "düzeltilsin"]
    );

    central
        .database
        .execute("update person_keys set key = null, destroyed_at = now()");
    let erased = file(&central, "NUFUS", case.0).expect("its case");
    assert_eq!(erased.applicant.full_name(), "");
    assert_eq!(said(&erased), ["", "", "", ""]);

    desk.step(case, route("SAGLIK", &[]));
    desk.push_all().expect("stored");
    assert_eq!(file(&central, "NUFUS", case.0), None, "no more");
}

#[test]
fn an_officers_step_is_checked_where_the_case_stands_now() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    let case = desk.register(1);
    desk.push_all().expect("stored");
    let early = central.step(OFFICE, case.0, answer(Outcome::Positive));
    assert!(matches!(early, Err(StepError::Illegal(_))), "{early:?}");
    let nowhere = central.step(OFFICE, Uuid::now_v7(), Step::Return);
    assert!(matches!(nowhere, Err(StepError::NoCase)), "{nowhere:?}");
    let stored = central.database.value("select count(*) from operations");
    assert_eq!(stored, "1");
    desk.step(case, route("NUFUS", &[]));
    desk.push_all().expect("stored");
    let taken = central.step(OFFICE, case.0, answer(Outcome::Positive));
    let taken = taken.expect("taken");
    assert_eq!((taken.position, taken.fits), (3, true));
    let twice = central.step(OFFICE, case.0, answer(Outcome::Positive));
    assert!(matches!(twice, Err(StepError::Illegal(_))), "{twice:?}");
}

#[test]
fn the_directory_is_as_last_recorded_and_a_closed_unit_keeps_its_cases() {
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    desk.say(&recorded_unit("SAGLIK"));
    desk.say(&recorded_unit("NUFUS"));
    let case = desk.register(1);
    desk.step(case, route("NUFUS", &[]));
    let Event::UnitRecorded(mut closed) = recorded_unit("NUFUS") else {
        panic!("a unit");
    };
    closed.closed = true;
    desk.say(&Event::UnitRecorded(closed));
    desk.push_all().expect("stored");
    let found = central.with_pool(async |pool| {
        let client = pool.get().await.expect("a connection");
        units::units(&client, OFFICE).await.expect("units")
    });
    let found: Vec<_> = found
        .iter()
        .map(|unit| (unit.code.as_str(), unit.closed))
        .collect();
    assert_eq!(found, [("NUFUS", true), ("SAGLIK", false)]);
    assert_eq!(
        ids(&list(&central, "NUFUS", UnitList::Open, "2026-03-11")),
        [case.0]
    );
    central
        .step(OFFICE, case.0, answer(Outcome::Positive))
        .expect("it can still answer");
    let stage = central.case(OFFICE, case.0).stage;
    assert!(matches!(stage, Stage::UnderReview { .. }), "{stage:?}");
}
