//! What a person decides where the program cannot.
//!
//! The decision is an event that reaches every database of the office. What it does is in it, or
//! beside it in the same transaction.

use super::{Work, message, number};
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::desk::review_command::{Choice, DecideCommand};
use crate::desk::review_view::ReviewView;
use crate::domain::decision::{Decision, ReviewDecided};
use crate::domain::event::{Event, Note};
use crate::domain::ids::PersonId;
use crate::domain::number::ApplicationNumber;
use crate::domain::staff::Role;
use crate::store::Review;

/// Decides.
pub(super) fn decide(work: &mut Work<'_, '_>, command: DecideCommand) -> Result<Done, DeskError> {
    may_decide(work)?;
    let review = work.tx.read().review(command.item)?;
    let review = review.ok_or(DeskError::AlreadyDecided)?;
    if ReviewView::owes_reason(command.choice) && command.reason.is_blank() {
        return Err(DeskError::ReasonMissing);
    }
    let decision = match command.choice {
        Choice::KeepFirst => Decision::KeepFirst,
        Choice::TakeSecond => Decision::TakeSecond,
        Choice::TakeUp => Decision::TakenUp,
        Choice::Dismiss => Decision::Dismissed,
        Choice::Renumber => Decision::Renumber {
            number: number::next(work)?,
        },
        Choice::SendAgain => send_again(work, &review)?,
    };
    let person = subject(work, &review)?;
    work.append(Event::ReviewDecided(Box::new(ReviewDecided {
        item: command.item,
        application: review.application,
        person,
        decision,
        private: Note {
            note: command.reason,
        },
    })))?;
    if decision.number().is_some() {
        tell_number(work, &review)?;
    }
    if let Some(draft) = command.draft {
        work.tx.delete_case_draft(draft)?;
    }
    Ok(Done::Decided {
        number: decision.number(),
    })
}

/// The supervisor decides, or the chief; a clerk sees what waits.
fn may_decide(work: &Work<'_, '_>) -> Result<(), DeskError> {
    let staff = work.tx.read().staff()?;
    let role = staff.iter().find(|member| member.id == work.session.staff);
    match role.map(|member| member.role) {
        Some(Role::Chief | Role::Supervisor) => Ok(()),
        _ => Err(DeskError::SupervisorDecides),
    }
}

/// Under whose key the reason is sealed: the person it is about. What is about nobody has a key of
/// its own.
fn subject(work: &mut Work<'_, '_>, review: &Review) -> Result<PersonId, DeskError> {
    if let Some(person) = review.person {
        return Ok(person);
    }
    let record = match review.application {
        Some(application) => work.tx.read().application(application)?,
        None => None,
    };
    Ok(match record {
        Some(record) => record.person,
        None => PersonId(work.tx.id()),
    })
}

/// Says again what central did not take. A registration whose number is no number of this office
/// gets one that is.
fn send_again(work: &mut Work<'_, '_>, review: &Review) -> Result<Decision, DeskError> {
    let operation = review.item.operation;
    let recorded = work.tx.read().recorded(operation)?;
    let recorded = recorded.ok_or(DeskError::NotFound)?;
    // What this program cannot read it cannot say.
    let mut event = recorded.event.ok_or(DeskError::NotFound)?;
    let mut given = None;
    if let Event::ApplicationRegistered(record) = &mut event
        && record.number.office() != work.office.office
    {
        let number: ApplicationNumber = number::next(work)?;
        record.number = number;
        given = Some(number);
    }
    let again = work.tx.repeat(operation, &event)?;
    Ok(Decision::SentAgain {
        again,
        number: given,
    })
}

/// Tells the applicant the number the application goes on under.
fn tell_number(work: &mut Work<'_, '_>, review: &Review) -> Result<(), DeskError> {
    let record = match review.application {
        Some(application) => work.tx.read().application(application)?,
        None => None,
    };
    match record {
        Some(record) => message::registered(work, &record),
        None => Ok(()),
    }
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
