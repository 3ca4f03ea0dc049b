//! The panel that asks for how long a visitor is put aside.

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use crate::desk::Command;
use crate::domain::calendar::written_time;
use crate::domain::ids::TicketId;
use crate::domain::ticket::Ticket;
use crate::i18n::Text;
use crate::text::{CleanText, ascii_digit};
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::{FORM, NEXT_FIELD, PREVIOUS_FIELD, WRITING};
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::{fit, modal, place};

/// Puts the visitor aside.
pub const HOLD_NOW: Action = Action::new("queue-hold.do");

/// Keys of the panel.
pub static HOLD: KeyTable = KeyTable::new(
    "queue-hold",
    "queue-keys-hold",
    &[Binding::new(HOLD_NOW, &[Chord::key(Code::Enter)], "queue-hold-do").weight(90)],
);

/// The longest time a visitor waits outside: a working day.
const MOST_MINUTES: i64 = 480;

/// Most letters of a reason.
const REASON_LIMIT: usize = 200;

/// The panel.
pub struct HoldPanel {
    ticket: TicketId,
    number: u32,
    minutes: LineInput,
    reason: LineInput,
    in_reason: bool,
}

impl HoldPanel {
    /// For this visitor.
    #[must_use]
    pub fn new(ticket: &Ticket) -> Self {
        Self {
            ticket: ticket.id,
            number: ticket.number,
            minutes: LineInput::new(3),
            reason: LineInput::new(REASON_LIMIT),
            in_reason: false,
        }
    }

    /// The minutes typed: `Ok(None)` for none, `Err` for too many.
    fn time(&self) -> Result<Option<TimeDelta>, ()> {
        let digits: String = self
            .minutes
            .as_str()
            .chars()
            .filter_map(ascii_digit)
            .collect();
        match digits.parse::<i64>() {
            Err(_) | Ok(0) => Ok(None),
            Ok(minutes) if minutes > MOST_MINUTES => Err(()),
            Ok(minutes) => Ok(Some(TimeDelta::minutes(minutes))),
        }
    }

    fn hold(&self, cx: &mut Context<'_>) {
        match self.time() {
            Err(()) => cx.inform(too_long(cx.text)),
            Ok(time) => {
                let reason = Some(self.reason.value()).filter(|reason| !reason.is_blank());
                let ticket = self.ticket;
                cx.give_back(Command::Hold {
                    ticket,
                    time,
                    reason,
                });
            }
        }
    }

    fn consequence(&self, now: DateTime<Utc>, text: &Text) -> String {
        match self.time() {
            Err(()) => too_long(text),
            Ok(None) => text.get("queue-hold-open"),
            Ok(Some(time)) => {
                let until = written_time(now + time);
                text.with("queue-hold-until", &[("time", until.into())])
            }
        }
    }
}

fn too_long(text: &Text) -> String {
    text.with("queue-hold-too-long", &[("most", MOST_MINUTES.into())])
}

impl Screen for HoldPanel {
    fn title(&self, text: &Text) -> String {
        text.with("queue-hold-title", &[("number", self.number.into())])
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        Keys::new().and(&HOLD).and(&WRITING).and(&FORM).typing()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Action(HOLD_NOW) => self.hold(cx),
            Message::Action(NEXT_FIELD | PREVIOUS_FIELD) => self.in_reason = !self.in_reason,
            message if self.in_reason => {
                self.reason.update(&message);
            }
            // Only digits are minutes; a letter begins the reason.
            Message::Char(c) if ascii_digit(c).is_none() => {
                self.in_reason = true;
                self.reason.update(&Message::Char(c));
            }
            Message::Paste(pasted) => {
                let digits: String = CleanText::line(&pasted)
                    .as_str()
                    .chars()
                    .filter_map(ascii_digit)
                    .collect();
                self.minutes.update(&Message::Paste(digits));
            }
            message => {
                self.minutes.update(&message);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        const SIZE: Size = Size {
            width: 52,
            height: 4,
        };
        let inside = modal::open(frame, area, SIZE, &self.title(cx.text), cx);
        let fields = [
            (
                "queue-hold-minutes",
                "queue-hold-minutes-empty",
                &self.minutes,
            ),
            ("queue-hold-reason", "queue-hold-reason-empty", &self.reason),
        ];
        for (row, (label, hint, input)) in (0u16..).zip(fields) {
            let focused = (row == 1) == self.in_reason;
            let line = place::row(inside, row);
            draw_field(frame, line, (label, hint, input), focused, cx);
        }
        let last = place::last_row(inside);
        let consequence = self.consequence(cx.now, cx.text);
        let consequence = fit::cut(
            &consequence,
            usize::from(last.width),
            cx.theme.glyphs.ellipsis,
        );
        frame.render_widget(Line::styled(consequence, cx.theme.muted), last);
    }
}

fn draw_field(
    frame: &mut Frame<'_>,
    line: Rect,
    (label, hint, input): (&str, &str, &LineInput),
    focused: bool,
    cx: &ViewContext<'_>,
) {
    const LABEL: u16 = 14;
    let style = if focused {
        cx.theme.focus
    } else {
        cx.theme.muted
    };
    let marker = if focused { cx.theme.glyphs.marker } else { " " };
    let label = format!("{marker} {}", cx.text.get(label));
    frame.render_widget(Line::styled(label, style), line);
    let field = Rect {
        x: line.x + LABEL,
        width: line.width.saturating_sub(LABEL),
        ..line
    };
    input.draw(frame, field, focused, cx);
    input.draw_placeholder(frame, field, &cx.text.get(hint), cx);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::screens::queue::sample;

    fn typed(minutes: &str) -> HoldPanel {
        let mut panel = HoldPanel::new(&sample::busy().ordinary.rows[0]);
        panel.minutes.set(minutes);
        panel
    }

    #[test]
    fn minutes_are_a_time_nothing_is_until_returned_and_a_week_is_a_slip() {
        assert_eq!(typed("15").time(), Ok(Some(TimeDelta::minutes(15))));
        assert_eq!(typed("١٥").time(), Ok(Some(TimeDelta::minutes(15))));
        assert_eq!(typed("").time(), Ok(None));
        assert_eq!(typed("0").time(), Ok(None));
        assert_eq!(typed("481").time(), Err(()));
    }
}
