//! The queue on a real desk, and two counters on one file.

use acikkapi::tui::memory::Memory;
use chrono::TimeDelta;

use crate::first_run::Office;
use crate::support::counter::Counter;

fn second(office: &Office) -> Counter {
    let memory = Memory {
        counter: Some(2),
        ..Memory::default()
    };
    let mut counter = office.opens_again(memory);
    counter.press("1 Enter");
    counter.wait_for("Banko 2");
    counter
}

#[test]
fn a_visitor_from_the_ticket_to_the_end_of_the_visit() {
    let office = Office::opens();
    let mut counter = office.set_up();
    counter.press("1");
    counter.wait_for("VERİLEN SIRA · genel");
    counter.press("2 3 5 5 Enter");
    counter.wait_for("gazi yakını (beyan), hamile (belge görüldü)");
    office.pass(TimeDelta::minutes(4));
    counter.wait_for("Genelden önce en çok 2 öncelikli çağrılır; bu 1. çağrı.");
    counter.press("_");
    counter.wait_for("ÇAĞRILDI · 1. çağrı");
    counter.press("3");
    counter.wait_for("ÇAĞRILDI · 2. çağrı");
    counter.press("4");
    counter.wait_for("şimdiye kadar 2 kez çağrıldı");
    counter.press("3");
    counter.wait_for("ÇAĞRILDI · 3. çağrı");
    counter.press("4");
    counter.wait_for("2 numara gelmeyenler arasına alındı");
    counter.wait_for("GELMEYEN 2");
    counter.press("71");
    counter.wait_for("2 numara sıranın sonuna eklendi.");
    counter.press("Enter");
    counter.wait_for("ÇAĞRILDI · 1. çağrı");
    counter.press("Enter");
    counter.wait_for("GÖRÜŞMEDE");
    counter.press("0");
    counter.wait_for("Görüşme bitti.");
    counter.wait_for("Öncelikli bekleyen yok; sıra genel bekleyende.");
}

#[test]
fn held_for_a_time_a_visitor_comes_back_by_themselves() {
    let office = Office::opens();
    let mut counter = office.set_up();
    counter.press("1");
    counter.wait_for("GENEL 1 bekliyor");
    counter.press("_");
    counter.wait_for("ÇAĞRILDI");
    counter.press("5 10 Enter");
    counter.wait_for("saat 09:10 olunca");
    counter.wait_for("BEKLETİLEN 1");
    office.pass(TimeDelta::minutes(11));
    counter.wait_for("GENEL 1 bekliyor");
}

#[test]
fn each_counter_sees_the_other_and_nobody_is_called_twice() {
    let office = Office::opens();
    let mut first = office.set_up();
    let mut second = second(&office);
    first.press("1");
    first.wait_for("VERİLEN SIRA");
    first.press("1");
    second.wait_for("GENEL 2 bekliyor");
    first.press("_");
    first.wait_for("ÇAĞRILDI");
    second.wait_for("BANKOLAR 1: 1 çağrıldı (1)");
    second.press("_");
    second.wait_for("ÇAĞRILDI");
    first.wait_for("2: 2 çağrıldı (1)");
    first.wait_for("GENEL bekleyen yok");
}

#[test]
fn a_key_on_somebody_another_counter_has_called_says_so_and_does_nothing() {
    let office = Office::opens();
    let mut first = office.set_up();
    let mut second = second(&office);
    first.press("1");
    second.wait_for("GENEL 1 bekliyor");
    first.wait_for("GENEL 1 bekliyor");
    // The second counter has the panel open while the first one calls.
    second.press("Down c");
    second.wait_for("1 numarayı sıra dışı çağır");
    first.press("_");
    first.wait_for("ÇAĞRILDI");
    second.press("2");
    second.wait_for("Esc okundu");
    let screen = second.wait_for("BANKOLAR 1: 1 çağrıldı (1)");
    assert!(screen.contains("BEKLEYEN YOK"), "{screen}");
}
