//! An SMS in its parts.

use super::alphabet::Alphabet;
use crate::text::plain_letters;

/// Which letters SMS are written with: what the gateway knows, and what the office pays for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Letters {
    /// Turkish letters, by the Turkish single shift table where it has all of them.
    #[default]
    Turkish,
    /// Turkish letters, in UCS-2 where the default alphabet lacks one.
    Unicode,
    /// Letters without marks alone.
    Plain,
}

/// An SMS as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// How its characters are written; the same for all parts.
    pub alphabet: Alphabet,
    /// The text of each part; at least one.
    pub parts: Vec<String>,
}

/// What is shown of a text's length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How the characters are written.
    pub alphabet: Alphabet,
    /// Units the text takes: septets, or UTF-16 units.
    pub units: usize,
    /// Units one part holds.
    pub room: usize,
    /// Parts, at least one.
    pub parts: usize,
}

impl Sms {
    /// Writes `text`. A character is never torn between two parts.
    #[must_use]
    pub fn new(text: &str, letters: Letters) -> Self {
        let plain = (letters == Letters::Plain).then(|| plain_letters(text));
        let text = plain.as_deref().unwrap_or(text);
        let alphabet = Alphabet::of(text, letters != Letters::Unicode);
        let units: usize = text.chars().map(|c| alphabet.units(c)).sum();
        let parts = if units <= alphabet.alone() {
            vec![text.to_owned()]
        } else {
            split(text, alphabet)
        };
        Self { alphabet, parts }
    }

    /// How long it is.
    #[must_use]
    pub fn length(&self) -> Length {
        let characters = self.parts.iter().flat_map(|part| part.chars());
        Length {
            alphabet: self.alphabet,
            units: characters.map(|c| self.alphabet.units(c)).sum(),
            room: if self.parts.len() > 1 {
                self.alphabet.joined()
            } else {
                self.alphabet.alone()
            },
            parts: self.parts.len(),
        }
    }
}

fn split(text: &str, alphabet: Alphabet) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut filled = 0;
    for c in text.chars() {
        let units = alphabet.units(c);
        if filled + units > alphabet.joined() {
            parts.push(String::new());
            filled = 0;
        }
        filled += units;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(text: &str, letters: Letters) -> (usize, usize) {
        let length = Sms::new(text, letters).length();
        (length.parts, length.units)
    }

    #[test]
    fn parts_are_counted_as_operators_bill_them() {
        let (a, s, arabic) = ("a".repeat(400), "ş".repeat(400), "س".repeat(400));
        for (text, letters, counted) in [
            ("", Letters::Turkish, (1, 0)),
            (&a[..160], Letters::Turkish, (1, 160)),
            (&a[..161], Letters::Turkish, (2, 161)),
            (&a[..306], Letters::Turkish, (2, 306)),
            (&a[..307], Letters::Turkish, (3, 307)),
            // Two bytes and two septets each.
            (&s[..2 * 77], Letters::Turkish, (1, 154)),
            (&s[..2 * 78], Letters::Turkish, (2, 156)),
            // 149 septets hold 74 of them.
            (&s[..2 * 148], Letters::Turkish, (2, 296)),
            (&s[..2 * 149], Letters::Turkish, (3, 298)),
            (&s[..2 * 70], Letters::Unicode, (1, 70)),
            (&s[..2 * 71], Letters::Unicode, (2, 71)),
            (&s[..2 * 134], Letters::Unicode, (2, 134)),
            (&s[..2 * 135], Letters::Unicode, (3, 135)),
            (&s[..2 * 160], Letters::Plain, (1, 160)),
            (&arabic[..2 * 71], Letters::Turkish, (2, 71)),
        ] {
            assert_eq!(parts(text, letters), counted, "{letters:?} {}", text.len());
        }
        // One letter beyond the default alphabet costs five septets of the one part.
        let mixed = format!("{}ş", &a[..153]);
        assert_eq!(parts(&mixed, Letters::Turkish), (1, 155));
        assert_eq!(parts(&format!("{mixed}a"), Letters::Turkish), (2, 156));
    }

    #[test]
    fn an_escape_and_its_letter_stay_together() {
        let text = format!("{}€{}", "a".repeat(152), "b".repeat(100));
        let sms = Sms::new(&text, Letters::Turkish);
        assert_eq!(sms.parts[0], "a".repeat(152));
        assert!(sms.parts[1].starts_with('€'));
        let text = format!("{}🙂{}", "س".repeat(66), "س".repeat(40));
        let sms = Sms::new(&text, Letters::Turkish);
        assert_eq!(sms.parts[0].encode_utf16().count(), 66);
        assert!(sms.parts[1].starts_with('🙂'));
    }

    fn letters() -> impl Strategy<Value = Letters> {
        prop::sample::select(vec![Letters::Turkish, Letters::Unicode, Letters::Plain])
    }

    proptest! {
        #[test]
        fn parts_make_the_text_and_each_has_room(
            text in "([a-zA-Z çğıöşüÇĞİÖŞÜ€\\[]|[^\\x00]){0,600}",
            letters in letters(),
        ) {
            let sms = Sms::new(&text, letters);
            let whole = sms.parts.concat();
            if letters != Letters::Plain {
                prop_assert_eq!(&whole, &text);
            }
            let length = sms.length();
            for part in &sms.parts {
                let width = if sms.alphabet == Alphabet::Unicode { 2 } else { 1 };
                let units = sms.alphabet.encode(part).len() / width;
                prop_assert!(units <= length.room);
            }
            if length.parts > 1 {
                prop_assert!(length.units > sms.alphabet.alone());
                prop_assert!(sms.parts.iter().all(|part| !part.is_empty()));
            }
        }

        #[test]
        fn plain_takes_fewest_and_unicode_most(text in "[a-zA-Z0-9 çğıöşüÇĞİÖŞÜ€.,]{0,600}") {
            let count = |letters| parts(&text, letters).0;
            prop_assert!(count(Letters::Turkish) <= count(Letters::Unicode));
            prop_assert!(count(Letters::Plain) <= count(Letters::Turkish));
            prop_assert_eq!(Sms::new(&text, Letters::Plain).alphabet, Alphabet::Default);
        }
    }
}
