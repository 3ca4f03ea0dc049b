//! Text in the letters of the Latin alphabet alone.

use super::fold;

/// `text` as somebody types it who has no Turkish keyboard: `Şükrü'nün işi` is `Sukru'nun isi`.
///
/// Letters fold as [`fold()`] folds them and keep their case; typographic quotation marks, dashes
/// and dots become the plain ones; what has no plain form becomes `?`. The result is ASCII
/// without the backtick.
#[must_use]
pub fn plain_letters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '`' | '‘' | '’' | '‚' | '′' | '´' => plain.push('\''),
            '“' | '”' | '„' | '″' | '«' | '»' => plain.push('"'),
            '‐'..='―' | '−' => plain.push('-'),
            '…' => plain.push_str("..."),
            '•' | '·' => plain.push('*'),
            '\n' => plain.push('\n'),
            c if c.is_ascii() && !c.is_ascii_control() => plain.push(c),
            c if c.is_whitespace() => plain.push(' '),
            c => push_folded(&mut plain, c),
        }
    }
    plain
}

fn push_folded(plain: &mut String, c: char) {
    let mut letters = [0; 4];
    let folded = fold(c.encode_utf8(&mut letters));
    if folded.is_empty() || !folded.is_ascii() {
        plain.push('?');
    } else if c.is_uppercase() {
        plain.push_str(&folded.to_ascii_uppercase());
    } else {
        plain.push_str(&folded);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_lose_their_marks_and_keep_their_case() {
        for (text, plain) in [
            ("Şükrü'nün “işi” – bitti…", "Sukru'nun \"isi\" - bitti..."),
            ("ÇĞİÖŞÜ çğıöşü Âîû", "CGIOSU cgiosu Aiu"),
            ("Iğdır\nİzmir", "Igdir\nIzmir"),
            ("tel: 444`1", "tel: 444'1"),
            ("سلام 🙂", "???? ?"),
        ] {
            assert_eq!(plain_letters(text), plain);
        }
    }

    proptest! {
        #[test]
        fn the_result_is_plain_and_stays_as_it_is(text in any::<String>()) {
            let plain = plain_letters(&text);
            prop_assert!(plain.is_ascii());
            prop_assert_eq!(plain_letters(&plain), plain.clone());
        }

        #[test]
        fn the_search_fold_sees_no_difference(text in "[a-zA-Z0-9çğıöşüÇĞİÖŞÜâîû .,'-]{0,60}") {
            prop_assert_eq!(fold(&plain_letters(&text)), fold(&text));
        }
    }
}
