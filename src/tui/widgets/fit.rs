//! Fitting text into the cells of a terminal: widths, cuts, wrapping.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The cells a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text, or its beginning and `ellipsis` when it is wider than `cells`.
#[must_use]
pub fn cut(text: &str, cells: usize, ellipsis: &str) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let Some(room) = cells.checked_sub(width(ellipsis)) else {
        return String::new();
    };
    let mut kept = head(text, room).to_owned();
    kept.push_str(ellipsis);
    kept
}

/// The longest beginning of a text, in whole graphemes, that takes at most `cells`.
#[must_use]
pub fn head(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += width(grapheme);
        if used > cells {
            return &text[..at];
        }
    }
    text
}

/// The text cut or filled with spaces to exactly `cells`.
#[must_use]
pub fn exactly(text: &str, cells: usize, ellipsis: &str) -> String {
    let mut fitted = cut(text, cells, ellipsis);
    let missing = cells.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// The lines of a text wrapped at words to `cells`; a longer word is broken. Never empty.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    text.split('\n')
        .flat_map(|line| wrap_line(line, cells.max(1)))
        .collect()
}

fn wrap_line(line: &str, cells: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words_and_gaps(line) {
        let needed = width(word);
        if used + needed > cells && used > 0 && !word.trim().is_empty() {
            lines.push(String::new());
            used = 0;
        }
        if word.trim().is_empty() {
            if used + needed > cells {
                used = cells; // the line ends here; the space is its break
                continue;
            }
            if used == 0 && lines.len() > 1 {
                continue; // no space at the start of a continued line
            }
        }
        for grapheme in word.graphemes(true) {
            let needed = width(grapheme);
            if used + needed > cells && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            if let Some(last) = lines.last_mut() {
                last.push_str(grapheme);
            }
            used += needed;
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// The words of a line, each with the signs that stand at it, and the gaps between them.
fn words_and_gaps(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let gap = rest.chars().next()?.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != gap);
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cuts_by_cells_and_graphemes() {
        assert_eq!(cut("Şükrü Özgün", 11, "…"), "Şükrü Özgün");
        assert_eq!(cut("Şükrü Özgün", 6, "…"), "Şükrü…");
        assert_eq!(cut("日本語", 4, "…"), "日…");
        assert_eq!(cut("👩‍👩‍👧 aile", 2, ""), "👩‍👩‍👧");
        assert_eq!(cut("abc", 0, "…"), "");
        assert_eq!(exactly("ab", 4, "…"), "ab  ");
    }

    #[test]
    fn wraps_at_words() {
        assert_eq!(
            wrap("Başvuru kaydedildi, SMS kuyruğa alındı.", 14),
            ["Başvuru", "kaydedildi,", "SMS kuyruğa", "alındı."]
        );
        assert_eq!(wrap("çokuzunbirsözcük", 6), ["çokuzu", "nbirsö", "zcük"]);
        assert_eq!(wrap("SMS gelmez. Olur.", 10), ["SMS", "gelmez.", "Olur."]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("", 5), [""]);
    }

    proptest! {
        #[test]
        fn wrapping_keeps_every_letter_and_the_width(text in "[a-zçğıöşü ]{0,80}", cells in 1usize..30) {
            let lines = wrap(&text, cells);
            prop_assert!(lines.iter().all(|line| width(line) <= cells));
            let letters = |t: &str| t.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }

        #[test]
        fn a_cut_fits(text in any::<String>(), cells in 0usize..20) {
            prop_assert!(width(&cut(&text, cells, "…")) <= cells.max(width(&text).min(cells)));
        }
    }
}
