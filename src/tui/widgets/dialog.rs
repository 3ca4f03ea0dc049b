//! A question or a message over the screen.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use super::{fit, modal, place};
use crate::i18n::Text;
use crate::tui::keymap::{Action, Keys};
use crate::tui::keys::{BUTTON_NEXT, BUTTON_PREVIOUS, DIALOG, PRESS};
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};

/// Widest a dialog's text gets.
const WIDEST: u16 = 60;

struct Button {
    label: String,
    /// What the screen beneath is asked for; `None` only closes.
    action: Option<Action>,
}

/// A question with buttons, or a message with one. The first button has the focus, so put the
/// harmless one first; Esc is like a button without an action.
pub struct Dialog {
    title: String,
    body: String,
    buttons: Vec<Button>,
    selected: usize,
}

impl Dialog {
    /// A question; give it buttons.
    #[must_use]
    pub fn question(title: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            body: body.into(),
            buttons: Vec::new(),
            selected: 0,
        }
    }

    /// The same with one more button. Pressed, it closes the dialog and asks the screen beneath for
    /// `action`.
    #[must_use]
    pub fn button(mut self, label: impl Into<String>, action: Option<Action>) -> Self {
        self.buttons.push(Button {
            label: label.into(),
            action,
        });
        self
    }

    fn press(&self, at: usize, cx: &mut Context<'_>) {
        match self.buttons.get(at) {
            Some(Button {
                action: Some(action),
                ..
            }) => cx.ask_beneath(*action),
            Some(_) => cx.pop(),
            None => {}
        }
    }

    fn button_line(&self, cx: &ViewContext<'_>) -> Line<'_> {
        let mut spans = Vec::new();
        for (at, button) in self.buttons.iter().enumerate() {
            let selected = at == self.selected;
            let (style, marker) = if selected {
                (cx.theme.selected, cx.theme.glyphs.marker)
            } else {
                (cx.theme.text, " ")
            };
            let number = at + 1;
            spans.push(Span::styled(
                format!("{marker}{number} {} ", button.label),
                style,
            ));
            spans.push(Span::raw("  "));
        }
        spans.pop();
        Line::from(spans)
    }
}

impl Screen for Dialog {
    fn title(&self, _: &Text) -> String {
        self.title.clone()
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        let single = self.buttons.len() < 2;
        Keys::new()
            .and(&DIALOG)
            .without_if(single, BUTTON_NEXT)
            .without_if(single, BUTTON_PREVIOUS)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        let count = self.buttons.len().max(1);
        match message {
            Message::Action(BUTTON_NEXT) => self.selected = (self.selected + 1) % count,
            Message::Action(BUTTON_PREVIOUS) => {
                self.selected = (self.selected + count - 1) % count;
            }
            Message::Action(PRESS) => self.press(self.selected, cx),
            Message::Char(c) => {
                if let Some(number) = c.to_digit(10) {
                    self.press((number as usize).wrapping_sub(1), cx);
                }
            }
            _ => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let buttons = self.button_line(cx);
        let room = usize::from(WIDEST.min(area.width.saturating_sub(6)));
        let lines = fit::wrap(&self.body, room);
        let width = lines
            .iter()
            .map(|line| fit::width(line))
            .chain([buttons.width(), fit::width(&self.title) + 2])
            .max()
            .unwrap_or(0);
        let size = Size {
            width: u16::try_from(width).unwrap_or(WIDEST),
            height: u16::try_from(lines.len() + 2).unwrap_or(u16::MAX),
        };
        let inside = modal::open(frame, area, size, &self.title, cx);
        let body = Rect {
            height: inside.height.saturating_sub(2),
            ..inside
        };
        let text: Vec<Line<'_>> = lines.into_iter().map(Line::from).collect();
        frame.render_widget(ratatui::text::Text::from(text), body);
        frame.render_widget(buttons.right_aligned(), place::last_row(inside));
    }
}
