//! Applying over plain requests: what is taken, what comes back, what arrives once.

use super::office::{Applied, FORM, JPEG, Office, TEXT, hidden, usual};
use reqwest::StatusCode;
use reqwest::blocking::Response;
use reqwest::header::LOCATION;
use uuid::Uuid;

fn send(office: &Office, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Response {
    office.visitor().post_files(FORM, "", fields, files)
}

/// Sends a form that comes back: the page.
fn comes_back(office: &Office, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> String {
    let answer = send(office, fields, files);
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(office.count("cases"), 0, "nothing was registered");
    answer.text().expect("text")
}

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = usual();
    fields.retain(|(name, _)| changes.iter().all(|(other, _)| name != other));
    fields.extend(changes);
    fields
}

#[test]
fn an_application_gets_its_number_goes_to_the_unit_and_is_told() {
    let office = Office::new();
    let files: [(&str, &[u8]); 2] = [("lamba.jpg", JPEG), ("dilekçe.pdf", b"%PDF-1.7 x")];
    let answer = send(&office, &usual(), &files);
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let to = answer.headers()[LOCATION].to_str().expect("text");
    assert!(to.ends_with("?haber=sms"), "{to}");
    let applied = Applied::at(&office, to);
    assert!(applied.number.starts_with("32000-"));
    let page = office
        .visitor()
        .get(&applied.path, "")
        .text()
        .expect("text");
    assert!(page.contains(&applied.number) && page.contains("Isparta Valiliği"));
    for personal in ["Ayşe", "lamba", "10000000146", "Fen"] {
        assert!(!page.contains(personal), "{personal}");
    }
    assert_eq!(office.steps(&applied), "route:t");
    office.wait_for_number(&applied);
    let kind =
        "select body::json ->> 'channel' from operations where kind = 'application_registered'";
    assert_eq!(office.central.database.value(kind), "web");
    let bodies = "select string_agg(body, '') from operations";
    let bodies = office.central.database.value(bodies);
    assert!(!bodies.contains("lamba") && !bodies.contains("Ayşe"));
    let files = "select count(*) from case_files where used";
    assert_eq!(office.central.database.value(files), "2");
}

#[test]
fn sent_twice_it_is_one_application() {
    let office = Office::new();
    let id = Uuid::now_v7().to_string();
    let form = with(&[("application", &id)]);
    let numbers: Vec<String> = (0..3)
        .map(|_| {
            let answer = send(&office, &form, &[]);
            let to = answer.headers()[LOCATION]
                .to_str()
                .expect("text")
                .to_owned();
            Applied::at(&office, &to).number
        })
        .collect();
    assert!(numbers.iter().all(|number| *number == numbers[0]));
    assert_eq!(office.count("cases"), 1);
    let again = send(&office, &form, &[]);
    let to = again.headers()[LOCATION].to_str().expect("text").to_owned();
    let page = office.visitor().get(&to, "").text().expect("text");
    assert!(page.contains("ikinci bir başvuru oluşmadı"), "{page}");
}

#[test]
fn what_is_unusual_is_said_once_and_never_refused() {
    let office = Office::new();
    let empty = [("text", ""), ("act", "send"), ("given_name", "Ayşe")];
    let page = comes_back(&office, &empty, &[]);
    for said in [
        "Kimlik numarası yazılmadı.",
        "Ad ya da soyad yazılmadı.",
        "Telefon yazılmadı",
        "Konu seçilmedi.",
        "Başvuru metni yazılmadı.",
        "başvurunuz her durumda alınır",
        "href=\"#phone\"",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("value=\"Ayşe\""), "what was typed stays");
    let seen: Vec<&str> = page
        .split("name=\"seen\" value=\"")
        .skip(1)
        .map(|after| after.split('"').next().expect("a value"))
        .collect();
    let mut again = empty.to_vec();
    again.extend(seen.iter().map(|seen| ("seen", *seen)));
    again.push(("reason", "Söylemek istemiyorum"));
    // Something new that is unusual is said, too.
    let mut worse = again.clone();
    worse.push(("phone", "12"));
    assert!(comes_back(&office, &worse, &[]).contains("eksik ya da fazla hane"));
    let answer = send(&office, &again, &[]);
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let to = answer.headers()[LOCATION]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(to.ends_with("?haber=nothing"), "{to}");
    let page = office.visitor().get(&to, "").text().expect("text");
    assert!(page.contains("size ulaşamayız"), "{page}");
}

#[test]
fn files_that_are_no_good_get_a_sentence_and_good_ones_are_kept() {
    let office = Office::new();
    let huge = vec![0xff; 11 * 1024 * 1024];
    for (name, bytes, said) in [
        ("film.jpg", huge.as_slice(), "çok büyük; alınmadı"),
        ("virus.pdf", b"MZ\x90\0", "fotoğraf ya da PDF değil"),
        (
            "resim.svg",
            b"<svg onload=alert(1)>",
            "fotoğraf ya da PDF değil",
        ),
        ("bos.pdf", b"", "“bos.pdf” boş"),
        ("../../etc/passwd", JPEG, "dosya adı çok uzun ya da"),
        ("a\u{202e}gpj.exe", JPEG, "dosya adı çok uzun ya da"),
    ] {
        let page = comes_back(&office, &usual(), &[(name, bytes)]);
        assert!(page.contains(said), "{name}: {page}");
        assert!(page.contains(TEXT.split('\'').next().expect("words")));
        assert!(!page.contains('\u{202e}'));
    }
    let many: Vec<(String, Vec<u8>)> = (0..6)
        .map(|n| (format!("{n}.pdf"), format!("%PDF-{n}").into_bytes()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let id = Uuid::now_v7().to_string();
    let form = with(&[("application", &id)]);
    let page = comes_back(&office, &form, &many);
    assert!(page.contains("“5.pdf” alınmadı: en çok 5 dosya"), "{page}");
    // The other five came, and are sealed under what the form alone knows.
    let kept: Vec<&str> = page
        .split("name=\"kept\" value=\"")
        .skip(1)
        .map(|after| after.split('"').next().expect("a value"))
        .collect();
    assert_eq!(kept.len(), 5);
    let sealed = "select encode(string_agg(sealed, ''), 'escape') from citizen_uploads";
    assert!(!office.central.database.value(sealed).contains("%PDF"));
    let mut whole = form.clone();
    whole.extend(kept.iter().map(|kept| ("kept", *kept)));
    let wrong = [whole.clone(), vec![("secret", "guess")]].concat();
    assert!(
        comes_back(&office, &wrong, &[]).contains("daha önce eklediğiniz dosyalar")
            || comes_back(&office, &wrong, &[]).contains("Daha önce eklediğiniz dosyalar")
    );
    let secret = hidden(&page, "secret").to_owned();
    whole.push(("secret", &secret));
    assert_eq!(send(&office, &whole, &[]).status(), StatusCode::SEE_OTHER);
    assert_eq!(office.count("citizen_uploads"), 0);
    assert_eq!(office.count("case_files where used"), 5);
}

#[test]
fn hostile_text_is_cleaned_and_a_megabyte_comes_back() {
    let office = Office::new();
    let long = "ğ".repeat(500_000);
    let page = comes_back(&office, &with(&[("text", &long)]), &[]);
    assert!(page.contains("500000 karakter yazıldı") && page.contains(&long));
    let hostile = "\u{1b}[2J\u{1b}]0;x\u{7}Merhaba\u{202e}abc\u{0}<script>alert(1)</script>";
    let applied = office.apply(&[("text", hostile), ("given_name", "A\u{202e}li\u{1b}[31m")]);
    office.wait_for_number(&applied);
    let (cookie, path) = office.enter(&applied);
    let page = office.visitor().get(&path, &cookie).text().expect("text");
    assert!(page.contains("Merhabaabc&#60;script&#62;"), "{page}");
    assert!(
        !page.contains('\u{1b}') && !page.contains('\u{202e}') && !page.contains("<script>alert")
    );
    let huge = "x".repeat(5 * 1024 * 1024);
    let answer = send(&office, &with(&[("text", &huge)]), &[]);
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(answer.text().expect("text").contains("okunamadı"));
}

#[test]
fn topics_are_found_without_script() {
    let office = Office::new();
    let find = with(&[
        ("act", "find"),
        ("topic", ""),
        ("topic_query", "sokak lambası yanmıyor"),
    ]);
    let answer = send(&office, &find, &[]);
    assert_eq!(answer.status(), StatusCode::OK);
    let page = answer.text().expect("text");
    let found = page.split("id=\"topic-found\"").nth(1).expect("found");
    let found = found.split("</div>").next().expect("an end");
    assert!(found.to_lowercase().contains("aydınlatma"), "{found}");
    assert!(page.contains(TEXT.split('\'').next().expect("words")));
    assert_eq!(office.count("cases"), 0);
    let part = office
        .visitor()
        .get("/basvuru/32000/konu?ara=su%20kesintisi", "");
    assert!(part.text().expect("text").contains("İçme suyu kesintisi"));
}

#[test]
fn offices_that_receive_nothing_are_not_there() {
    let office = Office::new();
    let visitor = office.visitor();
    let page = visitor.get("/basvuru", "").text().expect("text");
    assert!(page.contains(FORM) && !page.contains("06000"), "{page}");
    for path in ["/basvuru/06000", "/basvuru/xyz", "/basvuru/99999"] {
        let answer = visitor.get(path, "");
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text().expect("text").contains("Sayfa bulunamadı"));
    }
}

#[test]
fn forms_from_elsewhere_are_refused_and_every_answer_says_what_a_browser_may_do() {
    let office = Office::new();
    let visitor = office.visitor();
    for path in [
        "/",
        "/basvuru",
        FORM,
        "/takip",
        "/aydinlatma",
        "/sayfa.js",
        "/manifest.webmanifest",
    ] {
        let answer = visitor.get(path, "");
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .expect("text");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self';"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.headers()["cache-control"], "no-cache", "{path}");
    }
    let answer = visitor.get_as("/", "sec-fetch-site", "cross-site");
    assert_eq!(
        answer.status(),
        StatusCode::OK,
        "a link from elsewhere is fine"
    );
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://elsewhere.example"),
    ] {
        let answer = visitor.post_saying("/takip", (name, value), &[("number", "1")]);
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{name}");
    }
}

#[test]
fn one_address_cannot_send_without_end() {
    let office = Office::with_header("x-forwarded-for");
    let visitor = office.visitor();
    let ask = |address: &str| {
        let number = [("number", "32000-26-01-00001-58")];
        visitor.post_saying("/takip", ("x-forwarded-for", address), &number)
    };
    let fill = "insert into citizen_limits (subject, used, ends_at)
        select sha256(convert_to('codes from 198.51.100.7', 'UTF8')), 60, now() + interval '1 hour'";
    office.central.database.execute(fill);
    let refused = ask("203.0.113.1, 198.51.100.7");
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.text().expect("text").contains("60 dakika sonra"));
    // What the client says before the proxy's word counts for nothing, and others go on.
    assert_eq!(ask("198.51.100.7, 203.0.113.1").status(), StatusCode::OK);
}
