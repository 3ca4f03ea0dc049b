//! What the program cannot settle by itself, and what a person decided.
//!
//! Databases that were apart may say things that do not go together. Nothing is dropped then, and
//! no clock decides: what came first in the office's feed stands, the rest waits for a person. The
//! decision is an event like any other, so it reaches every database of the office; of several the
//! first in the feed stands.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::Note;
use super::ids::{ApplicationId, OfficeCode, PersonId};
use super::number::ApplicationNumber;
use super::person_merge::PersonField;

/// Names what is decided: the operation that came second, and of a person's data the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReviewItem {
    pub operation: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<PersonField>,
}

impl ReviewItem {
    /// What is decided of an operation as a whole.
    #[must_use]
    pub fn of(operation: Uuid) -> Self {
        Self {
            operation,
            field: None,
        }
    }
}

/// What a person decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// What came first is right.
    KeepFirst,
    /// What came second is: it stands from here on.
    TakeSecond,
    /// The application that came second goes on under another number; it is found by both.
    Renumber { number: ApplicationNumber },
    /// Central did not take it; it was said again, and corrected where it had to be.
    SentAgain {
        /// The operation that says it.
        again: Uuid,
        /// The number it was given, where the first was no number of this office.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<ApplicationNumber>,
    },
    /// The step is taken up again, as the case stands now.
    TakenUp,
    /// Nothing is to be done, for the reason that was given.
    Dismissed,
}

impl Decision {
    /// The number an application goes on under.
    #[must_use]
    pub fn number(&self) -> Option<ApplicationNumber> {
        match self {
            Self::Renumber { number } => Some(*number),
            Self::SentAgain { number, .. } => *number,
            _ => None,
        }
    }
}

/// See [`Event::ReviewDecided`](super::event::Event::ReviewDecided).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDecided {
    #[serde(flatten)]
    pub item: ReviewItem,
    /// The application it is about, if any.
    #[serde(default)]
    pub application: Option<ApplicationId>,
    /// Under whose key the reason is sealed: the person it is about, else a name of its own.
    pub person: PersonId,
    #[serde(flatten)]
    pub decision: Decision,
    #[serde(default)]
    pub private: Note,
}

/// See [`Event::ReviewOpened`](super::event::Event::ReviewOpened).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewOpened {
    /// The step that hands the case over.
    pub operation: Uuid,
    pub application: ApplicationId,
    /// The office it is handed over to, at which nobody is enrolled.
    pub office: OfficeCode,
}
