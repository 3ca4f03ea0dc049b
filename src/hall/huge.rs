//! Digits as large as the room.
//!
//! [`big_number`](crate::tui::widgets::big_number) has the sizes of the font; a wall screen needs
//! more: here each pixel of the same font is as many cells as fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

use crate::tui::theme::GlyphSet;
use crate::tui::widgets::fit;

/// A letter of the font is eight by eight pixels.
const LETTER: u16 = 8;

/// The quarters of a cell that are set: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
const QUARTERS: [&str; 16] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
];

/// Draws digits and colons in the middle of the area, as large as fits; in ordinary letters where
/// even the smallest do not.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, text: &str, (style, set): (Style, GlyphSet)) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    // Parts of a cell that can be set by themselves; where blocks are not in the console's font,
    // whole cells, by exchanging their colours.
    let parts = match set {
        GlyphSet::Unicode => 2,
        GlyphSet::Ascii => 1,
    };
    let picture = Picture::of(text);
    let Some(scale) = picture.scale(area.width * parts, area.height * parts) else {
        return plain(buffer, area, text, style);
    };
    let width = (picture.width() * scale.0).div_ceil(parts);
    let height = (picture.height() * scale.1).div_ceil(parts);
    let left = area.x + (area.width - width) / 2;
    let top = area.y + (area.height - height) / 2;
    for (row, column) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let is_set = |right: u16, down: u16| {
            let x = (column * parts + right) / scale.0;
            picture.is_set(x, (row * parts + down) / scale.1)
        };
        let cell = &mut buffer[(left + column, top + row)];
        match set {
            GlyphSet::Unicode => {
                let quarters = [is_set(0, 0), is_set(1, 0), is_set(0, 1), is_set(1, 1)];
                let which = quarters
                    .iter()
                    .rev()
                    .fold(0, |sum, set| sum * 2 + usize::from(*set));
                cell.set_symbol(QUARTERS[which]).set_style(style);
            }
            GlyphSet::Ascii if is_set(0, 0) => {
                cell.set_symbol(" ").set_style(exchanged(style));
            }
            GlyphSet::Ascii => {}
        }
    }
}

fn plain(buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    let row = Rect {
        y: area.y + area.height / 2,
        height: 1,
        ..area
    };
    let text = fit::head(text, usize::from(area.width));
    Line::styled(text.to_owned(), style.add_modifier(Modifier::BOLD))
        .centered()
        .render(row, buffer);
}

/// The style with foreground and background exchanged.
fn exchanged(style: Style) -> Style {
    if style.add_modifier.contains(Modifier::REVERSED) {
        style.remove_modifier(Modifier::REVERSED)
    } else {
        style.add_modifier(Modifier::REVERSED)
    }
}

/// The pixels of a text, without an empty edge.
struct Picture {
    buffer: Buffer,
    edge: Rect,
}

impl Picture {
    fn of(text: &str) -> Self {
        let letters = u16::try_from(text.chars().count()).unwrap_or(u16::MAX / LETTER);
        let area = Rect::new(0, 0, letters.min(u16::MAX / LETTER) * LETTER, LETTER);
        let mut buffer = Buffer::empty(area);
        BigText::builder()
            .pixel_size(PixelSize::Full)
            .lines(vec![Line::from(text.to_owned())])
            .build()
            .render(area, &mut buffer);
        let set = area.positions().filter(|at| buffer[*at].symbol() != " ");
        let edge = set
            .map(|at| Rect::new(at.x, at.y, 1, 1))
            .reduce(Rect::union);
        Self {
            buffer,
            edge: edge.unwrap_or_default(),
        }
    }

    fn width(&self) -> u16 {
        self.edge.width
    }

    fn height(&self) -> u16 {
        self.edge.height
    }

    /// The parts of a cell that make a pixel, across and down, in a room of so many parts. A part
    /// is about twice as tall as wide: pixels are square, or up to twice as tall where it is narrow.
    fn scale(&self, width: u16, height: u16) -> Option<(u16, u16)> {
        let across = width.checked_div(self.width())?;
        let down = height.checked_div(self.height())?.min(across);
        (down > 0).then(|| (across.min(2 * down), down))
    }

    fn is_set(&self, x: u16, y: u16) -> bool {
        x < self.edge.width
            && y < self.edge.height
            && self.buffer[(self.edge.x + x, self.edge.y + y)].symbol() != " "
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, (width, height): (u16, u16), set: GlyphSet) -> Buffer {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        draw(&mut buffer, area, text, (Style::new(), set));
        buffer
    }

    fn rows(buffer: &Buffer) -> Vec<String> {
        let width = usize::from(buffer.area.width);
        let cells: Vec<&str> = buffer.content().iter().map(|cell| cell.symbol()).collect();
        cells.chunks(width).map(<[&str]>::concat).collect()
    }

    #[test]
    fn the_smallest_size_is_a_quarter_of_a_cell_to_a_pixel() {
        let seven = drawn("7", (3, 4), GlyphSet::Unicode);
        assert_eq!(rows(&seven), ["█▀█", " ▗▛", " █ ", " ▀ "]);
    }

    #[test]
    fn it_grows_with_the_room() {
        for (width, height) in [(12, 4), (24, 8), (48, 12), (100, 30), (150, 45)] {
            let buffer = drawn("102", (width, height), GlyphSet::Unicode);
            let rows = rows(&buffer);
            let used = rows.iter().filter(|row| !row.trim().is_empty()).count();
            assert!(
                used * 10 >= usize::from(height) * 6,
                "{width}×{height}: {rows:#?}"
            );
        }
    }

    #[test]
    fn without_blocks_the_cells_are_reversed() {
        let buffer = drawn("1", (8, 8), GlyphSet::Ascii);
        let reversed = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(Modifier::REVERSED);
        assert!(buffer.content().iter().filter(reversed).count() > 10);
        assert!(rows(&buffer).concat().trim().is_empty());
        let twice = exchanged(exchanged(Style::new()));
        assert!(!twice.add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn the_number_itself_is_never_lost() {
        assert_eq!(rows(&drawn("102", (7, 2), GlyphSet::Unicode))[1], "  102  ");
        for width in 0..30 {
            for height in 0..12 {
                drawn("1024", (width, height), GlyphSet::Unicode);
                drawn("", (width, height), GlyphSet::Ascii);
            }
        }
    }
}
