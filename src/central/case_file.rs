//! One case as a service unit sees it: what the applicant asks, and what was said since.
//!
//! A unit sees the cases it is responsible for, those it answered, and those it is asked for its
//! part in; nothing of others. Of the history it sees what passed between the desk and the units.
//! What the desk and the applicant said to each other stays at the desk, and so does an objection
//! as long as the chief has not agreed with it.

use super::case_files;
use super::own::{Held, held_key};
use super::person_file;
use super::standing::Standing;
use crate::domain::application::Registered;
use crate::domain::case::{CaseMoved, Step};
use crate::domain::event::Event;
use crate::domain::ids::ApplicationId;
use crate::domain::number::ApplicationNumber;
use crate::domain::person::Person;
use crate::domain::unit::UnitCode;
use crate::sync::body;
use crate::sync::seal::PersonalKey;
use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;
use std::collections::BTreeSet;
use tokio_postgres::{Error, Row};
use uuid::Uuid;

/// A case, opened for a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFile {
    /// Where it stands.
    pub standing: Standing,
    /// The registration; without the clerk's remarks on the applicant.
    pub record: Registered,
    /// The applicant as last recorded; empty once erased.
    pub applicant: Person,
    /// What the unit may see of the history, in its order.
    pub steps: Vec<CaseStep>,
    /// What the unit is in this case.
    pub part: UnitPart,
    /// Hashes of the files central has; others are at the desk still.
    pub held: BTreeSet<String>,
}

/// What a unit is in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitPart {
    /// It is responsible now.
    Responsible,
    /// It gave the last answer; now it is somebody else's turn.
    Answered,
    /// It is asked for its part, and gave it or not.
    Asked {
        /// It gave its part.
        given: bool,
    },
}

/// A step of a case's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStep {
    /// What happened; what was said is empty once the applicant was erased.
    pub moved: CaseMoved,
    /// Who did it, as the operation names the actor.
    pub actor: String,
    /// When, by the clock of the device it was done at.
    pub at: DateTime<Utc>,
    /// It did not fit where the case stood, and changed nothing.
    pub refused: bool,
}

/// A case with all its history, as the applicant and whoever answers for it may open it.
pub(super) struct Whole {
    pub(super) standing: Standing,
    pub(super) record: Registered,
    pub(super) applicant: Person,
    pub(super) steps: Vec<CaseStep>,
}

/// Opens a case for a unit; `None` when there is none it may see.
///
/// # Errors
/// What PostgreSQL met.
pub async fn open(
    transaction: &Transaction<'_>,
    (office, unit): (&str, &UnitCode),
    application: ApplicationId,
) -> Result<Option<CaseFile>, Error> {
    let Some(whole) = open_whole(transaction, office, application).await? else {
        return Ok(None);
    };
    let Some(part) = part_of(&whole.standing, unit) else {
        return Ok(None);
    };
    Ok(Some(CaseFile {
        standing: whole.standing,
        record: whole.record,
        applicant: whole.applicant,
        steps: visible(whole.steps, unit, part),
        part,
        held: case_files::held(transaction, office, application).await?,
    }))
}

/// Opens a case whole; `None` when the office has none.
pub(super) async fn open_whole(
    transaction: &Transaction<'_>,
    office: &str,
    application: ApplicationId,
) -> Result<Option<Whole>, Error> {
    let select = transaction
        .prepare_cached(
            "select person_id, cases.registered_position, standing, number
               from cases join applications using (office_id, application_id)
              where office_id = $1 and application_id = $2",
        )
        .await?;
    let values = [&office as _, &application.0 as _];
    let Some(row) = transaction.query_opt(&select, &values).await? else {
        return Ok(None);
    };
    // What was written as one is read as one.
    let standing: Option<Standing> = serde_json::from_str(row.get("standing")).ok();
    let Some(standing) = standing else {
        return Ok(None);
    };
    let person: Uuid = row.get("person_id");
    let key = match held_key(transaction, office, person).await? {
        Held::Key(key) => Some(key),
        Held::Destroyed | Held::Nothing => None,
    };
    let registered: i64 = row.get("registered_position");
    let record = registration(transaction, (office, registered), key.as_ref()).await?;
    let Some(mut record) = record else {
        return Ok(None);
    };
    record.number = number(&row, record.number);
    let applicant = person_file::open(transaction, (office, person), key.as_ref()).await?;
    Ok(Some(Whole {
        standing,
        record,
        applicant: applicant.person,
        steps: history(transaction, (office, application), (i64::MAX, key.as_ref())).await?,
    }))
}

fn part_of(standing: &Standing, unit: &UnitCode) -> Option<UnitPart> {
    let case = &standing.case;
    if case.stage.unit() == Some(unit) {
        return Some(UnitPart::Responsible);
    }
    if let Some(given) = standing.parts.get(unit).filter(|_| case.stage.is_open()) {
        return Some(UnitPart::Asked { given: *given });
    }
    let elsewhere = case.stage.unit().is_some();
    (case.answered_by.as_ref() == Some(unit) && !elsewhere).then_some(UnitPart::Answered)
}

/// The operation in a row, opened.
fn event(row: &Row, key: Option<&PersonalKey>) -> Option<Event> {
    let which = (row.get("op_id"), row.get("kind"));
    body::open_with(which, row.get("body"), key)
}

async fn registration(
    transaction: &Transaction<'_>,
    (office, position): (&str, i64),
    key: Option<&PersonalKey>,
) -> Result<Option<Registered>, Error> {
    let select = transaction
        .prepare_cached(
            "select op_id, kind, body from operations where office_id = $1 and position = $2",
        )
        .await?;
    let row = transaction
        .query_opt(&select, &[&office, &position])
        .await?;
    let Some(Event::ApplicationRegistered(mut record)) = row.and_then(|row| event(&row, key))
    else {
        return Ok(None);
    };
    record.private.accepted.clear();
    Ok(Some(*record))
}

/// The number an application has now: another one than it was registered under where somebody so
/// decided.
pub(super) fn number(row: &Row, registered: ApplicationNumber) -> ApplicationNumber {
    let number = ApplicationNumber::parse(row.get("number"));
    number.unwrap_or(registered)
}

/// The steps of a case in the order of the feed, up to a position.
pub(super) async fn history(
    transaction: &Transaction<'_>,
    (office, application): (&str, ApplicationId),
    (upto, key): (i64, Option<&PersonalKey>),
) -> Result<Vec<CaseStep>, Error> {
    let select = transaction
        .prepare_cached(
            "select operation.op_id, operation.kind, operation.body, operation.actor,
                    operation.device_time, step.refused
               from case_steps step
               join operations operation on operation.office_id = step.office_id
                and operation.position = step.position
              where step.office_id = $1 and step.application_id = $2 and step.position <= $3
              order by step.position",
        )
        .await?;
    let rows = transaction
        .query(&select, &[&office, &application.0, &upto])
        .await?;
    let steps = rows.iter().filter_map(|row| match event(row, key)? {
        Event::CaseMoved(moved) => Some(CaseStep {
            moved: *moved,
            actor: row.get("actor"),
            at: row.get("device_time"),
            refused: row.get("refused"),
        }),
        _ => None,
    });
    Ok(steps.collect())
}

/// What of a history a unit may see.
fn visible(steps: Vec<CaseStep>, unit: &UnitCode, part: UnitPart) -> Vec<CaseStep> {
    let sent_back: Vec<bool> = steps.iter().map(is_sent_back).collect();
    let agreed_after = |index: usize| {
        let decided =
            |step: &CaseStep| is_sent_back(step) || matches!(step.moved.step, Step::Uphold);
        let next = steps[index..].iter().position(decided);
        next.is_some_and(|next| sent_back[index + next])
    };
    let shown: Vec<bool> = (0..steps.len())
        .map(|index| match (&steps[index].moved.step, part) {
            (Step::Route { .. } | Step::Pause { .. } | Step::Resume { .. }, _) => true,
            (Step::Contribute { unit: by, .. }, UnitPart::Asked { .. }) => by == unit,
            (_, UnitPart::Asked { .. }) => false,
            (Step::Object { .. }, _) => agreed_after(index),
            (Step::Contact { .. } | Step::Satisfied { .. } | Step::Escalate { .. }, _) => false,
            _ => true,
        })
        .collect();
    let shown = steps.into_iter().zip(shown);
    shown
        .filter_map(|(step, shown)| shown.then_some(step))
        .collect()
}

fn is_sent_back(step: &CaseStep) -> bool {
    matches!(step.moved.step, Step::SendBack { .. }) && !step.refused
}
