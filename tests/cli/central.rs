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
