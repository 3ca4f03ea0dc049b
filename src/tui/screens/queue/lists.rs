//! Draws who waits, who is aside and who is at the other counters.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::QueueScreen;
use super::board::List;
use super::window::Window;
use crate::desk::view::{CounterRow, LaneView, QueueView};
use crate::domain::ids::TicketId;
use crate::domain::priority::Lane;
use crate::domain::ticket::{Ticket, TicketState};
use crate::tui::screen::ViewContext;
use crate::tui::screens::words;
use crate::tui::screens::work::lists::{DAY, counted};
use crate::tui::widgets::{fit, place};

/// Cells of a ticket's number, with the marker before it.
const NUMBER: usize = 5;

/// A ticket in a list.
struct ListRow {
    ticket: TicketId,
    number: u32,
    note: String,
    /// At the right edge.
    time: String,
}

/// Draws both lanes side by side, the priority lane, which has more to tell, wider.
pub(super) fn draw_lanes(
    screen: &QueueScreen,
    view: &QueueView,
    frame: &mut Frame<'_>,
    area: Rect,
    cx: &ViewContext<'_>,
) {
    const GAP: u16 = 4;
    const ORDINARY: u16 = 24;
    let ordinary = ORDINARY.min(area.width / 2);
    let priority = Rect {
        width: area.width.saturating_sub(ordinary + GAP),
        ..area
    };
    let ordinary = Rect {
        x: priority.right() + GAP,
        width: ordinary,
        ..area
    }
    .intersection(area);
    draw_lane(
        screen,
        (Lane::Priority, &view.priority),
        frame,
        priority,
        cx,
    );
    draw_lane(
        screen,
        (Lane::Ordinary, &view.ordinary),
        frame,
        ordinary,
        cx,
    );
}

fn draw_lane(
    screen: &QueueScreen,
    (lane, view): (Lane, &LaneView),
    frame: &mut Frame<'_>,
    area: Rect,
    cx: &ViewContext<'_>,
) {
    let (heading, style) = match lane {
        Lane::Priority => ("queue-priority-heading", cx.theme.priority),
        Lane::Ordinary => ("queue-ordinary-heading", cx.theme.title),
    };
    let count = match view.count {
        0 => cx.text.get("queue-nobody-in-lane"),
        count => cx
            .text
            .with("queue-count-waiting", &[("count", count.into())]),
    };
    let heading = Line::from(vec![
        Span::styled(format!("  {}  ", cx.text.get(heading)), style),
        Span::styled(count, cx.theme.muted),
    ]);
    frame.render_widget(heading, place::row(area, 0));
    let rows: Vec<ListRow> = view
        .rows
        .iter()
        .map(|ticket| ListRow {
            ticket: ticket.id,
            number: ticket.number,
            note: words::classes(&ticket.claims, cx.text),
            time: words::minutes(cx.now - ticket.issued_at, cx.text),
        })
        .collect();
    let unlisted = (view.count as usize).saturating_sub(rows.len());
    draw_rows(screen, &rows, unlisted, (frame, place::below(area, 1)), cx);
}

/// Draws the rows that fit; where some do not, a line says how many. `unlisted` are further tickets
/// that only the count knows.
fn draw_rows(
    screen: &QueueScreen,
    rows: &[ListRow],
    unlisted: usize,
    (frame, area): (&mut Frame<'_>, Rect),
    cx: &ViewContext<'_>,
) {
    let selected = screen.selection.id();
    let at = rows.iter().position(|row| Some(row.ticket) == selected);
    let window = Window::of(rows.len() + unlisted, at, usize::from(area.height));
    let mut lines = Vec::with_capacity(usize::from(area.height));
    let [up, down] = cx.theme.glyphs.more;
    let more = |sign: &str, count: usize| {
        let sentence = cx.text.with("queue-more", &[("count", count.into())]);
        let width = NUMBER;
        Line::styled(format!("{sign:>width$}  {sentence}"), cx.theme.muted)
    };
    if window.above > 0 {
        lines.push(more(up, window.above));
    }
    let cells = usize::from(area.width);
    for row in rows.iter().skip(window.top).take(window.shown) {
        lines.push(row_line(row, Some(row.ticket) == selected, cells, cx));
    }
    if window.below > 0 {
        lines.push(more(down, window.below));
    }
    frame.render_widget(ratatui::text::Text::from(lines), area);
}

fn row_line(row: &ListRow, selected: bool, cells: usize, cx: &ViewContext<'_>) -> Line<'static> {
    let theme = cx.theme;
    let style = |own: Style| if selected { theme.selected } else { own };
    let marker = if selected { theme.glyphs.marker } else { " " };
    let time = fit::width(&row.time);
    let room = cells.saturating_sub(NUMBER + 2 + time + 2);
    let note = fit::exactly(&row.note, room, theme.glyphs.ellipsis);
    let number = NUMBER - 1;
    Line::from(vec![
        Span::styled(
            format!("{marker}{:>number$}  ", row.number),
            style(theme.title),
        ),
        Span::styled(note, style(theme.text)),
        Span::styled(format!("  {}", row.time), style(theme.muted)),
    ])
}

/// When a held ticket comes back; `–` for others.
fn held_note(ticket: &Ticket, cx: &ViewContext<'_>) -> String {
    match ticket.state {
        TicketState::Held { until: Some(until) } if until <= cx.now => {
            cx.text.get("queue-held-due")
        }
        TicketState::Held { until: Some(until) } => {
            // Rounded up: nobody comes back before the time said.
            let left = until - cx.now + chrono::TimeDelta::seconds(59);
            let age = words::minutes(left, cx.text);
            cx.text.with("queue-in", &[("age", age.into())])
        }
        _ => cx.text.get("queue-held-until-returned"),
    }
}

fn counter_note(row: &CounterRow, cx: &ViewContext<'_>) -> String {
    match row.calls {
        Some(calls) => cx
            .text
            .with("queue-counter-called", &[("calls", calls.into())]),
        None => {
            let age = words::minutes(cx.now - row.since, cx.text);
            cx.text
                .with("queue-counter-in-visit", &[("age", age.into())])
        }
    }
}

fn other_counters<'v>(
    screen: &QueueScreen,
    view: &'v QueueView,
) -> impl Iterator<Item = &'v CounterRow> {
    let mine = screen.duty.session.counter;
    view.at_counters
        .iter()
        .filter(move |row| row.counter != mine)
}

/// The lines below the lanes: held, absent, other counters, drafts; only those with something to
/// tell.
pub(super) fn notes(
    screen: &QueueScreen,
    view: &QueueView,
    cells: usize,
    cx: &ViewContext<'_>,
) -> Vec<Line<'static>> {
    let selected = screen.selection.id();
    let ticket = |ticket: &Ticket, note: String| {
        let picked = Some(ticket.id) == selected;
        let marker = if picked { cx.theme.glyphs.marker } else { "" };
        let gap = if note.is_empty() { "" } else { " " };
        (
            format!("{marker}{}", ticket.number),
            format!("{gap}{note}"),
            picked,
        )
    };
    let held = view.held.iter().map(|row| ticket(row, held_note(row, cx)));
    let absent = view.absent.iter().map(|row| ticket(row, String::new()));
    let counters = other_counters(screen, view).map(|row| {
        let number = row
            .number
            .map_or_else(|| cx.text.get("queue-without-ticket"), |n| n.to_string());
        let note = format!(" {number} {}", counter_note(row, cx));
        (format!("{}:", row.counter), note, false)
    });
    let mut lines = Vec::new();
    for (heading, items) in [
        ("queue-held-heading", held.collect::<Vec<_>>()),
        ("queue-absent-heading", absent.collect()),
        ("queue-counters-heading", counters.collect()),
    ] {
        if !items.is_empty() {
            lines.push(note_line(&cx.text.get(heading), items, cells, cx));
        }
    }
    lines.extend(work_line(screen, cells, cx));
    lines.extend(draft_line(screen, cx));
    lines
}

/// What waits for the clerk beside the queue, as far as there is something: a count and its name.
fn day_counts(screen: &QueueScreen, cx: &ViewContext<'_>) -> Vec<(String, String)> {
    let counts = DAY.map(|(key, list)| (key, list.count(&screen.counts)));
    let counts = counts.into_iter();
    counts
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| (counted(count), cx.text.get(key)))
        .collect()
}

/// The day's list in one quiet line, with the key that shows it.
fn work_line(screen: &QueueScreen, cells: usize, cx: &ViewContext<'_>) -> Option<Line<'static>> {
    let items = day_counts(screen, cx).into_iter();
    let items: Vec<_> = items
        .map(|(count, name)| (count, format!(" {name}"), false))
        .collect();
    if items.is_empty() {
        return None;
    }
    let mut line = note_line(&cx.text.get("queue-work-heading"), items, cells, cx);
    let key = "  F3";
    if line.width() + fit::width(key) <= cells {
        line.push_span(Span::styled(key, cx.theme.key));
    }
    Some(line)
}

/// Cells of the headings of the lines below the lanes.
const HEADING: usize = 12;

fn note_line(
    heading: &str,
    items: Vec<(String, String, bool)>,
    cells: usize,
    cx: &ViewContext<'_>,
) -> Line<'static> {
    let theme = cx.theme;
    let ellipsis = theme.glyphs.ellipsis;
    let mut spans = vec![Span::styled(
        format!("  {}", fit::exactly(heading, HEADING, ellipsis)),
        theme.muted,
    )];
    let mut room = cells.saturating_sub(HEADING + 2);
    let first = first_shown(&items, room);
    let total = items.len();
    for (at, (name, note, selected)) in items.into_iter().enumerate().skip(first) {
        let gap = if at > first { " · " } else { "" };
        let needed = fit::width(gap) + fit::width(&name) + fit::width(&note);
        let last = at + 1 == total;
        if needed + if last { 0 } else { 4 } > room {
            spans.push(Span::styled(format!(" {ellipsis}"), theme.muted));
            break;
        }
        room -= needed;
        let over = |own: Style| if selected { theme.selected } else { own };
        spans.push(Span::styled(gap, theme.muted));
        spans.push(Span::styled(name, over(theme.title)));
        spans.push(Span::styled(note, over(theme.muted)));
    }
    Line::from(spans)
}

/// Where such a line begins: the selected item must be in view, so those before it give way.
fn first_shown(items: &[(String, String, bool)], room: usize) -> usize {
    const GAP: usize = 3;
    const ELLIPSIS: usize = 2;
    let Some(picked) = items.iter().position(|(.., picked)| *picked) else {
        return 0;
    };
    let width = |(name, note, _): &(String, String, bool)| fit::width(name) + fit::width(note);
    (0..picked)
        .find(|first| {
            let needed: usize = items[*first..=picked]
                .iter()
                .map(|item| width(item) + GAP)
                .sum();
            needed + ELLIPSIS <= room + GAP
        })
        .unwrap_or(picked)
}

/// Unfinished forms and the key that shows them.
fn draft_words(screen: &QueueScreen, cx: &ViewContext<'_>) -> Option<[Span<'static>; 2]> {
    let count = screen.drafts.len();
    (count > 0).then(|| {
        let words = cx
            .text
            .with("queue-drafts-waiting", &[("count", count.into())]);
        [
            Span::styled(format!("{words}  "), cx.theme.text),
            Span::styled("F6", cx.theme.key),
        ]
    })
}

fn draft_line(screen: &QueueScreen, cx: &ViewContext<'_>) -> Option<Line<'static>> {
    let heading = cx.text.get("queue-drafts-heading");
    let heading = fit::exactly(&heading, HEADING, cx.theme.glyphs.ellipsis);
    let [words, key] = draft_words(screen, cx)?;
    let heading = Span::styled(format!("  {heading}"), cx.theme.warning);
    Some(Line::from(vec![heading, words, key]))
}

/// Draws the column of a wide terminal: other counters, held, absent, drafts, the day so far.
pub(super) fn draw_side(
    screen: &QueueScreen,
    view: &QueueView,
    frame: &mut Frame<'_>,
    area: Rect,
    cx: &ViewContext<'_>,
) {
    let selected = screen.selection.id();
    let cells = usize::from(area.width);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut block = |heading: &str, rows: Vec<Line<'static>>| {
        if rows.is_empty() {
            return;
        }
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(
            format!("  {}", cx.text.get(heading)),
            cx.theme.title,
        ));
        lines.extend(rows);
    };
    for (heading, list) in [
        ("queue-held-heading", List::Held),
        ("queue-absent-heading", List::Absent),
    ] {
        let tickets = list.tickets(view).iter();
        let rows = tickets.map(|ticket| side_line(ticket, selected, cells, cx));
        block(heading, rows.collect());
    }
    let counters = other_counters(screen, view).map(|row| counter_line(row, cells, cx));
    block("queue-counters-heading", counters.collect());
    let today = cx.text.with(
        "queue-today",
        &[
            ("issued", view.issued.into()),
            ("served", view.served.into()),
        ],
    );
    block(
        "queue-today-heading",
        vec![Line::styled(format!("  {today}"), cx.theme.text)],
    );
    let work = day_counts(screen, cx).into_iter().map(|(count, name)| {
        let width = NUMBER - 1;
        Line::from(vec![
            Span::styled(format!(" {count:>width$}  "), cx.theme.title),
            Span::styled(name, cx.theme.muted),
        ])
    });
    block("queue-work-heading-key", work.collect());
    let drafts = draft_words(screen, cx).map(|[words, key]| {
        let air = Span::raw("  ");
        Line::from(vec![air, words, key])
    });
    block("queue-drafts-heading", drafts.into_iter().collect());
    frame.render_widget(ratatui::text::Text::from(lines), area);
}

fn side_line(
    ticket: &Ticket,
    selected: Option<TicketId>,
    cells: usize,
    cx: &ViewContext<'_>,
) -> Line<'static> {
    let row = ListRow {
        ticket: ticket.id,
        number: ticket.number,
        note: words::classes(&ticket.claims, cx.text),
        time: match ticket.state {
            TicketState::Held { .. } => held_note(ticket, cx),
            _ => String::new(),
        },
    };
    row_line(&row, Some(ticket.id) == selected, cells, cx)
}

fn counter_line(row: &CounterRow, cells: usize, cx: &ViewContext<'_>) -> Line<'static> {
    let number = row
        .number
        .map_or_else(|| cx.text.get("queue-without-ticket"), |n| n.to_string());
    let note = counter_note(row, cx);
    let width = NUMBER - 1;
    let room = cells.saturating_sub(NUMBER + 2 + fit::width(&note) + 2);
    let number = fit::exactly(&number, room, cx.theme.glyphs.ellipsis);
    Line::from(vec![
        Span::styled(format!(" {:>width$}  ", row.counter), cx.theme.title),
        Span::styled(number, cx.theme.text),
        Span::styled(format!("  {note}"), cx.theme.muted),
    ])
}
