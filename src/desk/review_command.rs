//! What a person at the desk can decide where the program cannot.

use crate::domain::decision::ReviewItem;
use crate::domain::ids::DraftId;
use crate::text::CleanText;

/// A decision on something that waits for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideCommand {
    pub item: ReviewItem,
    pub choice: Choice,
    /// Owed where nothing is done, so that who asks later finds out why.
    pub reason: CleanText,
    /// What was typed for it and stored: it goes in the same transaction.
    pub draft: Option<DraftId>,
}

/// What can be chosen. Which of them depends on what waits: see
/// [`ReviewView::choices`](super::view::ReviewView::choices).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// What came first is right.
    KeepFirst,
    /// What came second is.
    TakeSecond,
    /// The application that came second gets a number of its own.
    Renumber,
    /// Central is sent again what it did not take.
    SendAgain,
    /// The step is taken up again on the page of the case.
    TakeUp,
    /// Nothing is to be done.
    Dismiss,
}
