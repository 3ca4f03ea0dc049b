//! A list to pick from, with a filter.

use std::cell::Cell;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::fuzzy::{FoldedLabel, Fuzzy};
use super::line_input::LineInput;
use super::place;
use super::scroll::{stepped, top_of_rows};
use super::{Reply, fit};
use crate::tui::keymap::Keys;
use crate::tui::keys::{DOWN, LIST, PICK_OPEN, WRITING};
use crate::tui::screen::{Message, ViewContext};

/// Characters the filter holds.
const FILTER_LIMIT: usize = 100;

/// Something to pick.
#[derive(Debug, Clone)]
pub struct PickItem<K> {
    key: K,
    label: String,
    detail: String,
    folded: FoldedLabel,
}

impl<K> PickItem<K> {
    /// An item; its label is what is searched.
    #[must_use]
    pub fn new(key: K, label: impl Into<String>) -> Self {
        let label = label.into();
        let folded = FoldedLabel::new(&label);
        Self {
            key,
            label,
            detail: String::new(),
            folded,
        }
    }

    /// The same with a note at the right edge.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// What it stands for.
    #[must_use]
    pub fn key(&self) -> &K {
        &self.key
    }

    /// What is shown.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }
}

/// Finds items by what was typed: their positions, the best first.
pub type Finder = Rc<dyn Fn(&str) -> Vec<usize>>;

/// A list with a filter over it. Thousands of items are fine.
pub struct PickList<K> {
    items: Vec<PickItem<K>>,
    filter: LineInput,
    fuzzy: Fuzzy,
    /// Finds instead of `fuzzy`, which then only marks letters.
    finder: Option<Finder>,
    /// Positions in `items`, the best first.
    found: Vec<usize>,
    /// Position in `found`.
    selected: usize,
    /// Whether anything is selected; else the first key that moves selects.
    pointing: bool,
    top: Cell<usize>,
    page: Cell<usize>,
}

impl<K: Clone + PartialEq> PickList<K> {
    /// A list of all items, the first selected.
    #[must_use]
    pub fn new(items: Vec<PickItem<K>>) -> Self {
        let found = (0..items.len()).collect();
        Self {
            items,
            filter: LineInput::new(FILTER_LIMIT),
            fuzzy: Fuzzy::default(),
            finder: None,
            found,
            selected: 0,
            pointing: true,
            top: Cell::new(0),
            page: Cell::new(1),
        }
    }

    /// Finds by `finder` from now on instead of by the letters of the labels.
    pub fn find_by(&mut self, finder: Finder) {
        self.finder = Some(finder);
        self.search();
    }

    /// Other items under the same filter; the selection stays on its item when it is still there.
    pub fn set_items(&mut self, items: Vec<PickItem<K>>) {
        let selected = self.selected().cloned();
        self.items = items;
        self.search();
        if let Some(key) = selected {
            self.select(&key);
        }
    }

    /// The tables of a list that is open and typed into.
    #[must_use]
    pub fn keys() -> Keys {
        Keys::new()
            .and(&PICK_OPEN)
            .and(&LIST)
            .and(&WRITING)
            .typing()
    }

    /// The items.
    #[must_use]
    pub fn items(&self) -> &[PickItem<K>] {
        &self.items
    }

    /// What is typed in the filter.
    #[must_use]
    pub fn typed(&self) -> &str {
        self.filter.as_str()
    }

    /// The key of the selected item.
    #[must_use]
    pub fn selected(&self) -> Option<&K> {
        self.selected_item().map(PickItem::key)
    }

    /// The selected item.
    #[must_use]
    pub fn selected_item(&self) -> Option<&PickItem<K>> {
        let found = self.found.get(self.selected).filter(|_| self.pointing);
        self.items.get(*found?)
    }

    /// Selects an item, if the filter lets it through.
    pub fn select(&mut self, key: &K) {
        let at = |found: &usize| self.items.get(*found).is_some_and(|item| item.key == *key);
        if let Some(at) = self.found.iter().position(at) {
            self.selected = at;
            self.pointing = true;
        }
    }

    /// Selects nothing until somebody types or moves.
    pub fn select_nothing(&mut self) {
        self.pointing = false;
    }

    /// Empties the filter and selects the first item.
    pub fn reset(&mut self) {
        self.filter.set("");
        self.pointing = true;
        self.search();
    }

    /// Takes a message: moves the selection or changes the filter.
    pub fn update(&mut self, message: &Message) -> Reply {
        if let Message::Action(action) = message
            && let Some(selected) =
                stepped(*action, self.selected, self.found.len(), self.page.get())
        {
            if std::mem::replace(&mut self.pointing, true) || *action != DOWN {
                self.selected = selected;
            }
            return Reply::Used;
        }
        let reply = self.filter.update(message);
        if reply.changed() {
            self.pointing = true;
            self.search();
        }
        reply
    }

    fn search(&mut self) {
        self.fuzzy.look_for(self.filter.as_str());
        self.found = match &self.finder {
            Some(find) if !self.filter.value().is_blank() => find(self.filter.as_str()),
            _ => self.fuzzy.rank(self.items.iter().map(|item| &item.folded)),
        };
        self.found.retain(|at| *at < self.items.len());
        self.selected = 0;
        self.top.set(0);
    }

    /// Draws the filter and, under it, what it lets through.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.draw_filter(frame, area, cx);
        let rows = place::below(area, 1);
        if self.found.is_empty() {
            let nothing = Line::styled(cx.text.get("tui-pick-nothing"), cx.theme.muted);
            frame.render_widget(nothing, rows.intersection(frame.area()));
            return;
        }
        let page = usize::from(rows.height).max(1);
        self.page.set(page);
        let top = top_of_rows(self.top.get(), self.selected, page, self.found.len());
        self.top.set(top);
        for (row, at) in rows.rows().zip(top..self.found.len()) {
            if let Some(item) = self.found.get(at).and_then(|at| self.items.get(*at)) {
                let selected = self.pointing && at == self.selected;
                self.draw_item(frame, row, item, selected, cx);
            }
        }
    }

    fn draw_filter(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let count = format!(" {}/{}", self.found.len(), self.items.len());
        let count_width = u16::try_from(fit::width(&count)).unwrap_or(0);
        let line = place::row(area, 0);
        let field = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(2 + count_width),
            ..line
        };
        frame.render_widget(Line::styled(cx.theme.glyphs.step, cx.theme.key), line);
        self.filter.draw(frame, field, true, cx);
        let hint = cx.text.get("tui-pick-hint");
        self.filter.draw_placeholder(frame, field, &hint, cx);
        frame.render_widget(Line::styled(count, cx.theme.muted).right_aligned(), line);
    }

    fn draw_item(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        item: &PickItem<K>,
        selected: bool,
        cx: &ViewContext<'_>,
    ) {
        let theme = cx.theme;
        let style = if selected { theme.selected } else { theme.text };
        frame.buffer_mut().set_style(area, style);
        let marker = if selected { theme.glyphs.marker } else { " " };
        let detail_width = fit::width(&item.detail);
        let room = usize::from(area.width).saturating_sub(detail_width + 3);
        let label = fit::cut(&item.label, room, theme.glyphs.ellipsis);
        let marks = self.fuzzy.marks(&item.folded);
        let mut spans = vec![Span::styled(format!("{marker} "), style)];
        for (at, grapheme) in label.graphemes(true).enumerate() {
            let style = if marks.binary_search(&at).is_err() {
                style
            } else if selected {
                style.add_modifier(theme.matched.add_modifier)
            } else {
                theme.matched
            };
            spans.push(Span::styled(grapheme.to_owned(), style));
        }
        frame.render_widget(Line::from(spans), area);
        let detail_style = if selected { style } else { theme.muted };
        let detail = Line::styled(item.detail.as_str(), detail_style).right_aligned();
        frame.render_widget(detail, area);
    }
}
