//! What central itself understands of an operation: the case table.
//!
//! Everything else is stored and forwarded as it came; the sealed parts are never opened here.

use super::batch::Checked;
use super::dispatch;
use super::outcome::Verdict;
use crate::domain::event::Event;
use crate::domain::message::MessageState;
use crate::sync::body;
use crate::sync::wire::{Operation, RejectReason, SCHEMA};
use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::{HashMap, HashSet};
use tokio_postgres::Error;
use uuid::Uuid;

const APPLICATION_REGISTERED: &str = "application_registered";
const NUMBER_CLASH: &str = "number_clash";
const MESSAGE_KINDS: [&str; 2] = ["message_queued", "message_moved"];

/// What was made of one operation.
#[derive(Debug)]
pub(super) struct Applied {
    pub(super) verdict: Verdict,
    /// Whose data is sealed in the body.
    pub(super) person: Option<Uuid>,
    /// Whether this program knows the kind and its schema.
    pub(super) understood: bool,
}

/// What any body may have.
#[derive(Deserialize)]
struct AnyBody {
    sealed: Option<Sealed>,
}

#[derive(Deserialize)]
struct Sealed {
    person: Uuid,
}

/// Body of a registration.
#[derive(Deserialize)]
struct RegistrationBody {
    application: Uuid,
    number: String,
}

/// A registration to enter in the case table.
struct Registration {
    /// Place in the batch.
    index: usize,
    application: Uuid,
    number: String,
    op_id: Uuid,
    registered_at: DateTime<Utc>,
    position: i64,
}

/// Applies new operations, whose feed positions start after `before`.
pub(super) async fn apply(
    transaction: &Transaction<'_>,
    office: &str,
    operations: &[Checked],
    before: i64,
) -> Result<Vec<Applied>, Error> {
    let mut applied = Vec::with_capacity(operations.len());
    let mut registrations = Vec::new();
    for (index, checked) in operations.iter().enumerate() {
        let operation = &checked.operation;
        let understood = operation.kind == APPLICATION_REGISTERED && operation.schema <= SCHEMA;
        let mut verdict = Verdict::Applied;
        if understood {
            match registration(operation, office) {
                Ok((application, number)) => registrations.push(Registration {
                    index,
                    application,
                    number,
                    op_id: operation.op_id,
                    registered_at: operation.device_time,
                    position: before + 1 + index as i64,
                }),
                Err(reason) => verdict = Verdict::Rejected { reason },
            }
        } else if serde_json::from_str::<IgnoredAny>(&operation.body).is_err() {
            let reason = RejectReason::InvalidBody;
            verdict = Verdict::Rejected { reason };
        }
        let body: Option<AnyBody> = serde_json::from_str(&operation.body).ok();
        applied.push(Applied {
            verdict,
            person: body
                .and_then(|body| body.sealed)
                .map(|sealed| sealed.person),
            understood,
        });
    }
    if !registrations.is_empty() {
        register(transaction, office, &registrations, &mut applied).await?;
    }
    messages(transaction, office, (operations, &mut applied), before).await?;
    Ok(applied)
}

/// Enters messages that desks queued, and those told by telephone.
async fn messages(
    transaction: &Transaction<'_>,
    office: &str,
    (operations, applied): (&[Checked], &mut [Applied]),
    before: i64,
) -> Result<(), Error> {
    let (mut queued, mut called) = (Vec::new(), Vec::new());
    let positions = before + 1..;
    for ((checked, applied), position) in operations.iter().zip(applied).zip(positions) {
        let operation = &checked.operation;
        if !MESSAGE_KINDS.contains(&operation.kind.as_str()) || operation.schema > SCHEMA {
            continue;
        }
        match body::impersonal(&operation.kind, &operation.body) {
            Some(Event::MessageQueued(message)) => queued.push((position, *message)),
            Some(Event::MessageMoved(moved)) => {
                called.extend((moved.state == MessageState::Called).then_some(moved.message));
            }
            _ => {
                let reason = RejectReason::InvalidBody;
                applied.verdict = Verdict::Rejected { reason };
                continue;
            }
        }
        applied.understood = true;
    }
    dispatch::enter(transaction, office, &queued).await?;
    dispatch::called(transaction, office, &called).await
}

/// The application and its number, which must be of the office (`PPUUU-…`).
fn registration(operation: &Operation, office: &str) -> Result<(Uuid, String), RejectReason> {
    let body: RegistrationBody =
        serde_json::from_str(&operation.body).map_err(|_| RejectReason::InvalidBody)?;
    let rest = body.number.strip_prefix(office);
    if !rest.is_some_and(|rest| rest.starts_with('-')) {
        return Err(RejectReason::NumberOfAnotherOffice);
    }
    Ok((body.application, body.number))
}

async fn register(
    transaction: &Transaction<'_>,
    office: &str,
    registrations: &[Registration],
    applied: &mut [Applied],
) -> Result<(), Error> {
    let mut seen = HashSet::new();
    let (first, repeated): (Vec<_>, Vec<_>) = registrations
        .iter()
        .partition(|registration| seen.insert(registration.application));
    let entered = enter(transaction, office, &first, false).await?;
    let missing: Vec<&Registration> = first
        .into_iter()
        .filter(|registration| !entered.contains(&registration.application))
        .collect();
    for registration in repeated {
        applied[registration.index].verdict = exists();
    }
    if missing.is_empty() {
        return Ok(());
    }
    let clashes = clashes(transaction, office, &missing).await?;
    let mut kept = Vec::new();
    let mut reviews = Vec::new();
    for registration in missing {
        let Some(other) = clashes.get(&registration.application) else {
            applied[registration.index].verdict = exists();
            continue;
        };
        let review = Uuid::now_v7();
        applied[registration.index].verdict = Verdict::Conflict { review };
        reviews.push((review, *other));
        kept.push(registration);
    }
    enter(transaction, office, &kept, true).await?;
    open_reviews(transaction, office, &kept, &reviews).await
}

fn exists() -> Verdict {
    Verdict::Rejected {
        reason: RejectReason::ApplicationExists,
    }
}

/// Enters applications and returns those that could be: not the ones whose id or (unless they
/// are entered as clashing) number is taken.
async fn enter(
    transaction: &Transaction<'_>,
    office: &str,
    registrations: &[&Registration],
    number_clash: bool,
) -> Result<HashSet<Uuid>, Error> {
    let insert = transaction
        .prepare_cached(
            "insert into applications (office_id, application_id, number, number_clash, status,
                 registered_at, registered_position)
             select $1, application, number, $2, 'registered', registered_at, position
               from unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::bigint[])
               as batch (application, number, registered_at, position)
             on conflict do nothing
             returning application_id",
        )
        .await?;
    let rows = registrations.iter();
    let applications: Vec<Uuid> = rows.clone().map(|row| row.application).collect();
    let numbers: Vec<&str> = rows.clone().map(|row| row.number.as_str()).collect();
    let times: Vec<DateTime<Utc>> = rows.clone().map(|row| row.registered_at).collect();
    let positions: Vec<i64> = rows.map(|row| row.position).collect();
    let entered = transaction
        .query(
            &insert,
            &[
                &office,
                &number_clash,
                &applications,
                &numbers,
                &times,
                &positions,
            ],
        )
        .await?;
    Ok(entered.iter().map(|row| row.get(0)).collect())
}

/// For each registration whose id is free: the application that has its number.
async fn clashes(
    transaction: &Transaction<'_>,
    office: &str,
    missing: &[&Registration],
) -> Result<HashMap<Uuid, Uuid>, Error> {
    let find = transaction
        .prepare_cached(
            "select wanted.application, holder.application_id
               from unnest($2::uuid[], $3::text[]) as wanted (application, number)
               join applications holder on holder.office_id = $1
                and holder.number = wanted.number and not holder.number_clash
              where not exists (select from applications
                     where office_id = $1 and application_id = wanted.application)",
        )
        .await?;
    let applications: Vec<Uuid> = missing.iter().map(|row| row.application).collect();
    let numbers: Vec<&str> = missing.iter().map(|row| row.number.as_str()).collect();
    let rows = transaction
        .query(&find, &[&office, &applications, &numbers])
        .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// A review item for each clashing registration: its id and the application that has the number.
async fn open_reviews(
    transaction: &Transaction<'_>,
    office: &str,
    clashing: &[&Registration],
    reviews: &[(Uuid, Uuid)],
) -> Result<(), Error> {
    let insert = transaction
        .prepare_cached(
            "insert into reviews (office_id, kind, review_id, op_id, application_id,
                 other_application_id)
             select $1, $2, * from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[])",
        )
        .await?;
    let ids: Vec<Uuid> = reviews.iter().map(|(review, _)| *review).collect();
    let others: Vec<Uuid> = reviews.iter().map(|(_, other)| *other).collect();
    let op_ids: Vec<Uuid> = clashing.iter().map(|row| row.op_id).collect();
    let applications: Vec<Uuid> = clashing.iter().map(|row| row.application).collect();
    transaction
        .execute(
            &insert,
            &[
                &office,
                &NUMBER_CLASH,
                &ids,
                &op_ids,
                &applications,
                &others,
            ],
        )
        .await?;
    Ok(())
}
