//! Steps with a case: routing, answer, review, clock, end.
//!
//! Which step a case can take is the domain's rule ([`Case::after`]); here its term is reckoned,
//! what it names is looked up, and a reason is asked for where one is owed.

mod clock;
mod routing;

use super::{Work, message};
use crate::desk::command::{CaseAction, CaseCommand};
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::application::Registered;
use crate::domain::case::{Case, CaseMoved, Said, Stage, Step};
use crate::domain::event::Event;
use crate::domain::ids::ApplicationId;
use crate::domain::review::Checklist;
use crate::domain::staff::{Actor, Role};
use crate::store::Tx;
use crate::text::CleanText;

pub(super) use routing::{by_rule, record_units};

/// A case and the application it is of.
struct Open {
    record: Registered,
    case: Case,
}

/// Takes a step with a case.
pub(super) fn step(work: &mut Work<'_, '_>, command: CaseCommand) -> Result<Done, DeskError> {
    let open = load(work, command.application)?;
    let (step, private) = decide(work, &open, command.action)?;
    let case = take(work, &open, (step.clone(), private))?;
    message::moved(work, &open.record, (&step, &case))?;
    if let Some(draft) = command.draft {
        work.tx.delete_case_draft(draft)?;
    }
    Ok(Done::Stored)
}

fn load(work: &Work<'_, '_>, application: ApplicationId) -> Result<Open, DeskError> {
    let read = work.tx.read();
    let record = read.application(application)?.ok_or(DeskError::NotFound)?;
    let case = read.case(application)?.ok_or(DeskError::NotFound)?;
    Ok(Open { record, case })
}

/// Appends a step of the clerk, if the case can take it; the case after it.
fn take(
    work: &mut Work<'_, '_>,
    open: &Open,
    (step, private): (Step, Said),
) -> Result<Case, DeskError> {
    let case = open.case.after(&step)?;
    work.append(moved(&open.record, step, private))?;
    Ok(case)
}

/// Appends a step of the program itself.
fn take_by_rule(tx: &mut Tx<'_>, record: &Registered, step: Step) -> Result<(), DeskError> {
    let event = moved(record, step, Said::default());
    tx.append(Actor::Program, event)?;
    Ok(())
}

fn moved(record: &Registered, step: Step, private: Said) -> Event {
    Event::CaseMoved(Box::new(CaseMoved {
        application: record.application,
        person: record.person,
        step,
        private,
    }))
}

/// The step an action is, and what is said with it.
fn decide(work: &Work<'_, '_>, open: &Open, action: CaseAction) -> Result<(Step, Said), DeskError> {
    let note = |step, note: CleanText| Ok((step, Said::text(note)));
    match action {
        CaseAction::Route {
            unit,
            others,
            note: said,
        } => {
            for code in others.iter().chain([&unit]) {
                routing::in_service(work, code)?;
            }
            note(Step::Route { unit, others }, said)
        }
        CaseAction::Return { reason } => owed(Step::Return, reason),
        CaseAction::Reply { text } => owed(Step::Reply, text),
        CaseAction::Contribute {
            unit,
            said,
            attachments,
        } => Ok((Step::Contribute { unit, attachments }, with_text(said)?)),
        CaseAction::Answer {
            outcome,
            source,
            said,
            attachments,
        } => {
            let step = Step::Answer {
                outcome,
                source,
                attachments,
            };
            Ok((step, with_text(said)?))
        }
        CaseAction::Accept { checks, note: said } => {
            if fails(open, checks) && said.is_blank() {
                return Err(DeskError::ReasonMissing);
            }
            note(Step::Accept { checks }, said)
        }
        CaseAction::Object { checks, reason } => owed(Step::Object { checks }, reason),
        CaseAction::SendBack { note: said } => {
            chief(work)?;
            let term = clock::correction(work);
            note(Step::SendBack { term }, said)
        }
        CaseAction::Uphold { reason } => {
            chief(work)?;
            owed(Step::Uphold, reason)
        }
        CaseAction::Pause { why, reason } => owed(Step::Pause { why }, reason),
        CaseAction::Resume { note: said } => {
            let term = clock::resumed(work, open)?;
            note(Step::Resume { term }, said)
        }
        CaseAction::Extend { days, reason } => {
            let term = clock::extended(work, open, days)?;
            owed(Step::Extend { term }, reason)
        }
        CaseAction::Withdraw { reason } => owed(Step::Withdraw, reason),
        CaseAction::Merge { into, note: said } => {
            routing::other_application(work, open, into)?;
            note(Step::Merge { into }, said)
        }
        CaseAction::Forward { to, reason } => {
            routing::somebody_else(work, &to)?;
            owed(Step::Forward { to }, reason)
        }
        CaseAction::Reopen { reason } => {
            clock::may_reopen(work, open)?;
            let term = clock::afresh(work);
            owed(Step::Reopen { term }, reason)
        }
        CaseAction::Contact {
            way,
            reached,
            call_back,
            note: said,
        } => {
            let step = Step::Contact {
                way,
                reached,
                call_back,
            };
            note(step, said)
        }
        CaseAction::Satisfied { solved, note: said } => note(Step::Satisfied { solved }, said),
    }
}

/// A step that owes a reason.
fn owed(step: Step, reason: CleanText) -> Result<(Step, Said), DeskError> {
    with_text(Said::text(reason)).map(|said| (step, said))
}

fn with_text(said: Said) -> Result<Said, DeskError> {
    if said.text.is_blank() {
        return Err(DeskError::ReasonMissing);
    }
    Ok(said)
}

fn fails(open: &Open, checks: Checklist) -> bool {
    match open.case.stage {
        Stage::UnderReview { outcome, .. } => checks.failed(outcome).next().is_some(),
        _ => false,
    }
}

/// Only the chief decides on an objection, or the supervisor who enters the chief's decision.
fn chief(work: &Work<'_, '_>) -> Result<(), DeskError> {
    let staff = work.tx.read().staff()?;
    let role = staff.iter().find(|member| member.id == work.session.staff);
    match role.map(|member| member.role) {
        Some(Role::Chief | Role::Supervisor) => Ok(()),
        _ => Err(DeskError::ChiefDecides),
    }
}

#[cfg(test)]
mod tests;
