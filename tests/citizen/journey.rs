//! The whole way in the browser: as most have it, without JavaScript, and by keyboard alone.

use super::looks::looks_right;
use super::office::{Applied, FORM, OFFICE_NAME, Office, PHONE, TEXT, UNIT_NAME};
use super::support::browser::{Browser, key};
use acikkapi::domain::case::Outcome;

fn fill_in(browser: &Browser, office: &Office) {
    browser.open(&office.url("/"));
    browser.click_part("Başvuru yap");
    browser.see("Başvurunuz kime iletilsin?");
    browser.click(OFFICE_NAME);
    browser.see("Başvuru formu");
    browser.click("Şikâyet");
    browser.fill("Ne istiyorsunuz?", TEXT);
    browser.fill("Ad", "Ayşe");
    browser.fill("Soyad", "Yılmaz");
    browser.fill("Kimlik numarası", "10000000146");
    browser.fill("Cep telefonu", PHONE);
}

fn number_on(browser: &Browser, office: &Office) -> Applied {
    browser.see("Başvurunuz alındı");
    Applied::at(office, &browser.path())
}

fn follow(browser: &Browser, office: &Office, applied: &Applied) {
    office.wait_for_number(applied);
    let earlier = office.provider.codes().len();
    browser.open(&office.url("/takip"));
    browser.fill("Başvuru numarası", &applied.number);
    browser.click("Kod gönder");
    browser.see("Kodu yazın");
    browser.fill("SMS ile gelen kod", &office.provider.code_after(earlier));
    browser.click("Başvurumu göster");
    browser.see(&applied.number);
}

fn whole_way(browser: &Browser, office: &Office, script: bool) {
    fill_in(browser, office);
    browser.fill("Konu ara", "sokak lambası");
    if !script {
        browser.click("Ara");
    }
    browser.see("aydınlatma");
    browser.click_part("aydınlatma");
    let folder = tempfile::tempdir().expect("a folder");
    let (photo, film) = (
        folder.path().join("lamba.jpg"),
        folder.path().join("film.mov"),
    );
    std::fs::write(&photo, super::office::JPEG).expect("written");
    std::fs::write(&film, b"not a photograph").expect("written");
    browser.attach("Fotoğraf ya da belge ekle", &[&photo, &film]);
    browser.click("Başvuruyu gönder");
    browser.see("“film.mov” fotoğraf ya da PDF değil");
    assert_eq!(browser.value("Ne istiyorsunuz?"), TEXT);
    assert!(browser.focused().starts_with("Düzeltilmesi gerekenler"));
    browser.see("lamba.jpg");
    browser.click("Başvuruyu gönder");
    let applied = number_on(browser, office);
    browser.see(&applied.number);
    assert_eq!(office.count("cases"), 1);
    let files =
        "select body::json -> 'attachments' from operations where kind = 'application_registered'";
    assert!(office.central.database.value(files).contains("jpeg"));

    follow(browser, office, &applied);
    browser.see(UNIT_NAME);
    browser.see("Cevap için");
    office.answer(&applied, Outcome::Negative, "Lambalar bu yıl onarılamaz.");
    browser.reload();
    browser.see("Açık Kapı bürosu denetliyor");
    assert!(!browser.text().contains("onarılamaz"));
    office.accept(&applied);
    browser.reload();
    browser.see("Sonuç: Olumsuz");
    browser.see("Lambalar bu yıl onarılamaz.");
    browser.click("Hayır, çözülmedi");
    browser.fill(
        "Eklemek istedikleriniz (isteğe bağlı)",
        "Sokak hâlâ karanlık.",
    );
    browser.click("Gönder");
    browser.see("Görüşünüz kaydedildi.");
    browser.click("Sonuca katılmıyorum, yeniden incelensin");
    browser.click("Yeniden incelenmesini iste");
    browser.see("Neden yeniden incelenmesini istediğinizi yazın.");
    browser.fill("Neden yeniden incelenmeli?", "Gerekçe yok.");
    browser.click("Yeniden incelenmesini iste");
    browser.see("Başvurunuz yeniden incelenecek.");
    browser.see("ilgili birime yönlendiriliyor");
    assert_eq!(
        office.steps(&applied),
        "route:t answer:f accept:f satisfied:t reopen:t"
    );
    browser.click("Oturumu kapat");
    browser.see("Size nasıl yardımcı olalım?");
}

#[test]
fn an_application_is_made_followed_and_opened_again() {
    whole_way(&Browser::start(), &Office::new(), true);
}

#[test]
fn the_same_without_javascript() {
    whole_way(&Browser::without_script(), &Office::new(), false);
}

#[test]
fn advice_is_given_once_and_the_form_goes_as_it_is() {
    let office = Office::new();
    let browser = Browser::start();
    fill_in(&browser, &office);
    browser.fill("Cep telefonu", "");
    browser.click("Başvuruyu gönder");
    browser.see("Göndermeden önce bir bakın");
    assert!(browser.focused().starts_with("Göndermeden önce"));
    browser.see("Telefon yazılmadı");
    looks_right(&browser, "advice-typed");
    assert_eq!(browser.value("Ad"), "Ayşe");
    browser.fill(
        "Neden böyle olduğunu yazmak isterseniz (isteğe bağlı)",
        "Telefonum yok",
    );
    browser.click_last("Bu hâliyle gönder");
    number_on(&browser, &office);
    browser.see("size ulaşamayız");
}

#[test]
fn an_application_is_made_by_keyboard_alone() {
    let office = Office::new();
    let browser = Browser::without_script();
    browser.open(&office.url(FORM));
    browser.tab_to("Ne istiyorsunuz?");
    browser.type_text("Lamba yanmıyor.");
    browser.tab_to("Kimlik numarası");
    browser.type_text("10000000146");
    browser.tab_to("Ad");
    browser.type_text("Ali");
    browser.tab_to("Soyad");
    browser.type_text("Kaya");
    browser.tab_to("Cep telefonu");
    browser.type_text("05321234567");
    browser.tab_to("Başvuruyu gönder");
    browser.press(&[key::ENTER]);
    browser.see("Göndermeden önce bir bakın");
    browser.tab_to("Bu hâliyle gönder");
    browser.press(&[key::ENTER]);
    browser.tab_to("Bu hâliyle gönder");
    browser.press(&[key::ENTER]);
    number_on(&browser, &office);
}

#[test]
fn in_arabic_the_whole_form_is_arabic() {
    let office = Office::new();
    let browser = Browser::start();
    browser.open(&office.url("/dil/ar?sayfa=/basvuru/32000"));
    browser.see("نموذج الطلب");
    browser.fill("ماذا تريد؟", "مصباح الشارع لا يعمل");
    browser.fill("الاسم", "أمل");
    browser.fill("اسم العائلة", "حداد");
    browser.click("أجنبي");
    browser.fill("الهاتف المحمول", PHONE);
    browser.click("أرسل الطلب");
    browser.see("ألقِ نظرة قبل الإرسال");
    browser.click_last("أرسله كما هو");
    browser.see("تم استلام طلبك");
    let applied = Applied::at(&office, &browser.path());
    let earlier = office.provider.codes().len();
    browser.open(&office.url("/takip"));
    browser.fill("رقم الطلب", &applied.number);
    browser.click("أرسل الرمز");
    browser.see("اكتب الرمز");
    browser.fill(
        "الرمز الوارد في الرسالة",
        &office.provider.code_after(earlier),
    );
    browser.click("اعرض طلبي");
    browser.see("مصباح الشارع لا يعمل");
}
