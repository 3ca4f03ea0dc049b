//! Visits: applications, guidance, search, and what is typed when the power fails.

use chrono::TimeDelta;

use crate::first_run::Office;
use crate::support::counter::Counter;

/// A visit with an open form in which a name and a text are typed.
fn typing(office: &Office) -> Counter {
    let mut counter = office.set_up();
    counter.press("8");
    counter.wait_for("GÖRÜŞMEDE");
    counter.press("Enter");
    counter.wait_for("BAŞVURAN");
    counter.press("fatma_kaya Enter");
    counter.wait_for("Kimlik no");
    counter
}

#[test]
fn what_was_typed_when_the_power_failed_is_there_again() {
    let office = Office::opens();
    let mut counter = typing(&office);
    counter.pass(TimeDelta::seconds(1));
    counter.pass(TimeDelta::seconds(1));
    let memory = counter.crash();

    let mut counter = office.opens_again(memory);
    counter.press("Enter Enter");
    counter.wait_for("1 yarım kalmış başvuru");
    counter.wait_for("Yarım kalmış başvuru metni var; devam etmek için Enter.");
    counter.press("F6");
    counter.wait_for("Fatma Kaya");
    counter.press("Esc");
    counter.wait_for("GÖRÜŞMEDE");
    counter.press("Enter");
    counter.wait_for("Başvuru kaydı: Fatma Kaya");
}

#[test]
fn a_draft_is_deleted_only_when_the_clerk_says_so() {
    let office = Office::opens();
    let mut counter = typing(&office);
    counter.press("Esc");
    counter.wait_for("1 yarım kalmış başvuru");
    counter.press("F6");
    counter.wait_for("Fatma Kaya");
    counter.press("s2");
    counter.wait_for("Yarım kalmış başvuru silindi.");
    counter.wait_for("Yarım kalmış başvuru yok.");
}

#[test]
fn an_application_is_registered_found_again_and_repeated_for_the_same_person() {
    let office = Office::opens();
    let mut counter = typing(&office);
    counter.press("F10");
    counter.wait_for("Kayıttan önce: 4 uyarı");
    counter.press("1 1 1 1 F10");
    counter.wait_for("Başvuru kaydedildi");
    counter.press("Esc");
    let screen = counter.wait_for("Başvuru: 06007-26-");
    let number: String = screen
        .split("Başvuru: ")
        .nth(1)
        .map(|rest| rest.chars().take(20).collect())
        .unwrap();
    counter.press("9");
    counter.press(&number);
    counter.wait_for("Fatma Kaya");
    counter.press("Esc");
    counter.wait_for("Enter Görüşmeyi bitir");
    counter.press("Enter");
    counter.wait_for("BEKLEYEN YOK");
}

#[test]
fn a_visit_may_end_in_guidance_alone() {
    let office = Office::opens();
    let mut counter = office.set_up();
    counter.press("8");
    counter.wait_for("GÖRÜŞMEDE");
    counter.press("F5");
    counter.wait_for("Sıra ›");
    counter.press("F10");
    counter.wait_for("Danışma: 1");
    counter.press("Enter");
    counter.wait_for("BEKLEYEN YOK");
}
