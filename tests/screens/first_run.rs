//! From an empty folder to the queue, and back on the next morning.

use crate::support::counter::{Clock, Counter};

/// A desk set up in Çankaya with Ayşe Demir at counter 1, looking at the queue.
pub fn set_up(folder: &std::path::Path, clock: &Clock) -> Counter {
    let mut counter = Counter::open(folder, clock);
    counter.wait_for("Ekranlar hangi dilde olsun?");
    counter.press("1");
    counter.press("Enter ankara Enter Enter çankaya Enter Enter");
    counter.wait_for("Önerilen seçimlerle sürdürebilirsiniz.");
    counter.press("Enter Enter Enter Ayşe_Demir Enter Enter");
    counter.wait_for("BEKLEYEN YOK");
    let screen = counter.wait_for("Anahtar dosyasını yedekleyin:");
    assert!(screen.contains("desk.key"), "{screen}");
    counter.press("Esc");
    counter
}

#[test]
fn an_office_is_set_up_and_its_key_is_to_be_backed_up() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at("2026-11-24T06:00:00Z");
    let mut counter = set_up(folder.path(), &clock);
    let screen = counter.screen();
    assert!(screen.contains("Banko 1 │ Ayşe Demir"), "{screen}");
    assert!(folder.path().join("desk.key").exists());
}

#[test]
fn the_next_morning_the_terminal_remembers_who_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at("2026-11-24T06:00:00Z");
    let memory = set_up(folder.path(), &clock).close();
    let mut counter = Counter::open_again(folder.path(), &clock, memory);
    counter.wait_for("Kim çalışıyor?");
    counter.press("Enter Enter");
    counter.wait_for("BEKLEYEN YOK");
    let screen = counter.wait_for("Banko 1 │ Ayşe Demir");
    assert!(screen.contains("Çankaya Kaymakamlığı"), "{screen}");
}

#[test]
fn another_clerk_is_added_at_another_counter() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at("2026-11-24T06:00:00Z");
    let memory = set_up(folder.path(), &clock).close();
    let mut counter = Counter::open_again(folder.path(), &clock, memory);
    counter.wait_for("Kim çalışıyor?");
    counter.press("yMehmet_Kaya Enter");
    counter.wait_for("2 Mehmet Kaya");
    counter.press("2 2 Enter");
    counter.wait_for("Banko 2 │ Mehmet Kaya");
}
