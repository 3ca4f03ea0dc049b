//! The application number: final at the desk, offline too, and never given twice.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::ids::OfficeCode;
use crate::text::{ascii_digit, is_separator};

/// `PPUUU-YY-DD-NNNNN-CC`: province plate and office in the province, year, issuing database,
/// sequence, two check digits (ISO/IEC 7064 MOD 97-10).
///
/// The sequence has five digits and grows to six and more beyond 99999, so that a desk never
/// stops giving numbers. The check digits catch every wrong digit and every swap of two
/// neighbours. The order is by office, year, database, sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ApplicationNumber {
    office: OfficeCode,
    year: u8,
    database: u8,
    sequence: u64,
}

/// Digits before the sequence (office 5, year 2, database 2).
const HEAD: usize = 9;
/// Digits a sequence has at least.
const SEQUENCE: usize = 5;
/// Check digits.
const CHECK: usize = 2;
/// Digits of the shortest number.
const SHORTEST: usize = HEAD + SEQUENCE + CHECK;
/// Digits a sequence may grow to: a million a day would take 2700 years to fill them.
const LONGEST_SEQUENCE: usize = 12;
/// Digits of the longest number.
const LONGEST: usize = HEAD + LONGEST_SEQUENCE + CHECK;
/// The greatest sequence.
const LAST: u64 = 10_u64.pow(LONGEST_SEQUENCE as u32) - 1;

/// Why a text is no application number. None of these quotes what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NumberError {
    /// Something other than digits and separators.
    #[error("an application number has only digits")]
    NotDigits,
    /// Too few digits.
    #[error("an application number has at least {SHORTEST} digits, not {found}")]
    TooShort {
        /// Digits found.
        found: usize,
    },
    /// Too many digits.
    #[error("an application number has at most {LONGEST} digits, not {found}")]
    TooLong {
        /// Digits found.
        found: usize,
    },
    /// The check digits do not fit: a digit is wrong, or two are swapped.
    #[error("the check digits do not fit: a digit is wrong or two are swapped")]
    CheckDigits,
    /// The check digits fit, but no desk gives such a number: no such province, sequence 0 or
    /// padded with a zero too many.
    #[error("no desk gives such a number")]
    NeverGiven,
}

impl ApplicationNumber {
    /// The number a database gives.
    ///
    /// `year` is the calendar year, of which the last two digits are kept; `database` is the
    /// office's issuing database, 0–99; `sequence` starts at 1 each year.
    ///
    /// # Errors
    /// [`NumberError::NeverGiven`] when a part does not fit its digits.
    pub fn new(
        office: OfficeCode,
        year: i32,
        database: u8,
        sequence: u64,
    ) -> Result<Self, NumberError> {
        if database > 99 || !(1..=LAST).contains(&sequence) {
            return Err(NumberError::NeverGiven);
        }
        let year = u8::try_from(year.rem_euclid(100)).map_err(|_| NumberError::NeverGiven)?;
        Ok(Self {
            office,
            year,
            database,
            sequence,
        })
    }

    /// Reads a number in any spelling: with dashes, dots, spaces or nothing between the digits,
    /// and in digits of any script.
    ///
    /// # Errors
    /// What is wrong with it; [`NumberError::CheckDigits`] means mistyped.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = digits_of(text)?;
        let (head, check) = digits.split_at(digits.len() - CHECK);
        if check_digits(head.bytes()) != value(check) {
            return Err(NumberError::CheckDigits);
        }
        let (office, rest) = head.split_at(5);
        let (year, rest) = rest.split_at(2);
        let (database, sequence) = rest.split_at(2);
        if sequence.len() > SEQUENCE && sequence.starts_with('0') {
            return Err(NumberError::NeverGiven);
        }
        let office = office.parse().map_err(|_| NumberError::NeverGiven)?;
        let year = i32::try_from(value(year)).map_err(|_| NumberError::NeverGiven)?;
        let database = u8::try_from(value(database)).map_err(|_| NumberError::NeverGiven)?;
        Self::new(office, year, database, value(sequence))
    }

    /// The office that gave the number.
    #[must_use]
    pub fn office(self) -> OfficeCode {
        self.office
    }

    /// The last two digits of the year.
    #[must_use]
    pub fn year(self) -> u8 {
        self.year
    }

    /// The database that gave the number.
    #[must_use]
    pub fn database(self) -> u8 {
        self.database
    }

    /// The place in the year's sequence of that database, from 1.
    #[must_use]
    pub fn sequence(self) -> u64 {
        self.sequence
    }

    /// The digits alone, as they are typed on a number pad.
    #[must_use]
    pub fn digits(self) -> String {
        let head = format!(
            "{}{:02}{:02}{:05}",
            self.office, self.year, self.database, self.sequence
        );
        let check = check_digits(head.bytes());
        format!("{head}{check:02}")
    }
}

impl fmt::Display for ApplicationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        // Digits are ASCII and at least SHORTEST long, so every cut is inside.
        let (office, rest) = digits.split_at(5);
        let (year, rest) = rest.split_at(2);
        let (database, rest) = rest.split_at(2);
        let (sequence, check) = rest.split_at(rest.len() - CHECK);
        f.pad(&format!("{office}-{year}-{database}-{sequence}-{check}"))
    }
}

impl FromStr for ApplicationNumber {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl From<ApplicationNumber> for String {
    fn from(number: ApplicationNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for ApplicationNumber {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

/// The ASCII digits of a text that is nothing else, of a length a number can have.
fn digits_of(text: &str) -> Result<String, NumberError> {
    let mut digits = String::with_capacity(LONGEST);
    let mut found: usize = 0;
    for c in text.chars() {
        match ascii_digit(c) {
            Some(digit) => {
                found += 1;
                if found <= LONGEST {
                    digits.push(digit);
                }
            }
            None if is_separator(c) => {}
            None => return Err(NumberError::NotDigits),
        }
    }
    match found {
        0 if !text.trim().is_empty() => Err(NumberError::NotDigits),
        0..SHORTEST => Err(NumberError::TooShort { found }),
        SHORTEST..=LONGEST => Ok(digits),
        _ => Err(NumberError::TooLong { found }),
    }
}

/// The number ASCII digits write; at most [`LONGEST_SEQUENCE`] of them, which fits.
fn value(digits: &str) -> u64 {
    digits
        .bytes()
        .fold(0, |value, digit| value * 10 + u64::from(digit - b'0'))
}

/// ISO/IEC 7064 MOD 97-10: the two digits (02–98) that make the whole ≡ 1 modulo 97.
fn check_digits(digits: impl Iterator<Item = u8>) -> u64 {
    let rest = digits.fold(0, |rest, digit| (rest * 10 + u64::from(digit - b'0')) % 97);
    98 - rest * 100 % 97
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> ApplicationNumber {
        ApplicationNumber::parse(text).unwrap()
    }

    fn any_number() -> impl Strategy<Value = ApplicationNumber> {
        let sequence = prop_oneof![1_u64..=99_999, 99_990..=100_010_u64, 1..=LAST];
        (1_u8..=81, 0_u16..=999, 2000..2100, 0_u8..=99, sequence).prop_map(
            |(plate, unit, year, database, sequence)| {
                let office = OfficeCode::new(plate, unit).unwrap();
                ApplicationNumber::new(office, year, database, sequence).unwrap()
            },
        )
    }

    #[test]
    fn check_digits_follow_the_standard() {
        // The worked example of ISO/IEC 7064 for MOD 97-10: 794 gives 44.
        assert_eq!(check_digits(b"794".iter().copied()), 44);
        assert_eq!(check_digits(b"0".iter().copied()), 98);
    }

    #[test]
    fn every_spelling_is_read() {
        let office = OfficeCode::new(6, 1).unwrap();
        let given = ApplicationNumber::new(office, 2026, 1, 42).unwrap();
        let shown = given.to_string();
        assert_eq!(shown.len(), 20);
        assert!(shown.starts_with("06001-26-01-00042-"), "{shown}");
        let full_width: String = given
            .digits()
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) - 0x30 + 0xFF10))
            .collect();
        for spelling in [
            shown.clone(),
            given.digits(),
            shown.replace('-', " "),
            shown.replace('-', "."),
            shown.replace('-', "–"),
            shown.replace('-', " / "),
            format!("  {shown}\n"),
            full_width,
        ] {
            assert_eq!(number(&spelling), given, "{spelling}");
        }
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let good = ApplicationNumber::new(OfficeCode::new(34, 7).unwrap(), 2026, 2, 1).unwrap();
        let digits = good.digits();
        for (text, error) in [
            ("", NumberError::TooShort { found: 0 }),
            ("  ", NumberError::TooShort { found: 0 }),
            ("--", NumberError::NotDigits),
            ("Ali Veli", NumberError::NotDigits),
            ("34007-26", NumberError::TooShort { found: 7 }),
            (&digits[1..], NumberError::TooShort { found: 15 }),
            (&"1".repeat(24), NumberError::TooLong { found: 24 }),
            (&"1".repeat(5000), NumberError::TooLong { found: 5000 }),
        ] {
            assert_eq!(ApplicationNumber::parse(text), Err(error), "{text}");
        }
        for head in [
            "00001260100001",
            "82001260100001",
            "06001260100000",
            "060012601000001",
        ] {
            let text = format!("{head}{:02}", check_digits(head.bytes()));
            assert_eq!(
                ApplicationNumber::parse(&text),
                Err(NumberError::NeverGiven),
                "{text}"
            );
        }
    }

    #[test]
    fn the_congruent_pair_of_check_digits_is_not_taken() {
        // 97 and 00, 98 and 01 are the same modulo 97; only one of each is ever written.
        let other = |check: u64| if check > 96 { check - 97 } else { check + 97 };
        let office = OfficeCode::new(6, 1).unwrap();
        let mut tried = 0;
        for sequence in 1..2000 {
            let digits = ApplicationNumber::new(office, 2026, 1, sequence)
                .unwrap()
                .digits();
            let (head, check) = digits.split_at(digits.len() - 2);
            let twin = other(value(check));
            if twin < 100 {
                tried += 1;
                let text = format!("{head}{twin:02}");
                assert_eq!(
                    ApplicationNumber::parse(&text),
                    Err(NumberError::CheckDigits)
                );
            }
        }
        assert!(tried > 0);
    }

    #[test]
    fn the_sequence_goes_on_beyond_five_digits() {
        let office = OfficeCode::new(6, 1).unwrap();
        let big = ApplicationNumber::new(office, 2026, 1, 100_000).unwrap();
        assert!(big.to_string().starts_with("06001-26-01-100000-"));
        assert_eq!(number(&big.to_string()), big);
        assert!(big > ApplicationNumber::new(office, 2026, 1, 99_999).unwrap());
        assert!(ApplicationNumber::new(office, 2026, 100, 1).is_err());
        assert!(ApplicationNumber::new(office, 2026, 1, 0).is_err());
        assert!(ApplicationNumber::new(office, 2026, 1, LAST + 1).is_err());
    }

    #[test]
    fn json_is_the_shown_form() {
        let given = ApplicationNumber::new(OfficeCode::new(6, 1).unwrap(), 2026, 1, 7).unwrap();
        let json = serde_json::to_string(&given).unwrap();
        assert_eq!(json, format!("\"{given}\""));
        assert_eq!(
            serde_json::from_str::<ApplicationNumber>(&json).unwrap(),
            given
        );
        assert!(serde_json::from_str::<ApplicationNumber>("\"06001\"").is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read(given in any_number()) {
            prop_assert_eq!(number(&given.to_string()), given);
            prop_assert_eq!(number(&given.digits()), given);
        }

        #[test]
        fn every_wrong_digit_and_swap_is_caught(given in any_number()) {
            let digits = given.digits().into_bytes();
            for at in 0..digits.len() {
                for wrong in b'0'..=b'9' {
                    let mut typed = digits.clone();
                    typed[at] = wrong;
                    if typed != digits {
                        let typed = String::from_utf8(typed).unwrap();
                        prop_assert_eq!(ApplicationNumber::parse(&typed), Err(NumberError::CheckDigits));
                    }
                }
                let mut typed = digits.clone();
                typed.swap(at, (at + 1).min(digits.len() - 1));
                if typed != digits {
                    let typed = String::from_utf8(typed).unwrap();
                    prop_assert_eq!(ApplicationNumber::parse(&typed), Err(NumberError::CheckDigits));
                }
            }
        }

        #[test]
        fn any_text_is_taken(text in any::<String>()) {
            let _ = ApplicationNumber::parse(&text);
        }
    }
}
