//! The versions of an answer, two at a time, with what was taken out and what was put in.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use similar::{ChangeTag, TextDiff};

use super::review::answers;
use super::words;
use crate::desk::view::CaseView;
use crate::domain::calendar::date_and_time;
use crate::i18n::Text;
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::LIST;
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::scroll::{Scroll, draw_more};
use crate::tui::widgets::{fit, place};

/// The pair before.
const EARLIER: Action = Action::new("case-versions.earlier");
/// The next pair.
const LATER: Action = Action::new("case-versions.later");

/// Keys of the page.
pub static VERSIONS: KeyTable = KeyTable::new(
    "case-versions",
    "case-keys-versions",
    &[
        Binding::new(EARLIER, &[Chord::key(Code::Left)], "case-earlier").weight(90),
        Binding::new(LATER, &[Chord::key(Code::Right)], "case-later").weight(91),
    ],
);

/// A version: when and how it came, and what it says.
struct Version {
    head: String,
    said: String,
}

/// The page.
pub(super) struct VersionsScreen {
    versions: Vec<Version>,
    /// The right one of the two shown.
    at: usize,
    scroll: Scroll,
}

impl VersionsScreen {
    /// The versions of a case's answer, the last two first.
    pub(super) fn new(view: &CaseView, text: &Text) -> Self {
        let versions: Vec<Version> = answers(view)
            .enumerate()
            .map(|(nth, line)| {
                let said = words::said(line, text).into_iter();
                let said: Vec<String> = said.map(String::from).collect();
                let values = [
                    ("nth", (nth + 1).into()),
                    ("time", date_and_time(line.at).into()),
                ];
                Version {
                    head: text.with("case-version", &values),
                    said: said.join("\n"),
                }
            })
            .collect();
        Self {
            at: versions.len().saturating_sub(1),
            versions,
            scroll: Scroll::default(),
        }
    }

    /// The lines of both columns, each so many cells wide.
    fn columns(&self, cells: usize, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let Some(new) = self.versions.get(self.at) else {
            return Vec::new();
        };
        let old = self.at.checked_sub(1).and_then(|at| self.versions.get(at));
        let Some(old) = old else {
            let lines = fit::wrap(&new.said, cells * 2).into_iter();
            return lines.map(|line| Line::from(format!(" {line}"))).collect();
        };
        let diff = TextDiff::from_words(&old.said, &new.said);
        let (mut left, mut right) = (Marked::new(cells), Marked::new(cells));
        let out = cx.theme.danger.add_modifier(Modifier::CROSSED_OUT);
        let put_in = cx.theme.success.add_modifier(Modifier::UNDERLINED);
        for change in diff.iter_all_changes() {
            match change.tag() {
                ChangeTag::Equal => {
                    left.push(change.value(), cx.theme.text);
                    right.push(change.value(), cx.theme.text);
                }
                ChangeTag::Delete => left.push(change.value(), out),
                ChangeTag::Insert => right.push(change.value(), put_in),
            }
        }
        beside(left.lines, right.lines, cells, cx)
    }
}

/// Words with styles, set in lines of so many cells.
struct Marked {
    cells: usize,
    lines: Vec<(Vec<Span<'static>>, usize)>,
}

impl Marked {
    fn new(cells: usize) -> Self {
        Self {
            cells,
            lines: vec![(Vec::new(), 0)],
        }
    }

    /// A word, or what stands between two.
    fn push(&mut self, piece: &str, style: Style) {
        for (nth, part) in piece.split('\n').enumerate() {
            if nth > 0 {
                self.lines.push((Vec::new(), 0));
            }
            let mut rest = part;
            while !rest.is_empty() {
                rest = self.push_part(rest, style);
            }
        }
    }

    /// Puts down what fits; what is left.
    fn push_part<'t>(&mut self, part: &'t str, style: Style) -> &'t str {
        let Some((spans, used)) = self.lines.last_mut() else {
            return "";
        };
        let needed = fit::width(part);
        if *used + needed <= self.cells {
            spans.push(Span::styled(part.to_owned(), style));
            *used += needed;
            return "";
        }
        if *used > 0 {
            self.lines.push((Vec::new(), 0));
            return part.trim_start();
        }
        let head = fit::head(part, self.cells);
        if head.is_empty() {
            return "";
        }
        spans.push(Span::styled(head.to_owned(), style));
        *used = fit::width(head);
        &part[head.len()..]
    }
}

/// Two columns of lines with a rule between them.
fn beside(
    left: Vec<(Vec<Span<'static>>, usize)>,
    right: Vec<(Vec<Span<'static>>, usize)>,
    cells: usize,
    cx: &ViewContext<'_>,
) -> Vec<Line<'static>> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    (0..rows)
        .map(|_| {
            let (mut spans, used) = left.next().unwrap_or_default();
            spans.insert(0, Span::raw(" "));
            spans.push(Span::raw(" ".repeat(cells.saturating_sub(used) + 1)));
            let separator = format!("{} ", cx.theme.glyphs.separator);
            spans.push(Span::styled(separator, cx.theme.line));
            spans.extend(right.next().unwrap_or_default().0);
            Line::from(spans)
        })
        .collect()
}

impl Screen for VersionsScreen {
    fn title(&self, text: &Text) -> String {
        text.get("case-versions")
    }

    fn keys(&self) -> Keys {
        Keys::new()
            .and(&LIST)
            .and(&VERSIONS)
            .without_if(self.at < 2, EARLIER)
            .without_if(self.at + 1 >= self.versions.len(), LATER)
    }

    fn update(&mut self, message: Message, _: &mut Context<'_>) {
        match message {
            Message::Action(EARLIER) => self.at = self.at.saturating_sub(1),
            Message::Action(LATER) => self.at += 1,
            Message::Action(action) => self.scroll.update(action),
            _ => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let cells = usize::from(area.width.saturating_sub(5) / 2);
        let head = |at: Option<usize>| {
            let version = at.and_then(|at| self.versions.get(at));
            let head = version.map_or("", |version| version.head.as_str());
            fit::exactly(head, cells, cx.theme.glyphs.ellipsis)
        };
        let heads = match self.at.checked_sub(1) {
            Some(before) => format!(" {}   {}", head(Some(before)), head(Some(self.at))),
            None => format!(" {}", head(Some(self.at))),
        };
        frame.render_widget(Line::styled(heads, cx.theme.title), place::row(area, 0));
        let legend = if self.at > 0 {
            format!(" {}", cx.text.get("case-versions-legend"))
        } else {
            String::new()
        };
        frame.render_widget(Line::styled(legend, cx.theme.muted), place::row(area, 1));
        let rest = place::below(area, 3);
        let more = self.scroll.draw(frame, rest, self.columns(cells, cx));
        draw_more(frame, rest, more, cx);
    }
}
