//! Upper, lower and title case by the Turkish alphabet: `i`–`İ` and `ı`–`I` are two letters.

/// The dot of `İ` when it comes as a mark of its own.
const DOT_ABOVE: char = '\u{307}';

/// Upper case: `i` gives `İ`, `ı` gives `I`.
#[must_use]
pub fn upper_tr(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_upper(&mut out, c));
    out
}

/// Lower case: `I` gives `ı`, `İ` (also as `I` and a combining dot) gives `i`.
#[must_use]
pub fn lower_tr(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == 'I' && chars.next_if_eq(&DOT_ABOVE).is_some() {
            out.push('i');
        } else {
            push_lower(&mut out, c);
        }
    }
    out
}

/// Title case: the first letter of each word upper, the others lower. A suffix after an
/// apostrophe stays lower (`Ankara'da`); a hyphen, dot or bracket begins a word
/// (`Ayşe-Nur`).
#[must_use]
pub fn title_tr(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_word = false;
    for c in lower_tr(text).chars() {
        if in_word {
            out.push(c);
        } else {
            push_title(&mut out, c);
        }
        let continues = matches!(c, '\'' | '’') || is_mark(c);
        in_word = c.is_alphanumeric() || (in_word && continues);
    }
    out
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn push_upper(out: &mut String, c: char) {
    match c {
        'i' => out.push('İ'),
        _ => out.extend(c.to_uppercase()),
    }
}

/// Of letters whose capital is two letters (`ß`, ligatures) only the first is one.
fn push_title(out: &mut String, c: char) {
    let mut upper = String::new();
    push_upper(&mut upper, c);
    let mut letters = upper.chars();
    out.extend(letters.next());
    letters.for_each(|letter| push_lower(out, letter));
}

fn push_lower(out: &mut String, c: char) {
    match c {
        'I' => out.push('ı'),
        'İ' => out.push('i'),
        _ => out.extend(c.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LOWER: &str = "abcçdefgğhıijklmnoöprsştuüvyzâîû";
    const UPPER: &str = "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZÂÎÛ";

    #[test]
    fn the_alphabet_maps_both_ways() {
        assert_eq!(upper_tr(LOWER), UPPER);
        assert_eq!(lower_tr(UPPER), LOWER);
        assert_eq!(lower_tr("I\u{307}zmir"), "izmir");
    }

    #[test]
    fn words_begin_with_a_capital() {
        for (text, title) in [
            ("ışık iNCİ", "Işık İnci"),
            ("IĞDIR", "Iğdır"),
            ("ANKARA'DA", "Ankara'da"),
            ("ayşe-nur ÖZ", "Ayşe-Nur Öz"),
            ("(ikinci) 3a", "(İkinci) 3a"),
            ("'ince'", "'İnce'"),
            ("", ""),
        ] {
            assert_eq!(title_tr(text), title);
        }
    }

    proptest! {
        #[test]
        fn case_round_trips(text in "[abcçdefgğhıijklmnoöprsştuüvyzâîû ]{0,40}") {
            prop_assert_eq!(lower_tr(&upper_tr(&text)), text.clone());
            prop_assert_eq!(lower_tr(&title_tr(&text)), text);
        }

        #[test]
        fn any_text_is_taken(text in any::<String>()) {
            let upper = upper_tr(&text);
            prop_assert!(!upper.contains('i') && !upper.contains('ı'));
            prop_assert!(!lower_tr(&text).contains(['I', 'İ']));
            prop_assert_eq!(title_tr(&title_tr(&text)), title_tr(&text));
        }
    }
}
