//! Codes, credentials, device numbers, the pinned authority.

use crate::support::central::Central;
use crate::support::desk::{Desk, code};
use acikkapi::sync::client::{CallError, Central as _};
use acikkapi::sync::code::EnrolmentCode;
use acikkapi::sync::enrol::{EnrolError, secret_hash};
use acikkapi::sync::problem::ProblemCode;
use acikkapi::sync::wire::{EnrolRequest, EnrolResponse};
use std::os::unix::fs::PermissionsExt;

fn refusal(result: Result<impl std::fmt::Debug, EnrolError>) -> ProblemCode {
    match result {
        Err(EnrolError::Call(CallError::Problem(problem))) => problem.code,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[test]
fn a_code_works_once() {
    let central = Central::start();
    let typed = central.code("32001");
    let mut desk = Desk::new("32001");
    let credentials = desk.enrol(&central.url(), &typed).expect("enrolled");
    assert_eq!(
        (credentials.office.as_str(), credentials.device_number),
        ("32001", 1)
    );
    desk.client().state().expect("trusted");
    let mut other = Desk::new("32001");
    assert_eq!(
        refusal(other.enrol(&central.url(), &typed)),
        ProblemCode::CodeUsed
    );
    assert_eq!(
        refusal(desk.enrol(&central.url(), &typed)),
        ProblemCode::CodeUsed
    );
    desk.client().state().expect("still trusted");
}

#[test]
fn a_lost_answer_can_be_asked_for_again() {
    let central = Central::start();
    let typed = EnrolmentCode::parse(&central.code("32001")).expect("a code");
    let request = EnrolRequest {
        code_id: typed.id_text(),
        code_secret: typed.secret_text(),
        device: uuid::Uuid::now_v7(),
        office: "32001".into(),
        secret_hash: secret_hash("mine"),
        device_number: None,
        version: "0".into(),
    };
    let ask = |request: &EnrolRequest| -> Result<EnrolResponse, CallError> {
        let (tls, _) = acikkapi::sync::tls::first_contact(&typed).expect("TLS");
        acikkapi::sync::client::enrol(&central.url(), tls, request)
    };
    let first = ask(&request).expect("enrolled");
    let again = ask(&request).expect("the same answer");
    assert_eq!(again.device_number, first.device_number);
    let mut thief = request.clone();
    thief.secret_hash = secret_hash("theirs");
    assert_eq!(code(ask(&thief)), ProblemCode::CodeUsed);
}

#[test]
fn an_expired_a_wrong_and_a_hammered_code_are_told_apart() {
    let central = Central::start();
    let mut desk = Desk::new("32001");
    let expired = central.code("32001");
    central
        .database
        .execute("update enrolment_codes set expires_at = now() - interval '1 second'");
    assert_eq!(
        refusal(desk.enrol(&central.url(), &expired)),
        ProblemCode::CodeExpired
    );
    let good = EnrolmentCode::parse(&central.code("32001")).expect("a code");
    let ask = |secret: String| -> Result<EnrolResponse, CallError> {
        let (tls, _) = acikkapi::sync::tls::first_contact(&good).expect("TLS");
        let request = EnrolRequest {
            code_id: good.id_text(),
            code_secret: secret,
            device: desk.device,
            office: "32001".into(),
            secret_hash: secret_hash("mine"),
            device_number: None,
            version: "0".into(),
        };
        acikkapi::sync::client::enrol(&central.url(), tls, &request)
    };
    for _ in 0..10 {
        assert_eq!(code(ask("000000000000".into())), ProblemCode::CodeWrong);
    }
    // Now even the right secret is too late.
    assert_eq!(code(ask(good.secret_text())), ProblemCode::CodeBlocked);
}

#[test]
fn a_code_is_for_its_office_only() {
    let central = Central::start();
    let typed = central.code("32001");
    let mut stranger = Desk::new("06001");
    let refused = stranger.enrol(&central.url(), &typed);
    assert_eq!(refusal(refused), ProblemCode::OfficeMismatch);
    let mut right = Desk::new("32001");
    right
        .enrol(&central.url(), &typed)
        .expect("the code was not used up");
}

#[test]
fn device_numbers_never_meet() {
    let central = Central::start();
    let enrolled = |number: Option<u8>| {
        let mut desk = Desk::new("32001");
        desk.content().device_number = number;
        let credentials = desk.enrol(&central.url(), &central.code("32001"));
        (desk, credentials.expect("enrolled").device_number)
    };
    assert_eq!(enrolled(Some(1)).1, 1);
    let (mut second, number) = enrolled(Some(1));
    assert_eq!(
        number, 2,
        "01 is taken: new applications get another number"
    );
    assert_eq!(enrolled(Some(7)).1, 7);
    assert_eq!(enrolled(None).1, 3);
    central.revoke("32001", 1);
    assert_eq!(
        enrolled(Some(1)).1,
        4,
        "a revoked device's number stays its own"
    );
    let again = second.enrol(&central.url(), &central.code("32001"));
    assert_eq!(
        again.expect("enrolled").device_number,
        2,
        "a device keeps its number"
    );
    let elsewhere = Desk::enrolled("06001", &central);
    assert_eq!(elsewhere.content().device_number, Some(1));
}

#[test]
fn when_all_99_numbers_are_taken_it_is_said() {
    let central = Central::start();
    let typed = central.code("32001");
    central.database.execute(
        "insert into devices (office_id, device_id, device_number, secret_hash, version)
         select '32001', gen_random_uuid(), number, decode(repeat('00', 32), 'hex'), '0'
           from generate_series(1, 99) as number",
    );
    let mut desk = Desk::new("32001");
    let refused = desk.enrol(&central.url(), &typed);
    assert_eq!(refusal(refused), ProblemCode::NumbersExhausted);
    central
        .database
        .execute("delete from devices where device_number = 42");
    let credentials = desk
        .enrol(&central.url(), &typed)
        .expect("the code is still good");
    assert_eq!(credentials.device_number, 42);
}

#[test]
fn revocation_holds_from_the_next_request() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let client = desk.client();
    client.state().expect("trusted");
    desk.append("visit_opened", serde_json::json!({}));
    central.revoke("32001", 1);
    assert_eq!(code(client.state()), ProblemCode::Revoked);
    assert_eq!(
        code(client.push(&desk.batch_of(1, 1))),
        ProblemCode::Revoked
    );
    assert_eq!(code(client.feed(0)), ProblemCode::Revoked);
    let mut desk = desk;
    desk.enrol(&central.url(), &central.code("32001"))
        .expect("a new code lets it in again");
    desk.push_all().expect("nothing was lost");
}

#[test]
fn a_batch_under_way_does_not_outrun_a_revocation() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.append("visit_opened", serde_json::json!({}));
    let administrator = central.database.session();
    administrator.execute("begin; update devices set revoked_at = now()");
    let answer = std::thread::scope(|scope| {
        let pushing = scope.spawn(|| desk.push_all());
        // The batch has passed the first check when it waits for the device's row.
        central.database.wait_for_a_waiter();
        administrator.execute("commit");
        pushing.join().expect("pushed")
    });
    assert_eq!(code(answer), ProblemCode::Revoked);
    let stored = central.database.value("select count(*) from operations");
    assert_eq!(stored, "0");
}

#[test]
fn only_the_authority_the_code_was_made_for_is_trusted() {
    let central = Central::start();
    let impostor = Central::start();
    let typed = central.code("32001");
    let mut desk = Desk::new("32001");
    let error = desk
        .enrol(&impostor.url(), &typed)
        .expect_err("an impostor");
    assert_eq!(error.key(), "sync-enrol-untrusted", "{error:?}");
    let mut credentials = desk.enrol(&central.url(), &typed).expect("enrolled");
    credentials.server = impostor.url();
    desk.content().credentials = Some(credentials);
    let answer = desk.client().state();
    assert!(matches!(answer, Err(CallError::Untrusted(_))), "{answer:?}");
}

#[test]
fn the_authority_outlives_a_restart_and_only_its_owner_reads_it() {
    let mut central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    central.stop();
    central.go_on();
    desk.client().state().expect("the same authority");
    let files = std::fs::read_dir(&central.settings.data_dir).expect("the folder");
    let mut names = Vec::new();
    for file in files {
        let file = file.expect("a file");
        let mode = file.metadata().expect("metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file:?}");
        names.push(file.file_name());
    }
    names.sort();
    assert_eq!(
        names,
        [
            "central-ca.key",
            "central-ca.pem",
            "central-watermark.json",
            "citizen.key"
        ]
    );
}
