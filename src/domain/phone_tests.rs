use proptest::prelude::*;

use super::*;

fn read(typed: &str) -> (String, PhoneKind, Option<PhoneWarning>) {
    let phone = normalise(typed);
    (phone.number.into_string(), phone.kind, phone.warning)
}

#[test]
fn every_turkish_spelling_of_a_mobile_is_one_number() {
    for typed in [
        "0532 123 45 67",
        "05321234567",
        "532 123 45 67",
        "5321234567",
        "+90 532 123 45 67",
        "+905321234567",
        "+90 (532) 123-45-67",
        "+90 (0532) 123 45 67",
        "90 532 123 45 67",
        "905321234567",
        "9005321234567",
        "0090 532 123 45 67",
        "00905321234567",
        "0 (532) 123.45.67",
        "(0532) 123 45 67",
        "0532/123/45/67",
        "0532\u{a0}123\u{2013}45\u{2013}67",
        "\u{202a}+90 532 123 45 67\u{202c}",
        "\u{660}\u{665}\u{663}\u{662}\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}\u{667}",
        "\u{ff0b}\u{ff19}\u{ff10}\u{ff15}\u{ff13}\u{ff12}\u{ff11}\u{ff12}\u{ff13}\u{ff14}\u{ff15}\u{ff16}\u{ff17}",
    ] {
        let expected = ("+905321234567".to_owned(), PhoneKind::Mobile, None);
        assert_eq!(read(typed), expected, "{typed}");
        assert_eq!(search_digits(typed), "5321234567", "{typed}");
        assert_eq!(search_digits(&expected.0), "5321234567");
    }
}

#[test]
fn other_turkish_numbers() {
    use PhoneKind::*;
    for (typed, number, kind) in [
        ("0312 123 45 67", "+903121234567", Landline),
        ("(216) 123 45 67", "+902161234567", Landline),
        ("+90 392 123 45 67", "+903921234567", Landline),
        ("0850 123 45 67", "+908501234567", NonGeographic),
        ("444 1 234", "+904441234", NonGeographic),
        ("+90 444 1 234", "+904441234", NonGeographic),
        // Digits that look like the country code are an area and a subscriber here.
        ("0900 123 45 67", "+909001234567", NonGeographic),
    ] {
        assert_eq!(read(typed), (number.to_owned(), kind, None), "{typed}");
    }
}

#[test]
fn numbers_of_other_countries() {
    for (typed, number) in [
        ("+49 (30) 901820", "+4930901820"),
        ("0049 30 901820", "+4930901820"),
        ("+993 12 34 56 78", "+99312345678"),
        ("+1 212 555 0123", "+12125550123"),
    ] {
        assert_eq!(
            read(typed),
            (number.to_owned(), PhoneKind::Foreign, None),
            "{typed}"
        );
    }
}

#[test]
fn what_is_not_recognised_is_kept_as_typed() {
    use PhoneWarning::*;
    for (typed, kept, warning) in [
        ("", "", Empty),
        ("  ", "", Empty),
        ("yok", "yok", NotDigits),
        ("()", "()", NotDigits),
        ("+", "+", NotDigits),
        ("0532 123 45 67 (oğlu)", "0532 123 45 67 (oğlu)", NotDigits),
        ("123 45 67", "123 45 67", MissingAreaCode),
        ("0532 123 45 6", "0532 123 45 6", Length),
        ("0532 123 45 678", "0532 123 45 678", Length),
        ("112", "112", Length),
        ("+90 532 123", "+90 532 123", Length),
        ("0132 123 45 67", "0132 123 45 67", Prefix),
        ("+49 30", "+49 30", Length),
        ("+0 123 456 789", "+0 123 456 789", Prefix),
        (
            "0532 123 45 67 / 0533 123 45 67",
            "0532 123 45 67 / 0533 123 45 67",
            Length,
        ),
        ("5\u{202e}32\x1b[31m", "532", Length),
    ] {
        let expected = (kept.to_owned(), PhoneKind::Unknown, Some(warning));
        assert_eq!(read(typed), expected, "{typed:?}");
    }
}

#[test]
fn a_part_of_a_number_finds_it() {
    let kept = search_digits(normalise("0532 123 45 67").number.as_str());
    for part in [
        "0532",
        "532 12",
        "+90 532",
        "0090532",
        "4567",
        "123 45",
        "90532123456",
    ] {
        let wanted = search_digits(part);
        assert!(kept.contains(&wanted), "{part} → {wanted}");
    }
    assert_eq!(search_digits("yok"), "");
    assert_eq!(search_digits("+49 30 901820"), "4930901820");
}

proptest! {
    #[test]
    fn any_text_is_taken_and_reads_the_same_again(text in any::<String>()) {
        let once = normalise(&text);
        let again = normalise(once.number.as_str());
        prop_assert_eq!(&again.number, &once.number);
        prop_assert_eq!(once.is_recognised(), once.kind != PhoneKind::Unknown);
    }

    #[test]
    fn a_recognised_number_stays_recognised(digits in "[+]?[0-9]{0,16}", gaps in "[ ().-]{0,3}") {
        let once = normalise(&format!("{gaps}{digits}"));
        if once.is_recognised() {
            prop_assert_eq!(normalise(once.number.as_str()), once.clone());
            prop_assert!(once.number.as_str().len() <= 16);
            prop_assert!(once.number.as_str().starts_with('+'));
        }
    }

    #[test]
    fn every_national_number_is_read_alike(rest in "[0-9]{9}", first in "[234589]") {
        let national = format!("{first}{rest}");
        let expected = format!("+90{national}");
        for prefix in ["", "0", "+90", "+90 0", "0090", "90", "900"] {
            let typed = format!("{prefix}{national}");
            let phone = normalise(&typed);
            prop_assert_eq!(phone.number.as_str(), &expected, "{}", typed);
        }
    }
}

#[test]
fn kept_numbers_are_spelled_as_they_are_read_out() {
    for (kept, read) in [
        ("+905321234567", "0532 123 45 67"),
        ("+903121234567", "0312 123 45 67"),
        ("+904441444", "+904441444"),
        ("+4915112345678", "+4915112345678"),
        ("dahili 12", "dahili 12"),
        ("+90ışışışış", "+90ışışışış"),
    ] {
        assert_eq!(spelled(kept), read);
        assert_eq!(normalise(&spelled(kept)).number, normalise(kept).number);
    }
}
