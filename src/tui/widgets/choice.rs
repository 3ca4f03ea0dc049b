//! One or several of a few things, all in view, each with its digit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Reply, fit, place};
use crate::tui::keys::{CHOICE_NEXT, CHOICE_PREVIOUS, CHOICE_TOGGLE};
use crate::tui::screen::{Message, ViewContext};

/// How many can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Many {
    One,
    Several,
}

/// Choices, of which one or several are taken. None needs to be.
#[derive(Debug, Clone)]
pub struct Choice {
    labels: Vec<String>,
    taken: Vec<bool>,
    at: usize,
    many: Many,
    /// What is taken can change but not be let go.
    keeps_one: bool,
}

impl Choice {
    /// One of these.
    #[must_use]
    pub fn one(labels: Vec<String>) -> Self {
        Self::new(labels, Many::One)
    }

    /// Any of these.
    #[must_use]
    pub fn several(labels: Vec<String>) -> Self {
        Self::new(labels, Many::Several)
    }

    fn new(labels: Vec<String>, many: Many) -> Self {
        Self {
            taken: vec![false; labels.len()],
            labels,
            at: 0,
            many,
            keeps_one: false,
        }
    }

    /// From now on what is taken can change but not be let go by a key.
    pub fn keep_one(&mut self) {
        self.keeps_one = true;
    }

    /// The label of the first one taken.
    #[must_use]
    pub fn chosen_label(&self) -> Option<&str> {
        self.labels.get(self.chosen()?).map(String::as_str)
    }

    /// Takes the one with this label, if there is one.
    pub fn choose_label(&mut self, label: &str) {
        if let Some(at) = self.labels.iter().position(|known| known == label) {
            self.set(at, true);
        }
    }

    /// The position of the first one taken.
    #[must_use]
    pub fn chosen(&self) -> Option<usize> {
        self.taken.iter().position(|taken| *taken)
    }

    /// The positions of all taken.
    pub fn all_chosen(&self) -> impl Iterator<Item = usize> + '_ {
        self.taken
            .iter()
            .enumerate()
            .filter_map(|(at, taken)| taken.then_some(at))
    }

    /// Takes one, or lets it go.
    pub fn set(&mut self, at: usize, taken: bool) {
        if at >= self.taken.len() {
            return;
        }
        if self.many == Many::One {
            self.taken.fill(false);
        }
        self.taken[at] = taken;
        self.at = at;
    }

    /// Lets all go.
    pub fn clear(&mut self) {
        self.taken.fill(false);
    }

    /// Takes a message: digits take at once, arrows move, space takes.
    pub fn update(&mut self, message: &Message) -> Reply {
        match message {
            Message::Char(c) => match c.to_digit(10) {
                Some(digit @ 1..=9) if digit as usize <= self.labels.len() => {
                    self.toggle(digit as usize - 1)
                }
                _ => Reply::Ignored,
            },
            Message::Action(CHOICE_TOGGLE) => self.toggle(self.at),
            Message::Action(CHOICE_NEXT) => self.step(self.at + 1),
            Message::Action(CHOICE_PREVIOUS) => self.step(self.at.wrapping_sub(1)),
            _ => Reply::Ignored,
        }
    }

    fn toggle(&mut self, at: usize) -> Reply {
        if at >= self.taken.len() {
            return Reply::Used;
        }
        if self.taken[at] && self.keeps_one {
            return Reply::Used;
        }
        self.set(at, !self.taken[at]);
        Reply::Changed
    }

    fn step(&mut self, at: usize) -> Reply {
        if at < self.labels.len() {
            self.at = at;
        }
        Reply::Used
    }

    /// Rows needed in this width.
    #[must_use]
    pub fn height(&self, width: u16) -> u16 {
        let rows = self.places(usize::from(width)).last().map_or(0, |p| p.0);
        u16::try_from(rows + 1).unwrap_or(u16::MAX)
    }

    /// Row and column of each choice: beside one another as long as there is room.
    fn places(&self, cells: usize) -> Vec<(usize, usize)> {
        const GAP: usize = 2;
        let (mut row, mut column) = (0, 0);
        let mut places = Vec::with_capacity(self.labels.len());
        for label in &self.labels {
            let needed = fit::width(label) + LEAD;
            if column > 0 && column + needed > cells {
                row += 1;
                column = 0;
            }
            places.push((row, column));
            column += needed + GAP;
        }
        places
    }

    /// Draws in one row what is taken.
    pub fn draw_chosen(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        focused: bool,
        cx: &ViewContext<'_>,
    ) {
        let area = place::row(area, 0).intersection(frame.area());
        let field = if focused {
            cx.theme.field_focus
        } else {
            cx.theme.field
        };
        frame.buffer_mut().set_style(area, field);
        let (shown, style) = match self.chosen_label() {
            Some(label) => (label.to_owned(), field),
            None => (cx.text.get("tui-pick-empty"), cx.theme.placeholder),
        };
        let shown = fit::cut(&shown, usize::from(area.width), cx.theme.glyphs.ellipsis);
        frame.render_widget(Line::from(Span::styled(shown, style)), area);
        if focused && !area.is_empty() {
            cx.place_cursor(frame, area.as_position());
        }
    }

    /// Draws the choices, as where the focus is.
    pub fn draw_options(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.draw(frame, area, true, cx);
    }

    /// Draws the choices.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, cx: &ViewContext<'_>) {
        let theme = cx.theme;
        let signs = match self.many {
            Many::One => theme.glyphs.radio,
            Many::Several => theme.glyphs.tick,
        };
        let places = self.places(usize::from(area.width));
        for (at, (row, column)) in places.into_iter().enumerate() {
            let (Ok(row), Ok(column)) = (u16::try_from(row), u16::try_from(column)) else {
                continue;
            };
            if row >= area.height || column >= area.width {
                continue;
            }
            let taken = self.taken[at];
            let style = match (focused && at == self.at, taken) {
                (true, _) => theme.selected,
                (false, true) => theme.selected_idle,
                (false, false) => theme.text,
            };
            let sign = if taken { signs[0] } else { signs[1] };
            let digit = at + 1;
            let lead = if digit <= 9 {
                format!("{digit} ")
            } else {
                "  ".to_owned()
            };
            let key = if focused { theme.key } else { theme.muted };
            let line = Line::from(vec![
                Span::styled(lead, key),
                Span::styled(format!("{sign} {}", self.labels[at]), style),
            ]);
            let place = Rect {
                x: area.x + column,
                y: area.y + row,
                width: area.width - column,
                height: 1,
            };
            frame.render_widget(line, place.intersection(frame.area()));
        }
    }
}

/// Cells before a label: digit, space, sign, space.
const LEAD: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<String> {
        ["Dilekçe", "Şikâyet", "Öneri"].map(String::from).to_vec()
    }

    #[test]
    fn digits_take_at_once() {
        let mut choice = Choice::one(labels());
        assert_eq!(choice.update(&Message::Char('2')), Reply::Changed);
        assert_eq!(choice.chosen(), Some(1));
        choice.update(&Message::Char('3'));
        assert_eq!(choice.all_chosen().collect::<Vec<_>>(), [2]);
        choice.update(&Message::Char('3'));
        assert_eq!(choice.chosen(), None, "the same digit lets it go");
        assert_eq!(choice.update(&Message::Char('4')), Reply::Ignored);
        assert_eq!(choice.update(&Message::Char('0')), Reply::Ignored);
    }

    #[test]
    fn several_can_be_taken() {
        let mut choice = Choice::several(labels());
        choice.update(&Message::Char('1'));
        choice.update(&Message::Char('3'));
        assert_eq!(choice.all_chosen().collect::<Vec<_>>(), [0, 2]);
        choice.update(&Message::Action(CHOICE_PREVIOUS));
        choice.update(&Message::Action(CHOICE_TOGGLE));
        assert_eq!(choice.all_chosen().collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn one_can_be_kept() {
        let mut choice = Choice::one(labels());
        choice.set(0, true);
        choice.keep_one();
        assert_eq!(choice.update(&Message::Char('1')), Reply::Used);
        assert_eq!(choice.chosen_label(), Some("Dilekçe"));
        assert_eq!(choice.update(&Message::Char('2')), Reply::Changed);
        assert_eq!(choice.chosen_label(), Some("Şikâyet"));
    }

    #[test]
    fn nothing_to_choose_from_is_no_fault() {
        let mut choice = Choice::one(Vec::new());
        for message in [
            Message::Char('1'),
            Message::Action(CHOICE_TOGGLE),
            Message::Action(CHOICE_NEXT),
        ] {
            choice.update(&message);
        }
        assert_eq!(choice.height(10), 1);
    }

    #[test]
    fn choices_wrap_to_the_width() {
        let choice = Choice::one(labels());
        assert_eq!(choice.height(80), 1);
        assert_eq!(choice.height(30), 2);
        assert_eq!(choice.height(5), 3);
    }
}
