//! `acikkapi backup` and `acikkapi restore`.

use super::program::Home;
use std::fs;
use std::path::Path;

/// A home with an office's records, closed.
fn office() -> Home {
    let home = Home::with_settings("language = \"en\"");
    drop(home.desk("32001"));
    home
}

fn copy_key(from: &Home, to: &Home) {
    let [from, to] = [from, to].map(|home| home.location().key.expect("a key"));
    fs::create_dir_all(to.parent().expect("a folder")).expect("made");
    fs::copy(from, to).expect("copied");
}

#[test]
fn a_copy_made_at_work_is_restored_on_another_machine() {
    let home = Home::with_settings("language = \"en\"");
    let at_work = home.desk("32001");
    let said = home.run_line("backup copy.db").well();
    assert!(
        said.starts_with("One record was copied to copy.db and checked"),
        "{said}"
    );
    let key = home.location().key.expect("a key");
    assert!(said.contains(&key.display().to_string()), "{said}");
    drop(at_work);

    let other = Home::with_settings("language = \"en\"");
    copy_key(&home, &other);
    let copy = home.path("copy.db").display().to_string();
    let said = other.run(&["restore", &copy]).well();
    assert!(
        said.contains("restored from") && said.contains("device enrol"),
        "{said}"
    );
    assert!(
        !said.contains("is kept"),
        "there was nothing before: {said}"
    );
    other.run_line("doctor").well();
    let status = other.run_line("device status").well();
    assert!(status.contains("Office: 32001"), "{status}");
}

#[test]
fn the_file_that_was_there_is_kept() {
    let home = office();
    home.run_line("backup copy.db").well();
    let said = home.run_line("restore copy.db").well();
    let kept = said
        .lines()
        .find_map(|line| line.strip_prefix("The file that was there before is kept: "));
    assert!(Path::new(kept.expect("a path")).is_file(), "{said}");
}

#[test]
fn nothing_is_restored_under_an_open_screen() {
    let home = office();
    home.run_line("backup copy.db").well();
    let at_work = home.empty_desk();
    let said = home.run_line("restore copy.db").complaint(1);
    assert!(said.contains("is open on another screen"), "{said}");
    drop(at_work);
}

#[test]
fn what_is_no_copy_changes_nothing() {
    let home = office();
    let before = fs::read(home.location().database).expect("read");
    fs::write(home.path("letter.txt"), "Sayın Valim,\n".repeat(100)).expect("written");
    home.run_line("restore letter.txt").complaint(1);
    home.run_line("restore nowhere.db").complaint(1);
    let stranger = office();
    stranger.run_line("backup copy.db").well();
    let strange = stranger.path("copy.db").display().to_string();
    home.run(&["restore", &strange]).complaint(1);
    assert_eq!(fs::read(home.location().database).expect("read"), before);
    home.run_line("doctor").well();
}

#[test]
fn a_copy_that_cannot_be_written_is_told() {
    let home = office();
    let own = home.location().database.display().to_string();
    let said = home.run(&["backup", &own]).complaint(1);
    assert!(said.contains("is one of the desk's own files"), "{said}");
    home.run_line("backup /proc/copy.db").complaint(1);
    let said = Home::new()
        .run_line("backup copy.db --lang en")
        .complaint(1);
    assert!(
        said.contains("No office is set up on this computer"),
        "{said}"
    );
}
