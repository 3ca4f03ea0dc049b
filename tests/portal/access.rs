//! Who sees what: every way to a case, for everybody who must not get at it.

use super::office::{OTHER_UNIT, Office, UNIT};
use super::sitting::{ASKED, PDF, Sitting, TYPED, answer};
use super::support::desk::Desk;
use super::visitor::{LOGIN, PASSWORD, Visitor, cookie, csrf_in};
use acikkapi::central::{CentralError, NewOfficer};
use reqwest::StatusCode;
use reqwest::header::LOCATION;

#[test]
fn nobody_else_gets_at_a_case_by_any_way() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    let elif = Sitting::elif(&office);
    let other_unit = office.officer(OTHER_UNIT, "can@isparta.example", "Can Er");
    let disabled = office.officer(UNIT, "eski@isparta.example", "Eski Görevli");
    office.central.disable("eski@isparta.example");
    let code = office
        .central
        .officer("32001", UNIT, "uzak@isparta.example", "Uzak Er");
    let visitor = Visitor::of(&office.central);
    let other_office = cookie(&visitor.choose_for("uzak@isparta.example", &code, PASSWORD));
    let forged = elif.cookie.replace("32000.", "32001.");
    let page = elif.page(&applied.path());
    elif.does(&applied, &answer("Yapıldı."), &[("rapor.pdf", PDF)]);
    let hash = elif.page(&applied.path());
    let hash = hash
        .split("/dosya/")
        .nth(1)
        .expect("a file")
        .split('"')
        .next()
        .expect("a hash")
        .to_owned();
    let file = format!("{}/dosya/{hash}", applied.path());
    let open = office.routed(ASKED, 3);
    for (who, cookie) in [
        ("nobody", ""),
        ("another unit", &other_unit),
        ("another office", &other_office),
        ("a disabled officer", &disabled),
        ("a forged office", &forged),
    ] {
        for path in [applied.path(), file.clone(), open.path()] {
            let answer = visitor.get(&path, cookie);
            let status = answer.status();
            assert!(
                [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND].contains(&status),
                "{who} {path}: {status}"
            );
            let said = answer.text().expect("text");
            assert!(
                !said.contains(ASKED) && !said.contains("Ali Kaya"),
                "{who}: {said}"
            );
        }
        let list = visitor.get("/birim", cookie).text().expect("text");
        assert!(!list.contains(&open.number().to_string()), "{who}");
        let csrf = if list.contains("csrf") {
            csrf_in(&list)
        } else {
            elif.csrf.clone()
        };
        for act in ["take", "answer", "ask", "return", "contribute"] {
            let fields = [
                ("csrf", csrf.as_str()),
                ("act", act),
                ("outcome", "positive"),
                ("text", TYPED),
            ];
            let answer = visitor.post_files(&open.path(), cookie, &fields, &[("x.pdf", PDF)]);
            assert!(
                answer.status().is_client_error(),
                "{who} {act}: {}",
                answer.status()
            );
            let said = answer.text().expect("text");
            assert!(!said.contains(ASKED), "{who} {act}: {said}");
        }
    }
    assert_eq!(office.steps(&open), "route");
    assert!(page.contains(ASKED));
}

#[test]
fn an_officer_belongs_to_a_unit_of_the_directory() {
    let office = Office::new();
    let added = office.central.add_officer(&NewOfficer {
        office: "32000",
        unit: "YOK",
        login: LOGIN,
        name: "Elif Aydın",
    });
    assert!(matches!(added, Err(CentralError::NoUnit(_))), "{added:?}");
    // Nothing of it stays: the address is free.
    office.elif();
}

#[test]
fn a_desks_credential_opens_no_page_and_a_session_no_feed() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    let elif = Sitting::elif(&office);
    let desk = Desk::enrolled("32000", &office.central);
    let credentials = desk.content().credentials.clone().expect("enrolled");
    let bearer = format!("Bearer 32000.{}.{}", desk.device, &*credentials.secret);
    for path in ["/birim", &applied.path()] {
        let answer = elif.visitor.get_as(path, "authorization", &bearer);
        assert_eq!(answer.headers()[LOCATION], "/birim/giris");
    }
    for path in ["/v1/state", "/v1/feed?after=0"] {
        let answer = elif.visitor.get(path, &elif.cookie);
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
}
