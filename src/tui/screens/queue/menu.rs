//! Menus: what is rarely needed, and what can be done for a selected visitor.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::board::List;
use super::keys::{CALL_THIS, CLOSE_DAY, CORRECT, HOLD_THIS, LEFT, PUT_BACK_THIS, SWITCH};
use crate::domain::ticket::Ticket;
use crate::i18n::Text;
use crate::tui::keymap::{Action, Keys};
use crate::tui::keys::QUIT;
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};
use crate::tui::screens::digit_list::{DigitList, DigitRow};
use crate::tui::screens::keys::{LANGUAGE, THEME};

/// A menu. It asks the queue for what was chosen.
pub struct MenuPanel {
    title: String,
    list: DigitList<Action>,
}

impl MenuPanel {
    /// What is rarely needed.
    #[must_use]
    pub fn of_the_day(text: &Text) -> Self {
        let rows = [
            (SWITCH, "queue-switch"),
            (LANGUAGE, "queue-language"),
            (THEME, "queue-theme"),
            (CLOSE_DAY, "queue-close-day"),
            (QUIT, "queue-menu-quit"),
        ];
        Self::new(text.get("queue-menu-title"), &rows, text)
    }

    /// What can be done for somebody in a list.
    #[must_use]
    pub fn of_visitor(ticket: &Ticket, list: List, text: &Text) -> Self {
        let aside = match list {
            List::Priority | List::Ordinary => (HOLD_THIS, "queue-hold"),
            List::Held | List::Absent => (PUT_BACK_THIS, "queue-put-back"),
        };
        let rows = [
            (CALL_THIS, "queue-call-this"),
            aside,
            (CORRECT, "queue-correct"),
            (LEFT, "queue-left"),
        ];
        let title = text.with("queue-this-title", &[("number", ticket.number.into())]);
        Self::new(title, &rows, text)
    }

    fn new(title: String, rows: &[(Action, &str)], text: &Text) -> Self {
        let rows = rows
            .iter()
            .map(|(action, key)| DigitRow::new(*action, text.get(key)));
        Self {
            title,
            list: DigitList::new(rows.collect()),
        }
    }
}

impl Screen for MenuPanel {
    fn title(&self, _: &Text) -> String {
        self.title.clone()
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        DigitList::<Action>::keys()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        if let Some(action) = self.list.update(&message) {
            cx.ask_beneath(*action);
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.list.draw_modal(frame, area, &self.title, cx);
    }
}
