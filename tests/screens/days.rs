//! The end of a day, midnight, and what a crash leaves.

use chrono::TimeDelta;

use crate::first_run::Office;

#[test]
fn numbers_begin_again_at_midnight_while_the_program_stays_open() {
    let office = Office::opens();
    let mut counter = office.set_up();
    counter.press("1");
    counter.wait_for("GENEL 1 bekliyor");
    office.pass(TimeDelta::hours(16));
    counter.wait_for("Önceki günlerden kalan 1 açık sıra sonlandırıldı.");
    counter.wait_for("BEKLEYEN YOK");
    counter.press("1");
    counter.wait_for("GENEL 1 bekliyor");
    counter.press("Down");
    counter.wait_for("▸ 1");
}

#[test]
fn closing_the_day_ends_who_still_waits() {
    let office = Office::opens();
    let mut counter = office.set_up();
    counter.press("1");
    counter.wait_for("GENEL 1 bekliyor");
    counter.press("2 4 Enter");
    counter.wait_for("ÖNCELİKLİ 1 bekliyor");
    counter.press("F7 4");
    counter.wait_for("2 açık sıra sonlandırılır: 2 bekleyen");
    counter.press("2");
    counter.wait_for("Gün kapatıldı. Sonlandırılan açık sıra: 2.");
    counter.wait_for("BEKLEYEN YOK");
}

#[test]
fn a_visit_under_way_is_found_again_after_a_restart() {
    let office = Office::opens();
    let mut counter = office.set_up();
    counter.press("8");
    counter.wait_for("GÖRÜŞMEDE");
    let memory = counter.close();
    office.pass(TimeDelta::minutes(5));
    let mut counter = office.opens_again(memory);
    counter.press("Enter Enter");
    counter.wait_for("GÖRÜŞMEDE · 5 dk · sırasız");
}
