//! From an empty folder to the queue, and back on the next morning.

use std::path::Path;

use acikkapi::store::{Location, Store};
use acikkapi::tui::memory::Memory;
use chrono::TimeDelta;

use crate::support::counter::{Clock, Counter};

/// An office without a desk yet, at nine on a working morning.
pub struct Office {
    folder: tempfile::TempDir,
    clock: Clock,
}

impl Office {
    pub fn opens() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Clock::at("2026-11-24T06:00:00Z"),
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The desk's file, for what no screen does.
    pub fn store(&self) -> Store {
        let location = Location::in_folder(self.path());
        Store::open(location, Box::new(self.clock.clone())).expect("the file opens")
    }

    /// Lets so much time pass at every counter.
    pub fn pass(&self, time: TimeDelta) {
        self.clock.pass(time);
    }

    /// The first run: Çankaya, with Ayşe Demir at counter 1, looking at the queue.
    pub fn set_up(&self) -> Counter {
        let mut counter = Counter::open(self.path(), &self.clock);
        counter.wait_for("Ekranlar hangi dilde olsun?");
        counter.press("1");
        counter.press("Enter ankara Enter Enter çankaya Enter Enter");
        counter.wait_for("Önerilen seçimlerle devam edebilirsiniz.");
        counter.press("Enter Enter Enter Ayşe_Demir Enter Enter Enter");
        counter.wait_for("BEKLEYEN YOK");
        let screen = counter.wait_for("Anahtar dosyasını yedekleyin:");
        assert!(screen.contains("desk.key"), "{screen}");
        counter.press("Esc");
        counter
    }

    /// The program once more, on a terminal that remembers this.
    pub fn opens_again(&self, memory: Memory) -> Counter {
        let mut counter = Counter::open_again(self.path(), &self.clock, memory);
        counter.wait_for("Kim çalışıyor?");
        counter
    }
}

#[test]
fn an_office_is_set_up_and_its_key_is_to_be_backed_up() {
    let office = Office::opens();
    let mut counter = office.set_up();
    let screen = counter.screen();
    assert!(screen.contains("Banko 1 │ Ayşe Demir"), "{screen}");
    assert!(office.path().join("desk.key").exists());
}

#[test]
fn the_next_morning_the_terminal_remembers_who_and_where() {
    let office = Office::opens();
    let memory = office.set_up().close();
    let mut counter = office.opens_again(memory);
    counter.press("Enter Enter");
    counter.wait_for("BEKLEYEN YOK");
    let screen = counter.wait_for("Banko 1 │ Ayşe Demir");
    assert!(screen.contains("Çankaya Kaymakamlığı"), "{screen}");
}

#[test]
fn another_clerk_is_added_at_another_counter() {
    let office = Office::opens();
    let memory = office.set_up().close();
    let mut counter = office.opens_again(memory);
    counter.press("yMehmet_Kaya Enter Enter");
    counter.wait_for("2 Mehmet Kaya");
    counter.press("2 2 Enter");
    counter.wait_for("Banko 2 │ Mehmet Kaya");
}
