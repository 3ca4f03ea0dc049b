//! How an operation's outcome is stored.

use crate::sync::wire::{Outcome, RejectReason};
use tokio_postgres::Row;
use uuid::Uuid;

/// What became of an operation when it was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Applied,
    Conflict { review: Uuid },
    Rejected { reason: RejectReason },
}

impl Verdict {
    /// Column `outcome`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Conflict { .. } => "conflict",
            Self::Rejected { .. } => "rejected",
        }
    }

    /// Column `review_id`.
    pub(super) fn review(self) -> Option<Uuid> {
        match self {
            Self::Conflict { review } => Some(review),
            _ => None,
        }
    }

    /// Column `reject_reason`.
    pub(super) fn reason(self) -> Option<&'static str> {
        match self {
            Self::Rejected { reason } => Some(reason_name(reason)),
            _ => None,
        }
    }

    /// Reads columns `outcome`, `review_id` and `reject_reason` of a row.
    pub(super) fn of(row: &Row) -> Self {
        match (row.get("outcome"), row.get("review_id")) {
            ("applied", _) => Self::Applied,
            ("conflict", Some(review)) => Self::Conflict { review },
            _ => Self::Rejected {
                reason: reason(row.get("reject_reason")),
            },
        }
    }

    /// For an operation stored now, or read from the feed.
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Self::Applied => Outcome::Applied,
            Self::Conflict { review } => Outcome::Conflict { review },
            Self::Rejected { reason } => Outcome::Rejected { reason },
        }
    }

    /// For an operation sent again.
    pub(super) fn repeated(self) -> Outcome {
        match self {
            Self::Applied => Outcome::Exists,
            other => other.outcome(),
        }
    }
}

const REASONS: [(RejectReason, &str); 3] = [
    (RejectReason::InvalidBody, "invalid_body"),
    (
        RejectReason::NumberOfAnotherOffice,
        "number_of_another_office",
    ),
    (RejectReason::ApplicationExists, "application_exists"),
];

fn reason_name(reason: RejectReason) -> &'static str {
    let known = REASONS.iter().find(|(known, _)| *known == reason);
    known.map_or("other", |(_, name)| name)
}

fn reason(name: Option<&str>) -> RejectReason {
    let known = REASONS.iter().find(|(_, known)| Some(*known) == name);
    known.map_or(RejectReason::Other, |(reason, _)| *reason)
}
