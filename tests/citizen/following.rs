//! Following over plain requests: who may read what, and what nobody learns.

use super::office::{Office, TEXT, UNIT_NAME, hidden};
use acikkapi::central::citizen::session::Identity;
use acikkapi::domain::calendar::istanbul_day;
use acikkapi::domain::case::{Competent, Outcome, Said, Step};
use acikkapi::domain::review::Checklist;
use acikkapi::text::CleanText;
use chrono::Utc;
use reqwest::StatusCode;
use reqwest::header::LOCATION;
use std::time::{Duration, Instant};

const NOBODYS: &str = "32000-26-01-00001-58";

fn without_secrets(page: &str, number: &str) -> String {
    page.replace(hidden(page, "asked"), "").replace(number, "")
}

#[test]
fn a_number_nobody_has_is_answered_like_any_other() {
    let office = Office::new();
    let applied = office.apply(&[]);
    let silent = office.apply(&[("phone", ""), ("seen", "*")]);
    let visitor = office.visitor();
    let mut pages = Vec::new();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); 3];
    for round in 0..12 {
        office
            .central
            .database
            .execute("delete from citizen_limits");
        for (index, number) in [&applied.number, &silent.number, NOBODYS]
            .into_iter()
            .enumerate()
        {
            let begun = Instant::now();
            let answer = visitor.post("/takip", "", &[("number", number)]);
            times[index].push(begun.elapsed());
            assert_eq!(answer.status(), StatusCode::OK);
            assert!(answer.headers().get("set-cookie").is_none());
            let page = answer.text().expect("text");
            if round == 0 {
                pages.push(without_secrets(&page, number));
            }
        }
    }
    assert!(pages.iter().all(|page| *page == pages[0]));
    let median = |times: &mut Vec<Duration>| {
        times.sort();
        times[times.len() / 2].as_secs_f64()
    };
    let [real, silent, nobodys] = [0, 1, 2].map(|index| median(&mut times[index]));
    for other in [silent, nobodys] {
        let apart = (real - other).abs();
        assert!(apart < 0.02 + real * 0.5, "{real} {other}");
    }
    // A wrong code, too, tells nothing.
    let mut wrong = Vec::new();
    for number in [applied.number.as_str(), NOBODYS] {
        office
            .central
            .database
            .execute("delete from citizen_limits");
        let page = visitor
            .post("/takip", "", &[("number", number)])
            .text()
            .expect("text");
        let typed = [
            ("number", number),
            ("asked", hidden(&page, "asked")),
            ("code", "0000001"),
        ];
        let answer = visitor.post("/takip/kod", "", &typed);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        wrong.push(without_secrets(&answer.text().expect("text"), number));
    }
    assert_eq!(wrong[0], wrong[1]);
    assert!(!wrong[0].contains("Ayşe") && wrong[0].contains("Kod yanlış"));
}

#[test]
fn a_code_is_good_once_for_a_few_tries_and_for_a_while() {
    let office = Office::new();
    let applied = office.apply(&[]);
    office.wait_for_number(&applied);
    let visitor = office.visitor();
    let ask = || {
        office
            .central
            .database
            .execute("delete from citizen_limits");
        let earlier = office.provider.codes().len();
        let page = visitor.post("/takip", "", &[("number", &applied.number)]);
        let page = page.text().expect("text");
        (
            hidden(&page, "asked").to_owned(),
            office.provider.code_after(earlier),
        )
    };
    let type_in = |asked: &str, code: &str| {
        let typed = [
            ("number", applied.number.as_str()),
            ("asked", asked),
            ("code", code),
        ];
        visitor.post("/takip/kod", "", &typed)
    };
    // Once.
    let (asked, code) = ask();
    let sent = office.provider.taken().pop().expect("an SMS");
    assert_eq!(sent.to, "+905321234567");
    assert!(sent.text.chars().count() <= 160, "{}", sent.text);
    assert_eq!(type_in(&asked, &code).status(), StatusCode::SEE_OTHER);
    assert!(
        type_in(&asked, &code)
            .text()
            .expect("text")
            .contains("Yeni bir kod isteyin")
    );
    // For five tries: the right one comes too late.
    let (asked, code) = ask();
    for left in ["4 kez", "3 kez", "2 kez", "1 kez"] {
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let said = type_in(&asked, wrong).text().expect("text");
        assert!(said.contains(left), "{left}: {said}");
    }
    assert!(
        type_in(&asked, "")
            .text()
            .expect("text")
            .contains("altı haneli kodu yazın")
    );
    type_in(&asked, "999999");
    assert_eq!(
        type_in(&asked, &code).status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    // For five minutes.
    let (asked, code) = ask();
    office
        .central
        .database
        .execute("update citizen_codes set expires_at = now() - interval '1 second'");
    assert_eq!(
        type_in(&asked, &code).status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    // In the form it was asked with alone, and as people write digits.
    let (asked, code) = ask();
    let (other, _) = ask();
    if other != asked {
        assert_eq!(
            type_in("guess", &code).status(),
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    let arabic: String = code
        .chars()
        .map(|digit| char::from_u32(0x660 + u32::from(digit) - 48).expect("a digit"))
        .collect();
    assert_eq!(type_in(&asked, &arabic).status(), StatusCode::SEE_OTHER);
    let stored = office
        .central
        .database
        .value("select json_agg(c)::text from citizen_codes c");
    assert!(!stored.contains(&code));
}

#[test]
fn codes_for_one_number_are_few() {
    let office = Office::new();
    let applied = office.apply(&[]);
    let visitor = office.visitor();
    for number in [applied.number.as_str(), NOBODYS] {
        for _ in 0..3 {
            let answer = visitor.post("/takip", "", &[("number", number)]);
            assert_eq!(answer.status(), StatusCode::OK);
        }
        let answer = visitor.post("/takip", "", &[("number", number)]);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer
                .text()
                .expect("text")
                .contains("çok sayıda kod istendi")
        );
    }
    for (typed, said) in [
        ("32000-26-01", "Numara eksik"),
        ("32000-26-01-00001-57", "bir hane yanlış"),
        ("abc", "yalnızca rakamlardan"),
        ("<script>", "yalnızca rakamlardan"),
    ] {
        let page = visitor
            .post("/takip", "", &[("number", typed)])
            .text()
            .expect("text");
        assert!(
            page.contains(said) && !page.contains("<script>x"),
            "{typed}: {page}"
        );
    }
}

#[test]
fn nobody_else_reads_an_application() {
    let office = Office::new();
    let mine = office.apply(&[]);
    let other = office.apply(&[("given_name", "Veli"), ("text", "Başka bir konu.")]);
    office.wait_for_number(&mine);
    office.wait_for_number(&other);
    let (session, path) = office.enter(&mine);
    let visitor = office.visitor();
    let page = visitor.get(&path, &session).text().expect("text");
    assert!(
        page.contains(&mine.number) && page.contains("Gül Sokak"),
        "{page}"
    );
    let others = format!("/takip/{}", other.id);
    for (path, cookie) in [
        (&others, session.as_str()),
        (&path, ""),
        (&path, "__Host-kisi=guess"),
    ] {
        let answer = visitor.get(path, cookie);
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        let act = [("act", "withdraw"), ("text", "x")];
        assert_eq!(
            visitor.post(path, cookie, &act).status(),
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(office.steps(&other), "route:t");
    // It ends by itself, and by the button.
    let kept = office
        .central
        .database
        .value("select json_agg(s)::text from citizen_sessions s");
    assert!(!kept.contains(session.split('=').nth(1).expect("a token")));
    office
        .central
        .database
        .execute("update citizen_sessions set idle_ends_at = now() - interval '1 second'");
    assert_eq!(visitor.get(&path, &session).status(), StatusCode::NOT_FOUND);
    let (session, path) = office.enter(&mine);
    visitor.post("/cikis", &session, &[]);
    assert_eq!(visitor.get(&path, &session).status(), StatusCode::NOT_FOUND);
}

#[test]
fn nothing_of_an_answer_is_told_before_it_is_accepted() {
    let office = Office::new();
    let applied = office.apply(&[]);
    office.wait_for_number(&applied);
    let (session, path) = office.enter(&applied);
    let visitor = office.visitor();
    let page = || visitor.get(&path, &session).text().expect("text");
    assert!(page().contains(UNIT_NAME));
    let secret = "Lambalar onarılmayacaktır.";
    office.answer(&applied, Outcome::Negative, secret);
    let checked = |page: &str| {
        assert!(
            !page.contains(secret) && !page.contains("Olumsuz") && !page.contains("5393"),
            "{page}"
        );
    };
    checked(&page());
    let checks = Checklist::default();
    office.step(
        &applied,
        Step::Object { checks },
        Said::text(CleanText::line("Gerekçesiz cevap")),
    );
    checked(&page());
    assert!(!page().contains("Gerekçesiz"));
    let today = istanbul_day(Utc::now());
    let term = acikkapi::domain::term::Term::new(
        today,
        acikkapi::domain::deadline::DeadlineRule::Calendar,
        3,
        &acikkapi::domain::calendar::Holidays::default(),
    );
    office.step(
        &applied,
        Step::SendBack { term },
        Said::text(CleanText::line("Düzeltilsin")),
    );
    checked(&page());
    office.answer(&applied, Outcome::Positive, "Lambalar onarıldı.");
    assert!(!page().contains("Lambalar onarıldı."));
    office.accept(&applied);
    let page = page();
    assert!(
        page.contains("Sonuç: Olumlu") && page.contains("Lambalar onarıldı."),
        "{page}"
    );
    checked(&page.replace("5393", ""));
    assert!(!page.contains("Düzeltilsin") && !page.contains("Gerekçesiz"));
}

#[test]
fn the_applicant_says_whether_it_is_solved_and_has_it_opened_again() {
    let office = Office::new();
    let applied = office.apply(&[]);
    office.wait_for_number(&applied);
    let (session, path) = office.enter(&applied);
    let visitor = office.visitor();
    let post = |fields: &[(&str, &str)]| visitor.post(&path, &session, fields);
    // Not before there is a result.
    for act in ["satisfied", "reopen"] {
        let answer = post(&[("act", act), ("solved", "no"), ("text", "x")]);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{act}");
    }
    office.answer(&applied, Outcome::Negative, "Yapılamaz.");
    office.accept(&applied);
    let empty = post(&[("act", "satisfied"), ("text", "Yazdığım kalsın")]);
    let empty = empty.text().expect("text");
    assert!(empty.contains("çözülüp çözülmediğini seçin") && empty.contains("Yazdığım kalsın"));
    let done = post(&[
        ("act", "satisfied"),
        ("solved", "no"),
        ("text", "Lamba hâlâ sönük"),
    ]);
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let again = post(&[("act", "satisfied"), ("solved", "yes")]);
    assert_eq!(
        again.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "said once"
    );
    assert!(
        post(&[("act", "reopen"), ("text", " ")])
            .text()
            .expect("text")
            .contains("istediğinizi yazın")
    );
    office.happened("now() - interval '32 days'");
    let late = post(&[("act", "reopen"), ("text", "Gerekçe yanlış.")]);
    assert_eq!(
        late.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "the window is over"
    );
    office.happened("now()");
    let done = post(&[("act", "reopen"), ("text", "Gerekçe yanlış.")]);
    let status = done.status();
    let said = done.text().expect("text");
    assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
    let page = visitor
        .get(&format!("{path}?oldu=reopen"), &session)
        .text()
        .expect("text");
    assert!(
        page.contains("yeniden incelenecek")
            && page.contains("Önceki sonuç") | page.contains("Sonuç: Olumsuz")
    );
    assert_eq!(
        office.steps(&applied),
        "route:t answer:f accept:f satisfied:t reopen:t"
    );
    let told = "select count(*) from messages where stage = 'reopened'";
    assert_eq!(office.central.database.value(told), "1");
    let done = post(&[("act", "withdraw"), ("text", "")]);
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert!(office.steps(&applied).ends_with("withdraw:t"));
}

#[test]
fn after_a_transfer_the_way_is_shown_and_the_code_still_comes() {
    let office = Office::new();
    let applied = office.apply(&[]);
    office.wait_for_number(&applied);
    let to = Competent::Office("32005".parse().expect("an office"));
    office.step(
        &applied,
        Step::Forward { to },
        Said::text(CleanText::line("Yetki onların")),
    );
    super::support::syncing::wait_until("handed over", || office.count("cases") == 2);
    let (session, path) = office.enter(&applied);
    let page = office.visitor().get(&path, &session).text().expect("text");
    for said in [
        applied.number.as_str(),
        "Isparta Valiliği",
        "Yetkili kuruma gönderildi",
        "Yeni kurum teslim aldı",
        "Gül Sokak",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Yetki onların"));
}

#[test]
fn whoever_signed_in_finds_the_form_filled_in_and_their_applications() {
    let office = Office::new();
    let identity = Identity {
        identity_number: "10000000146".into(),
        given_name: "Ayşe Nur".into(),
        family_name: "Öztürk".into(),
    };
    let start = |identity: Identity| office.signed_in(identity);
    let cookie_of = start(identity.clone());
    let visitor = office.visitor();
    let form = visitor.get("/basvuru/32000", &cookie_of);
    assert_eq!(form.headers()["cache-control"], "no-store");
    let form = form.text().expect("text");
    assert!(
        form.contains("Ayşe Nur Öztürk") && !form.contains("10000000146"),
        "{form}"
    );
    let fields = [
        ("text", TEXT),
        ("topic", "12.01"),
        ("phone", "0532 123 45 67"),
        ("given_name", "Başkası"),
        ("act", "send"),
    ];
    let answer = visitor.post_files("/basvuru/32000", &cookie_of, &fields, &[]);
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let id = answer.headers()[LOCATION]
        .to_str()
        .expect("text")
        .split(['/', '?'])
        .nth(4)
        .expect("an id")
        .to_owned();
    let channel =
        "select body::json ->> 'channel' from operations where kind = 'application_registered'";
    assert_eq!(office.central.database.value(channel), "e_government");
    let list = visitor
        .get("/basvurularim", &cookie_of)
        .text()
        .expect("text");
    assert!(list.contains(&id), "{list}");
    let page = visitor
        .get(&format!("/takip/{id}"), &cookie_of)
        .text()
        .expect("text");
    assert!(page.contains("Gül Sokak"));
    // The same person another day; and another person.
    let later = start(identity);
    assert!(
        visitor
            .get("/basvurularim", &later)
            .text()
            .expect("text")
            .contains(&id)
    );
    let other = start(Identity {
        identity_number: "99000000002".into(),
        given_name: "Amal".into(),
        family_name: "Haddad".into(),
    });
    assert!(
        !visitor
            .get("/basvurularim", &other)
            .text()
            .expect("text")
            .contains(&id)
    );
    assert_eq!(
        visitor.get(&format!("/takip/{id}"), &other).status(),
        StatusCode::NOT_FOUND
    );
    let kept = "select concat((select json_agg(a) from citizen_applications a), (select json_agg(s) from citizen_sessions s))";
    let kept = office.central.database.value(kept);
    assert!(!kept.contains("10000000146") && !kept.contains("Ayşe"));
}
