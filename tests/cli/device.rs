//! `acikkapi device …`: a desk's own database and a real central.

use super::program::Home;
use super::serving::{self, Serving, code_in};
use super::support::postgres::Database;

#[test]
fn a_computer_without_a_desk_is_told_so() {
    let home = Home::new();
    let said = home.run_line("device status --lang en").complaint(1);
    assert!(
        said.starts_with("acikkapi: No office is set up on this computer"),
        "{said}"
    );
    let store = home.empty_desk();
    for line in [
        "device status --lang en",
        "device enrol --server https://x.example --lang en",
    ] {
        let said = home.run_line(line).complaint(1);
        assert!(said.contains("The office is not set up"), "{line}: {said}");
    }
    drop(store);
}

#[test]
fn a_desk_is_enrolled_with_the_code_it_is_given() {
    let database = Database::fresh();
    let operator = serving::home(&database.url);
    let code = code_in(&operator.run_line("central enrol --office 32001").well());
    let central = Serving::start(&operator);
    let home = Home::with_settings("language = \"en\"");
    // The desk's screen stays open meanwhile.
    let store = home.desk("32001");

    let before = home.run_line("device status").well();
    assert!(
        before.contains("Office: 32001") && before.contains("not known to central"),
        "{before}"
    );

    let enrol = format!("device enrol --server {}", central.url);
    let mistyped = home.run_with_input(&enrol, "0123-4567\n").complaint(1);
    assert!(
        mistyped.starts_with("acikkapi: A code has 40 characters"),
        "{mistyped}"
    );
    let done = home
        .run_with_input(&enrol, &format!("  {} \n", code.to_lowercase()))
        .well();
    assert!(done.contains("32001"), "{done}");

    let after = home.run_line("device status").well();
    assert!(
        after.contains(&central.url) && !after.contains("not known to central"),
        "{after}"
    );
    let listed = operator.run_line("central devices").well();
    assert!(
        listed
            .lines()
            .nth(1)
            .expect("a row")
            .starts_with("32001  01 "),
        "{listed}"
    );
    let again = home.run_with_input(&enrol, &code).complaint(1);
    assert!(again.contains("The code was used before"), "{again}");
    drop(store);
    central.stop();
}

#[test]
fn a_code_is_never_taken_from_the_command_line() {
    let home = Home::new();
    let said = home
        .run_line("device enrol --lang en --server https://x.example --code ABC")
        .complaint(2);
    assert!(said.contains("\"--code\" cannot be used here"), "{said}");
}

#[test]
fn a_central_that_does_not_answer_is_told() {
    let home = Home::with_settings("language = \"en\"");
    let store = home.desk("32001");
    let code = acikkapi::sync::code::EnrolmentCode::new([7; 16], &[9; 32]).grouped();
    let said = home
        .run_with_input("device enrol --server https://127.0.0.1:1", &code)
        .complaint(1);
    assert!(
        said.contains("Central could not be reached; nothing was changed"),
        "{said}"
    );
    let said = home
        .run_with_input("device enrol --server http://127.0.0.1:1", &code)
        .complaint(1);
    assert!(said.contains("https://"), "{said}");
    drop(store);
}

#[test]
fn at_a_terminal_the_code_is_asked_for() {
    let home = Home::new();
    drop(home.desk("32000"));
    let mut terminal = home.terminal("device enrol --server https://127.0.0.1:1", &[]);
    terminal.wait_for("Tanıtma kodu:");
    terminal.send("ABC\r");
    terminal.wait_for("Kod 40 karakterdir");
    assert!(!terminal.ended_well());
}
