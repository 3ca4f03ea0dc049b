//! What the screens of cases are shown.

use super::view::ApplicationView;
use crate::domain::case::{Case, CaseMoved};
use crate::domain::case_draft::CaseDraft;
use crate::domain::number::ApplicationNumber;
use crate::domain::unit::Unit;
use crate::text::CleanText;
use chrono::{DateTime, NaiveDate, Utc};

pub use crate::store::{
    MOST_COUNTED, Message, MessageList, UnitRounds, WorkFilter, WorkList, WorkPlace, WorkRow,
};

/// See [`super::Query::Case`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseView {
    pub application: ApplicationView,
    pub case: Case,
    /// In the order it counts, the oldest first. The registration is not in it.
    pub history: Vec<HistoryLine>,
    /// What the applicant was told, the oldest first.
    pub messages: Vec<Message>,
    /// The responsible unit, as the directory knows it now.
    pub unit: Option<Unit>,
    /// The unit the topic belongs to by the directory.
    pub suggested: Option<Unit>,
    /// The number of the application it was merged into.
    pub merged_into: Option<ApplicationNumber>,
    /// What was typed for it and is no step yet, at any counter, the newest first.
    pub drafts: Vec<CaseDraft>,
    pub today: NaiveDate,
}

/// A line of a case's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    pub moved: CaseMoved,
    /// Who did it; `None` for the program itself, and where the name is unknown or erased.
    pub by: Option<CleanText>,
    pub at: DateTime<Utc>,
    /// It did not fit where the case stood and changed nothing.
    pub refused: bool,
}

/// See [`super::Query::Work`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkPage {
    /// The most pressing first.
    pub rows: Vec<WorkRow>,
    /// Whether there are more after the last row.
    pub more: bool,
}

/// See [`super::Query::WorkCounts`]. Exact up to [`MOST_COUNTED`]; one more where there are more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkCounts {
    pub lists: Vec<(WorkList, u64)>,
    /// Messages on their way.
    pub under_way: u64,
    /// Applicants to be telephoned.
    pub to_call: u64,
    /// What waits for a person to decide.
    pub reviews: u64,
}

impl WorkCounts {
    /// How many cases a list has; 0 for one that was not counted.
    #[must_use]
    pub fn of(&self, list: WorkList) -> u64 {
        let found = self.lists.iter().find(|(counted, _)| *counted == list);
        found.map_or(0, |(_, count)| *count)
    }
}

/// See [`super::Query::Messages`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessagePage {
    /// The oldest first.
    pub rows: Vec<MessageRow>,
    pub more: bool,
}

/// A message and whom it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    pub message: Message,
    pub number: Option<ApplicationNumber>,
    /// Name of the applicant, or of the unit where it is reminded.
    pub to: CleanText,
}

/// See [`super::Query::Units`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitsView {
    /// In Turkish order of the names; closed ones last.
    pub units: Vec<Unit>,
    /// Of the units that gave an answer.
    pub rounds: Vec<UnitRounds>,
}
