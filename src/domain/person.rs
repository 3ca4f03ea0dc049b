//! Who comes to the desk.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::age_on;
use crate::text::CleanText;

/// How a person is known to the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// A citizen with a TCKN.
    #[default]
    Citizen,
    /// A foreigner with a foreign identity number (YKN).
    Foreigner,
    /// Somebody without a number; the reason is recorded.
    WithoutNumber,
}

impl PersonKind {
    /// In the order the form offers them.
    pub const ALL: [Self; 3] = [Self::Citizen, Self::Foreigner, Self::WithoutNumber];
}

/// Gender, as told; optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Female,
    Male,
}

impl Gender {
    /// In the order the form offers them.
    pub const ALL: [Self; 2] = [Self::Female, Self::Male];
}

/// Age group, where the birth date is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeGroup {
    Under18,
    From18To29,
    From30To44,
    From45To64,
    Over65,
}

impl AgeGroup {
    /// In the order the form offers them.
    pub const ALL: [Self; 5] = [
        Self::Under18,
        Self::From18To29,
        Self::From30To44,
        Self::From45To64,
        Self::Over65,
    ];

    /// The group of somebody who has completed `years` years.
    #[must_use]
    pub fn of_age(years: u32) -> Self {
        match years {
            0..=17 => Self::Under18,
            18..=29 => Self::From18To29,
            30..=44 => Self::From30To44,
            45..=64 => Self::From45To64,
            _ => Self::Over65,
        }
    }
}

/// What is known of the age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Birth {
    Date(NaiveDate),
    Group(AgeGroup),
    /// What was typed is no date; kept as it is, with a warning.
    AsTyped(CleanText),
}

impl Birth {
    /// The age group on `today`; a birth date in the future counts as the youngest.
    #[must_use]
    pub fn group(&self, today: NaiveDate) -> Option<AgeGroup> {
        match self {
            Self::Group(group) => Some(*group),
            Self::Date(date) => Some(AgeGroup::of_age(age_on(*date, today).unwrap_or(0))),
            Self::AsTyped(_) => None,
        }
    }
}

/// Highest school finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Education {
    Illiterate,
    Literate,
    Primary,
    Middle,
    High,
    Bachelor,
    Postgraduate,
}

impl Education {
    /// In the order the form offers them.
    pub const ALL: [Self; 7] = [
        Self::Illiterate,
        Self::Literate,
        Self::Primary,
        Self::Middle,
        Self::High,
        Self::Bachelor,
        Self::Postgraduate,
    ];
}

/// Work sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    Public,
    Private,
    SelfEmployed,
    Farmer,
    Retired,
    Student,
    Homemaker,
    Unemployed,
    Other,
}

impl Sector {
    /// In the order the form offers them.
    pub const ALL: [Self; 9] = [
        Self::Public,
        Self::Private,
        Self::SelfEmployed,
        Self::Farmer,
        Self::Retired,
        Self::Student,
        Self::Homemaker,
        Self::Unemployed,
        Self::Other,
    ];
}

/// Province and district by their codes in the shipped list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Province plate, 1–81.
    pub province: u8,
    /// District code in the province; `None` where only the province is known.
    pub district: Option<u16>,
}

/// A person's data. Sealed under the person's own key wherever it is stored in
/// an event; only the projections hold the readable form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub kind: PersonKind,
    /// Digits where they could be read, else as typed: a wrong number is a
    /// warning, never a reason to refuse.
    pub number: Option<CleanText>,
    pub given_name: CleanText,
    pub family_name: CleanText,
    /// E.164 where it could be read, else as typed.
    pub phone: Option<CleanText>,
    pub birth: Option<Birth>,
    pub gender: Option<Gender>,
    pub education: Option<Education>,
    pub sector: Option<Sector>,
    pub place: Option<Place>,
    pub neighbourhood: Option<CleanText>,
}

impl Person {
    /// Given and family name with one space between, as far as they are known.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name.as_str(), self.family_name.as_str())
            .trim()
            .to_owned()
    }
}
