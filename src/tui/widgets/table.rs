//! Lists and tables with a selection that stays on its row when rows come and go.

use std::cell::Cell as Memory;

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::scroll::{stepped, top_of_rows};
use super::{Reply, fit, place};
use crate::tui::screen::{Message, ViewContext};
use crate::tui::theme::Theme;

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// So many cells.
    Cells(u16),
    /// A share of what the others leave.
    Share(u16),
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    title: String,
    width: Width,
    alignment: Alignment,
    /// Shown only in a table at least so wide.
    from: u16,
}

impl Column {
    /// A column with its heading.
    #[must_use]
    pub fn new(title: impl Into<String>, width: Width) -> Self {
        Self {
            title: title.into(),
            width,
            alignment: Alignment::Left,
            from: 0,
        }
    }

    /// The same at the right edge, for numbers.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.alignment = Alignment::Right;
        self
    }

    /// The same left out of a table narrower than `cells`.
    #[must_use]
    pub fn from_width(mut self, cells: u16) -> Self {
        self.from = cells;
        self
    }
}

/// The weight of a cell's text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary.
    #[default]
    Text,
    /// Of less weight.
    Muted,
    /// To be found first.
    Accent,
    /// To be looked at. Say why in the text too: colour alone carries no meaning.
    Warning,
    /// Dangerous or overdue. Say so in the text too.
    Danger,
}

impl Tone {
    /// Its style.
    #[must_use]
    pub fn style(self, theme: &Theme) -> Style {
        match self {
            Self::Text => theme.text,
            Self::Muted => theme.muted,
            Self::Accent => theme.accent,
            Self::Warning => theme.warning,
            Self::Danger => theme.danger,
        }
    }
}

/// A row: its key, and a text for each column.
#[derive(Debug, Clone)]
pub struct Row<K> {
    key: K,
    cells: Vec<(String, Tone)>,
}

impl<K> Row<K> {
    /// A row without cells yet.
    #[must_use]
    pub fn new(key: K) -> Self {
        Self {
            key,
            cells: Vec::new(),
        }
    }

    /// The same with one more cell.
    #[must_use]
    pub fn cell(self, text: impl Into<String>) -> Self {
        self.toned(text, Tone::Text)
    }

    /// The same with one more cell of some weight.
    #[must_use]
    pub fn toned(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.cells.push((text.into(), tone));
        self
    }

    /// What it stands for.
    #[must_use]
    pub fn key(&self) -> &K {
        &self.key
    }
}

/// A table with a selected row. With columns without headings it is a list.
#[derive(Debug, Clone)]
pub struct Table<K> {
    columns: Vec<Column>,
    rows: Vec<Row<K>>,
    selected: usize,
    empty: String,
    top: Memory<usize>,
    page: Memory<usize>,
}

impl<K: PartialEq> Table<K> {
    /// An empty table; `empty` is what it says while it has no rows.
    #[must_use]
    pub fn new(columns: Vec<Column>, empty: impl Into<String>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
            selected: 0,
            empty: empty.into(),
            top: Memory::new(0),
            page: Memory::new(1),
        }
    }

    /// Other rows. The selection stays on the same key; when its row is gone, on the row that took
    /// its place.
    pub fn set_rows(&mut self, rows: Vec<Row<K>>) {
        let same = self
            .rows
            .get(self.selected)
            .and_then(|old| rows.iter().position(|row| row.key == old.key));
        self.selected = same
            .unwrap_or(self.selected)
            .min(rows.len().saturating_sub(1));
        self.rows = rows;
    }

    /// The key of the selected row.
    #[must_use]
    pub fn selected(&self) -> Option<&K> {
        self.rows.get(self.selected).map(Row::key)
    }

    /// Selects the row with this key, if there is one.
    pub fn select(&mut self, key: &K) {
        if let Some(at) = self.rows.iter().position(|row| row.key == *key) {
            self.selected = at;
        }
    }

    /// Takes a message: moves the selection.
    pub fn update(&mut self, message: &Message) -> Reply {
        let Message::Action(action) = message else {
            return Reply::Ignored;
        };
        match stepped(*action, self.selected, self.rows.len(), self.page.get()) {
            Some(selected) => {
                self.selected = selected;
                Reply::Used
            }
            None => Reply::Ignored,
        }
    }

    /// Draws the headings, if there are any, and the rows around the selection.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, cx: &ViewContext<'_>) {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return;
        }
        let places = self.places(area.width);
        let headed = self.columns.iter().any(|column| !column.title.is_empty());
        if headed {
            let line = place::row(area, 0);
            for (column, place) in self.columns.iter().zip(&places) {
                let cell = fitted(&column.title, *place, column.alignment, cx);
                draw_cell(frame, line, *place, cell, cx.theme.muted);
            }
        }
        let body = place::below(area, u16::from(headed));
        if self.rows.is_empty() {
            let empty = Line::styled(format!("  {}", self.empty), cx.theme.muted);
            frame.render_widget(empty, body);
            return;
        }
        self.draw_rows(frame, body, &places, focused, cx);
    }

    fn draw_rows(
        &self,
        frame: &mut Frame<'_>,
        body: Rect,
        places: &[Place],
        focused: bool,
        cx: &ViewContext<'_>,
    ) {
        let page = usize::from(body.height).max(1);
        self.page.set(page);
        let top = top_of_rows(self.top.get(), self.selected, page, self.rows.len());
        self.top.set(top);
        for (line, at) in body.rows().zip(top..self.rows.len()) {
            let selected = at == self.selected;
            let over = match (selected, focused) {
                (true, true) => Some(cx.theme.selected),
                (true, false) => Some(cx.theme.selected_idle),
                _ => None,
            };
            if let Some(style) = over {
                frame.buffer_mut().set_style(line, style);
            }
            let marker = if selected {
                cx.theme.glyphs.marker
            } else {
                " "
            };
            let style = over.unwrap_or(cx.theme.text);
            frame.render_widget(Line::from(Span::styled(marker, style)), line);
            let Some(row) = self.rows.get(at) else {
                continue;
            };
            for ((column, place), (text, tone)) in self.columns.iter().zip(places).zip(&row.cells) {
                let cell = fitted(text, *place, column.alignment, cx);
                let style = over.unwrap_or(tone.style(cx.theme));
                draw_cell(frame, line, *place, cell, style);
            }
        }
    }

    /// Where each column is in a table so wide; left-out columns have no width.
    fn places(&self, width: u16) -> Vec<Place> {
        const MARKER: u16 = 2;
        const GAP: u16 = 2;
        let shown = |column: &Column| width >= column.from;
        let mut fixed = MARKER;
        let mut shares = 0;
        for column in self.columns.iter().filter(|column| shown(column)) {
            fixed += GAP;
            match column.width {
                Width::Cells(cells) => fixed += cells,
                Width::Share(share) => shares += share,
            }
        }
        let mut left = width.saturating_sub(fixed.saturating_sub(GAP));
        let mut x = MARKER;
        let mut places = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            if !shown(column) {
                places.push(Place { x, width: 0 });
                continue;
            }
            let cells = match column.width {
                Width::Cells(cells) => cells,
                Width::Share(share) => {
                    let part = u32::from(left) * u32::from(share) / u32::from(shares.max(1));
                    let part = u16::try_from(part).unwrap_or(left);
                    left -= part;
                    shares -= share;
                    part
                }
            };
            let cells = cells.min(width.saturating_sub(x));
            places.push(Place { x, width: cells });
            x = x.saturating_add(cells + GAP);
        }
        places
    }
}

/// Where a column is, from the table's left edge.
#[derive(Debug, Clone, Copy)]
struct Place {
    x: u16,
    width: u16,
}

fn fitted(text: &str, place: Place, alignment: Alignment, cx: &ViewContext<'_>) -> String {
    let cells = usize::from(place.width);
    let cut = fit::cut(text, cells, cx.theme.glyphs.ellipsis);
    match alignment {
        Alignment::Right => {
            let missing = cells.saturating_sub(fit::width(&cut));
            format!("{}{cut}", " ".repeat(missing))
        }
        _ => cut,
    }
}

fn draw_cell(frame: &mut Frame<'_>, line: Rect, place: Place, text: String, style: Style) {
    let area = Rect {
        x: line.x + place.x,
        width: place.width,
        ..line
    };
    frame.render_widget(
        Line::from(Span::styled(text, style)),
        area.intersection(line),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::{DOWN, FIRST, LAST, UP};

    fn table(keys: &[u32]) -> Table<u32> {
        let mut table = Table::new(vec![Column::new("", Width::Share(1))], "");
        table.set_rows(rows(keys));
        table
    }

    fn rows(keys: &[u32]) -> Vec<Row<u32>> {
        keys.iter()
            .map(|key| Row::new(*key).cell(key.to_string()))
            .collect()
    }

    #[test]
    fn the_selection_stays_on_its_row() {
        let mut table = table(&[1, 2, 3, 4]);
        table.select(&3);
        table.set_rows(rows(&[9, 1, 3, 4]));
        assert_eq!(table.selected(), Some(&3));
        table.set_rows(rows(&[9, 1, 4]));
        assert_eq!(table.selected(), Some(&4), "the next took its place");
        table.set_rows(rows(&[9]));
        assert_eq!(table.selected(), Some(&9));
        table.set_rows(rows(&[]));
        assert_eq!(table.selected(), None);
        table.set_rows(rows(&[5]));
        assert_eq!(table.selected(), Some(&5));
    }

    #[test]
    fn the_selection_moves_within_the_rows() {
        let mut table = table(&[1, 2, 3]);
        for (action, at) in [
            (UP, 1),
            (DOWN, 2),
            (DOWN, 3),
            (DOWN, 3),
            (FIRST, 1),
            (LAST, 3),
        ] {
            assert_eq!(table.update(&Message::Action(action)), Reply::Used);
            assert_eq!(table.selected(), Some(&at));
        }
        assert_eq!(table.update(&Message::Char('x')), Reply::Ignored);
    }
}
