//! From a text to lines: where it may be broken (Unicode Standard Annex #14) and what fits.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::face::Face;

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Without the space it was broken at.
    pub(super) text: String,
    /// Points.
    pub(super) width: f32,
    /// Whether the paragraph ends here, or a line break was written.
    pub(super) last: bool,
}

/// How a text is broken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Size of the letters, in points.
    pub(super) size: f32,
    /// Width of a line, in points.
    pub(super) width: f32,
    /// How much shorter the first line of each paragraph is, in points.
    pub(super) indent: f32,
}

/// The lines of a text. A word longer than a line is broken between letters; a text without a
/// letter is one empty line. Linear in the length of the text.
pub(super) fn lines(text: &str, face: &Face, measure: Measure) -> Vec<Line> {
    text.split('\n')
        .flat_map(|paragraph| Breaker::new(face, measure).lines(paragraph))
        .collect()
}

struct Breaker<'f> {
    face: &'f Face,
    measure: Measure,
    done: Vec<Line>,
    line: String,
    /// Of the line, its closing spaces included.
    width: f32,
}

impl<'f> Breaker<'f> {
    fn new(face: &'f Face, measure: Measure) -> Self {
        Self {
            face,
            measure,
            done: Vec::new(),
            line: String::new(),
            width: 0.0,
        }
    }

    fn lines(mut self, paragraph: &str) -> Vec<Line> {
        let mut from = 0;
        for (to, opportunity) in linebreaks(paragraph) {
            self.take(&paragraph[from..to]);
            from = to;
            if opportunity == BreakOpportunity::Mandatory && to < paragraph.len() {
                self.end_line(true);
            }
        }
        self.end_line(true);
        self.done
    }

    /// Takes what must stay together, with the spaces after it.
    fn take(&mut self, piece: &str) {
        let word = self.wide(piece.trim_end());
        if self.width + word > self.room() && !self.line.is_empty() {
            self.end_line(false);
        }
        if word <= self.room() {
            self.push(piece);
        } else {
            self.take_long(piece);
        }
    }

    fn take_long(&mut self, word: &str) {
        for letter in word.graphemes(true) {
            if self.width + self.wide(letter.trim_end()) > self.room() && !self.line.is_empty() {
                self.end_line(false);
            }
            self.push(letter);
        }
    }

    fn push(&mut self, piece: &str) {
        self.line.push_str(piece);
        self.width += self.wide(piece);
    }

    fn end_line(&mut self, last: bool) {
        let text = self.line.trim_end().to_owned();
        let width = self.wide(&text);
        self.done.push(Line { text, width, last });
        self.line.clear();
        self.width = 0.0;
    }

    fn room(&self) -> f32 {
        let first = self.done.is_empty();
        let indent = if first { self.measure.indent } else { 0.0 };
        self.measure.width - indent
    }

    fn wide(&self, text: &str) -> f32 {
        self.face.width(text) * self.measure.size
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::face::{Faces, Weight};
    use super::*;

    const NARROW: Measure = Measure {
        size: 10.0,
        width: 60.0,
        indent: 15.0,
    };

    fn broken(text: &str) -> Vec<Line> {
        let faces = Faces::shipped().expect("the shipped faces can be read");
        let face = faces.of(Weight::Regular);
        lines(&face.printable(text), face, NARROW)
    }

    fn texts(text: &str) -> Vec<String> {
        broken(text).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_end_between_words_and_after_hyphens() {
        assert_eq!(texts(""), [""]);
        assert_eq!(
            texts("Işıklar sönük, çöp alınmıyor"),
            ["Işıklar", "sönük, çöp", "alınmıyor"]
        );
        assert_eq!(texts("bir\n\niki  üç"), ["bir", "", "iki  üç"]);
        assert_eq!(texts("Aaaaaaaaaaaaaaaaaaaa")[0], "Aaaaaaaaa");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_overflows(text in "[a-zçğıöşüİ \n-]{0,200}") {
            let lines = broken(&text);
            let solid = |text: &str| text.replace([' ', '\n'], "");
            let all: String = lines.iter().map(|line| solid(&line.text)).collect();
            prop_assert_eq!(all, solid(&text));
            for line in lines {
                prop_assert!(line.width <= NARROW.width + 0.01);
            }
        }

        #[test]
        fn any_text_is_taken(text in any::<String>()) {
            let _ = broken(crate::text::CleanText::block(&text).as_str());
        }
    }
}
