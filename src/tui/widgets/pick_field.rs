//! A field filled from a list that opens under it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::pick_list::{Finder, PickItem, PickList};
use super::{Reply, fit, modal, place};
use crate::text::CleanText;
use crate::tui::keymap::Keys;
use crate::tui::keys::{ACCEPT, CLEAR_PICK, CLOSE_LIST, OPEN_LIST, PICK_CLOSED};
use crate::tui::screen::{Message, ViewContext};

/// Rows of items an open list shows at most.
const MOST_ROWS: usize = 10;

/// Cells an open list has at least.
const NARROWEST: u16 = 36;

/// What is in the field.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Filling {
    Nothing,
    /// An item, by its position.
    Item(usize),
    /// A text of the user's own.
    Own(String),
}

/// A field filled from a list. Typing opens the list and filters it. The choice is the position in
/// the items given.
pub struct PickField {
    list: PickList<usize>,
    filling: Filling,
    open: bool,
    takes_own: bool,
}

impl PickField {
    /// An empty field over these labels.
    #[must_use]
    pub fn new(labels: Vec<String>) -> Self {
        Self {
            list: PickList::new(items(labels)),
            filling: Filling::Nothing,
            open: false,
            takes_own: false,
        }
    }

    /// The same that also takes what was typed when no item matches it.
    #[must_use]
    pub fn or_own_text(mut self) -> Self {
        self.takes_own = true;
        self
    }

    /// Finds by `finder` from now on instead of by the letters of the labels.
    pub fn find_by(&mut self, finder: Finder) {
        self.list.find_by(finder);
    }

    /// Other labels. The filling stays when it still is one of them, by its label, or is an own
    /// text.
    pub fn set_labels(&mut self, labels: Vec<String>) {
        if let Filling::Item(_) = self.filling {
            let label = self.text();
            self.filling = labels
                .iter()
                .position(|new| *new == label.as_str())
                .map_or(Filling::Nothing, Filling::Item);
        }
        self.list.set_items(items(labels));
    }

    /// The position of the item chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<usize> {
        match self.filling {
            Filling::Item(at) => Some(at),
            _ => None,
        }
    }

    /// Chooses the item at a position, or none.
    pub fn choose(&mut self, at: Option<usize>) {
        self.filling = at
            .filter(|at| *at < self.list.items().len())
            .map_or(Filling::Nothing, Filling::Item);
    }

    /// What stands in the field: the item's label or the own text.
    #[must_use]
    pub fn text(&self) -> CleanText {
        match &self.filling {
            Filling::Nothing => CleanText::default(),
            Filling::Item(at) => CleanText::line(
                self.list
                    .items()
                    .get(*at)
                    .map(PickItem::label)
                    .unwrap_or_default(),
            ),
            Filling::Own(text) => CleanText::line(text),
        }
    }

    /// Chooses the item with this label, or takes the text as an own one if the field does that.
    pub fn set_text(&mut self, text: &str) {
        let item = self
            .list
            .items()
            .iter()
            .position(|item| item.label() == text);
        self.filling = match item {
            Some(at) => Filling::Item(at),
            None if self.takes_own && !text.is_empty() => Filling::Own(text.to_owned()),
            None => Filling::Nothing,
        };
    }

    /// Whether the list is open and wants all keys.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The tables that act in the field.
    #[must_use]
    pub fn keys(&self) -> Keys {
        if self.open {
            return PickList::<usize>::keys().alone();
        }
        let filled = self.filling != Filling::Nothing;
        Keys::new()
            .and(&PICK_CLOSED)
            .typing()
            // With something in the field Enter goes on to the next; typing opens the list.
            .without_if(filled, OPEN_LIST)
            .without_if(!filled, CLEAR_PICK)
    }

    /// Takes a message. [`Reply::Changed`] also when the same item or nothing was accepted, so that
    /// the form goes on.
    pub fn update(&mut self, message: &Message) -> Reply {
        if self.open {
            return self.update_open(message);
        }
        match message {
            Message::Action(OPEN_LIST) | Message::Char(' ') => self.open_list(),
            Message::Action(CLEAR_PICK) => {
                self.filling = Filling::Nothing;
                Reply::Changed
            }
            Message::Char(_) | Message::Paste(_) => {
                self.open_list();
                self.list.update(message);
                Reply::Used
            }
            _ => Reply::Ignored,
        }
    }

    fn open_list(&mut self) -> Reply {
        self.open = true;
        self.list.reset();
        match self.filling {
            Filling::Item(at) => self.list.select(&at),
            // Whoever presses Enter through the form must not fill it by that.
            _ => self.list.select_nothing(),
        }
        Reply::Used
    }

    fn update_open(&mut self, message: &Message) -> Reply {
        match message {
            Message::Action(ACCEPT) => self.accept(),
            Message::Action(CLOSE_LIST) => {
                self.open = false;
                Reply::Used
            }
            // A changed filter is no changed value.
            other => Reply::when(self.list.update(other).taken()),
        }
    }

    fn accept(&mut self) -> Reply {
        let own = self.list.typed().trim();
        self.filling = match self.list.selected() {
            Some(at) => Filling::Item(*at),
            None if own.is_empty() => self.filling.clone(),
            None if self.takes_own => Filling::Own(own.to_owned()),
            None => return Reply::Used,
        };
        self.open = false;
        Reply::Changed
    }

    /// Draws the field, closed.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, cx: &ViewContext<'_>) {
        let area = place::row(area, 0).intersection(frame.area());
        let style = if focused {
            cx.theme.field_focus
        } else {
            cx.theme.field
        };
        frame.buffer_mut().set_style(area, style);
        let down = cx.theme.glyphs.more[1];
        let room = usize::from(area.width).saturating_sub(2);
        let text = self.text();
        let (shown, style) = if text.is_empty() {
            (cx.text.get("tui-pick-empty"), cx.theme.placeholder)
        } else {
            (text.into_string(), style)
        };
        let shown = fit::cut(&shown, room, cx.theme.glyphs.ellipsis);
        frame.render_widget(Line::from(Span::styled(shown, style)), area);
        frame.render_widget(Line::styled(down, cx.theme.muted).right_aligned(), area);
        if focused && !self.open && !area.is_empty() {
            cx.place_cursor(frame, area.as_position());
        }
    }

    /// Draws the open list under the field, or above it where there is more room, inside `room`.
    pub fn draw_list(&self, frame: &mut Frame<'_>, field: Rect, room: Rect, cx: &ViewContext<'_>) {
        const FRAME_AND_FILTER: u16 = 3;
        let rows = self.list.items().len().clamp(1, MOST_ROWS);
        let wanted = u16::try_from(rows).unwrap_or(1) + FRAME_AND_FILTER;
        let below = room.bottom().saturating_sub(field.y + 1);
        let above = field.y.saturating_sub(room.y);
        let (y, height) = if below >= wanted || below >= above {
            (field.y + 1, wanted.min(below))
        } else {
            let height = wanted.min(above);
            (field.y - height, height)
        };
        let width = field.width.saturating_add(4).max(NARROWEST).min(room.width);
        let furthest = room.right().saturating_sub(width);
        let area = Rect {
            x: field.x.saturating_sub(2).clamp(room.x, furthest),
            y,
            width,
            height,
        };
        let inside = modal::boxed(frame, area.intersection(room), "", cx);
        self.list.draw(frame, inside, cx);
    }
}

fn items(labels: Vec<String>) -> Vec<PickItem<usize>> {
    labels
        .into_iter()
        .enumerate()
        .map(|(at, label)| PickItem::new(at, label))
        .collect()
}
