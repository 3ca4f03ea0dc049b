//! Open311 GeoReport v2: reading for everybody, handing in with a key, nothing anybody wrote.

use crate::support::central::Central;
use crate::support::channel::http;
use crate::support::file_desk::FileDesk;
use acikkapi::central::{NewClient, Proof, admin};
use acikkapi::domain::application::Channel as Way;
use serde_json::{Value, json};

/// An API key of a municipality's application.
fn key(central: &Central, id: &str, offices: &[&str], per_minute: u32) -> String {
    let offices = offices.iter().map(|code| code.parse().expect("an office"));
    let new = NewClient {
        id: id.into(),
        name: "Belediye uygulaması".into(),
        proof: Proof::ApiKey,
        channels: vec![Way::Other],
        offices: offices.collect(),
        per_minute,
    };
    let key = central.administer(async |settings| admin::add_client(settings, &new).await);
    key.expect("registered").expect("a key")
}

fn get(central: &Central, path: &str) -> (u16, String) {
    let answer = http()
        .get(format!("{}/open311/v2/{path}", central.url()))
        .send();
    let answer = answer.expect("answered");
    (answer.status().as_u16(), answer.text().expect("text"))
}

fn json(central: &Central, path: &str) -> Value {
    let (status, text) = get(central, path);
    assert_eq!(status, 200, "{text}");
    serde_json::from_str(&text).expect("JSON")
}

fn post(central: &Central, fields: &[(&str, &str)], key: Option<&str>) -> (u16, String) {
    let body = serde_urlencoded::to_string(fields).expect("a form");
    let request = http()
        .post(format!("{}/open311/v2/requests.json", central.url()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body);
    let request = match key {
        Some(key) => request.header("idempotency-key", key),
        None => request,
    };
    let answer = request.send().expect("answered");
    (answer.status().as_u16(), answer.text().expect("text"))
}

fn lamp(key: &str) -> Vec<(&str, &str)> {
    vec![
        ("api_key", key),
        ("jurisdiction_id", "32000"),
        ("service_code", "11.04"),
        ("attribute[kind]", "complaint"),
        ("lat", "37.7648"),
        ("long", "30.5566"),
        ("address_string", "Gazi Mahallesi 5"),
        ("description", "Sokak lambası <yanmıyor> & tehlikeli."),
        ("first_name", "Şükriye"),
        ("last_name", "Iğdır"),
        ("phone", "0532 123 45 67"),
    ]
}

#[test]
fn a_report_is_handed_in_and_followed_and_tells_nothing_of_a_person() {
    let central = Central::start();
    let desk = FileDesk::enrolled("32000", &central);
    desk.sync_all();
    let key = key(&central, "belediye", &["32000"], 600);
    let (status, text) = post(&central, &lamp(&key), None);
    assert_eq!(status, 201, "{text}");
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    let number = answer[0]["service_request_id"].as_str().expect("a number");

    let one = json(
        &central,
        &format!("requests/{number}.json?jurisdiction_id=32000"),
    );
    assert_eq!(one[0]["status"], "open");
    assert_eq!(one[0]["service_code"], "11.04");
    assert_eq!(one[0]["agency_responsible"], "Çankaya Kaymakamlığı");
    let list = json(&central, "requests.json?jurisdiction_id=32000&status=open");
    assert_eq!(list, one);
    for none in [
        "status=closed",
        "service_code=11.03",
        "end_date=2020-01-01T00:00:00Z",
    ] {
        let list = json(
            &central,
            &format!("requests.json?jurisdiction_id=32000&{none}"),
        );
        assert_eq!(list, json!([]), "{none}");
    }
    let (_, xml) = get(&central, "requests.xml?jurisdiction_id=32000");
    assert!(xml.contains(&format!(
        "<service_request_id>{number}</service_request_id>"
    )));
    for private in ["Iğdır", "Gazi", "37.76", "lambası", "0532", "532123"] {
        assert!(
            !xml.contains(private) && !one.to_string().contains(private),
            "{private}"
        );
    }
    let id = central
        .database
        .value("select application_id from open311_requests");
    let token = json(&central, &format!("tokens/{id}.json?jurisdiction_id=32000"));
    assert_eq!(token[0]["service_request_id"], number);

    // The desk has all of it, in words.
    desk.sync_all();
    let reader = desk.reader();
    let found = reader.read().find_applications("igdir", 5).expect("found");
    let record = reader
        .read()
        .application(found.rows[0].id)
        .expect("read")
        .expect("known");
    let words = record.private.text.as_str();
    assert!(
        words.starts_with("Sokak lambası <yanmıyor> & tehlikeli.\nAdres: Gazi"),
        "{words}"
    );
    assert!(words.contains("37.7648, 30.5566"), "{words}");
    // What other channels hand in is nobody's here.
    let other = crate::support::channel::Channel::registered(&central, "web");
    let told = other
        .apply("k", &crate::support::channel::application("Gizli."))
        .well();
    let theirs = told["number"].as_str().expect("a number");
    let (status, _) = get(
        &central,
        &format!("requests/{theirs}.json?jurisdiction_id=32000"),
    );
    assert_eq!(status, 404);
    assert_eq!(json(&central, "requests.json?jurisdiction_id=32000"), one);
}

#[test]
fn services_are_the_topics_in_both_forms() {
    let central = Central::start();
    central.open_office("32000");
    let services = json(&central, "services.json?jurisdiction_id=32000");
    let services = services.as_array().expect("a list");
    assert!(services.len() > 300);
    let found = services
        .iter()
        .find(|service| service["service_code"] == "11.04");
    assert_eq!(found.expect("a topic")["metadata"], true);
    let (_, xml) = get(&central, "services.xml?jurisdiction_id=32000");
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<services><service>"));
    let definition = json(&central, "services/11.04.json?jurisdiction_id=32000");
    assert_eq!(
        definition["attributes"][0]["values"]
            .as_array()
            .expect("values")
            .len(),
        6
    );
    let (_, xml) = get(&central, "services/11.04.xml?jurisdiction_id=32000");
    assert!(xml.contains("<values><value><key>request</key>"), "{xml}");
}

#[test]
fn what_is_missing_or_wrong_is_told_by_the_specifications_codes() {
    let central = Central::start();
    central.open_office("32000");
    central.open_office("06001");
    let key = key(&central, "belediye", &["32000"], 600);
    for (path, status) in [
        ("services.json", 400),
        ("services.json?jurisdiction_id=34000", 404),
        ("services.json?jurisdiction_id=x", 404),
        ("services/99.99.xml?jurisdiction_id=32000", 404),
        ("requests/1.json?jurisdiction_id=32000", 404),
        ("requests.json?jurisdiction_id=32000&start_date=x", 400),
        ("tokens/x.json?jurisdiction_id=32000", 404),
        ("services", 404),
        ("services.html", 404),
        ("nothing.json?jurisdiction_id=32000", 404),
    ] {
        let (told, text) = get(&central, path);
        assert_eq!(told, status, "{path}: {text}");
        assert!(text.contains("description"), "{path}: {text}");
    }
    let (_, xml) = get(&central, "services.xml");
    assert!(
        xml.contains("<errors><error><code>400</code><description>jurisdiction_id"),
        "{xml}"
    );

    let change = |name: &str, value: &str| {
        let mut fields: Vec<(String, String)> = lamp(&key)
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .filter(|(known, _)| known != name)
            .collect();
        fields.push((name.to_owned(), value.to_owned()));
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        post(&central, &fields, None).0
    };
    assert_eq!(change("api_key", ""), 403);
    assert_eq!(change("api_key", "wrong"), 403);
    assert_eq!(change("jurisdiction_id", ""), 400);
    assert_eq!(change("jurisdiction_id", "34000"), 404);
    assert_eq!(change("jurisdiction_id", "06001"), 403);
    assert_eq!(change("service_code", ""), 400);
    assert_eq!(change("service_code", "99.99"), 404);
    assert_eq!(change("lat", ""), 400);
    assert_eq!(change("lat", "91"), 400);
    assert_eq!(change("lat", "NaN"), 400);
    assert_eq!(change("attribute[kind]", "x"), 400);
    assert_eq!(change("description", &"a".repeat(4001)), 400);
    assert_eq!(change("description", &"a".repeat(300_000)), 413);
    let held = central.database.value("select count(*) from applications");
    assert_eq!(held, "0");
}

#[test]
fn a_key_makes_a_report_one_and_its_rate_holds() {
    let central = Central::start();
    central.open_office("32000");
    let key = key(&central, "belediye", &[], 4);
    let first = post(&central, &lamp(&key), Some("r-1"));
    let again = post(&central, &lamp(&key), Some("r-1"));
    assert_eq!(first.0, 201, "{}", first.1);
    assert_eq!(first, again);
    let mut other = lamp(&key);
    other.push(("email", "a@b.org"));
    assert_eq!(post(&central, &other, Some("r-1")).0, 422);
    assert_eq!(post(&central, &lamp(&key), None).0, 201, "another report");
    assert_eq!(post(&central, &lamp(&key), None).0, 429);
    let held = central.database.value("select count(*) from applications");
    assert_eq!(held, "2");
    central
        .administer(async |settings| admin::revoke_client(settings, "belediye").await)
        .expect("revoked");
    assert_eq!(post(&central, &lamp(&key), None).0, 403);
}
