//! The life of an application after its registration: whose turn it is, and what may happen next.
//!
//! Registered → routed → (returned by the unit → routed) → answered → reviewed at the desk →
//! (objected → the chief decides → back at the unit → answered …) → concluded → (reopened). Also
//! withdrawn, merged into another application, forwarded to whom it concerns.
//!
//! [`Case::after`] is the one place that says what a step leads to; the use cases ask it before
//! they write an event, the projections ask it again when they read one, and so does central. A
//! case is the fold of its steps in the order central received them: desks that were apart come
//! to the same case, and a step that no longer fits changes nothing.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::application::Attachment;
use super::ids::{ApplicationId, OfficeCode, PersonId, StaffId};
use super::ladder::Rung;
use super::review::Checklist;
use super::term::Term;
use super::unit::UnitCode;
use crate::text::CleanText;

/// What came of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Olumlu.
    Positive,
    /// Kısmen olumlu.
    PartlyPositive,
    /// Olumsuz.
    Negative,
}

impl Outcome {
    /// In the order the form offers them.
    pub const ALL: [Self; 3] = [Self::Positive, Self::PartlyPositive, Self::Negative];
}

/// Where a case stands: whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// The desk's: to be routed.
    Triage,
    /// The responsible unit's: to be answered.
    AtUnit { unit: UnitCode },
    /// The desk's: the answer is checked.
    UnderReview { unit: UnitCode, outcome: Outcome },
    /// The chief's: the desk objects to the answer.
    BeforeChief { unit: UnitCode, outcome: Outcome },
    /// Nobody's: the applicant has the result.
    Concluded { outcome: Outcome },
    /// Nobody's: the applicant took it back.
    Withdrawn,
    /// Nobody's: it goes on under another number.
    Merged { into: ApplicationId },
    /// Nobody's here: somebody else is competent (law 3071 art. 5).
    Forwarded { to: Competent },
}

/// Who is competent for a forwarded application.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Competent {
    /// Another Açık Kapı office, which then has the case.
    Office(OfficeCode),
    /// An authority outside, by its name.
    Authority(CleanText),
}

/// Why a clock stands still. The reason in words goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseWhy {
    /// The applicant was asked for information or a document.
    Applicant,
    /// Another authority was asked.
    Authority,
    /// An examination on the spot, an expert's report.
    Examination,
}

impl PauseWhy {
    /// In the order the form offers them.
    pub const ALL: [Self; 3] = [Self::Applicant, Self::Authority, Self::Examination];
}

/// How an answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerSource {
    /// The unit wrote it in the portal.
    Portal,
    /// On paper; the desk typed it.
    Paper,
    /// By telephone; the desk typed it.
    Telephone,
}

/// How the applicant was spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactWay {
    Call,
    Visit,
    Message,
    Mail,
}

impl ContactWay {
    /// In the order the form offers them.
    pub const ALL: [Self; 4] = [Self::Call, Self::Visit, Self::Message, Self::Mail];
}

/// What may happen to a case; see [`Case::after`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// To the responsible unit and others that are asked for their part.
    Route {
        unit: UnitCode,
        #[serde(default)]
        others: BTreeSet<UnitCode>,
    },
    /// The unit is not competent, or no more.
    Return,
    /// An officer of the unit works on it.
    Take { officer: StaffId },
    /// The unit asks the desk.
    Ask,
    /// The desk answers the unit.
    Reply,
    /// The part of a unit asked beside the responsible one.
    Contribute {
        unit: UnitCode,
        #[serde(default)]
        attachments: Vec<Attachment>,
    },
    /// The responsible unit's answer; each is a version of its own.
    Answer {
        outcome: Outcome,
        source: AnswerSource,
        #[serde(default)]
        attachments: Vec<Attachment>,
    },
    /// The desk finds the answer appropriate: the applicant gets it.
    Accept { checks: Checklist },
    /// The desk finds it inappropriate.
    Object { checks: Checklist },
    /// The chief agrees with the objection: the unit corrects, within a new term.
    SendBack { term: Term },
    /// The chief finds the answer appropriate after all: the applicant gets it.
    Uphold,
    /// The clock stands.
    Pause { why: PauseWhy },
    /// The clock goes on, with the days it stood added.
    Resume { term: Term },
    /// More time.
    Extend { term: Term },
    /// The applicant takes it back.
    Withdraw,
    /// It repeats another one, which goes on.
    Merge { into: ApplicationId },
    /// Somebody else is competent (law 3071 art. 5).
    Forward { to: Competent },
    /// The office it was forwarded to has it.
    Receive { office: OfficeCode },
    /// The applicant is not content, or new facts came, within the office's window.
    Reopen { term: Term },
    /// The time is nearly or wholly over: somebody higher is told. `meant` is the rung whose turn
    /// it was, `reached` who could be told in fact.
    Escalate { meant: Rung, reached: Option<Rung> },
    /// The applicant was spoken to, or not reached; perhaps to be called again.
    Contact {
        way: ContactWay,
        reached: bool,
        #[serde(default)]
        call_back: Option<DateTime<Utc>>,
    },
    /// Whether the applicant says that the matter is solved.
    Satisfied { solved: bool },
}

impl Step {
    /// Files that came with it.
    #[must_use]
    pub fn attachments(&self) -> &[Attachment] {
        match self {
            Self::Contribute { attachments, .. } | Self::Answer { attachments, .. } => attachments,
            _ => &[],
        }
    }
}

/// What happened to a case, whole: the body of
/// [`Event::CaseMoved`](super::event::Event::CaseMoved).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMoved {
    pub application: ApplicationId,
    /// The applicant, under whose key `private` is sealed.
    pub person: PersonId,
    #[serde(flatten)]
    pub step: Step,
    #[serde(default)]
    pub private: Said,
}

/// What was said with a step: an answer, a reason, a question, a note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    #[serde(default)]
    pub text: CleanText,
    /// Of an answer: the law it rests on, and what the applicant can do next.
    #[serde(default)]
    pub legal_ground: CleanText,
    /// File names of the attachments, in their order.
    #[serde(default)]
    pub file_names: Vec<CleanText>,
}

impl Said {
    /// A text alone.
    #[must_use]
    pub fn text(text: CleanText) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// A case: where it stands and what it has been through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    #[serde(flatten)]
    pub stage: Stage,
    pub term: Term,
    /// Units asked for their part beside the responsible one.
    pub others: BTreeSet<UnitCode>,
    /// The officer who works on it.
    pub taken_by: Option<StaffId>,
    /// The unit waits for the desk to answer its question.
    pub question: bool,
    /// The unit that gave the last answer.
    pub answered_by: Option<UnitCode>,
    /// Answers given so far.
    pub answers: u32,
    /// Objections the chief agreed with: the rounds of correction.
    pub rounds: u32,
    /// Times it was opened again.
    pub reopened: u32,
    /// Why its clock stands still.
    pub paused: Option<PauseWhy>,
    /// The highest rung that was told since the term last changed.
    pub escalated: Option<Rung>,
    /// When the applicant is to be called back.
    pub call_back: Option<DateTime<Utc>>,
    /// Whether the applicant said that it is solved, since the last result.
    pub solved: Option<bool>,
}

/// A step the case does not allow as it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a case that is {} cannot take this step", .0.name())]
pub struct IllegalStep(pub Stage);

impl Case {
    /// A case as it is registered.
    #[must_use]
    pub fn registered(term: Term) -> Self {
        Self {
            stage: Stage::Triage,
            term,
            others: BTreeSet::new(),
            taken_by: None,
            question: false,
            answered_by: None,
            answers: 0,
            rounds: 0,
            reopened: 0,
            paused: None,
            escalated: None,
            call_back: None,
            solved: None,
        }
    }

    /// The case after a step.
    ///
    /// # Errors
    /// [`IllegalStep`] when it does not allow it; nothing changes then.
    pub fn after(&self, step: &Step) -> Result<Self, IllegalStep> {
        if !self.allows(step) {
            return Err(IllegalStep(self.stage.clone()));
        }
        let mut next = self.clone();
        next.stage = self.stage_after(step);
        next.note(step);
        if next.stage != self.stage {
            next.question = false;
        }
        if !next.stage.is_open() {
            next.paused = None;
        }
        Ok(next)
    }

    /// Whether the step may be taken.
    #[must_use]
    pub fn allows(&self, step: &Step) -> bool {
        use Stage as S;
        let open = self.stage.is_open();
        match step {
            Step::Route { unit, others } => {
                matches!(self.stage, S::Triage | S::AtUnit { .. }) && !others.contains(unit)
            }
            Step::Forward { .. } => matches!(self.stage, S::Triage | S::AtUnit { .. }),
            Step::Return | Step::Take { .. } | Step::Answer { .. } => self.is_at_unit(),
            Step::Ask => self.is_at_unit() && !self.question,
            Step::Reply => self.is_at_unit() && self.question,
            Step::Contribute { unit, .. } => open && self.others.contains(unit),
            Step::Accept { .. } | Step::Object { .. } => {
                matches!(self.stage, S::UnderReview { .. })
            }
            Step::SendBack { .. } | Step::Uphold => matches!(self.stage, S::BeforeChief { .. }),
            Step::Pause { .. } => open && self.paused.is_none(),
            Step::Resume { .. } => open && self.paused.is_some(),
            Step::Extend { .. } => open && self.paused.is_none(),
            Step::Withdraw | Step::Merge { .. } => open,
            Step::Receive { office } => {
                matches!(&self.stage, S::Forwarded { to: Competent::Office(to) } if to == office)
            }
            Step::Reopen { .. } => matches!(self.stage, S::Concluded { .. } | S::Withdrawn),
            Step::Satisfied { .. } => matches!(self.stage, S::Concluded { .. }),
            // Facts. That two desks tell the same rung while they are apart is no conflict.
            Step::Contact { .. } | Step::Escalate { .. } => true,
        }
    }

    fn is_at_unit(&self) -> bool {
        matches!(self.stage, Stage::AtUnit { .. })
    }

    /// The stage an allowed step leads to; most leave it as it is.
    fn stage_after(&self, step: &Step) -> Stage {
        use Stage as S;
        match (&self.stage, step) {
            (_, Step::Route { unit, .. }) => S::AtUnit { unit: unit.clone() },
            (_, Step::Return | Step::Receive { .. } | Step::Reopen { .. }) => S::Triage,
            (S::AtUnit { unit }, Step::Answer { outcome, .. }) => S::UnderReview {
                unit: unit.clone(),
                outcome: *outcome,
            },
            (S::UnderReview { outcome, .. }, Step::Accept { .. })
            | (S::BeforeChief { outcome, .. }, Step::Uphold) => S::Concluded { outcome: *outcome },
            (S::UnderReview { unit, outcome }, Step::Object { .. }) => S::BeforeChief {
                unit: unit.clone(),
                outcome: *outcome,
            },
            (S::BeforeChief { unit, .. }, Step::SendBack { .. }) => {
                S::AtUnit { unit: unit.clone() }
            }
            (_, Step::Withdraw) => S::Withdrawn,
            (_, Step::Merge { into }) => S::Merged { into: *into },
            (_, Step::Forward { to }) => S::Forwarded { to: to.clone() },
            (stage, _) => stage.clone(),
        }
    }

    /// Everything a step changes beside the stage.
    fn note(&mut self, step: &Step) {
        match step {
            Step::Route { others, .. } => {
                self.others.clone_from(others);
                self.taken_by = None;
            }
            Step::Return | Step::Receive { .. } => self.leave_unit(),
            Step::Take { officer } => self.taken_by = Some(*officer),
            Step::Ask => self.question = true,
            Step::Reply => self.question = false,
            Step::Answer { .. } => {
                self.answered_by = self.stage.unit().cloned();
                self.answers += 1;
                self.paused = None;
            }
            Step::SendBack { term } => {
                self.rounds += 1;
                self.start(term.clone());
            }
            Step::Pause { why } => self.paused = Some(*why),
            Step::Resume { term } => {
                self.paused = None;
                self.start(term.clone());
            }
            Step::Extend { term } => self.start(term.clone()),
            Step::Reopen { term } => {
                self.reopened += 1;
                self.solved = None;
                self.leave_unit();
                self.start(term.clone());
            }
            Step::Escalate { meant, reached } => {
                let told = reached.map_or(*meant, |reached| reached.max(*meant));
                self.escalated = self.escalated.max(Some(told));
            }
            Step::Contact { call_back, .. } => self.call_back = *call_back,
            Step::Satisfied { solved } => self.solved = Some(*solved),
            Step::Contribute { .. }
            | Step::Accept { .. }
            | Step::Object { .. }
            | Step::Uphold
            | Step::Withdraw
            | Step::Merge { .. }
            | Step::Forward { .. } => {}
        }
    }

    fn leave_unit(&mut self) {
        self.others.clear();
        self.taken_by = None;
    }

    fn start(&mut self, term: Term) {
        self.term = term;
        self.escalated = None;
    }
}

impl Stage {
    /// Whether somebody still has to do something.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Triage
                | Self::AtUnit { .. }
                | Self::UnderReview { .. }
                | Self::BeforeChief { .. }
        )
    }

    /// Whether the applicant may know the answer: only once it is accepted.
    #[must_use]
    pub fn tells_result(&self) -> bool {
        matches!(self, Self::Concluded { .. })
    }

    /// The responsible unit, while there is one.
    #[must_use]
    pub fn unit(&self) -> Option<&UnitCode> {
        match self {
            Self::AtUnit { unit }
            | Self::UnderReview { unit, .. }
            | Self::BeforeChief { unit, .. } => Some(unit),
            _ => None,
        }
    }

    /// Its name as stored and as the texts' keys end.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Triage => "triage",
            Self::AtUnit { .. } => "at_unit",
            Self::UnderReview { .. } => "under_review",
            Self::BeforeChief { .. } => "before_chief",
            Self::Concluded { .. } => "concluded",
            Self::Withdrawn => "withdrawn",
            Self::Merged { .. } => "merged",
            Self::Forwarded { .. } => "forwarded",
        }
    }
}

#[cfg(test)]
#[path = "case_tests.rs"]
mod tests;
