//! What the page says of a case: where it is, whose turn it is, what happened.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::desk::view::{CaseView, HistoryLine, Message};
use crate::domain::calendar::date_and_time;
use crate::domain::case::{AnswerSource, Case, Competent, Stage, Step};
use crate::domain::ladder::Rung;
use crate::domain::message::{MessageChannel, MessageStage, MessageState};
use crate::domain::review::Check;
use crate::domain::term::Term;
use crate::domain::unit::{Unit, UnitCode};
use crate::i18n::Text;
use crate::labels::{Label, long_date};
use crate::text::CleanText;

/// Where the case is, in one sentence.
pub(super) fn place(view: &CaseView, text: &Text) -> String {
    let case = &view.case;
    let unit = || {
        let name = view.unit.as_ref().map(|unit| unit.name.to_string());
        name.or_else(|| case.stage.unit().map(ToString::to_string))
            .unwrap_or_default()
    };
    match &case.stage {
        Stage::Triage => text.get("case-place-triage"),
        Stage::AtUnit { .. } if case.taken_by.is_some() => {
            text.with("case-place-taken", &[("unit", unit().into())])
        }
        Stage::AtUnit { .. } => text.with("case-place-unit", &[("unit", unit().into())]),
        Stage::UnderReview { .. } => text.with("case-place-review", &[("unit", unit().into())]),
        Stage::BeforeChief { .. } => text.with("case-place-chief", &[("unit", unit().into())]),
        Stage::Concluded { outcome } => {
            let outcome = text.get(outcome.key());
            text.with("case-place-concluded", &[("outcome", outcome.into())])
        }
        Stage::Withdrawn => text.get("case-place-withdrawn"),
        Stage::Merged { .. } => {
            let into = view.merged_into.map(|number| number.to_string());
            let values = [("number", into.unwrap_or_default().into())];
            text.with("case-place-merged", &values)
        }
        Stage::Forwarded { to } => {
            text.with("case-place-forwarded", &[("to", competent(to).into())])
        }
    }
}

/// Whose turn it is.
pub(in crate::tui::screens) fn turn(case: &Case, text: &Text) -> String {
    text.get(match case.stage {
        Stage::Triage | Stage::UnderReview { .. } => "case-turn-desk",
        Stage::AtUnit { .. } if case.question => "case-turn-question",
        Stage::AtUnit { .. } => "case-turn-unit",
        Stage::BeforeChief { .. } => "case-turn-chief",
        _ => "case-turn-nobody",
    })
}

/// An office by its code, an authority by its name.
pub(super) fn competent(to: &Competent) -> String {
    match to {
        Competent::Office(office) => office.to_string(),
        Competent::Authority(name) => name.to_string(),
    }
}

/// A unit's name; its code where the directory does not know it.
pub(super) fn unit_name(code: &UnitCode, units: &[Unit]) -> String {
    let known = units.iter().find(|unit| unit.code == *code);
    known.map_or_else(|| code.to_string(), |unit| unit.name.to_string())
}

/// Several units by their names.
pub(super) fn unit_names(codes: &BTreeSet<UnitCode>, units: &[Unit]) -> String {
    let names = codes.iter().map(|code| unit_name(code, units));
    names.collect::<Vec<_>>().join(", ")
}

/// What happened, without who and when.
pub(in crate::tui::screens) fn step(line: &HistoryLine, units: &[Unit], text: &Text) -> String {
    let with = |key, name, value: String| text.with(key, &[(name, value.into())]);
    match &line.moved.step {
        Step::Route { unit, others } if others.is_empty() => {
            with("case-step-route", "unit", unit_name(unit, units))
        }
        Step::Route { unit, others } => {
            let values = [
                ("unit", unit_name(unit, units).into()),
                ("others", unit_names(others, units).into()),
            ];
            text.with("case-step-route-several", &values)
        }
        Step::Return => text.get("case-step-return"),
        Step::Take { .. } => text.get("case-step-take"),
        Step::Ask => text.get("case-step-ask"),
        Step::Reply => text.get("case-step-reply"),
        Step::Contribute { unit, .. } => {
            with("case-step-contribute", "unit", unit_name(unit, units))
        }
        Step::Answer {
            outcome, source, ..
        } => {
            let values = [
                ("outcome", text.get(outcome.key()).into()),
                ("source", text.get(source_key(*source)).into()),
            ];
            text.with("case-step-answer", &values)
        }
        Step::Accept { .. } => text.get("case-step-accept"),
        Step::Object { checks } => {
            let failed = Check::ALL
                .into_iter()
                .filter(|check| !checks.passes(*check));
            let failed: Vec<String> = failed.map(|check| text.get(fault_key(check))).collect();
            with("case-step-object", "faults", failed.join(", "))
        }
        Step::SendBack { term } => with("case-step-send-back", "day", due(term, text)),
        Step::Uphold => text.get("case-step-uphold"),
        Step::Pause { why } => with("case-step-pause", "why", text.get(why.key())),
        Step::Resume { term } => with("case-step-resume", "day", due(term, text)),
        Step::Extend { term } => with("case-step-extend", "day", due(term, text)),
        Step::Withdraw => text.get("case-step-withdraw"),
        Step::Merge { .. } => text.get("case-step-merge"),
        Step::Forward { to } => with("case-step-forward", "to", competent(to)),
        Step::Receive { office } => with("case-step-receive", "office", office.to_string()),
        Step::Reopen { term } => with("case-step-reopen", "day", due(term, text)),
        Step::Escalate { meant, reached } => escalated(*meant, *reached, text),
        Step::Contact {
            way,
            reached,
            call_back,
        } => contact(text.get(way.key()), *reached, *call_back, text),
        Step::Satisfied { solved: true } => text.get("case-step-solved"),
        Step::Satisfied { solved: false } => text.get("case-step-not-solved"),
    }
}

/// Who was told that the time runs out; and, where the rung whose turn it was is empty, that.
fn escalated(meant: Rung, reached: Option<Rung>, text: &Text) -> String {
    let told = |rung| text.get(told_key(rung));
    match reached {
        Some(reached) if reached == meant => {
            text.with("case-step-escalate", &[("told", told(reached).into())])
        }
        Some(reached) => {
            let values = [
                ("told", told(reached).into()),
                ("meant", told(meant).into()),
            ];
            text.with("case-step-escalate-higher", &values)
        }
        None => text.with(
            "case-step-escalate-nobody",
            &[("meant", told(meant).into())],
        ),
    }
}

fn told_key(rung: Rung) -> &'static str {
    match rung {
        Rung::Unit => "case-rung-unit",
        Rung::Head => "case-rung-head",
        Rung::Supervisor => "case-rung-supervisor",
        Rung::Chief => "case-rung-chief",
    }
}

fn contact(way: String, reached: bool, back: Option<DateTime<Utc>>, text: &Text) -> String {
    let key = if reached {
        "case-step-contact"
    } else {
        "case-step-not-reached"
    };
    let said = text.with(key, &[("way", way.into())]);
    match back {
        Some(at) => {
            let values = [("time", date_and_time(at).into())];
            format!("{said} {}", text.with("case-step-call-back", &values))
        }
        None => said,
    }
}

fn due(term: &Term, text: &Text) -> String {
    long_date(term.due(), text)
}

/// How an answer came.
pub(super) fn source_key(source: AnswerSource) -> &'static str {
    match source {
        AnswerSource::Portal => "case-source-portal",
        AnswerSource::Paper => "case-source-paper",
        AnswerSource::Telephone => "case-source-telephone",
    }
}

/// What is wrong with an answer that does not stand a check.
pub(super) fn fault_key(check: Check) -> &'static str {
    match check {
        Check::Answers => "case-fault-answers",
        Check::Reasoned => "case-fault-reasoned",
        Check::Grounds => "case-fault-grounds",
        Check::Polite => "case-fault-polite",
        Check::Private => "case-fault-private",
    }
}

/// What was said with a step, the legal ground of an answer after it.
pub(in crate::tui::screens) fn said(line: &HistoryLine, text: &Text) -> Vec<CleanText> {
    let private = &line.moved.private;
    let mut said = vec![private.text.clone()];
    if !private.legal_ground.is_blank() {
        let values = [("ground", private.legal_ground.as_str().into())];
        said.push(CleanText::block(&text.with("case-ground", &values)));
    }
    said.retain(|said| !said.is_blank());
    said
}

/// A message to the applicant: about what, how, when, what became of it.
pub(super) fn message(message: &Message, text: &Text) -> String {
    let values = [
        ("channel", text.get(channel_key(message.channel)).into()),
        ("stage", text.get(stage_key(message.stage)).into()),
        ("time", date_and_time(message.changed_at).into()),
        ("state", text.get(state_key(message.state)).into()),
    ];
    text.with("case-message", &values)
}

fn channel_key(channel: MessageChannel) -> &'static str {
    match channel {
        MessageChannel::Sms => "case-channel-sms",
        MessageChannel::Email => "case-channel-email",
        MessageChannel::Call => "case-channel-call",
    }
}

/// What a message is about.
pub(in crate::tui::screens) fn stage_key(stage: MessageStage) -> &'static str {
    match stage {
        MessageStage::Registered => "case-told-registered",
        MessageStage::Routed => "case-told-routed",
        MessageStage::Extended => "case-told-extended",
        MessageStage::AskedForInformation => "case-told-asked",
        MessageStage::Concluded => "case-told-concluded",
        MessageStage::Reopened => "case-told-reopened",
        MessageStage::Forwarded => "case-told-forwarded",
        MessageStage::Reminded => "case-told-reminded",
    }
}

/// What became of a message.
pub(in crate::tui::screens) fn state_key(state: MessageState) -> &'static str {
    match state {
        MessageState::Queued => "case-sent-queued",
        MessageState::Sent => "case-sent-sent",
        MessageState::Delivered => "case-sent-delivered",
        MessageState::Failed { .. } => "case-sent-failed",
        MessageState::Unknown => "case-sent-unknown",
        MessageState::Called => "case-sent-called",
        MessageState::Dropped { .. } => "case-sent-dropped",
    }
}
