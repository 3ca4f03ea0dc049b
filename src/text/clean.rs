//! [`CleanText`]: text that can be kept, shown in a terminal, printed and sent.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeEmoji, UnicodeGeneralCategory};

use super::escape::Sequences;

/// Combining marks kept on one base letter. Living orthographies need at most three or four
/// (Vietnamese two, vocalised Arabic and Hebrew three); towers of marks ("zalgo") cover other
/// lines of the screen.
const MAX_MARKS: usize = 4;

/// Marks in a row looked at before normalisation, which sorts them; keeps a paste of a million
/// marks linear. The Stream-Safe Text Format (UAX #15 §13) takes 30 for the same reason.
const MAX_RAW_MARKS: usize = 32;

/// Spaces a tab becomes in a block.
const TAB: &str = "    ";

const ZERO_WIDTH_JOINER: char = '\u{200d}';
const EMOJI_PRESENTATION: char = '\u{fe0f}';

/// Text that passed the trust boundary.
///
/// Dropped: whole terminal sequences (CSI, OSC, DCS, APC, PM, SOS, in their ESC and C1 forms),
/// control characters and NUL, bidirectional controls, zero-width and other invisible
/// characters, private-use, unassigned and non-characters, combining marks without a base
/// and those beyond the fourth on one base.
///
/// Kept on purpose: ZERO WIDTH JOINER between two emoji and VARIATION SELECTOR-16 right after
/// one, without which a family or a red heart falls apart. ZERO WIDTH NON-JOINER is dropped:
/// the desk writes Turkish, and Persian words stay readable without it.
///
/// The text is in Unicode Normalization Form C. Cleaning twice changes nothing. Time is linear
/// in the length; length is limited where the text is used.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CleanText(String);

/// What becomes of white space.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Line,
    Block,
}

impl CleanText {
    /// One line: every run of white space, line breaks included, becomes one space; none at
    /// either end.
    #[must_use]
    pub fn line(text: &str) -> Self {
        if is_plain(text) && is_tidy_line(text) {
            return Self(text.to_owned());
        }
        Self(normalised(&visible(text, Layout::Line), Layout::Line))
    }

    /// Text of several lines: `\n` is kept, CR LF, CR and the Unicode line breaks become `\n`,
    /// a tab becomes four spaces, any other space an ordinary one.
    #[must_use]
    pub fn block(text: &str) -> Self {
        if is_plain(text) {
            return Self(text.to_owned());
        }
        Self(normalised(&visible(text, Layout::Block), Layout::Block))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is no character at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The text itself, given away.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for CleanText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<CleanText> for String {
    fn from(text: CleanText) -> Self {
        text.0
    }
}

/// Cleans as [`CleanText::block`]: what comes from a file or the network is not trusted either.
impl<'de> Deserialize<'de> for CleanText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::block(&text))
    }
}

/// Printable ASCII, `\n` and the letters of Turkish (composed, no marks of their own) need no
/// work in a block. This is nearly all text there is, and long lists are read at every start.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(
            c,
            '\n' | ' '
                ..='~'
                    | 'ç'
                    | 'Ç'
                    | 'ğ'
                    | 'Ğ'
                    | 'ı'
                    | 'İ'
                    | 'ö'
                    | 'Ö'
                    | 'ş'
                    | 'Ş'
                    | 'ü'
                    | 'Ü'
                    | 'â'
                    | 'Â'
                    | 'î'
                    | 'Î'
                    | 'û'
                    | 'Û'
        )
    })
}

/// Whether plain text is one line without a space too many.
fn is_tidy_line(plain: &str) -> bool {
    let mut after_space = true;
    for byte in plain.bytes() {
        let space = byte == b' ';
        if byte == b'\n' || (space && after_space) {
            return false;
        }
        after_space = space;
    }
    plain.is_empty() || !after_space
}

/// First pass: drops sequences and forbidden characters, unifies line breaks and spaces.
fn visible(text: &str, layout: Layout) -> String {
    let mut sequences = Sequences::new(text);
    let mut kept = Kept::with_capacity(text.len());
    let mut resume_at = 0;
    let mut after_cr = false;
    for (at, c) in text.char_indices() {
        if at < resume_at {
            continue;
        }
        let second_of_crlf = after_cr && c == '\n';
        after_cr = c == '\r';
        if let Some(end) = sequences.end(at, c) {
            resume_at = end;
        } else if second_of_crlf {
            // Its CR already became the line break.
        } else if is_line_break(c) {
            kept.push_plain(if layout == Layout::Line { " " } else { "\n" });
        } else if c == '\t' && layout == Layout::Block {
            kept.push_plain(TAB);
        } else if c.is_whitespace() {
            kept.push_plain(" ");
        } else {
            kept.push(c);
        }
    }
    kept.text
}

/// Second pass: Normalization Form C, few marks and only on a base, one space at a time.
fn normalised(visible: &str, layout: Layout) -> String {
    let mut out = String::with_capacity(visible.len());
    let mut marks = MAX_MARKS; // no base yet
    let mut joiner_waits = false;
    for c in visible.nfc() {
        if c == ZERO_WIDTH_JOINER {
            joiner_waits = true;
            continue;
        }
        // Composition can make an emoji another sign: ↔ and a stroke are ↮.
        if std::mem::take(&mut joiner_waits) && is_emoji(c) {
            out.push(ZERO_WIDTH_JOINER);
        }
        if is_combining_mark(c) {
            if marks >= MAX_MARKS {
                continue;
            }
            marks += 1;
        } else {
            let blank = c.is_whitespace();
            marks = if blank { MAX_MARKS } else { 0 };
            let redundant = out.is_empty() || out.ends_with(' ');
            if blank && layout == Layout::Line && redundant {
                continue;
            }
        }
        out.push(c);
    }
    if layout == Layout::Line && out.ends_with(' ') {
        out.pop();
    }
    out
}

/// The output of the first pass, and what it must remember of it.
struct Kept {
    text: String,
    joiner_waits: bool,
    marks: usize,
}

impl Kept {
    fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            joiner_waits: false,
            marks: 0,
        }
    }

    fn push_plain(&mut self, text: &str) {
        self.joiner_waits = false;
        self.marks = 0;
        self.text.push_str(text);
    }

    fn push(&mut self, c: char) {
        match c {
            ZERO_WIDTH_JOINER => {
                let joins = |last| is_emoji(last) || last == EMOJI_PRESENTATION;
                self.joiner_waits |= self.last().is_some_and(joins);
            }
            EMOJI_PRESENTATION => {
                if self.last().is_some_and(is_emoji) && !self.joiner_waits {
                    self.text.push(c);
                }
            }
            _ if is_forbidden(c) => {}
            _ => self.push_visible(c),
        }
    }

    fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    fn push_visible(&mut self, c: char) {
        if is_combining_mark(c) {
            self.marks += 1;
            if self.marks > MAX_RAW_MARKS {
                return;
            }
        } else {
            self.marks = 0;
        }
        if self.joiner_waits && is_emoji(c) {
            self.text.push(ZERO_WIDTH_JOINER);
        }
        self.joiner_waits = false;
        self.text.push(c);
    }
}

/// Emoji, but not the digits and signs that are emoji only as key caps.
fn is_emoji(c: char) -> bool {
    !c.is_ascii() && c.is_emoji_char()
}

fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Characters that must not survive. White space, ZWJ and VS16 are decided before.
fn is_forbidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    shows_nothing(c)
        || matches!(
            c.general_category(),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::Surrogate
                | GeneralCategory::PrivateUse
                | GeneralCategory::Unassigned
        )
}

/// Letters, marks and symbols that are drawn as nothing (`Default_Ignorable_Code_Point` beyond
/// the format characters, and the empty Braille cell): they make two texts look alike.
fn shows_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{34f}'
            | '\u{115f}' | '\u{1160}'
            | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
#[path = "clean_tests.rs"]
mod tests;
