//! What a typed character does to the text before it.

use unicode_normalization::char::is_combining_mark;

use crate::text::CleanText;

/// What is to be done with a typed character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Typed {
    /// It cannot be kept: control, bidirectional, a mark without its letter.
    Nothing,
    /// It goes in at the cursor.
    Insert(String),
    /// It is a mark: together with the sign before the cursor it makes this one.
    Replace(String),
}

/// Cleans a typed character. `before` is the grapheme before the cursor.
pub(super) fn typed(before: &str, c: char) -> Typed {
    let alone = CleanText::block(c.encode_utf8(&mut [0; 4]));
    if !alone.is_empty() {
        return Typed::Insert(alone.into_string());
    }
    if !is_combining_mark(c) {
        return Typed::Nothing;
    }
    let joined = CleanText::block(&format!("{before}{c}")).into_string();
    if joined.is_empty() || joined == before {
        Typed::Nothing
    } else {
        Typed::Replace(joined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_join_the_letter_before_them() {
        assert_eq!(typed("S", '\u{327}'), Typed::Replace("Ş".into()));
        assert_eq!(typed("q", '\u{308}'), Typed::Replace("q\u{308}".into()));
        assert_eq!(typed("", '\u{308}'), Typed::Nothing);
        assert_eq!(typed(" ", '\u{308}'), Typed::Nothing);
    }

    #[test]
    fn what_cannot_be_kept_does_nothing() {
        for c in ['\0', '\u{1b}', '\u{202e}', '\u{200d}', '\u{feff}'] {
            assert_eq!(typed("a", c), Typed::Nothing, "{c:?}");
        }
        // A mark that stands alone, as in a script whose marks are signs of their own.
        assert_eq!(typed("\u{11720}", '\0'), Typed::Nothing);
        assert_eq!(typed("\u{11720}", 'a'), Typed::Insert("a".into()));
    }
}
