//! A ticket's life, from the moment it is given to the moment the visitor leaves.
//!
//! One function, [`TicketState::after`], says what every move leads to. The use cases ask it
//! before they write an event and the projections ask it again when they read one, so that the
//! two can never differ.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{Counter, PersonId, TicketId, VisitId};
use super::priority::{Lane, PriorityClaims};

/// Calls after which a visitor who does not come may be counted as absent.
pub const CALLS_BEFORE_NO_SHOW: u32 = 3;

/// A ticket of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub id: TicketId,
    /// The office-local day; numbers begin again at 1 each day.
    pub day: NaiveDate,
    /// What the display shows and the voice says. It does not tell the lane.
    pub number: u32,
    /// Order of arrival within the day, from 1. A reinstated visitor gets a new one.
    pub place: u32,
    pub lane: Lane,
    /// See [`super::queue::ClassRanking::rank`].
    pub rank: u8,
    /// Empty for an ordinary visitor, and for one whose data was erased.
    pub claims: PriorityClaims,
    /// Under whose key what the visitor tells at the queue is sealed.
    pub visitor: PersonId,
    pub issued_at: DateTime<Utc>,
    pub state: TicketState,
}

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TicketState {
    /// In its lane.
    Waiting,
    /// Called to a counter, `times` times so far.
    Called { counter: Counter, times: u32 },
    /// At the counter, in a visit.
    Serving { counter: Counter, visit: VisitId },
    /// Put aside; comes back at `until` by itself, or when it is returned by hand.
    Held { until: Option<DateTime<Utc>> },
    /// Did not come when called.
    NoShow,
    /// Over.
    Ended { how: TicketEnd },
}

/// How a ticket ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketEnd {
    /// The visit was finished.
    Served,
    /// The visitor left without a visit.
    Left,
    /// The day ended first.
    DayOver,
}

/// What may happen to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketMove {
    /// To a counter.
    Call { counter: Counter },
    /// Once more to the same counter.
    Recall,
    /// The call was a mis-key: back to its place.
    UndoCall,
    /// The visitor has come: the visit begins.
    Start { visit: VisitId },
    /// The visit is over.
    Finish,
    /// The called visitor did not come.
    NoShow,
    /// Aside, until this time or until returned.
    Hold { until: Option<DateTime<Utc>> },
    /// Back from being held, to the place it had.
    Return,
    /// A visitor counted as absent has come after all, to the end of the lane.
    Reinstate,
    /// The visitor goes without a visit.
    Leave,
    /// The day ends first.
    CloseDay,
}

/// A move that the ticket's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IllegalMove {
    /// The move makes no sense in this state.
    #[error("a ticket that is {} cannot take this step", .0.name())]
    State(TicketState),
    /// Absent only after [`CALLS_BEFORE_NO_SHOW`] calls.
    #[error("called {calls} of {CALLS_BEFORE_NO_SHOW} times")]
    CalledTooSeldom { calls: u32 },
}

impl TicketState {
    /// The state a move leads to.
    ///
    /// # Errors
    /// [`IllegalMove`] when the state does not allow it; nothing changes then.
    pub fn after(self, step: TicketMove) -> Result<Self, IllegalMove> {
        use TicketMove as M;
        Ok(match (self, step) {
            (Self::Waiting | Self::Held { .. } | Self::NoShow, M::Call { counter }) => {
                Self::Called { counter, times: 1 }
            }
            (Self::Called { counter, times }, M::Recall) => Self::Called {
                counter,
                times: times.saturating_add(1),
            },
            (Self::Called { counter, .. }, M::Start { visit }) => Self::Serving { counter, visit },
            (Self::Called { times, .. }, M::NoShow) if times < CALLS_BEFORE_NO_SHOW => {
                return Err(IllegalMove::CalledTooSeldom { calls: times });
            }
            (Self::Called { .. }, M::NoShow) => Self::NoShow,
            (Self::Waiting | Self::Called { .. }, M::Hold { until }) => Self::Held { until },
            (Self::Called { .. }, M::UndoCall)
            | (Self::Held { .. }, M::Return)
            | (Self::NoShow, M::Reinstate) => Self::Waiting,
            (Self::Serving { .. }, M::Finish) => Self::ended(TicketEnd::Served),
            (Self::Waiting | Self::Called { .. } | Self::Held { .. } | Self::NoShow, M::Leave) => {
                Self::ended(TicketEnd::Left)
            }
            (state, M::CloseDay) if !state.is_over() => Self::ended(TicketEnd::DayOver),
            (state, _) => return Err(IllegalMove::State(state)),
        })
    }

    const fn ended(how: TicketEnd) -> Self {
        Self::Ended { how }
    }

    /// Whether nothing can happen to it any more.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Ended { .. })
    }

    /// Its name as stored and as the texts' keys end: `waiting`, `called`, …
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called { .. } => "called",
            Self::Serving { .. } => "serving",
            Self::Held { .. } => "held",
            Self::NoShow => "no_show",
            Self::Ended { .. } => "ended",
        }
    }
}

#[cfg(test)]
#[path = "ticket_tests.rs"]
mod tests;
