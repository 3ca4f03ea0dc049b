//! Terms of a case: correction, pause, extension, reopening.

use super::Open;
use crate::desk::error::DeskError;
use crate::desk::usecase::Work;
use crate::domain::calendar::istanbul_day;
use crate::domain::case::Step;
use crate::domain::deadline::ANSWER_DAYS;
use crate::domain::term::{Pause, Term};

/// The short term in which a unit corrects an answer.
pub(super) fn correction(work: &Work<'_, '_>) -> Term {
    from_today(work, work.office.case_rules.correction_days)
}

/// The whole term anew, for a case that is opened again.
pub(super) fn afresh(work: &Work<'_, '_>) -> Term {
    from_today(work, ANSWER_DAYS)
}

fn from_today(work: &Work<'_, '_>, days: u16) -> Term {
    let rule = work.office.deadline_rule;
    Term::new(work.today(), rule, days, &work.holidays())
}

/// The term of a case whose clock goes on: the days it stood are added.
pub(super) fn resumed(work: &Work<'_, '_>, open: &Open) -> Result<Term, DeskError> {
    let steps = work.tx.read().case_steps(open.record.application)?;
    let paused = steps
        .iter()
        .rev()
        .find(|step| matches!(step.moved.step, Step::Pause { .. }) && !step.refused);
    let until = work.today();
    let since = paused.map_or(until, |step| istanbul_day(step.at));
    let pause = Pause { since, until };
    Ok(open.case.term.resumed(pause, &work.holidays()))
}

/// The term with so many days more; it must end after today.
pub(super) fn extended(work: &Work<'_, '_>, open: &Open, days: u16) -> Result<Term, DeskError> {
    let term = open.case.term.extended(days, &work.holidays());
    if days == 0 || term.due() <= work.today() {
        return Err(DeskError::NotLater);
    }
    Ok(term)
}

/// Whether the office's window for opening a case again is open. It counts from the last step
/// that ended the case.
pub(super) fn may_reopen(work: &Work<'_, '_>, open: &Open) -> Result<(), DeskError> {
    let steps = work.tx.read().case_steps(open.record.application)?;
    let ended = steps.iter().rev().find(|step| {
        let ends = matches!(
            step.moved.step,
            Step::Accept { .. } | Step::Uphold | Step::Withdraw
        );
        ends && !step.refused
    });
    let days = work.office.case_rules.reopen_days;
    match ended {
        Some(ended) if (work.today() - istanbul_day(ended.at)).num_days() > days.into() => {
            Err(DeskError::WindowOver(days))
        }
        _ => Ok(()),
    }
}
