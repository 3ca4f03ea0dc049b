//! Moving in what is longer than its place.

use std::cell::Cell;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::place;
use crate::tui::keymap::Action;
use crate::tui::keys::{DOWN, FIRST, LAST, PAGE_DOWN, PAGE_UP, UP};
use crate::tui::screen::ViewContext;

/// Lines of which a part is shown, moved by the keys of [`LIST`](crate::tui::keys::LIST).
#[derive(Debug, Default)]
pub struct Scroll {
    top: usize,
    /// Lines in all and rows shown when last drawn, which moving needs to know.
    drawn: Cell<(usize, usize)>,
}

impl Scroll {
    /// Moves; other actions do nothing.
    pub fn update(&mut self, action: Action) {
        let (lines, rows) = self.drawn.get();
        let tops = lines.saturating_sub(rows) + 1;
        // A line of the page before stays in view.
        let page = rows.saturating_sub(1).max(1);
        self.top = stepped(action, self.top, tops, page).unwrap_or(self.top);
    }

    /// Draws the part that is in view. Whether there are lines above and below it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, lines: Vec<Line<'_>>) -> (bool, bool) {
        let (all, shown) = (lines.len(), usize::from(area.height));
        self.drawn.set((all, shown));
        let top = self.top.min(all.saturating_sub(shown));
        for (row, line) in area.rows().zip(lines.into_iter().skip(top)) {
            frame.render_widget(line, row);
        }
        (top > 0, top + shown < all)
    }
}

/// Where a list action moves from `at`, one of `count` places of which a page shows so many; `None`
/// for other actions.
pub fn stepped(action: Action, at: usize, count: usize, page: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    let to = match action {
        UP => at.saturating_sub(1),
        DOWN => at + 1,
        PAGE_UP => at.saturating_sub(page),
        PAGE_DOWN => at + page,
        FIRST => 0,
        LAST => last,
        _ => return None,
    };
    Some(to.min(last))
}

/// The first row to show so that the selected one is in view, the view moving as little as can be
/// and never past the end.
pub fn top_of_rows(top: usize, selected: usize, page: usize, count: usize) -> usize {
    let lowest = (selected + 1).saturating_sub(page);
    top.clamp(lowest, selected).min(count.saturating_sub(page))
}

/// The same for items of different heights in so much `room`: the first one to show so that the
/// selected one is whole if it can be.
pub fn top_of_items(top: usize, selected: usize, heights: &[u16], room: u16) -> usize {
    let rows = |from: usize, to: usize| -> u32 {
        heights[from..to].iter().map(|rows| u32::from(*rows)).sum()
    };
    let room = u32::from(room);
    let selected = selected.min(heights.len().saturating_sub(1));
    let mut first = top.min(selected);
    while first < selected && rows(first, selected + 1) > room {
        first += 1;
    }
    while first > 0 && rows(first - 1, heights.len()) <= room {
        first -= 1;
    }
    first
}

/// Marks at the right edge that there is more above or below.
pub fn draw_more(
    frame: &mut Frame<'_>,
    area: Rect,
    (above, below): (bool, bool),
    cx: &ViewContext<'_>,
) {
    let [up, down] = cx.theme.glyphs.more;
    let (first, last) = (place::row(area, 0), place::last_row(area));
    for (there, sign, row) in [(above, up, first), (below, down, last)] {
        if there {
            frame.render_widget(Line::styled(sign, cx.theme.accent).right_aligned(), row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_moves_within_the_lines() {
        let mut scroll = Scroll::default();
        scroll.drawn.set((12, 5));
        for (action, top) in [
            (UP, 0),
            (DOWN, 1),
            (PAGE_DOWN, 5),
            (PAGE_DOWN, 7),
            (DOWN, 7),
            (PAGE_UP, 3),
            (LAST, 7),
            (FIRST, 0),
        ] {
            scroll.update(action);
            assert_eq!(scroll.top, top, "{action:?}");
        }
        scroll.drawn.set((3, 5));
        scroll.update(LAST);
        assert_eq!(scroll.top, 0, "all fits");
    }

    #[test]
    fn rows_scroll_as_little_as_keeps_the_selection_in_view() {
        assert_eq!(top_of_rows(0, 0, 5, 20), 0);
        assert_eq!(top_of_rows(0, 5, 5, 20), 1);
        assert_eq!(top_of_rows(10, 3, 5, 20), 3);
        assert_eq!(top_of_rows(18, 19, 5, 20), 15);
        assert_eq!(top_of_rows(7, 1, 5, 3), 0);
    }

    #[test]
    fn items_of_different_heights_scroll_as_little_as_can_be() {
        let heights = [2, 1, 1, 5, 1];
        assert_eq!(top_of_items(0, 2, &heights, 6), 0);
        assert_eq!(top_of_items(0, 3, &heights, 6), 2);
        assert_eq!(top_of_items(2, 1, &heights, 6), 1);
        assert_eq!(top_of_items(3, 3, &heights, 4), 3, "too high to be whole");
        assert_eq!(top_of_items(4, 4, &heights, 20), 0, "all fits again");
        assert_eq!(top_of_items(7, 7, &[], 6), 0);
    }
}
