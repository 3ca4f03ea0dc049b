//! Whatever is sent, the answer is a clear problem, and nothing of it is kept.

use crate::support::central::Central;
use crate::support::channel::{Answer, Channel, Wish, application, http};
use serde_json::json;

#[test]
fn odd_bodies_are_refused_and_nothing_is_registered() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let json = "application/json";
    let post = |kind: &str, body: Vec<u8>| {
        web.send(&Wish::post("/api/v1/applications", kind, body).under("k"))
    };
    let nested = "[".repeat(200_000).into_bytes();
    for (body, problem) in [
        (b"".to_vec(), (400, "malformed")),
        (b"{".to_vec(), (400, "malformed")),
        (b"\xff\xfe".to_vec(), (400, "malformed")),
        (nested, (422, "invalid")),
        (b"[]".to_vec(), (422, "invalid")),
        (b"null".to_vec(), (422, "invalid")),
        (br#"{"office":"32000"}"#.to_vec(), (422, "invalid")),
        (
            br#"{"office":"32000","office":"32001","text":"a","applicant":{}}"#.to_vec(),
            (422, "invalid"),
        ),
        (vec![b' '; 512 * 1024 + 1], (413, "too_large")),
    ] {
        let answer = post(json, body.clone());
        let told = answer.problem();
        let start = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        assert_eq!((told.0, told.1), problem, "{start}: {}", answer.json);
    }
    let right = || application("Yol bozuk.").to_string().into_bytes();
    assert_eq!(
        post("text/plain", right()).problem(),
        (415, "unsupported_media")
    );
    assert_eq!(
        post("application/xml", right()).problem(),
        (415, "unsupported_media")
    );
    let without_key = Wish::post("/api/v1/applications", json, right());
    assert_eq!(web.send(&without_key).problem(), (422, "invalid"));
    let mut wish = Wish::post("/api/v1/applications", json, right()).under("k");
    wish.headers.push(("content-encoding", "gzip".into()));
    assert_eq!(
        web.send(&wish).problem(),
        (415, "unsupported_media"),
        "no bombs"
    );
    for table in [
        "applications",
        "api_requests",
        "operations where kind = 'person_recorded'",
    ] {
        let held = central
            .database
            .value(&format!("select count(*) from {table}"));
        assert_eq!(held, "0", "{table}");
    }
}

#[test]
fn text_from_outside_is_cleaned_like_any_other() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let mut body = application("Yol\u{0}\u{1b}[31m bozuk\u{202e}.");
    body["applicant"]["given_name"] = json!("Ay\u{0}şe'); drop table applications; --");
    web.apply("k", &body).well();
    let held = central.database.value("select count(*) from applications");
    assert_eq!(held, "1");
}

#[test]
fn other_addresses_and_methods_are_told_in_the_same_way() {
    let central = Central::start();
    let web = Channel::registered(&central, "web");
    for path in [
        "/api/v1/nothing",
        "/api/v2/applications",
        "/api/v1/applications/1/2",
    ] {
        assert_eq!(web.get(path).problem(), (404, "not_found"), "{path}");
    }
    assert_eq!(web.get("/api/v1/applications/../../etc").problem().0, 404);
    assert_eq!(
        web.get("/api/v1/applications/%00").problem(),
        (404, "not_found")
    );
    let mut wish = Wish::get("/api/v1/topics");
    wish.method = reqwest::Method::DELETE;
    assert_eq!(web.send(&wish).problem(), (405, "method_not_allowed"));
}

#[test]
fn the_document_is_there_for_everybody() {
    let central = Central::start();
    let answer = http()
        .get(format!("{}/api/v1/openapi.json", central.url()))
        .send();
    let document = Answer::of(answer.expect("answered")).well();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"]["/api/v1/applications"]["post"].is_object());
}
