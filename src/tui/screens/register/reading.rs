//! What a clerk means by what is typed into the one field that asks who it is.

use crate::domain::identity::{Tckn, Ykn};
use crate::domain::person::PersonKind;
use crate::domain::phone;
use crate::domain::registration::RegistrationDraft;
use crate::text::{CleanText, ascii_digit, is_separator, lower_tr, title_tr};

/// Digits from which a number that is no telephone's is an identity number rather than a part of
/// one.
const IDENTITY_DIGITS: usize = 11;

/// What was typed, as far as its signs tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Nothing,
    IdentityNumber(String),
    Phone(String),
    /// Given names, family name.
    Name(String, String),
}

/// Reads what was typed. Digits are an identity number unless they ring: no identity number
/// begins with 0, and a mobile number without its 0 has ten digits.
#[must_use]
pub fn read(typed: &str) -> Typed {
    let typed = CleanText::line(typed);
    let typed = typed.as_str();
    if typed.is_empty() {
        return Typed::Nothing;
    }
    let digits = typed.chars().filter(|c| ascii_digit(*c).is_some()).count();
    let numeric = typed
        .chars()
        .all(|c| ascii_digit(c).is_some() || is_separator(c) || c == '+');
    if digits == 0 || !numeric {
        return name(typed);
    }
    let rings = phone::normalise(typed).is_recognised();
    let identity = digits == IDENTITY_DIGITS && !typed.starts_with(['0', '+']);
    if rings && !identity {
        Typed::Phone(typed.to_owned())
    } else {
        Typed::IdentityNumber(typed.to_owned())
    }
}

/// The last word is the family name, where there are several. A name typed without a capital gets
/// its capitals.
fn name(typed: &str) -> Typed {
    let typed = if lower_tr(typed) == typed {
        title_tr(typed)
    } else {
        typed.to_owned()
    };
    match typed.rsplit_once(' ') {
        Some((given, family)) => Typed::Name(given.to_owned(), family.to_owned()),
        None => Typed::Name(typed, String::new()),
    }
}

/// Puts what was typed where it belongs, if nothing stands there yet; whatever finds no place stays
/// where it was typed.
pub fn pour(draft: &mut RegistrationDraft) {
    let typed = std::mem::take(&mut draft.who);
    let mut put = |places: &mut [(&mut String, String)]| {
        let free = places.iter().all(|(place, _)| place.is_empty());
        if free {
            for (place, text) in places {
                **place = std::mem::take(text);
            }
        } else {
            draft.who.clone_from(&typed);
        }
    };
    match read(&typed) {
        Typed::Nothing => {}
        Typed::IdentityNumber(number) => {
            put(&mut [(&mut draft.identity_number, number)]);
            draft.person_kind = kind_of(draft.person_kind, &draft.identity_number);
        }
        Typed::Phone(number) => put(&mut [(&mut draft.phone, number)]),
        Typed::Name(given, family) => put(&mut [
            (&mut draft.given_name, given),
            (&mut draft.family_name, family),
        ]),
    }
}

/// The kind of person a number belongs to, where the number leaves no doubt; else as chosen.
#[must_use]
pub fn kind_of(chosen: PersonKind, number: &str) -> PersonKind {
    if Tckn::parse(number).is_ok() {
        PersonKind::Citizen
    } else if Ykn::parse(number).is_ok() {
        PersonKind::Foreigner
    } else {
        chosen
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn digits_are_a_number_or_ring() {
        for typed in ["10000000146", "100 000 001 46", "99000000000", "1000"] {
            assert_eq!(read(typed), Typed::IdentityNumber(typed.into()));
        }
        for typed in ["0532 123 45 67", "5321234567", "+905321234567", "444 1 444"] {
            assert_eq!(read(typed), Typed::Phone(typed.into()));
        }
    }

    #[test]
    fn letters_are_a_name() {
        let name = |given: &str, family: &str| Typed::Name(given.into(), family.into());
        assert_eq!(read("ahmet yılmaz"), name("Ahmet", "Yılmaz"));
        assert_eq!(read(" ayşe nur  ışık "), name("Ayşe Nur", "Işık"));
        assert_eq!(read("Ahmet DE MELLO"), name("Ahmet DE", "MELLO"));
        assert_eq!(read("ali"), name("Ali", ""));
        assert_eq!(read("C-4 12"), name("C-4", "12"));
        assert_eq!(read("  "), Typed::Nothing);
    }

    #[test]
    fn what_is_typed_finds_its_place() {
        let mut draft = RegistrationDraft {
            who: "ahmet yılmaz".into(),
            ..RegistrationDraft::default()
        };
        pour(&mut draft);
        assert_eq!(
            (draft.who.as_str(), draft.given_name.as_str()),
            ("", "Ahmet")
        );
        draft.who = "veli".into();
        pour(&mut draft);
        assert_eq!(draft.given_name, "Ahmet", "nothing is written over");
        assert_eq!(draft.who, "veli", "and nothing is lost");
    }

    #[test]
    fn a_number_beyond_doubt_tells_the_kind() {
        assert_eq!(
            kind_of(PersonKind::Foreigner, "10000000146"),
            PersonKind::Citizen
        );
        assert_eq!(
            kind_of(PersonKind::WithoutNumber, "123"),
            PersonKind::WithoutNumber
        );
    }

    proptest! {
        #[test]
        fn nothing_typed_is_lost(typed in "[a-zA-ZçğıöşüÇĞİÖŞÜ0-9+ .\u{202e}\u{0}-]{0,40}") {
            let mut draft = RegistrationDraft { who: typed.clone(), ..RegistrationDraft::default() };
            pour(&mut draft);
            prop_assert_eq!(&draft.who, "");
            let kept = [draft.given_name, draft.family_name, draft.phone, draft.identity_number].concat();
            let letters = |text: &str| crate::text::fold(CleanText::line(text).as_str()).replace(' ', "");
            prop_assert_eq!(letters(&kept), letters(&typed));
        }
    }
}
