//! Signing in, in the browser.

use super::support::browser::{Browser, key};
use super::support::central::Central;
use super::visitor::{LOGIN, OFFICE, PASSWORD};

fn with_officer() -> (Central, String) {
    let central = Central::start();
    let code = central.officer(OFFICE, "FEN", LOGIN, "Elif Aydın");
    (central, code)
}

/// Chooses the password, and is signed in then.
fn choose_password(browser: &Browser, central: &Central, code: &str) {
    browser.open(&format!("{}/birim/ilk-parola", central.url()));
    browser.fill("E-posta adresi", LOGIN);
    browser.fill("Tek kullanımlık kod", code);
    browser.fill("Yeni parola", PASSWORD);
    browser.fill("Yeni parola, bir daha", PASSWORD);
    browser.click("Parolayı belirle ve giriş yap");
    browser.see("Elif Aydın");
}

/// All pages keep to WCAG, wide and narrow, and none scrolls sideways.
pub fn looks_right(browser: &Browser, name: &str) {
    let looks = [
        (1280, "wide", "light"),
        (390, "narrow", "light"),
        (1280, "dark", "dark"),
    ];
    for (width, size, scheme) in looks {
        browser.resize(width, 900);
        browser.colour_scheme(scheme);
        browser.picture(&format!("{name}-{size}"));
        assert_eq!(browser.violations(), Vec::<String>::new(), "{name} {size}");
        let beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(
            browser.number(beyond),
            0.0,
            "{name} {size} scrolls sideways"
        );
    }
    browser.colour_scheme("light");
}

#[test]
fn the_first_password_is_chosen_and_used() {
    let (central, code) = with_officer();
    let browser = Browser::start();
    browser.open(&format!("{}/birim", central.url()));
    browser.see("Biriminize havale edilen başvuruları görmek");
    assert_eq!(browser.path(), "/birim/giris");
    assert_eq!(browser.title(), "Giriş – Açık Kapı");
    looks_right(&browser, "sign-in");

    browser.click("Giriş yap");
    browser.see("Düzeltilmesi gerekenler");
    assert_eq!(browser.title(), "Hata: Giriş – Açık Kapı");
    assert_eq!(browser.focused(), "Düzeltilmesi gerekenler");
    looks_right(&browser, "sign-in-errors");

    browser.click("İlk girişiniz mi? Tek kullanımlık kodla parolanızı belirleyin");
    browser.see("Parola belirleme");
    looks_right(&browser, "first-password");
    browser.fill("E-posta adresi", LOGIN);
    browser.fill("Tek kullanımlık kod", "0000-0000-0000-0000");
    browser.fill("Yeni parola", "galatasaray1905");
    browser.fill("Yeni parola, bir daha", "galatasaray1905");
    browser.click("Parolayı belirle ve giriş yap");
    browser.see("Kod yanlış, kullanılmış ya da süresi dolmuş.");
    assert_eq!(browser.value("E-posta adresi"), LOGIN);
    browser.fill(
        "Tek kullanımlık kod",
        &code.to_lowercase().replace('-', " "),
    );
    browser.fill("Yeni parola", "galatasaray1905");
    browser.fill("Yeni parola, bir daha", "galatasaray1905");
    browser.click("Parolayı belirle ve giriş yap");
    browser.see("Bu parola kolayca bulunur");
    looks_right(&browser, "first-password-errors");

    choose_password(&browser, &central, &code);
    assert_eq!(browser.path(), "/birim");
    looks_right(&browser, "home-empty");

    browser.click("Oturumu kapat");
    browser.see("Biriminize havale edilen başvuruları görmek");
    browser.open(&format!("{}/birim", central.url()));
    assert_eq!(browser.path(), "/birim/giris");

    browser.fill("E-posta adresi", LOGIN);
    browser.fill("Parola", "başka bir parola değil");
    browser.click("Giriş yap");
    browser.see("E-posta adresi ya da parola yanlış.");
    browser.fill("Parola", PASSWORD);
    browser.click("Giriş yap");
    browser.see("Elif Aydın");

    browser.click("English");
    browser.see("No application waits for an answer.");
    looks_right(&browser, "home-english");
}

#[test]
fn everything_works_without_javascript() {
    let (central, code) = with_officer();
    let browser = Browser::without_script();
    choose_password(&browser, &central, &code);
    browser.click("Oturumu kapat");
    browser.see("Biriminize havale edilen başvuruları görmek");
    browser.click("Giriş yap");
    browser.see("E-posta adresinizi yazın.");
    assert_eq!(browser.focused(), "Düzeltilmesi gerekenler");
    browser.fill("E-posta adresi", LOGIN);
    browser.fill("Parola", PASSWORD);
    browser.click("Giriş yap");
    browser.see("Elif Aydın");
}

#[test]
fn everything_works_by_keyboard() {
    let (central, code) = with_officer();
    let browser = Browser::without_script();
    choose_password(&browser, &central, &code);
    browser.tab_to("Oturumu kapat");
    browser.press(&[key::ENTER]);
    browser.see("Biriminize havale edilen başvuruları görmek");
    browser.press(&[key::TAB]);
    assert_eq!(browser.focused(), "İçeriğe geç");
    browser.press(&[key::ENTER]);
    browser.tab_to("E-posta adresi");
    browser.type_text(LOGIN);
    browser.press(&[key::TAB]);
    assert_eq!(browser.focused(), "Parola");
    browser.type_text(PASSWORD);
    browser.press(&[key::ENTER]);
    browser.see("Elif Aydın");
}
