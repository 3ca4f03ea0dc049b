//! What the screens of open questions are shown.

use chrono::{DateTime, Utc};

use super::review_command::Choice;
use super::view::{ApplicationView, HistoryLine};
use crate::domain::case::Case;
use crate::domain::case_draft::CaseDraft;
use crate::domain::decision::ReviewItem;
use crate::domain::event::Event;
use crate::domain::ids::{ApplicationId, OfficeCode};
use crate::domain::number::ApplicationNumber;
use crate::domain::person::Person;
use crate::domain::person_merge::PersonField;
use crate::sync::wire::{Operation, RejectReason};
use crate::text::CleanText;

pub use crate::store::ReviewKind;

/// See [`super::Query::Reviews`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewsView {
    /// The oldest first.
    pub rows: Vec<ReviewRow>,
    /// Whether there are more.
    pub more: bool,
}

/// Something that waits for a person to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    pub item: ReviewItem,
    pub kind: ReviewKind,
    pub application: Option<(ApplicationId, ApplicationNumber)>,
    /// Of whom it is; blank where it is nobody's, or erased.
    pub name: CleanText,
    /// Who said what came second; `None` for the program, and where the name is unknown.
    pub by: Option<CleanText>,
    /// When, by the clock of the desk it was said at.
    pub at: DateTime<Utc>,
}

/// See [`super::Query::Review`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewView {
    pub row: ReviewRow,
    pub sides: Sides,
    /// What was typed for it and is no decision yet, the newest first.
    pub drafts: Vec<CaseDraft>,
}

/// What stands against what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sides {
    /// Two values of a field of a person's data.
    Person {
        field: PersonField,
        first: Box<PersonSide>,
        second: Box<PersonSide>,
    },
    /// A step that did not fit, where the case stands, and the last step that counts before it.
    Step {
        refused: Box<HistoryLine>,
        before: Option<Box<HistoryLine>>,
        case: Box<Case>,
    },
    /// Two applications with one number.
    Numbers {
        first: Option<Box<ApplicationView>>,
        second: Option<Box<ApplicationView>>,
    },
    /// What central did not take, and why.
    Rejected {
        reason: RejectReason,
        operation: Box<Operation>,
        /// `None` where this program cannot read it.
        event: Option<Box<Event>>,
    },
    /// Two operations of one device in one place.
    Contradiction {
        held: Option<Box<Operation>>,
        offered: Box<Operation>,
    },
    /// The office a case was handed over to.
    Office(OfficeCode),
}

/// A person's data as somebody recorded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonSide {
    pub person: Person,
    pub by: Option<CleanText>,
    pub at: DateTime<Utc>,
}

impl ReviewView {
    /// What can be chosen, in the order it is offered.
    #[must_use]
    pub fn choices(&self) -> &'static [Choice] {
        match &self.sides {
            Sides::Person { .. } => &[Choice::KeepFirst, Choice::TakeSecond],
            Sides::Step { .. } => &[Choice::KeepFirst, Choice::TakeUp],
            Sides::Numbers { .. } => &[Choice::Renumber, Choice::Dismiss],
            // What is registered already need not be registered again.
            Sides::Rejected {
                reason,
                event: Some(_),
                ..
            } if *reason != RejectReason::ApplicationExists => {
                &[Choice::SendAgain, Choice::Dismiss]
            }
            Sides::Rejected { .. } | Sides::Contradiction { .. } | Sides::Office(_) => {
                &[Choice::Dismiss]
            }
        }
    }

    /// Whether a choice owes a reason.
    #[must_use]
    pub fn owes_reason(choice: Choice) -> bool {
        choice == Choice::Dismiss
    }
}
