//! Rows of a place to draw in. What lies outside the place is left out.

use ratatui::layout::Rect;

/// So many rows of `area`, the first one `from` rows below its top.
#[must_use]
pub fn rows(area: Rect, from: u16, height: u16) -> Rect {
    Rect {
        y: area.y.saturating_add(from),
        height,
        ..area
    }
    .intersection(area)
}

/// One row of `area`, `at` rows below its top.
#[must_use]
pub fn row(area: Rect, at: u16) -> Rect {
    rows(area, at, 1)
}

/// The last row of `area`.
#[must_use]
pub fn last_row(area: Rect) -> Rect {
    row(area, area.height.saturating_sub(1))
}

/// What is under the first `rows_above` rows of `area`.
#[must_use]
pub fn below(area: Rect, rows_above: u16) -> Rect {
    rows(area, rows_above, area.height.saturating_sub(rows_above))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stay_inside() {
        let area = Rect::new(2, 3, 10, 4);
        assert_eq!(rows(area, 1, 2), Rect::new(2, 4, 10, 2));
        assert_eq!(row(area, 3), last_row(area));
        assert_eq!(below(area, 1), Rect::new(2, 4, 10, 3));
        for outside in [row(area, 4), rows(area, 9, 2), below(area, 4)] {
            assert!(outside.is_empty(), "{outside}");
        }
        assert!(last_row(Rect::new(2, 3, 10, 0)).is_empty());
        assert!(row(Rect::new(0, u16::MAX, 1, 1), 7).is_empty());
    }
}
