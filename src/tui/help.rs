//! The help overlay: every key that acts where F1 was pressed, made from the key tables.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use super::chord::Chord;
use super::keymap::{Binding, KeyTable, Keys};
use super::keys::{HELP, LIST};
use super::screen::{Context, Message, Presence, Screen, ViewContext};
use super::widgets::scroll::Scroll;
use super::widgets::{fit, modal};
use crate::i18n::Text;

/// Widest the help gets.
const WIDEST: u16 = 96;

/// Cells of the column of keys.
const KEY_CELLS: usize = 22;

/// A row of the help.
struct Explained {
    chords: Vec<Chord>,
    binding: &'static Binding,
}

/// The help.
pub struct HelpScreen {
    /// Why records do not get to central, where they do not.
    sync: Option<String>,
    tables: Vec<(&'static KeyTable, Vec<Explained>)>,
    scroll: Scroll,
}

impl HelpScreen {
    /// The help for these keys.
    #[must_use]
    pub fn new(keys: &Keys) -> Self {
        let explained = |binding| Explained {
            chords: keys.chords(binding),
            binding,
        };
        let mut tables: Vec<(&KeyTable, Vec<Explained>)> = keys
            .tables()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(table, rows)| (table, rows.into_iter().map(explained).collect()))
            .collect();
        // What can be done here comes before how to move about.
        tables.sort_by_key(|(table, _)| table.kind);
        Self {
            sync: None,
            tables,
            scroll: Scroll::default(),
        }
    }

    /// Says first why records do not get to central.
    #[must_use]
    pub fn about_sync(self, sync: Option<String>) -> Self {
        Self { sync, ..self }
    }

    fn lines(&self, cells: usize, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        if let Some(sync) = &self.sync {
            lines.push(Line::styled(cx.text.get("tui-help-sync"), cx.theme.title));
            let sentence = fit::wrap(sync, cells.saturating_sub(2).max(10)).into_iter();
            lines.extend(sentence.map(|line| Line::styled(format!("  {line}"), cx.theme.text)));
        }
        for (table, rows) in &self.tables {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::styled(cx.text.get(table.title), cx.theme.title));
            for row in rows {
                lines.extend(explained(row, cells, cx));
            }
        }
        lines
    }
}

fn explained(row: &Explained, cells: usize, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
    let chords: Vec<String> = row
        .chords
        .iter()
        .map(|chord| chord.display(cx.text))
        .collect();
    let chords = chords.join(", ");
    let ellipsis = cx.theme.glyphs.ellipsis;
    let sentence = fit::wrap(
        &cx.text.get(&row.binding.help()),
        cells.saturating_sub(KEY_CELLS + 2).max(10),
    );
    sentence
        .into_iter()
        .enumerate()
        .map(|(at, line)| {
            let lead = if at == 0 { chords.as_str() } else { "" };
            Line::from(vec![
                Span::styled(
                    format!("  {}", fit::exactly(lead, KEY_CELLS - 2, ellipsis)),
                    cx.theme.key,
                ),
                Span::raw("  "),
                Span::styled(line, cx.theme.text),
            ])
        })
        .collect()
}

impl Screen for HelpScreen {
    fn title(&self, text: &Text) -> String {
        text.get("tui-help-title")
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        Keys::new().and(&LIST).without(HELP)
    }

    fn update(&mut self, message: Message, _: &mut Context<'_>) {
        if let Message::Action(action) = message {
            self.scroll.update(action);
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let width = WIDEST.min(area.width.saturating_sub(8));
        let lines = self.lines(usize::from(width), cx);
        let size = Size {
            width,
            height: u16::try_from(lines.len()).unwrap_or(u16::MAX),
        };
        let inside = modal::open(frame, area, size, &self.title(cx.text), cx);
        let more = self.scroll.draw(frame, inside, lines);
        modal::more(frame, inside, more, cx);
    }
}
