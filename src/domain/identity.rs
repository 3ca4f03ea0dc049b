//! Identity numbers: TCKN of citizens, YKN of foreigners.
//!
//! Nothing here refuses a visitor: law 3071 and TCK art. 121 forbid refusing a petition. A
//! number that looks wrong is kept as typed, with a warning.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::person::PersonKind;
use crate::text::{CleanText, ascii_digit, is_separator};

/// Digits of a TCKN and of a YKN.
const LENGTH: usize = 11;

/// What is noticed about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityWarning {
    /// Letters or signs among the digits; perhaps a passport number.
    NotDigits,
    /// Not eleven digits.
    Length,
    /// Begins with 0.
    LeadingZero,
    /// One digit ten times over: it passes the sum, and nobody has it.
    RepeatedDigit,
    /// The last two digits do not fit the others: mistyped.
    Checksum,
    /// Begins with 99, like the numbers of foreigners, where a citizen's was expected.
    ForeignersNumber,
    /// Does not begin with 99, where a foreigner's was expected.
    NotForeignersNumber,
    /// A number was typed for somebody said to have none.
    Unexpected,
}

impl IdentityWarning {
    /// Every warning, in the order they are looked for.
    #[cfg(test)]
    pub const ALL: [Self; 8] = [
        Self::NotDigits,
        Self::Length,
        Self::LeadingZero,
        Self::RepeatedDigit,
        Self::Checksum,
        Self::ForeignersNumber,
        Self::NotForeignersNumber,
        Self::Unexpected,
    ];
}

/// A number as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberCheck {
    /// The digits without separators, in ASCII; as typed where there is more than digits.
    pub number: CleanText,
    /// The first thing wrong with it.
    pub warning: Option<IdentityWarning>,
}

/// Eleven digits that keep the rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Eleven([u8; LENGTH]);

/// A citizen's number (T.C. Kimlik No) that keeps the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tckn(Eleven);

/// A foreigner's number (Yabancı Kimlik No) that keeps the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ykn(Eleven);

impl Tckn {
    /// Reads a number, in any spelling.
    ///
    /// # Errors
    /// The first thing wrong with it.
    pub fn parse(typed: &str) -> Result<Self, IdentityWarning> {
        let eleven = Eleven::read(typed)?;
        if eleven.begins_with_99() {
            return Err(IdentityWarning::ForeignersNumber);
        }
        Ok(Self(eleven))
    }
}

impl Ykn {
    /// Reads a number, in any spelling.
    ///
    /// # Errors
    /// The first thing wrong with it.
    pub fn parse(typed: &str) -> Result<Self, IdentityWarning> {
        let eleven = Eleven::read(typed)?;
        if !eleven.begins_with_99() {
            return Err(IdentityWarning::NotForeignersNumber);
        }
        Ok(Self(eleven))
    }
}

impl fmt::Display for Tckn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Ykn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Eleven {
    fn read(typed: &str) -> Result<Self, IdentityWarning> {
        let digits = digits(typed).ok_or(IdentityWarning::NotDigits)?;
        let values: Vec<u8> = digits.bytes().map(|digit| digit - b'0').collect();
        let eleven = Self(values.try_into().map_err(|_| IdentityWarning::Length)?);
        eleven.check()?;
        Ok(eleven)
    }

    /// The rule of the population registry (NVİ): d1 ≠ 0, and d10 and d11 as [`check_digits`]
    /// gives them. The numbers that repeat one digit ten times (11111111110 … 99999999990) keep the sums
    /// and are given to nobody.
    fn check(self) -> Result<(), IdentityWarning> {
        let [d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11] = self.0.map(i32::from);
        if d1 == 0 {
            return Err(IdentityWarning::LeadingZero);
        }
        let [first, rest @ .., _] = self.0;
        if rest.iter().all(|digit| *digit == first) {
            return Err(IdentityWarning::RepeatedDigit);
        }
        if check_digits([d1, d2, d3, d4, d5, d6, d7, d8, d9]) == [d10, d11] {
            Ok(())
        } else {
            Err(IdentityWarning::Checksum)
        }
    }

    fn begins_with_99(self) -> bool {
        self.0.starts_with(&[9, 9])
    }
}

impl fmt::Display for Eleven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{digit}"))
    }
}

/// A log must not show the number of a person.
impl fmt::Debug for Eleven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// The last two digits, as public bodies publish the rule for their forms:
/// d10 = (7(d1+d3+d5+d7+d9) − (d2+d4+d6+d8)) mod 10; d11 = (d1+…+d10) mod 10.
fn check_digits([d1, d2, d3, d4, d5, d6, d7, d8, d9]: [i32; 9]) -> [i32; 2] {
    let odd = d1 + d3 + d5 + d7 + d9;
    let even = d2 + d4 + d6 + d8;
    let tenth = (7 * odd - even).rem_euclid(10);
    [tenth, (odd + even + tenth) % 10]
}

/// The number that begins with these nine digits, for made-up people; `None` where `first` has
/// fewer or more.
#[must_use]
pub fn with_check_digits(first: u32) -> Option<String> {
    if !(100_000_000..1_000_000_000).contains(&first) {
        return None;
    }
    let mut rest = first;
    let mut digits = [0; 9];
    for digit in digits.iter_mut().rev() {
        *digit = i32::try_from(rest % 10).ok()?;
        rest /= 10;
    }
    let [tenth, eleventh] = check_digits(digits);
    Some(format!("{first}{tenth}{eleventh}"))
}

/// Reads what was typed for a person of this kind. Never refuses: see the module.
#[must_use]
pub fn check_number(kind: PersonKind, typed: &str) -> NumberCheck {
    let typed = CleanText::line(typed);
    let found = match kind {
        PersonKind::Citizen => Tckn::parse(typed.as_str()).err(),
        PersonKind::Foreigner => Ykn::parse(typed.as_str()).err(),
        PersonKind::WithoutNumber => Some(IdentityWarning::Unexpected),
    };
    let number = digits(typed.as_str()).map_or(typed, |digits| CleanText::line(&digits));
    NumberCheck {
        warning: found.filter(|_| !number.is_empty()),
        number,
    }
}

/// The form a number is kept and looked up in: digits only, or as typed.
#[must_use]
pub fn readable(kind: PersonKind, typed: CleanText) -> CleanText {
    check_number(kind, typed.as_str()).number
}

/// The ASCII digits of a text that has nothing else but separators.
fn digits(typed: &str) -> Option<String> {
    typed
        .chars()
        .filter(|c| !is_separator(*c))
        .map(ascii_digit)
        .collect()
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
