//! Service units: who answers what a visitor asks.

use serde::{Deserialize, Serialize};

use super::application::TopicCode;
use crate::text::CleanText;

/// Code of a unit in the office's directory, such as `NUFUS`: 1 to [`UnitCode::MAX_CHARS`] of
/// `A`–`Z`, `0`–`9` and `-`. Stable: a unit that closes keeps its code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct UnitCode(String);

/// Why a text is no unit code. It does not quote what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a unit code is 1 to 16 of A-Z, 0-9 and -")]
pub struct UnitCodeError;

impl UnitCode {
    /// The longest code.
    pub const MAX_CHARS: usize = 16;

    /// # Errors
    /// When `code` is empty, too long or has another character.
    pub fn new(code: impl Into<String>) -> Result<Self, UnitCodeError> {
        let code = code.into();
        let allowed = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
        if (1..=Self::MAX_CHARS).contains(&code.len()) && code.bytes().all(allowed) {
            Ok(Self(code))
        } else {
            Err(UnitCodeError)
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for UnitCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl std::str::FromStr for UnitCode {
    type Err = UnitCodeError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::new(s)
    }
}

impl From<UnitCode> for String {
    fn from(code: UnitCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for UnitCode {
    type Error = UnitCodeError;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::new(code)
    }
}

/// A unit of the directory. Contacts are those of the service, not of a private person; an empty
/// one is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub code: UnitCode,
    /// As it is written in letters, such as `İl Nüfus ve Vatandaşlık Müdürlüğü`.
    pub name: CleanText,
    /// Whom letters go to: a title (`İl Müdürü`) or a name.
    #[serde(default)]
    pub head: CleanText,
    #[serde(default)]
    pub phone: CleanText,
    #[serde(default)]
    pub email: CleanText,
    #[serde(default)]
    pub head_phone: CleanText,
    #[serde(default)]
    pub head_email: CleanText,
    #[serde(default)]
    pub address: CleanText,
    /// Topics (`11.04`) and whole headings (`11`) it is responsible for.
    #[serde(default)]
    pub topics: Vec<TopicCode>,
    /// Takes no new cases; those it had stay readable.
    #[serde(default)]
    pub closed: bool,
}

impl Unit {
    /// A unit of which nothing more is known.
    #[must_use]
    pub fn new(code: UnitCode, name: CleanText) -> Self {
        Self {
            code,
            name,
            head: CleanText::default(),
            phone: CleanText::default(),
            email: CleanText::default(),
            head_phone: CleanText::default(),
            head_email: CleanText::default(),
            address: CleanText::default(),
            topics: Vec::new(),
            closed: false,
        }
    }

    /// Whether the unit can be reached by telephone or e-mail.
    #[must_use]
    pub fn can_be_reached(&self) -> bool {
        !(self.phone.is_blank() && self.email.is_blank())
    }

    /// Whether its head can be reached by telephone or e-mail.
    #[must_use]
    pub fn head_can_be_reached(&self) -> bool {
        !(self.head_phone.is_blank() && self.head_email.is_blank())
    }
}

/// The unit responsible for a topic: one that names the topic itself, before one that names its
/// heading; of several the one whose code comes first. A closed unit is never responsible.
/// `None`: a person decides, in triage.
#[must_use]
pub fn unit_for<'a>(
    units: impl IntoIterator<Item = &'a Unit>,
    topic: &TopicCode,
) -> Option<&'a Unit> {
    let heading = topic.heading();
    units
        .into_iter()
        .filter(|unit| !unit.closed)
        .filter_map(|unit| {
            let exact = unit.topics.contains(topic);
            let whole = unit.topics.iter().any(|named| named.0 == heading);
            (exact || whole).then_some((!exact, &unit.code, unit))
        })
        .min_by_key(|(by_heading, code, _)| (*by_heading, *code))
        .map(|(_, _, unit)| unit)
}

/// What a list of units changes in a directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DirectoryChanges {
    /// Units that are new or differ, as they are to be recorded.
    pub recorded: Vec<Unit>,
    /// Units in service that the list does not name. They stay as they are.
    pub missing: Vec<Unit>,
}

impl DirectoryChanges {
    /// Compares a list, in which no code occurs twice, with the directory.
    #[must_use]
    pub fn between(known: &[Unit], listed: &[Unit]) -> Self {
        let differs = |unit: &&Unit| !known.contains(unit);
        let named = |code: &UnitCode| listed.iter().any(|unit| unit.code == *code);
        let missing = known
            .iter()
            .filter(|unit| !unit.closed && !named(&unit.code));
        Self {
            recorded: listed.iter().filter(differs).cloned().collect(),
            missing: missing.cloned().collect(),
        }
    }

    /// The same, with the missing units closed.
    #[must_use]
    pub fn closing_missing(mut self) -> Self {
        let closed = self.missing.drain(..).map(|unit| Unit {
            closed: true,
            ..unit
        });
        self.recorded.extend(closed);
        self
    }
}

#[cfg(test)]
#[path = "unit_tests.rs"]
mod tests;
