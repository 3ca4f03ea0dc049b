//! Draws a form: rows of one or two fields, one or two columns of rows, a foot.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Form;
use super::field::{Field, Widget};
use crate::tui::screen::ViewContext;
use crate::tui::widgets::fit;
use crate::tui::widgets::place::row as row_of;
use crate::tui::widgets::scroll::{draw_more, top_of_items};

/// Widest a column of labels gets.
const LABELS: usize = 24;

/// Cells of the marker before a label and the gap after it.
const AROUND_LABEL: usize = 4;

/// Fields share a row from this width on.
const TWO_FIELDS: u16 = 72;

/// The form has a second column from this width on.
const TWO_COLUMNS: u16 = 104;

/// One or two fields beside each other, with what belongs to them.
struct Row {
    fields: Vec<usize>,
    heading: u16,
    widget: u16,
    /// Notes and warnings.
    under: u16,
}

impl Row {
    fn height(&self) -> u16 {
        self.heading
            .saturating_add(self.widget)
            .saturating_add(self.under)
    }
}

/// Cells of a column of rows.
#[derive(Clone, Copy)]
struct Cells {
    width: u16,
    label: u16,
    /// Of the labels of fields that stand beside others.
    second_label: u16,
}

impl Cells {
    /// Where the widget of a field is, from the row's left edge: column and width.
    fn widget(self, beside: bool, shares: bool) -> (u16, u16) {
        let half = self.width / 2;
        let (start, end) = match (beside, shares) {
            (true, _) => (half + self.second_label, self.width),
            (false, true) => (self.label, half),
            (false, false) => (self.label, self.width),
        };
        let start = start.min(end);
        (start, (end - start).saturating_sub(1))
    }

    /// Where notes and warnings are.
    fn under(self) -> (u16, u16) {
        self.widget(false, false)
    }
}

impl<F: Copy + PartialEq> Form<F> {
    /// Draws the fields around the one with the focus, and its choices or its hint at the foot.
    /// Gives the place of the widget with the focus, for what a screen lays beside it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) -> Option<Rect> {
        let area = area.intersection(frame.area());
        let foot = self.foot_height(area.width).min(area.height);
        let body = Rect {
            height: area.height - foot,
            ..area
        };
        let mut focused = None;
        for (column, (fields, place)) in self.columns(body).into_iter().enumerate() {
            let found = self.draw_column(frame, place, column, fields, cx);
            focused = focused.or(found);
        }
        self.draw_foot(frame, area, foot, cx);
        if let (Some(place), Some(Widget::Pick(pick))) =
            (focused, self.fields.get(self.focus).map(|f| &f.widget))
            && pick.is_open()
        {
            pick.draw_list(frame, place, area, cx);
        }
        focused
    }

    /// The fields of each column, and its place.
    fn columns(&self, body: Rect) -> Vec<(Range<usize>, Rect)> {
        let count = self.fields.len();
        let split = self.fields.iter().position(|field| field.begins_column);
        match split {
            Some(at) if body.width >= TWO_COLUMNS => {
                let left = body.width * 2 / 5;
                let first = Rect {
                    width: left,
                    ..body
                };
                let second = Rect {
                    x: body.x + left,
                    width: body.width - left,
                    ..body
                };
                vec![(0..at, first), (at..count, second)]
            }
            _ => vec![(0..count, body)],
        }
    }

    fn draw_column(
        &self,
        frame: &mut Frame<'_>,
        place: Rect,
        column: usize,
        fields: Range<usize>,
        cx: &ViewContext<'_>,
    ) -> Option<Rect> {
        let cells = self.cells(fields.clone(), place.width);
        let mut rows = self.rows(fields, cells, cx);
        self.grow(&mut rows, place.height);
        let heights: Vec<u16> = rows.iter().map(Row::height).collect();
        let focus = rows.iter().position(|row| row.fields.contains(&self.focus));
        let memory = &self.first[column.min(self.first.len() - 1)];
        let first = memory.get();
        let first = top_of_items(first, focus.unwrap_or(first), &heights, place.height);
        memory.set(first);
        let mut y = place.y;
        let mut focused = None;
        let mut below = false;
        for row in &rows[first..] {
            below = y >= place.bottom();
            if below {
                break;
            }
            let line = Rect {
                y,
                height: row.height().min(place.bottom() - y),
                ..place
            };
            let found = self.draw_row(frame, line, row, cells, cx);
            focused = focused.or(found);
            y += row.height();
        }
        draw_more(frame, place, (first > 0, below), cx);
        focused
    }

    fn cells(&self, fields: Range<usize>, width: u16) -> Cells {
        let paired = width >= TWO_FIELDS;
        let longest = |second: bool| {
            self.fields[fields.clone()]
                .iter()
                .filter(|field| (field.beside && paired) == second)
                .map(|field| fit::width(&field.label))
                .max()
                .map_or(0, |label| label.min(LABELS) + AROUND_LABEL)
        };
        Cells {
            width,
            label: u16::try_from(longest(false)).unwrap_or(0),
            second_label: u16::try_from(longest(true)).unwrap_or(0),
        }
    }

    fn rows(&self, fields: Range<usize>, cells: Cells, cx: &ViewContext<'_>) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for at in fields {
            let field = &self.fields[at];
            if field.hidden {
                continue;
            }
            let paired = field.beside && cells.width >= TWO_FIELDS;
            let (_, room) = cells.under();
            let warnings = field.warning_lines(room, at == self.focus, cx);
            let under = field.note_lines(room).len() + warnings.len();
            let under = u16::try_from(under).unwrap_or(u16::MAX);
            if let (true, Some(row)) = (paired, rows.last_mut())
                && row.fields.len() == 1
            {
                let (_, width) = cells.widget(true, true);
                row.fields.push(at);
                row.widget = row.widget.max(field.widget_height(width, at == self.focus));
                row.under = row.under.saturating_add(under);
                continue;
            }
            let heading = match (&field.section, rows.is_empty()) {
                (None, _) => 0,
                (Some(_), true) => 1,
                (Some(_), false) => 2,
            };
            rows.push(Row {
                fields: vec![at],
                heading,
                widget: field.widget_height(room, at == self.focus),
                under,
            });
        }
        rows
    }

    /// Gives the rows nothing else needs to the first text of many lines.
    fn grow(&self, rows: &mut [Row], room: u16) {
        let needed: u32 = rows.iter().map(|row| u32::from(row.height())).sum();
        let spare = u32::from(room).saturating_sub(needed);
        let is_area = |row: &&mut Row| {
            let mut widgets = row.fields.iter().map(|at| &self.fields[*at].widget);
            widgets.any(|widget| matches!(widget, Widget::Area(..)))
        };
        if let Some(row) = rows.iter_mut().find(is_area) {
            row.widget += u16::try_from(spare).unwrap_or(0);
        }
    }

    /// Draws a row. Gives the place of the widget with the focus, if it is in it.
    fn draw_row(
        &self,
        frame: &mut Frame<'_>,
        place: Rect,
        row: &Row,
        cells: Cells,
        cx: &ViewContext<'_>,
    ) -> Option<Rect> {
        let leading = &self.fields[*row.fields.first()?];
        if let Some(heading) = &leading.section {
            let line = row_of(place, row.heading - 1);
            frame.render_widget(Line::styled(heading.as_str(), cx.theme.title), line);
        }
        let mut focused = None;
        let shares = row.fields.len() > 1;
        for (nth, at) in row.fields.iter().enumerate() {
            let beside = nth > 0;
            let (x, width) = cells.widget(beside, shares);
            let widget = Rect {
                x: place.x + x,
                y: place.y + row.heading,
                width,
                height: row.widget,
            }
            .intersection(place);
            let has_focus = *at == self.focus;
            let label = Rect {
                x: place.x + if beside { cells.width / 2 } else { 0 },
                width: cells.label.max(cells.second_label),
                ..row_of(place, row.heading)
            };
            draw_label(
                frame,
                label.intersection(place),
                &self.fields[*at],
                has_focus,
                cx,
            );
            self.fields[*at].draw_widget(frame, widget, has_focus, cx);
            if has_focus {
                focused = Some(widget);
            }
        }
        self.draw_under(frame, place, row, cells, cx);
        focused
    }

    fn draw_under(
        &self,
        frame: &mut Frame<'_>,
        place: Rect,
        row: &Row,
        cells: Cells,
        cx: &ViewContext<'_>,
    ) {
        let (x, width) = cells.under();
        let mut at = row.heading + row.widget;
        let mut line = |text: String, style| {
            let place = Rect {
                x: place.x + x,
                width,
                ..row_of(place, at)
            };
            frame.render_widget(Line::from(Span::styled(text, style)), place);
            at += 1;
        };
        for at in &row.fields {
            let field = &self.fields[*at];
            for note in field.note_lines(width) {
                line(note, cx.theme.muted);
            }
            let warnings = field.warning_lines(width, *at == self.focus, cx);
            for warning in warnings {
                line(warning, cx.theme.warning);
            }
        }
    }

    fn foot_height(&self, width: u16) -> u16 {
        let shown = self.fields.iter().filter(|field| !field.hidden);
        shown
            .map(|field| field.foot_height(width.saturating_sub(2)))
            .max()
            .unwrap_or(0)
    }

    fn draw_foot(&self, frame: &mut Frame<'_>, area: Rect, foot: u16, cx: &ViewContext<'_>) {
        let place = Rect {
            x: area.x + 2.min(area.width),
            y: area.bottom() - foot,
            width: area.width.saturating_sub(2),
            height: foot,
        };
        let Some(field) = self.fields.get(self.focus) else {
            return;
        };
        if let Widget::ShortChoice(choice) = &field.widget {
            choice.draw_options(frame, place, cx);
        } else if let Some(hint) = &field.hint {
            let lines = fit::wrap(hint, usize::from(place.width));
            for (at, line) in (0..foot).zip(lines) {
                frame.render_widget(Line::styled(line, cx.theme.muted), row_of(place, at));
            }
        }
    }
}

fn draw_label<F>(
    frame: &mut Frame<'_>,
    place: Rect,
    field: &Field<F>,
    focused: bool,
    cx: &ViewContext<'_>,
) {
    let theme = cx.theme;
    let (marker, style) = if focused {
        (theme.glyphs.marker, theme.focus)
    } else {
        (" ", theme.muted)
    };
    let label = fit::cut(&field.label, LABELS, theme.glyphs.ellipsis);
    frame.render_widget(Line::styled(format!("{marker} {label}"), style), place);
}
