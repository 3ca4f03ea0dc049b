//! Who has priority, and on what basis.
//!
//! Only the class and its basis are kept: never a diagnosis, a report number or a scan.
//! Disability and pregnancy are health data (KVKK art. 6).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::age_on;

/// The six classes the service gives priority to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityClass {
    /// Şehit yakını.
    MartyrRelative,
    /// Gazi.
    Veteran,
    /// Gazi yakını.
    VeteranRelative,
    /// 65 yaş üstü.
    Over65,
    /// Hamile.
    Pregnant,
    /// Engelli.
    Disabled,
}

impl PriorityClass {
    /// In the order the service's own description names them.
    pub const ALL: [Self; 6] = [
        Self::MartyrRelative,
        Self::Veteran,
        Self::VeteranRelative,
        Self::Over65,
        Self::Pregnant,
        Self::Disabled,
    ];
}

/// What the clerk relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A document was shown (and not copied).
    DocumentSeen,
    /// The visitor said so.
    Declaration,
    /// Computed from the birth date; only for [`PriorityClass::Over65`].
    BirthDate,
}

/// The two lanes of the queue.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Nobody with a priority class.
    #[default]
    Ordinary,
    /// Anybody with at least one class.
    Priority,
}

impl Lane {
    /// Both lanes.
    pub const ALL: [Self; 2] = [Self::Ordinary, Self::Priority];
}

/// The classes one visitor has, each once, with its basis. Empty: an ordinary visitor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PriorityClaims(BTreeMap<PriorityClass, Basis>);

impl PriorityClaims {
    /// No class.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a class, or changes its basis.
    pub fn insert(&mut self, class: PriorityClass, basis: Basis) {
        self.0.insert(class, basis);
    }

    /// Takes a class away.
    pub fn remove(&mut self, class: PriorityClass) {
        self.0.remove(&class);
    }

    /// The basis of a class, where the visitor has it.
    #[must_use]
    pub fn basis(&self, class: PriorityClass) -> Option<Basis> {
        self.0.get(&class).copied()
    }

    /// Whether the visitor has this class.
    #[must_use]
    pub fn contains(&self, class: PriorityClass) -> bool {
        self.0.contains_key(&class)
    }

    /// Whether the visitor is an ordinary one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Classes with their basis, in the order of [`PriorityClass::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (PriorityClass, Basis)> + '_ {
        self.0.iter().map(|(class, basis)| (*class, *basis))
    }

    /// The lane these claims lead to.
    #[must_use]
    pub fn lane(&self) -> Lane {
        if self.is_empty() {
            Lane::Ordinary
        } else {
            Lane::Priority
        }
    }
}

impl FromIterator<(PriorityClass, Basis)> for PriorityClaims {
    fn from_iter<I: IntoIterator<Item = (PriorityClass, Basis)>>(claims: I) -> Self {
        Self(claims.into_iter().collect())
    }
}

/// Whether somebody born on `birth` has completed 65 years on `today`. Public services read
/// "65 yaş üstü" as the 65th birthday reached (law 2022 art. 1: "65 yaşını doldurmuş").
#[must_use]
pub fn is_over_65(birth: NaiveDate, today: NaiveDate) -> bool {
    age_on(birth, today).is_some_and(|years| years >= 65)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn claims_choose_the_lane() {
        let mut claims = PriorityClaims::none();
        assert_eq!(claims.lane(), Lane::Ordinary);
        claims.insert(PriorityClass::Pregnant, Basis::Declaration);
        claims.insert(PriorityClass::Veteran, Basis::DocumentSeen);
        assert_eq!(claims.lane(), Lane::Priority);
        assert_eq!(claims.iter().count(), 2);
        assert_eq!(
            claims.iter().next(),
            Some((PriorityClass::Veteran, Basis::DocumentSeen))
        );
        claims.remove(PriorityClass::Pregnant);
        claims.remove(PriorityClass::Veteran);
        assert_eq!(claims, PriorityClaims::none());
    }

    #[test]
    fn json_is_a_map_of_snake_case_names() {
        let claims = PriorityClaims::from_iter([
            (PriorityClass::Over65, Basis::BirthDate),
            (PriorityClass::MartyrRelative, Basis::DocumentSeen),
        ]);
        let json = serde_json::to_string(&claims).unwrap();
        assert_eq!(
            json,
            r#"{"martyr_relative":"document_seen","over65":"birth_date"}"#
        );
        assert_eq!(
            serde_json::from_str::<PriorityClaims>(&json).unwrap(),
            claims
        );
        assert!(serde_json::from_str::<PriorityClaims>(r#"{"king":"declaration"}"#).is_err());
    }

    #[test]
    fn all_lists_every_class_once_in_order() {
        assert!(PriorityClass::ALL.is_sorted());
        assert!(Lane::ALL.is_sorted());
    }

    #[test]
    fn sixty_five_begins_on_the_birthday() {
        let birth = day("1961-06-15");
        assert!(!is_over_65(birth, day("2026-06-14")));
        assert!(is_over_65(birth, day("2026-06-15")));
        assert!(is_over_65(birth, day("2050-01-01")));
        assert!(!is_over_65(birth, day("1950-01-01")));
    }

    #[test]
    fn born_on_29_february_reaches_65_on_28_february() {
        let birth = day("1960-02-29");
        assert!(!is_over_65(birth, day("2025-02-27")));
        assert!(is_over_65(birth, day("2025-02-28")));
    }
}
