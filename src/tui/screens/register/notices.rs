//! Which field a warning stands under, and from when on.

use std::collections::BTreeSet;

use super::fields::Field;
use crate::domain::registration::{RegistrationDraft, RegistrationWarning};
use crate::text::ascii_digit;

/// Digits from which an identity number or a telephone can be judged while it is still typed.
const COMPLETE_NUMBER: usize = 11;

/// Digits of a complete birth date.
const COMPLETE_DATE: usize = 8;

/// The field a warning stands under.
#[must_use]
pub fn field_of(warning: RegistrationWarning) -> Field {
    match warning {
        RegistrationWarning::IdentityNumberMissing | RegistrationWarning::IdentityNumber(_) => {
            Field::Number
        }
        RegistrationWarning::NameMissing => Field::FamilyName,
        RegistrationWarning::PhoneMissing | RegistrationWarning::Phone(_) => Field::Phone,
        RegistrationWarning::Email => Field::Email,
        RegistrationWarning::BirthDate(_) | RegistrationWarning::BirthDateInFuture => {
            Field::BirthDate
        }
        RegistrationWarning::TopicMissing | RegistrationWarning::LikelyDuplicate => Field::Topic,
        RegistrationWarning::TextMissing => Field::Text,
    }
}

/// Whether a warning is worth saying now: not while the clerk is still typing, and not about a
/// field nobody has come to yet.
#[must_use]
pub fn is_ripe(
    warning: RegistrationWarning,
    draft: &RegistrationDraft,
    focus: Option<Field>,
    left: &BTreeSet<Field>,
) -> bool {
    let field = field_of(warning);
    if focus != Some(field) {
        return left.contains(&field);
    }
    let complete = |typed: &str, digits: usize| {
        typed.chars().filter(|c| ascii_digit(*c).is_some()).count() >= digits
    };
    match warning {
        RegistrationWarning::IdentityNumber(_) => complete(&draft.identity_number, COMPLETE_NUMBER),
        RegistrationWarning::Phone(_) => complete(&draft.phone, COMPLETE_NUMBER),
        RegistrationWarning::BirthDate(_) | RegistrationWarning::BirthDateInFuture => {
            complete(&draft.birth_date, COMPLETE_DATE)
        }
        RegistrationWarning::LikelyDuplicate => true,
        _ => false,
    }
}

/// The fields of a draft in which something stands: whoever typed it has been there.
#[must_use]
pub fn touched(draft: &RegistrationDraft) -> BTreeSet<Field> {
    [
        (Field::Number, !draft.identity_number.is_empty()),
        (Field::FamilyName, !draft.family_name.is_empty()),
        (Field::Phone, !draft.phone.is_empty()),
        (Field::Email, !draft.email.is_empty()),
        (Field::BirthDate, !draft.birth_date.is_empty()),
        (Field::Topic, draft.topic.is_some()),
        (Field::Text, !draft.text.is_empty()),
    ]
    .into_iter()
    .filter_map(|(field, touched)| touched.then_some(field))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::IdentityWarning;

    #[test]
    fn nobody_is_warned_while_typing() {
        let wrong = RegistrationWarning::IdentityNumber(IdentityWarning::Length);
        let mut draft = RegistrationDraft {
            identity_number: "1000".into(),
            ..RegistrationDraft::default()
        };
        let none = BTreeSet::new();
        let left = BTreeSet::from([Field::Number]);
        assert!(!is_ripe(wrong, &draft, Some(Field::Number), &left));
        assert!(is_ripe(wrong, &draft, Some(Field::Phone), &left));
        assert!(!is_ripe(wrong, &draft, Some(Field::Phone), &none));
        draft.identity_number = "10000000140".into();
        assert!(
            is_ripe(wrong, &draft, Some(Field::Number), &none),
            "eleven digits can be judged at once"
        );
        let missing = RegistrationWarning::TextMissing;
        assert!(!is_ripe(missing, &draft, Some(Field::Text), &left));
    }
}
