//! A question that is answered with a line of text, such as a reason.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Text as Lines};

use super::line_input::LineInput;
use super::{fit, modal};
use crate::i18n::Text;
use crate::text::CleanText;
use crate::tui::keymap::{Action, Keys};
use crate::tui::keys::{CONFIRM, PROMPT, WRITING};
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};

/// Cells of the field.
const WIDTH: u16 = 56;

/// The answer, given back to the screen beneath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompted {
    /// What the question was asked for.
    pub action: Action,
    /// What was typed; never blank.
    pub text: CleanText,
}

/// The question.
pub struct Prompt {
    title: String,
    body: String,
    action: Action,
    input: LineInput,
    /// Enter was pressed on nothing.
    asked_again: bool,
}

impl Prompt {
    /// A question for `action`, answered in at most `limit` characters.
    #[must_use]
    pub fn new(
        action: Action,
        title: impl Into<String>,
        body: impl Into<String>,
        limit: usize,
    ) -> Self {
        Self {
            title: title.into(),
            body: body.into(),
            action,
            input: LineInput::new(limit),
            asked_again: false,
        }
    }
}

impl Screen for Prompt {
    fn title(&self, _: &Text) -> String {
        self.title.clone()
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        Keys::new().and(&WRITING).and(&PROMPT).typing()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Action(CONFIRM) => {
                let text = self.input.value();
                self.asked_again = text.is_blank();
                if !self.asked_again {
                    cx.give_back(Prompted {
                        action: self.action,
                        text,
                    });
                }
            }
            message => {
                self.input.update(&message);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let width = WIDTH.min(area.width.saturating_sub(6));
        let body = fit::wrap(&self.body, usize::from(width));
        let height = u16::try_from(body.len() + 3).unwrap_or(u16::MAX);
        let inside = modal::open(frame, area, Size { width, height }, &self.title, cx);
        let lines: Vec<Line<'_>> = body.into_iter().map(Line::from).collect();
        let row = |from_bottom: u16| Rect {
            y: inside.bottom().saturating_sub(from_bottom).max(inside.y),
            height: 1.min(inside.height),
            ..inside
        };
        frame.render_widget(Lines::from(lines), inside);
        self.input.draw(frame, row(2), true, cx);
        if self.asked_again {
            let sentence = format!(
                "{} {}",
                cx.theme.glyphs.warning,
                cx.text.get("tui-prompt-blank")
            );
            frame.render_widget(Line::styled(sentence, cx.theme.warning), row(1));
        }
    }
}
