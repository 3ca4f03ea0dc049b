//! One case: what is asked, how long there is, what passed, and what the officer can do.

use super::super::case_file::{CaseFile, UnitPart};
use super::super::upload::Kept;
use super::draft::{Act, Draft, MOST_FILES, outcome_name};
use super::due::Due;
use super::page::{self, Frame};
use super::timeline::{self, Entry, FileLink, Round};
use super::{Portal, case_path};
use crate::domain::application::Attachment;
use crate::domain::calendar::{istanbul_day, written_day};
use crate::domain::case::{Outcome, Stage, Step};
use crate::domain::date::write_date;
use crate::domain::file::MOST_BYTES;
use crate::i18n::Text;
use crate::labels::Label;
use crate::text::CleanText;
use askama::Template;
use axum::response::Response;
use chrono::Utc;

#[derive(Template)]
#[template(path = "portal/case.html")]
struct CasePage {
    frame: Frame,
    path: String,
    number: String,
    /// Whose turn it is, in one sentence.
    standing: String,
    due: Option<Due>,
    facts: Vec<Fact>,
    /// Files of the application that are here.
    files: Vec<FileLink>,
    asked: String,
    erased: bool,
    rounds: Vec<Round>,
    history: Vec<Entry>,
    /// Whether the unit has to answer.
    answers: bool,
    may_take: bool,
    may_ask: bool,
    contributes: bool,
    draft: Draft,
    outcomes: Vec<OutcomeChoice>,
    files_hint: String,
}

/// Something known of the application.
struct Fact {
    label: String,
    value: String,
}

struct OutcomeChoice {
    name: &'static str,
    label: String,
    chosen: bool,
}

impl CasePage {
    /// Whether there are words that have no form any more.
    fn is_loose(&self) -> bool {
        let has_form = match self.draft.act {
            Act::Take => true,
            Act::Answer | Act::Return => self.answers,
            Act::Ask => self.may_ask,
            Act::Contribute => self.contributes,
        };
        !has_form && !self.draft.text.is_empty()
    }

    /// Whether this form is the one that came back.
    fn is_open(&self, act: &str) -> bool {
        self.draft.act.name() == act
    }

    /// What was typed in a form.
    fn typed(&self, act: &str) -> &str {
        if self.is_open(act) {
            &self.draft.text
        } else {
            ""
        }
    }

    fn kept(&self, act: &str) -> &[Kept] {
        if self.is_open(act) {
            &self.draft.kept
        } else {
            &[]
        }
    }
}

/// The page of a case, with what was typed before if it comes back.
pub(super) fn show(
    portal: &Portal,
    frame: Frame,
    (file, names): (&CaseFile, &super::names::Names),
    draft: Option<Draft>,
) -> Response {
    let text = frame.text.clone();
    let today = istanbul_day(Utc::now());
    let case = &file.standing.case;
    let responsible = file.part == UnitPart::Responsible;
    let answers = responsible && matches!(case.stage, Stage::AtUnit { .. });
    let officer = frame.who.as_ref().map(|officer| officer.id.to_string());
    let taken_by = case.taken_by.map(|officer| officer.to_string());
    let path = case_path(file.record.application);
    let view = timeline::View {
        text: &text,
        names,
        path: &path,
    };
    let draft = draft.unwrap_or_else(|| correction(file, answers));
    let page = CasePage {
        number: file.record.number.to_string(),
        standing: standing_sentence(file, (&taken_by, &officer), names, &text),
        due: Due::of(&file.standing, today, &text),
        facts: facts(file, portal, &text),
        files: registered_files(file, &view),
        asked: file.record.private.text.as_str().to_owned(),
        erased: file.record.private.text.is_empty(),
        rounds: view.rounds(&file.steps),
        history: view.history(file),
        may_take: answers && taken_by != officer,
        may_ask: answers && !case.question,
        contributes: matches!(file.part, UnitPart::Asked { .. }),
        outcomes: outcomes(draft.outcome, &text),
        files_hint: files_hint(&text),
        answers,
        draft,
        path,
        frame,
    };
    page::answer(&page, &page.frame)
}

/// An answer that was sent back is corrected, not written anew.
fn correction(file: &CaseFile, answers: bool) -> Draft {
    let steps = file.steps.iter().rev();
    let last = steps
        .filter(|step| !step.refused)
        .find_map(|step| match step.moved.step {
            Step::Answer { outcome, .. } => Some((outcome, &step.moved.private)),
            _ => None,
        });
    match last.filter(|_| answers && file.standing.sent_back) {
        Some((outcome, said)) => Draft {
            act: Act::Answer,
            text: said.text.as_str().to_owned(),
            legal_ground: said.legal_ground.as_str().to_owned(),
            outcome: Some(outcome),
            kept: Vec::new(),
        },
        None => Draft {
            act: if answers {
                Act::Answer
            } else {
                Act::Contribute
            },
            ..Draft::default()
        },
    }
}

fn standing_sentence(
    file: &CaseFile,
    (taken_by, officer): (&Option<String>, &Option<String>),
    names: &super::names::Names,
    text: &Text,
) -> String {
    let case = &file.standing.case;
    match (&case.stage, file.part) {
        (_, UnitPart::Asked { given: false }) => text.get("portal-stand-part"),
        (_, UnitPart::Asked { given: true }) => text.get("portal-stand-part-given"),
        (Stage::AtUnit { .. }, _) if file.standing.sent_back => text.get("portal-stand-sent-back"),
        (Stage::AtUnit { .. }, _) if case.question => text.get("portal-stand-asked"),
        (Stage::AtUnit { .. }, _) if file.standing.replied => text.get("portal-stand-replied"),
        (Stage::AtUnit { .. }, _) => match taken_by {
            None => text.get("portal-stand-new"),
            taken if taken == officer => text.get("portal-stand-mine"),
            Some(other) => {
                let name = names.officer(other).unwrap_or_default();
                text.with("portal-stand-other", &[("name", name.into())])
            }
        },
        (stage, _) => text.get(stage_key(stage)),
    }
}

/// Where a case stands that is not the unit's to answer.
pub(super) fn stage_key(stage: &Stage) -> &'static str {
    match stage {
        Stage::Triage => "portal-stage-triage",
        Stage::AtUnit { .. } => "portal-stage-at-unit",
        Stage::UnderReview { .. } | Stage::BeforeChief { .. } => "portal-stage-review",
        Stage::Concluded { .. } => "portal-stage-concluded",
        Stage::Withdrawn => "portal-stage-withdrawn",
        Stage::Merged { .. } => "portal-stage-merged",
        Stage::Forwarded { .. } => "portal-stage-forwarded",
    }
}

fn facts(file: &CaseFile, portal: &Portal, text: &Text) -> Vec<Fact> {
    let record = &file.record;
    let topic = record.topic.as_ref().map(|topic| {
        let topics = portal.catalog.topics();
        topics.full_name(&topic.0, text.locale())
    });
    let files = still_at_desk(file, text);
    let petition = record.signed_petition.then(|| text.get("portal-yes"));
    let legal = record
        .legal_deadline
        .as_ref()
        .map(|legal| write_date(legal.due));
    let name = Some(file.applicant.full_name()).filter(|name| !name.is_empty());
    let all = [
        ("portal-fact-topic", topic),
        (
            "portal-fact-kind",
            Some(text.get(record.application_kind.key())),
        ),
        (
            "portal-fact-registered",
            Some(written_day(record.registered_at)),
        ),
        ("portal-fact-applicant", name),
        ("portal-fact-petition", petition),
        ("portal-fact-legal", legal),
        (
            "portal-fact-files",
            Some(files).filter(|files| !files.is_empty()),
        ),
    ];
    all.into_iter()
        .filter_map(|(label, value)| {
            Some(Fact {
                label: text.get(label),
                value: value?,
            })
        })
        .collect()
}

/// The files of the application, each with its name.
fn files_of(file: &CaseFile) -> impl Iterator<Item = (&Attachment, &CleanText)> {
    let record = &file.record;
    record.attachments.iter().zip(&record.private.file_names)
}

fn registered_files(file: &CaseFile, view: &timeline::View<'_>) -> Vec<FileLink> {
    let here = files_of(file).filter(|(attachment, _)| file.held.contains(&attachment.hash));
    let (files, names): (Vec<Attachment>, Vec<CleanText>) = here
        .map(|(attachment, name)| (attachment.clone(), name.clone()))
        .unzip();
    view.files(&files, &names)
}

/// Names of files that are still at the desk, in one line.
fn still_at_desk(file: &CaseFile, text: &Text) -> String {
    let there = files_of(file).filter(|(attachment, _)| !file.held.contains(&attachment.hash));
    let names: Vec<&str> = there.map(|(_, name)| name.as_str()).collect();
    if names.is_empty() {
        return String::new();
    }
    let files = names.join(", ");
    text.with("portal-files-at-desk", &[("files", files.into())])
}

fn outcomes(chosen: Option<Outcome>, text: &Text) -> Vec<OutcomeChoice> {
    let choice = |outcome| OutcomeChoice {
        name: outcome_name(outcome),
        label: text.get(outcome.key()),
        chosen: chosen == Some(outcome),
    };
    Outcome::ALL.into_iter().map(choice).collect()
}

fn files_hint(text: &Text) -> String {
    let values = [
        ("most", (MOST_FILES as u64).into()),
        ("megabytes", (MOST_BYTES >> 20).into()),
    ];
    text.with("portal-files-hint", &values)
}

/// A page for words that can no longer be written, so that they are not lost.
#[derive(Template)]
#[template(path = "portal/gone.html")]
struct Gone {
    frame: Frame,
    typed: String,
}

/// The case is not the unit's any more.
pub(super) fn gone(frame: Frame, draft: &Draft) -> Response {
    let parts = [draft.text.as_str(), draft.legal_ground.as_str()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let page = Gone {
        typed: parts.collect::<Vec<_>>().join("\n\n"),
        frame,
    };
    page::answer(&page, &page.frame)
}

/// The name of a file the application or a visible step names.
pub(super) fn names_file(file: &CaseFile, hash: &str) -> Option<String> {
    let of_application = files_of(file).find(|(attachment, _)| attachment.hash == hash);
    if let Some((_, name)) = of_application {
        return Some(name.as_str().to_owned());
    }
    file.steps.iter().find_map(|step| {
        let mut files = step.moved.step.attachments().iter();
        let at = files.position(|file| file.hash == hash)?;
        let name = step.moved.private.file_names.get(at);
        Some(name.map_or_else(|| hash.to_owned(), |name| name.as_str().to_owned()))
    })
}
