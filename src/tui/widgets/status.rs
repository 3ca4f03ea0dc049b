//! The status line, and the line under it that says where one is.

use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::fit;
use crate::domain::calendar::written_time;
use crate::i18n::Text;
use crate::sync::status::{SyncState, SyncStatus};
use crate::text::CleanText;
use crate::tui::screen::ViewContext;
use crate::tui::theme::Glyphs;

/// What the status line tells. Parts not known yet are left out.
#[derive(Debug, Clone, Default)]
pub struct StatusLine {
    /// The office.
    pub office: Option<CleanText>,
    /// The counter.
    pub counter: Option<u16>,
    /// The clerk.
    pub clerk: Option<CleanText>,
    /// Who waits: priority lane, ordinary lane.
    pub waiting: Option<(u32, u32)>,
    /// How things stand with central.
    pub sync: Option<SyncStatus>,
    /// The disk takes nothing any more; said in the place of sync until it does again.
    pub writing_stopped: bool,
}

/// Draws the status line.
pub fn draw(frame: &mut Frame<'_>, area: Rect, status: &StatusLine, cx: &ViewContext<'_>) {
    frame.buffer_mut().set_style(area, cx.theme.status);
    let separator = format!(" {} ", cx.theme.glyphs.separator);
    let cells = usize::from(area.width);
    let left = place_words(status, cx);
    let full = fit::width(&left.join(&separator));
    let long = desk_words(status, "tui-status-waiting", cx).join(&separator);
    let right = if full + fit::width(&long) + 4 <= cells {
        long
    } else {
        desk_words(status, "tui-status-waiting-short", cx).join(&separator)
    };
    let room = cells.saturating_sub(fit::width(&right) + 4);
    let left = shrunk(left, room, &separator, cx.theme.glyphs.ellipsis);
    let bold = Style::new().add_modifier(Modifier::BOLD);
    frame.render_widget(Line::from(Span::styled(format!(" {left}"), bold)), area);
    frame.render_widget(Line::from(format!("{right} ")).right_aligned(), area);
}

/// Who works where.
fn place_words(status: &StatusLine, cx: &ViewContext<'_>) -> Vec<String> {
    let counter = status.counter.map(|counter| {
        cx.text
            .with("tui-status-counter", &[("counter", counter.into())])
    });
    let office = status.office.as_ref().map(CleanText::to_string);
    let clerk = status.clerk.as_ref().map(CleanText::to_string);
    [office, counter, clerk].into_iter().flatten().collect()
}

/// Who waits, how things stand, the time.
fn desk_words(status: &StatusLine, waiting: &'static str, cx: &ViewContext<'_>) -> Vec<String> {
    let waiting = status.waiting.map(|(priority, ordinary)| {
        cx.text.with(
            waiting,
            &[
                ("sign", cx.theme.glyphs.priority.into()),
                ("priority", priority.into()),
                ("ordinary", ordinary.into()),
            ],
        )
    });
    let clock = written_time(cx.now);
    [waiting, state_words(status, cx), Some(clock)]
        .into_iter()
        .flatten()
        .collect()
}

/// The parts joined. Where room is short the first, the office, is cut or left out, since the clerk
/// knows it; then the last.
fn shrunk(mut parts: Vec<String>, room: usize, separator: &str, ellipsis: &str) -> String {
    const SHORTEST: usize = 8;
    let over = |parts: &[String]| fit::width(&parts.join(separator)).saturating_sub(room);
    let cut_by = over(&parts);
    if let Some(first) = parts.first_mut().filter(|_| cut_by > 0) {
        let cells = fit::width(first).saturating_sub(cut_by).max(SHORTEST);
        *first = fit::cut(first, cells, ellipsis);
    }
    if over(&parts) > 0 {
        parts.remove(0);
    }
    while over(&parts) > 0 && parts.len() > 1 {
        parts.pop();
    }
    fit::cut(&parts.join(separator), room, ellipsis)
}

fn state_words(status: &StatusLine, cx: &ViewContext<'_>) -> Option<String> {
    let glyphs = &cx.theme.glyphs;
    if status.writing_stopped {
        let words = cx.text.get("tui-writing-stopped");
        return Some(format!("{} {words}", glyphs.error));
    }
    let sync = status.sync.as_ref()?;
    Some(sync_words(sync, cx.now, cx.text, glyphs))
}

/// The state of sync in a word or two: what waits, and how old the oldest of it is.
fn sync_words(sync: &SyncStatus, now: DateTime<Utc>, text: &Text, glyphs: &Glyphs) -> String {
    let (sign, key) = match sync.state {
        SyncState::UpToDate if sync.queued == 0 => (glyphs.done, "tui-sync-done"),
        SyncState::UpToDate | SyncState::Sending | SyncState::Receiving => {
            (glyphs.more[0], "tui-sync-sending")
        }
        SyncState::OtherProcess => (glyphs.more[0], "tui-sync-elsewhere"),
        SyncState::Connecting => (glyphs.more[0], "tui-sync-connecting"),
        SyncState::NotEnrolled => (glyphs.info, "tui-sync-local"),
        SyncState::Offline { .. } => (glyphs.warning, "tui-sync-offline"),
        SyncState::Halted(_) | SyncState::StoreTrouble | SyncState::Stopped => {
            (glyphs.error, "tui-sync-stopped")
        }
    };
    let mut words = format!("{sign} {}", text.get(key));
    if sync.queued > 0 {
        words.push_str(&format!(" {}", sync.queued));
        if let Some(oldest) = sync.oldest_unsent {
            words.push_str(&format!(" · {}", age(now - oldest, text)));
        }
    }
    words
}

/// An age in the largest whole unit: minutes, hours or days.
#[must_use]
pub fn age(passed: chrono::TimeDelta, text: &Text) -> String {
    let minutes = passed.num_minutes().max(0);
    let (key, count) = match minutes {
        0..60 => ("tui-age-minutes", minutes),
        60..1_440 => ("tui-age-hours", minutes / 60),
        _ => ("tui-age-days", minutes / 1_440),
    };
    text.with(key, &[("count", count.into())])
}

/// Draws the headings of the open screens on a rule: where one is, and how one came here.
pub fn draw_title(frame: &mut Frame<'_>, area: Rect, way: &[String], cx: &ViewContext<'_>) {
    let theme = cx.theme;
    let rule = theme.glyphs.rule.repeat(usize::from(area.width));
    frame.render_widget(Line::styled(rule, theme.line), area);
    let step = format!(" {} ", theme.glyphs.step);
    let mut spans = vec![Span::styled(theme.glyphs.rule, theme.line), Span::raw(" ")];
    // The last headings matter most; earlier ones go when there are too many.
    let last = way.len().saturating_sub(1);
    for (at, heading) in way.iter().enumerate().skip(way.len().saturating_sub(3)) {
        let style = if at == last { theme.title } else { theme.muted };
        spans.push(Span::styled(heading.as_str(), style));
        let after = if at == last { " " } else { step.as_str() };
        spans.push(Span::styled(after, theme.muted));
    }
    frame.render_widget(Line::from(spans), area);
}
