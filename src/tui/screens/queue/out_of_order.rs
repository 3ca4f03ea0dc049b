//! The panel that asks why somebody is called before their turn.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::desk::Command;
use crate::domain::ids::TicketId;
use crate::domain::ticket::Ticket;
use crate::i18n::Text;
use crate::text::CleanText;
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::WRITING;
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::{modal, place};

/// Calls with the reason.
pub const TAKE: Action = Action::new("queue-reason.take");

/// Keys of the panel.
pub static REASON: KeyTable = KeyTable::new(
    "queue-reason",
    "queue-keys-reason",
    &[Binding::new(TAKE, &[Chord::key(Code::Enter)], "queue-reason-take").weight(90)],
);

/// Reasons that come often, by digit.
const COMMON: [&str; 5] = [
    "queue-order-reason-1",
    "queue-order-reason-2",
    "queue-order-reason-3",
    "queue-order-reason-4",
    "queue-order-reason-5",
];

/// Most letters of a reason.
const LIMIT: usize = 200;

/// The panel.
pub struct OutOfOrderPanel {
    ticket: TicketId,
    number: u32,
    common: Vec<String>,
    reason: LineInput,
}

impl OutOfOrderPanel {
    /// For this visitor.
    #[must_use]
    pub fn new(ticket: &Ticket, text: &Text) -> Self {
        Self {
            ticket: ticket.id,
            number: ticket.number,
            common: COMMON.iter().map(|key| text.get(key)).collect(),
            reason: LineInput::new(LIMIT),
        }
    }

    /// The common reason a digit stands for while nothing is typed: no reason begins with a digit.
    fn common(&self, c: char) -> Option<&String> {
        let digit = c.to_digit(10)? as usize;
        let at = digit.checked_sub(1)?;
        self.common.get(at).filter(|_| self.reason.is_empty())
    }

    fn call(&self, reason: CleanText, cx: &mut Context<'_>) {
        if reason.is_blank() {
            cx.inform(cx.text.get("queue-order-empty"));
            return;
        }
        let ticket = self.ticket;
        cx.give_back(Command::CallOutOfOrder { ticket, reason });
    }
}

impl Screen for OutOfOrderPanel {
    fn title(&self, text: &Text) -> String {
        text.with("queue-order-title", &[("number", self.number.into())])
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        Keys::new().and(&REASON).and(&WRITING).typing()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Action(TAKE) => self.call(self.reason.value(), cx),
            Message::Char(c) if self.common(c).is_some() => {
                let reason = self.common(c).map(|reason| CleanText::line(reason));
                self.call(reason.unwrap_or_default(), cx);
            }
            message => {
                self.reason.update(&message);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        const SIZE: Size = Size {
            width: 56,
            height: 8,
        };
        let inside = modal::open(frame, area, SIZE, &self.title(cx.text), cx);
        let mut lines = Vec::new();
        for (number, reason) in (1..).zip(&self.common) {
            lines.push(Line::from(vec![
                Span::styled(format!("{number} "), cx.theme.key),
                Span::styled(reason.as_str(), cx.theme.text),
            ]));
        }
        lines.push(Line::default());
        lines.push(Line::styled(
            cx.text.get("queue-order-asked"),
            cx.theme.muted,
        ));
        frame.render_widget(ratatui::text::Text::from(lines), inside);
        let last = place::last_row(inside);
        frame.render_widget(Line::styled(cx.theme.glyphs.marker, cx.theme.focus), last);
        let field = Rect {
            x: last.x + 2,
            width: last.width.saturating_sub(2),
            ..last
        };
        self.reason.draw(frame, field, true, cx);
    }
}
