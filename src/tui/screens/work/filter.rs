//! Narrows the lists to one unit or one clerk.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use crate::desk::view::StaffRow;
use crate::domain::ids::StaffId;
use crate::domain::unit::{Unit, UnitCode};
use crate::i18n::Text;
use crate::tui::keymap::Keys;
use crate::tui::keys::{ACCEPT, CLOSE_LIST};
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};
use crate::tui::widgets::modal;
use crate::tui::widgets::pick_list::{PickItem, PickList};

/// Cells and rows of the panel.
const SIZE: Size = Size {
    width: 64,
    height: 14,
};

/// What was chosen; `None`: all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Narrowed {
    Unit(Option<UnitCode>),
    Clerk(Option<StaffId>),
}

/// The choice.
pub(super) struct FilterPanel {
    title: String,
    list: PickList<Narrowed>,
}

impl FilterPanel {
    /// Of a unit; those that are closed may still have cases.
    pub(super) fn of_unit(units: &[Unit], chosen: Option<&UnitCode>, text: &Text) -> Self {
        let all = PickItem::new(Narrowed::Unit(None), text.get("work-all-units"));
        let items = units.iter().map(|unit| {
            let label = unit.name.to_string();
            PickItem::new(Narrowed::Unit(Some(unit.code.clone())), label)
                .with_detail(unit.code.to_string())
        });
        Self::new(
            text.get("work-unit-title"),
            std::iter::once(all).chain(items).collect(),
            &Narrowed::Unit(chosen.cloned()),
        )
    }

    /// Of a clerk.
    pub(super) fn of_clerk(staff: &[StaffRow], chosen: Option<StaffId>, text: &Text) -> Self {
        let all = PickItem::new(Narrowed::Clerk(None), text.get("work-all-clerks"));
        let items = staff
            .iter()
            .map(|row| PickItem::new(Narrowed::Clerk(Some(row.id)), row.name.to_string()));
        Self::new(
            text.get("work-clerk-title"),
            std::iter::once(all).chain(items).collect(),
            &Narrowed::Clerk(chosen),
        )
    }

    fn new(title: String, items: Vec<PickItem<Narrowed>>, chosen: &Narrowed) -> Self {
        let mut list = PickList::new(items);
        list.select(chosen);
        Self { title, list }
    }
}

impl Screen for FilterPanel {
    fn title(&self, _: &Text) -> String {
        self.title.clone()
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        PickList::<Narrowed>::keys()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Action(ACCEPT) => {
                if let Some(chosen) = self.list.selected() {
                    cx.give_back(chosen.clone());
                }
            }
            Message::Action(CLOSE_LIST) => cx.pop(),
            message => {
                self.list.update(&message);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let inside = modal::open(frame, area, SIZE, &self.title, cx);
        self.list.draw(frame, inside, cx);
    }
}
