//! Asks what somebody does here.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::digit_list::{DigitList, DigitRow};
use crate::domain::staff::Role;
use crate::i18n::Text;
use crate::labels::Label;
use crate::tui::keymap::Keys;
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};

/// The question. It gives back the [`Role`], a clerk's if Enter is pressed at once.
pub(super) struct RolePanel {
    list: DigitList<Role>,
}

impl RolePanel {
    pub(super) fn new(text: &Text) -> Self {
        let rows = Role::CHOICES
            .iter()
            .map(|role| DigitRow::new(*role, text.get(role.key())));
        Self {
            list: DigitList::new(rows.collect()),
        }
    }
}

impl Screen for RolePanel {
    fn title(&self, text: &Text) -> String {
        text.get("queue-role-title")
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        DigitList::<Role>::keys()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        if let Some(role) = self.list.update(&message) {
            cx.give_back(*role);
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.list.draw_modal(frame, area, &self.title(cx.text), cx);
    }
}
