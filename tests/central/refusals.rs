//! What central does not take, and says so.

use crate::support::central::Central;
use crate::support::desk::{Desk, code};
use acikkapi::sync::client::Central as _;
use acikkapi::sync::problem::{PROBLEM_JSON, Problem, ProblemCode};
use acikkapi::sync::wire::{PushRequest, operation_hash};
use reqwest::blocking::{Client, Response};
use serde_json::json;
use std::io::Write;
use std::time::Duration;

/// A client that speaks as it likes.
fn raw(desk: &Desk) -> (Client, String) {
    let credentials = desk.content().credentials.clone().expect("enrolled");
    let tls = acikkapi::sync::tls::pinned(&credentials.ca_certificate).expect("TLS");
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .timeout(Duration::from_secs(30))
        .build()
        .expect("a client");
    let bearer = format!(
        "{}.{}.{}",
        credentials.office,
        credentials.device.simple(),
        credentials.secret.as_str()
    );
    (client, bearer)
}

fn read(response: Response) -> Problem {
    let kind = response.headers()["content-type"]
        .to_str()
        .expect("text")
        .to_owned();
    assert_eq!(kind, PROBLEM_JSON);
    let status = response.status().as_u16();
    let problem: Problem = response.json().expect("a problem");
    assert_eq!(problem.status, status);
    problem
}

fn push(desk: &Desk, central: &Central, body: Vec<u8>, encoding: Option<&str>) -> ProblemCode {
    let (client, bearer) = raw(desk);
    let mut request = client
        .post(format!("{}/v1/ops", central.url()))
        .bearer_auth(bearer)
        .body(body);
    if let Some(encoding) = encoding {
        request = request.header("content-encoding", encoding);
    }
    read(request.send().expect("an answer")).code
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn nonsense_is_refused_and_nothing_is_stored() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let nonsense: [(&[u8], Option<&str>); 8] = [
        (b"", None),
        (b"not json", None),
        (b"{\"operations\":[{\"op_id\":1}]}", None),
        (b"{\"operations\":[]}", None),
        (b"\xff\xfe", None),
        (b"not gzip", Some("gzip")),
        (b"{}", Some("br")),
        (b"[[[[[[[[[[[[[[[[[[[[[[", None),
    ];
    for (body, encoding) in nonsense {
        let refused = push(&desk, &central, body.to_vec(), encoding);
        assert_eq!(refused, ProblemCode::Invalid, "{body:?}");
    }
    assert_eq!(
        central.database.value("select count(*) from operations"),
        "0"
    );
}

#[test]
fn oversize_and_bombs_are_refused_without_being_unpacked() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let large = vec![b' '; 5 * 1024 * 1024];
    assert_eq!(push(&desk, &central, large, None), ProblemCode::TooLarge);
    let bomb = gzip(&vec![b' '; 400 * 1024 * 1024]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(
        push(&desk, &central, bomb, Some("gzip")),
        ProblemCode::TooLarge
    );
    for _ in 0..501 {
        desk.append("visit_opened", json!({}));
    }
    assert_eq!(code(desk.push_all()), ProblemCode::TooLarge);
    desk.client().push(&desk.batch_of(1, 500)).expect("500 fit");
}

#[test]
fn an_operation_of_another_office_or_device_is_refused() {
    let central = Central::start();
    let mine = Desk::enrolled("32001", &central);
    let theirs = Desk::enrolled("06001", &central);
    theirs.append("visit_opened", json!({}));
    let foreign = mine.client().push(&theirs.batch_of(1, 1));
    assert_eq!(code(foreign), ProblemCode::WrongOrigin);
    let mut relabelled = theirs.batch_of(1, 1);
    relabelled.operations[0].device = mine.device;
    relabelled.operations[0].hash = operation_hash(&relabelled.operations[0]);
    assert_eq!(
        code(mine.client().push(&relabelled)),
        ProblemCode::WrongOrigin
    );
    // A credential does not open another office by naming it.
    let mut content = mine.content().credentials.clone().expect("enrolled");
    content.office = "06001".into();
    mine.content().credentials = Some(content);
    assert_eq!(code(mine.client().state()), ProblemCode::Unauthorised);
    assert_eq!(
        central.database.value("select count(*) from operations"),
        "0"
    );
}

#[test]
fn a_changed_operation_is_noticed() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.append("visit_opened", json!({}));
    desk.append("visit_opened", json!({}));
    let spoilt: [fn(&mut PushRequest); 5] = [
        |batch| batch.operations[1].body = "{\"changed\":true}".into(),
        |batch| batch.operations[0].hash = "0".repeat(64),
        |batch| batch.operations[0].hash = "xyz".into(),
        |batch| {
            batch.operations[1].prev_hash = "1".repeat(64);
            batch.operations[1].hash = operation_hash(&batch.operations[1]);
        },
        |batch| batch.operations[0].hash = batch.operations[0].hash.to_uppercase(),
    ];
    for spoil in spoilt {
        let mut batch = desk.batch_of(1, 2);
        spoil(&mut batch);
        assert_eq!(code(desk.client().push(&batch)), ProblemCode::BrokenChain);
    }
    desk.push_all().expect("the true ones are stored");
}

#[test]
fn fields_postgresql_could_not_hold_are_refused_before_it_is_asked() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.append("visit_opened", json!({}));
    let spoilt: [fn(&mut PushRequest); 8] = [
        |batch| batch.operations[0].body = "\"\0\"".into(),
        |batch| batch.operations[0].kind = "a\0".into(),
        |batch| batch.operations[0].kind = String::new(),
        |batch| batch.operations[0].kind = "k".repeat(65),
        |batch| batch.operations[0].actor = "a".repeat(201),
        |batch| batch.operations[0].base_revision = Some(u64::MAX),
        |batch| batch.operations[0].dseq = u64::MAX,
        |batch| batch.operations[0].device_time = chrono::DateTime::<chrono::Utc>::MAX_UTC,
    ];
    for spoil in spoilt {
        let mut batch = desk.batch_of(1, 1);
        spoil(&mut batch);
        batch.operations[0].hash = operation_hash(&batch.operations[0]);
        assert_eq!(code(desk.client().push(&batch)), ProblemCode::Invalid);
    }
    let mut batch = desk.batch_of(1, 1);
    batch.operations[0].schema = 0;
    batch.operations[0].hash = operation_hash(&batch.operations[0]);
    assert_eq!(code(desk.client().push(&batch)), ProblemCode::SchemaTooOld);
}

#[test]
fn without_a_credential_nothing_is_told() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let (client, bearer) = raw(&desk);
    let mut wrong = vec![String::new(), "x".into(), "32001..".into()];
    let last = bearer.chars().next_back().expect("a character");
    let cut = &bearer[..bearer.len() - 1];
    wrong.push(format!("{cut}{}", if last == 'A' { 'B' } else { 'A' }));
    wrong.push(bearer.replace("32001", "32002"));
    for route in ["/v1/state", "/v1/feed"] {
        for bearer in &wrong {
            let request = client.get(format!("{}{route}", central.url()));
            let answer = request.bearer_auth(bearer).send().expect("an answer");
            assert_eq!(read(answer).code, ProblemCode::Unauthorised);
        }
        let answer = client.get(format!("{}{route}", central.url())).send();
        assert_eq!(
            read(answer.expect("an answer")).code,
            ProblemCode::Unauthorised
        );
    }
    let answer = client.post(format!("{}/v1/ops", central.url())).send();
    assert_eq!(
        read(answer.expect("an answer")).code,
        ProblemCode::Unauthorised
    );
}

#[test]
fn unknown_addresses_and_queries_are_problems_too() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let (client, bearer) = raw(&desk);
    let get = |path: &str| {
        let request = client.get(format!("{}{path}", central.url()));
        request.bearer_auth(&bearer).send().expect("an answer")
    };
    assert_eq!(read(get("/v2/state")).code, ProblemCode::NotFound);
    assert_eq!(read(get("/v1/ops")).code, ProblemCode::NotFound);
    assert_eq!(read(get("/v1/feed?after=-1")).code, ProblemCode::Invalid);
    assert_eq!(
        read(get("/v1/feed?after=18446744073709551615")).code,
        ProblemCode::Invalid
    );
    assert_eq!(get("/healthz").status(), 204);
    assert_eq!(get("/readyz").status(), 204);
}

#[test]
fn when_the_database_is_away_the_device_is_asked_to_come_back() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.client().state().expect("trusted");
    central
        .database
        .execute("alter table devices rename to devices_away");
    let (client, bearer) = raw(&desk);
    let request = client.get(format!("{}/v1/state", central.url()));
    let answer = request.bearer_auth(bearer).send().expect("an answer");
    assert!(answer.headers().contains_key("retry-after"));
    let problem = read(answer);
    assert_eq!(
        (problem.code, problem.status),
        (ProblemCode::Unavailable, 503)
    );
    central
        .database
        .execute("alter table devices_away rename to devices");
    desk.client().state().expect("back again");
}
