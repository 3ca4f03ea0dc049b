//! Digits of any script, and the marks people put between them.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The decimal digits of Unicode come in runs of ten, `0` first. These are the zeros of the
/// runs met on keyboards and phones in Turkey: Latin, Arabic-Indic, Persian and Urdu,
/// Devanagari, Bengali and full width; the mathematical ones follow in [`ascii_digit`].
const ZEROS: [u32; 6] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10];

/// Five styles of mathematical digits, side by side.
const MATHEMATICAL: std::ops::RangeInclusive<u32> = 0x1D7CE..=0x1D7FF;

/// The ASCII digit that means the same as `c`, or `None` when `c` is not a decimal digit.
#[must_use]
pub fn ascii_digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let value = if MATHEMATICAL.contains(&code) {
        (code - MATHEMATICAL.start()) % 10
    } else {
        ZEROS
            .iter()
            .filter_map(|zero| code.checked_sub(*zero))
            .find(|distance| *distance < 10)?
    };
    char::from_digit(value, 10)
}

/// Whether `c` only separates the digits of a number: white space, a dash of any length,
/// a dot, slash, comma, underscore or bracket, or a format character, such as the direction marks that come with a number copied from a telephone.
#[must_use]
pub fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '.' | '/' | ',' | '_' | '(' | ')' | '[' | ']' | '\u{2212}' | '·' | '・'
        )
        || matches!(
            c.general_category(),
            GeneralCategory::DashPunctuation | GeneralCategory::Format
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_known_script_become_ascii() {
        for digits in [
            "0123456789",
            "٠١٢٣٤٥٦٧٨٩",
            "۰۱۲۳۴۵۶۷۸۹",
            "०१२३४५६७८९",
            "\u{ff10}\u{ff11}\u{ff12}\u{ff13}\u{ff14}\u{ff15}\u{ff16}\u{ff17}\u{ff18}\u{ff19}",
            "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
            "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
        ] {
            let ascii: String = digits.chars().filter_map(ascii_digit).collect();
            assert_eq!(ascii, "0123456789", "{digits}");
        }
        for c in ['a', 'O', 'l', '/', ':', '²', '½', 'Ⅳ', '\0', char::MAX] {
            assert_eq!(ascii_digit(c), None, "{c:?}");
        }
    }

    #[test]
    fn separators_are_neither_letters_nor_digits() {
        for c in [
            '-', '–', '—', '−', ' ', '\u{a0}', '.', '/', '(', ')', '\u{200e}', '\u{202a}',
        ] {
            assert!(is_separator(c), "{c:?}");
        }
        for c in ['a', 'ı', '0', '٣', '+', '#', '@'] {
            assert!(!is_separator(c), "{c:?}");
        }
    }
}
