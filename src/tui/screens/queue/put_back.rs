//! The list of who can be put back into the queue: held and absent visitors.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::board::List;
use super::order;
use crate::desk::view::QueueView;
use crate::domain::ids::TicketId;
use crate::i18n::Text;
use crate::tui::keymap::Keys;
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};
use crate::tui::screens::digit_list::{DigitList, DigitRow};

/// The list.
pub struct PutBackPanel {
    list: DigitList<(TicketId, List)>,
}

impl PutBackPanel {
    /// Of everybody aside, those held first.
    #[must_use]
    pub fn new(view: &QueueView, text: &Text) -> Self {
        let rows = [
            (List::Held, "queue-put-back-held"),
            (List::Absent, "queue-put-back-absent"),
        ]
        .into_iter()
        .flat_map(|(list, key)| {
            list.tickets(view).iter().map(move |ticket| {
                DigitRow::new((ticket.id, list), ticket.number.to_string())
                    .with_detail(text.get(key))
            })
        })
        .collect();
        Self {
            list: DigitList::new(rows),
        }
    }
}

impl Screen for PutBackPanel {
    fn title(&self, text: &Text) -> String {
        text.get("queue-put-back-title")
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        DigitList::<(TicketId, List)>::keys()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        if let Some((ticket, list)) = self.list.update(&message) {
            cx.give_back(order::put_back(*ticket, *list));
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.list.draw_modal(frame, area, &self.title(cx.text), cx);
    }
}
