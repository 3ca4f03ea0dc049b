//! The desk's file under kill -9, at any point.
//!
//! Each test is its own victim: it starts this program again with itself as the only test and a
//! folder in the environment, and kills that process.

use acikkapi::desk::System;
use acikkapi::domain::event::*;
use acikkapi::domain::ids::{PersonId, TicketId};
use acikkapi::domain::person::Person;
use acikkapi::domain::priority::Lane;
use acikkapi::domain::staff::Actor;
use acikkapi::store::{Location, Reader, Store, StoreError, backup, check};
use acikkapi::text::CleanText;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const FOLDER: &str = "ACIKKAPI_TEST_VICTIM";

/// The folder, in the victim.
fn victim_folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

fn start_victim(test: &str, folder: &Path) -> Child {
    let program = std::env::current_exe().expect("this program");
    Command::new(program)
        .args([test, "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process")
}

/// Kills the victim after `life`; the numbers it said.
fn kill_after(mut victim: Child, life: Duration) -> Vec<u64> {
    std::thread::sleep(life);
    victim.kill().expect("killed");
    let output = victim.stdout.take().expect("piped");
    let ended = victim.wait().expect("ended").code();
    assert!(matches!(ended, None | Some(0)), "the victim failed");
    BufReader::new(output)
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("stored ")?.parse().ok())
        .collect()
}

fn open(folder: &Path) -> Store {
    Store::open(Location::in_folder(folder), Box::new(System)).expect("the file opens")
}

/// Records of a file that must be sound.
fn sound_records(folder: &Path) -> u64 {
    let location = Location::in_folder(folder);
    let reader = Reader::open(&location).expect("the file opens");
    assert_eq!(check::integrity(&reader).expect("read"), [""; 0]);
    let different = check::projections(&location, &mut System).expect("replayed");
    assert_eq!(different, []);
    let chain = check::chain(&reader).expect("read");
    assert_eq!(chain.fault, None);
    chain.records
}

/// Sets the office up if it is not, then issues tickets to recorded persons for ever, and says
/// after each transaction how many records are stored.
fn write_for_ever(folder: &Path) -> Result<(), StoreError> {
    let mut store = open(folder);
    store.transact(|tx| {
        if tx.read().office()?.is_none() {
            tx.append(Actor::Program, office())?;
        }
        Ok::<_, StoreError>(())
    })?;
    loop {
        let stored = store.transact(|tx| {
            let person = PersonId(tx.id());
            tx.append(Actor::Program, recorded(person))?;
            let day = acikkapi::domain::calendar::istanbul_day(tx.now());
            let number = tx.read().last_number(day)? + 1;
            let issued = Event::TicketIssued(TicketIssued {
                ticket: TicketId(tx.id()),
                day,
                number,
                place: number,
                lane: Lane::Ordinary,
                rank: 0,
                visitor: person,
                private: Claims::default(),
            });
            tx.append(Actor::Program, issued)
        })?;
        // Written past the harness, which would keep it until the end.
        let mut out = std::io::stdout().lock();
        writeln!(out, "stored {}", stored.seq).expect("the parent reads");
    }
}

fn office() -> Event {
    Event::OfficeConfigured(OfficeConfigured::usual(
        "06001".parse().expect("an office"),
        CleanText::line("Çankaya Kaymakamlığı"),
    ))
}

fn recorded(person: PersonId) -> Event {
    Event::PersonRecorded(PersonRecorded {
        person,
        visitor: None,
        private: PersonData::new(Person {
            given_name: CleanText::line("Şükrü"),
            family_name: CleanText::line("Işık"),
            ..Person::default()
        }),
    })
}

#[test]
fn what_a_killed_desk_said_is_stored_is_stored() {
    const NAME: &str = "what_a_killed_desk_said_is_stored_is_stored";
    if let Some(folder) = victim_folder() {
        write_for_ever(&folder).expect("it is killed, it does not fail");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut before = 0;
    for life in [150, 310, 480, 220, 700, 365, 90, 555] {
        let victim = start_victim(NAME, folder.path());
        let said = kill_after(victim, Duration::from_millis(life));
        let said = said.last().copied().unwrap_or(0);
        drop(open(folder.path()));
        let records = sound_records(folder.path());
        assert!(records >= said.max(before), "{records} {said} {before}");
        assert!(records <= said.max(before) + 3, "more than was under way");
        before = records;
    }
    assert!(before > 20, "the victims lived too short: {before}");
}

#[test]
fn a_desk_killed_while_its_file_is_made_has_none_or_a_whole_one() {
    const NAME: &str = "a_desk_killed_while_its_file_is_made_has_none_or_a_whole_one";
    if let Some(folder) = victim_folder() {
        write_for_ever(&folder).expect("it is killed, it does not fail");
        return;
    }
    let mut made = 0;
    for life in (0..60).step_by(4) {
        let folder = tempfile::tempdir().expect("a folder");
        let victim = start_victim(NAME, folder.path());
        kill_after(victim, Duration::from_millis(life));
        made += u32::from(folder.path().join("desk.db").exists());
        drop(open(folder.path()));
        sound_records(folder.path());
    }
    assert!(made < 15, "none was killed early enough");
}

#[test]
fn a_restore_that_is_killed_leaves_the_old_file_or_the_new_one() {
    const NAME: &str = "a_restore_that_is_killed_leaves_the_old_file_or_the_new_one";
    let copy_in = |folder: &Path| folder.join("copy.db");
    if let Some(folder) = victim_folder() {
        let location = Location::in_folder(&folder);
        backup::restore(&location, &copy_in(&folder), &mut System).expect("restored");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let add = |store: &mut Store| {
        let person = PersonId(uuid::Uuid::now_v7());
        store
            .transact(|tx| tx.append(Actor::Program, recorded(person)))
            .expect("appended");
    };
    let mut store = open(folder.path());
    store
        .transact(|tx| tx.append(Actor::Program, office()))
        .expect("set up");
    add(&mut store);
    drop(store);
    let location = Location::in_folder(folder.path());
    backup::create(&location, &copy_in(folder.path()), &mut System).expect("a copy");
    let (mut old, mut new) = (0, 0);
    for life in (0..90).step_by(5) {
        let mut store = open(folder.path());
        let device = store.device_id().expect("read");
        add(&mut store);
        drop(store);
        let records = sound_records(folder.path());
        let victim = start_victim(NAME, folder.path());
        kill_after(victim, Duration::from_millis(life));
        let store = open(folder.path());
        if store.device_id().expect("read") == device {
            old += 1;
            assert_eq!(sound_records(folder.path()), records);
        } else {
            new += 1;
            assert_eq!(sound_records(folder.path()), 3);
        }
    }
    assert!(old > 0 && new > 0, "old {old}, new {new}");
}
