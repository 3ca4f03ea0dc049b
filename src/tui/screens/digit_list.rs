//! A short list over the screen from which a digit, or the arrows and Enter, choose.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, DIGIT, KeyTable, Keys};
use crate::tui::keys::{DOWN, LIST, UP};
use crate::tui::screen::{Message, ViewContext};
use crate::tui::widgets::{fit, modal};

/// Takes the row under the marker.
pub const TAKE: Action = Action::new("digit-list.take");

/// Keys of such a list.
pub static DIGIT_LIST: KeyTable = KeyTable::new(
    "digit-list",
    "queue-keys-digit-list",
    &[
        Binding::new(DIGIT, &[Chord::key(Code::Digits)], "queue-list-digit").weight(80),
        Binding::new(TAKE, &[Chord::key(Code::Enter)], "queue-list-take").quiet(),
    ],
)
.editing();

/// A row.
#[derive(Debug, Clone)]
pub struct DigitRow<T> {
    pub value: T,
    pub label: String,
    /// At the right edge, of less weight.
    pub detail: String,
}

impl<T> DigitRow<T> {
    /// A row without a detail.
    #[must_use]
    pub fn new(value: T, label: impl Into<String>) -> Self {
        Self {
            value,
            label: label.into(),
            detail: String::new(),
        }
    }

    /// The same with a detail.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Cells of the detail with the air before it.
    fn detail_width(&self) -> usize {
        match fit::width(&self.detail) {
            0 => 0,
            width => width + 3,
        }
    }

    fn width(&self) -> usize {
        LEAD + fit::width(&self.label) + self.detail_width()
    }
}

/// Cells before a label: marker, digit and air.
const LEAD: usize = 5;

/// The list.
#[derive(Debug, Clone)]
pub struct DigitList<T> {
    rows: Vec<DigitRow<T>>,
    at: usize,
}

impl<T> DigitList<T> {
    /// A list of these rows.
    #[must_use]
    pub fn new(rows: Vec<DigitRow<T>>) -> Self {
        Self { rows, at: 0 }
    }

    /// Its keys.
    #[must_use]
    pub fn keys() -> Keys {
        Keys::new().and(&DIGIT_LIST).and(&LIST)
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[DigitRow<T>] {
        &self.rows
    }

    /// The value under the marker.
    #[must_use]
    pub fn selected(&self) -> Option<&T> {
        self.rows.get(self.at).map(|row| &row.value)
    }

    /// Puts the marker on the first row for which `wanted` holds.
    pub fn select(&mut self, wanted: impl Fn(&T) -> bool) {
        if let Some(at) = self.rows.iter().position(|row| wanted(&row.value)) {
            self.at = at;
        }
    }

    /// Takes a message. The value, when one is chosen.
    pub fn update(&mut self, message: &Message) -> Option<&T> {
        let last = self.rows.len().saturating_sub(1);
        match message {
            Message::Action(UP) => self.at = self.at.saturating_sub(1),
            Message::Action(DOWN) => self.at = (self.at + 1).min(last),
            Message::Action(TAKE) => return self.selected(),
            Message::Char(c) => {
                let at = c.to_digit(10).and_then(|digit| digit.checked_sub(1))? as usize;
                let row = self.rows.get(at)?;
                self.at = at;
                return Some(&row.value);
            }
            _ => {}
        }
        None
    }

    /// The cells it takes whole.
    #[must_use]
    pub fn size(&self) -> Size {
        let width = self.rows.iter().map(DigitRow::width).max().unwrap_or(0);
        Size {
            width: u16::try_from(width).unwrap_or(u16::MAX),
            height: u16::try_from(self.rows.len()).unwrap_or(u16::MAX),
        }
    }

    /// Draws it in a box over the screen.
    pub fn draw_modal(&self, frame: &mut Frame<'_>, area: Rect, title: &str, cx: &ViewContext<'_>) {
        let size = Size {
            width: self
                .size()
                .width
                .max(u16::try_from(fit::width(title) + 4).unwrap_or(0)),
            ..self.size()
        };
        let inside = modal::open(frame, area, size, title, cx);
        self.draw(frame, inside, true, cx);
    }

    /// Draws it; the selected row stays in view.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, cx: &ViewContext<'_>) {
        let height = usize::from(area.height);
        let top = (self.at + 1).saturating_sub(height);
        for (line, (at, row)) in area.rows().zip(self.rows.iter().enumerate().skip(top)) {
            draw_row(frame, line, (at, row), (at == self.at, focused), cx);
        }
    }
}

fn draw_row<T>(
    frame: &mut Frame<'_>,
    line: Rect,
    (at, row): (usize, &DigitRow<T>),
    (selected, focused): (bool, bool),
    cx: &ViewContext<'_>,
) {
    let theme = cx.theme;
    let over = match (selected, focused) {
        (true, true) => Some(theme.selected),
        (true, false) => Some(theme.selected_idle),
        _ => None,
    };
    if let Some(style) = over {
        frame.buffer_mut().set_style(line, style);
    }
    let style = |own| over.unwrap_or(own);
    let marker = if selected { theme.glyphs.marker } else { " " };
    let digit = if at < 9 {
        (at + 1).to_string()
    } else {
        " ".to_owned()
    };
    let room = usize::from(line.width).saturating_sub(LEAD + row.detail_width());
    let spans = vec![
        Span::styled(format!("{marker} "), style(theme.text)),
        Span::styled(format!("{digit}  "), style(theme.key)),
        Span::styled(
            fit::cut(&row.label, room, theme.glyphs.ellipsis),
            style(theme.text),
        ),
    ];
    frame.render_widget(Line::from(spans), line);
    let detail = Line::styled(row.detail.as_str(), style(theme.muted)).right_aligned();
    frame.render_widget(detail, line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_chooses_at_once_and_arrows_wait_for_enter() {
        let rows = ["a", "b", "c"]
            .map(|name| DigitRow::new(name, name))
            .to_vec();
        let mut list = DigitList::new(rows);
        assert_eq!(list.update(&Message::Char('2')), Some(&"b"));
        assert_eq!(list.update(&Message::Char('4')), None);
        assert_eq!(list.update(&Message::Char('0')), None);
        assert_eq!(list.update(&Message::Action(DOWN)), None);
        assert_eq!(list.update(&Message::Action(DOWN)), None);
        assert_eq!(list.update(&Message::Action(TAKE)), Some(&"c"));
        assert_eq!(
            DigitList::<u8>::new(Vec::new()).update(&Message::Action(TAKE)),
            None
        );
    }
}
