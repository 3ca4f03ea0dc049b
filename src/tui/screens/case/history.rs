//! What happened to a case, the latest first, with what was said.

use ratatui::text::{Line, Span};

use super::words;
use crate::desk::view::{CaseView, HistoryLine};
use crate::domain::calendar::date_and_time;
use crate::domain::unit::Unit;
use crate::tui::screen::ViewContext;
use crate::tui::widgets::fit;

/// Rows shown of what was said with one step; the versions show an answer whole.
const ROWS: usize = 8;

/// Cells what was said is moved in.
const INDENT: usize = 3;

/// The history in lines of so many cells. The registration is its last.
pub(super) fn lines(
    (view, units): (&CaseView, &[Unit]),
    width: u16,
    cx: &ViewContext<'_>,
) -> Vec<Line<'static>> {
    let steps = view.history.iter().rev();
    let mut lines: Vec<_> = steps.flat_map(|step| one(step, units, width, cx)).collect();
    let application = &view.application;
    let by = application.registered_by.as_ref().map(ToString::to_string);
    let at = date_and_time(application.record.registered_at);
    let registered = cx.text.get("case-step-registered");
    lines.extend(what((at, by), &registered, width, cx));
    lines
}

fn one(line: &HistoryLine, units: &[Unit], width: u16, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
    let by = line.by.as_ref().map(ToString::to_string);
    let mut step = words::step(line, units, cx.text);
    if line.refused {
        step = cx.text.with("case-refused", &[("step", step.into())]);
    }
    let at = date_and_time(line.at);
    let mut lines = what((at, by), &step, width, cx);
    let room = usize::from(width).saturating_sub(INDENT + 2);
    let mut said: Vec<String> = words::said(line, cx.text)
        .iter()
        .flat_map(|said| fit::wrap(said.as_str(), room))
        .collect();
    if said.len() > ROWS {
        said.truncate(ROWS - 1);
        said.push(cx.theme.glyphs.ellipsis.to_owned());
    }
    let indent = " ".repeat(INDENT);
    lines.extend(
        said.into_iter()
            .map(|said| Line::styled(format!("{indent}{said}"), cx.theme.text)),
    );
    lines
}

/// When, who and what, in as many lines as it takes.
fn what(
    (at, by): (String, Option<String>),
    step: &str,
    width: u16,
    cx: &ViewContext<'_>,
) -> Vec<Line<'static>> {
    let by = by.unwrap_or_else(|| cx.text.get("case-by-program"));
    let head = format!(" {at}  {by}  ");
    let room = usize::from(width).saturating_sub(1);
    let whole = format!("{head}{step}");
    if fit::width(&whole) <= room {
        return vec![Line::from(vec![
            Span::styled(head, cx.theme.muted),
            Span::styled(step.to_owned(), cx.theme.title),
        ])];
    }
    let mut lines = vec![Line::styled(head, cx.theme.muted)];
    let indent = " ".repeat(INDENT);
    let step = fit::wrap(step, room.saturating_sub(INDENT)).into_iter();
    lines.extend(step.map(|step| Line::styled(format!("{indent}{step}"), cx.theme.title)));
    lines
}
