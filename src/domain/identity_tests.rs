use proptest::prelude::*;

use super::*;

/// Numbers that keep the rule; the first is the one public bodies print as a sample.
const GOOD: [&str; 3] = ["10000000146", "12345678950", "98765432150"];

fn warning(kind: PersonKind, typed: &str) -> Option<IdentityWarning> {
    check_number(kind, typed).warning
}

fn citizen(typed: &str) -> Option<IdentityWarning> {
    warning(PersonKind::Citizen, typed)
}

/// The number with these first nine digits that keeps the rule, computed digit by digit.
fn complete(nine: [u8; 9]) -> String {
    let mut odd = 0_i32;
    let mut even = 0_i32;
    for (at, digit) in nine.iter().enumerate() {
        *(if at % 2 == 0 { &mut odd } else { &mut even }) += i32::from(*digit);
    }
    let tenth = (odd * 7 - even + 100) % 10;
    let eleventh = (odd + even + tenth) % 10;
    let nine: String = nine.iter().map(u8::to_string).collect();
    format!("{nine}{tenth}{eleventh}")
}

proptest! {
    #[test]
    fn made_up_numbers_are_those_computed_by_hand(first in 100_000_000_u32..1_000_000_000) {
        let digits: Vec<u8> = first.to_string().bytes().map(|digit| digit - b'0').collect();
        let number = complete(digits.try_into().unwrap());
        prop_assert_eq!(with_check_digits(first), Some(number));
    }
}

#[test]
fn made_up_numbers_begin_with_nine_digits() {
    for first in [0, 99_999_999, 1_000_000_000, u32::MAX] {
        assert_eq!(with_check_digits(first), None);
    }
}

#[test]
fn good_numbers_pass_in_every_spelling() {
    for number in GOOD {
        assert_eq!(citizen(number), None, "{number}");
        assert_eq!(Tckn::parse(number).unwrap().to_string(), number);
    }
    for typed in [
        " 100 000 001 46 ",
        "100-000-001-46",
        "100.000.001.46",
        "\u{661}\u{660}\u{660}\u{660}\u{660}\u{660}\u{660}\u{660}\u{661}\u{664}\u{666}",
        "\u{ff11}\u{ff10}\u{ff10}\u{ff10}\u{ff10}\u{ff10}\u{ff10}\u{ff10}\u{ff11}\u{ff14}\u{ff16}",
    ] {
        let check = check_number(PersonKind::Citizen, typed);
        assert_eq!(check.number.as_str(), "10000000146", "{typed}");
        assert_eq!(check.warning, None, "{typed}");
    }
}

#[test]
fn every_warning_has_its_case() {
    use IdentityWarning::*;
    for (typed, expected) in [
        ("U12345678", NotDigits),
        ("1000000014", Length),
        ("100000001460", Length),
        ("00000000146", LeadingZero),
        ("00000000000", LeadingZero),
        ("10000000147", Checksum),
        ("10000000136", Checksum),
        ("99000000000", Checksum),
        (
            complete([9, 9, 1, 2, 3, 4, 5, 6, 7]).as_str(),
            ForeignersNumber,
        ),
    ] {
        assert_eq!(citizen(typed), Some(expected), "{typed}");
    }
    assert_eq!(
        warning(PersonKind::Foreigner, GOOD[0]),
        Some(NotForeignersNumber)
    );
    assert_eq!(
        warning(PersonKind::WithoutNumber, GOOD[0]),
        Some(Unexpected)
    );
}

#[test]
fn the_nine_repeated_numbers_keep_the_sums_and_are_noticed() {
    for digit in 1..=9_u8 {
        let number = complete([digit; 9]);
        assert_eq!(number, format!("{}0", digit.to_string().repeat(10)));
        assert_eq!(citizen(&number), Some(IdentityWarning::RepeatedDigit));
        assert_eq!(
            warning(PersonKind::Foreigner, &number),
            Some(IdentityWarning::RepeatedDigit)
        );
    }
}

#[test]
fn foreigners_numbers_begin_with_99() {
    let good = complete([9, 9, 0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(warning(PersonKind::Foreigner, &good), None);
    assert_eq!(Ykn::parse(&good).unwrap().to_string(), good);
    let mut bad = good.clone();
    bad.replace_range(10.., if good.ends_with('0') { "1" } else { "0" });
    assert_eq!(
        warning(PersonKind::Foreigner, &bad),
        Some(IdentityWarning::Checksum)
    );
}

#[test]
fn nothing_typed_is_nothing_to_warn_of() {
    for kind in PersonKind::ALL {
        for typed in ["", "  ", " - "] {
            assert_eq!(
                check_number(kind, typed),
                NumberCheck {
                    number: CleanText::default(),
                    warning: None
                }
            );
        }
    }
}

#[test]
fn what_is_not_a_number_is_kept_as_typed() {
    let check = check_number(PersonKind::Foreigner, " TR-U 123\u{202e}456 ");
    assert_eq!(check.number.as_str(), "TR-U 123456");
    assert_eq!(
        readable(PersonKind::Citizen, CleanText::line("100 000 001 47")).as_str(),
        "10000000147"
    );
}

#[test]
fn a_debug_print_does_not_tell_the_number() {
    assert!(!format!("{:?}", Tckn::parse(GOOD[0])).contains("146"));
}

#[test]
fn warnings_keep_their_json_names() {
    let names: Vec<String> = IdentityWarning::ALL
        .iter()
        .map(|warning| serde_json::to_string(warning).unwrap())
        .collect();
    assert_eq!(
        names.join(" "),
        r#""not_digits" "length" "leading_zero" "repeated_digit" "checksum" "foreigners_number" "not_foreigners_number" "unexpected""#
    );
}

fn nine_digits() -> impl Strategy<Value = [u8; 9]> {
    (1_u8..=9, prop::array::uniform8(0_u8..=9)).prop_map(|(first, rest)| {
        let mut nine = [first; 9];
        nine[1..].copy_from_slice(&rest);
        nine
    })
}

proptest! {
    #[test]
    fn the_rule_accepts_what_it_makes_and_no_wrong_digit(nine in nine_digits(), at in 0_usize..11, by in 1_u8..10) {
        let number = complete(nine);
        let kind = if number.starts_with("99") { PersonKind::Foreigner } else { PersonKind::Citizen };
        prop_assume!(warning(kind, &number) != Some(IdentityWarning::RepeatedDigit));
        prop_assert_eq!(warning(kind, &number), None);
        let mut wrong = number.into_bytes();
        wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert!(Tckn::parse(&wrong).is_err() && Ykn::parse(&wrong).is_err(), "{}", wrong);
    }

    #[test]
    fn any_text_is_taken_and_reads_the_same_again(text in any::<String>()) {
        for kind in PersonKind::ALL {
            let number = check_number(kind, &text).number;
            prop_assert_eq!(readable(kind, number.clone()), number);
        }
    }
}
