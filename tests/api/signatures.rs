//! Nobody is let in without a fresh signature of their own over the whole request.

use crate::support::central::Central;
use crate::support::channel::{Answer, Channel, Wish, application, http};
use acikkapi::central::admin;

#[test]
fn what_is_not_signed_by_the_client_is_refused() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let plain = http()
        .get(format!("{}/api/v1/client", central.url()))
        .send()
        .expect("answered");
    let plain = Answer::of(plain);
    assert_eq!(plain.problem(), (401, "unauthorised"));
    assert_eq!(plain.headers["www-authenticate"], "Signature");

    let unknown = Channel::registered(&central, "somebody").named("nobody");
    assert_eq!(
        unknown.get("/api/v1/client").problem(),
        (401, "unauthorised")
    );
    let thief = Channel::registered(&central, "thief").named("web");
    let refused = thief.get("/api/v1/client");
    assert_eq!(refused.json, unknown.get("/api/v1/client").json);
    web.get("/api/v1/client").well();
}

#[test]
fn a_signature_is_good_for_its_request_alone() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let body = application("Yol bozuk.");
    let sent = |headers: Vec<(&'static str, String)>, path: &str, body: String| {
        let mut request = http().post(format!("{}{path}", central.url())).body(body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        Answer::of(request.send().expect("answered"))
    };
    let signed = || web.signed(&Wish::apply("k", &body));
    let path = "/api/v1/applications";
    let other_body = sent(signed(), path, application("Başka.").to_string());
    assert_eq!(other_body.problem(), (401, "unauthorised"));
    let elsewhere = sent(signed(), "/api/v1/files", body.to_string());
    assert_eq!(elsewhere.problem(), (401, "unauthorised"));
    let other_query = sent(signed(), "/api/v1/applications?a=1", body.to_string());
    assert_eq!(other_query.problem(), (401, "unauthorised"));
    let mut other_key = signed();
    for (name, value) in &mut other_key {
        if *name == "idempotency-key" {
            *value = "l".into();
        }
    }
    assert_eq!(
        sent(other_key, path, body.to_string()).problem(),
        (401, "unauthorised")
    );
    let stored = central.database.value("select count(*) from api_requests");
    assert_eq!(stored, "0");
    assert_eq!(sent(signed(), path, body.to_string()).status, 201);
}

#[test]
fn a_request_is_taken_once() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let wish = Wish::apply("k", &application("Yol bozuk."));
    assert_eq!(web.send(&wish).status, 201);
    assert_eq!(web.send(&wish).problem(), (401, "replayed"));
    // Another client may have the same nonce.
    let other = Channel::registered(&central, "other");
    let mut theirs = Wish::get("/api/v1/client");
    theirs.nonce.clone_from(&wish.nonce);
    other.send(&theirs).well();
    // Nonces go with their time.
    central
        .database
        .execute("update api_nonces set forgotten_at = now() - interval '1 second'");
    web.get("/api/v1/client").well();
    let held = central
        .database
        .value("select count(*) from api_nonces where client_id = 'web'");
    assert_eq!(held, "1");
}

#[test]
fn a_signature_has_to_be_fresh_and_whole() {
    let central = Central::start();
    let web = Channel::registered(&central, "web");
    for (age, good) in [
        (0, true),
        (80, true),
        (-20, true),
        (120, false),
        (-60, false),
    ] {
        let mut wish = Wish::get("/api/v1/client");
        wish.age = age;
        let answer = web.send(&wish);
        assert_eq!(answer.status == 200, good, "{age}: {}", answer.json);
    }
    for covered in ["@method", "@target-uri", "@method @target-uri"] {
        let mut wish = Wish::post("/api/v1/files", "application/octet-stream", "%PDF-");
        wish.covered = Some(covered);
        assert_eq!(
            web.send(&wish).problem(),
            (401, "unauthorised"),
            "{covered}"
        );
    }
}

#[test]
fn a_revoked_client_is_out_at_once() {
    let central = Central::start();
    let web = Channel::registered(&central, "web");
    web.get("/api/v1/client").well();
    central
        .administer(async |settings| admin::revoke_client(settings, "web").await)
        .expect("revoked");
    assert_eq!(web.get("/api/v1/client").problem(), (403, "client_revoked"));
}

#[test]
fn more_than_its_share_has_to_wait() {
    let central = Central::start();
    let slow = Channel::with(&central, "slow", |new| new.per_minute = 6);
    let other = Channel::registered(&central, "other");
    for _ in 0..6 {
        slow.get("/api/v1/client").well();
    }
    let waits = slow.get("/api/v1/client");
    assert_eq!(waits.problem(), (429, "rate_limited"));
    let seconds = waits.json["retry_after"].as_u64().expect("seconds");
    assert!((1..=10).contains(&seconds), "{seconds}");
    assert_eq!(waits.headers["retry-after"], seconds.to_string());
    other.get("/api/v1/client").well();
    // As if the seconds had passed.
    central.database.execute(
        "update api_rates set free_at = free_at - interval '10 seconds' where client_id = 'slow'",
    );
    slow.get("/api/v1/client").well();
    assert_eq!(slow.get("/api/v1/client").problem(), (429, "rate_limited"));
}
