//! Draws the queue.
//!
//! From the top: the stage (who is at this counter, or next, with a number that can be read from a
//! step back), the two lanes side by side, and who is aside or elsewhere: in lines below the lanes
//! on a small terminal, in a column of their own on a wide one.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::QueueScreen;
use super::keys::CALL;
use super::lists;
use super::stage::{self, Aside, Stage, Tone};
use crate::desk::view::QueueView;
use crate::tui::screen::{Screen, ViewContext};
use crate::tui::theme::Theme;
use crate::tui::widgets::place::{below, row, rows};
use crate::tui::widgets::{big_number, fit};

/// From this width on those aside have a column of their own.
const WIDE: u16 = 110;

/// Width of that column.
const SIDE: u16 = 36;

/// Cells at the left and right edge.
const MARGIN: u16 = 2;

/// Cells before the lists' headings, where the marker of a selected row is.
const MARKER: u16 = 2;

/// From this height on there is a line of air above.
const ROOMY: u16 = 24;

/// Lines of the stage: the height of a big number.
const STAGE: u16 = 4;

/// Lines of the stage with its keys and who is next.
const HEAD: u16 = STAGE + 2;

/// Cells of a digit of the big number, and of a narrow one.
const DIGIT: u16 = 8;
const NARROW_DIGIT: u16 = 4;

/// Draws the screen.
pub(super) fn draw(screen: &QueueScreen, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
    let area = Rect {
        x: area.x + MARGIN,
        width: area.width.saturating_sub(2 * MARGIN),
        ..area
    };
    let Some(view) = &screen.view else {
        let loading = Line::styled(cx.text.get("queue-loading"), cx.theme.muted);
        frame.render_widget(loading, row(area, 1));
        return;
    };
    let air = u16::from(area.height >= ROOMY);
    let inner = Rect {
        x: area.x + MARKER,
        y: area.y + air,
        width: area.width.saturating_sub(MARKER),
        height: HEAD,
    }
    .intersection(area);
    draw_head(screen, view, frame, inner, cx);
    let rest = below(area, air + HEAD + 1);
    if area.width >= WIDE - 2 * MARGIN {
        draw_wide(screen, view, frame, rest, cx);
    } else {
        draw_narrow(screen, view, frame, rest, cx);
    }
}

/// The stage, the keys for the visitor on it, and who is next.
fn draw_head(
    screen: &QueueScreen,
    view: &QueueView,
    frame: &mut Frame<'_>,
    area: Rect,
    cx: &ViewContext<'_>,
) {
    let has_draft = screen.draft_here().is_some();
    let words = (cx.now, cx.text);
    let (stage, aside) = stage::stage(view, screen.given.as_ref(), has_draft, words);
    draw_stage(frame, rows(area, 0, STAGE), &stage, cx);
    let cells = usize::from(area.width);
    frame.render_widget(visitor_keys(screen, cells, cx), row(area, STAGE));
    if let Some(aside) = aside {
        draw_aside(frame, row(area, STAGE + 1), &aside, cx);
    }
}

/// The keys for the visitor at the counter, beside one another.
fn visitor_keys(screen: &QueueScreen, cells: usize, cx: &ViewContext<'_>) -> Line<'static> {
    let table = screen.visitor_keys();
    let keys = Screen::keys(screen);
    // The key acts all the same: somebody may have come in this moment.
    let nobody = screen.view.as_ref().is_some_and(|view| view.next.is_none());
    let mut line = Line::default();
    for row in table.bindings {
        if row.action == CALL && nobody {
            continue;
        }
        // Keys of a selected visitor may have taken the chord.
        let Some(chord) = keys.shown_chord(row) else {
            continue;
        };
        let gap = if line.spans.is_empty() { "" } else { "   " };
        let key = chord.display(cx.text);
        let label = format!(" {}", cx.text.get(row.label));
        if line.width() + fit::width(gap) + fit::width(&key) + fit::width(&label) > cells {
            break;
        }
        line.push_span(Span::raw(gap));
        line.push_span(Span::styled(key, cx.theme.key));
        line.push_span(Span::styled(label, cx.theme.muted));
    }
    line
}

fn number_style(tone: Tone, theme: &Theme) -> Style {
    match tone {
        Tone::Next => theme.text,
        Tone::Called => theme.accent,
        Tone::Visit => theme.success,
        Tone::Given => theme.warning,
    }
}

fn draw_stage(frame: &mut Frame<'_>, area: Rect, stage: &Stage, cx: &ViewContext<'_>) {
    let style = number_style(stage.tone, cx.theme);
    let words = match stage.number {
        None => area,
        Some(number) => {
            let number = number.to_string();
            let cells = number_width(number.len(), area.width);
            let place = Rect {
                width: cells,
                ..area
            }
            .intersection(area);
            let theme = Theme {
                accent: style,
                ..*cx.theme
            };
            let styled = ViewContext {
                theme: &theme,
                ..*cx
            };
            big_number::draw(frame, place, &number, &styled);
            Rect {
                x: area.x + cells + 2,
                width: area.width.saturating_sub(cells + 2),
                ..area
            }
        }
    };
    let lines = stage_lines(stage, usize::from(words.width), cx);
    frame.render_widget(ratatui::text::Text::from(lines), words);
}

/// Cells for a number of so many digits. Room for two even where there is one, so that the words
/// beside it stay where they are; narrow digits where wide ones would leave too little room.
fn number_width(digits: usize, room: u16) -> u16 {
    let digits = u16::try_from(digits).unwrap_or(u16::MAX).max(2);
    let wide = digits.saturating_mul(DIGIT);
    if digits > 2 && room < WIDE - 2 * MARGIN - MARKER {
        digits.saturating_mul(NARROW_DIGIT).max(2 * DIGIT)
    } else {
        wide
    }
}

fn stage_lines(stage: &Stage, cells: usize, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
    let theme = cx.theme;
    let style = number_style(stage.tone, theme);
    let mut first = vec![Span::styled(
        stage.heading.clone(),
        style.patch(theme.title),
    )];
    let mut room = cells.saturating_sub(fit::width(&stage.heading));
    for fact in &stage.facts {
        let fact = format!(" · {fact}");
        // The last facts matter least.
        let Some(left) = room.checked_sub(fit::width(&fact)) else {
            break;
        };
        room = left;
        first.push(Span::styled(fact, theme.text));
    }
    let mut lines = vec![Line::from(first)];
    if !stage.claims.is_empty() {
        let claims = format!("{} {}", theme.glyphs.priority, stage.claims);
        let claims = fit::cut(&claims, cells, theme.glyphs.ellipsis);
        lines.push(Line::styled(claims, theme.priority));
    }
    for sentence in &stage.sentences {
        lines.extend(
            fit::wrap(sentence, cells)
                .into_iter()
                .map(|line| Line::styled(line, theme.text)),
        );
    }
    lines
}

fn draw_aside(frame: &mut Frame<'_>, area: Rect, aside: &Aside, cx: &ViewContext<'_>) {
    let number = aside
        .number
        .map_or_else(String::new, |number| format!(" {number} "));
    let lead = fit::width(&aside.heading) + fit::width(&number);
    let words = fit::cut(
        &aside.words,
        usize::from(area.width).saturating_sub(lead),
        cx.theme.glyphs.ellipsis,
    );
    frame.render_widget(
        Line::from(vec![
            Span::styled(aside.heading.as_str(), cx.theme.muted),
            Span::styled(number, cx.theme.title),
            Span::styled(words, cx.theme.muted),
        ]),
        area,
    );
}

fn draw_narrow(
    screen: &QueueScreen,
    view: &QueueView,
    frame: &mut Frame<'_>,
    area: Rect,
    cx: &ViewContext<'_>,
) {
    // Who waits comes before who is elsewhere.
    const LEAST_LANES: u16 = 4;
    let mut notes = lists::notes(screen, view, usize::from(area.width), cx);
    notes.truncate(usize::from(area.height.saturating_sub(LEAST_LANES)));
    let height = u16::try_from(notes.len()).unwrap_or(u16::MAX);
    let lanes = rows(area, 0, area.height.saturating_sub(height + 1));
    lists::draw_lanes(screen, view, frame, lanes, cx);
    let under = rows(area, lanes.height + 1, height);
    frame.render_widget(ratatui::text::Text::from(notes), under);
}

fn draw_wide(
    screen: &QueueScreen,
    view: &QueueView,
    frame: &mut Frame<'_>,
    area: Rect,
    cx: &ViewContext<'_>,
) {
    const GAP: u16 = 4;
    let lanes = Rect {
        width: area.width.saturating_sub(SIDE + GAP),
        ..area
    };
    lists::draw_lanes(screen, view, frame, lanes, cx);
    let side = Rect {
        x: lanes.right() + GAP,
        width: SIDE,
        ..area
    }
    .intersection(area);
    lists::draw_side(screen, view, frame, side, cx);
}
