//! Drawing: the frame of four rows that every screen has, and the screens in it.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::App;
use crate::tui::screen::{Presence, ViewContext};
use crate::tui::widgets::{hints, status, too_small};

impl App {
    /// Draws everything.
    pub fn view(&self, frame: &mut Frame<'_>) {
        let cx = ViewContext {
            now: self.now,
            text: &self.text,
            theme: &self.theme,
            on_top: true,
        };
        let area = frame.area();
        frame.buffer_mut().set_style(area, cx.theme.text);
        if too_small::is_too_small(area.as_size()) {
            too_small::draw(frame, area, &cx);
            return;
        }
        let rows = Rows::of(area, self.toasts.height(area.width));
        status::draw(frame, rows.status, &self.status, &cx);
        self.draw_layers(frame, &rows, &cx);
        self.toasts.draw(frame, rows.toast, &cx);
        hints::draw(frame, rows.hints, &self.keys(), &cx);
    }

    fn draw_layers(&self, frame: &mut Frame<'_>, rows: &Rows, cx: &ViewContext<'_>) {
        let lowest = self
            .layers
            .iter()
            .rposition(|layer| layer.screen.presence() == Presence::Full)
            .unwrap_or(0);
        let way: Vec<String> = self
            .layers
            .iter()
            .take(lowest + 1)
            .filter(|layer| layer.screen.presence() == Presence::Full)
            .map(|layer| layer.screen.title(cx.text))
            .collect();
        status::draw_title(frame, rows.title, &way, cx);
        for (at, layer) in self.layers.iter().enumerate().skip(lowest) {
            if at > lowest {
                frame.buffer_mut().set_style(rows.body, cx.theme.behind());
            }
            let cx = ViewContext {
                on_top: at + 1 == self.layers.len(),
                ..*cx
            };
            layer.screen.view(frame, rows.body, &cx);
        }
    }
}

/// The horizontal cut of the terminal.
struct Rows {
    status: Rect,
    title: Rect,
    body: Rect,
    toast: Rect,
    hints: Rect,
}

impl Rows {
    fn of(area: Rect, toast_height: u16) -> Self {
        let row = |y: u16, height: u16| Rect {
            y: area.y + y,
            height,
            ..area
        };
        let toast = toast_height.max(1);
        let body = area.height.saturating_sub(3 + toast);
        Self {
            status: row(0, 1),
            title: row(1, 1),
            body: row(2, body),
            toast: row(2 + body, toast),
            hints: row(2 + body + toast, 1),
        }
    }
}
