use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn complete() -> RegistrationDraft {
    RegistrationDraft {
        identity_number: "100 000 001 46".into(),
        given_name: "  Şükrü ".into(),
        family_name: "Iğdır".into(),
        phone: "0532 123 45 67".into(),
        birth_date: "29.02.1960".into(),
        topic: Some(TopicCode("11.04".into())),
        text: "Sokağımızın\nsuyu akmıyor.\n".into(),
        ..RegistrationDraft::default()
    }
}

#[test]
fn a_complete_draft_has_no_warning() {
    let checked = complete().check(day("2026-03-10"));
    assert_eq!(checked.warnings, []);
    let person = checked.person;
    assert_eq!(person.number.unwrap().as_str(), "10000000146");
    assert_eq!(person.given_name.as_str(), "Şükrü");
    assert_eq!(person.phone.unwrap().as_str(), "+905321234567");
    assert_eq!(checked.demography.age_group, Some(AgeGroup::Over65));
    assert_eq!(checked.text.as_str(), "Sokağımızın\nsuyu akmıyor.");
}

#[test]
fn an_empty_draft_is_registered_with_warnings() {
    let checked = RegistrationDraft::default().check(day("2026-03-10"));
    use RegistrationWarning::*;
    assert_eq!(
        checked.warnings,
        [
            IdentityNumberMissing,
            NameMissing,
            PhoneMissing,
            TopicMissing,
            TextMissing
        ]
    );
}

#[test]
fn what_cannot_be_read_is_kept_as_typed() {
    let draft = RegistrationDraft {
        identity_number: "11111111110".into(),
        phone: "dahili 12".into(),
        birth_date: "29.02.1961".into(),
        ..complete()
    };
    let checked = draft.check(day("2026-03-10"));
    use RegistrationWarning::*;
    assert_eq!(
        checked.warnings,
        [
            IdentityNumber(IdentityWarning::RepeatedDigit),
            Phone(PhoneWarning::NotDigits),
            BirthDate(DateWarning::NoSuchDay),
        ]
    );
    let person = checked.person;
    assert_eq!(person.number.unwrap().as_str(), "11111111110");
    assert_eq!(person.phone.unwrap().as_str(), "dahili 12");
    assert_eq!(
        person.birth,
        Some(Birth::AsTyped(CleanText::line("29.02.1961")))
    );
}

#[test]
fn born_tomorrow_is_noticed() {
    let draft = RegistrationDraft {
        birth_date: "11.03.2026".into(),
        ..complete()
    };
    let checked = draft.check(day("2026-03-10"));
    assert_eq!(checked.warnings, [RegistrationWarning::BirthDateInFuture]);
}

#[test]
fn a_returning_visitor_fills_the_form_and_keeps_what_was_said() {
    let known = complete().check(day("2026-03-10")).person;
    let id = PersonId(Uuid::from_u128(5));
    let mut draft = RegistrationDraft {
        text: "Yeni konu".into(),
        ..RegistrationDraft::default()
    };
    draft.fill_person(id, &known);
    assert_eq!(draft.person, Some(id));
    assert_eq!(draft.text, "Yeni konu");
    let again = draft.check(day("2026-03-10")).person;
    assert_eq!(again, known);
}

proptest! {
    #[test]
    fn any_typing_is_taken_and_comes_out_clean(
        number in any::<String>(), name in any::<String>(), phone in any::<String>(),
        birth in any::<String>(), text in any::<String>(),
    ) {
        let draft = RegistrationDraft {
            identity_number: number,
            given_name: name,
            phone,
            birth_date: birth,
            text,
            ..RegistrationDraft::default()
        };
        let checked = draft.check(day("2026-03-10"));
        let control = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
        prop_assert!(!control(checked.text.as_str()));
        prop_assert!(!control(&checked.person.full_name()));
        let json = serde_json::to_string(&draft).unwrap();
        prop_assert_eq!(serde_json::from_str::<RegistrationDraft>(&json).unwrap(), draft);
    }
}
