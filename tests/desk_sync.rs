//! The desk's real file, synced with a real central.

mod support;

use acikkapi::desk::System;
use acikkapi::domain::application::*;
use acikkapi::domain::calendar::Holidays;
use acikkapi::domain::deadline::{ANSWER_DAYS, DeadlineRule, deadline};
use acikkapi::domain::event::*;
use acikkapi::domain::ids::*;
use acikkapi::domain::number::ApplicationNumber;
use acikkapi::domain::person::Person;
use acikkapi::domain::staff::Actor;
use acikkapi::domain::visit::GuidanceOutcome;
use acikkapi::store::{Location, Reader, SqliteJournal, Store, StoreError, backup, check};
use acikkapi::sync::enrol::enrol;
use acikkapi::sync::journal::Journal;
use acikkapi::sync::status::SyncState;
use acikkapi::text::CleanText;
use chrono::Utc;
use std::path::PathBuf;
use std::time::Duration;
use support::central::Central;
use support::proxy::{Network, Weather};
use support::syncing::{Syncing, wait_until};
use tempfile::TempDir;
use uuid::Uuid;

const OFFICE: &str = "06001";

/// A desk: its folder, and its file as it is now.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A new one, set up but not enrolled.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let desk = Self { folder };
        desk.append(Event::OfficeConfigured(OfficeConfigured::usual(
            OFFICE.parse().expect("an office"),
            CleanText::line("Çankaya Kaymakamlığı"),
        )));
        desk
    }

    /// One that central knows.
    fn enrolled(central: &Central) -> Self {
        let desk = Self::new();
        desk.enrol(central, &central.url());
        desk
    }

    fn enrol(&self, central: &Central, url: &str) -> u8 {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).expect("random bytes");
        let code = central.code(OFFICE);
        enrol(&mut self.journal(), url, &code, secret)
            .expect("enrolled")
            .device_number
    }

    fn location(&self) -> Location {
        Location::in_folder(self.folder.path())
    }

    fn store(&self) -> Store {
        Store::open(self.location(), Box::new(System)).expect("the file opens")
    }

    fn journal(&self) -> SqliteJournal {
        SqliteJournal::open(&self.location(), Box::new(System)).expect("the file opens")
    }

    fn reader(&self) -> Reader {
        Reader::open(&self.location()).expect("the file opens")
    }

    fn append(&self, event: Event) {
        self.store()
            .transact(|tx| tx.append(Actor::Program, event).map(drop))
            .expect("appended");
    }

    fn guide(&self, times: u32) {
        let mut store = self.store();
        for _ in 0..times {
            let guidance = Event::GuidanceGiven(GuidanceGiven {
                guidance: GuidanceId(Uuid::now_v7()),
                visit: VisitId(Uuid::now_v7()),
                visitor: PersonId(Uuid::now_v7()),
                topic: None,
                outcome: GuidanceOutcome::Solved,
                minutes: 5,
                private: Note {
                    note: CleanText::line("yaşlılık aylığı"),
                },
            });
            store
                .transact(|tx| tx.append(Actor::Program, guidance).map(drop))
                .expect("appended");
        }
    }

    /// Registers an application as the desk does: the number from the file, in one transaction.
    fn register(&self, family_name: &str) -> ApplicationNumber {
        self.store()
            .transact(|tx| {
                let (_, number) = tx.read().device()?;
                let database = match number {
                    Some(database) => database,
                    None => {
                        let former = tx.read().former_device_numbers()?;
                        let free = (50..99).find(|number| !former.contains(number));
                        let free = free.expect("a number");
                        tx.set_device_number(free)?;
                        free
                    }
                };
                let office = OFFICE.parse().expect("an office");
                let sequence = tx.read().last_sequence(office, 26, database)? + 1;
                let number =
                    ApplicationNumber::new(office, 2026, database, sequence).expect("a number");
                let (recorded, registered) = registration(number, family_name);
                tx.append(Actor::Program, recorded)?;
                tx.append(Actor::Program, registered)?;
                Ok::<_, StoreError>(number)
            })
            .expect("registered")
    }

    /// Family names of the applicants, in order of application.
    fn applicants(&self) -> Vec<String> {
        let found = self.reader().read().find_applications("ali", 1000);
        let mut rows = found.expect("found").rows;
        rows.reverse();
        let names = rows.into_iter();
        names
            .map(|row| row.applicant.as_str().replace("Ali ", ""))
            .collect()
    }

    fn back_up(&self) -> PathBuf {
        let copy = self.folder.path().join("copy.db");
        backup::create(&self.location(), &copy, &mut System).expect("a copy");
        copy
    }

    fn restore(&self, copy: &std::path::Path) {
        backup::restore(&self.location(), copy, &mut System).expect("restored");
    }

    fn sync_all(&self) {
        let syncing = Syncing::start(self.journal());
        syncing.wait_for("up to date", |status| {
            status.state == SyncState::UpToDate && status.queued == 0
        });
        syncing.worker.stop();
    }

    fn assert_sound(&self) {
        let reader = self.reader();
        assert_eq!(check::chain(&reader).expect("read").fault, None);
        assert_eq!(check::integrity(&reader).expect("read"), [""; 0]);
        let different = check::projections(&self.location(), &mut System).expect("replayed");
        assert_eq!(different, []);
    }
}

fn registration(number: ApplicationNumber, family_name: &str) -> (Event, Event) {
    let person = PersonId(Uuid::now_v7());
    let recorded = Event::PersonRecorded(PersonRecorded {
        person,
        visitor: None,
        private: PersonData {
            person: Person {
                given_name: CleanText::line("Ali"),
                family_name: CleanText::line(family_name),
                ..Person::default()
            },
        },
    });
    let today = "2026-03-10".parse().expect("a day");
    let registered = Event::ApplicationRegistered(Box::new(Registered {
        application: ApplicationId(Uuid::now_v7()),
        number,
        person,
        visit: None,
        channel: Channel::InPerson,
        application_kind: ApplicationKind::Request,
        topic: None,
        topics_version: "1".into(),
        demography: Demography::default(),
        signed_petition: false,
        attachments: Vec::new(),
        deadline: deadline(
            today,
            DeadlineRule::Calendar,
            ANSWER_DAYS,
            &Holidays::default(),
        ),
        warn: None,
        legal_deadline: None,
        registered_at: Utc::now(),
        private: RegisteredPrivate::default(),
    }));
    (recorded, registered)
}

/// Operations at central, how many different ones, and how many kinds of trouble a person has to
/// look at.
fn stored(central: &Central) -> String {
    central.database.value(
        "select count(*) || ' ' || count(distinct op_id) || ' ' ||
            ((select count(*) from reviews) +
             (select count(*) from devices where quarantined_at is not null))
         from operations",
    )
}

/// Applications at central, and how many different numbers they have.
fn applications(central: &Central) -> String {
    central
        .database
        .value("select count(*) || ' ' || count(distinct number) from applications")
}

#[test]
fn a_day_arrives_once_through_outages_and_a_second_process() {
    let central = Central::start();
    let network = Network::new(central.address, 7);
    let desk = Desk::new();
    desk.register("Önce");
    let number = desk.enrol(&central, &network.url());
    assert_eq!(number, 50, "the number given before enrolment stays");
    let syncing = [
        Syncing::start(desk.journal()),
        Syncing::start(desk.journal()),
    ];
    wait_until("one syncs, the other waits", || {
        let states = syncing.each_ref().map(|one| one.status());
        let state = |wanted| states.iter().flatten().any(|status| status.state == wanted);
        state(SyncState::OtherProcess) && state(SyncState::UpToDate)
    });
    network.set(Weather::Storm);
    for round in 0..10 {
        desk.guide(30);
        desk.register(&format!("Sonra{round}"));
    }
    network.set(Weather::Down);
    desk.guide(5);
    std::thread::sleep(Duration::from_millis(300));
    network.set(Weather::Fine);
    wait_until("everything is at central", || {
        desk.journal()
            .progress()
            .expect("read")
            .oldest_unsent
            .is_none()
    });
    let expected = 1 + 2 + 10 * (30 + 2) + 5;
    assert_eq!(stored(&central), format!("{expected} {expected} 0"));
    assert_eq!(applications(&central), "11 11");
    desk.assert_sound();
}

#[test]
fn two_desks_of_an_office_find_each_others_applications() {
    let central = Central::start();
    let (one, other) = (Desk::enrolled(&central), Desk::enrolled(&central));
    let numbers = [one.register("Birinci"), other.register("İkinci")];
    assert_ne!(numbers[0].database(), numbers[1].database());
    one.sync_all();
    other.sync_all();
    one.sync_all();
    assert_eq!(one.applicants(), ["Birinci", "İkinci"]);
    assert_eq!(other.applicants(), ["İkinci", "Birinci"]);
    one.assert_sound();
    other.assert_sound();
    let found = one
        .reader()
        .read()
        .find_applications(&numbers[1].to_string(), 9)
        .expect("found");
    let id = found.rows[0].id;
    let registration = one.reader().read().registration(id).expect("read");
    assert!(registration.expect("known").receipt);
}

#[test]
fn what_was_sent_after_a_backup_comes_home_and_no_number_is_given_twice() {
    let central = Central::start();
    let desk = Desk::enrolled(&central);
    let mut numbers = vec![desk.register("Birinci")];
    let copy = desk.back_up();
    numbers.push(desk.register("İkinci"));
    desk.sync_all();
    let at_central = stored(&central);
    desk.restore(&copy);
    assert_eq!(desk.applicants(), ["Birinci"]);
    // Work goes on before anybody has a code for the enrolment.
    numbers.push(desk.register("Üçüncü"));
    let number = desk.enrol(&central, &central.url());
    numbers.push(desk.register("Dördüncü"));
    assert_eq!(
        numbers[2].database(),
        number,
        "it keeps the number it chose"
    );
    assert_ne!(numbers[2].database(), numbers[0].database());
    desk.sync_all();
    let mut applicants = desk.applicants();
    applicants.sort();
    assert_eq!(applicants, ["Birinci", "Dördüncü", "Üçüncü", "İkinci"]);
    // Two registrations of two records each, and that it was restored.
    let expected: u64 = at_central
        .split(' ')
        .next()
        .unwrap()
        .parse::<u64>()
        .unwrap()
        + 5;
    assert_eq!(stored(&central), format!("{expected} {expected} 0"));
    assert_eq!(applications(&central), "4 4");
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 4);
    desk.assert_sound();
}

#[test]
fn what_a_lost_desk_never_sent_is_sent_from_its_backup_once() {
    let central = Central::start();
    let desk = Desk::enrolled(&central);
    desk.register("Birinci");
    desk.sync_all();
    desk.register("İkinci");
    desk.guide(2);
    let copy = desk.back_up();
    // The machine burns; the copy and the key are put on two new ones, one after the other.
    desk.restore(&copy);
    desk.enrol(&central, &central.url());
    desk.sync_all();
    desk.sync_all();
    assert_eq!(applications(&central), "2 2");
    let guidance = "select count(*) from operations where kind = 'guidance_given'";
    assert_eq!(central.database.value(guidance), "2");
    desk.assert_sound();
    desk.restore(&copy);
    desk.enrol(&central, &central.url());
    desk.sync_all();
    desk.sync_all();
    assert_eq!(applications(&central), "2 2");
    assert_eq!(central.database.value(guidance), "2");
    assert_eq!(desk.applicants(), ["Birinci", "İkinci"]);
    desk.assert_sound();
    // Two epochs in one night: the desk reads the whole feed again, and still sends nothing twice.
    central.new_epoch();
    central.new_epoch();
    desk.sync_all();
    desk.sync_all();
    assert_eq!(applications(&central), "2 2");
    assert_eq!(central.database.value(guidance), "2");
    desk.assert_sound();
    // Another desk of the office reads what was sent again, with its personal part.
    let other = Desk::enrolled(&central);
    other.sync_all();
    assert_eq!(other.applicants(), ["Birinci", "İkinci"]);
    other.assert_sound();
}

#[test]
fn a_copied_file_is_found_out_and_set_aside() {
    let central = Central::start();
    let desk = Desk::enrolled(&central);
    desk.guide(1);
    desk.sync_all();
    let copy = Desk {
        folder: tempfile::tempdir().expect("a folder"),
    };
    for name in ["desk.db", "desk.key"] {
        std::fs::copy(desk.folder.path().join(name), copy.folder.path().join(name))
            .expect("copied");
    }
    desk.guide(1);
    desk.sync_all();
    copy.guide(1);
    let syncing = Syncing::start(copy.journal());
    syncing.wait_for("halted", |status| {
        matches!(status.state, SyncState::Halted(_)) && status.queued == 1
    });
}
