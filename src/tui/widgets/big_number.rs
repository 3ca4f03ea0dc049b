//! A number that can be read from across the counter.

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::text::Line;
use tui_big_text::{BigText, PixelSize};

use super::{fit, place};
use crate::tui::screen::ViewContext;
use crate::tui::theme::GlyphSet;

/// A letter of the font is eight by eight pixels.
const PIXELS: u16 = 8;

/// The sizes, the largest first, with the pixels that share a cell.
const SIZES: [(PixelSize, u16, u16); 3] = [
    (PixelSize::Full, 1, 1),
    (PixelSize::HalfHeight, 1, 2),
    (PixelSize::Quadrant, 2, 2),
];

/// How a text is drawn.
#[derive(Debug, PartialEq, Eq)]
enum Plan {
    /// In big letters, one line of text above the other.
    Big {
        size: PixelSize,
        letter_height: u16,
        lines: Vec<String>,
    },
    /// In ordinary letters, with spaces between when there is room.
    Plain(String),
}

/// Draws `text` (digits, capital letters, dashes) in the middle of the area, as big as fits; a text
/// too wide for one line is broken at a dash, and written in ordinary letters when even that is too
/// wide or blocks cannot be drawn.
pub fn draw(frame: &mut Frame<'_>, area: Rect, text: &str, cx: &ViewContext<'_>) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    match plan(text, area.width, area.height, cx.theme.glyphs.set) {
        Plan::Big {
            size,
            letter_height,
            lines,
        } => {
            let height = letter_height * u16::try_from(lines.len()).unwrap_or(1);
            let place = Rect {
                y: area.y + area.height.saturating_sub(height) / 2,
                height: height.min(area.height),
                ..area
            };
            let big = BigText::builder()
                .pixel_size(size)
                .style(cx.theme.accent)
                .alignment(Alignment::Center)
                .lines(lines.into_iter().map(Line::from).collect::<Vec<_>>())
                .build();
            frame.render_widget(big, place);
        }
        Plan::Plain(text) => {
            let line = Line::styled(text, cx.theme.accent).centered();
            frame.render_widget(line, place::row(area, area.height / 2));
        }
    }
}

fn plan(text: &str, width: u16, height: u16, glyphs: GlyphSet) -> Plan {
    let drawable = glyphs == GlyphSet::Unicode && text.is_ascii();
    let layouts = [Some(vec![text.to_owned()]), halves(text)];
    if drawable {
        for lines in layouts.into_iter().flatten() {
            for (size, across, down) in SIZES {
                let letter = (PIXELS / across, PIXELS / down);
                if fits(&lines, letter, width, height) {
                    return Plan::Big {
                        size,
                        letter_height: letter.1,
                        lines,
                    };
                }
            }
        }
    }
    let spaced: Vec<String> = text.chars().map(String::from).collect();
    let spaced = spaced.join(" ");
    if fit::width(&spaced) <= usize::from(width) {
        Plan::Plain(spaced)
    } else {
        Plan::Plain(text.to_owned())
    }
}

fn fits(lines: &[String], (across, down): (u16, u16), width: u16, height: u16) -> bool {
    let longest = lines.iter().map(|line| line.len()).max().unwrap_or(0);
    longest * usize::from(across) <= usize::from(width)
        && lines.len() * usize::from(down) <= usize::from(height)
}

/// The text broken after the dash nearest to its middle.
fn halves(text: &str) -> Option<Vec<String>> {
    let middle = text.len() / 2;
    let dash = text
        .match_indices('-')
        .map(|(at, _)| at + 1)
        .min_by_key(|at| at.abs_diff(middle))?;
    let (first, second) = text.split_at(dash);
    Some(vec![first.to_owned(), second.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "34001-26-01-00042-17";

    fn size_of(text: &str, width: u16, height: u16) -> Option<(PixelSize, usize)> {
        match plan(text, width, height, GlyphSet::Unicode) {
            Plan::Big { size, lines, .. } => Some((size, lines.len())),
            Plan::Plain(_) => None,
        }
    }

    #[test]
    fn as_big_as_fits() {
        assert_eq!(size_of("42", 80, 8), Some((PixelSize::Full, 1)));
        assert_eq!(size_of("42", 80, 4), Some((PixelSize::HalfHeight, 1)));
        assert_eq!(size_of(NUMBER, 80, 4), Some((PixelSize::Quadrant, 1)));
        assert_eq!(size_of(NUMBER, 76, 8), Some((PixelSize::Quadrant, 2)));
        assert_eq!(size_of(NUMBER, 76, 4), None);
        assert_eq!(size_of(NUMBER, 20, 20), None);
    }

    #[test]
    fn the_number_itself_is_never_lost() {
        assert_eq!(
            plan(NUMBER, 20, 1, GlyphSet::Unicode),
            Plan::Plain(NUMBER.into())
        );
        assert_eq!(
            plan("42", 80, 9, GlyphSet::Ascii),
            Plan::Plain("4 2".into())
        );
        assert_eq!(
            halves(NUMBER).map(|lines| lines.concat()),
            Some(NUMBER.into())
        );
    }
}
