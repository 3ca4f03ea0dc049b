use chrono::{TimeZone, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::sheet::{MARGIN, Mark, PAGE, Sheets};
use super::*;
use crate::domain::application::{
    ApplicationKind, Attachment, Channel, Demography, Media, RegisteredPrivate,
};
use crate::domain::calendar::Holidays;
use crate::domain::deadline::{DeadlineRule, deadline, information_deadline, petition_deadline};
use crate::domain::ids::{ApplicationId, PersonId};
use crate::i18n::Locale;

fn subject() -> Subject {
    let registered_at = Utc.with_ymd_and_hms(2026, 3, 10, 8, 5, 0).unwrap();
    let day = registered_at.date_naive();
    let holidays = Holidays::default();
    let office = "06007".parse().unwrap();
    Subject {
        record: Registered {
            application: ApplicationId(Uuid::nil()),
            number: ApplicationNumber::new(office, 2026, 1, 45).unwrap(),
            person: PersonId(Uuid::nil()),
            visit: None,
            channel: Channel::InPerson,
            application_kind: ApplicationKind::Complaint,
            topic: None,
            topics_version: "1".into(),
            demography: Demography::default(),
            signed_petition: true,
            attachments: vec![Attachment {
                hash: "00".into(),
                size: 1,
                media: Media::Pdf,
            }],
            deadline: deadline(day, DeadlineRule::Calendar, 7, &holidays),
            warn: None,
            legal_deadline: Some(petition_deadline(day, &holidays)),
            registered_at,
            private: RegisteredPrivate {
                text: CleanText::block("Işıklar sönük.\nİlgilenilsin, çöp de alınmıyor."),
                ..RegisteredPrivate::default()
            },
        },
        applicant: CleanText::line("Işıl Çağrı İnönü"),
        topic: Some(CleanText::line("Belediye / Sokak aydınlatması")),
        former: Vec::new(),
    }
}

fn letterhead() -> Letterhead {
    Letterhead {
        office: CleanText::line("Çankaya Kaymakamlığı"),
        chief: Chief::of("06007".parse().unwrap()),
        contact: Contact {
            address: CleanText::line("Kızılay Mah. Atatürk Bulvarı No: 1 Çankaya/Ankara"),
            telephone: CleanText::line("0312 000 00 00"),
            email: CleanText::default(),
            web: CleanText::line("www.cankaya.gov.tr"),
        },
    }
}

fn receipt() -> Receipt {
    Receipt {
        letterhead: letterhead(),
        subject: subject(),
        clerk: CleanText::line("Ayşe Demir"),
    }
}

fn letter() -> Letter {
    let subject = subject();
    Letter {
        letterhead: letterhead(),
        addressee: CleanText::line("Çankaya Belediye Başkanlığı"),
        standing: Standing::BesideOrAbove,
        date: "2026-03-11".parse().unwrap(),
        due: subject.record.deadline.due,
        subject,
        clerk: CleanText::line("Ayşe Demir"),
    }
}

fn shipped() -> Faces {
    Faces::shipped().expect("the shipped faces can be read")
}

fn turkish() -> Text {
    Text::new(Locale::Tr)
}

/// What is printed, a line for each part.
fn said(sheets: &Sheets) -> String {
    let parts: Vec<&str> = sheets.parts.iter().map(|part| part.text.as_str()).collect();
    parts.join("\n")
}

/// The lines of a page.
fn page(sheets: &Sheets, at: usize) -> Vec<&str> {
    let lines = sheets.pages[at].iter().filter_map(|mark| match mark {
        Mark::Text { set, .. } | Mark::Number(set) => Some(set.text.as_str()),
        Mark::Rule { .. } => None,
    });
    lines.collect()
}

#[test]
fn a_number_the_applicant_was_told_before_is_on_the_receipt() {
    let before = receipt();
    let mut receipt = receipt();
    let former = ApplicationNumber::new("06007".parse().unwrap(), 2026, 2, 45).unwrap();
    receipt.subject.former = vec![former];
    let said_of = |receipt: &Receipt| said(&receipt.sheets(&shipped(), &turkish()));
    assert!(said_of(&receipt).contains(&former.to_string()));
    assert!(!said_of(&before).contains("Önceki numarası"));
}

#[test]
fn the_receipt_tells_all_an_applicant_needs() {
    let sheets = receipt().sheets(&shipped(), &turkish());
    assert_eq!(sheets.pages.len(), 1);
    let said = said(&sheets);
    for told in [
        "T.C.\nÇANKAYA KAYMAKAMLIĞI\nAçık Kapı Birimi",
        &subject().record.number.to_string(),
        "Başvuru tarihi ve saati\n10.03.2026 11:05",
        "Işıl Çağrı İnönü",
        "Başvurunun türü\nŞikâyet",
        "Belediye / Sokak aydınlatması",
        "imzalı dilekçe, 1 ek belge",
        "Cevabın son günü\n17.03.2026 Salı",
        "7 takvim günü\n17.03.2026 Salı (geçerli olan)",
        "7 iş günü\n19.03.2026 Perşembe",
        "Dilekçe süresi (3071 s. Kanun m. 7)\n09.04.2026 Perşembe",
        "en geç 30 gün içinde",
        "Ayşe Demir",
        "Bu belgeyi teslim aldım",
    ] {
        assert!(said.contains(told), "{told}\n\nin\n\n{said}");
    }
}

#[test]
fn a_request_for_information_names_its_own_law() {
    let mut receipt = receipt();
    let day = "2026-03-10".parse().unwrap();
    let record = &mut receipt.subject.record;
    record.application_kind = ApplicationKind::InformationRequest;
    record.legal_deadline = Some(information_deadline(day, &Holidays::default()));
    let said = said(&receipt.sheets(&shipped(), &turkish()));
    assert!(said.contains("Bilgi edinme (4982 s. Kanun m. 11)\n31.03.2026 Salı"));
    assert!(said.contains("15 iş günü içinde") && !said.contains("3071"));
}

#[test]
fn the_letter_has_the_official_form() {
    let sheets = letter().sheets(&shipped(), &turkish());
    assert_eq!(sheets.pages.len(), 2);
    let number = subject().record.number.to_string();
    let said = said(&sheets);
    for told in [
        "T.C.\nÇANKAYA KAYMAKAMLIĞI\nAçık Kapı Birimi\nSayı\n:\n11.03.2026\nKonu",
        "ÇANKAYA BELEDİYE BAŞKANLIĞINA",
        &format!("10.03.2026 tarihinde Açık Kapı Birimine yapılan {number} numaralı şikâyet"),
        "en geç 17.03.2026 tarihine kadar",
        "son gün 09.04.2026 tarihidir",
        "Bilgilerini ve gereğini arz ederim.",
        "Adı SOYADI\nKaymakam",
        "Ek:\n1 - Başvuru metni (1 sayfa)\n2 - Başvuruyla verilen belgeler (1 adet)",
        "Telefon: 0312 000 00 00 İnternet adresi: www.cankaya.gov.tr",
        "Bilgi için: Ayşe Demir",
    ] {
        assert!(said.contains(told), "{told}\n\nin\n\n{said}");
    }
    assert!(!said.contains("E-posta"), "what is not known is left out");
    let annex = page(&sheets, 1).join("\n");
    assert!(annex.contains("Işıklar sönük.\nİlgilenilsin, çöp de alınmıyor."));
}

#[test]
fn a_letter_to_a_unit_below_requests() {
    let mut letter = letter();
    letter.standing = Standing::Below;
    letter.letterhead.chief = Chief::of("06000".parse().unwrap());
    letter.addressee = CleanText::default();
    let said = said(&letter.sheets(&shipped(), &turkish()));
    assert!(said.contains("gereğini rica ederim.") && said.contains("SOYADI\nVali"));
    assert!(said.contains("……"), "a line to be filled in");
}

#[test]
fn a_long_text_goes_over_pages_with_their_numbers() {
    let mut letter = letter();
    let words = "Mahallemizdeki sokak lambaları uzun süredir yanmıyor. ".repeat(400);
    letter.subject.record.private.text = CleanText::block(&words);
    let sheets = letter.sheets(&shipped(), &turkish());
    let annex = sheets.pages.len() - 1;
    assert!((5..10).contains(&annex), "{annex} pages");
    assert!(said(&sheets).contains(&format!("({annex} sayfa)")));
    assert_eq!(page(&sheets, 0).iter().filter(|t| **t == "1/1").count(), 0);
    for at in 1..=annex {
        let number = format!("{at}/{annex}");
        assert_eq!(page(&sheets, at).last(), Some(&number.as_str()));
    }
}

#[test]
fn the_same_application_gives_the_same_bytes() {
    let text = turkish();
    assert_eq!(receipt().pdf(&text), receipt().pdf(&text));
    assert_eq!(letter().pdf(&text), letter().pdf(&text));
    assert_ne!(receipt().pdf(&text), receipt().pdf(&Text::new(Locale::En)));
}

#[test]
fn the_name_of_a_file_tells_nothing_of_the_person() {
    let number = subject().record.number;
    let name = PaperKind::Receipt.file_name(number);
    assert_eq!(name, format!("{number}-alindi-belgesi.pdf"));
    assert_eq!(
        PaperKind::Letter.file_name(number),
        format!("{number}-ust-yazi.pdf")
    );
}

fn inside(sheets: &Sheets) -> bool {
    let marks = sheets.pages.iter().flatten();
    marks.into_iter().all(|mark| match mark {
        Mark::Text { set, .. } | Mark::Number(set) => {
            let down = MARGIN..=PAGE.1 - MARGIN + 0.01;
            set.left >= MARGIN - 0.01 && down.contains(&set.base)
        }
        Mark::Rule { from, to } => [from, to].iter().all(|at| at.1 <= PAGE.1 - MARGIN),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_is_printed_inside_the_page(
        name in any::<String>(),
        said in "(\\PC|[ \n‏שا😀ğİ]){0,3000}",
    ) {
        let mut receipt = receipt();
        receipt.subject.applicant = CleanText::line(&name);
        receipt.subject.topic = Some(CleanText::line(&said));
        let mut letter = letter();
        letter.addressee = CleanText::line(&name);
        letter.letterhead.office = CleanText::line(&said);
        letter.subject.record.private.text = CleanText::block(&said);
        let (faces, text) = (shipped(), turkish());
        prop_assert!(inside(&receipt.sheets(&faces, &text)));
        prop_assert!(inside(&letter.sheets(&faces, &text)));
        prop_assert!(receipt.pdf(&text).is_ok());
        prop_assert!(letter.pdf(&text).is_ok());
    }
}
