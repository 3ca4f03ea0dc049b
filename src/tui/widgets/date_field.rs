//! A field for a day: type the digits, the dots come by themselves.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::Reply;
use super::line_input::LineInput;
use crate::domain::date::{DateWarning, read_date, write_date};
use crate::i18n::Text;
use crate::text::{CleanText, ascii_digit, is_separator};
use crate::tui::screen::{Message, ViewContext};

/// Characters held: more than a date needs, since what cannot be read is kept as typed.
const LIMIT: usize = 40;

/// A day as typed. It refuses nothing: what is no date stays, with a warning.
#[derive(Debug, Clone)]
pub struct DateField {
    input: LineInput,
}

impl Default for DateField {
    fn default() -> Self {
        Self {
            input: LineInput::new(LIMIT),
        }
    }
}

impl DateField {
    /// Puts a text in as if it had been pasted.
    pub fn set(&mut self, text: &str) {
        self.input.set(&spelled(text));
    }

    /// What was typed.
    #[must_use]
    pub fn typed(&self) -> CleanText {
        self.input.value()
    }

    /// The day; `None` while nothing is typed.
    #[must_use]
    pub fn date(&self) -> Option<Result<NaiveDate, DateWarning>> {
        let typed = self.typed();
        (!typed.is_blank()).then(|| read_date(typed.as_str()))
    }

    /// The sentence of the warning, when what is typed is no day.
    #[must_use]
    pub fn warning(&self, text: &Text) -> Option<String> {
        let typed = self.typed();
        let key = match self.date()?.err()? {
            DateWarning::NotADate => "tui-date-not-a-date",
            DateWarning::NoSuchDay => "tui-date-no-such-day",
        };
        Some(text.with(key, &[("typed", typed.as_str().into())]))
    }

    /// Takes a message.
    pub fn update(&mut self, message: &Message) -> Reply {
        match message {
            Message::Char(c) => self.type_char(*c),
            Message::Paste(text) => self.input.update(&Message::Paste(spelled(text))),
            other => self.input.update(other),
        }
    }

    fn type_char(&mut self, c: char) -> Reply {
        let at_end = self.input.cursor() == self.input.as_str().len();
        if !at_end {
            return self.input.update(&Message::Char(c));
        }
        if let Some(digit) = ascii_digit(c) {
            if wants_dot(self.input.as_str()) {
                self.input.update(&Message::Char('.'));
            }
            return self.input.update(&Message::Char(digit));
        }
        let text = self.input.as_str();
        if is_separator(c) && is_digits_and_dots(text) {
            // The dot may be there already, or have nothing before it.
            if text.is_empty() || text.ends_with('.') {
                return Reply::Used;
            }
            return self.input.update(&Message::Char('.'));
        }
        self.input.update(&Message::Char(c))
    }

    /// Draws the field.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, cx: &ViewContext<'_>) {
        self.input.draw(frame, area, focused, cx);
        let hint = cx.text.get("tui-date-hint");
        self.input.draw_placeholder(frame, area, &hint, cx);
    }
}

/// Whether day or month is complete, so that the next digit begins the next part.
fn wants_dot(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    is_digits_and_dots(text) && parts.len() < 3 && parts.last().is_some_and(|part| part.len() == 2)
}

fn is_digits_and_dots(text: &str) -> bool {
    text.bytes().all(|b| b == b'.' || b.is_ascii_digit())
}

/// A date in any spelling in the one of the field; anything else as it is.
fn spelled(text: &str) -> String {
    read_date(CleanText::line(text).as_str()).map_or_else(|_| text.to_owned(), write_date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::DELETE_BACK;

    fn typed(text: &str) -> DateField {
        let mut field = DateField::default();
        for c in text.chars() {
            field.update(&Message::Char(c));
        }
        field
    }

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn dots_come_by_themselves() {
        for spelling in [
            "29022000",
            "29.02.2000",
            "29/02/2000",
            "29 02 2000",
            "٢٩٠٢٢٠٠٠",
        ] {
            let field = typed(spelling);
            assert_eq!(field.typed().as_str(), "29.02.2000", "{spelling}");
            assert_eq!(field.date(), Some(Ok(day(2000, 2, 29))));
        }
        assert_eq!(typed("1.5.1960").date(), Some(Ok(day(1960, 5, 1))));
    }

    #[test]
    fn what_is_no_day_is_kept_with_a_warning() {
        let text = Text::new(crate::i18n::Locale::Tr);
        let field = typed("29022023");
        assert_eq!(field.typed().as_str(), "29.02.2023");
        assert_eq!(field.date(), Some(Err(DateWarning::NoSuchDay)));
        assert!(
            field
                .warning(&text)
                .is_some_and(|w| w.contains("29.02.2023"))
        );
        let field = typed("mart 1950 gibi");
        assert_eq!(field.typed().as_str(), "mart 1950 gibi");
        assert_eq!(field.date(), Some(Err(DateWarning::NotADate)));
        assert_eq!(typed("").warning(&text), None);
    }

    #[test]
    fn deleting_goes_back_over_the_dot() {
        let mut field = typed("2902");
        for left in ["29.0", "29.", "29", "2", ""] {
            field.update(&Message::Action(DELETE_BACK));
            assert_eq!(field.input.as_str(), left);
        }
    }

    #[test]
    fn pasted_spellings_become_the_field_s_own() {
        let mut field = DateField::default();
        field.update(&Message::Paste("2000-02-29\n".into()));
        assert_eq!(field.typed().as_str(), "29.02.2000");
    }
}
