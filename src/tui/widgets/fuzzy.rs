//! Fuzzy search in labels, both sides folded the Turkish way: `isik` finds `Işık`.

use std::cell::RefCell;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::fold;

/// A label in its folded form, which remembers the grapheme each letter came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedLabel {
    folded: String,
    /// For each character of `folded`, the index of its grapheme in the label.
    source: Vec<u32>,
}

impl FoldedLabel {
    /// Folds a label.
    #[must_use]
    pub fn new(label: &str) -> Self {
        let mut folded = String::with_capacity(label.len());
        let mut source = Vec::with_capacity(label.len());
        let mut gap = false;
        for (index, grapheme) in label.graphemes(true).enumerate() {
            let letters = fold(grapheme);
            if letters.is_empty() {
                gap = !folded.is_empty();
                continue;
            }
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            if std::mem::take(&mut gap) {
                folded.push(' ');
                source.push(index);
            }
            for letter in letters.chars() {
                folded.push(letter);
                source.push(index);
            }
        }
        Self { folded, source }
    }

    /// The folded label.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.folded
    }
}

/// What is looked for.
pub struct Fuzzy {
    /// Behind a cell since marking letters, which drawing does, needs its memory.
    matcher: RefCell<Matcher>,
    pattern: Pattern,
}

impl Default for Fuzzy {
    fn default() -> Self {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            matcher: RefCell::new(Matcher::new(config)),
            pattern: Pattern::default(),
        }
    }
}

impl Fuzzy {
    /// Looks for what was typed from now on: the words in any order, each with its letters in
    /// order.
    pub fn look_for(&mut self, typed: &str) {
        self.pattern = Pattern::new(
            &fold(typed),
            CaseMatching::Respect,
            Normalization::Never,
            AtomKind::Fuzzy,
        );
    }

    /// The positions of the labels found, the best first; equally good ones stay in their order.
    /// All of them when nothing was typed.
    pub fn rank<'a>(&self, labels: impl Iterator<Item = &'a FoldedLabel>) -> Vec<usize> {
        let mut matcher = self.matcher.borrow_mut();
        let mut buffer = Vec::new();
        let mut found: Vec<(u32, usize)> = labels
            .enumerate()
            .filter_map(|(at, label)| {
                let hay = Utf32Str::new(label.as_str(), &mut buffer);
                let score = self.pattern.score(hay, &mut matcher)?;
                Some((score, at))
            })
            .collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, at)| at).collect()
    }

    /// The graphemes of a label that match, in order.
    #[must_use]
    pub fn marks(&self, label: &FoldedLabel) -> Vec<usize> {
        let mut buffer = Vec::new();
        let mut found = Vec::new();
        let hay = Utf32Str::new(label.as_str(), &mut buffer);
        let mut matcher = self.matcher.borrow_mut();
        if self
            .pattern
            .indices(hay, &mut matcher, &mut found)
            .is_none()
        {
            return Vec::new();
        }
        let mut marks: Vec<usize> = found
            .into_iter()
            .filter_map(|at| label.source.get(at as usize))
            .map(|grapheme| *grapheme as usize)
            .collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::CleanText;

    fn found(typed: &str, labels: &[&'static str]) -> Vec<&'static str> {
        let folded: Vec<_> = labels.iter().map(|l| FoldedLabel::new(l)).collect();
        let mut fuzzy = Fuzzy::default();
        fuzzy.look_for(typed);
        fuzzy
            .rank(folded.iter())
            .into_iter()
            .map(|at| labels[at])
            .collect()
    }

    #[test]
    fn turkish_letters_meet_plain_ones() {
        let labels = ["Işıklar", "İskele", "Çankaya", "Şişli"];
        assert_eq!(found("isik", &labels), ["Işıklar"]);
        assert_eq!(found("ÇANKAYA", &labels), ["Çankaya"]);
        assert_eq!(found("cnky", &labels), ["Çankaya"]);
        assert_eq!(found("ŞİŞLİ", &labels), ["Şişli"]);
        assert_eq!(found("", &labels), labels);
    }

    #[test]
    fn words_in_any_order_and_the_better_first() {
        let labels = [
            "Emniyet › Pasaport ve kimlik",
            "Nüfus › Kimlik kartı",
            "Yol › Kaldırım",
        ];
        assert_eq!(found("kart kimlik", &labels), ["Nüfus › Kimlik kartı"]);
        assert_eq!(found("kimlik nufus", &labels), ["Nüfus › Kimlik kartı"]);
        assert_eq!(found("kal", &labels).first(), Some(&"Yol › Kaldırım"));
    }

    #[test]
    fn marks_point_at_the_letters_on_screen() {
        let label = FoldedLabel::new("Şeker (ß) Işık");
        let mut fuzzy = Fuzzy::default();
        fuzzy.look_for("isik");
        assert_eq!(fuzzy.marks(&label), [10, 11, 12, 13]);
        fuzzy.look_for("xyz");
        assert!(fuzzy.marks(&label).is_empty());
    }

    proptest! {
        #[test]
        fn a_folded_label_is_the_fold(text in any::<String>()) {
            let label = CleanText::line(&text);
            let folded = FoldedLabel::new(label.as_str());
            prop_assert_eq!(folded.folded.chars().count(), folded.source.len());
            prop_assert_eq!(folded.as_str().replace(' ', ""), fold(label.as_str()).replace(' ', ""));
        }

        #[test]
        fn typing_anything_is_fine(typed in any::<String>(), text in any::<String>()) {
            let label = FoldedLabel::new(&text);
            let mut fuzzy = Fuzzy::default();
            fuzzy.look_for(&typed);
            fuzzy.rank(std::iter::once(&label));
            let _ = fuzzy.marks(&label);
        }
    }
}
