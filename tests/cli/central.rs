//! `acikkapi central …` with a real PostgreSQL.

use super::program::Said;
use super::serving::{Serving, code_in, home};
use super::support::desk::{self, Desk};
use super::support::postgres::Database;
use acikkapi::sync::problem::ProblemCode;

#[test]
fn a_device_is_enrolled_listed_and_revoked() {
    let database = Database::fresh();
    let home = home(&database.url);
    let said = home.run_line("central enrol --office 32001").well();
    assert!(
        said.starts_with("Enrolment code for office 32001:\n"),
        "{said}"
    );
    assert_eq!(
        home.run_line("central devices").well(),
        "No computers are enrolled.\n"
    );

    let central = Serving::start(&home);
    let mut desk = Desk::new("32001");
    desk.enrol(&central.url, &code_in(&said)).expect("enrolled");
    let listed = home.run_line("central devices --office 32001").well();
    let row = listed.lines().nth(1).expect("a row");
    assert!(
        row.starts_with("32001  01 ") && row.contains(&desk.device.to_string()),
        "{listed}"
    );
    assert!(row.ends_with("active"), "{listed}");

    desk.append("note", serde_json::json!({}));
    desk.push_all().expect("accepted");
    home.run_line("central revoke --office 32001 --number 1")
        .well();
    assert_eq!(desk::code(desk.push_all()), ProblemCode::Revoked);
    let listed = home.run_line("central devices").well();
    assert!(
        listed.lines().nth(1).expect("a row").ends_with("revoked"),
        "{listed}"
    );
    central.stop();
}

#[test]
fn an_officer_is_added_listed_disabled_and_reset() {
    let database = Database::fresh();
    let home = home(&database.url);
    let add = [
        "central",
        "officer",
        "add",
        "--office",
        "32000",
        "--unit",
        "FEN",
        "--login",
        "elif@isparta.example",
        "--name",
        "Elif Aydın",
    ];
    let said = home.run(&add).well();
    assert!(
        said.starts_with("One-time code for elif@isparta.example:\n"),
        "{said}"
    );
    assert!(
        said.contains("opens https://localhost:0/birim/ilk-parola in"),
        "{said}"
    );
    let state = |expected: &str| {
        let listed = home.run_line("central officer list --office 32000").well();
        let row = listed.lines().nth(1).expect("a row");
        assert!(
            row.starts_with("32000  FEN ") && row.ends_with(expected),
            "{listed}"
        );
    };
    state("code not used yet");
    database.execute("update officers set code_expires_at = now()");
    state("code expired");
    home.run_line("central officer disable --login ELİF@isparta.example")
        .well();
    state("disabled");
    let again = home.run_line("central officer reset --login elif@isparta.example");
    assert!(again.well().starts_with("One-time code for"));
    state("code not used yet");
    assert!(
        home.run(&add)
            .complaint(1)
            .starts_with("acikkapi: There is an account with")
    );
}

#[test]
fn a_new_epoch_is_begun() {
    let database = Database::fresh();
    let said = home(&database.url).run_line("central new-epoch").well();
    assert!(said.starts_with("A new epoch has begun: "), "{said}");
}

#[test]
fn what_cannot_be_done_is_told() {
    let database = Database::fresh();
    let home = home(&database.url);
    let cases = [
        (
            "central enrol --office 3201",
            "acikkapi: An office code has five digits",
        ),
        (
            "central revoke --office 32001 --number 7",
            "acikkapi: The office has no computer with this number",
        ),
        (
            "central officer disable --login nobody@isparta.example",
            "acikkapi: There is no account with this e-mail address",
        ),
        (
            "central officer add --office 32000 --unit FEN --login nobody --name N",
            "acikkapi: The e-mail address cannot be read",
        ),
    ];
    for (line, said) in cases {
        let complaint = home.run_line(line).complaint(1);
        assert!(complaint.starts_with(said), "{line}: {complaint}");
    }
}

#[test]
fn a_database_that_does_not_answer_is_told() {
    let home = home("host=/nowhere user=nobody dbname=none password=geheim");
    for line in [
        "central devices",
        "central enrol --office 32001",
        "central new-epoch",
    ] {
        let said = home.run_line(line).complaint(1);
        assert!(
            said.starts_with("acikkapi: PostgreSQL does not answer"),
            "{line}: {said}"
        );
        assert!(!said.contains("geheim"), "{line}: {said}");
    }
    let said = home.run_line("central run");
    assert_eq!(said.code, 1);
    assert!(
        said.err
            .lines()
            .last()
            .expect("a line")
            .starts_with("acikkapi: PostgreSQL does not answer")
    );
}

#[test]
fn an_address_in_use_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let home = home(&Database::fresh().url);
    let arguments = ["central", "run"];
    let output = home
        .command(&arguments)
        .env("ACIKKAPI_CENTRAL_LISTEN", &address)
        .output();
    let said = Said::from(&output.expect("started"));
    let last = said.err.lines().last().expect("a line");
    assert_eq!(said.code, 1);
    assert!(
        last.starts_with("acikkapi: The server cannot run.")
            && last.contains(&format!(": {address}: ")),
        "{last}"
    );
}

#[test]
fn a_client_of_the_api_is_added_listed_and_revoked() {
    const KEY: &str = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n\
        -----END PUBLIC KEY-----\n";
    let database = Database::fresh();
    let home = home(&database.url);
    assert_eq!(
        home.run_line("central client list").well(),
        "There are no registered programs.\n"
    );
    std::fs::write(home.path("key.pem"), KEY).expect("written");
    let add = "central client add web-site --name Web --key key.pem --channel web,mobile_app";
    let said = home.run_line(add).well();
    assert!(said.starts_with("web-site is registered."), "{said}");
    let again = home.run_line(add);
    assert!(
        again.code != 0 && again.err.contains("web-site"),
        "{}",
        again.err
    );
    let open =
        "central client add belediye --name Belediye --open311 --channel other --office 32000";
    let said = home.run_line(open).well();
    assert!(said.starts_with("API key of belediye:\n"), "{said}");
    let listed = home.run_line("central client list").well();
    let rows: Vec<&str> = listed.lines().skip(1).collect();
    assert!(
        rows[0].starts_with("belediye ") && rows[0].ends_with(" 32000"),
        "{listed}"
    );
    assert!(
        rows[1].contains(" web,mobile_app ") && rows[1].ends_with(" all"),
        "{listed}"
    );
    home.run_line("central client revoke web-site").well();
    let listed = home.run_line("central client list").well();
    assert!(listed.contains("revoked"), "{listed}");
    for wrong in [
        "central client add Web --name Web --key key.pem --channel web",
        "central client add web --name Web --key key.pem --channel in_person",
        "central client add web --name Web --channel web",
        "central client add web --name Web --key nowhere.pem --channel web",
        "central client add web --name Web --key key.pem --channel web --office 99000",
        "central client revoke nobody",
    ] {
        let said: Said = home.run_line(wrong);
        assert!(said.code != 0 && !said.err.is_empty(), "{wrong}");
    }
    std::fs::write(home.path("key.pem"), KEY.replace("MCow", "MCox")).expect("written");
    let said = home.run_line("central client add web --name Web --key key.pem --channel web");
    assert!(said.err.contains("openssl pkey -pubout"), "{}", said.err);
    let document = home.run_line("central openapi").well();
    assert!(document.contains("\"openapi\": \"3.1.0\""));
}

#[test]
fn an_administrator_gets_an_account_and_loses_it() {
    let database = Database::fresh();
    let home = home(&database.url);
    let none = home.run_line("central admin list").well();
    assert_eq!(none, "There are no accounts of administrators.\n");
    let add = [
        "central",
        "admin",
        "add",
        "--login",
        "Nil.Oz@icisleri.example",
        "--name",
        "Nil Öz",
    ];
    let said = home.run(&add).well();
    assert!(said.contains("/yonetim/ilk-parola"), "{said}");
    let listed = home.run_line("central admin list").well();
    let row = listed.lines().nth(1).expect("a row");
    assert!(
        row.contains("Nil Öz") && row.ends_with("code not used yet"),
        "{listed}"
    );
    home.run_line("central admin disable --login nil.oz@icisleri.example")
        .well();
    let listed = home.run_line("central admin list").well();
    assert!(listed.trim_end().ends_with("disabled"), "{listed}");
    let said = home
        .run_line("central admin disable --login yok@x.example")
        .complaint(1);
    assert!(
        said.contains("There is no account with this e-mail address"),
        "{said}"
    );
    // A new code opens it again.
    home.run(&add).well();
    let listed = home.run_line("central admin list").well();
    assert!(listed.trim_end().ends_with("code not used yet"), "{listed}");
}
