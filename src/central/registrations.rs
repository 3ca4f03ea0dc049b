//! Registrations: applications by their number.

use super::outcome::Verdict;
use super::reviews::{self, Review};
use crate::domain::application::Registered;
use crate::sync::wire::RejectReason;
use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;
use std::collections::{HashMap, HashSet};
use tokio_postgres::Error;
use uuid::Uuid;

/// A registration to enter.
pub(super) struct Registration<'a> {
    /// Place in the batch.
    pub(super) index: usize,
    pub(super) record: &'a Registered,
    pub(super) op_id: Uuid,
    pub(super) registered_at: DateTime<Utc>,
    pub(super) position: i64,
}

impl Registration<'_> {
    fn application(&self) -> Uuid {
        self.record.application.0
    }
}

/// Enters registrations; the place in the batch and the verdict of each that is not simply
/// applied.
pub(super) async fn register(
    transaction: &Transaction<'_>,
    office: &str,
    registrations: &[Registration<'_>],
) -> Result<Vec<(usize, Verdict)>, Error> {
    if registrations.is_empty() {
        return Ok(Vec::new());
    }
    let mut seen = HashSet::new();
    let (first, repeated): (Vec<_>, Vec<_>) = registrations
        .iter()
        .partition(|registration| seen.insert(registration.application()));
    let entered = enter(transaction, office, &first, false).await?;
    let missing: Vec<&Registration<'_>> = first
        .into_iter()
        .filter(|registration| !entered.contains(&registration.application()))
        .collect();
    let mut verdicts: Vec<(usize, Verdict)> = repeated
        .iter()
        .map(|registration| (registration.index, exists()))
        .collect();
    if missing.is_empty() {
        return Ok(verdicts);
    }
    let clashes = clashes(transaction, office, &missing).await?;
    let mut kept = Vec::new();
    let mut opened = Vec::new();
    for registration in missing {
        let Some(other) = clashes.get(&registration.application()) else {
            verdicts.push((registration.index, exists()));
            continue;
        };
        let review = Uuid::now_v7();
        verdicts.push((registration.index, Verdict::Conflict { review }));
        opened.push(Review {
            id: review,
            op_id: registration.op_id,
            application: registration.application(),
            other: Some(*other),
        });
        kept.push(registration);
    }
    enter(transaction, office, &kept, true).await?;
    reviews::open(transaction, office, (reviews::NUMBER_CLASH, &opened)).await?;
    Ok(verdicts)
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
    registrations: &[&Registration<'_>],
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
    let (applications, numbers) = keys(registrations);
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
    missing: &[&Registration<'_>],
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
    let (applications, numbers) = keys(missing);
    let rows = transaction
        .query(&find, &[&office, &applications, &numbers])
        .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

fn keys(registrations: &[&Registration<'_>]) -> (Vec<Uuid>, Vec<String>) {
    let rows = registrations.iter();
    rows.map(|row| (row.application(), row.record.number.to_string()))
        .unzip()
}
