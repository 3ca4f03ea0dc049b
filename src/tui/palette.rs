//! The command palette: everything that can be done here, found by typing.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::keymap::{Action, DIGIT, Keys, TableKind};
use super::keys::{ACCEPT, CLOSE_LIST, LIST, PALETTE, PICK_OPEN, WRITING};
use super::screen::{Context, Message, Presence, Screen, ViewContext};
use super::widgets::modal;
use super::widgets::pick_list::{PickItem, PickList};
use crate::i18n::Text;

const SIZE: Size = Size {
    width: 58,
    height: 14,
};

/// The palette.
pub struct PaletteScreen {
    list: PickList<Action>,
}

impl PaletteScreen {
    /// The commands among these keys.
    #[must_use]
    pub fn new(keys: &Keys, text: &Text) -> Self {
        let items = keys
            .tables()
            .filter(|(table, _)| table.kind == TableKind::Commands)
            .flat_map(|(_, rows)| rows)
            .filter(|row| row.action != PALETTE && row.action != DIGIT)
            .map(|row| {
                let chord = keys
                    .shown_chord(row)
                    .map(|chord| chord.display(text))
                    .unwrap_or_default();
                PickItem::new(row.action, text.get(row.label)).with_detail(chord)
            })
            .collect();
        Self {
            list: PickList::new(items),
        }
    }
}

impl Screen for PaletteScreen {
    fn title(&self, text: &Text) -> String {
        text.get("tui-palette-title")
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        Keys::new()
            .and(&PICK_OPEN)
            .and(&LIST)
            .and(&WRITING)
            .typing()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Action(ACCEPT) => {
                if let Some(action) = self.list.selected() {
                    cx.ask_beneath(*action);
                }
            }
            Message::Action(CLOSE_LIST) => cx.pop(),
            message => {
                self.list.update(&message);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let inside = modal::open(frame, area, SIZE, &self.title(cx.text), cx);
        self.list.draw(frame, inside, cx);
    }
}
