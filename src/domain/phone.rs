//! Telephone numbers: one form for every spelling.

use serde::{Deserialize, Serialize};

use crate::text::{CleanText, ascii_digit, is_separator};

/// Plus signs, the ordinary and the full-width one.
const PLUS: [char; 2] = ['+', '\u{ff0b}'];
/// Digits of a Turkish national number without the trunk 0.
const NATIONAL: usize = 10;
/// Digits of a seven-digit number valid everywhere (`444 x xxx`).
const COUNTRYWIDE: usize = 7;
/// Fewest and most digits an international number has (ITU-T E.164: at most 15).
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 7..=15;

/// What a number is, as far as its digits tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    /// Turkish mobile (`5xx`): takes SMS.
    Mobile,
    /// Turkish landline with its area code (`2xx`, `3xx`, `4xx`).
    Landline,
    /// Turkish number without an area (`444`, `8xx`, `9xx`).
    NonGeographic,
    /// A number of another country.
    Foreign,
    /// Not recognised: kept as typed.
    Unknown,
}

/// Why a number was not recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneWarning {
    /// Nothing typed.
    Empty,
    /// Letters or other signs.
    NotDigits,
    /// Seven digits: a landline without its area code.
    MissingAreaCode,
    /// Too few or too many digits.
    Length,
    /// The right length, but no number begins like this.
    Prefix,
}

/// A number as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// E.164 (`+905321234567`) where recognised, else as typed.
    pub number: CleanText,
    /// What the number is.
    pub kind: PhoneKind,
    /// Why it was not recognised; always there when the kind is [`PhoneKind::Unknown`].
    pub warning: Option<PhoneWarning>,
}

impl Phone {
    /// Whether the number could be one that rings.
    #[must_use]
    pub fn is_recognised(&self) -> bool {
        self.warning.is_none()
    }
}

/// Reads a number in any spelling: `0532 123 45 67`, `+90 (532) 123-45-67`, `90532…`,
/// `0090532…`, `532…`, digits of any script, landlines with area code, `+49 …`. What cannot be
/// read is kept as typed, with a warning.
#[must_use]
pub fn normalise(typed: &str) -> Phone {
    let typed = CleanText::line(typed);
    let read = Dialled::read(typed.as_str()).and_then(|dialled| dialled.number());
    match read {
        Ok((number, kind)) => Phone {
            number: CleanText::line(&number),
            kind,
            warning: None,
        },
        Err(warning) => Phone {
            number: typed,
            kind: PhoneKind::Unknown,
            warning: Some(warning),
        },
    }
}

/// A kept number as people in Türkiye read it out: `+905321234567` is `0532 123 45 67`. Numbers
/// of other countries, and those that were not recognised, stay as they are.
#[must_use]
pub fn spelled(kept: &str) -> String {
    let national = kept
        .strip_prefix("+90")
        .filter(|rest| rest.len() == NATIONAL && rest.bytes().all(|digit| digit.is_ascii_digit()));
    match national {
        Some(n) => format!("0{} {} {} {}", &n[..3], &n[3..6], &n[6..8], &n[8..]),
        None => kept.to_owned(),
    }
}

/// The digits a number is searched by, whole or in part: without the country code of Türkiye
/// or the trunk 0, so that `0532 123` finds `+905321234567`. Empty where there is no digit.
#[must_use]
pub fn search_digits(typed: &str) -> String {
    let plus = typed.trim_start().starts_with(PLUS);
    let digits: String = typed.chars().filter_map(ascii_digit).collect();
    let international = if plus {
        Some(digits.as_str())
    } else {
        digits.strip_prefix("00")
    };
    let national = match international {
        Some(abroad) => abroad.strip_prefix("90").unwrap_or(abroad),
        None if digits.len() > NATIONAL => digits.strip_prefix("90").unwrap_or(&digits),
        None => &digits,
    };
    national.strip_prefix('0').unwrap_or(national).to_owned()
}

/// What is dialled: digits, and whether they begin with a country code.
struct Dialled {
    international: bool,
    digits: String,
}

impl Dialled {
    fn read(typed: &str) -> Result<Self, PhoneWarning> {
        let mut signs = typed.chars().filter(|c| !is_separator(*c)).peekable();
        let plus = signs.next_if(|c| PLUS.contains(c)).is_some();
        let digits: String = signs
            .map(ascii_digit)
            .collect::<Option<_>>()
            .ok_or(PhoneWarning::NotDigits)?;
        if digits.is_empty() {
            let nothing = typed.chars().all(char::is_whitespace);
            return Err(if nothing {
                PhoneWarning::Empty
            } else {
                PhoneWarning::NotDigits
            });
        }
        Ok(match digits.strip_prefix("00").filter(|_| !plus) {
            Some(rest) => Self {
                international: true,
                digits: rest.to_owned(),
            },
            None => Self {
                international: plus,
                digits,
            },
        })
    }

    fn number(&self) -> Result<(String, PhoneKind), PhoneWarning> {
        let digits = self.digits.as_str();
        if !self.international {
            return turkish(self.national());
        }
        if let Some(national) = digits.strip_prefix("90") {
            return turkish(national.strip_prefix('0').unwrap_or(national));
        }
        if !INTERNATIONAL.contains(&digits.len()) {
            return Err(PhoneWarning::Length);
        }
        if digits.starts_with('0') {
            return Err(PhoneWarning::Prefix);
        }
        Ok((format!("+{digits}"), PhoneKind::Foreign))
    }

    /// Without the country code (`90…`, `900…` by mistake) and the trunk 0.
    fn national(&self) -> &str {
        let digits = self.digits.as_str();
        let rest = match digits.strip_prefix("90") {
            Some(rest) if rest.len() >= NATIONAL => rest,
            _ => digits,
        };
        rest.strip_prefix('0').unwrap_or(rest)
    }
}

/// A national number without the trunk 0.
fn turkish(national: &str) -> Result<(String, PhoneKind), PhoneWarning> {
    let kind = match (national.len(), national.as_bytes().first()) {
        (COUNTRYWIDE, _) if national.starts_with("444") => PhoneKind::NonGeographic,
        (COUNTRYWIDE, _) => return Err(PhoneWarning::MissingAreaCode),
        (NATIONAL, Some(b'5')) => PhoneKind::Mobile,
        (NATIONAL, Some(b'2'..=b'4')) => PhoneKind::Landline,
        (NATIONAL, Some(b'8' | b'9')) => PhoneKind::NonGeographic,
        (NATIONAL, _) => return Err(PhoneWarning::Prefix),
        _ => return Err(PhoneWarning::Length),
    };
    Ok((format!("+90{national}"), kind))
}

#[cfg(test)]
#[path = "phone_tests.rs"]
mod tests;
