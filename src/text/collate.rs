//! The order of the Turkish alphabet, for lists people read.

use unicode_normalization::UnicodeNormalization;

use super::{fold, lower_tr};

/// The Turkish alphabet in its order; q, w and x, which it lacks, stand where they stand in
/// the Latin one.
const ALPHABET: &str = "abcçdefgğhıijklmnoöpqrsştuüvwxyz";

const SPACE: u32 = 0;
const DIGITS: u32 = 1;
const LETTERS: u32 = 20;
/// Added to the code point of a letter of another script: after z, by code point.
const OTHERS: u32 = 1000;

/// What a text is sorted by. Keys compare as the texts are listed; equal keys mean equal texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CollationKey {
    weights: Vec<u32>,
    lower: String,
    text: String,
}

/// The key of `text` in Turkish alphabetical order.
///
/// Words are compared one after the other (`Ak Su` before `Akar`), digits come before letters,
/// upper and lower case are the same letter, a letter with a mark the alphabet does not know
/// (`â`, `é`) is its plain letter, and what is neither letter nor digit only parts words; an
/// apostrophe and a dot not even that. Where this leaves two texts equal, plain comes before
/// marked; the code points decide the rest.
#[must_use]
pub fn collation_key(text: &str) -> CollationKey {
    let composed: String = text.nfc().collect();
    let lower = lower_tr(&composed);
    let mut weights = Vec::with_capacity(lower.len());
    for c in lower.chars() {
        push_weights(&mut weights, c);
    }
    if weights.last() == Some(&SPACE) {
        weights.pop();
    }
    CollationKey {
        weights,
        lower,
        text: text.to_owned(),
    }
}

fn push_weights(weights: &mut Vec<u32>, c: char) {
    if let Some(weight) = weight(c) {
        weights.push(weight);
    } else if c.is_alphanumeric() {
        let plain = fold(c.encode_utf8(&mut [0; 4]));
        let other = |letter: char| OTHERS + u32::from(letter);
        weights.extend(plain.chars().map(|p| weight(p).unwrap_or_else(|| other(p))));
    } else if !matches!(c, '\'' | '’' | '.')
        && !unicode_normalization::char::is_combining_mark(c)
        && weights.last().is_some_and(|last| *last != SPACE)
    {
        weights.push(SPACE);
    }
}

/// The place of a lower-case letter of the alphabet or an ASCII digit.
fn weight(c: char) -> Option<u32> {
    if let Some(digit) = c.to_digit(10) {
        return Some(DIGITS + digit);
    }
    let place = ALPHABET.chars().position(|letter| letter == c)?;
    u32::try_from(place).ok().map(|place| LETTERS + place)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use std::cmp::Ordering;

    use super::super::upper_tr;
    use super::*;

    fn compare(one: &str, other: &str) -> Ordering {
        collation_key(one).cmp(&collation_key(other))
    }

    fn assert_in_order(texts: &[&str]) {
        for pair in texts.windows(2) {
            assert_eq!(compare(pair[0], pair[1]), Ordering::Less, "{pair:?}");
        }
    }

    #[test]
    fn letters_come_in_the_order_of_the_alphabet() {
        let lower: Vec<String> = ALPHABET.chars().map(String::from).collect();
        let upper: Vec<String> = lower.iter().map(|letter| upper_tr(letter)).collect();
        for letters in [&lower, &upper] {
            let texts: Vec<&str> = letters.iter().map(String::as_str).collect();
            assert_in_order(&texts);
        }
    }

    #[test]
    fn names_come_as_in_a_turkish_list() {
        assert_in_order(&[
            "Cihanbeyli",
            "Cizre",
            "Çamlıca",
            "Çankaya",
            "Çubuk",
            "Dicle",
        ]);
        assert_in_order(&["Hakkari", "Iğdır", "ISPARTA", "İçel", "istanbul", "İzmir"]);
        assert_in_order(&["Kulu", "Kuşadası", "Küre", "Osmaniye", "Ödemiş", "Polatlı"]);
        assert_in_order(&["Siirt", "Sivas", "Şanlıurfa", "Şırnak", "Tokat"]);
        assert_in_order(&["1. Gündoğan", "2. Gündoğan", "Ak", "Ak Su", "Akar", "Aksu"]);
        assert_in_order(&["Ala", "âlâ", "Alaca", "Lala", "Lale", "Lâle", "Z", "Ω", "Я"]);
        assert_in_order(&["", "A", "Ab"]);
    }

    #[test]
    fn case_apostrophes_and_dots_only_break_ties() {
        for (one, other) in [
            ("ANKARA'YA", "Ankaraya"),
            ("T.C.", "tc"),
            ("Ak-su", "AK SU"),
        ] {
            assert_eq!(collation_key(one).weights, collation_key(other).weights);
            assert_ne!(compare(one, other), Ordering::Equal);
        }
    }

    proptest! {
        #[test]
        fn the_order_is_total_and_case_blind(one in any::<String>(), other in any::<String>()) {
            prop_assert_eq!(compare(&one, &other), compare(&other, &one).reverse());
            prop_assert_eq!(compare(&one, &other) == Ordering::Equal, one == other);
        }

        #[test]
        fn case_moves_no_word(one in "[a-zçğıöşü ]{0,12}", other in "[a-zçğıöşü ]{0,12}") {
            let weights = |text: &str| collation_key(text).weights;
            prop_assert_eq!(weights(&upper_tr(&one)), weights(&one));
            prop_assert_eq!(
                weights(&upper_tr(&one)).cmp(&weights(&other)),
                weights(&one).cmp(&weights(&other))
            );
        }
    }
}
