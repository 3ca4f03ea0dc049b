//! The whole life of a case in the browser: as most use it, without JavaScript, and by keyboard alone.

use super::office::{Applied, OTHER_UNIT, Office, UNIT, due_in};
use super::sign_in::looks_right;
use super::support::browser::{Browser, key};
use super::visitor::{LOGIN, OFFICE, PASSWORD};
use acikkapi::domain::case::Step;
use acikkapi::domain::review::Checklist;

const ASKED: &str = "Gül Sokak'taki üç lamba üç haftadır yanmıyor. Akşamları çocuklar okuldan karanlıkta \
                     dönüyor, iki kişi düştü.\n\nBelediyeye iki kez telefon ettik, sonuç alamadık. Lambaların \
                     onarılmasını istiyoruz.";

/// A browser with Elif signed in.
fn sit_down(office: &Office, browser: &Browser) {
    let code = office.central.officer(OFFICE, UNIT, LOGIN, "Elif Aydın");
    browser.open(&format!("{}/birim/ilk-parola", office.central.url()));
    browser.fill("E-posta adresi", LOGIN);
    browser.fill("Tek kullanımlık kod", &code);
    browser.fill("Yeni parola", PASSWORD);
    browser.fill("Yeni parola, bir daha", PASSWORD);
    browser.click("Parolayı belirle ve giriş yap");
    browser.see("Cevap bekleyenler");
}

fn object_and_send_back(office: &Office, applied: &Applied) {
    let checks = Checklist {
        answers: true,
        polite: true,
        private: true,
        ..Checklist::default()
    };
    let why = "Lambaların ne zaman onarılacağı yazılmamış.";
    office.step(applied, Step::Object { checks }, why);
    let term = due_in(2);
    office.step(
        applied,
        Step::SendBack { term },
        "Gerekçesiyle ve tarihiyle yazılsın.",
    );
    office.push();
}

#[test]
fn a_case_lives_from_routing_over_an_objection_to_its_end() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    for (days, text) in [
        (-2, "Kaldırım çökmüş."),
        (0, "Park kapısı kırık."),
        (1, "Yol çukur."),
        (6, "Durak yok."),
    ] {
        office.routed(text, days);
    }
    let part = office.register("Ağaç dalları tellere değiyor.", 5);
    office.route(&part, OTHER_UNIT, &[UNIT]);
    office.push();
    let browser = Browser::start();
    sit_down(&office, &browser);
    browser.see("Fen İşleri Müdürlüğü");
    looks_right(&browser, "list");

    browser.fill("Başvuru numarası", "32000-26-01-00001-57");
    browser.click("Bul");
    browser.see("Biriminizde bu numarada bir başvuru yok.");
    browser.fill("Başvuru numarası", &applied.number().to_string());
    browser.click("Bul");
    browser.see("Akşamları çocuklar okuldan karanlıkta");
    looks_right(&browser, "case-new");
    browser.click("Üzerime al");
    browser.see("Başvuruyu üzerinize aldınız.");
    browser.click("Açık Kapı bürosuna sor");
    browser.fill("Sorunuz", "Hangi direkler? Numaraları var mı?");
    browser.click("Soruyu gönder");
    browser.see("Sorunuz Açık Kapı bürosuna gönderildi.");
    looks_right(&browser, "case-asked");
    office.step(&applied, Step::Reply, "4, 5 ve 6 numaralı direkler.");
    office.push();
    browser.open(&format!("{}{}", office.central.url(), applied.path()));
    browser.see("4, 5 ve 6 numaralı direkler.");

    browser.click("Kısmen olumlu");
    browser.fill("Cevap ve gerekçesi", "İki lamba onarıldı.");
    browser.click("Cevabı gönder");
    browser.see("Cevap bütünüyle olumlu değil");
    assert_eq!(browser.value("Cevap ve gerekçesi"), "İki lamba onarıldı.");
    looks_right(&browser, "case-errors");
    browser.fill(
        "Yasal dayanak ve başvuranın izleyebileceği yol",
        "5393 sayılı Kanun m. 14.",
    );
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("onarım tutanağı.pdf");
    std::fs::write(&file, b"%PDF-1.7\nmade up").expect("written");
    browser.attach("Ekler", &[&file]);
    browser.click("Cevabı gönder");
    browser.see("Cevabınız Açık Kapı bürosuna gönderildi.");
    assert_eq!(office.stage(&applied), "under_review");
    looks_right(&browser, "case-answered");

    object_and_send_back(&office, &applied);
    browser.click("Başvurulara dön");
    browser.see("Düzeltilecek");
    looks_right(&browser, "list-sent-back");
    browser.click(&applied.number().to_string());
    browser.see("Lambaların ne zaman onarılacağı yazılmamış.");
    looks_right(&browser, "case-sent-back");
    assert_eq!(browser.value("Cevap ve gerekçesi"), "İki lamba onarıldı.");
    let corrected = "İki lamba onarıldı; üçüncüsünün direği değişecek, iş 4 Aralık'ta biter.";
    browser.fill("Cevap ve gerekçesi", corrected);
    browser.click("Cevabı gönder");
    browser.see("Cevabınız Açık Kapı bürosuna gönderildi.");
    let checks = Checklist::default();
    office.step(&applied, Step::Accept { checks }, "");
    office.push();
    browser.open(&format!("{}{}", office.central.url(), applied.path()));
    browser.see("Sonuçlandı");
    browser.see("Verilen cevaplar");
    looks_right(&browser, "case-concluded");
    assert_eq!(
        office.steps(&applied),
        "route take ask reply answer object send_back answer accept"
    );

    browser.open(&format!("{}{}", office.central.url(), part.path()));
    browser.see("sizden görüş isteniyor");
    looks_right(&browser, "case-part");
    browser.click("English");
    browser.see("your unit is asked for its part");
    looks_right(&browser, "case-part-english");
}

#[test]
fn a_case_is_answered_without_javascript() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    let browser = Browser::without_script();
    sit_down(&office, &browser);
    browser.click(&applied.number().to_string());
    browser.click("Üzerime al");
    browser.see("Başvuruyu üzerinize aldınız.");
    browser.click("Olumlu");
    browser.click("Cevabı gönder");
    browser.see("Cevabı ve gerekçesini yazın.");
    assert_eq!(browser.focused(), "Düzeltilmesi gerekenler");
    browser.click("Cevabı ve gerekçesini yazın.");
    browser.fill("Cevap ve gerekçesi", "Lambalar onarıldı.");
    browser.click("Cevabı gönder");
    browser.see("Cevabınız Açık Kapı bürosuna gönderildi.");
    object_and_send_back(&office, &applied);
    browser.open(&format!("{}{}", office.central.url(), applied.path()));
    browser.fill("Cevap ve gerekçesi", "Lambalar 20 Kasım'da onarıldı.");
    browser.click("Cevabı gönder");
    browser.see("Cevabınız Açık Kapı bürosuna gönderildi.");
    assert_eq!(
        office.steps(&applied),
        "route take answer object send_back answer"
    );
}

#[test]
fn a_case_is_answered_by_keyboard_alone() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    let browser = Browser::without_script();
    sit_down(&office, &browser);
    browser.tab_to(&applied.number().to_string());
    browser.press(&[key::ENTER]);
    browser.see("Akşamları çocuklar");
    browser.tab_to("Üzerime al");
    browser.press(&[key::ENTER]);
    browser.see("Başvuruyu üzerinize aldınız.");
    browser.tab_to("Açık Kapı bürosuna sor");
    browser.press(&[key::ENTER]);
    browser.tab_to("Sorunuz");
    browser.type_text("Hangi direk?");
    browser.tab_to("Soruyu gönder");
    browser.press(&[key::ENTER]);
    browser.see("Sorunuz Açık Kapı bürosuna gönderildi.");
    browser.tab_to("Olumlu");
    browser.press(&[key::SPACE]);
    browser.tab_to("Cevap ve gerekçesi");
    browser.type_text("Onarıldı.");
    browser.tab_to("Cevabı gönder");
    browser.press(&[key::ENTER]);
    browser.see("Cevabınız Açık Kapı bürosuna gönderildi.");
    assert_eq!(office.steps(&applied), "route take ask answer");
}
