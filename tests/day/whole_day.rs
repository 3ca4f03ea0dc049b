//! One day of two counters: from the first start of the program to the close of the day, with the
//! network down twice and the program killed once.

use std::time::Duration;

use chrono::{Timelike, Utc};

use super::ledger;
use super::office::Office;
use crate::support::clerk::Clerk;
use crate::support::program::Home;
use crate::support::proxy::Weather;
use crate::support::syncing::wait_until;

/// A valid number, and one with a wrong digit.
const TCKN: &str = "10000000146";
const MISTYPED: &str = "10000000147";

#[test]
fn a_whole_day() {
    wait_for_a_day_with_time_left();
    let office = Office::new();
    let mut day = Day::begins(&office);
    day.tickets_of_both_lanes();
    day.calls_with_their_reasons();
    day.an_application_while_the_network_goes_down();
    day.a_killed_program_and_a_returning_visitor();
    day.held_and_absent_visitors();
    day.warnings_never_refuse();
    day.the_other_counter_registers_too();
    day.everything_is_at_central();
    day.ends();

    let numbers = day.numbers.clone();
    day.first.leaves();
    day.second.leaves();
    ledger::assert_everything_is_at_central_once(&office.home, &office.database);
    ledger::assert_cases(&office.database, &numbers);
    ledger::assert_not_readable_at_central(
        &office.database,
        &["Şükrü", "Işık", TCKN, "5321234567", "bebek arabası"],
    );
    assert_eq!(ledger::drafts(&office.home), [""; 0]);
    assert_what_happened(&ledger::kinds(&office.home));
    office.home.run_line("doctor").well();
    assert_a_copy_is_as_good(&office.home);
}

/// The office with both counters at work.
struct Day<'a> {
    office: &'a Office,
    first: Clerk,
    second: Clerk,
    /// Application numbers that were shown, in order.
    numbers: Vec<String>,
}

impl<'a> Day<'a> {
    fn begins(office: &'a Office) -> Self {
        let first = Clerk::sets_up(&office.home);
        assert!(first.status_line().contains("yalnız yerel"));
        office.enrol();
        first.sees_everything_at_central();
        let mut second = Clerk::at(&office.home, "desk --counter 2");
        second.sees("Kim çalışıyor?");
        second.press("y");
        second.sees("Adı ve soyadı");
        second.press("Mehmet_Kaya Enter");
        second.sees("Görevi nedir?");
        second.press("Enter");
        second.sees("2 Mehmet Kaya");
        second.press("2 Enter");
        second.sees("Banko 2 │ Mehmet Kaya");
        second.sees("BEKLEYEN YOK");
        Self {
            office,
            first,
            second,
            numbers: Vec::new(),
        }
    }

    /// 1, 2 and 4 ordinary; 3 and 5 priority.
    fn tickets_of_both_lanes(&mut self) {
        self.first.press("1");
        self.first.sees("VERİLEN SIRA · genel");
        self.first.press("1");
        self.first.sees("GENEL 2 bekliyor");
        self.first.press("2");
        self.first.sees("Öncelikli sıra");
        self.first.press("3 5 5 Enter");
        self.first
            .sees("gazi yakını (beyan), hamile (belge görüldü)");
        self.second.sees("ÖNCELİKLİ 1 bekliyor");
        self.second.press("1");
        self.second.sees("GENEL 3 bekliyor");
        self.second.press("2");
        self.second.sees("Öncelikli sıra");
        self.second.press("4 4 4 Enter");
        self.second.sees("65 yaş üstü (doğum tarihi)");
        self.first.sees("ÖNCELİKLİ 2 bekliyor");
    }

    fn calls_with_their_reasons(&mut self) {
        self.first.step("_");
        self.first.sees("ÇAĞRILDI · 1. çağrı");
        self.first
            .sees("Genelden önce en çok 2 öncelikli çağrılır; bu 1. çağrı.");
        self.second.sees("1: 3 çağrıldı (1)");
        self.second.step("_");
        self.second
            .sees("Genelden önce en çok 2 öncelikli çağrılır; bu 2. çağrı.");
        self.first.sees("2: 5 çağrıldı (1)");
        // 6, who waits behind an ordinary visitor now.
        self.first.press("2");
        self.first.sees("Öncelikli sıra");
        self.first.press("1 Enter");
        self.first.sees("şehit yakını (beyan)");
        self.first
            .sees("Art arda 2 öncelikli çağrıldı; sıra genel bekleyende.");
    }

    /// The first outage. Only the status line shows it.
    fn an_application_while_the_network_goes_down(&mut self) {
        let clerk = &mut self.first;
        clerk.step("Enter");
        clerk.sees("GÖRÜŞMEDE");
        clerk.step("Enter");
        clerk.sees("BAŞVURAN");
        clerk.types("Şükrü Işık");
        clerk.sees("Kayıtlı kişi bulunamadı");
        self.office.network.set(Weather::Down);
        clerk.press("Enter");
        clerk.sees("Başvuru kaydı: Şükrü Işık");
        clerk.types(TCKN);
        clerk.press("Enter");
        clerk.types("0532 123 45 67");
        clerk.press("PgDn");
        clerk.press("2 Tab Tab");
        clerk.types("su akmiyor");
        clerk.sees("▸ Yerel yönetimler / İçme suyu kesintisi");
        clerk.press("Enter");
        clerk.sees("▸ Metin");
        clerk
            .terminal
            .paste("Mahallemizde üç gündür su akmıyor.\nÇeşme de kuru: IĞDIR, ığdır.");
        clerk.sees("Çeşme de kuru: IĞDIR, ığdır.");
        clerk.types(" Fazla");
        clerk.sees("ığdır. Fazla");
        clerk.press("Ctrl+Z");
        clerk.no_longer_sees("Fazla");
        clerk.sees("Çeşme de kuru: IĞDIR, ığdır.");
        guides(&mut self.second);
        let clerk = &mut self.first;
        clerk.press("F10");
        self.numbers.push(clerk.sees_the_number());
        clerk.step("Enter");
        clerk.sees("Görüşme bitti.");
        clerk.sees("çevrimdışı");
        self.office.network.set(Weather::Fine);
        clerk.sees_everything_at_central();
    }

    /// The second outage: what is sent arrives, but no answer comes back.
    fn a_killed_program_and_a_returning_visitor(&mut self) {
        const SAVED: &str = "Kaldırım çok dar; bebek arabası geçmiyor.";
        let network = &self.office.network;
        let cuts = network.cuts();
        network.set(Weather::ReplyLost);
        self.first.step("Enter");
        self.first
            .sees("Art arda 2 öncelikli çağrıldı; sıra genel bekleyende.");
        self.first.step("Enter");
        self.first.sees("GÖRÜŞMEDE");
        self.first.step("Enter");
        self.first.sees("BAŞVURAN");
        self.first.types("sukru isik");
        self.first.sees("Şükrü Işık");
        self.first.press("Down Enter");
        self.first.sees("Kayıtlı kişi: 1 başvuru");
        self.first.sees("0532 123 45 67");
        self.first.press("3 Tab Tab");
        self.first.types("kaldirim");
        self.first
            .sees("▸ Yerel yönetimler / Mahalle yolu ve kaldırım");
        self.first.press("Enter");
        self.first.sees("▸ Metin");
        self.first.types(SAVED);
        wait_until("a pause in the typing has saved the form", || {
            ledger::drafts(&self.office.home) == [SAVED]
        });
        wait_until("an answer of central was lost", || network.cuts() > cuts);
        self.first.types(" Yarım");
        self.first.terminal.kill();

        self.first = Clerk::at(&self.office.home, "desk --counter 1");
        self.first.sees("Kim çalışıyor?");
        self.first.press("1 Enter");
        self.first
            .sees("Yarım kalmış başvuru metni var; devam etmek için Enter.");
        self.first.step("Enter");
        self.first.sees(SAVED);
        self.first.sees("Şükrü");
        self.first.sees("▸ Metin");
        self.first.types(" Engelli rampası da yok.");
        self.first.press("F10");
        self.numbers.push(self.first.sees_the_number());
        self.first.step("Enter");
        self.first.sees("Görüşme bitti.");
        network.set(Weather::Fine);
    }

    /// 6 goes out and comes back, and later does not come.
    fn held_and_absent_visitors(&mut self) {
        let clerk = &mut self.first;
        clerk.step("_");
        clerk.sees("ÇAĞRILDI · 1. çağrı");
        clerk.press("5");
        clerk.sees("6 numarayı beklet");
        clerk.press("10 Enter");
        clerk.sees("6 numara bekletiliyor");
        clerk.press("7");
        clerk.sees("Kim sıraya alınsın?");
        clerk.press("1");
        clerk.sees("6 numara sıradaki yerine alındı.");
        clerk.step("_");
        clerk.sees("ÇAĞRILDI · 1. çağrı");
        clerk.press("4");
        clerk.sees("şimdiye kadar 1 kez çağrıldı");
        clerk.press("3");
        clerk.sees("ÇAĞRILDI · 2. çağrı");
        clerk.press("3");
        clerk.sees("ÇAĞRILDI · 3. çağrı");
        clerk.press("4");
        clerk.sees("6 numara gelmeyenler arasına alındı");
    }

    /// 2 has an identity number with a wrong digit and no telephone.
    fn warnings_never_refuse(&mut self) {
        let clerk = &mut self.first;
        clerk.step("_");
        clerk.sees("Öncelikli bekleyen yok; sıra genel bekleyende.");
        clerk.sees("ÇAĞRILDI");
        clerk.step("Enter");
        clerk.sees("GÖRÜŞMEDE");
        clerk.step("Enter");
        clerk.sees("BAŞVURAN");
        clerk.types("İğdeli Çağrı ÖZGÜR");
        clerk.sees("Kayıtlı kişi bulunamadı");
        clerk.press("Enter");
        clerk.types(MISTYPED);
        clerk.press("Enter");
        clerk.sees("yanlış ya da yer değiştirmiş hane var.");
        clerk.press("PgDn Tab Tab");
        clerk.types("engelli ayligi");
        clerk.sees("/ ");
        clerk.press("Enter");
        clerk.sees("▸ Metin");
        clerk.types("Aylığım kesildi.");
        clerk.press("F10");
        clerk.sees("Kayıttan önce: 2 uyarı");
        clerk.press("1");
        clerk.press("1");
        clerk.press("Enter");
        self.numbers.push(clerk.sees_the_number());
        clerk.step("Enter");
        clerk.sees("Görüşme bitti.");
    }

    fn the_other_counter_registers_too(&mut self) {
        let clerk = &mut self.second;
        clerk.step("_");
        clerk.sees("ÇAĞRILDI");
        self.first.sees("2: 4 çağrıldı (1)");
        clerk.step("Enter");
        clerk.sees("GÖRÜŞMEDE");
        clerk.step("Enter");
        clerk.sees("BAŞVURAN");
        clerk.types("Fatma Kaya");
        clerk.sees("Kayıtlı kişi bulunamadı");
        clerk.press("Enter Enter");
        clerk.types("0246 311 22 33");
        clerk.press("PgDn Tab Tab");
        clerk.types("burs");
        clerk.sees("/ ");
        clerk.press("Enter");
        clerk.sees("▸ Metin");
        clerk.types("Oğlum için burs istiyorum.");
        clerk.press("F10");
        clerk.sees("Kayıttan önce: 1 uyarı");
        clerk.press("1");
        clerk.press("Enter");
        self.numbers.push(clerk.sees_the_number());
        clerk.step("Enter");
        clerk.sees("Görüşme bitti.");
    }

    fn everything_is_at_central(&mut self) {
        let clerk = &mut self.first;
        clerk.press("9");
        clerk.sees("Başvuru ara");
        let typed = self.numbers[0].replace('-', "");
        clerk.types(&typed);
        clerk.sees("1 başvuru, en yenisi üstte.");
        clerk.press("Enter");
        clerk.sees("Sıra kimde");
        clerk.press("End");
        clerk.sees("Merkez kaydı aldığını bildirdi.");
        clerk.press("Esc");
        clerk.sees("1 başvuru, en yenisi üstte.");
        clerk.press("Esc");
        clerk.sees("BEKLEYEN YOK");
    }

    fn ends(&mut self) {
        let clerk = &mut self.first;
        clerk.press("1");
        clerk.sees("GENEL 1 bekliyor");
        clerk.press("F7");
        clerk.sees("Diğer işler");
        clerk.press("4");
        clerk.sees("2 açık sıra sonlandırılır: 1 bekleyen, 1 bekletilen ya da");
        clerk.press("2");
        clerk.sees("Gün kapatıldı. Sonlandırılan açık sıra: 2.");
        wait_until("everything has its receipt", || {
            [&self.first, &self.second]
                .iter()
                .any(|clerk| clerk.status_line().contains("merkezde"))
        });
    }
}

/// A visit that ends with advice alone.
fn guides(clerk: &mut Clerk) {
    clerk.step("Enter");
    clerk.sees("GÖRÜŞMEDE");
    clerk.press("F5");
    clerk.sees("1–3 sonucu seçer");
    clerk.press("2 Enter");
    clerk.sees("Danışma kaydedildi, görüşme bitti.");
}

/// At midnight in İstanbul a new day begins and open tickets end: not what is tried here.
fn wait_for_a_day_with_time_left() {
    let left = || {
        let now = Utc::now().with_timezone(&chrono_tz::Europe::Istanbul);
        24 * 3600 - now.num_seconds_from_midnight()
    };
    while left() < 300 {
        std::thread::sleep(Duration::from_secs(1));
    }
}

fn assert_what_happened(kinds: &[String]) {
    let count = |wanted: &str| kinds.iter().filter(|kind| *kind == wanted).count();
    let happened = [
        ("ticket_issued", 7),
        ("application_registered", 4),
        ("guidance_given", 1),
    ];
    for (kind, times) in happened {
        assert_eq!(count(kind), times, "{kind} in {kinds:?}");
    }
}

/// On another computer, with the key that was kept apart.
fn assert_a_copy_is_as_good(home: &Home) {
    home.run_line("backup copy.db").well();
    let other = Home::new();
    let [from, to] = [home, &other].map(|home| home.location().key.expect("a key"));
    std::fs::create_dir_all(to.parent().expect("a folder")).expect("made");
    std::fs::copy(from, to).expect("copied");
    let copy = home.path("copy.db").display().to_string();
    other.run(&["restore", &copy]).well();
    other.run_line("doctor").well();
    let mut clerk = Clerk::at(&other, "desk --counter 3");
    clerk.sees("Kim çalışıyor?");
    clerk.sees("2 Mehmet Kaya");
    clerk.press("2 Enter");
    clerk.sees("Banko 3 │ Mehmet Kaya");
    clerk.leaves();
}
