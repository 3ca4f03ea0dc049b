//! What passed, in the applicant's words.
//!
//! What the desk, the units and the chief say to each other is not told, nor anything of an answer
//! before it was accepted.

use crate::catalog::Catalog;
use crate::central::case_file::{CaseStep, Whole};
use crate::central::units;
use crate::domain::application::Attachment;
use crate::domain::calendar::{istanbul_day, written_day};
use crate::domain::case::{Case, Competent, Outcome, PauseWhy, Said, Stage, Step};
use crate::domain::date::write_date;
use crate::domain::ids::OfficeCode;
use crate::domain::unit::UnitCode;
use crate::i18n::Text;
use crate::labels::Label;
use chrono::NaiveDate;
use deadpool_postgres::GenericClient;
use std::collections::HashMap;

/// Something that happened.
pub(super) struct Entry {
    pub(super) day: String,
    pub(super) what: String,
}

/// An answer that was accepted.
pub(super) struct Accepted<'a> {
    pub(super) outcome: Outcome,
    /// When.
    pub(super) day: NaiveDate,
    pub(super) said: &'a Said,
    pub(super) attachments: &'a [Attachment],
}

/// What it takes to tell a story.
pub(super) struct Teller<'a> {
    pub(super) text: &'a Text,
    pub(super) catalog: &'a Catalog,
    pub(super) units: HashMap<UnitCode, String>,
}

impl<'a> Teller<'a> {
    /// With the names of the units of the office that has the case.
    pub(super) async fn new(
        client: &impl GenericClient,
        office: &str,
        (text, catalog): (&'a Text, &'a Catalog),
    ) -> Result<Self, tokio_postgres::Error> {
        let units = units::units(client, office).await?.into_iter();
        Ok(Self {
            text,
            catalog,
            units: units
                .map(|unit| (unit.code, unit.name.into_string()))
                .collect(),
        })
    }

    /// An office's name, as it is written on receipts.
    pub(super) fn office(&self, code: OfficeCode) -> String {
        let office = self.catalog.places().office(code);
        office.map_or_else(|| code.to_string(), |office| office.name)
    }

    /// Where the case stands.
    pub(super) fn standing(&self, case: &Case) -> String {
        match (&case.stage, case.paused) {
            (stage, Some(why)) if stage.is_open() => self.text.get(pause_key(why)),
            (Stage::AtUnit { unit }, None) => match self.units.get(unit) {
                Some(name) => self
                    .text
                    .with("citizen-stands-at", &[("unit", name.as_str().into())]),
                None => self.text.get("citizen-stands-at-unit"),
            },
            (Stage::Forwarded { to }, _) => self.forwarded("citizen-stands-forwarded", to),
            _ => self.text.get(stage_key(case)),
        }
    }

    fn forwarded(&self, key: &str, to: &Competent) -> String {
        let name = match to {
            Competent::Office(office) => self.office(*office),
            Competent::Authority(name) => name.as_str().to_owned(),
        };
        self.text.with(key, &[("to", name.into())])
    }

    /// What happened, the latest first.
    pub(super) fn history(&self, whole: &Whole) -> Vec<Entry> {
        let office = self.office(whole.record.number.office());
        let mut entries = vec![Entry {
            day: written_day(whole.record.registered_at),
            what: self
                .text
                .with("citizen-step-registered", &[("office", office.into())]),
        }];
        let steps = whole.steps.iter().filter(|step| !step.refused);
        entries.extend(steps.filter_map(|step| {
            Some(Entry {
                day: written_day(step.at),
                what: self.what(&step.moved.step)?,
            })
        }));
        entries.reverse();
        entries
    }

    fn what(&self, step: &Step) -> Option<String> {
        let text = self.text;
        let until = |key: &str, day| text.with(key, &[("day", write_date(day).into())]);
        Some(match step {
            Step::Route { unit, .. } => match self.units.get(unit) {
                Some(name) => text.with("citizen-step-route", &[("unit", name.as_str().into())]),
                None => text.get("citizen-step-route-unit"),
            },
            Step::Return => text.get("citizen-step-return"),
            Step::Answer { .. } => text.get("citizen-step-answer"),
            Step::Accept { .. } | Step::Uphold => text.get("citizen-step-concluded"),
            Step::Pause { why } => text.get(pause_key(*why)),
            Step::Resume { term } => until("citizen-step-resume", term.due()),
            Step::Extend { term } => until("citizen-step-extend", term.due()),
            Step::Withdraw => text.get("citizen-step-withdraw"),
            Step::Merge { .. } => text.get("citizen-step-merge"),
            Step::Forward { to } => self.forwarded("citizen-step-forward", to),
            Step::Receive { office } => {
                let office = self.office(*office);
                text.with("citizen-step-receive", &[("office", office.into())])
            }
            Step::Reopen { term } => until("citizen-step-reopen", term.due()),
            Step::Contact { reached: true, .. } => text.get("citizen-step-contact"),
            Step::Contact { reached: false, .. } => text.get("citizen-step-not-reached"),
            Step::Satisfied { solved: true } => text.get("citizen-step-solved"),
            Step::Satisfied { solved: false } => text.get("citizen-step-not-solved"),
            // Between the desk, the units and the chief.
            Step::Take { .. }
            | Step::Ask
            | Step::Reply
            | Step::Contribute { .. }
            | Step::Object { .. }
            | Step::SendBack { .. }
            | Step::Escalate { .. } => return None,
        })
    }

    /// An outcome in words.
    pub(super) fn outcome(&self, outcome: Outcome) -> String {
        self.text.get(outcome.key())
    }
}

/// The accepted answers, the latest first.
pub(super) fn accepted(steps: &[CaseStep]) -> Vec<Accepted<'_>> {
    let mut found: Vec<Accepted<'_>> = Vec::new();
    let mut given = None;
    for step in steps.iter().filter(|step| !step.refused) {
        match &step.moved.step {
            Step::Answer {
                outcome,
                attachments,
                ..
            } => given = Some((*outcome, attachments, &step.moved.private)),
            Step::Accept { .. } | Step::Uphold => {
                found.extend(given.take().map(|(outcome, attachments, said)| Accepted {
                    outcome,
                    day: istanbul_day(step.at),
                    said,
                    attachments,
                }));
            }
            _ => {}
        }
    }
    found.reverse();
    found
}

/// The day a case ended: the office's window for opening it again counts from it.
pub(super) fn ended(steps: &[CaseStep]) -> Option<NaiveDate> {
    let ended = steps.iter().rev().find(|step| {
        let ends = matches!(
            step.moved.step,
            Step::Accept { .. } | Step::Uphold | Step::Withdraw
        );
        ends && !step.refused
    });
    ended.map(|step| istanbul_day(step.at))
}

/// Where a case stands, in one sentence.
pub(super) fn stage_key(case: &Case) -> &'static str {
    match &case.stage {
        Stage::Triage => "citizen-stands-triage",
        Stage::AtUnit { .. } => "citizen-stands-at-unit",
        Stage::UnderReview { .. } | Stage::BeforeChief { .. } => "citizen-stands-review",
        Stage::Concluded { .. } => "citizen-stands-concluded",
        Stage::Withdrawn => "citizen-stands-withdrawn",
        Stage::Merged { .. } => "citizen-stands-merged",
        Stage::Forwarded { .. } => "citizen-stands-elsewhere",
    }
}

fn pause_key(why: PauseWhy) -> &'static str {
    match why {
        PauseWhy::Applicant => "citizen-paused-applicant",
        PauseWhy::Authority => "citizen-paused-authority",
        PauseWhy::Examination => "citizen-paused-examination",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Holidays;
    use crate::domain::case::{AnswerSource, CaseMoved};
    use crate::domain::deadline::DeadlineRule;
    use crate::domain::ids::{ApplicationId, PersonId};
    use crate::domain::review::Checklist;
    use crate::domain::term::Term;
    use crate::text::CleanText;
    use uuid::Uuid;

    fn step(step: Step, said: &str, refused: bool) -> CaseStep {
        CaseStep {
            moved: CaseMoved {
                application: ApplicationId(Uuid::nil()),
                person: PersonId(Uuid::nil()),
                step,
                private: Said::text(CleanText::block(said)),
            },
            actor: "x".into(),
            at: "2026-03-10T12:00:00Z".parse().unwrap(),
            refused,
        }
    }

    fn answer(outcome: Outcome, said: &str) -> CaseStep {
        let source = AnswerSource::Portal;
        let attachments = Vec::new();
        let answer = Step::Answer {
            outcome,
            source,
            attachments,
        };
        step(answer, said, false)
    }

    fn said(steps: &[CaseStep]) -> Vec<&str> {
        let accepted = accepted(steps).into_iter();
        accepted.map(|one| one.said.text.as_str()).collect()
    }

    #[test]
    fn nothing_of_an_answer_is_told_before_it_is_accepted() {
        let checks = Checklist::default();
        let from = "2026-03-10".parse().unwrap();
        let term = Term::new(from, DeadlineRule::Calendar, 7, &Holidays::default());
        let accept = Step::Accept { checks };
        let mut steps = vec![answer(Outcome::Negative, "first")];
        assert!(said(&steps).is_empty());
        steps.push(step(Step::Object { checks }, "", false));
        steps.push(step(accept.clone(), "", true));
        steps.push(step(Step::SendBack { term: term.clone() }, "", false));
        steps.push(answer(Outcome::Positive, "second"));
        assert!(said(&steps).is_empty(), "a refused step changed nothing");
        steps.push(step(accept, "", false));
        assert_eq!(said(&steps), ["second"]);
        steps.push(step(Step::Reopen { term }, "", false));
        steps.push(answer(Outcome::Negative, "third"));
        assert_eq!(said(&steps), ["second"]);
        steps.push(step(Step::Uphold, "", false));
        assert_eq!(said(&steps), ["third", "second"]);
    }
}
