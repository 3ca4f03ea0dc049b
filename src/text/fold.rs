//! The search fold.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::digits::ascii_digit;

/// The form in which texts are compared and searched.
///
/// Upper and lower case, dotted and dotless i (`I`, `ı`, `İ`, `i`), letters with and without
/// marks (`ş`/`s`, `â`/`a`) and digits of any script fold to the same plain letters:
/// `ISPARTA`, `ısparta` and `Isparta` give `isparta`; `Şükrü` gives `sukru`. Anything but
/// letters and digits separates words; words are one space apart, none at either end.
/// Folding twice changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        gap: false,
    };
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else if let Some(letter) = turkish_letter(c) {
            folded.push(letter);
        } else {
            folded.push_decomposed(c);
        }
    }
    folded.text
}

struct Folded {
    text: String,
    /// A separator was met since the last letter.
    gap: bool,
}

impl Folded {
    /// Compatibility decomposition first (full width, ligatures), then case, then again:
    /// the lower case of some letters decomposes where the letter itself does not.
    fn push_decomposed(&mut self, c: char) {
        for part in std::iter::once(c).nfkd() {
            for lower in part.to_lowercase() {
                std::iter::once(lower).nfkd().for_each(|c| self.push(c));
            }
        }
    }

    /// Takes a lower-case character that does not decompose any further.
    fn push(&mut self, c: char) {
        if is_combining_mark(c) || c.general_category() == GeneralCategory::Format {
            return;
        }
        if !c.is_alphanumeric() {
            self.gap = !self.text.is_empty();
            return;
        }
        if std::mem::take(&mut self.gap) {
            self.text.push(' ');
        }
        match plain_letters(c) {
            Some(letters) => self.text.push_str(letters),
            None => self.text.push(ascii_digit(c).unwrap_or(c)),
        }
    }
}

/// The Turkish letters beyond ASCII: most of what is folded, without the way through the
/// decomposition, which gives the same.
fn turkish_letter(c: char) -> Option<char> {
    Some(match c {
        'ı' | 'İ' => 'i',
        'ç' | 'Ç' => 'c',
        'ğ' | 'Ğ' => 'g',
        'ö' | 'Ö' => 'o',
        'ş' | 'Ş' => 's',
        'ü' | 'Ü' => 'u',
        _ => return None,
    })
}

/// Latin letters whose bar, stroke or ligature Unicode does not treat as a mark, written as a
/// Turkish clerk would type them (`ə` is the Azerbaijani e).
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ə' => "e",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{CleanText, lower_tr, title_tr, upper_tr};
    use super::*;

    #[test]
    fn turkish_spellings_meet() {
        for (spellings, folded) in [
            (
                &["ISPARTA", "ısparta", "Isparta", "isparta", "İSPARTA"][..],
                "isparta",
            ),
            (
                &["Şükrü", "ŞÜKRÜ", "sukru", "S\u{327}u\u{308}kru\u{308}"],
                "sukru",
            ),
            (&["IĞDIR", "ığdır", "Iğdır", "igdir", "İğdir"], "igdir"),
            (&["Kâmil", "KÂMİL", "kamil", "Kâmıl"], "kamil"),
            (&["Lâle Hîç Rûya", "lale hic ruya"], "lale hic ruya"),
            (
                &["Çağrı ÖZGÜN", "cagri ozgun", "Cagrı Özgun"],
                "cagri ozgun",
            ),
            (
                &["Əliyev", "ALIYEV".to_lowercase().replace('a', "e").as_str()][..],
                "eliyev",
            ),
        ] {
            for spelling in spellings {
                assert_eq!(fold(spelling), folded, "{spelling}");
            }
        }
    }

    #[test]
    fn only_letters_digits_and_single_spaces_stay() {
        assert_eq!(
            fold("  Ankara'da,\t(3. kat)\n no:5/A "),
            "ankara da 3 kat no 5 a"
        );
        assert_eq!(fold("Tel ٠٥٣٢ 123"), "tel 0532 123");
        assert_eq!(fold("ﬁkir № 5"), "fikir no 5");
        assert_eq!(fold("bir\u{ad}likte"), "birlikte");
        assert_eq!(fold("🙂 - !"), "");
        assert_eq!(fold(""), "");
    }

    #[test]
    fn the_short_way_gives_what_the_long_way_gives() {
        let short = "çÇğĞıİöÖşŞüÜ";
        for c in short.chars() {
            let mut long = Folded {
                text: String::new(),
                gap: false,
            };
            long.push_decomposed(c);
            assert_eq!(turkish_letter(c).map(String::from), Some(long.text), "{c}");
        }
        let taken = ('\0'..=char::MAX).filter(|c| turkish_letter(*c).is_some());
        assert_eq!(taken.count(), short.chars().count());
    }

    #[test]
    fn every_character_folds_to_its_own_fold() {
        for c in '\0'..=char::MAX {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn shape(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert!(folded.chars().all(|c| c == ' ' || c.is_alphanumeric()));
            prop_assert!(!folded.contains("  "));
            prop_assert_eq!(folded.trim(), &folded);
        }

        #[test]
        fn turkish_case_does_not_matter(text in "[a-zA-ZçğıöşüâîûÇĞİÖŞÜÂÎÛ0-9 .'-]{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&upper_tr(&text)), folded.clone());
            prop_assert_eq!(fold(&lower_tr(&text)), folded.clone());
            prop_assert_eq!(fold(&title_tr(&text)), folded.clone());
            prop_assert!(folded.is_ascii());
        }

        #[test]
        fn cleaning_does_not_change_what_is_found(text in "[a-zA-ZçğıöşüÇĞİÖŞÜ\u{307}\u{327}\u{200b}\u{202e} ]{0,40}") {
            prop_assert_eq!(fold(CleanText::line(&text).as_str()), fold(&text));
        }
    }
}
