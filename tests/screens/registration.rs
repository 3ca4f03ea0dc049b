//! The form, from the first letter typed to the application found again.

use crate::first_run::Office;
use crate::support::counter::Counter;

/// Opens the form in a new visit.
fn form(counter: &mut Counter) {
    counter.press("8");
    counter.wait_for("GÖRÜŞMEDE");
    counter.press("F4");
    counter.wait_for("BAŞVURAN");
}

/// The final number, on the page after registering or in the view of an application.
#[track_caller]
fn number_on(screen: &str) -> String {
    let is_number = |word: &&str| word.starts_with("06007-") && word.len() == 20;
    let number = screen.split_whitespace().find(is_number);
    number
        .unwrap_or_else(|| panic!("no number on\n{screen}"))
        .to_owned()
}

/// A new visitor, and everything there is to ask; the number.
fn registers_somebody_new(counter: &mut Counter) -> String {
    form(counter);
    counter.press("ayşe_nur_özgün");
    counter.wait_for("Kayıtlı kişi bulunamadı");
    counter.press("Enter 10000000146 Enter 05321234567 PgDn 2 Enter su_kesik Enter");
    counter.press("Sokağımızın_suyu_akmıyor. F10");
    number_on(&counter.wait_for("Başvuru kaydedildi"))
}

/// Looks for what is typed, and comes back with what was found.
fn searches(counter: &mut Counter, typed: &str, found: &str) -> String {
    counter.press("9");
    counter.wait_for("Sıra › Başvuru ara");
    counter.press(typed);
    let screen = counter.wait_for(found);
    counter.press("Esc");
    counter.wait_for("BEKLEYEN YOK");
    screen
}

#[test]
fn a_visitor_is_registered_found_and_shown() {
    let office = Office::opens();
    let mut counter = office.set_up();
    let first = registers_somebody_new(&mut counter);

    // Another one of the same person on the same topic: nothing is typed again, and it is noticed.
    counter.press("2");
    counter.wait_for("Başvuru kaydı: Ayşe Nur Özgün");
    counter.press("2 Enter su_kesik Enter");
    let screen = counter.wait_for("benzer bir açık başvurusu var");
    assert!(screen.contains(&first), "{screen}");
    counter.press("Hâlâ_akmıyor. F10");
    counter.wait_for("Kayıttan önce: 1 uyarı");
    counter.press("2 Enter");
    let second = number_on(&counter.wait_for("Başvuru kaydedildi"));
    assert_ne!(second, first);
    counter.press("Enter");
    let screen = counter.wait_for("BEKLEYEN YOK");
    assert!(
        !screen.contains("yarım kalmış"),
        "a draft is left:\n{screen}"
    );

    // Found by a name in plain letters, by a number without dashes, by the telephone.
    for (typed, found) in [
        ("ozgun", "2 başvuru"),
        (first.replace('-', "").as_str(), "1 başvuru"),
        ("0532_123_45_67", "2 başvuru"),
    ] {
        let screen = searches(&mut counter, typed, found);
        assert!(screen.contains(&first), "{screen}");
    }
    counter.press("9");
    counter.press(&second);
    counter.wait_for("1 başvuru");
    counter.press("Enter");
    let screen = counter.wait_for("Hâlâ akmıyor.");
    for shown in [
        "100******46",
        "Önceki başvuruya ek",
        "Ayşe Demir",
        "Şikâyet",
    ] {
        assert!(screen.contains(shown), "{shown} in\n{screen}");
    }
    counter.press("F4");
    counter.wait_for("Başvuru kaydı: Ayşe Nur Özgün");
}

#[test]
fn a_returning_visitor_fills_the_form() {
    let office = Office::opens();
    let mut counter = office.set_up();
    registers_somebody_new(&mut counter);
    counter.press("Enter");
    counter.wait_for("BEKLEYEN YOK");
    for (drafts, (typed, choice)) in (1..).zip([
        ("OZGUN", "Down Enter"),
        ("5321234567", "Down Enter"),
        ("10000000146", "Enter"),
    ]) {
        form(&mut counter);
        counter.press(typed);
        counter.wait_for("100******46");
        counter.press(choice);
        counter.wait_for("0532 123 45 67");
        counter.wait_for("Kayıtlı kişi: 1 başvuru");
        counter.press("Esc");
        counter.wait_for("Form taslak olarak saklandı");
        counter.wait_for(&format!("{drafts} yarım kalmış başvuru"));
        counter.press("0");
        counter.wait_for("Görüşme bitirilsin mi?");
        counter.press("2");
        counter.wait_for("BEKLEYEN YOK");
    }
}

#[test]
fn a_file_goes_with_the_application() {
    let office = Office::opens();
    let mut counter = office.set_up();
    let path = office.path().join("dilekçe 1.pdf");
    std::fs::write(&path, b"%PDF-1.7\nmade up").unwrap();
    form(&mut counter);
    counter.press("ali_veli PgDn Tab Tab Tab Tab Tab");
    counter.paste(&format!("'{}' ", path.display()));
    counter.press("Enter");
    counter.wait_for("dilekçe 1.pdf (1 KB)");
    counter.press("/yok.pdf Enter");
    counter.wait_for("Dosya bulunamadı");
    for _ in 0.."/yok.pdf".len() {
        counter.press("Backspace");
    }
    counter.press("F10");
    counter.wait_for("Kayıttan önce: 4 uyarı");
    counter.press("F10");
    let number = number_on(&counter.wait_for("Başvuru kaydedildi"));
    counter.press("Esc");
    counter.wait_for("GÖRÜŞMEDE");
    counter.press("9");
    counter.press(&number);
    counter.wait_for("1 başvuru");
    counter.press("Enter");
    counter.wait_for("dilekçe 1.pdf (1 KB)");
}
