//! Handing in, once and only once; reading; lists.

use crate::support::central::Central;
use crate::support::channel::{Channel, Wish, application};
use acikkapi::central::Server;
use acikkapi::domain::application::Channel as Way;
use serde_json::json;

const FILE: &[u8] = b"%PDF-1.7\n%made up\n";

fn count(central: &Central, table: &str) -> String {
    central
        .database
        .value(&format!("select count(*) from {table}"))
}

#[test]
fn an_application_is_handed_in_read_and_listed() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let answer = web.apply("a-1", &application("Yol bozuk."));
    assert_eq!(answer.status, 201, "{}", answer.json);
    let number = answer.json["number"].as_str().expect("a number").to_owned();
    assert_eq!(
        answer.headers["location"],
        format!("/api/v1/applications/{number}")
    );
    assert!(number.starts_with("32000-"));
    assert_eq!(answer.json["channel"], "web");
    assert_eq!(answer.json["remarks"], json!([]));

    let told = web.get(&format!("/api/v1/applications/{number}")).well();
    assert_eq!(told["stage"], "received");
    assert_eq!(told["due"], answer.json["due"]);
    assert_eq!(told["kind"], "complaint");
    assert_eq!(told["outcome"], json!(null));
    let text = told.to_string();
    for secret in ["Iğdır", "10000000146", "Yol bozuk"] {
        assert!(!text.contains(secret), "{text}");
    }
    let bare = number.replace('-', "");
    assert_eq!(
        web.get(&format!("/api/v1/applications/{bare}")).well(),
        told
    );
    let listed = web.get("/api/v1/applications").well();
    assert_eq!(listed, json!({"items": [told], "next": null}));
}

#[test]
fn what_is_unusual_is_registered_with_a_remark() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let body = json!({
        "office": "32000", "text": "Adım yok.",
        "applicant": {"phone": "12", "identity_number": "10000000147"},
    });
    let told = web.apply("a", &body).well();
    assert_eq!(
        told["remarks"],
        json!([
            "identity_number.checksum",
            "name_missing",
            "phone.length",
            "topic_missing"
        ])
    );
}

#[test]
fn the_same_key_never_registers_twice() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let first = web.apply("k", &application("Yol bozuk."));
    let again = web.apply("k", &application("Yol bozuk."));
    assert!(first.headers.get("idempotency-replayed").is_none());
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!((again.status, &again.json), (first.status, &first.json));
    let other = web.apply("k", &application("Başka bir söz."));
    assert_eq!(other.problem(), (422, "idempotency_key_reused"));
    assert_eq!(count(&central, "applications"), "1");
    // Another client's key is another key.
    let mobile = Channel::registered(&central, "mobile");
    let theirs = mobile.apply("k", &application("Yol bozuk.")).well();
    assert_ne!(theirs["number"], first.json["number"]);
    assert_eq!(count(&central, "applications"), "2");
}

#[test]
fn twenty_at_once_with_one_key_are_one_application() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let body = application("Yol bozuk.");
    let numbers: Vec<String> = std::thread::scope(|scope| {
        let send = || loop {
            let answer = web.apply("k", &body);
            // All places for bodies are taken: come again.
            if answer.status != 503 {
                return answer.well()["number"].to_string();
            }
        };
        let sending: Vec<_> = (0..20).map(|_| scope.spawn(send)).collect();
        let answers = sending.into_iter();
        answers
            .map(|answer| answer.join().expect("answered"))
            .collect()
    });
    assert!(
        numbers.iter().all(|number| *number == numbers[0]),
        "{numbers:?}"
    );
    assert_eq!(count(&central, "applications"), "1");
}

#[test]
fn two_instances_register_once_and_take_a_signature_once() {
    let central = Central::start();
    central.open_office("32000");
    let second = central.administer(async |settings| {
        let mut settings = settings.clone();
        settings.listen.set_port(0);
        Server::start(&settings).await
    });
    let second = second.expect("another instance");
    let web = Channel::registered(&central, "web");
    let there = web.at(&format!("https://localhost:{}", second.address().port()));
    let body = application("Yol bozuk.");
    let send = |client: &Channel| loop {
        let answer = client.apply("k", &body);
        if answer.status != 503 {
            return answer.well()["number"].to_string();
        }
    };
    let clients = [&web, &there].repeat(5);
    let numbers: Vec<String> = std::thread::scope(|scope| {
        let sending = clients.iter().map(|one| scope.spawn(|| send(one)));
        let sending: Vec<_> = sending.collect();
        let answers = sending.into_iter();
        answers
            .map(|answer| answer.join().expect("answered"))
            .collect()
    });
    assert!(
        numbers.iter().all(|number| *number == numbers[0]),
        "{numbers:?}"
    );
    assert_eq!(count(&central, "applications"), "1");
    let wish = Wish::get("/api/v1/client");
    web.send(&wish).well();
    assert_eq!(there.send(&wish).problem(), (401, "replayed"));
}

#[test]
fn a_crash_before_the_answer_was_kept_registers_nothing_twice() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let mut body = application("Yol bozuk.");
    let file = web.send(&Wish::post(
        "/api/v1/files",
        "application/octet-stream",
        FILE,
    ));
    body["files"] = json!([{"file": file.well()["file"], "name": "dilekçe.pdf"}]);
    let first = web.apply("k", &body).well();
    // As it is when central stops between the registration and the answer.
    central.database.execute(
        "update api_requests set number = null, answer = null, done_at = null;
         delete from api_files",
    );
    let again = web.apply("k", &body).well();
    assert_eq!(again["number"], first["number"]);
    // As it is when the database was put back from a copy and the desk gave the case back.
    central.database.execute("delete from api_requests");
    let again = web.apply("k", &body);
    assert_eq!(again.problem(), (422, "invalid"), "its file is gone");
    body["files"] = json!([]);
    central.database.execute("delete from api_requests");
    assert_eq!(web.apply("k", &body).well()["number"], first["number"]);
    assert_eq!(count(&central, "applications"), "1");
}

#[test]
fn files_go_with_their_application_and_nowhere_else() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let mobile = Channel::registered(&central, "mobile");
    let hand_in = |bytes: &[u8]| {
        web.send(&Wish::post(
            "/api/v1/files",
            "application/octet-stream",
            bytes,
        ))
    };
    let taken = hand_in(FILE).well();
    assert_eq!(
        (&taken["type"], &taken["size"]),
        (&json!("pdf"), &json!(FILE.len()))
    );
    let kept = "select position('made up'::bytea in sealed) from api_files";
    assert_eq!(central.database.value(kept), "0", "it is sealed");
    let mut body = application("Ekte.");
    body["files"] = json!([{"file": taken["file"], "name": "tutanak.pdf"}]);
    assert_eq!(mobile.apply("m", &body).problem(), (422, "invalid"));
    web.apply("w", &body).well();
    assert_eq!(count(&central, "api_files"), "0");
    assert_eq!(count(&central, "case_files where used"), "1");
    assert_eq!(web.apply("x", &body).problem(), (422, "invalid"), "used up");
    assert_eq!(hand_in(b"").problem(), (422, "invalid"));
    assert_eq!(hand_in(b"<svg>").problem(), (415, "unsupported_media"));
    let large = vec![b'%'; 10 * 1024 * 1024 + 1];
    assert_eq!(hand_in(&large).problem(), (413, "too_large"));
    assert_eq!(
        hand_in(&large[1..]).problem(),
        (415, "unsupported_media"),
        "just fits"
    );
}

#[test]
fn lists_are_complete_and_paged() {
    let central = Central::start();
    central.open_office("32000");
    central.open_office("06001");
    let web = Channel::registered(&central, "web");
    let all = |path: &str| {
        let (mut items, mut after) = (Vec::new(), String::new());
        loop {
            let page = web.get(&format!("{path}?limit=50{after}")).well();
            items.extend(page["items"].as_array().expect("items").clone());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return items,
            }
        }
    };
    let places = all("/api/v1/places");
    assert_eq!(places.len(), 81);
    let districts = places
        .iter()
        .map(|place| place["districts"].as_array().expect("some").len());
    assert_eq!(districts.sum::<usize>(), 973);
    let topics = all("/api/v1/topics");
    assert!(topics.len() > 300 && topics.iter().any(|topic| topic["code"] == "11.04"));
    let offices = all("/api/v1/offices");
    let codes: Vec<&str> = offices
        .iter()
        .filter_map(|office| office["code"].as_str())
        .collect();
    assert_eq!(codes, ["06001", "32000"]);

    for index in 0..5 {
        web.apply(&format!("k{index}"), &application("Yol bozuk."))
            .well();
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = web
            .get(&format!("/api/v1/applications?limit=2{after}"))
            .well();
        let items = page["items"].as_array().expect("items");
        seen.extend(items.iter().map(|item| item["number"].to_string()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    let mut different = seen.clone();
    different.dedup();
    assert_eq!((seen.len(), different.len()), (5, 5));
    for wrong in ["limit=0", "limit=51", "limit=x", "before=1", "after=x"] {
        let answer = web.get(&format!("/api/v1/applications?{wrong}"));
        assert_eq!(answer.problem(), (422, "invalid"), "{wrong}");
    }
}

#[test]
fn channel_and_office_are_the_registrations() {
    let central = Central::start();
    central.open_office("32000");
    central.open_office("06001");
    let phone = Channel::with(&central, "phone", |new| {
        new.channels = vec![Way::Other, Way::EGovernment];
        new.offices = vec!["32000".parse().expect("an office")];
    });
    let told = phone.get("/api/v1/client").well();
    assert_eq!(told["channels"], json!(["other", "e_government"]));
    let offices = phone.get("/api/v1/offices").well();
    assert_eq!(offices["items"].as_array().expect("items").len(), 1);
    let apply = |office: &str, channel: Option<&str>| {
        let mut body = application("Yol bozuk.");
        body["office"] = json!(office);
        body["channel"] = json!(channel);
        phone.apply(&format!("{office} {channel:?}").replace(' ', "-"), &body)
    };
    assert_eq!(
        apply("06001", Some("other")).problem(),
        (403, "office_not_allowed")
    );
    assert_eq!(
        apply("32000", Some("web")).problem(),
        (403, "channel_not_allowed")
    );
    assert_eq!(
        apply("32000", Some("in_person")).problem(),
        (403, "channel_not_allowed")
    );
    assert_eq!(apply("32000", None).problem(), (422, "invalid"));
    assert_eq!(
        apply("32000", Some("e_government")).well()["channel"],
        "e_government"
    );
    assert_eq!(count(&central, "applications"), "1");
    let closed = Channel::registered(&central, "web");
    let mut body = application("Yol bozuk.");
    body["office"] = json!("34000");
    assert_eq!(closed.apply("k", &body).problem(), (422, "office_not_open"));
}

#[test]
fn what_another_client_handed_in_is_not_there() {
    let central = Central::start();
    central.open_office("32000");
    let web = Channel::registered(&central, "web");
    let other = Channel::registered(&central, "other");
    let number = web.apply("k", &application("Yol bozuk.")).well();
    let path = format!(
        "/api/v1/applications/{}",
        number["number"].as_str().expect("text")
    );
    let theirs = other.get(&path);
    let nobodys = other.get("/api/v1/applications/32000-26-51-00009-09");
    assert_eq!(theirs.problem(), (404, "not_found"));
    assert_eq!(theirs.json, nobodys.json, "one cannot tell them apart");
    let listed = other.get("/api/v1/applications").well();
    assert_eq!(listed["items"], json!([]));
    let after = number["number"].as_str().expect("text");
    let listed = other
        .get(&format!("/api/v1/applications?after={after}"))
        .well();
    assert_eq!(listed["items"], json!([]));
}
