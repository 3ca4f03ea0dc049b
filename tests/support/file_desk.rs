//! A desk's real file, as the desk writes it, and its sync.

use super::central::Central;
use super::events;
use super::syncing::{Syncing, wait_until};
use acikkapi::domain::event::*;
use acikkapi::domain::ids::*;
use acikkapi::domain::number::ApplicationNumber;
use acikkapi::domain::staff::Actor;
use acikkapi::domain::visit::GuidanceOutcome;
use acikkapi::store::{Location, Reader, SqliteJournal, Store, StoreError, backup, check};
use acikkapi::sync::enrol::enrol;
use acikkapi::sync::journal::{Compared, Journal as _};
use acikkapi::sync::status::SyncState;
use acikkapi::sync::wire::compare::CompareReport;
use acikkapi::system::System;
use acikkapi::text::CleanText;
use chrono::{TimeDelta, Utc};
use std::path::PathBuf;
use tempfile::TempDir;
use uuid::Uuid;

/// A desk: its folder, and its file as it is now.
pub struct FileDesk {
    pub office: String,
    pub folder: TempDir,
}

impl FileDesk {
    /// A new one, set up but not enrolled.
    pub fn new(office: &str) -> Self {
        let desk = Self {
            office: office.into(),
            folder: tempfile::tempdir().expect("a folder"),
        };
        desk.append(Event::OfficeConfigured(OfficeConfigured::usual(
            office.parse().expect("an office"),
            CleanText::line("Çankaya Kaymakamlığı"),
        )));
        desk
    }

    /// One that central knows.
    pub fn enrolled(office: &str, central: &Central) -> Self {
        let desk = Self::new(office);
        desk.enrol(central, &central.url());
        desk
    }

    pub fn enrol(&self, central: &Central, url: &str) -> u8 {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).expect("random bytes");
        let code = central.code(&self.office);
        enrol(&mut self.journal(), url, &code, secret)
            .expect("enrolled")
            .device_number
    }

    pub fn location(&self) -> Location {
        Location::in_folder(self.folder.path())
    }

    pub fn store(&self) -> Store {
        Store::open(self.location(), Box::new(System)).expect("the file opens")
    }

    pub fn journal(&self) -> SqliteJournal {
        SqliteJournal::open(&self.location(), Box::new(System)).expect("the file opens")
    }

    pub fn reader(&self) -> Reader {
        Reader::open(&self.location()).expect("the file opens")
    }

    pub fn append(&self, event: Event) {
        self.store()
            .transact(|tx| tx.append(Actor::Program, event).map(drop))
            .expect("appended");
    }

    pub fn guide(&self, times: u32) {
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
    pub fn register(&self, family_name: &str) -> ApplicationNumber {
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
                let office = self.office.parse().expect("an office");
                let sequence = tx.read().last_sequence(office, 26, database)? + 1;
                let number =
                    ApplicationNumber::new(office, 2026, database, sequence).expect("a number");
                let person = PersonId(Uuid::now_v7());
                let recorded = Event::PersonRecorded(events::recorded(person, family_name));
                tx.append(Actor::Program, recorded)?;
                let registered = events::registered(number, person);
                let registered = Event::ApplicationRegistered(Box::new(registered));
                tx.append(Actor::Program, registered)?;
                Ok::<_, StoreError>(number)
            })
            .expect("registered")
    }

    /// Family names of the applicants, in order of application.
    pub fn applicants(&self) -> Vec<String> {
        let found = self.reader().read().find_applications("ali", 1000);
        let mut rows = found.expect("found").rows;
        rows.reverse();
        let names = rows.into_iter();
        names
            .map(|row| row.applicant.as_str().replace("Ali ", ""))
            .collect()
    }

    pub fn back_up(&self) -> PathBuf {
        let copy = self.folder.path().join("copy.db");
        backup::create(&self.location(), &copy, &mut System).expect("a copy");
        copy
    }

    pub fn restore(&self, copy: &std::path::Path) {
        backup::restore(&self.location(), copy, &mut System).expect("restored");
    }

    pub fn sync_all(&self) {
        let syncing = Syncing::start(self.journal());
        syncing.wait_for("up to date", |status| {
            status.state == SyncState::UpToDate && status.queued == 0
        });
        syncing.worker.stop();
    }

    /// What was found when it last compared with central.
    pub fn compared(&self) -> Option<Compared> {
        let mut journal = self.journal();
        let holdings = journal.holdings().expect("a file");
        holdings.last_comparison().expect("read")
    }

    /// Syncs a few nights later, until it has compared; what was found first.
    pub fn compare(&self) -> CompareReport {
        let last = self.compared().map(|last| last.at).unwrap_or_default();
        let ahead = (last - Utc::now()).max(TimeDelta::zero()) + TimeDelta::days(2);
        let syncing = Syncing::start_later(self.journal(), ahead);
        wait_until("compared", || {
            self.compared().is_some_and(|now| now.at > last)
        });
        let found = self.compared().expect("compared").report;
        syncing.worker.stop();
        found
    }

    /// Runs statements in its file, as damage would.
    pub fn damage(&self, sql: &str) {
        let location = self.location();
        let key = std::fs::read_to_string(location.key.as_ref().expect("a key")).expect("read");
        let connection = rusqlite::Connection::open(&location.database).expect("opened");
        let unlocked = format!("pragma key = \"x'{}'\"; {sql}", key.trim());
        connection.execute_batch(&unlocked).expect(sql);
    }

    pub fn assert_sound(&self) {
        let reader = self.reader();
        assert_eq!(check::chain(&reader).expect("read").fault, None);
        assert_eq!(check::integrity(&reader).expect("read"), [""; 0]);
        let different = check::projections(&self.location(), &mut System).expect("replayed");
        assert_eq!(different, []);
    }
}
