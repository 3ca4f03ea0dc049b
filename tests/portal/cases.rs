//! Cases over plain requests: what may be done, and that nothing typed is lost.

use super::office::{OTHER_UNIT, Office, UNIT, due_in};
use super::sitting::{ASKED, PDF, Sitting, TYPED, answer};
use super::visitor::{LOGIN, PASSWORD};
use acikkapi::domain::case::Step;
use acikkapi::domain::review::Checklist;
use reqwest::StatusCode;
use reqwest::header::LOCATION;

#[test]
fn a_case_is_taken_asked_about_answered_and_read_again() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    let elif = Sitting::elif(&office);
    let list = elif.page("/birim");
    assert!(list.contains(&applied.number().to_string()) && list.contains("3 gün kaldı"));
    let page = elif.page(&applied.path());
    assert!(page.contains(ASKED) && page.contains("Ali Kaya"), "{page}");

    elif.does(&applied, &[("act", "take")], &[]);
    elif.does(&applied, &[("act", "ask"), ("text", "Hangi sokak?")], &[]);
    office.push();
    office.step(&applied, Step::Reply, "Gül Sokak, no 4.");
    office.push();
    assert!(elif.page(&applied.path()).contains("Gül Sokak, no 4."));
    let long = "ğ".repeat(20_000);
    elif.does(&applied, &answer(&long), &[("tutanak.pdf", PDF)]);
    assert_eq!(office.stage(&applied), "under_review");
    assert_eq!(office.steps(&applied), "route take ask reply answer");
    let page = elif.page(&applied.path());
    assert!(page.contains(&long) && page.contains("tutanak.pdf"));

    let bodies = office
        .central
        .database
        .value("select string_agg(body, '') from operations");
    assert!(!bodies.contains("Hangi sokak") && !bodies.contains("ğğğ"));
    let kept = office
        .central
        .database
        .value("select encode(string_agg(sealed, ''), 'escape') from case_files");
    assert!(!kept.contains("%PDF"));

    let hash = page
        .split("/dosya/")
        .nth(1)
        .expect("a file")
        .split('"')
        .next()
        .expect("a hash");
    let file = format!("{}/dosya/{hash}", applied.path());
    let sent = elif.visitor.get(&file, &elif.cookie);
    assert_eq!(sent.headers()["content-type"], "application/pdf");
    assert_eq!(
        sent.headers()["content-disposition"],
        "attachment; filename*=UTF-8''tutanak.pdf"
    );
    assert_eq!(sent.bytes().expect("bytes").as_ref(), PDF);
}

#[test]
fn what_is_missing_is_named_and_what_was_typed_comes_back() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    let elif = Sitting::elif(&office);
    let page = elif.fails(&applied, &[("act", "answer"), ("text", TYPED)], &[]);
    assert!(page.contains("href=\"#outcome\""), "{page}");
    let negative = [("act", "answer"), ("outcome", "negative"), ("text", TYPED)];
    let page = elif.fails(&applied, &negative, &[("rapor.pdf", PDF)]);
    assert!(page.contains("href=\"#legal-ground\""));
    assert!(page.contains("value=\"negative\" checked"), "{page}");
    // The file came, and need not be chosen again.
    let kept = page
        .split("name=\"kept\" value=\"")
        .nth(1)
        .expect("a kept file");
    let kept = kept.split('"').next().expect("a value").to_owned();
    assert!(kept.ends_with(" rapor.pdf"), "{kept}");
    let whole = [
        ("act", "answer"),
        ("outcome", "negative"),
        ("text", TYPED),
        ("legal_ground", "2577 s. K. m. 7"),
        ("kept", &kept),
    ];
    elif.does(&applied, &whole, &[]);
    assert!(elif.page(&applied.path()).contains("rapor.pdf</a>"));
    for act in ["ask", "return"] {
        let other = office.routed(ASKED, 3);
        elif.fails(&other, &[("act", act), ("text", "")], &[]);
    }
}

#[test]
fn files_that_are_no_good_get_a_sentence() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    let elif = Sitting::elif(&office);
    let huge = vec![b'x'; 100 * 1024 * 1024];
    let page = elif.fails(&applied, &answer(TYPED), &[("film.pdf", &huge)]);
    assert!(
        page.contains("“film.pdf” çok büyük; alınmadı. Bir dosya en çok 10 MB"),
        "{page}"
    );
    for (name, bytes, said) in [
        ("../../etc/passwd", PDF, "dosya adı çok uzun ya da"),
        ("a\u{202e}fdp.exe", PDF, "dosya adı çok uzun ya da"),
        ("virus.pdf", b"MZ\x90\0", "PDF, JPEG, PNG ya da TIFF değil"),
        (
            "resim.svg",
            b"<svg onload=alert(1)>",
            "PDF, JPEG, PNG ya da TIFF değil",
        ),
        ("bos.pdf", b"", "“bos.pdf” boş"),
    ] {
        let page = elif.fails(&applied, &answer(TYPED), &[(name, bytes)]);
        assert!(page.contains(said), "{name}: {page}");
        assert!(!page.contains('\u{202e}'));
    }
    let many: Vec<_> = (0..6)
        .map(|n| (format!("{n}.pdf"), format!("%PDF-{n}").into_bytes()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let page = elif.fails(&applied, &answer(TYPED), &many);
    assert!(page.contains("“5.pdf” alınmadı: en çok 5 dosya"), "{page}");
    elif.does(&applied, &answer(TYPED), &many[..5]);
}

#[test]
fn a_case_that_moved_meanwhile_is_not_answered_and_the_words_stay() {
    let office = Office::new();
    let elif = Sitting::elif(&office);
    let concluded = office.routed(ASKED, 3);
    elif.does(&concluded, &answer("Lamba değiştirildi."), &[]);
    assert!(
        elif.fails(&concluded, &answer(TYPED), &[])
            .contains("bir cevap verildi ve inceleniyor")
    );
    office.step(
        &concluded,
        Step::Accept {
            checks: Checklist::default(),
        },
        "",
    );
    office.push();
    assert_eq!(office.stage(&concluded), "concluded");
    assert!(
        elif.fails(&concluded, &answer(TYPED), &[])
            .contains("Başvuru sonuçlandı")
    );

    let asked = office.routed(ASKED, 3);
    elif.does(&asked, &[("act", "ask"), ("text", "Hangi sokak?")], &[]);
    let again = [("act", "ask"), ("text", TYPED)];
    assert!(
        elif.fails(&asked, &again, &[])
            .contains("Büroya zaten bir soru soruldu")
    );

    let elsewhere = office.routed(ASKED, 3);
    office.route(&elsewhere, OTHER_UNIT, &[]);
    office.push();
    let page = elif.fails(&elsewhere, &answer(TYPED), &[]);
    assert!(
        page.contains("artık biriminizde değil") && !page.contains(ASKED),
        "{page}"
    );

    let returned = office.routed(ASKED, 3);
    let (status, leads) = elif.send(
        &returned,
        &[("act", "return"), ("text", "Parkların işi.")],
        &[],
    );
    assert_eq!(
        (status, leads.as_str()),
        (StatusCode::SEE_OTHER, "/birim?oldu=return")
    );
    assert_eq!(office.stage(&returned), "triage");
    let gone = elif.visitor.get(&returned.path(), &elif.cookie);
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
}

#[test]
fn what_was_typed_outlives_the_session() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    let elif = Sitting::elif(&office);
    office
        .central
        .database
        .execute("update officer_sessions set idle_ends_at = now()");
    let (status, page) = elif.send(&applied, &answer(TYPED), &[("rapor.pdf", PDF)]);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Oturumunuz sona erdi. Yazdıklarınız saklandı"),
        "{page}"
    );
    assert!(!page.contains(ASKED));
    let carried = page
        .split("name=\"carried\" value=\"")
        .nth(1)
        .expect("carried");
    let carried = unescaped(carried.split('"').next().expect("a value"));
    let mut fields = vec![
        ("login", LOGIN),
        ("password", "yanlış parola"),
        ("carried", &carried),
    ];
    let wrong = elif.visitor.post("/birim/giris", "", &fields);
    assert!(wrong.text().expect("text").contains("name=\"carried\""));
    fields[1] = ("password", PASSWORD);
    let back = elif.visitor.post("/birim/giris", "", &fields);
    let set = back.headers()["set-cookie"].to_str().expect("text");
    let session = set.split(';').next().expect("a cookie").to_owned();
    let page = back.text().expect("text");
    assert!(page.contains(TYPED) && page.contains(ASKED), "{page}");
    assert_eq!(office.steps(&applied), "route");
    Sitting::of(&office, session).does(&applied, &answer(TYPED), &[]);
}

fn unescaped(html: &str) -> String {
    html.replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
}

#[test]
fn a_page_of_an_older_session_asks_to_send_again() {
    let office = Office::new();
    let applied = office.routed(ASKED, 3);
    let mut elif = Sitting::elif(&office);
    elif.csrf = "of an older session".into();
    let page = elif.fails(&applied, &answer(TYPED), &[]);
    assert!(
        page.contains("Bu sayfa eski bir oturumda açılmış"),
        "{page}"
    );
}

#[test]
fn a_unit_asked_for_its_part_gives_it_and_sees_no_answers() {
    let office = Office::new();
    let applied = office.register(ASKED, 3);
    office.route(&applied, OTHER_UNIT, &[UNIT]);
    office.push();
    let elif = Sitting::elif(&office);
    let can = Sitting::of(
        &office,
        office.officer(OTHER_UNIT, "can@isparta.example", "Can Er"),
    );
    assert!(
        elif.page("/birim?liste=parts")
            .contains(&applied.number().to_string())
    );
    for act in ["take", "answer", "ask", "return"] {
        let fields = [("act", act), ("outcome", "positive"), ("text", TYPED)];
        let (status, page) = elif.send(&applied, &fields, &[]);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{act}: {page}");
    }
    let part = [("act", "contribute"), ("text", "Direk bizim değil.")];
    assert!(
        can.fails(&applied, &part, &[])
            .contains("durumu bu arada değişti")
    );
    elif.does(&applied, &part, &[("direk.pdf", PDF)]);
    assert!(can.page(&applied.path()).contains("Direk bizim değil."));
    can.does(&applied, &answer("Gizli kalacak cevap"), &[]);
    assert!(!elif.page(&applied.path()).contains("Gizli kalacak cevap"));
    assert_eq!(office.steps(&applied), "route contribute answer");
}

#[test]
fn each_list_has_its_cases_and_pages_go_on() {
    let office = Office::new();
    let elif = Sitting::elif(&office);
    for days in [-2, 0, 1, 6] {
        office.routed(ASKED, days);
    }
    let sent_back = office.routed(ASKED, 5);
    elif.does(&sent_back, &answer("Olmaz."), &[]);
    office.step(
        &sent_back,
        Step::Object {
            checks: Checklist::default(),
        },
        "Gerekçe yok.",
    );
    let page = elif.page(&sent_back.path());
    assert!(
        !page.contains("Gerekçe yok."),
        "the chief has not agreed yet"
    );
    office.step(
        &sent_back,
        Step::SendBack { term: due_in(3) },
        "Gerekçesini yazın.",
    );
    office.push();
    let done = office.routed(ASKED, 5);
    elif.does(&done, &answer("Yapıldı."), &[]);
    let rows = |list: &str| {
        let page = elif.page(&format!("/birim?liste={list}"));
        page.matches("/birim/basvuru/").count()
    };
    let counts = [
        ("open", 5),
        ("to-take", 5),
        ("overdue", 1),
        ("due-today", 1),
        ("approaching", 1),
        ("sent-back", 1),
        ("asked", 0),
        ("replied", 0),
        ("parts", 0),
        ("done", 1),
    ];
    for (list, expected) in counts {
        assert_eq!(rows(list), expected, "{list}");
    }
    let page = elif.page(&sent_back.path());
    for said in [
        "Gerekçe yok.",
        "Gerekçesini yazın.",
        "Gerekçesi yok.",
        ">Olmaz.</textarea>",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for _ in 0..30 {
        let applied = office.register(ASKED, 6);
        office.route(&applied, UNIT, &[]);
    }
    office.push();
    assert_eq!(rows("open"), 25);
    let first = elif.page("/birim?liste=open");
    let next = first
        .split("href=\"")
        .find(|part| part.contains("rel=\"next\""))
        .expect("a next page");
    let next = next
        .split('"')
        .next()
        .expect("an address")
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let second = elif.page(&next);
    assert_eq!(second.matches("/birim/basvuru/").count(), 10);
    let number = sent_back.number().to_string();
    let found = elif
        .visitor
        .get(&format!("/birim?no={number}"), &elif.cookie);
    assert_eq!(found.headers()[LOCATION], sent_back.path().as_str());
    let none = elif
        .visitor
        .get("/birim?no=32000-26-01-99999-00", &elif.cookie);
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
}
