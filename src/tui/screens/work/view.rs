//! Draws the work lists: the lists with their counts at the left, the open one beside them, and two
//! lines about the selected row below.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::WorkScreen;
use super::keys::REVIEWS_CHORD;
use super::lists::counted;
use crate::tui::screen::ViewContext;
use crate::tui::widgets::fit;
use crate::tui::widgets::place::{below, row, rows};

/// Cells of the column of lists.
const LISTS: u16 = 26;
/// Cells between it and the open list.
const GAP: u16 = 2;
/// Lines about the selected row.
const DETAIL: u16 = 2;

/// Draws the screen.
pub(super) fn draw(screen: &WorkScreen, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
    let inside = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    draw_heading(screen, frame, rows(inside, 0, 2), cx);
    let body = rows(
        below(inside, 2),
        0,
        inside.height.saturating_sub(2 + DETAIL + 1),
    );
    let lists = Rect {
        width: LISTS,
        ..body
    }
    .intersection(body);
    screen.lists.draw(frame, lists, false, cx);
    let open = Rect {
        x: lists.right() + GAP,
        width: body.width.saturating_sub(LISTS + GAP),
        ..body
    }
    .intersection(body);
    match &screen.table {
        Some(table) => table.draw(frame, open, true, cx),
        None => {
            let loading = Line::styled(cx.text.get("work-loading"), cx.theme.muted);
            frame.render_widget(loading, row(open, 0));
        }
    }
    let detail = below(inside, inside.height.saturating_sub(DETAIL));
    draw_detail(screen, frame, detail, cx);
}

/// The open list and which page of it this is; below, what it is narrowed to.
fn draw_heading(screen: &WorkScreen, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
    let text = cx.text;
    let count = counted(screen.list.count(&screen.counts));
    let mut said = format!(" · {}", text.with("work-count", &[("count", count.into())]));
    if screen.places.len() > 1 {
        let page = text.with("work-page", &[("page", screen.places.len().into())]);
        said += &format!(" · {page}");
    }
    let heading = Line::from(vec![
        Span::styled(screen.list.name(text), cx.theme.title),
        Span::styled(said, cx.theme.muted),
    ]);
    frame.render_widget(heading, row(area, 0));
    let mut narrowed = Vec::new();
    if let Some(code) = &screen.filter.unit {
        let name = screen.unit_names.get(code);
        let name = name.cloned().unwrap_or_else(|| code.to_string());
        narrowed.push(text.with("work-of-unit", &[("unit", name.into())]));
    }
    if let Some(clerk) = screen.filter.clerk {
        let known = screen.staff.iter().find(|row| row.id == clerk);
        let name = known.map(|row| row.name.to_string()).unwrap_or_default();
        narrowed.push(text.with("work-of-clerk", &[("clerk", name.into())]));
    }
    if screen.counts.reviews > 0 {
        let count = counted(screen.counts.reviews);
        let key = REVIEWS_CHORD.display(text);
        let values = [("count", count.into()), ("key", key.into())];
        narrowed.push(text.with("reviews-waiting", &values));
    }
    let cells = usize::from(area.width);
    let narrowed = fit::cut(&narrowed.join(" · "), cells, cx.theme.glyphs.ellipsis);
    frame.render_widget(Line::styled(narrowed, cx.theme.accent), row(area, 1));
}

fn draw_detail(screen: &WorkScreen, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
    let words = screen.words(cx.now, cx.text);
    let key = screen.selected();
    let detail = key.and_then(|key| screen.page.as_ref()?.detail(key, &words));
    let Some([first, second]) = detail else {
        return;
    };
    let cells = usize::from(area.width);
    for (at, (said, style)) in (0..).zip([(first, cx.theme.text), (second, cx.theme.muted)]) {
        let said = fit::cut(&said, cells, cx.theme.glyphs.ellipsis);
        frame.render_widget(Line::styled(said, style), row(area, at));
    }
}
