//! How the pages look: to WCAG, on a small telephone and wide, light and dark, in every language; and
//! what they weigh.

use super::office::{FORM, Office};
use super::support::browser::Browser;
use acikkapi::central::citizen::session::Identity;
use acikkapi::domain::case::Outcome;

/// First load at most, in bytes on the wire.
const MOST_BYTES: f64 = 60.0 * 1024.0;

/// All pages keep to WCAG, on a small telephone and wide, and none scrolls sideways.
pub fn looks_right(browser: &Browser, name: &str) {
    let looks = [
        (360, 640, "phone", "light"),
        (1280, 900, "wide", "light"),
        (360, 640, "phone-dark", "dark"),
    ];
    for (width, height, size, scheme) in looks {
        browser.narrow(width, height);
        browser.colour_scheme(scheme);
        browser.picture(&format!("citizen-{name}-{size}"));
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
fn every_page_keeps_to_wcag_in_every_language() {
    let office = Office::new();
    let applied = office.apply(&[]);
    office.wait_for_number(&applied);
    office.answer(
        &applied,
        Outcome::PartlyPositive,
        "İki lamba onarıldı; üçüncüsünün direği 4 Aralık'ta değişecek.",
    );
    office.accept(&applied);
    let other = office.apply(&[("text", "Park kapısı kırık.")]);
    office.wait_for_number(&other);
    let browser = Browser::start();
    for language in ["tr", "en", "ar"] {
        let open = |path: &str| browser.open(&office.url(path));
        open(&format!("/dil/{language}?sayfa=/"));
        looks_right(&browser, &format!("start-{language}"));
        for (path, name) in [
            ("/basvuru", "offices"),
            (FORM, "form"),
            ("/takip", "follow"),
            ("/aydinlatma", "privacy"),
            (applied.path.as_str(), "received"),
            ("/basvuru/06000", "not-found"),
        ] {
            open(path);
            looks_right(&browser, &format!("{name}-{language}"));
        }
        open(FORM);
        browser.run("document.querySelectorAll('details').forEach(fold => fold.open = true)");
        looks_right(&browser, &format!("form-open-{language}"));
        browser.run("document.querySelector('form[data-form] [name=phone]').value = '12'; document.querySelector('form[data-form]').submit()");
        browser.wait_for("Boolean(document.querySelector('.advice'))");
        looks_right(&browser, &format!("advice-{language}"));
        browser.run("document.querySelector('[name=text]').value = 'x'.repeat(60000); document.querySelector('form[data-form]').submit()");
        browser.wait_for("Boolean(document.querySelector('.errors'))");
        looks_right(&browser, &format!("errors-{language}"));
        for (applied, name) in [(&applied, "concluded"), (&other, "open")] {
            office
                .central
                .database
                .execute("delete from citizen_limits");
            open("/takip");
            let earlier = office.provider.codes().len();
            browser.run(&format!("document.getElementById('number').value = '{}'; document.querySelector('main form').submit()", applied.number));
            browser.wait_for("Boolean(document.getElementById('code'))");
            looks_right(&browser, &format!("code-{language}"));
            let code = office.provider.code_after(earlier);
            browser.run(&format!("document.getElementById('code').value = '{code}'; document.querySelector('main form').submit()"));
            browser.wait_for("Boolean(document.querySelector('.stand'))");
            looks_right(&browser, &format!("{name}-{language}"));
        }
        let direction = if language == "ar" { "rtl" } else { "ltr" };
        browser.wait_for(&format!("getComputedStyle(document.body).direction === '{direction}' && document.documentElement.lang === '{language}'"));
        open("/");
        browser.run("document.querySelector('.who form').submit()");
        browser.wait_for("!document.querySelector('.who')");
    }
}

#[test]
fn pages_of_somebody_signed_in_keep_to_wcag() {
    let office = Office::new();
    let cookie = office.signed_in(Identity {
        identity_number: "99000000002".into(),
        given_name: "Amal".into(),
        family_name: "Haddad".into(),
    });
    let fields = [
        ("text", "Park kapısı kırık."),
        ("phone", "0532 123 45 67"),
        ("seen", "*"),
    ];
    let sent = office.visitor().post_files(FORM, &cookie, &fields, &[]);
    assert_eq!(sent.status(), reqwest::StatusCode::SEE_OTHER);
    let browser = Browser::start();
    for language in ["tr", "ar"] {
        browser.open(&office.url(&format!("/dil/{language}?sayfa=/")));
        browser.set_cookie(&cookie);
        for (path, name) in [("/", "start"), (FORM, "form"), ("/basvurularim", "mine")] {
            browser.open(&office.url(path));
            browser.see("Amal Haddad");
            looks_right(&browser, &format!("signed-in-{name}-{language}"));
        }
    }
}

#[test]
fn the_first_load_is_light() {
    let office = Office::new();
    let on_the_wire = "performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
        .reduce((sum, one) => sum + (one.transferSize || 0), 0)";
    for path in ["/", "/basvuru", FORM, "/takip"] {
        // A browser that has seen nothing yet.
        let browser = Browser::start();
        browser.open(&office.url(path));
        browser.wait_for(
            "performance.getEntriesByType('resource').some(one => one.name.includes('sayfa.js'))",
        );
        let bytes = browser.number(on_the_wire);
        assert!(bytes > 5000.0 && bytes <= MOST_BYTES, "{path}: {bytes}");
        println!("{path}: {bytes} bytes");
    }
}

#[test]
fn a_telephone_can_install_it() {
    let office = Office::new();
    let browser = Browser::start();
    browser.open(&office.url("/dil/ar?sayfa=/"));
    browser.wait_for(
        "fetch(document.querySelector('link[rel=manifest]').href).then(answer => answer.json()).then(async manifest => {
            if (manifest.dir !== 'rtl' || manifest.lang !== 'ar' || manifest.display !== 'standalone') return manifest;
            if (manifest.start_url !== '/' || !manifest.icons.some(icon => icon.purpose === 'maskable')) return manifest;
            for (const icon of manifest.icons) {
                const image = new Image(); image.src = icon.src; await image.decode();
                if (image.naturalWidth + 'x' + image.naturalHeight !== icon.sizes) return icon;
            }
            return true;
        })",
    );
    browser.wait_for("navigator.serviceWorker.ready.then(ready => Boolean(ready.active))");
    assert_eq!(browser.installability_errors(), Vec::<String>::new());
}
