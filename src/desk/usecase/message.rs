//! What applicants are told: at which stage, by which way, in which words.
//!
//! A message is queued in the transaction of what it tells, offline too; central sends it. So
//! nothing of an answer can be told before it was accepted, and nothing is told that did not
//! happen.

use super::Work;
use crate::catalog::{Catalog, Telling};
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::application::Registered;
use crate::domain::case::{Case, Competent, PauseWhy, Stage, Step};
use crate::domain::date::write_date;
use crate::domain::event::{Event, MessageMoved, MessageQueued, MessageText};
use crate::domain::ids::{ApplicationId, MessageId};
use crate::domain::ladder::Rung;
use crate::domain::message::{MessageChannel, MessageLanguage, MessageStage, MessageState, Values};
use crate::domain::person::{Person, is_email};
use crate::domain::phone::normalise;
use crate::domain::staff::Actor;
use crate::domain::unit::{Unit, UnitCode};
use crate::store::{Pressing, Reads, Tx};

/// The applicant was told by telephone.
pub(super) fn called(work: &mut Work<'_, '_>, message: MessageId) -> Result<Done, DeskError> {
    let known = work.tx.read().message(message)?;
    let known = known.ok_or(DeskError::NotFound)?;
    if known.state != MessageState::Called {
        work.append(Event::MessageMoved(MessageMoved {
            message,
            application: known.application,
            state: MessageState::Called,
        }))?;
    }
    Ok(Done::Stored)
}

/// Tells the applicant the number. That a rule has already routed the application is not told
/// beside it: the applicant has just left the desk.
pub(super) fn registered(work: &mut Work<'_, '_>, record: &Registered) -> Result<(), DeskError> {
    let due = write_date(record.deadline.due);
    let values = Values {
        due,
        ..Values::default()
    };
    queue(work, record, MessageStage::Registered, |_| values)
}

/// Tells the applicant of a step, where it is one that concerns them.
pub(super) fn moved(
    work: &mut Work<'_, '_>,
    record: &Registered,
    (step, case): (&Step, &Case),
) -> Result<(), DeskError> {
    let Some(stage) = stage(step) else {
        return Ok(());
    };
    let unit = match step {
        Step::Forward { to } => competent(work, to),
        _ => unit(work, case)?,
    };
    let outcome = match case.stage {
        Stage::Concluded { outcome } => Some(outcome),
        _ => None,
    };
    let (catalog, due) = (work.catalog, write_date(case.term.due()));
    queue(work, record, stage, |language| Values {
        unit,
        due,
        outcome: outcome.map_or_else(String::new, |outcome| {
            catalog.messages(language).outcome(outcome).to_owned()
        }),
        ..Values::default()
    })
}

/// Reminds the unit of a case, or its head, by e-mail; without an address the desk telephones.
/// Whoever is reminded of somebody whose data was erased has nothing to answer.
pub(super) fn remind(
    tx: &mut Tx<'_>,
    catalog: &Catalog,
    (case, unit, rung): (&Pressing, &Unit, Rung),
) -> Result<(), DeskError> {
    let read = tx.read();
    let (Some(record), Some(office)) = (read.application(case.id)?, read.office()?) else {
        return Ok(());
    };
    if read.person(case.person)?.unwrap_or_default() == Person::default() {
        return Ok(());
    }
    let (email, phone) = match rung {
        Rung::Head => (&unit.head_email, &unit.head_phone),
        _ => (&unit.email, &unit.phone),
    };
    let (channel, to) = if is_email(email.as_str()) {
        (MessageChannel::Email, email.clone())
    } else {
        (MessageChannel::Call, normalise(phone.as_str()).number)
    };
    let stage = MessageStage::Reminded;
    let language = MessageLanguage::Tr;
    let values = Values {
        number: record.number.to_string(),
        office: office.name.as_str().to_owned(),
        unit: unit.name.as_str().to_owned(),
        due: write_date(case.due),
        ..Values::default()
    };
    let text = catalog.messages(language).compose(stage, channel, &values);
    let round = next_round(read, case.id, stage)?;
    let message = MessageId(tx.id());
    let queued = MessageQueued {
        message,
        application: case.id,
        person: case.person,
        stage,
        round,
        channel,
        language,
        private: MessageText { to, text },
    };
    tx.append(Actor::Program, Event::MessageQueued(Box::new(queued)))?;
    Ok(())
}

/// Which time a stage is reached.
fn next_round(
    read: Reads<'_>,
    application: ApplicationId,
    stage: MessageStage,
) -> Result<u32, DeskError> {
    let earlier = read.messages_of(application)?;
    let earlier = earlier.iter().filter(|message| message.stage == stage);
    Ok(earlier.map(|message| message.round + 1).max().unwrap_or(0))
}

/// At which stage a step brings the applicant a message.
fn stage(step: &Step) -> Option<MessageStage> {
    Some(match step {
        Step::Route { .. } => MessageStage::Routed,
        Step::Extend { .. } => MessageStage::Extended,
        Step::Pause {
            why: PauseWhy::Applicant,
        } => MessageStage::AskedForInformation,
        Step::Accept { .. } | Step::Uphold => MessageStage::Concluded,
        Step::Reopen { .. } => MessageStage::Reopened,
        Step::Forward { .. } => MessageStage::Forwarded,
        _ => return None,
    })
}

/// Name of the unit a case is at, or that gave the answer.
fn unit(work: &Work<'_, '_>, case: &Case) -> Result<String, DeskError> {
    let code: Option<&UnitCode> = match &case.stage {
        Stage::AtUnit { unit } => Some(unit),
        _ => case.answered_by.as_ref(),
    };
    let unit = match code {
        Some(code) => work.tx.read().unit(code)?,
        None => None,
    };
    Ok(unit.map_or_else(String::new, |unit| unit.name.into_string()))
}

fn competent(work: &Work<'_, '_>, to: &Competent) -> String {
    match to {
        Competent::Authority(name) => name.as_str().to_owned(),
        Competent::Office(code) => {
            let office = work.catalog.places().office(*code);
            office.map_or_else(String::new, |office| office.name)
        }
    }
}

/// Queues a message, unless there is nobody to tell: an applicant whose data was erased.
fn queue(
    work: &mut Work<'_, '_>,
    record: &Registered,
    stage: MessageStage,
    values: impl FnOnce(MessageLanguage) -> Values,
) -> Result<(), DeskError> {
    let read = work.tx.read();
    let Some(person) = read.person(record.person)? else {
        return Ok(());
    };
    if person == Person::default() {
        return Ok(());
    }
    let round = next_round(read, record.application, stage)?;
    let telling = Telling {
        office: &work.office,
        record,
        person: &person,
        stage,
        round,
    };
    let message = MessageId(work.tx.id());
    let message = telling.message(work.catalog, message, values);
    work.append(Event::MessageQueued(Box::new(message)))
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
