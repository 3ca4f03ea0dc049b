//! How alike a word somebody typed and a word of the vocabulary are, from 0 to 1. Both are
//! folded, so that Turkish letters are plain ones here.

/// From here on a word counts as meant, and slips of the keyboard are not looked for.
pub(super) const GOOD: f32 = 0.7;

/// Shortest stem that takes suffixes; shorter ones begin too many words.
const MIN_STEM: usize = 3;

/// Letters that must agree before different endings are forgiven.
const MIN_SHARED: usize = 4;

/// The likeness of two words as forms of one word: equal, not finished yet, or with other
/// suffixes (`faturam` and `faturası`, `musluğum` and `musluk`).
pub(super) fn as_forms(typed: &[char], word: &[char]) -> f32 {
    if typed == word {
        return 1.0;
    }
    if word.starts_with(typed) {
        return 0.6 + 0.35 * ratio(typed.len(), word.len());
    }
    let shared = shared_start(typed, word);
    let stem = if softens(typed, word, shared) {
        shared + 1
    } else {
        shared
    };
    if stem == word.len() && stem >= MIN_STEM {
        return 0.75 + 0.2 * ratio(stem, typed.len());
    }
    let shorter = typed.len().min(word.len());
    if stem >= MIN_SHARED && stem * 4 >= shorter * 3 {
        return 0.45 + 0.3 * ratio(stem, typed.len().max(word.len()));
    }
    0.0
}

/// The likeness of two words when one is mistyped: one letter wrong, missing, surplus or two
/// swapped; two such slips in a long word. What is typed may be the beginning of the word.
pub(super) fn as_slip(typed: &[char], word: &[char]) -> f32 {
    let allowed = match typed.len() {
        0..=3 => return 0.0,
        4..=6 => 1,
        _ => 2,
    };
    if word.len() + allowed < typed.len() {
        return 0.0;
    }
    let slips = slips_to_start(typed, word);
    if slips > allowed {
        return 0.0;
    }
    let finished = ratio(typed.len().min(word.len()), word.len());
    let slips = if slips > 1 { 0.2 } else { 0.1 };
    0.45 + 0.25 * finished - slips
}

/// A final k, p or t becomes ğ, b or d before a vowel: `musluk`, `musluğum`. (ç becomes c, which
/// folds to the same letter.)
fn softens(typed: &[char], word: &[char], shared: usize) -> bool {
    if shared + 1 != word.len() {
        return false;
    }
    let pair = word.get(shared).zip(typed.get(shared));
    matches!(pair, Some(('k', 'g') | ('p', 'b') | ('t', 'd')))
}

fn shared_start(one: &[char], other: &[char]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

/// The least slips (a letter wrong, missing or surplus, two neighbours swapped) that make
/// `typed` some beginning of `word`, by dynamic programming over the two.
fn slips_to_start(typed: &[char], word: &[char]) -> usize {
    let width = word.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    let mut row: Vec<usize> = vec![0; width];
    for (i, letter) in typed.iter().enumerate() {
        row[0] = i + 1;
        for (j, other) in word.iter().enumerate() {
            let wrong = above[j] + usize::from(letter != other);
            let mut least = wrong.min(above[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *letter == word[j - 1] && typed[i - 1] == *other;
            if swapped {
                least = least.min(before[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
    }
    above.into_iter().min().unwrap_or(0)
}

/// Lengths of words are small: no precision is lost.
#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letters(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    fn forms(typed: &str, word: &str) -> f32 {
        as_forms(&letters(typed), &letters(word))
    }

    fn slip(typed: &str, word: &str) -> f32 {
        as_slip(&letters(typed), &letters(word))
    }

    #[test]
    fn forms_of_a_word_are_alike() {
        for (typed, word) in [
            ("fatura", "fatura"),
            ("fatu", "fatura"),
            ("faturam", "fatura"),
            ("muslugum", "musluk"),
            ("kitabi", "kitap"),
            ("derdim", "dert"),
            ("yolumuz", "yol"),
        ] {
            assert!(forms(typed, word) >= GOOD, "{typed} {word}");
        }
        for (typed, word) in [("faturam", "faturasi"), ("emeklim", "emeklilik")] {
            let likeness = forms(typed, word);
            assert!(likeness > 0.4 && likeness < GOOD, "{typed} {word}");
        }
        for (typed, word) in [
            ("karakol", "karayolu"),
            ("sigorta", "sigara"),
            ("suyumuz", "su"),
            ("yol", "kol"),
        ] {
            assert!(forms(typed, word) <= 0.6, "{typed} {word}");
        }
    }

    #[test]
    fn the_nearer_form_is_the_likelier() {
        assert!(forms("su", "su") > forms("su", "sulama"));
        assert!(forms("elektr", "elektrik") > forms("el", "elektrik"));
        assert!(forms("okulda", "okul") > forms("okulda", "okuma"));
    }

    #[test]
    fn slips_are_forgiven() {
        for (typed, word) in [
            ("elektirik", "elektrik"),
            ("elekrik", "elektrik"),
            ("elketrik", "elektrik"),
            ("doglagaz", "dogalgaz"),
            ("emeklilk", "emeklilik"),
            ("hatsane", "hastane"),
            ("kaldirm", "kaldirim"),
            ("elekt", "elektrik"),
            ("elktri", "elektrik"),
        ] {
            assert!(slip(typed, word) > 0.3, "{typed} {word}");
        }
        for (typed, word) in [
            ("yol", "kol"),
            ("kira", "maas"),
            ("okuldan", "oku"),
            ("x", ""),
        ] {
            assert!(slip(typed, word) == 0.0, "{typed} {word}");
        }
    }

    proptest! {
        #[test]
        fn likeness_is_a_share(typed in "[a-z]{0,12}", word in "[a-z]{0,12}") {
            for likeness in [forms(&typed, &word), slip(&typed, &word)] {
                prop_assert!((0.0..=1.0).contains(&likeness));
            }
            prop_assert!(slip(&typed, &word) < GOOD);
        }

        #[test]
        fn one_slip_in_a_word_is_always_forgiven(word in "[a-z]{4,12}", at in 0usize..12, letter in "[a-z]") {
            let at = at % word.len();
            let (start, end) = word.split_at(at);
            let surplus = format!("{start}{letter}{end}");
            let wrong = format!("{start}{letter}{}", &end[1..]);
            prop_assert!(slip(&surplus, &word) > 0.0);
            prop_assert!(slip(&wrong, &word) > 0.0);
            if word.len() > 4 {
                let missing = format!("{start}{}", &end[1..]);
                prop_assert!(slip(&missing, &word) > 0.0);
            }
        }
    }
}
