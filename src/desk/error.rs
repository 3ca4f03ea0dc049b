//! Why a command or a query could not be done.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::case::{IllegalStep, Stage};
use crate::domain::ids::Counter;
use crate::domain::ticket::{IllegalMove, TicketState};
use crate::i18n::{Text, Value};
use crate::store::{Failure, StoreError};

use super::file::FileError;
use crate::domain::file::MOST_BYTES;

/// What went wrong. Nothing of the command was stored, and nothing that was stored is lost.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The ticket's state does not allow it, mostly since another counter was faster.
    #[error(transparent)]
    Ticket(#[from] IllegalMove),
    /// The counter has a visitor already.
    #[error("counter {0} has a visitor")]
    CounterBusy(Counter),
    /// The visitor was called to another counter.
    #[error("the visitor was called to counter {0}")]
    OtherCounter(Counter),
    /// What the command names is not there.
    #[error("not found")]
    NotFound,
    /// The command needs to know who works where.
    #[error("nobody is at work")]
    NoSession,
    /// The office has not been set up.
    #[error("the office is not set up")]
    NotSetUp,
    /// The office was set up before, perhaps from another terminal.
    #[error("the office is set up already")]
    AlreadySetUp,
    /// A member of staff needs a name.
    #[error("the name is missing")]
    NameMissing,
    /// The case cannot take the step, mostly since somebody else was faster.
    #[error(transparent)]
    Case(#[from] IllegalStep),
    /// Only the chief decides on an objection.
    #[error("only the chief decides")]
    ChiefDecides,
    /// Only the supervisor or the chief decides on what the program could not settle.
    #[error("only the supervisor decides")]
    SupervisorDecides,
    /// Somebody else was faster, or what waited has come right by itself.
    #[error("it waits no more")]
    AlreadyDecided,
    /// The unit is closed.
    #[error("the unit is closed")]
    UnitClosed,
    /// The new last day is no later one.
    #[error("the day is not later")]
    NotLater,
    /// The time within which a case can be opened again is over; so many days.
    #[error("more than {0} days have passed")]
    WindowOver(u16),
    /// It has to be another application or another office.
    #[error("not another one")]
    NotAnother,
    /// A step that owes a reason or a text has none.
    #[error("the reason is missing")]
    ReasonMissing,
    /// The file is not taken.
    #[error(transparent)]
    File(#[from] FileError),
    /// A paper could not be written to the folder for papers.
    #[error("the paper could not be kept")]
    PaperNotKept(Arc<std::io::Error>),
    /// A paper is in this file, but the program that prints did not take it.
    #[error("the paper could not be printed")]
    NotPrinted(PathBuf),
    /// The desk's file could not do it.
    #[error(transparent)]
    Store(Arc<StoreError>),
    /// The program met a defect of its own while it was at it.
    #[error("the program met a defect")]
    Defect,
    /// The desk is closing.
    #[error("the desk is closing")]
    Closing,
}

impl DeskError {
    /// What happened, what was kept and what to do, in the user's language.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        match self {
            Self::Store(error) => error.sentence(text),
            error => text.with(error.key(), &error.values()),
        }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::Ticket(IllegalMove::State(state)) => state_key(*state),
            Self::Ticket(IllegalMove::CalledTooSeldom { .. }) => "desk-error-called-too-seldom",
            Self::Case(IllegalStep(stage)) => stage_key(stage),
            Self::ChiefDecides => "desk-error-chief-decides",
            Self::SupervisorDecides => "desk-error-supervisor-decides",
            Self::AlreadyDecided => "desk-error-already-decided",
            Self::UnitClosed => "desk-error-unit-closed",
            Self::NotLater => "desk-error-not-later",
            Self::WindowOver(_) => "desk-error-window-over",
            Self::NotAnother => "desk-error-not-another",
            Self::CounterBusy(_) => "desk-error-counter-busy",
            Self::OtherCounter(_) => "desk-error-other-counter",
            Self::NotFound => "desk-error-not-found",
            Self::NoSession => "desk-error-no-session",
            Self::NotSetUp => "desk-error-not-set-up",
            Self::AlreadySetUp => "desk-error-already-set-up",
            Self::NameMissing => "desk-error-name-missing",
            Self::ReasonMissing => "desk-error-reason-missing",
            Self::PaperNotKept(_) => "desk-error-paper-not-kept",
            Self::NotPrinted(_) => "desk-error-not-printed",
            Self::File(error) => error.key(),
            Self::Store(error) => error.key(),
            Self::Defect => "desk-error-defect",
            Self::Closing => "desk-error-closing",
        }
    }

    fn values(&self) -> Vec<(&'static str, Value<'static>)> {
        match self {
            Self::Ticket(IllegalMove::CalledTooSeldom { calls }) => {
                vec![("calls", (*calls).into())]
            }
            Self::CounterBusy(counter) | Self::OtherCounter(counter) => {
                vec![("counter", (*counter).into())]
            }
            Self::WindowOver(days) => vec![("days", (*days).into())],
            Self::PaperNotKept(error) => vec![("detail", error.to_string().into())],
            Self::NotPrinted(file) => vec![("file", file.display().to_string().into())],
            Self::File(FileError::TooLarge) => vec![("most", (MOST_BYTES >> 20).into())],
            Self::File(FileError::Unreadable(error)) => vec![("detail", error.to_string().into())],
            _ => Vec::new(),
        }
    }
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotSetUp => Self::NotSetUp,
            error => Self::Store(Arc::new(error)),
        }
    }
}

impl Failure for DeskError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

fn state_key(state: TicketState) -> &'static str {
    match state {
        TicketState::Waiting => "desk-error-ticket-waiting",
        TicketState::Called { .. } => "desk-error-ticket-called",
        TicketState::Serving { .. } => "desk-error-ticket-serving",
        TicketState::Held { .. } => "desk-error-ticket-held",
        TicketState::NoShow => "desk-error-ticket-no-show",
        TicketState::Ended { .. } => "desk-error-ticket-ended",
    }
}

fn stage_key(stage: &Stage) -> &'static str {
    match stage {
        Stage::Triage => "desk-error-case-triage",
        Stage::AtUnit { .. } => "desk-error-case-at-unit",
        Stage::UnderReview { .. } => "desk-error-case-under-review",
        Stage::BeforeChief { .. } => "desk-error-case-before-chief",
        Stage::Concluded { .. } => "desk-error-case-concluded",
        Stage::Withdrawn => "desk-error-case-withdrawn",
        Stage::Merged { .. } => "desk-error-case-merged",
        Stage::Forwarded { .. } => "desk-error-case-forwarded",
    }
}
