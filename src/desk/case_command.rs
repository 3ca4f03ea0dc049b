//! What a person at the desk can do with a case.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::domain::application::Attachment;
use crate::domain::case::{AnswerSource, Competent, ContactWay, Outcome, PauseWhy, Said};
use crate::domain::ids::{ApplicationId, DraftId};
use crate::domain::review::Checklist;
use crate::domain::unit::UnitCode;
use crate::text::CleanText;

/// A step with a case. Terms and messages follow from the office's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseCommand {
    pub application: ApplicationId,
    pub action: CaseAction,
    /// What was typed for it and stored: it goes in the same transaction.
    pub draft: Option<DraftId>,
}

/// What is done. A `reason` must say something; a `note` may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseAction {
    /// To the responsible unit and others that are asked for their part.
    Route {
        unit: UnitCode,
        others: BTreeSet<UnitCode>,
        note: CleanText,
    },
    /// The unit said that it is not competent.
    Return {
        reason: CleanText,
    },
    /// Answers the unit's question.
    Reply {
        text: CleanText,
    },
    /// The part of another unit, that came by paper or telephone.
    Contribute {
        unit: UnitCode,
        said: Said,
        attachments: Vec<Attachment>,
    },
    /// The unit's answer, that came by paper or telephone.
    Answer {
        outcome: Outcome,
        source: AnswerSource,
        said: Said,
        attachments: Vec<Attachment>,
    },
    /// The answer is appropriate: the applicant gets it. A check it does not stand needs a note.
    Accept {
        checks: Checklist,
        note: CleanText,
    },
    /// The answer is not: the chief decides.
    Object {
        checks: Checklist,
        reason: CleanText,
    },
    /// The chief agrees: the unit corrects the answer.
    SendBack {
        note: CleanText,
    },
    /// The chief does not: the applicant gets the answer.
    Uphold {
        reason: CleanText,
    },
    /// The clock stands.
    Pause {
        why: PauseWhy,
        reason: CleanText,
    },
    /// The clock goes on.
    Resume {
        note: CleanText,
    },
    /// So many days more, counted by the case's rule.
    Extend {
        days: u16,
        reason: CleanText,
    },
    Withdraw {
        reason: CleanText,
    },
    /// It repeats another application, which goes on.
    Merge {
        into: ApplicationId,
        note: CleanText,
    },
    Forward {
        to: Competent,
        reason: CleanText,
    },
    Reopen {
        reason: CleanText,
    },
    Contact {
        way: ContactWay,
        reached: bool,
        call_back: Option<DateTime<Utc>>,
        note: CleanText,
    },
    Satisfied {
        solved: bool,
        note: CleanText,
    },
}
