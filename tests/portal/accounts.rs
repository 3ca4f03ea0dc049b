//! Who gets in and who does not, over plain HTTPS requests.

use super::support::central::Central;
use super::visitor::{LOGIN, OFFICE, PASSWORD, Visitor, cookie, said};
use reqwest::StatusCode;

fn central_with_officer() -> (Central, String) {
    let central = Central::start();
    let code = central.officer(OFFICE, "FEN", LOGIN, "Elif Aydın");
    (central, code)
}

#[test]
fn a_code_is_good_once_and_not_after_its_time() {
    let (central, code) = central_with_officer();
    let visitor = Visitor::of(&central);
    central
        .database
        .execute("update officers set code_expires_at = now() - interval '1 second'");
    assert!(said(visitor.choose(&code)).contains("süresi dolmuş"));
    central
        .database
        .execute("update officers set code_expires_at = now() + interval '1 hour'");
    let in_with = cookie(&visitor.choose(&code));
    assert!(visitor.is_in(&in_with));
    assert!(said(visitor.choose(&code)).contains("Kod yanlış"));
    let hash = central.database.value("select password_hash from officers");
    assert!(
        hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{hash}"
    );
}

#[test]
fn nothing_of_a_secret_is_stored_readable() {
    let (central, code) = central_with_officer();
    let visitor = Visitor::of(&central);
    let token = cookie(&visitor.choose(&code));
    let token = token.rsplit('.').next().expect("a token").to_owned();
    assert!(token.len() >= 43, "256 bits: {token}");
    let stored = central.database.value(
        "select concat((select json_agg(s) from officer_sessions s), (select json_agg(o) from officers o),
                (select json_agg(a) from sign_in_attempts a))",
    );
    for secret in [token.as_str(), code.as_str(), PASSWORD] {
        assert!(!stored.contains(secret), "{stored}");
    }
}

#[test]
fn guessing_takes_longer_each_time_on_every_instance() {
    let (mut central, code) = central_with_officer();
    let visitor = Visitor::of(&central);
    visitor.choose(&code);
    for _ in 0..5 {
        assert!(said(visitor.sign_in(LOGIN, "yanlış bir parola")).contains("parola yanlış"));
    }
    let wait = "dakika bekleyip";
    assert!(said(visitor.sign_in(LOGIN, PASSWORD)).contains(wait));
    // Another spelling of the address is the same address, and a restart forgets nothing.
    central.stop();
    central.go_on();
    let other = LOGIN.to_uppercase();
    assert!(said(visitor.sign_in(&other, PASSWORD)).contains(wait));
    // An address nobody has is treated alike.
    for _ in 0..5 {
        let nobody = said(visitor.sign_in("kimse@isparta.example", PASSWORD));
        assert!(nobody.contains("parola yanlış"));
    }
    assert!(said(visitor.sign_in("kimse@isparta.example", PASSWORD)).contains(wait));
    let over = "update sign_in_attempts set blocked_until = now()";
    central.database.execute(over);
    cookie(&visitor.sign_in(LOGIN, PASSWORD));
    let kept = "select count(*) from sign_in_attempts";
    assert_eq!(central.database.value(kept), "1");
}

#[test]
fn waiting_grows_to_a_quarter_of_an_hour() {
    let (central, _) = central_with_officer();
    let visitor = Visitor::of(&central);
    let mut waits = Vec::new();
    for _ in 0..12 {
        visitor.sign_in(LOGIN, "yanlış bir parola");
        let wait =
            "select round(extract(epoch from max(blocked_until - last_at))) from sign_in_attempts";
        waits.push(
            central
                .database
                .value(wait)
                .parse::<u32>()
                .expect("seconds"),
        );
        central
            .database
            .execute("update sign_in_attempts set blocked_until = now()");
    }
    assert_eq!(waits[..4], [0, 0, 0, 0]);
    assert!(
        waits[4..].windows(2).all(|pair| pair[0] <= pair[1]),
        "{waits:?}"
    );
    assert!(waits[4] >= 10 && waits[11] == 900, "{waits:?}");
}

#[test]
fn a_disabled_officer_is_out_at_once_and_stays_out() {
    let (central, code) = central_with_officer();
    let visitor = Visitor::of(&central);
    let session = cookie(&visitor.choose(&code));
    assert!(visitor.is_in(&session));
    central.disable(LOGIN);
    assert!(!visitor.is_in(&session));
    assert!(said(visitor.sign_in(LOGIN, PASSWORD)).contains("parola yanlış"));
}

#[test]
fn a_session_ends_by_itself() {
    let (central, code) = central_with_officer();
    let visitor = Visitor::of(&central);
    let session = cookie(&visitor.choose(&code));
    for end in ["idle_ends_at", "ends_at"] {
        assert!(visitor.is_in(&session), "{end}");
        central.database.execute(&format!(
            "update officer_sessions set {end} = now() - interval '1 second'"
        ));
        assert!(!visitor.is_in(&session), "{end}");
        central.database.execute(
            "update officer_sessions set idle_ends_at = now() + interval '1 minute', ends_at = now() + interval '1 hour'",
        );
    }
    let other_office = session.replace("32000.", "32001.");
    assert!(!visitor.is_in(&other_office));
}

#[test]
fn a_form_from_elsewhere_changes_nothing() {
    let (central, code) = central_with_officer();
    let visitor = Visitor::of(&central);
    let session = cookie(&visitor.choose(&code));
    for csrf in ["", "guess"] {
        let answer = visitor.post("/birim/cikis", &session, &[("csrf", csrf)]);
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    }
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elsewhere.example"),
        ("origin", "null"),
    ] {
        let answer = visitor.sign_in_saying(name, value);
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert!(visitor.is_in(&session));
}

#[test]
fn every_answer_says_what_a_browser_may_do() {
    let (central, code) = central_with_officer();
    let visitor = Visitor::of(&central);
    let session = cookie(&visitor.choose(&code));
    let mut bytes = 0;
    for path in [
        "/birim",
        "/birim/giris",
        "/birim/portal.css",
        "/birim/simge.svg",
        "/birim/yok",
    ] {
        let answer = visitor.get(path, &session);
        let header = |name: &str| answer.headers()[name].to_str().expect("text").to_owned();
        let policy = header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"));
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert!(header("strict-transport-security").starts_with("max-age="));
        let cached = header("cache-control");
        assert_eq!(
            cached == "no-store",
            !path.contains('.'),
            "{path}: {cached}"
        );
        bytes += answer.bytes().expect("a body").len();
    }
    assert!(bytes < 60 * 1024, "{bytes}");
}

#[test]
fn what_is_too_large_or_unreadable_gets_a_page() {
    let (central, _) = central_with_officer();
    let visitor = Visitor::of(&central);
    let long = "x".repeat(670_000);
    let answer = visitor.sign_in(LOGIN, &long);
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(answer.text().expect("text").contains("İstek okunamadı"));
    let hostile = said(visitor.sign_in("\u{202e}<script>alert(1)</script>\"'@x", "x"));
    assert!(
        !hostile.contains("<script>") && !hostile.contains('\u{202e}'),
        "{hostile}"
    );
}

#[test]
fn the_desks_learn_of_an_officer() {
    let (central, _) = central_with_officer();
    let told = central.database.value(
        "select concat(kind, ' ', body::json ->> 'role', ' ', body::json ->> 'staff' = officer_id::text)
           from operations join officers using (office_id)",
    );
    assert_eq!(told, "staff_registered unit_officer t");
    let body = central.database.value("select body from operations");
    assert!(!body.contains("Elif"), "{body}");
}
