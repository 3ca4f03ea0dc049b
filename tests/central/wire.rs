//! Desks two versions back are served, and what newer ones send is kept: recorded JSON, replayed.
//!
//! The requests and answers under `tests/fixtures/wire` were written down when they were current, and
//! stay as they are. The hashes in them were computed by another program.

use crate::support::central::Central;
use crate::support::desk::Desk;
use acikkapi::sync::client::Central as _;
use acikkapi::sync::enrol::secret_hash;
use acikkapi::sync::problem::Problem;
use acikkapi::sync::wire::{FeedResponse, Operation, PushRequest, PushResponse, StateResponse};
use reqwest::blocking::{Client, Response};
use serde_json::Value;

const FIRST: &str = include_str!("../fixtures/wire/push-first.json");
const NEWER: &str = include_str!("../fixtures/wire/push-newer.json");
const ANSWERS: &str = include_str!("../fixtures/wire/answers-first.json");
const OFFICE: &str = "32001";
const DEVICE: &str = "01980000-0000-7000-8000-00000000d001";
const SECRET: &str = "a secret of the first desks";

/// A desk of another version: what it sends is given, what it is told is JSON.
struct Recorded {
    client: Client,
    url: String,
}

impl Recorded {
    /// Central knows its device, and another desk of the office.
    fn known_to(central: &Central) -> (Self, Desk) {
        let other = Desk::enrolled(OFFICE, central);
        let known = format!(
            "insert into devices (office_id, device_id, device_number, secret_hash, version)
             values ('{OFFICE}', '{DEVICE}', 77, decode('{}', 'hex'), '0.0.1')",
            secret_hash(SECRET)
        );
        central.database.execute(&known);
        let authority = other
            .content()
            .credentials
            .clone()
            .expect("enrolled")
            .ca_certificate;
        let tls = acikkapi::sync::tls::pinned(&authority).expect("TLS");
        let client = Client::builder().tls_backend_preconfigured(tls).build();
        let recorded = Self {
            client: client.expect("a client"),
            url: central.url(),
        };
        (recorded, other)
    }

    fn bearer(&self) -> String {
        format!("{OFFICE}.{}.{SECRET}", DEVICE.replace('-', ""))
    }

    fn push(&self, body: &'static str) -> Value {
        let address = format!("{}/v1/ops", self.url);
        let request = self.client.post(address).bearer_auth(self.bearer());
        read(request.body(body).send().expect("an answer"))
    }

    fn get(&self, path: &str) -> Value {
        let address = format!("{}{path}", self.url);
        let request = self.client.get(address).bearer_auth(self.bearer());
        read(request.send().expect("an answer"))
    }
}

fn read(response: Response) -> Value {
    response.json().expect("JSON")
}

fn answers() -> Value {
    serde_json::from_str(ANSWERS).expect("JSON")
}

/// Everything an older desk reads is there, of the kind it expects.
fn assert_covers(new: &Value, old: &Value, way: &str) {
    match (new, old) {
        (Value::Object(new), Value::Object(old)) => {
            for (name, old) in old {
                let way = format!("{way}.{name}");
                let new = new.get(name).unwrap_or_else(|| panic!("{way} is gone"));
                assert_covers(new, old, &way);
            }
        }
        (Value::Array(new), Value::Array(old)) => {
            assert_eq!(new.len(), old.len(), "{way}");
            new.iter()
                .zip(old)
                .for_each(|(new, old)| assert_covers(new, old, way));
        }
        (_, Value::Null) | (Value::Number(_), Value::Number(_)) => {}
        (Value::String(new), Value::String(old)) => {
            // What is not an id, a hash or a time is a name it knows.
            let is_name = old
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            assert!(!is_name || new == old, "{way}: {new} is not {old}");
        }
        _ => panic!("{way}: {new} is not like {old}"),
    }
}

#[test]
fn the_first_desks_are_served_as_they_were() {
    let central = Central::start();
    let (desk, _) = Recorded::known_to(&central);
    let answers = answers();
    assert_covers(&desk.push(FIRST), &answers["push"], "push");
    assert_covers(&desk.get("/v1/state"), &answers["state"], "state");
    let state = desk.get("/v1/state");
    assert_eq!(state["acked_hash"], answers["state"]["acked_hash"]);
    assert_covers(&desk.get("/v1/feed?after=0"), &answers["feed"], "feed");
    let page = desk.get("/v1/feed?after=0&limit=1");
    assert_eq!(page["entries"].as_array().map(Vec::len), Some(1));
    // A repeated push, as after a lost reply.
    let again = desk.push(FIRST);
    assert_eq!(again["receipts"][0]["outcome"]["status"], "exists");
    assert_eq!(again["feed_head"], 2);
    // One that is ahead of what central has.
    central.database.execute(
        "delete from operations; update offices set feed_head = 0;
         update devices set acked_dseq = 0, acked_hash = decode(repeat('00', 32), 'hex')",
    );
    assert_covers(&desk.push(NEWER), &answers["gap"], "gap");
}

#[test]
fn what_the_first_central_answered_is_still_understood() {
    let answers = answers();
    let parsed = |name: &str| answers[name].clone();
    let state: StateResponse = serde_json::from_value(parsed("state")).expect("a state");
    let push: PushResponse = serde_json::from_value(parsed("push")).expect("receipts");
    let feed: FeedResponse = serde_json::from_value(parsed("feed")).expect("a page");
    let gap: Problem = serde_json::from_value(parsed("gap")).expect("a problem");
    assert_eq!(state.acked_dseq, 2);
    assert_eq!(
        push.receipts
            .iter()
            .map(|receipt| receipt.position)
            .collect::<Vec<_>>(),
        [None; 2]
    );
    assert!(feed.entries.iter().all(|entry| entry.own_dseq.is_none()));
    assert_eq!(gap.expected, Some(1));
}

#[test]
fn kinds_fields_and_schemas_of_a_newer_desk_are_kept_and_forwarded_to_the_byte() {
    let central = Central::start();
    let (desk, other) = Recorded::known_to(&central);
    desk.push(FIRST);
    let answer = desk.push(NEWER);
    let statuses = answer["receipts"].as_array().expect("receipts").iter();
    let statuses: Vec<&Value> = statuses
        .map(|receipt| &receipt["outcome"]["status"])
        .collect();
    assert_eq!(statuses, ["applied"; 3]);
    let sent: PushRequest = serde_json::from_str(NEWER).expect("a batch");
    let page = other.client().feed(2).expect("a page");
    let forwarded: Vec<Operation> = page
        .entries
        .iter()
        .filter_map(|entry| entry.operation.clone())
        .collect();
    assert_eq!(forwarded, sent.operations);
    assert!(forwarded.iter().all(Operation::hash_is_right));
    assert_eq!(page.keys, sent.keys, "and what opens them");
    let understood = "select string_agg(understood::text, ',' order by position) from operations";
    assert_eq!(
        central.database.value(understood),
        "false,false,false,false,false"
    );
}
