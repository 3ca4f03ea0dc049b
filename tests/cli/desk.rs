//! `acikkapi` and `acikkapi desk` at a terminal. What the screens do is tried elsewhere.

use super::program::Home;
use super::support::terminal::{Terminal, key};
use std::fs;

impl Home {
    /// Names in this folder that begin like this.
    fn entries(&self, beginning: &str) -> usize {
        let entries = self.path("").read_dir().expect("the folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let names = names.map(|name| name.to_string_lossy().into_owned());
        names.filter(|name| name.starts_with(beginning)).count()
    }
}

/// Leaves the program by its own question; what is on the terminal then.
fn leave(mut terminal: Terminal) -> String {
    terminal.send(&key::ctrl('q'));
    terminal.wait_for("╭");
    terminal.send("2");
    assert!(terminal.ended_well(), "{}", terminal.screen());
    terminal.wait_gone("╭")
}

#[test]
fn a_demonstration_asks_nothing_and_leaves_nothing() {
    let home = Home::new();
    let terminal = home.terminal("desk --demo", &[]);
    terminal.wait_for("SIRADAKİ");
    assert_eq!(home.entries("acikkapi-demo-"), 1);
    leave(terminal);
    assert_eq!(home.entries("acikkapi-demo-"), 0);
    assert_eq!(
        home.entries(".local"),
        0,
        "the office on this machine is not touched"
    );
}

#[test]
fn without_a_command_the_desk_opens_with_its_set_up() {
    let home = Home::new();
    let terminal = home.terminal("", &[]);
    terminal.wait_for("İlk kurulum");
    leave(terminal);
    let location = home.location();
    assert!(location.database.is_file() && location.key.expect("a key").is_file());
    let english = home.terminal("--lang en", &[]);
    english.wait_for("F1 Help");
    leave(english);
}

#[test]
fn the_settings_say_where_the_desk_keeps_its_file() {
    let home = Home::new();
    let folder = home.path("office");
    let toml = format!(
        "language = \"en\"\n[desk]\ndata_dir = {:?}\n",
        folder.display().to_string()
    );
    fs::write(home.path("desk.toml"), toml).expect("written");
    let file = home.path("desk.toml").display().to_string();
    let terminal = home.terminal("desk", &[("ACIKKAPI_CONFIG", file.as_str())]);
    terminal.wait_for("F1 Help");
    leave(terminal);
    assert!(folder.join("desk.db").is_file());
}

#[test]
fn nothing_opens_with_wrong_settings_or_without_a_terminal() {
    let wrong = Home::with_settings("[desk]\ndata_dir = \"here\"\n");
    for line in ["", "desk", "desk --demo"] {
        let said = wrong.run_line(line).complaint(2);
        assert!(
            said.contains("desk.data_dir için \"here\" geçerli değil"),
            "{line}: {said}"
        );
    }
    let home = Home::new();
    for line in ["", "desk", "desk --demo"] {
        let said = home.run_line(line).complaint(1);
        assert_eq!(said.lines().count(), 1, "{line}: {said}");
    }
    assert!(!home.location().database.exists(), "nothing was made");
    let said = home
        .run_line("desk --demo --counter 3 --lang en")
        .complaint(2);
    assert!(
        said.starts_with("acikkapi: --demo cannot be given together with --counter"),
        "{said}"
    );
    home.run_line("desk --counter 0").complaint(2);
}

#[test]
fn a_list_that_cannot_be_used_is_told_and_stops_nothing() {
    let home = Home::new();
    let folder = home.path(".local/share/acikkapi/catalog");
    fs::create_dir_all(&folder).expect("made");
    fs::write(folder.join("holidays.csv"), "tarih,tur,ad\nyarın,tam,X\n").expect("written");
    let terminal = home.terminal("desk", &[]);
    terminal.wait_for("İlk kurulum");
    let after = leave(terminal);
    assert!(after.contains("holidays.csv"), "{after}");
}

#[test]
fn a_log_is_written_only_if_asked_for_and_never_on_the_screen() {
    let home = Home::new();
    let log = home.path(".local/state/acikkapi/desk.log");
    let quiet = home.terminal("desk", &[]);
    quiet.wait_for("İlk kurulum");
    leave(quiet);
    assert!(!log.exists());
    let logging = home.terminal("desk", &[("RUST_LOG", "info")]);
    let screen = logging.wait_for("İlk kurulum");
    leave(logging);
    assert!(!screen.contains("INFO"), "{screen}");
    let written = fs::read_to_string(log).expect("a log");
    assert!(
        written.contains("the desk opens") && written.contains("the desk is closed"),
        "{written}"
    );
}

#[test]
fn a_desk_that_cannot_be_opened_gives_the_terminal_back_and_says_why() {
    let home = Home::new();
    drop(home.desk("32000"));
    let key = home.location().key.expect("a key");
    fs::rename(&key, home.path("away.key")).expect("moved");
    let mut terminal = home.terminal("desk", &[]);
    assert!(!terminal.ended_well());
    let screen = terminal.wait_for("acikkapi: ");
    assert!(screen.contains("anahtarı bulunamadı"), "{screen}");
    assert!(!key.exists(), "no new key is made for old records");
}
