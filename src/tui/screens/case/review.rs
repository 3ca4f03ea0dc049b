//! The desk's check of an answer, and the chief's decision on an objection: each with everything
//! that has to be read for it on one page.

use super::sheet::{
    ACCEPT_ANSWER, Ask, CHIEF, FORM_ROWS, OBJECT, Plan, REVIEW, SEND_BACK, Taken, UPHOLD,
};
use super::steps::{last_said, text_field};
use super::words;
use crate::desk::command::CaseAction;
use crate::desk::view::{CaseView, HistoryLine};
use crate::domain::case::{Outcome, Step};
use crate::domain::review::{Check, Checklist};
use crate::i18n::Text;
use crate::labels::Label;
use crate::tui::widgets::form::{Field, Form};

/// The answers that were given, the oldest first.
pub(super) fn answers(view: &CaseView) -> impl Iterator<Item = &HistoryLine> {
    let taken = view.history.iter().filter(|line| !line.refused);
    taken.filter(|line| matches!(line.moved.step, Step::Answer { .. }))
}

/// The check of an answer with this outcome.
pub(super) fn review(view: &CaseView, outcome: Outcome, text: &Text) -> Plan {
    let asked: Vec<Check> = Check::ALL
        .into_iter()
        .filter(|check| check.applies_to(outcome))
        .collect();
    let names = asked.clone();
    let fields = move |text: &Text| {
        let names = names.iter().map(|check| text.get(check.key())).collect();
        vec![
            Field::several(Ask::Checks, text.get("case-checks"), names)
                .hint(text.get("case-checks-hint")),
            text_field(text, "case-note", "case-review-hint"),
        ]
    };
    let (accepted, objected) = (asked.clone(), asked);
    let plan = Plan {
        title: "case-judge",
        keys: &REVIEW,
        lead: Vec::new(),
        fields: Box::new(fields),
        form_rows: FORM_ROWS,
        ways: vec![
            (
                ACCEPT_ANSWER,
                Box::new(move |form| {
                    Ok(Taken::Step(CaseAction::Accept {
                        checks: checked(form, &accepted),
                        note: form.text(Ask::Text),
                    }))
                }),
            ),
            (
                OBJECT,
                Box::new(move |form| {
                    Ok(Taken::Step(CaseAction::Object {
                        checks: checked(form, &objected),
                        reason: form.text(Ask::Text),
                    }))
                }),
            ),
        ],
    };
    reading(plan, view, text)
}

/// What was ticked. A check that is not asked for stands.
fn checked(form: &Form<Ask>, asked: &[Check]) -> Checklist {
    let ticked = form.all_chosen(Ask::Checks);
    Check::ALL
        .into_iter()
        .fold(Checklist::default(), |list, check| {
            let at = asked.iter().position(|asked| *asked == check);
            list.with(check, at.is_none_or(|at| ticked.contains(&at)))
        })
}

/// The chief's decision on an objection.
pub(super) fn chief(view: &CaseView, text: &Text) -> Plan {
    let fields = |text: &Text| vec![text_field(text, "case-note", "case-chief-hint")];
    // Neither an objection nor an answer names a unit.
    let wrong = view.history.iter().rev().find_map(|line| {
        let objects = matches!(line.moved.step, Step::Object { .. }) && !line.refused;
        objects.then(|| words::step(line, &[], text))
    });
    let reason = last_said(view, |step| matches!(step, Step::Object { .. }));
    let plan = Plan {
        title: "case-decide",
        keys: &CHIEF,
        lead: Vec::new(),
        fields: Box::new(fields),
        form_rows: FORM_ROWS,
        ways: vec![
            (
                SEND_BACK,
                Box::new(|form| {
                    let note = form.text(Ask::Text);
                    Ok(Taken::Step(CaseAction::SendBack { note }))
                }),
            ),
            (
                UPHOLD,
                Box::new(|form| {
                    let reason = form.text(Ask::Text);
                    Ok(Taken::Step(CaseAction::Uphold { reason }))
                }),
            ),
        ],
    };
    let wrong = format!("{}\n{reason}", wrong.unwrap_or_default());
    reading(plan.reading("case-read-objection", wrong), view, text)
}

/// With the answer and what was asked.
fn reading(plan: Plan, view: &CaseView, text: &Text) -> Plan {
    let answer = answers(view).last();
    let said = answer.map(|line| {
        let said = words::said(line, text).into_iter();
        let said: Vec<String> = said.map(String::from).collect();
        format!("{}\n{}", words::step(line, &[], text), said.join("\n"))
    });
    let asked = view.application.record.private.text.to_string();
    plan.reading("case-read-answer", said.unwrap_or_default())
        .reading("case-read-application", asked)
}
