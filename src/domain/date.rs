//! Dates as people type and read them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::{ascii_digit, is_separator};

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateWarning {
    /// Not day, month and four-digit year.
    NotADate,
    /// No such day in the calendar, such as 29 February 2023.
    NoSuchDay,
}

/// Reads `29.02.2000`, `29/2/2000`, `29 2 2000`, `29022000` and `2000-02-29`, in digits of any
/// script.
///
/// # Errors
/// What is wrong with it.
pub fn read_date(typed: &str) -> Result<NaiveDate, DateWarning> {
    let parts = parts(typed).ok_or(DateWarning::NotADate)?;
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (day, month, year) = match parts[..] {
        [year, month, day] if year.len() == 4 => (day, month, year),
        [day, month, year] if year.len() == 4 => (day, month, year),
        [run] if run.len() == 8 => (&run[..2], &run[2..4], &run[4..]),
        _ => return Err(DateWarning::NotADate),
    };
    let number = |text: &str| text.parse::<u32>().map_err(|_| DateWarning::NotADate);
    let year = year.parse::<i32>().map_err(|_| DateWarning::NotADate)?;
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).ok_or(DateWarning::NoSuchDay)
}

/// The day as it is written in Türkiye: `29.02.2000`.
#[must_use]
pub fn write_date(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// The runs of digits, in ASCII; `None` where there is anything but digits and separators.
fn parts(typed: &str) -> Option<Vec<String>> {
    let mut parts = vec![String::new()];
    for c in typed.trim().chars() {
        match (ascii_digit(c), parts.last_mut()) {
            (Some(digit), Some(last)) => last.push(digit),
            (None, Some(last)) if is_separator(c) => {
                if !last.is_empty() {
                    parts.push(String::new());
                }
            }
            _ => return None,
        }
    }
    parts.retain(|part| !part.is_empty());
    Some(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_usual_spelling() {
        let leap = NaiveDate::from_ymd_opt(2000, 2, 29).unwrap();
        for typed in [
            "29.02.2000",
            "29/2/2000",
            "29 2 2000",
            "29022000",
            "2000-02-29",
            " 29.02.2000. ",
            "٢٩.٠٢.٢٠٠٠",
        ] {
            assert_eq!(read_date(typed), Ok(leap), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        use DateWarning::*;
        for (typed, warning) in [
            ("29.02.2023", NoSuchDay),
            ("31.04.1990", NoSuchDay),
            ("0.1.1990", NoSuchDay),
            ("1.1.90", NotADate),
            ("", NotADate),
            ("1990", NotADate),
            ("on beş mart", NotADate),
            ("1.1.99999999999999", NotADate),
        ] {
            assert_eq!(read_date(typed), Err(warning), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(typed in any::<String>()) {
            let _ = read_date(&typed);
        }

        #[test]
        fn what_is_written_is_read(day in 0i32..80_000) {
            let date = NaiveDate::from_num_days_from_ce_opt(690_000 + day).unwrap();
            prop_assert_eq!(read_date(&write_date(date)), Ok(date));
        }
    }
}
