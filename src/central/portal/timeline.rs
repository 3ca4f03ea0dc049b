//! What passed in a case: its history, and the answers with what was objected to.

use super::super::case_file::{CaseFile, CaseStep};
use super::due::paused_key;
use super::names::Names;
use crate::domain::application::Attachment;
use crate::domain::calendar::date_and_time;
use crate::domain::case::{AnswerSource, Step};
use crate::domain::date::write_date;
use crate::domain::review::Check;
use crate::i18n::Text;
use crate::labels::Label;
use crate::text::CleanText;

/// What an entry needs to be told.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) text: &'a Text,
    pub(super) names: &'a Names,
    /// Address of the case's page.
    pub(super) path: &'a str,
}

/// Something that happened.
pub(super) struct Entry {
    pub(super) at: String,
    pub(super) what: String,
    pub(super) who: String,
    pub(super) said: String,
    pub(super) files: Vec<FileLink>,
    pub(super) refused: bool,
}

/// A file to open.
pub(super) struct FileLink {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) size: String,
}

/// An answer, and what became of it.
pub(super) struct Round {
    pub(super) number: usize,
    pub(super) title: String,
    pub(super) at: String,
    pub(super) who: String,
    pub(super) text: String,
    pub(super) legal_ground: String,
    pub(super) files: Vec<FileLink>,
    pub(super) objection: Option<Objection>,
}

/// Why an answer came back.
#[derive(Default)]
pub(super) struct Objection {
    /// What the checklist says.
    pub(super) failed: Vec<String>,
    /// What the desk says.
    pub(super) desk: String,
    /// What the chief says.
    pub(super) chief: String,
}

impl View<'_> {
    /// The answers in their order, each with its objection.
    pub(super) fn rounds(&self, steps: &[CaseStep]) -> Vec<Round> {
        let mut rounds: Vec<Round> = Vec::new();
        for step in steps.iter().filter(|step| !step.refused) {
            let said = &step.moved.private;
            match &step.moved.step {
                Step::Answer {
                    outcome,
                    attachments,
                    ..
                } => rounds.push(Round {
                    number: rounds.len() + 1,
                    title: self.text.get(outcome.key()),
                    at: date_and_time(step.at),
                    who: self.who(step),
                    text: said.text.as_str().to_owned(),
                    legal_ground: said.legal_ground.as_str().to_owned(),
                    files: self.files(attachments, &said.file_names),
                    objection: None,
                }),
                Step::Object { checks } => {
                    let Some(round) = rounds.last_mut() else {
                        continue;
                    };
                    let failed = Check::ALL
                        .into_iter()
                        .filter(|check| !checks.passes(*check));
                    let objection = round.objection.get_or_insert_default();
                    objection.failed = failed
                        .map(|check| self.text.get(check_key(check)))
                        .collect();
                    objection.desk = said.text.as_str().to_owned();
                }
                Step::SendBack { .. } => {
                    if let Some(round) = rounds.last_mut() {
                        let objection = round.objection.get_or_insert_default();
                        objection.chief = said.text.as_str().to_owned();
                    }
                }
                _ => {}
            }
        }
        rounds
    }

    /// The history, the latest first.
    pub(super) fn history(&self, file: &CaseFile) -> Vec<Entry> {
        let mut entries = vec![Entry {
            at: date_and_time(file.record.registered_at),
            what: self.text.get("portal-step-registered"),
            who: self.text.get("portal-desk"),
            said: String::new(),
            files: Vec::new(),
            refused: false,
        }];
        entries.extend(file.steps.iter().map(|step| self.entry(step)));
        entries.reverse();
        entries
    }

    fn entry(&self, step: &CaseStep) -> Entry {
        let said = &step.moved.private;
        // Answers and objections stand in full among the rounds.
        let elsewhere = matches!(
            step.moved.step,
            Step::Answer { .. } | Step::Object { .. } | Step::SendBack { .. }
        );
        let files = match &step.moved.step {
            Step::Contribute { attachments, .. } => self.files(attachments, &said.file_names),
            _ => Vec::new(),
        };
        Entry {
            at: date_and_time(step.at),
            what: self.what(&step.moved.step),
            who: self.who(step),
            said: if elsewhere && !step.refused {
                String::new()
            } else {
                said.text.as_str().to_owned()
            },
            files,
            refused: step.refused,
        }
    }

    fn who(&self, step: &CaseStep) -> String {
        if matches!(step.moved.step, Step::SendBack { .. } | Step::Uphold) {
            return self.text.get("portal-chief");
        }
        let officer = self.names.officer(&step.actor).map(str::to_owned);
        officer.unwrap_or_else(|| self.text.get("portal-desk"))
    }

    fn what(&self, step: &Step) -> String {
        let text = self.text;
        let unit = |key: &str, unit| text.with(key, &[("unit", self.names.unit(unit).into())]);
        let until = |key: &str, day| text.with(key, &[("day", write_date(day).into())]);
        match step {
            Step::Route { unit: to, others } if others.is_empty() => unit("portal-step-route", to),
            Step::Route { unit: to, others } => {
                let others: Vec<String> = others.iter().map(|unit| self.names.unit(unit)).collect();
                let values = [
                    ("unit", self.names.unit(to).into()),
                    ("others", others.join(", ").into()),
                ];
                text.with("portal-step-route-others", &values)
            }
            Step::Return => text.get("portal-step-return"),
            Step::Take { .. } => text.get("portal-step-take"),
            Step::Ask => text.get("portal-step-ask"),
            Step::Reply => text.get("portal-step-reply"),
            Step::Contribute { unit: by, .. } => unit("portal-step-contribute", by),
            Step::Answer { source, .. } => text.get(match source {
                AnswerSource::Portal => "portal-step-answer",
                AnswerSource::Paper => "portal-step-answer-paper",
                AnswerSource::Telephone => "portal-step-answer-telephone",
            }),
            Step::Accept { .. } | Step::Uphold => text.get("portal-step-accept"),
            Step::Object { .. } => text.get("portal-step-object"),
            Step::SendBack { term } => until("portal-step-send-back", term.due()),
            Step::Pause { why } => text.get(paused_key(*why)),
            Step::Resume { term } => until("portal-step-resume", term.due()),
            Step::Extend { term } => until("portal-step-extend", term.due()),
            Step::Withdraw => text.get("portal-step-withdraw"),
            Step::Merge { .. } => text.get("portal-step-merge"),
            Step::Forward { .. } => text.get("portal-step-forward"),
            Step::Receive { .. } => text.get("portal-step-receive"),
            Step::Reopen { term } => until("portal-step-reopen", term.due()),
            Step::Escalate { .. } | Step::Contact { .. } | Step::Satisfied { .. } => {
                text.get("portal-step-desk")
            }
        }
    }

    pub(super) fn files(&self, attachments: &[Attachment], names: &[CleanText]) -> Vec<FileLink> {
        let named = attachments.iter().enumerate();
        let link = |(index, file): (usize, &Attachment)| FileLink {
            path: format!("{}/dosya/{}", self.path, file.hash),
            name: names
                .get(index)
                .map_or_else(|| file.hash.clone(), |name| name.as_str().to_owned()),
            size: size(file.size, self.text),
        };
        named.map(link).collect()
    }
}

/// A size as people read it.
fn size(bytes: u64, text: &Text) -> String {
    // Files are at most 10 MiB: exact in a float.
    let kilobytes = bytes as f64 / 1024.0;
    if kilobytes < 1000.0 {
        format!("{} KB", text.decimal(kilobytes.max(1.0), 0))
    } else {
        format!("{} MB", text.decimal(kilobytes / 1024.0, 1))
    }
}

/// What an answer that does not stand a check lacks.
fn check_key(check: Check) -> &'static str {
    match check {
        Check::Answers => "portal-check-answers",
        Check::Reasoned => "portal-check-reasoned",
        Check::Grounds => "portal-check-grounds",
        Check::Polite => "portal-check-polite",
        Check::Private => "portal-check-private",
    }
}
