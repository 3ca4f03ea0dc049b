//! The hint line: the keys that act here, the weightier first to stay when room is short.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::fit;
use crate::i18n::Text;
use crate::tui::keymap::Keys;
use crate::tui::screen::ViewContext;

struct Hint {
    key: String,
    label: String,
    weight: u8,
}

impl Hint {
    fn width(&self) -> usize {
        fit::width(&self.key) + fit::width(&self.label) + 4
    }
}

/// Draws the hint line for the active keys.
pub fn draw(frame: &mut Frame<'_>, area: Rect, keys: &Keys, cx: &ViewContext<'_>) {
    let mut spans = vec![Span::raw(" ")];
    for hint in fitting(hints(keys, cx.text), usize::from(area.width)) {
        spans.push(Span::styled(hint.key, cx.theme.key));
        spans.push(Span::raw(" "));
        spans.push(Span::styled(hint.label, cx.theme.muted));
        spans.push(Span::raw("   "));
    }
    frame.render_widget(Line::from(spans), area);
}

fn hints(keys: &Keys, text: &Text) -> Vec<Hint> {
    keys.tables()
        .flat_map(|(_, rows)| rows)
        .filter(|row| row.weight > 0)
        .filter_map(|row| {
            Some(Hint {
                key: keys.shown_chord(row)?.display(text),
                label: text.get(row.label),
                weight: row.weight,
            })
        })
        .collect()
}

/// The weightiest hints that fit, in the order of the tables.
fn fitting(hints: Vec<Hint>, cells: usize) -> Vec<Hint> {
    let mut by_weight: Vec<usize> = (0..hints.len()).collect();
    by_weight.sort_by_key(|at| std::cmp::Reverse(hints[*at].weight));
    let mut room = cells.saturating_sub(1);
    let mut kept = vec![false; hints.len()];
    for at in by_weight {
        // The last hint needs no gap after it.
        let needed = hints[at].width();
        if needed.saturating_sub(3) > room {
            break;
        }
        room = room.saturating_sub(needed);
        kept[at] = true;
    }
    hints
        .into_iter()
        .zip(kept)
        .filter_map(|(hint, kept)| kept.then_some(hint))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(key: &str, weight: u8) -> Hint {
        Hint {
            key: key.into(),
            label: "abcd".into(),
            weight,
        }
    }

    #[test]
    fn the_weightiest_stay_in_their_order() {
        let all = || vec![hint("1", 60), hint("2", 10), hint("3", 90)];
        let keys = |cells| {
            fitting(all(), cells)
                .into_iter()
                .map(|hint| hint.key)
                .collect::<String>()
        };
        assert_eq!(keys(80), "123");
        assert_eq!(keys(1 + 9 + 6), "13");
        assert_eq!(keys(1 + 6), "3");
        assert_eq!(keys(3), "");
    }
}
