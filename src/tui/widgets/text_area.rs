//! A text field of many lines, with wrapping, undo and redo.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea as Editor, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use super::Reply;
use super::typed::{Typed, typed};
use crate::text::CleanText;
use crate::tui::keymap::Action;
use crate::tui::keys;
use crate::tui::screen::{Message, ViewContext};

/// Changes that can be taken back: more than anybody types in one text.
const REMEMBERED: usize = 20_000;

/// A text field of many lines. The cursor is always on a grapheme boundary and the text always
/// printable.
pub struct TextArea {
    editor: Editor<'static>,
    /// Most characters (`char`s) held, line breaks included.
    limit: usize,
    /// Characters held.
    count: usize,
}

impl TextArea {
    /// An empty field that holds at most `limit` characters.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self {
            editor: fresh(vec![String::new()]),
            limit,
            count: 0,
        }
    }

    /// Puts a text in, cleaned and cut at the limit, the cursor at its end. There is nothing to
    /// take back after it.
    pub fn set(&mut self, text: &str) {
        let clean: String = CleanText::block(text)
            .as_str()
            .chars()
            .take(self.limit)
            .collect();
        self.editor = fresh(clean.split('\n').map(str::to_owned).collect());
        self.jump_to_end();
        self.recount();
    }

    /// The text for the program.
    #[must_use]
    pub fn value(&self) -> CleanText {
        CleanText::block(&self.editor.lines().join("\n"))
    }

    /// Whether nothing is in it.
    #[cfg(test)]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.editor.is_empty()
    }

    /// Characters held, and the most that fit.
    #[cfg(test)]
    #[must_use]
    pub fn fill(&self) -> (usize, usize) {
        (self.count, self.limit)
    }

    /// Takes a message.
    pub fn update(&mut self, message: &Message) -> Reply {
        let reply = match message {
            Message::Char(c) => self.type_char(*c),
            Message::Paste(text) => self.insert(CleanText::block(text).as_str()),
            Message::Action(action) => self.act(*action),
            _ => Reply::Ignored,
        };
        if reply.changed() {
            // What stood on both sides of something deleted can have become one sign.
            self.leave_grapheme(true);
            self.recount();
        }
        reply
    }

    fn act(&mut self, action: Action) -> Reply {
        match action {
            keys::NEW_LINE => return self.insert("\n"),
            keys::DELETE_BACK => return self.delete_back(),
            keys::DELETE_FORWARD => return self.delete_forward(),
            keys::DELETE_WORD => return changed(self.editor.delete_word()),
            keys::DELETE_TO_START => return changed(self.editor.delete_line_by_head()),
            keys::UNDO => return changed(self.editor.undo()),
            keys::REDO => return changed(self.editor.redo()),
            _ => {}
        }
        let before = self.editor.cursor();
        match action {
            keys::LEFT => self.step_left(),
            keys::RIGHT => self.step_right(),
            keys::WORD_LEFT => self.editor.move_cursor(CursorMove::WordBack),
            keys::WORD_RIGHT => self.editor.move_cursor(CursorMove::WordForward),
            keys::LINE_START => self.editor.move_cursor(CursorMove::Head),
            keys::LINE_END => self.editor.move_cursor(CursorMove::End),
            keys::LINE_UP => self.editor.move_cursor(CursorMove::Up),
            keys::LINE_DOWN => self.editor.move_cursor(CursorMove::Down),
            keys::AREA_PAGE_UP => self.page(CursorMove::Up),
            keys::AREA_PAGE_DOWN => self.page(CursorMove::Down),
            keys::TEXT_START => self.editor.move_cursor(CursorMove::Jump(0, 0)),
            keys::TEXT_END => self.jump_to_end(),
            _ => return Reply::Ignored,
        }
        self.leave_grapheme(action == keys::WORD_RIGHT);
        // At the first and the last line the form moves on to another field.
        let vertical = action == keys::LINE_UP || action == keys::LINE_DOWN;
        Reply::when(!vertical || self.editor.cursor() != before)
    }

    fn jump_to_end(&mut self) {
        self.editor.move_cursor(CursorMove::Bottom);
        self.editor.move_cursor(CursorMove::End);
    }

    fn page(&mut self, step: CursorMove) {
        const LINES: usize = 10;
        for _ in 0..LINES {
            self.editor.move_cursor(step);
        }
    }

    fn type_char(&mut self, c: char) -> Reply {
        let before = self.grapheme_before();
        match typed(&before, c) {
            Typed::Nothing => Reply::Used,
            Typed::Insert(new) => self.insert(&new),
            Typed::Replace(new) => {
                let grows = new.chars().count().saturating_sub(before.chars().count());
                if self.count + grows > self.limit {
                    return Reply::Cut;
                }
                self.delete_back();
                self.recount();
                self.insert(&new)
            }
        }
    }

    /// Inserts clean text as far as the limit allows.
    fn insert(&mut self, clean: &str) -> Reply {
        let room = self.limit.saturating_sub(self.count);
        let fitting: String = clean.chars().take(room).collect();
        match fitting.as_str() {
            "" if clean.is_empty() => return Reply::Used,
            "\n" => self.editor.insert_newline(),
            fitting => {
                self.editor.insert_str(fitting);
            }
        }
        if fitting.len() < clean.len() {
            Reply::Cut
        } else {
            Reply::Changed
        }
    }

    fn delete_back(&mut self) -> Reply {
        let chars = self.grapheme_before().chars().count();
        if chars == 0 {
            return changed(self.editor.delete_char()); // the line break
        }
        self.move_by(-signed(chars));
        changed(self.editor.delete_str(chars))
    }

    fn delete_forward(&mut self) -> Reply {
        let chars = self
            .after_cursor()
            .graphemes(true)
            .next()
            .map_or(1, |grapheme| grapheme.chars().count());
        changed(self.editor.delete_str(chars))
    }

    fn line(&self) -> (&str, usize) {
        let at = self.editor.cursor();
        let line = self.editor.lines().get(at.0).map_or("", String::as_str);
        let offset = line
            .char_indices()
            .nth(at.1)
            .map_or(line.len(), |(offset, _)| offset);
        (line, offset)
    }

    fn after_cursor(&self) -> &str {
        let (line, offset) = self.line();
        &line[offset..]
    }

    fn grapheme_before(&self) -> String {
        let (line, offset) = self.line();
        line[..offset]
            .graphemes(true)
            .next_back()
            .unwrap_or_default()
            .to_owned()
    }

    /// Moves within the line. The editor's own steps are of one `char` and stop at signs without
    /// width.
    fn move_by(&mut self, chars: isize) {
        let at = self.editor.cursor();
        let fits = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let column = at.1.saturating_add_signed(chars);
        self.editor
            .move_cursor(CursorMove::Jump(fits(at.0), fits(column)));
    }

    fn step_right(&mut self) {
        match self.after_cursor().graphemes(true).next() {
            Some(grapheme) => self.move_by(signed(grapheme.chars().count())),
            None => self.editor.move_cursor(CursorMove::Forward), // to the next line
        }
    }

    fn step_left(&mut self) {
        match self.grapheme_before().chars().count() {
            0 => self.editor.move_cursor(CursorMove::Back), // to the line before
            chars => self.move_by(-signed(chars)),
        }
    }

    /// Other moves of the editor can end inside a sign made of several `char`s; this leaves it.
    fn leave_grapheme(&mut self, forward: bool) {
        let (line, offset) = self.line();
        let Some((start, grapheme)) = line
            .grapheme_indices(true)
            .find(|(start, grapheme)| *start < offset && offset < start + grapheme.len())
        else {
            return;
        };
        let back = line[start..offset].chars().count();
        let on = grapheme.chars().count() - back;
        self.move_by(if forward { signed(on) } else { -signed(back) });
    }

    fn recount(&mut self) {
        let lines = self.editor.lines();
        let letters: usize = lines.iter().map(|line| line.chars().count()).sum();
        self.count = letters + lines.len() - 1;
    }

    /// Draws the field; with the focus, also the cursor.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, cx: &ViewContext<'_>) {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return;
        }
        let style = if focused {
            cx.theme.field_focus
        } else {
            cx.theme.field
        };
        frame.buffer_mut().set_style(area, style);
        frame.render_widget(&self.editor, area);
        if focused {
            let cursor = self.editor.screen_cursor();
            let (top, left) = self.editor.scroll_offset();
            let row = cursor.row.saturating_sub(usize::from(top));
            let column = cursor.col.saturating_sub(usize::from(left));
            let within = |at: usize, cells: u16| u16::try_from(at).unwrap_or(cells).min(cells - 1);
            let at = Position::new(
                area.x + within(column, area.width),
                area.y + within(row, area.height),
            );
            cx.place_cursor(frame, at);
        }
    }
}

fn fresh(lines: Vec<String>) -> Editor<'static> {
    let mut editor = Editor::new(lines);
    editor.set_max_histories(REMEMBERED);
    editor.set_wrap_mode(WrapMode::WordOrGlyph);
    // The terminal's own cursor is shown instead.
    editor.set_cursor_style(Style::new());
    editor.set_cursor_line_style(Style::new());
    editor
}

fn signed(chars: usize) -> isize {
    isize::try_from(chars).unwrap_or(isize::MAX)
}

fn changed(changed: bool) -> Reply {
    if changed { Reply::Changed } else { Reply::Used }
}

#[cfg(test)]
#[path = "text_area_tests.rs"]
mod tests;
