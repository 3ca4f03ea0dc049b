//! Which rows of a long list are shown.

/// A part of a list: rows from `top`, with a line above or below that tells how many are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first row shown.
    pub top: usize,
    /// Rows shown.
    pub shown: usize,
    /// Rows before; when there are any they take one line.
    pub above: usize,
    /// Rows after; when there are any they take one line.
    pub below: usize,
}

impl Window {
    /// The part of `count` rows to show on `height` lines with the `selected` row among them.
    #[must_use]
    pub fn of(count: usize, selected: Option<usize>, height: usize) -> Self {
        if count <= height {
            return Self::new(0, count, count);
        }
        if height == 0 {
            return Self::alone(0, 0);
        }
        let ends = height.saturating_sub(1);
        match selected {
            // Too low for lines about the rest: the selected row is all there is room for.
            Some(row) if height < 3 => Self::alone(row, 1),
            Some(row) if row >= count - ends => Self::new(count - ends, ends, count),
            Some(row) if row >= ends => Self::new(row + 1 - (height - 2), height - 2, count),
            _ => Self::new(0, ends, count),
        }
    }

    fn new(top: usize, shown: usize, count: usize) -> Self {
        Self {
            top,
            shown,
            above: top,
            below: count - top - shown,
        }
    }

    const fn alone(top: usize, shown: usize) -> Self {
        Self {
            top,
            shown,
            above: 0,
            below: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(window: Window) -> usize {
        usize::from(window.above > 0) + window.shown + usize::from(window.below > 0)
    }

    #[test]
    fn a_long_list_tells_how_many_are_left_out() {
        let window = |selected| Window::of(20, selected, 6);
        assert_eq!((window(None).shown, window(None).below), (5, 15));
        assert_eq!(window(Some(4)), window(None));
        let middle = window(Some(9));
        assert_eq!(
            (middle.top, middle.shown, middle.above, middle.below),
            (6, 4, 6, 10)
        );
        let end = window(Some(19));
        assert_eq!((end.top, end.shown, end.below), (15, 5, 0));
        assert_eq!(lines(Window::of(3, None, 6)), 3);
    }

    proptest! {
        #[test]
        fn it_fits_and_shows_the_selected_row(count in 0usize..60, height in 0usize..20, at in any::<prop::sample::Index>(), some in any::<bool>()) {
            let selected = (some && count > 0).then(|| at.index(count));
            let window = Window::of(count, selected, height);
            prop_assert!(lines(window) <= height);
            prop_assert!(window.top + window.shown <= count);
            if let Some(row) = selected && height > 0 {
                prop_assert!((window.top..window.top + window.shown).contains(&row));
            }
            if height > 2 || count <= height {
                prop_assert_eq!(window.above + window.shown + window.below, count);
            }
        }
    }
}
