//! The log tells the operator what happened and nobody what was said.

use crate::support::desk::Desk;
use crate::support::events;
use crate::support::postgres::Database;
use crate::support::serving::{Serving, code_in, home};
use acikkapi::domain::event::{Event, PersonData, PersonRecorded};
use acikkapi::domain::ids::PersonId;
use acikkapi::domain::person::Person;
use acikkapi::sync::client::Central as _;
use acikkapi::text::CleanText;
use std::fs;
use uuid::Uuid;

const NAME: &str = "Zeliha";
const FAMILY: &str = "Karasabanoğlu";
const TELEPHONE: &str = "5327654321";
const TEXT: &str = "Kuyumuzun suyu bulanık akıyor";
const LOGIN: &str = "gizem.sirkeci@isparta.example";
const PASSWORD: &str = "mor kestane yağmuru";

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn nothing_personal_is_in_the_log_of_a_whole_journey() {
    let database = Database::fresh();
    let home = home(&database.url);
    let said = home.run_line("central enrol --office 32001").well();
    let log = home.path("central.log");
    let central = Serving::logging(&home, &log, "debug");
    let mut desk = Desk::new("32001");
    desk.enrol(&central.url, &code_in(&said)).expect("enrolled");

    // A person, an application, a step, and things that go wrong.
    let person = PersonId(Uuid::now_v7());
    let recorded = PersonRecorded {
        person,
        visitor: None,
        private: PersonData {
            edited_from: None,
            person: Person {
                given_name: CleanText::line(NAME),
                family_name: CleanText::line(FAMILY),
                ..Person::default()
            },
        },
    };
    desk.say(&Event::PersonRecorded(recorded));
    let mut record = events::registered(events::number("32001", 1, 7), person);
    record.private.text = CleanText::block(TEXT);
    let number = record.number.to_string();
    desk.say(&Event::ApplicationRegistered(Box::new(record)));
    desk.append_raw(
        "case_moved",
        format!("{{\"said\":\"{NAME} {FAMILY} {TELEPHONE}"),
    );
    desk.append(
        "a_kind_to_come",
        serde_json::json!({ "name": FAMILY, "telephone": TELEPHONE }),
    );
    desk.push_all().expect("stored");
    desk.client().feed(0).expect("a page");
    let mut spoilt = desk.batch_of(1, 1);
    spoilt.operations[0].body = format!("{{\"text\":\"{TEXT}\"}}");
    assert!(desk.client().push(&spoilt).is_err());

    // What strangers type into addresses and forms.
    // Already there from an earlier test.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::blocking::Client::builder()
        .tls_danger_accept_invalid_certs(true)
        .build()
        .expect("a client");
    let asked = format!("ad={}&tel={TELEPHONE}&no={number}", encoded(FAMILY));
    for path in ["/v1/feed", "/takip", "/birim", "/yonetim", "/nowhere"] {
        client
            .get(format!("{}{path}?{asked}", central.url))
            .send()
            .expect("answered");
    }
    client
        .get(format!("{}/{}", central.url, encoded(FAMILY)))
        .send()
        .expect("answered");
    let form = format!("login={}&password={}", encoded(LOGIN), encoded(PASSWORD));
    for path in ["/birim/giris", "/yonetim/giris"] {
        let request = client
            .post(format!("{}{path}", central.url))
            .body(form.clone());
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.send().expect("answered");
    }
    // A database that refuses a statement says which values it was about.
    database.execute("alter table applications add check (number = 'none') not valid");
    desk.register(8);
    assert!(desk.push_all().is_err());
    central.stop();

    let log = fs::read_to_string(&log).expect("a log");
    assert!(log.lines().count() > 15, "{log}");
    assert!(
        log.contains("\"/v1/ops\"") && log.contains("batch stored"),
        "{log}"
    );
    let secret = desk.content().credentials.clone().expect("enrolled").secret;
    for personal in [
        NAME,
        FAMILY,
        &encoded(FAMILY),
        TELEPHONE,
        TEXT,
        &number,
        LOGIN,
        &encoded(LOGIN),
        PASSWORD,
        secret.as_str(),
        "Kaya",
    ] {
        let found = log.lines().find(|line| line.contains(personal));
        assert_eq!(found, None, "{personal}");
    }
}
