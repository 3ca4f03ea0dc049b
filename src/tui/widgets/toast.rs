//! The line on which the program tells what came of something.
//!
//! Results go away by themselves; warnings and errors stay until they are read (Esc), and wait for
//! one another.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{fit, place};
use crate::tui::screen::ViewContext;
use crate::tui::theme::Theme;

/// What kind of thing is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastKind {
    /// It went well.
    Done,
    /// For your information.
    Info,
    /// Look at this.
    Warning,
    /// It failed.
    Error,
}

impl ToastKind {
    fn stays(self) -> bool {
        matches!(self, Self::Warning | Self::Error)
    }

    fn look(self, theme: &Theme) -> (&'static str, Style) {
        match self {
            Self::Done => (theme.glyphs.done, theme.success),
            Self::Info => (theme.glyphs.info, theme.accent),
            Self::Warning => (theme.glyphs.warning, theme.warning),
            Self::Error => (theme.glyphs.error, theme.danger),
        }
    }
}

/// One thing told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    kind: ToastKind,
    sentence: String,
    at: DateTime<Utc>,
}

impl Toast {
    /// Told at `at`.
    #[must_use]
    pub fn new(kind: ToastKind, sentence: String, at: DateTime<Utc>) -> Self {
        Self { kind, sentence, at }
    }

    /// The sentence on lines beside its sign and, where it has to be read, the way to put it away.
    fn lines(&self, width: u16) -> Vec<String> {
        const SIGN: usize = 3;
        const WAY_OUT: usize = 20;
        let taken = if self.kind.stays() {
            SIGN + WAY_OUT
        } else {
            SIGN + 1
        };
        fit::wrap(&self.sentence, usize::from(width).saturating_sub(taken))
    }
}

/// How long a result is shown.
const SHOWN: TimeDelta = TimeDelta::seconds(8);

/// Rows a long sentence may take.
const MOST_ROWS: usize = 5;

/// Messages kept waiting; a fault that repeats for hours must not fill the memory.
const MOST_WAITING: usize = 20;

/// Everything told and not yet gone, the oldest that must be read first.
#[derive(Debug, Default)]
pub struct Toasts {
    waiting: VecDeque<Toast>,
}

impl Toasts {
    /// Tells something. A result takes the place of the result before it; the same warning twice
    /// is told once.
    pub fn add(&mut self, toast: Toast) {
        self.waiting.retain(|old| {
            old.kind.stays() && (old.kind, &old.sentence) != (toast.kind, &toast.sentence)
        });
        if self.waiting.len() < MOST_WAITING {
            self.waiting.push_back(toast);
        }
    }

    /// Takes away what has been shown long enough. Whether anything went.
    pub fn expire(&mut self, now: DateTime<Utc>) -> bool {
        let before = self.waiting.len();
        // A clock set back must not keep a result for ever.
        self.waiting
            .retain(|toast| toast.kind.stays() || (now - toast.at).abs() < SHOWN);
        self.waiting.len() != before
    }

    /// Esc: the message shown has been read. Whether there was one that had to be.
    pub fn dismiss(&mut self) -> bool {
        let stays = self.shown().is_some_and(|toast| toast.kind.stays());
        if stays {
            self.waiting.pop_front();
        }
        stays
    }

    fn shown(&self) -> Option<&Toast> {
        // What must be read comes first.
        self.waiting.front()
    }

    /// Rows needed in a terminal of this width.
    #[must_use]
    pub fn height(&self, width: u16) -> u16 {
        let rows = self.shown().map_or(0, |toast| toast.lines(width).len());
        u16::try_from(rows.min(MOST_ROWS)).unwrap_or(1)
    }

    /// Draws the message that is on, if any.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let Some(toast) = self.shown() else {
            return;
        };
        let (sign, style) = toast.kind.look(cx.theme);
        let words = match toast.kind {
            ToastKind::Error => style,
            _ => cx.theme.text,
        };
        for (row, line) in area.rows().zip(toast.lines(area.width)) {
            let lead = if row.y == area.y { sign } else { " " };
            let line = Line::from(vec![
                Span::styled(format!(" {lead} "), style),
                Span::styled(line, words),
            ]);
            frame.render_widget(line, row);
        }
        if toast.kind.stays() {
            self.draw_way_out(frame, area, cx);
        }
    }

    fn draw_way_out(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let more = self.waiting.len() - 1;
        let mut spans = vec![
            Span::styled("Esc", cx.theme.key),
            Span::styled(
                format!(" {} ", cx.text.get("tui-toast-read")),
                cx.theme.muted,
            ),
        ];
        if more > 0 {
            spans.push(Span::styled(format!("(+{more}) "), cx.theme.muted));
        }
        frame.render_widget(Line::from(spans).right_aligned(), place::row(area, 0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + second, 0).expect("a time")
    }

    fn toast(kind: ToastKind, sentence: &str, second: i64) -> Toast {
        Toast::new(kind, sentence.into(), at(second))
    }

    #[test]
    fn results_go_away_and_errors_stay() {
        let mut toasts = Toasts::default();
        toasts.add(toast(ToastKind::Done, "kaydedildi", 0));
        assert!(!toasts.expire(at(7)));
        assert!(toasts.expire(at(9)));
        toasts.add(toast(ToastKind::Error, "olmadı", 10));
        assert!(!toasts.expire(at(9_999)));
        assert_eq!(toasts.height(80), 1);
        assert!(toasts.dismiss());
        assert_eq!(toasts.height(80), 0);
    }

    #[test]
    fn errors_wait_for_one_another_and_a_result_never_hides_them() {
        let mut toasts = Toasts::default();
        toasts.add(toast(ToastKind::Error, "bir", 0));
        toasts.add(toast(ToastKind::Error, "iki", 1));
        toasts.add(toast(ToastKind::Error, "bir", 2));
        toasts.add(toast(ToastKind::Done, "üç", 2));
        assert_eq!(toasts.shown().map(|t| t.sentence.as_str()), Some("iki"));
        assert!(toasts.dismiss() && toasts.dismiss());
        assert!(!toasts.dismiss(), "a result needs no reading");
    }

    #[test]
    fn a_fault_that_repeats_does_not_fill_the_memory() {
        let mut toasts = Toasts::default();
        for n in 0..1_000 {
            toasts.add(toast(ToastKind::Error, &n.to_string(), n));
        }
        assert_eq!(toasts.waiting.len(), MOST_WAITING);
    }
}
