//! The administrator's pages.

use super::sign_in::looks_right;
use super::support::browser::{Browser, key};
use super::support::central::Central;
use super::support::desk::{Desk, code};
use super::visitor::{self, PASSWORD, Visitor, cookie, csrf_in, said};
use acikkapi::sync::client::Central as _;
use acikkapi::sync::problem::ProblemCode;
use reqwest::StatusCode;
use reqwest::header::LOCATION;
use std::time::{Duration, Instant};

const LOGIN: &str = "nil.oz@icisleri.example";

fn choose(visitor: &Visitor, code: &str) -> reqwest::blocking::Response {
    let fields = [
        ("login", LOGIN),
        ("code", code),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    visitor.post("/yonetim/ilk-parola", "", &fields)
}

/// An administrator's cookie.
fn signed_in(central: &Central, visitor: &Visitor) -> String {
    cookie(&choose(visitor, &central.administrator(LOGIN, "Nil Öz")))
}

#[test]
fn an_administrator_finds_what_is_wrong_and_lets_a_computer_in_and_out() {
    let central = Central::start();
    let code_of_admin = central.administrator(LOGIN, "Nil Öz");
    let well = Desk::enrolled("32000", &central);
    well.append("visit_opened", serde_json::json!({}));
    well.push_all().expect("stored");
    let copied = Desk::enrolled("06001", &central);
    copied.append("visit_opened", serde_json::json!({}));
    let copy = copied.cloned_disk();
    copied.append("visit_opened", serde_json::json!({}));
    copied.push_all().expect("stored");
    copy.append("visit_closed", serde_json::json!({}));
    assert_eq!(code(copy.push_all()), ProblemCode::Fork);

    let browser = Browser::start();
    browser.open(&format!("{}/yonetim", central.url()));
    browser.see("Yönetici girişi");
    assert_eq!(browser.path(), "/yonetim/giris");
    looks_right(&browser, "console-sign-in");
    browser.open(&format!("{}/yonetim/ilk-parola", central.url()));
    browser.fill("E-posta adresi", LOGIN);
    browser.fill("Tek kullanımlık kod", "0000-0000-0000-0000");
    browser.fill("Yeni parola", PASSWORD);
    browser.fill("Yeni parola, bir daha", PASSWORD);
    browser.click("Parolayı belirle ve giriş yap");
    browser.see("Kod yanlış, kullanılmış ya da süresi dolmuş.");
    looks_right(&browser, "console-first-errors");
    browser.fill("Tek kullanımlık kod", &code_of_admin);
    browser.fill("Yeni parola", PASSWORD);
    browser.fill("Yeni parola, bir daha", PASSWORD);
    browser.click("Parolayı belirle ve giriş yap");
    browser.see("Nil Öz");
    assert_eq!(browser.path(), "/yonetim");
    let page = browser.text();
    let (ankara, isparta) = (page.rfind("Ankara"), page.rfind("Isparta Valiliği"));
    assert!(ankara < isparta, "what is wrong comes first: {page}");
    assert!(page.contains("askıda bilgisayar var"), "{page}");
    looks_right(&browser, "console-board");

    browser.fill("Kurumun adı ya da kodu", "ısparta");
    browser.press(&[key::ENTER]);
    browser.see("1 kurum");
    browser.click("Isparta Valiliği");
    browser.see("Bilgisayar 01");
    looks_right(&browser, "console-office");
    browser.tab_to("Tanıtma kodu ver");
    browser.press(&[key::ENTER]);
    browser.see("Kod bir daha gösterilmez");
    looks_right(&browser, "console-code");
    let page = browser.text();
    let fresh = page.lines().map(str::trim);
    let mut fresh = fresh.filter(|line| acikkapi::sync::code::EnrolmentCode::parse(line).is_ok());
    let fresh = fresh.next().unwrap_or_else(|| panic!("no code in {page}"));
    let mut second = Desk::new("32000");
    second.enrol(&central.url(), fresh).expect("enrolled");
    browser.open(&format!("{}/yonetim/kurum/32000", central.url()));
    browser.see("Bilgisayar 02");
    browser.see("Tanıtma kodu verildi.");
    let page = browser.text();
    assert!(!page.contains(fresh), "a code is shown once");
    browser.click("Yetkisini kaldır 02");
    browser.click("Yetkisini kaldır: 02");
    browser.see("Bilgisayarın yetkisi kaldırıldı.");
    assert_eq!(code(second.client().state()), ProblemCode::Revoked);
    well.client().state().expect("the other one goes on");

    browser.open(&format!("{}/yonetim/kurum/06001", central.url()));
    browser.see("disk kopyalanmış olabilir");
    looks_right(&browser, "console-fork");
    browser.click("English");
    browser.see("its disk may have been copied");
    looks_right(&browser, "console-english");
    browser.click("Sign out");
    browser.see("Administrator's sign-in");
}

#[test]
fn a_thousand_offices_are_listed_at_once_and_what_is_wrong_first() {
    let central = Central::start();
    let visitor = Visitor::of(&central);
    let cookie = signed_in(&central, &visitor);
    central.database.execute(
        "insert into offices (office_id, feed_head)
         select lpad((n % 81 + 1)::text, 2, '0') || lpad((n / 81)::text, 3, '0'), 100000
           from generate_series(0, 1002) as n;
         insert into devices (office_id, device_id, device_number, secret_hash, version,
             last_seen_at, feed_position)
         select office_id, gen_random_uuid(), k, decode(repeat('00', 32), 'hex'), '0.1.0',
                now() - interval '1 minute', 100000
           from offices, generate_series(1, 3) as k;
         update devices set last_seen_at = now() - interval '9 days'
          where office_id = '81005';
         update devices set quarantined_at = now() where office_id = '72003' and device_number = 2;
         update devices set unsent = 40, unsent_since = now() - interval '2 days'
          where office_id = '35001' and device_number = 1",
    );
    let started = Instant::now();
    let page = visitor.get("/yonetim", &cookie).text().expect("a page");
    let took = started.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert!(page.contains("1003 kurum"), "all are counted");
    let places =
        ["72003", "81005", "35001", "01000"].map(|office| page.find(&format!("kurum/{office}\"")));
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
    assert_eq!(
        page.matches("/yonetim/kurum/").count(),
        100,
        "a page is not endless"
    );
    let next = visitor
        .get("/yonetim?sayfa=11", &cookie)
        .text()
        .expect("a page");
    assert_eq!(next.matches("/yonetim/kurum/").count(), 3);
    let province = visitor
        .get("/yonetim?il=32&sorunlu=", &cookie)
        .text()
        .expect("a page");
    assert!(province.contains("12 kurum"), "{province}");
    let troubled = visitor
        .get("/yonetim?sorunlu=1", &cookie)
        .text()
        .expect("a page");
    assert!(troubled.contains("<h2>3 kurum</h2>"), "{troubled}");
    assert!(
        troubled.contains("askıda bilgisayar var") && troubled.contains("kayıtlar gönderilemiyor")
    );
}

#[test]
fn nobody_else_gets_in() {
    let central = Central::start();
    let visitor = Visitor::of(&central);
    let desk = Desk::enrolled("32000", &central);
    let officer_code = central.officer("32000", "FEN", visitor::LOGIN, "Elif Aydın");
    let officer = cookie(&visitor.choose(&officer_code));
    let admin = signed_in(&central, &visitor);
    let page = visitor
        .get("/yonetim/kurum/32000", &admin)
        .text()
        .expect("a page");
    let csrf = csrf_in(&page);
    let revoke = [
        ("csrf", csrf.as_str()),
        ("act", "revoke"),
        ("device", &desk.device.to_string()),
    ];
    let forged = officer.replace("__Host-birim", "__Host-yonetim");
    for who in ["", officer.as_str(), forged.as_str(), "__Host-yonetim=x"] {
        for path in ["/yonetim", "/yonetim/kurum/32000"] {
            let answer = visitor.get(path, who);
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{who} {path}");
            assert_eq!(answer.headers()[LOCATION], "/yonetim/giris");
        }
        let answer = visitor.post("/yonetim/kurum/32000", who, &revoke);
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{who}");
    }
    // A form of another session, no form at all, nonsense.
    for fields in [
        vec![("csrf", "x"), ("act", "code")],
        vec![("act", "code")],
        vec![("csrf", csrf.as_str()), ("act", "format_disk")],
        vec![("csrf", csrf.as_str()), ("act", "revoke"), ("device", "1")],
    ] {
        let answer = visitor.post("/yonetim/kurum/32000", &admin, &fields);
        assert!(
            answer.status().is_client_error(),
            "{fields:?}: {}",
            answer.status()
        );
    }
    for nowhere in [
        "/yonetim/kurum/3200",
        "/yonetim/kurum/x",
        "/yonetim/kurum/32000'",
    ] {
        assert_eq!(visitor.get(nowhere, &admin).status(), StatusCode::NOT_FOUND);
    }
    desk.client().state().expect("it was not revoked");
    let codes = central
        .database
        .value("select count(*) from administrator_acts");
    assert_eq!(codes, "0");
    // An administrator opens no page of a unit, and nothing of the feed.
    assert_eq!(
        visitor.get("/birim", &admin).status(),
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        visitor.get("/v1/state", &admin).status(),
        StatusCode::UNAUTHORIZED
    );
    central.disable_administrator(LOGIN);
    assert_eq!(
        visitor.get("/yonetim", &admin).status(),
        StatusCode::SEE_OTHER
    );
    let sign_in = [("login", LOGIN), ("password", PASSWORD)];
    let refused = said(visitor.post("/yonetim/giris", "", &sign_in));
    assert!(refused.contains("parola yanlış"), "{refused}");
}

#[test]
fn what_desks_tell_is_shown() {
    let central = Central::start();
    let visitor = Visitor::of(&central);
    let admin = signed_in(&central, &visitor);
    let desk = Desk::enrolled("32000", &central);
    for _ in 0..3 {
        desk.append("visit_opened", serde_json::json!({}));
    }
    desk.push_all().expect("stored");
    desk.client().state().expect("a state");
    let page = || {
        visitor
            .get("/yonetim/kurum/32000", &admin)
            .text()
            .expect("a page")
    };
    let behind = |count: u32| format!("<dt>Okunmayan kayıt</dt><dd>{count}</dd>");
    assert!(page().contains(&behind(3)), "{}", page());
    assert!(page().contains(concat!("<dd>", env!("CARGO_PKG_VERSION"), "</dd>")));
    desk.client().feed(0).expect("a page");
    assert!(page().contains(&behind(0)), "{}", page());
    let credentials = desk.content().credentials.clone().expect("enrolled");
    let bearer = format!("Bearer 32000.{}.{}", desk.device, &*credentials.secret);
    let told = "/v1/state?unsent=41&since=2026-03-01T06:30:00Z";
    assert_eq!(
        visitor.get_as(told, "authorization", &bearer).status(),
        StatusCode::OK
    );
    assert!(
        page().contains("41; en eskisi 01.03.2026 09:30"),
        "{}",
        page()
    );
    let told = "/v1/state?unsent=many";
    assert_eq!(
        visitor.get_as(told, "authorization", &bearer).status(),
        StatusCode::BAD_REQUEST
    );
}
