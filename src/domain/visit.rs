//! A visit: from the first word at the counter to good-bye.
//!
//! It may end in applications, in guidance, in both or in neither.

use serde::{Deserialize, Serialize};

/// What came of a piece of guidance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuidanceOutcome {
    /// The visitor's question was answered or the work was done at the counter.
    #[default]
    Solved,
    /// The visitor was sent to the institution that does it.
    Directed,
    /// It could not be solved; the visitor knows why.
    NotSolved,
}

impl GuidanceOutcome {
    /// In the order the form offers them.
    pub const ALL: [Self; 3] = [Self::Solved, Self::Directed, Self::NotSolved];
}
