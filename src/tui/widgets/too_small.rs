//! What is shown when the terminal is too small to work in.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Text};

use super::fit;
use crate::tui::screen::ViewContext;

/// The smallest terminal the screens are made for.
pub const MINIMUM: Size = Size {
    width: 60,
    height: 16,
};

/// Whether a terminal of this size is too small.
#[must_use]
pub fn is_too_small(size: Size) -> bool {
    size.width < MINIMUM.width || size.height < MINIMUM.height
}

/// Says that the window is too small and that nothing is lost.
pub fn draw(frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
    let sentence = cx.text.with(
        "tui-too-small",
        &[
            ("width", area.width.into()),
            ("height", area.height.into()),
            ("needed_width", MINIMUM.width.into()),
            ("needed_height", MINIMUM.height.into()),
        ],
    );
    let lines = fit::wrap(&sentence, usize::from(area.width));
    let top = usize::from(area.height).saturating_sub(lines.len()) / 2;
    let mut shown = vec![Line::default(); top];
    shown.extend(lines.into_iter().map(|line| Line::from(line).centered()));
    frame.render_widget(Text::from(shown), area);
}
