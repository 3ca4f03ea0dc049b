//! The type face: which signs it has, and how wide they are.
//!
//! Liberation Serif has the widths of Times New Roman, which the regulation on official
//! correspondence asks for (art. 7), and a licence that lets it be shipped. Text is set sign by
//! sign, without pairs of letters drawn together: every letter of Turkish is a sign of its own
//! once the text is in Normalization Form C, as [`CleanText`](crate::text::CleanText) is.

use std::borrow::Cow;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::MetadataProvider;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/LiberationSerif-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/LiberationSerif-Bold.ttf");

/// Stands for a sign the face does not have.
const MISSING: char = '□';

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Both weights.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

/// One weight.
pub(super) struct Face {
    font: Font,
    signs: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    units: f32,
}

impl Faces {
    /// The shipped faces; `None` when they cannot be read, which a test excludes.
    pub(super) fn shipped() -> Option<Self> {
        Some(Self {
            regular: Face::read(REGULAR)?,
            bold: Face::read(BOLD)?,
        })
    }

    /// The face of this weight.
    pub(super) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let face = skrifa::FontRef::new(bytes).ok()?;
        let font = Font::new(bytes.into(), 0)?;
        Some(Self {
            signs: face.charmap(),
            widths: face.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units: font.units_per_em(),
            font,
        })
    }

    /// The font as it goes into the file.
    pub(super) fn font(&self) -> Font {
        self.font.clone()
    }

    /// The text as it can be set: a sign the face lacks, or of a script written from right to
    /// left, becomes `□`, so that it is seen that something stood there; the sign of the lira,
    /// which is younger than the face, becomes `TL`. What only joins emoji disappears with them.
    pub(super) fn printable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let joins = |c: char| matches!(c, '\u{200d}' | '\u{fe0f}');
        let has = |c: char| self.signs.map(c).is_some();
        let sets = |c: char| c == '\n' || (has(c) && !runs_leftward(c) && !joins(c));
        if text.chars().all(sets) {
            return Cow::Borrowed(text);
        }
        let mut printable = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                c if sets(c) => printable.push(c),
                '₺' => printable.push_str("TL"),
                c if joins(c) => {}
                _ => printable.push(MISSING),
            }
        }
        Cow::Owned(printable)
    }

    /// How wide a text of the face's own signs is, in ems.
    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| self.sign(c).1).sum()
    }

    /// The signs of a text, with `stretch` ems more at each space.
    pub(super) fn glyphs(&self, text: &str, stretch: f32) -> Vec<KrillaGlyph> {
        text.char_indices()
            .map(|(at, c)| {
                let (glyph, width) = self.sign(c);
                let more = if c == ' ' { stretch } else { 0.0 };
                let range = at..at + c.len_utf8();
                KrillaGlyph::new(glyph, width + more, 0.0, 0.0, 0.0, range, None)
            })
            .collect()
    }

    /// The sign of a character and its width in ems.
    fn sign(&self, c: char) -> (GlyphId, f32) {
        let glyph = self.signs.map(c).unwrap_or_default();
        let width = self.widths.advance_width(glyph).unwrap_or_default();
        (GlyphId::new(glyph.to_u32()), width / self.units)
    }
}

/// Hebrew to Arabic Extended-A, and the presentation forms of both: the blocks of the Unicode
/// Character Database whose default direction is right to left (the rest of them lies beyond the
/// signs of any face here).
fn runs_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces() -> Faces {
        Faces::shipped().expect("the shipped faces can be read")
    }

    #[test]
    fn turkish_is_there_in_both_weights() {
        let text = "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZÂÎÛ abcçdefgğhıijklmnoöprsştuüvyzâîû 0123456789 \
                    € § № – — … ‘’ “” « » • □";
        for weight in [Weight::Regular, Weight::Bold] {
            assert_eq!(faces().of(weight).printable(text), text);
        }
    }

    #[test]
    fn a_sign_that_cannot_be_set_is_seen_to_be_missing() {
        let faces = faces();
        let face = faces.of(Weight::Regular);
        for (text, printed) in [
            ("Ali 👨‍👩‍👧 evde", "Ali □□□ evde"),
            ("❤\u{fe0f}", "□"),
            ("مرحبا", "□□□□□"),
            ("שלום", "□□□□"),
            ("漢字", "□□"),
            ("150 ₺", "150 TL"),
            ("çok\niyi", "çok\niyi"),
        ] {
            assert_eq!(face.printable(text), printed);
        }
    }

    #[test]
    fn widths_are_those_of_times_new_roman() {
        // Adobe's metrics of Times-Roman: "A" 722, "i" 278, space 250 thousandths of an em.
        let faces = faces();
        let face = faces.of(Weight::Regular);
        for (text, width) in [("A", 0.722), ("i", 0.278), (" ", 0.25), ("Ai ", 1.25)] {
            assert!((face.width(text) - width).abs() < 0.001, "{text}");
        }
    }
}
