//! Puts lines on pages: paragraphs one below the other, columns side by side, a new page where
//! the page is full.
//!
//! What is put on a page belongs to a [`Part`] of the document, such as a heading, so that a
//! screen reader can tell what it reads.

use super::face::{Faces, Weight};
use super::lines::{Line, Measure, lines};

/// Points of a millimetre.
const MILLIMETRE: f32 = 72.0 / 25.4;
/// A4 (ISO 216), in points.
pub(super) const PAGE: (f32, f32) = (210.0 * MILLIMETRE, 297.0 * MILLIMETRE);
/// Free on all four sides of a page: art. 8 of the regulation on official correspondence.
pub(super) const MARGIN: f32 = mm(15.0);
/// Width of the area that is written on.
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// Room kept below the area for the page number.
const NUMBER_ROOM: f32 = 18.0;
/// From one line to the next, by the size of the letters.
const LEADING: f32 = 1.15;
/// From the top of a line to its base, by the size of the letters.
const ASCENT: f32 = 0.9;

/// A space is not made wider than by this, by the size of the letters: a line with holes reads
/// worse than one that ends early.
const WIDEST_STRETCH: f32 = 0.5;

/// Millimetres in points.
pub(super) const fn mm(millimetres: f32) -> f32 {
    millimetres * MILLIMETRE
}

/// Where the lines of a paragraph stand in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Centre,
    Right,
    /// Both ends, but for a last line.
    Both,
}

/// What a part of the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading, of level 1 or 2.
    Heading(u16),
    Paragraph,
    /// The name of a row of a table.
    Label,
    /// The value of the row whose label came before.
    Value,
}

/// A part of the document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) role: Role,
    /// What it says, as it was printed; names headings in the outline.
    pub(super) text: String,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Points.
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) align: Align,
    /// Of the first line of each paragraph, in points.
    pub(super) indent: f32,
    pub(super) role: Role,
}

impl Style {
    /// Plain text of this size.
    pub(super) const fn plain(size: f32) -> Self {
        Self {
            size,
            weight: Weight::Regular,
            align: Align::Left,
            indent: 0.0,
            role: Role::Paragraph,
        }
    }

    /// The same in bold letters.
    pub(super) const fn bold(self) -> Self {
        let weight = Weight::Bold;
        Self { weight, ..self }
    }

    /// The same, standing there.
    pub(super) const fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// The same, as another part of the document.
    pub(super) const fn role(self, role: Role) -> Self {
        Self { role, ..self }
    }

    /// The same, with the first line of each paragraph moved in.
    pub(super) const fn indent(self, indent: f32) -> Self {
        Self { indent, ..self }
    }

    fn leading(self) -> f32 {
        self.size * LEADING
    }
}

/// A column: where it begins, from the left edge of the written area, and its width, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) width: f32,
}

impl Column {
    /// The whole width.
    pub(super) const WHOLE: Self = Self {
        left: 0.0,
        width: WIDTH,
    };
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A line of text.
    Text {
        /// Place of its part among [`Sheets::parts`].
        part: usize,
        set: SetText,
    },
    /// A page number, which is no part of the text.
    Number(SetText),
    /// A straight line between two points.
    Rule { from: (f32, f32), to: (f32, f32) },
}

/// A line of text in its place, from the page's upper left corner, in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SetText {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) weight: Weight,
    /// Added to each space, in points.
    pub(super) stretch: f32,
}

/// Pages, from the first to the last.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Sheets {
    pub(super) parts: Vec<Part>,
    pub(super) pages: Vec<Vec<Mark>>,
}

impl Sheets {
    /// These, and others after them.
    pub(super) fn followed_by(mut self, others: Self) -> Self {
        let before = self.parts.len();
        self.parts.extend(others.parts);
        self.pages.extend(others.pages.into_iter().map(|mut marks| {
            for mark in &mut marks {
                if let Mark::Text { part, .. } = mark {
                    *part += before;
                }
            }
            marks
        }));
        self
    }
}

/// Pages being filled from top to bottom.
pub(super) struct Filling<'f> {
    faces: &'f Faces,
    sheets: Sheets,
    /// How far the page is filled, from its upper edge.
    y: f32,
}

impl<'f> Filling<'f> {
    /// Begins with an empty page.
    pub(super) fn new(faces: &'f Faces) -> Self {
        let mut sheets = Sheets::default();
        sheets.pages.push(Vec::new());
        Self {
            faces,
            sheets,
            y: MARGIN,
        }
    }

    /// The pages, with their numbers where there is more than one.
    pub(super) fn finish(mut self) -> Sheets {
        let count = self.sheets.pages.len();
        if count > 1 {
            for (at, page) in self.sheets.pages.iter_mut().enumerate() {
                page.push(Mark::Number(number(self.faces, at + 1, count)));
            }
        }
        self.sheets
    }

    /// Leaves room free, in points; none at the top of a page.
    pub(super) fn skip(&mut self, room: f32) {
        if self.y > MARGIN {
            self.y += room;
        }
    }

    /// A paragraph over the whole width; a line break in the text begins another.
    pub(super) fn paragraph(&mut self, style: Style, text: &str) {
        self.columns(&[(Column::WHOLE, style, text)]);
    }

    /// Texts side by side. They go on together on the next page.
    pub(super) fn columns(&mut self, columns: &[(Column, Style, &str)]) {
        let set: Vec<_> = columns
            .iter()
            .map(|(column, style, text)| self.broken(*column, *style, text))
            .collect();
        let rows = set.iter().map(|column| column.lines.len()).max();
        let leading = columns.iter().map(|(_, style, _)| style.leading());
        let leading = leading.fold(0.0, f32::max);
        for row in 0..rows.unwrap_or(0) {
            self.see_to(leading);
            for column in &set {
                self.put(column, row);
            }
            self.y += leading;
        }
    }

    /// Begins a new page, unless there is `room` left, in points.
    pub(super) fn see_to(&mut self, room: f32) {
        if self.y + room > PAGE.1 - MARGIN - NUMBER_ROOM && self.y > MARGIN {
            self.sheets.pages.push(Vec::new());
            self.y = MARGIN;
        }
    }

    /// Goes down until only `room` is left on the page; on a new one, if there is less.
    pub(super) fn go_down_to(&mut self, room: f32) {
        self.see_to(room);
        self.y = PAGE.1 - MARGIN - NUMBER_ROOM - room;
    }

    /// How many lines a text takes over the whole width.
    pub(super) fn height(&self, style: Style, text: &str) -> f32 {
        let lines = self.broken_lines(Column::WHOLE, style, text).len();
        style.leading() * lines as f32
    }

    /// A rule across a column.
    pub(super) fn rule(&mut self, column: Column) {
        let left = MARGIN + column.left;
        let from = (left, self.y);
        let to = (left + column.width, self.y);
        self.mark(Mark::Rule { from, to });
    }

    /// Rules around what `fill` puts down; it has to fit on one page.
    pub(super) fn framed(&mut self, height: f32, fill: impl FnOnce(&mut Self)) {
        self.see_to(height);
        let (left, top) = (MARGIN, self.y);
        let (right, bottom) = (MARGIN + WIDTH, top + height);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        for (at, from) in corners.into_iter().enumerate() {
            let to = corners[(at + 1) % corners.len()];
            self.mark(Mark::Rule { from, to });
        }
        fill(self);
        self.y = bottom;
    }

    fn broken(&mut self, column: Column, style: Style, text: &str) -> Broken {
        let lines = self.broken_lines(column, style, text);
        let said: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        self.sheets.parts.push(Part {
            role: style.role,
            text: said.join(" "),
        });
        Broken {
            part: self.sheets.parts.len() - 1,
            column,
            style,
            lines,
        }
    }

    fn broken_lines(&self, column: Column, style: Style, text: &str) -> Vec<Line> {
        let face = self.faces.of(style.weight);
        let measure = Measure {
            size: style.size,
            width: column.width,
            indent: style.indent,
        };
        lines(&face.printable(text), face, measure)
    }

    fn put(&mut self, of: &Broken, row: usize) {
        let Some(line) = of.lines.get(row) else {
            return;
        };
        if line.text.is_empty() {
            return;
        }
        let first = row == 0 || of.lines[row - 1].last;
        let indent = if first { of.style.indent } else { 0.0 };
        let free = of.column.width - indent - line.width;
        let spaces = line.text.matches(' ').count();
        let (shift, stretch) = match of.style.align {
            Align::Left => (0.0, 0.0),
            Align::Centre => (free / 2.0, 0.0),
            Align::Right => (free, 0.0),
            Align::Both if line.last || spaces == 0 => (0.0, 0.0),
            Align::Both => {
                let wider = free / spaces as f32;
                (
                    0.0,
                    if wider <= WIDEST_STRETCH * of.style.size {
                        wider
                    } else {
                        0.0
                    },
                )
            }
        };
        let set = SetText {
            text: line.text.clone(),
            left: MARGIN + of.column.left + indent + shift,
            base: self.y + of.style.size * ASCENT,
            size: of.style.size,
            weight: of.style.weight,
            stretch,
        };
        self.mark(Mark::Text { part: of.part, set });
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.sheets.pages.last_mut() {
            page.push(mark);
        }
    }
}

/// A text broken into lines, before they are put down.
struct Broken {
    part: usize,
    column: Column,
    style: Style,
    lines: Vec<Line>,
}

/// The number of a page among all, below the written area, in the middle (art. 27).
fn number(faces: &Faces, page: usize, count: usize) -> SetText {
    const SIZE: f32 = 9.0;
    let text = format!("{page}/{count}");
    let width = faces.of(Weight::Regular).width(&text) * SIZE;
    SetText {
        text,
        left: (PAGE.0 - width) / 2.0,
        base: PAGE.1 - MARGIN,
        size: SIZE,
        weight: Weight::Regular,
        stretch: 0.0,
    }
}
