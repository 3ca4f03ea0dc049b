//! `POST /v1/ops`: one batch, one transaction.
//!
//! The device's row is locked first, so that two connections of one device cannot interleave; then
//! the office's row, under which feed positions are given. The answer goes out only after the
//! commit, so a receipt is always true.

use super::answer::Refusal;
use super::batch::{Batch, Checked};
use super::credential::{Device, check_standing};
use super::feed_log::{signed, unsigned};
use super::outcome::Verdict;
use super::{apply, feed_log};
use crate::sync::ledger::{Held, Judgement, Link, judge};
use crate::sync::problem::{Problem, ProblemCode};
use crate::sync::wire::{Outcome, PushResponse, Receipt};
use chrono::{DateTime, Utc};
use deadpool_postgres::{Pool, Transaction};
use std::collections::HashMap;
use tokio::try_join;
use tokio_postgres::error::SqlState;
use uuid::Uuid;

/// Stores the batch and answers with its receipts.
pub(super) async fn store(
    pool: &Pool,
    device: &Device,
    batch: Batch,
) -> Result<PushResponse, Refusal> {
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    let held = lock_device(&transaction, device).await?;
    let Batch { operations, keys } = batch;
    let known = known(&transaction, device, &held, &operations).await?;
    let links: Vec<Link<'_>> = operations.iter().map(Checked::link).collect();
    let known_hash = |dseq| known.get(&dseq).map(|known| known.hash.as_slice());
    let (new, after) = match judge(&held, &links, known_hash) {
        Judgement::Gap { expected } => return Err(Problem::gap(expected).into()),
        Judgement::Fork { at } => {
            quarantine(&transaction, device, &held, &operations).await?;
            transaction.commit().await?;
            tracing::warn!(office = device.office, device = %device.id, dseq = at, "fork: device quarantined");
            let title = "another operation is held at this place of the device's history";
            return Err(Refusal::new(ProblemCode::Fork, title));
        }
        Judgement::Take { repeated, held } => (repeated, held),
    };
    let stored = store_new(&transaction, (device, &after), &operations[new..], &keys).await?;
    let head = head(&transaction, device).await?;
    transaction.commit().await?;
    let repeated = operations[..new].iter().map(|checked| {
        // It was judged to be held.
        let held = &known[&checked.operation.dseq];
        receipt(checked, held.verdict.repeated(), held.position)
    });
    let stored = operations[new..].iter().zip(&stored);
    let stored =
        stored.map(|(checked, (verdict, position))| receipt(checked, verdict.outcome(), *position));
    Ok(head.response(repeated.chain(stored).collect()))
}

/// The receipt of an operation.
pub(super) fn receipt(checked: &Checked, outcome: Outcome, position: i64) -> Receipt {
    Receipt {
        op_id: checked.operation.op_id,
        dseq: checked.operation.dseq,
        outcome,
        position: u64::try_from(position).ok(),
    }
}

/// An operation already held.
struct KnownOperation {
    hash: Vec<u8>,
    verdict: Verdict,
    position: i64,
}

/// Operations already held, by `dseq`.
type Known = HashMap<u64, KnownOperation>;

async fn lock_device(transaction: &Transaction<'_>, device: &Device) -> Result<Held, Refusal> {
    let lock = transaction
        .prepare_cached(
            "select acked_dseq, acked_hash, revoked_at is not null, quarantined_at is not null
               from devices where office_id = $1 and device_id = $2 for update",
        )
        .await?;
    let row = transaction
        .query_one(&lock, &[&device.office, &device.id])
        .await?;
    check_standing(row.get(2), row.get(3))?;
    Ok(Held {
        acked: unsigned(row.get(0)),
        hash: row.get(1),
    })
}

async fn known(
    transaction: &Transaction<'_>,
    device: &Device,
    held: &Held,
    operations: &[Checked],
) -> Result<Known, Refusal> {
    let (Some(first), Some(last)) = (operations.first(), operations.last()) else {
        return Ok(Known::new());
    };
    if first.operation.dseq > held.acked {
        return Ok(Known::new());
    }
    let find = transaction
        .prepare_cached(
            "select dseq, position, hash, outcome, review_id, reject_reason from operations
              where office_id = $1 and device_id = $2 and dseq between $3 and $4",
        )
        .await?;
    let rows = transaction
        .query(
            &find,
            &[&device.office, &device.id, &first.dseq, &last.dseq],
        )
        .await?;
    let rows = rows.iter();
    Ok(rows
        .map(|row| {
            let known = KnownOperation {
                hash: row.get("hash"),
                verdict: Verdict::of(row),
                position: row.get("position"),
            };
            (unsigned(row.get("dseq")), known)
        })
        .collect())
}

/// Sets the device aside and keeps what it offered: a person finds out which history is right.
async fn quarantine(
    transaction: &Transaction<'_>,
    device: &Device,
    held: &Held,
    operations: &[Checked],
) -> Result<(), Refusal> {
    let set_aside = "update devices set quarantined_at = now()
         where office_id = $1 and device_id = $2";
    transaction
        .execute(set_aside, &[&device.office, &device.id])
        .await?;
    let offered: Vec<_> = operations
        .iter()
        .map(|checked| &checked.operation)
        .collect();
    let offered = serde_json::to_string(&offered)
        .map_err(|_| Refusal::new(ProblemCode::Invalid, "the batch cannot be kept"))?;
    let keep = "insert into forks (office_id, device_id, held_dseq, offered)
         values ($1, $2, $3, $4)";
    let acked = signed(held.acked);
    transaction
        .execute(keep, &[&device.office, &device.id, &acked, &offered])
        .await?;
    Ok(())
}

/// Stores operations not held yet, after which `held` is held of the device; what was made of
/// each, and its feed position.
async fn store_new(
    transaction: &Transaction<'_>,
    (device, held): (&Device, &Held),
    operations: &[Checked],
    keys: &[(Uuid, Vec<u8>)],
) -> Result<Vec<(Verdict, i64)>, Refusal> {
    if operations.is_empty() {
        return Ok(Vec::new());
    }
    let before = feed_log::allocate(transaction, &device.office, operations.len()).await?;
    // The device's row, which is locked, refers to the office's.
    let before = before.unwrap_or(0);
    let applied = apply::apply(transaction, (&device.office, false), operations, before).await?;
    let rows = (operations, applied.as_slice());
    // Three statements on one way to PostgreSQL: none depends on another.
    let inserted = try_join!(
        feed_log::insert_operations(transaction, device, rows, before),
        feed_log::insert_keys(transaction, &device.office, keys),
        advance(transaction, device, held),
    );
    inserted.map_err(refuse_second_use)?;
    let verdicts = applied.iter().map(|applied| applied.verdict);
    Ok(verdicts.zip(before + 1..).collect())
}

/// Notes that `held` is held of the device.
async fn advance(
    transaction: &Transaction<'_>,
    device: &Device,
    held: &Held,
) -> Result<(), tokio_postgres::Error> {
    let advance = transaction
        .prepare_cached(
            "update devices set acked_dseq = $3, acked_hash = $4, last_seen_at = now()
              where office_id = $1 and device_id = $2",
        )
        .await?;
    transaction
        .execute(
            &advance,
            &[&device.office, &device.id, &signed(held.acked), &held.hash],
        )
        .await?;
    Ok(())
}

/// The device's history is dense and locked, so only the id of an operation can be taken.
pub(super) fn refuse_second_use(error: tokio_postgres::Error) -> Refusal {
    if error.code() == Some(&SqlState::UNIQUE_VIOLATION) {
        let title = "an operation id is used a second time";
        return Refusal::new(ProblemCode::BrokenChain, title);
    }
    error.into()
}

/// Where things stand after the batch.
pub(super) struct Head {
    pub(super) epoch: Uuid,
    pub(super) acked: u64,
    pub(super) feed_head: u64,
    pub(super) server_time: DateTime<Utc>,
}

/// Where things stand for a device.
pub(super) async fn head(transaction: &Transaction<'_>, device: &Device) -> Result<Head, Refusal> {
    let read = transaction
        .prepare_cached(
            "select state.epoch, device.acked_dseq, office.feed_head, now()
               from devices device
               join offices office on office.office_id = device.office_id
              cross join server_state state
              where device.office_id = $1 and device.device_id = $2",
        )
        .await?;
    let row = transaction
        .query_one(&read, &[&device.office, &device.id])
        .await?;
    Ok(Head {
        epoch: row.get(0),
        acked: unsigned(row.get(1)),
        feed_head: unsigned(row.get(2)),
        server_time: row.get(3),
    })
}

impl Head {
    fn response(self, receipts: Vec<Receipt>) -> PushResponse {
        PushResponse {
            epoch: self.epoch,
            acked_dseq: self.acked,
            feed_head: self.feed_head,
            receipts,
            server_time: self.server_time,
        }
    }
}
