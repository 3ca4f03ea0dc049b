//! Terminal control sequences, recognised so that they can be dropped whole.
//!
//! Forms follow ECMA-48 (5th edition, §5.3–5.6 and §8.3) and the string terminators terminals
//! accept in practice (BEL as well as ST).

const ESC: char = '\u{1b}';
const BEL: char = '\u{7}';
const CAN: char = '\u{18}';
const SUB: char = '\u{1a}';
const ST: char = '\u{9c}';

/// Finds where control sequences end, in time linear over the whole text.
pub(super) struct Sequences<'a> {
    text: &'a str,
    /// From here on no string terminator exists: learnt by the first search that failed, so
    /// that a text of a million unfinished sequences is searched to its end only once.
    unterminated_from: usize,
}

impl<'a> Sequences<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            unterminated_from: usize::MAX,
        }
    }

    /// The byte offset just after the control sequence that `introducer`, the character at byte
    /// `at`, begins; `None` when it begins none. A sequence that never finishes is only its
    /// introducer: what follows is text and is kept.
    pub(super) fn end(&mut self, at: usize, introducer: char) -> Option<usize> {
        let after = at + introducer.len_utf8();
        match introducer {
            ESC => Some(self.end_of_escape(after)),
            '\u{9b}' => Some(self.end_of_csi(after)),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => Some(self.end_of_string(after)),
            '\u{8e}' | '\u{8f}' => Some(self.end_of_single_shift(after)),
            _ => None,
        }
    }

    /// `after` is the offset just after ESC.
    fn end_of_escape(&mut self, after: usize) -> usize {
        let Some(&kind) = self.text.as_bytes().get(after) else {
            return after;
        };
        match kind {
            b'[' => self.end_of_csi(after + 1),
            b'P' | b'X' | b']' | b'^' | b'_' => self.end_of_string(after + 1),
            b'N' | b'O' => self.end_of_single_shift(after + 1),
            0x20..=0x2f => {
                let last = self.skip(after, |b| (0x20..=0x2f).contains(&b));
                self.final_byte(last, 0x30..=0x7e).unwrap_or(after)
            }
            0x30..=0x7e => after + 1,
            _ => after,
        }
    }

    /// Parameters, intermediates, one final byte.
    fn end_of_csi(&self, after: usize) -> usize {
        let parameters = self.skip(after, |b| (0x30..=0x3f).contains(&b));
        let intermediates = self.skip(parameters, |b| (0x20..=0x2f).contains(&b));
        self.final_byte(intermediates, 0x40..=0x7e).unwrap_or(after)
    }

    /// SS2 and SS3 take one more character; function keys arrive like this.
    fn end_of_single_shift(&self, after: usize) -> usize {
        self.final_byte(after, 0x21..=0x7e).unwrap_or(after)
    }

    /// OSC, DCS, SOS, PM, APC: everything up to BEL, ST, CAN or SUB, or up to the next ESC.
    fn end_of_string(&mut self, after: usize) -> usize {
        if after >= self.unterminated_from {
            return after;
        }
        let rest = self.text.get(after..).unwrap_or_default();
        let Some((offset, found)) = rest
            .char_indices()
            .find(|(_, c)| matches!(*c, ESC | BEL | CAN | SUB | ST))
        else {
            self.unterminated_from = after;
            return after;
        };
        let at = after + offset;
        match found {
            ESC if self.text.as_bytes().get(at + 1) == Some(&b'\\') => at + 2,
            ESC => at,
            _ => at + found.len_utf8(),
        }
    }

    fn skip(&self, from: usize, wanted: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        from + rest.iter().take_while(|b| wanted(**b)).count()
    }

    fn final_byte(&self, at: usize, wanted: std::ops::RangeInclusive<u8>) -> Option<usize> {
        let byte = self.text.as_bytes().get(at)?;
        wanted.contains(byte).then_some(at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest_after(text: &str) -> &str {
        let first = text.chars().next().unwrap();
        let end = Sequences::new(text).end(0, first).unwrap_or(0);
        &text[end..]
    }

    #[test]
    fn sequences_are_taken_whole() {
        for (text, rest) in [
            ("\x1b[31mx", "x"),
            ("\x1b[38;2;1;2;3mx", "x"),
            ("\x1b[?25lx", "x"),
            ("\x1b[1 qx", "x"),
            ("\u{9b}2Jx", "x"),
            ("\x1b]0;title\x07x", "x"),
            ("\x1b]8;;http://a\x1b\\x", "x"),
            ("\u{9d}52;c;aGk=\u{9c}x", "x"),
            ("\x1bPq#0\x1b\\x", "x"),
            ("\u{90}q\x1b\\x", "x"),
            ("\x1b_apc\x1b\\x", "x"),
            ("\u{9f}apc\u{9c}x", "x"),
            ("\x1b^pm\x1b\\x", "x"),
            ("\u{9e}pm\u{9c}x", "x"),
            ("\x1bXsos\x1b\\x", "x"),
            ("\u{98}sos\u{9c}x", "x"),
            ("\x1b]0;cut\x18x", "x"),
            ("\x1b(Bx", "x"),
            ("\x1bcx", "x"),
            ("\x1bOPx", "x"),
            ("\x1b]0;one\x1b[0mx", "\x1b[0mx"),
        ] {
            assert_eq!(rest_after(text), rest, "{text:?}");
        }
    }

    #[test]
    fn an_unfinished_sequence_takes_only_its_introducer() {
        for (text, rest) in [
            ("\x1b", ""),
            ("\x1b[", ""),
            ("\x1b[12ğ", "12ğ"),
            ("\x1b]dilekçe metni", "dilekçe metni"),
            ("\x1bğ", "ğ"),
            ("\u{9b}ş", "ş"),
        ] {
            assert_eq!(rest_after(text), rest, "{text:?}");
        }
        assert_eq!(rest_after("plain"), "plain");
    }
}
