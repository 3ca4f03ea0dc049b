//! What the desk tells the screens.

use chrono::{DateTime, Utc};

use crate::sync::status::SyncStatus;

use super::done::Done;
use super::error::DeskError;
use super::query::Answer;

/// The number a screen gives a command or a query, to know the answer by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// A notice. Every command and every query is answered by exactly one.
#[derive(Debug)]
pub enum Notice {
    /// A command is stored, or nothing of it is.
    Done {
        request: RequestId,
        result: Result<Done, DeskError>,
    },
    /// A query is answered.
    Answered {
        request: RequestId,
        result: Result<Answer, DeskError>,
    },
    /// The data changed, by this process or another: what is shown may be old.
    Changed,
    /// Sync stands differently.
    Sync(SyncStatus),
    /// The clock is behind the last record; work goes on and the records keep their order.
    ClockBehind { last: DateTime<Utc> },
    /// The disk or the file takes nothing any more, and why: commands fail, what was typed stays
    /// where it was typed. The desk goes on trying.
    WritingStopped(DeskError),
    /// The file was opened afresh and found whole: commands are stored again.
    WritingAgain,
}
