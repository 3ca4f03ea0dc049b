//! A text field of one line.

use std::cell::Cell;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::typed::{Typed, typed};
use super::{Reply, fit, place};
use crate::text::CleanText;
use crate::tui::keymap::Action;
use crate::tui::keys;
use crate::tui::screen::{Message, ViewContext};

/// Changes that can be taken back.
const REMEMBERED: usize = 200;

/// A text and the cursor in it, as it was before a change.
type Before = (String, usize);

/// A text field of one line. The cursor is always on a grapheme boundary and the text always
/// printable.
#[derive(Debug, Clone)]
pub struct LineInput {
    text: String,
    /// Byte offset.
    cursor: usize,
    /// Most characters (`char`s) held.
    limit: usize,
    undo: Vec<Before>,
    redo: Vec<Before>,
    /// The last change was a typed letter: letters in a row are taken back together.
    in_word: bool,
    /// First byte drawn.
    shown_from: Cell<usize>,
}

impl LineInput {
    /// An empty field that holds at most `limit` characters.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self {
            text: String::new(),
            cursor: 0,
            limit,
            undo: Vec::new(),
            redo: Vec::new(),
            in_word: false,
            shown_from: Cell::new(0),
        }
    }

    /// The same with a text in it, the cursor at its end.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.set(text);
        self
    }

    /// Puts a text in, cleaned and cut at the limit, the cursor at its end.
    pub fn set(&mut self, text: &str) {
        let clean = CleanText::line(text).into_string();
        self.text = first_chars(&clean, self.limit).to_owned();
        self.cursor = self.text.len();
        self.undo.clear();
        self.redo.clear();
    }

    /// The text as it stands, a space at the end included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text for the program.
    #[must_use]
    pub fn value(&self) -> CleanText {
        CleanText::line(&self.text)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Byte offset of the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Takes a message.
    pub fn update(&mut self, message: &Message) -> Reply {
        match message {
            Message::Char(c) => self.type_char(*c),
            Message::Paste(text) => self.paste(text),
            Message::Action(action) => self.act(*action),
            _ => Reply::Ignored,
        }
    }

    fn act(&mut self, action: Action) -> Reply {
        let at = match action {
            keys::LEFT => self.left_of(self.cursor),
            keys::RIGHT => self.right_of(self.cursor),
            keys::WORD_LEFT => self.word_left(),
            keys::WORD_RIGHT => self.word_right(),
            keys::LINE_START => 0,
            keys::LINE_END => self.text.len(),
            keys::DELETE_BACK => return self.delete(self.left_of(self.cursor), self.cursor),
            keys::DELETE_FORWARD => return self.delete(self.cursor, self.right_of(self.cursor)),
            keys::DELETE_WORD => return self.delete(self.word_left(), self.cursor),
            keys::DELETE_TO_START => return self.delete(0, self.cursor),
            keys::UNDO => return self.take_back(),
            keys::REDO => return self.make_again(),
            _ => return Reply::Ignored,
        };
        self.cursor = at;
        self.in_word = false;
        Reply::Used
    }

    fn type_char(&mut self, c: char) -> Reply {
        let sign = self.left_of(self.cursor);
        let (start, new) = match typed(&self.text[sign..self.cursor], c) {
            Typed::Nothing => return Reply::Used,
            Typed::Insert(new) => (self.cursor, new.replace('\n', " ")),
            Typed::Replace(new) => (sign, new),
        };
        let in_word = c.is_alphanumeric();
        if !(in_word && self.in_word) {
            self.remember();
        }
        let reply = self.put(start, &new);
        self.in_word = in_word;
        reply
    }

    fn paste(&mut self, text: &str) -> Reply {
        let clean = CleanText::line(text);
        if clean.is_empty() {
            return Reply::Used;
        }
        self.remember();
        self.put(self.cursor, clean.as_str())
    }

    /// Replaces the text between `start` and the cursor, as far as the limit allows.
    fn put(&mut self, start: usize, new: &str) -> Reply {
        let others = self.text.chars().count() - self.text[start..self.cursor].chars().count();
        let fitting = first_chars(new, self.limit.saturating_sub(others));
        let reply = if fitting.len() < new.len() {
            Reply::Cut
        } else {
            Reply::Changed
        };
        // A sign whose mark does not fit stays as it was.
        if !fitting.is_empty() {
            self.text.replace_range(start..self.cursor, fitting);
            self.cursor = self.boundary_from(start + fitting.len());
        }
        self.in_word = false;
        reply
    }

    fn delete(&mut self, from: usize, to: usize) -> Reply {
        if from == to {
            return Reply::Used;
        }
        self.remember();
        self.text.replace_range(from..to, "");
        // What stood on both sides can have become one sign.
        self.cursor = self.boundary_from(from);
        Reply::Changed
    }

    fn remember(&mut self) {
        self.in_word = false;
        self.redo.clear();
        if self.undo.len() == REMEMBERED {
            self.undo.remove(0);
        }
        self.undo.push((self.text.clone(), self.cursor));
    }

    fn take_back(&mut self) -> Reply {
        self.in_word = false;
        let Some(before) = self.undo.pop() else {
            return Reply::Used;
        };
        let after = self.swap(before);
        self.redo.push(after);
        Reply::Changed
    }

    fn make_again(&mut self) -> Reply {
        let Some(after) = self.redo.pop() else {
            return Reply::Used;
        };
        let before = self.swap(after);
        self.undo.push(before);
        Reply::Changed
    }

    fn swap(&mut self, (text, cursor): Before) -> Before {
        let old = (std::mem::replace(&mut self.text, text), self.cursor);
        self.cursor = cursor;
        old
    }

    fn left_of(&self, at: usize) -> usize {
        self.text[..at]
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(start, _)| start)
    }

    fn right_of(&self, at: usize) -> usize {
        self.text[at..]
            .graphemes(true)
            .next()
            .map_or(at, |grapheme| at + grapheme.len())
    }

    fn word_left(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before
            .split_word_bound_indices()
            .next_back()
            .map_or(0, |(start, _)| self.boundary_from(start))
    }

    fn word_right(&self) -> usize {
        let rest = &self.text[self.cursor..];
        let after_word = rest.split_word_bounds().next().map_or(rest.len(), str::len);
        let gap = rest[after_word..].len() - rest[after_word..].trim_start().len();
        self.boundary_from(self.cursor + after_word + gap)
    }

    /// The first grapheme boundary at or after `at`.
    fn boundary_from(&self, at: usize) -> usize {
        self.text
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .find(|start| *start >= at)
            .unwrap_or(self.text.len())
    }

    /// Draws the field over the width of `area`; with the focus, also the cursor.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, cx: &ViewContext<'_>) {
        let style = if focused {
            cx.theme.field_focus
        } else {
            cx.theme.field
        };
        let area = place::row(area, 0).intersection(frame.area());
        if area.is_empty() {
            return;
        }
        frame.buffer_mut().set_style(area, style);
        let cells = usize::from(area.width);
        let from = self.scroll(cells, focused);
        let shown = fit::head(&self.text[from..], cells);
        frame.render_widget(Line::from(Span::styled(shown, style)), area);
        if focused {
            let column = self.cells_between(from, self.cursor).min(cells - 1);
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            cx.place_cursor(frame, Position::new(area.x.saturating_add(column), area.y));
        }
    }

    /// The first byte to draw so that the cursor is in view, the view moving as little as can be.
    fn scroll(&self, cells: usize, focused: bool) -> usize {
        if !focused {
            return 0;
        }
        let mut from = self.boundary_from(self.shown_from.get().min(self.cursor));
        while self.cells_between(from, self.cursor) >= cells && from < self.cursor {
            from = self.right_of(from);
        }
        self.shown_from.set(from);
        from
    }

    fn cells_between(&self, from: usize, to: usize) -> usize {
        fit::width(self.text.get(from..to).unwrap_or_default())
    }

    /// Draws a hint in the field while nothing is in it.
    pub fn draw_placeholder(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        hint: &str,
        cx: &ViewContext<'_>,
    ) {
        if self.is_empty() {
            let hint = fit::cut(hint, usize::from(area.width), cx.theme.glyphs.ellipsis);
            let style: Style = cx.theme.placeholder;
            let area = place::row(area, 0).intersection(frame.area());
            frame.render_widget(Line::from(Span::styled(hint, style)), area);
        }
    }
}

/// The first `count` characters, in whole graphemes.
fn first_chars(text: &str, count: usize) -> &str {
    let mut chars = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        chars += grapheme.chars().count();
        if chars > count {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
#[path = "line_input_tests.rs"]
mod tests;
