//! A case that is handed over to another office, and comes back.

use crate::support::cases::route;
use crate::support::central::Central;
use crate::support::file_desk::FileDesk;
use crate::support::syncing::wait_until;
use acikkapi::domain::case::{Competent, Stage, Step};
use acikkapi::domain::ids::ApplicationId;
use uuid::Uuid;

const HERE: &str = "06001";
const THERE: &str = "32001";

fn forward(to: &str) -> Step {
    let to = Competent::Office(to.parse().expect("an office"));
    Step::Forward { to }
}

fn wait_for_transfers(central: &Central, done: &str) {
    wait_until("handed over", || {
        let handed = "select count(*) from transfers where done_at is not null";
        central.database.value(handed) == done
    });
}

/// What was said in a case, as a desk knows it.
fn said(desk: &FileDesk, application: Uuid) -> Vec<String> {
    let steps = desk.reader().read().case_steps(ApplicationId(application));
    let steps = steps.expect("read").into_iter();
    steps
        .map(|step| {
            assert!(!step.refused, "{step:?}");
            step.moved.private.text.as_str().to_owned()
        })
        .collect()
}

#[test]
fn the_other_office_has_applicant_history_and_number_and_hands_it_back() {
    let central = Central::start();
    let here = FileDesk::enrolled(HERE, &central);
    let there = FileDesk::enrolled(THERE, &central);
    let number = here.register("Gönül").to_string();
    let case = here.case_of(&number);
    assert!(here.step(case, route("NUFUS", &[]), "önce buraya"));
    assert!(here.step(case, Step::Return, "yetkimiz yok"));
    assert!(here.step(case, forward(THERE), "sizin iliniz"));
    here.sync_all();
    wait_for_transfers(&central, "1");
    there.sync_all();
    assert_eq!(there.case_of(&number), case, "found by its number");
    assert_eq!(there.applicants(), ["Gönül"]);
    assert_eq!(there.case(case.0).stage, Stage::Triage);
    let handed_over = ["önce buraya", "yetkimiz yok", "sizin iliniz", ""];
    assert_eq!(said(&there, case.0), handed_over);
    let record = there.reader().read().application(ApplicationId(case.0));
    let record = record.expect("read").expect("an application");
    assert_eq!(
        record.private.text.as_str(),
        "Sokağımızın lambası yanmıyor."
    );
    assert!(matches!(here.case(case.0).stage, Stage::Forwarded { .. }));
    assert_eq!(central.case(THERE, case.0), there.case(case.0));

    assert!(there.step(case, route("FEN-ISLERI", &[]), "bakınız"));
    assert!(there.step(case, forward(HERE), "yine sizin"));
    there.sync_all();
    wait_for_transfers(&central, "2");
    here.sync_all();
    assert_eq!(here.case(case.0).stage, Stage::Triage);
    let mut whole: Vec<&str> = handed_over.to_vec();
    whole.extend(["bakınız", "yine sizin", ""]);
    assert_eq!(said(&here, case.0), whole);
    assert_eq!(central.case(HERE, case.0), here.case(case.0));
    for desk in [&here, &there] {
        desk.assert_sound();
    }
    assert_eq!(central.database.value("select count(*) from reviews"), "0");
    // Both go on: a second application of each office is not mistaken for the other's.
    let another = there.register("Deniz").to_string();
    there.sync_all();
    assert_eq!(&another[..5], THERE);
    assert_eq!(
        central.database.value("select count(*) from applications"),
        "3"
    );
}

#[test]
fn an_erased_applicant_goes_without_a_name_and_an_unknown_office_is_said() {
    let central = Central::start();
    let here = FileDesk::enrolled(HERE, &central);
    let number = here.register("Gönül").to_string();
    let case = here.case_of(&number);
    here.sync_all();
    central
        .database
        .execute("update person_keys set key = null, destroyed_at = now()");
    assert!(here.step(case, forward(THERE), "sizin iliniz"));
    here.sync_all();
    wait_for_transfers(&central, "1");
    let review = "select kind || ' ' || office_id from reviews";
    assert_eq!(
        central.database.value(review),
        format!("unknown_office {HERE}")
    );
    // Somebody enrols there at last.
    let there = FileDesk::enrolled(THERE, &central);
    there.sync_all();
    assert_eq!(there.case_of(&number), case);
    assert_eq!(there.case(case.0).stage, Stage::Triage);
    assert_eq!(said(&there, case.0), ["", ""]);
    let keys = format!("select count(*) from person_keys where office_id = '{THERE}'");
    assert_eq!(central.database.value(&keys), "0");
    there.assert_sound();
}
