//! `acikkapi doctor` on sound files and on damaged ones.

use super::program::{Home, Said, configured};
use acikkapi::desk::System;
use acikkapi::domain::staff::Actor;
use acikkapi::store::{Location, Store, StoreError};
use std::fs;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

/// A home with a small database, closed.
struct Office {
    home: Home,
    location: Location,
}

impl Office {
    fn new() -> Self {
        let home = Home::new();
        let folder = home.path(".local/share/acikkapi");
        let location = Location::in_folder(&folder);
        let mut store = Store::open(location.clone(), Box::new(System)).expect("opens");
        for name in ["Güdül Kaymakamlığı", "Güdül"] {
            let event = configured("06012", name);
            let appended = store.transact(|tx| {
                tx.append(Actor::Program, event.clone())?;
                Ok::<_, StoreError>(())
            });
            appended.expect("appended");
        }
        Self { home, location }
    }

    fn doctor(&self) -> Said {
        self.home.run(&["doctor", "--lang", "en"])
    }

    /// Runs SQL on the file as somebody with the key and bad intentions would.
    fn tamper(&self, sql: &str) {
        let key = self.location.key.as_ref().expect("a key");
        let key = fs::read_to_string(key).expect("read");
        let file = rusqlite::Connection::open(&self.location.database).expect("opens");
        let keyed = format!("pragma key = \"x'{}'\";", key.trim());
        file.execute_batch(&(keyed + sql)).expect(sql);
    }

    fn database(&self) -> &PathBuf {
        &self.location.database
    }
}

#[test]
fn a_sound_desk_is_said_to_be_sound() {
    let office = Office::new();
    let said = office.doctor();
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    for sentence in [
        "SQLite 3.",
        "The database opens and is encrypted",
        "The structure of the file is sound.",
        "The chain of records is whole: 2 records",
        "equal those rebuilt from the records",
        "The clock says",
    ] {
        assert!(said.out.contains(sentence), "{sentence}\n{}", said.out);
    }
}

#[test]
fn before_the_first_start_there_is_nothing_to_complain_of() {
    let home = Home::new();
    let said = home.run(&["doctor", "--lang", "en"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(
        said.out.contains("There is no database yet"),
        "{}",
        said.out
    );
    assert!(!home.path(".local").exists(), "looking changes nothing");
}

#[test]
fn a_changed_record_is_named() {
    let office = Office::new();
    office.tamper("update operations set actor = 'somebody else' where seq = 2");
    let said = office.doctor();
    assert_eq!(said.code, 1, "{}", said.out);
    let wrong = "broken at record 2: its content is not as it was written";
    assert!(said.out.contains(wrong), "{}", said.out);
}

#[test]
fn a_removed_record_is_named() {
    let office = Office::new();
    office.tamper("delete from operations where seq = 2");
    let said = office.doctor();
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("broken at record 2"), "{}", said.out);
}

#[test]
fn tables_that_differ_from_the_log_are_named_and_rebuilt() {
    let office = Office::new();
    office.tamper("update office set configured = replace(configured, 'Güdül', 'Başka')");
    let said = office.doctor();
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(
        said.out.contains("what the records say: office"),
        "{}",
        said.out
    );
    let said = office.home.run(&["doctor", "--lang", "en", "--rebuild"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("were rebuilt"), "{}", said.out);
    assert_eq!(office.doctor().code, 0);
}

#[test]
fn a_lost_key_and_a_cut_file_are_said_in_sentences() {
    let office = Office::new();
    let key = office.location.key.clone().expect("a key");
    let away = key.with_extension("away");
    fs::rename(&key, &away).expect("moved");
    let said = office.doctor();
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("desk.key"), "{}", said.out);
    assert!(!key.exists(), "no new key is made");
    fs::rename(&away, &key).expect("moved back");

    let length = fs::metadata(office.database()).expect("there").len();
    let file = fs::OpenOptions::new().write(true).open(office.database());
    let file = file.expect("opens");
    file.set_len(length / 2).expect("cut");
    let said = office.doctor();
    assert_eq!(said.code, 1, "{}", said.out);
    file.set_len(100).expect("cut");
    assert_eq!(office.doctor().code, 1);
}

#[test]
fn a_flipped_page_is_found() {
    let office = Office::new();
    let length = fs::metadata(office.database()).expect("there").len();
    let file = fs::OpenOptions::new().write(true).open(office.database());
    let page = length / 2 / 4096 * 4096;
    let written = file.expect("opens").write_all_at(&[0x5a; 64], page + 1000);
    written.expect("written");
    let said = office.doctor();
    assert_eq!(said.code, 1, "{}", said.out);
}
