//! Asks why the registration goes on in spite of its warnings. Nothing here refuses.

use std::cell::Cell;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::domain::registration::{AcceptedWarning, RegistrationWarning};
use crate::i18n::Text;
use crate::labels::{reason_keys, warning_key};
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, DIGIT, KeyTable, Keys};
use crate::tui::keys::{DOWN, LIST, UP, WRITING};
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::place::row as row_of;
use crate::tui::widgets::scroll::top_of_items;
use crate::tui::widgets::{fit, modal};

use super::keys::SAVE;

/// Most characters of a reason.
const LIMIT: usize = 200;

/// Widest the panel gets.
const WIDEST: u16 = 90;

/// To the next warning; registers after the last.
const NEXT: Action = Action::new("reasons.next");

/// Keys of the panel.
pub static REASONS: KeyTable = KeyTable::new(
    "reasons",
    "register-keys-reasons",
    &[
        Binding::new(
            NEXT,
            &[Chord::key(Code::Enter), Chord::key(Code::Tab)],
            "register-reason-next",
        )
        .weight(94),
        Binding::new(DIGIT, &[Chord::key(Code::Digits)], "register-reason-digit").weight(92),
        Binding::new(SAVE, &[Chord::f(10), Chord::ctrl('s')], "register-save").weight(93),
    ],
);

/// What the clerk answered, given back to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons {
    /// The warnings with their reasons; a reason may be empty.
    pub accepted: Vec<AcceptedWarning>,
    /// Register now; else the clerk went back to the form.
    pub go_on: bool,
}

struct Asked {
    warning: RegistrationWarning,
    sentence: String,
    /// Common reasons, in the order of their digits.
    common: Vec<String>,
    reason: LineInput,
}

impl Asked {
    fn new(warning: RegistrationWarning, accepted: &[AcceptedWarning], text: &Text) -> Self {
        let before = accepted.iter().find(|known| known.warning == warning);
        let before = before.map_or("", |known| known.reason.as_str());
        Self {
            warning,
            sentence: text.get(warning_key(warning)),
            common: reason_keys(warning)
                .iter()
                .map(|key| text.get(key))
                .collect(),
            reason: LineInput::new(LIMIT).with_text(before),
        }
    }

    /// The common reason a digit stands for, as long as nothing else is being typed.
    fn common_reason(&self, c: char) -> Option<&String> {
        let typed = self.reason.value();
        let free = typed.is_blank() || self.common.iter().any(|known| known == typed.as_str());
        let digit = c.to_digit(10).filter(|_| free)?;
        self.common
            .get(usize::try_from(digit).ok()?.checked_sub(1)?)
    }

    fn options(&self) -> String {
        let options = self.common.iter().zip(1..);
        let options: Vec<String> = options.map(|(reason, n)| format!("{n} {reason}")).collect();
        options.join("   ")
    }
}

/// The panel.
pub struct ReasonsPanel {
    asked: Vec<Asked>,
    /// The warning asked about; behind the last one it asks whether to register.
    at: usize,
    top: Cell<usize>,
}

impl ReasonsPanel {
    /// Asks about these warnings; `accepted` are the reasons given before.
    #[must_use]
    pub fn new(
        warnings: &[RegistrationWarning],
        accepted: &[AcceptedWarning],
        text: &Text,
    ) -> Self {
        let asked: Vec<Asked> = warnings
            .iter()
            .map(|warning| Asked::new(*warning, accepted, text))
            .collect();
        let at = asked.iter().position(|asked| asked.reason.is_empty());
        Self {
            at: at.unwrap_or(asked.len()),
            asked,
            top: Cell::new(0),
        }
    }

    fn give_back(&self, go_on: bool, cx: &mut Context<'_>) {
        let accepted = self.asked.iter().map(|asked| AcceptedWarning {
            warning: asked.warning,
            reason: asked.reason.value(),
        });
        cx.give_back(Reasons {
            accepted: accepted.collect(),
            go_on,
        });
    }

    fn next(&mut self, cx: &mut Context<'_>) {
        if self.at < self.asked.len() {
            self.at += 1;
        } else {
            self.give_back(true, cx);
        }
    }

    fn write(&mut self, message: &Message) {
        let Some(asked) = self.asked.get_mut(self.at) else {
            return;
        };
        if let Message::Char(c) = message
            && let Some(reason) = asked.common_reason(*c).cloned()
        {
            asked.reason.set(&reason);
            self.at += 1;
            return;
        }
        asked.reason.update(message);
    }

    /// Rows of each warning and of the line at the end, in so many cells.
    fn heights(&self, width: usize) -> Vec<u16> {
        let rows = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
        let asked = self.asked.iter().enumerate().map(|(at, asked)| {
            let sentence = fit::wrap(&asked.sentence, width.saturating_sub(4)).len();
            let options = if at == self.at {
                fit::wrap(&asked.options(), width.saturating_sub(4)).len()
            } else {
                0
            };
            rows(sentence + options + 1)
        });
        asked.chain([2]).collect()
    }

    fn draw_asked(&self, frame: &mut Frame<'_>, place: Rect, at: usize, cx: &ViewContext<'_>) {
        let asked = &self.asked[at];
        let here = at == self.at;
        let width = usize::from(place.width.saturating_sub(4));
        let (marker, style) = if here {
            (cx.theme.glyphs.marker, cx.theme.focus)
        } else {
            (" ", cx.theme.text)
        };
        let mut y = place.y;
        let mut line = |x: u16, line: Line<'_>| {
            let row = Rect {
                x: place.x + x,
                y,
                width: place.width.saturating_sub(x),
                height: 1,
            };
            frame.render_widget(line, row.intersection(place));
            y += 1;
        };
        for (nth, sentence) in fit::wrap(&asked.sentence, width).into_iter().enumerate() {
            let lead = if nth == 0 {
                format!("{marker} {} ", cx.theme.glyphs.warning)
            } else {
                "    ".to_owned()
            };
            let spans = vec![Span::styled(lead, style), Span::styled(sentence, style)];
            line(0, Line::from(spans));
        }
        if here {
            for options in fit::wrap(&asked.options(), width) {
                line(4, Line::styled(options, cx.theme.muted));
            }
        }
        let label = cx.text.get("register-reason-label");
        let lead = u16::try_from(fit::width(&label)).unwrap_or(0) + 1;
        line(4, Line::styled(label, cx.theme.muted));
        let field = Rect {
            x: place.x + 4 + lead,
            y: y - 1,
            width: place.width.saturating_sub(5 + lead),
            height: 1,
        }
        .intersection(place);
        asked.reason.draw(frame, field, here, cx);
        let hint = cx.text.get("register-reason-none");
        asked.reason.draw_placeholder(frame, field, &hint, cx);
    }

    fn draw_end(&self, frame: &mut Frame<'_>, place: Rect, cx: &ViewContext<'_>) {
        let here = self.at == self.asked.len();
        let (marker, style) = if here {
            (cx.theme.glyphs.marker, cx.theme.selected)
        } else {
            (" ", cx.theme.muted)
        };
        let label = cx.text.get("register-reason-end");
        let line = Line::styled(format!("{marker} {label} "), style);
        frame.render_widget(line, row_of(place, 1));
    }
}

impl Screen for ReasonsPanel {
    fn title(&self, text: &Text) -> String {
        text.get("register-reasons-title")
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        let keys = Keys::new().and(&REASONS);
        if self.at < self.asked.len() {
            keys.and(&WRITING).and(&LIST).typing()
        } else {
            keys.and(&LIST).without(DIGIT)
        }
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Action(NEXT) => self.next(cx),
            Message::Action(SAVE) => self.give_back(true, cx),
            Message::Action(UP) => self.at = self.at.saturating_sub(1),
            Message::Action(DOWN) => self.at = (self.at + 1).min(self.asked.len()),
            message => self.write(&message),
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let width = WIDEST.min(area.width.saturating_sub(6));
        let intro = fit::wrap(&cx.text.get("register-reasons-intro"), usize::from(width));
        let intro_rows = u16::try_from(intro.len()).unwrap_or(0) + 1;
        let heights = self.heights(usize::from(width));
        let height = heights.iter().fold(intro_rows, |sum, rows| sum + rows);
        let title = cx.text.with(
            "register-reasons-heading",
            &[("count", self.asked.len().into())],
        );
        let inside = modal::open(frame, area, Size { width, height }, &title, cx);
        let room = inside.height.saturating_sub(intro_rows);
        let top = top_of_items(self.top.get(), self.at, &heights, room);
        self.top.set(top);
        let intro: Vec<Line<'_>> = intro.into_iter().map(Line::from).collect();
        frame.render_widget(ratatui::text::Text::from(intro), inside);
        let mut y = inside.y + intro_rows;
        for (at, height) in heights.iter().enumerate().skip(top) {
            let place = Rect {
                y,
                height: *height,
                ..inside
            }
            .intersection(inside);
            if place.is_empty() {
                break;
            }
            if at < self.asked.len() {
                self.draw_asked(frame, place, at, cx);
            } else {
                self.draw_end(frame, place, cx);
            }
            y += height;
        }
    }

    fn back(&mut self, cx: &mut Context<'_>) {
        self.give_back(false, cx);
    }
}
