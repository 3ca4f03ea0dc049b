//! The frame of whatever lies over a screen.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect, Size};
use ratatui::symbols::border;
use ratatui::widgets::{Block, Clear};

use crate::tui::screen::ViewContext;
use crate::tui::theme::GlyphSet;

const ASCII_BORDER: border::Set<'_> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Cells the frame takes beside the contents: border and, left and right, one cell of air.
const FRAME: Size = Size {
    width: 4,
    height: 2,
};

/// Draws an empty framed box in the middle of `room`, as large as its contents ask for and the room
/// allows. Gives the place of the contents.
pub fn open(
    frame: &mut Frame<'_>,
    room: Rect,
    contents: Size,
    title: &str,
    cx: &ViewContext<'_>,
) -> Rect {
    let width = contents.width.saturating_add(FRAME.width).min(room.width);
    let height = contents
        .height
        .saturating_add(FRAME.height)
        .min(room.height);
    let area = Rect {
        x: room.x + (room.width - width) / 2,
        y: room.y + (room.height - height) / 2,
        width,
        height,
    };
    boxed(frame, area, title, cx)
}

/// Draws an empty framed box in `area`. Gives the place of the contents.
pub fn boxed(frame: &mut Frame<'_>, area: Rect, title: &str, cx: &ViewContext<'_>) -> Rect {
    let area = area.intersection(frame.area());
    frame.render_widget(Clear, area);
    frame.buffer_mut().set_style(area, cx.theme.text);
    let borders = match cx.theme.glyphs.set {
        GlyphSet::Unicode => border::ROUNDED,
        GlyphSet::Ascii => ASCII_BORDER,
    };
    let mut block = Block::bordered()
        .border_set(borders)
        .border_style(cx.theme.accent);
    if !title.is_empty() {
        block = block.title(ratatui::text::Span::styled(
            format!(" {title} "),
            cx.theme.title,
        ));
    }
    let inner = block.inner(area);
    frame.render_widget(block, area);
    inner.inner(Margin::new(1, 0))
}

/// Marks at the right border of a box that there is more above or below.
pub fn more(
    frame: &mut Frame<'_>,
    inside: Rect,
    (above, below): (bool, bool),
    cx: &ViewContext<'_>,
) {
    let column = inside.right().saturating_add(1);
    let bottom = inside.bottom().saturating_sub(1);
    let [up, down] = cx.theme.glyphs.more;
    for (there, sign, row) in [(above, up, inside.y), (below, down, bottom)] {
        if let (true, Some(cell)) = (there, frame.buffer_mut().cell_mut((column, row))) {
            cell.set_symbol(sign).set_style(cx.theme.accent);
        }
    }
}
