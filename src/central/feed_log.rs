//! The office's feed: giving positions, and storing operations and keys.
//!
//! Positions are given under the office's row lock, which a transaction holds from the first
//! position to its commit: a reader can never pass a position that commits later.

use super::answer::Refusal;
use super::apply::Applied;
use super::batch::Checked;
use super::catch_up;
use super::credential::Device;
use crate::sync::problem::ProblemCode;
use deadpool_postgres::Transaction;
use tokio_postgres::Error;
use uuid::Uuid;

/// A count for a column; checked ones fit.
pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count from a column: none is ever negative.
pub(super) fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// A position a device names, for a query.
pub(super) fn position(position: u64) -> Result<i64, Refusal> {
    i64::try_from(position)
        .map_err(|_| Refusal::new(ProblemCode::Invalid, "the position is out of range"))
}

/// Gives `count` positions and locks the office's row; the position before them, or `None` when
/// central does not know the office. The cases are up to date then, and the caller applies what it
/// stores.
pub(super) async fn allocate(
    transaction: &Transaction<'_>,
    office: &str,
    count: usize,
) -> Result<Option<i64>, Error> {
    let count = i64::try_from(count).unwrap_or(0);
    let allocate = transaction
        .prepare_cached(
            "update offices
                set feed_head = held.feed_head + $2, cases_position = held.feed_head + $2
               from (select feed_head, cases_position from offices
                      where office_id = $1 for update) as held
              where office_id = $1
             returning held.feed_head, held.cases_position",
        )
        .await?;
    let row = transaction.query_opt(&allocate, &[&office, &count]).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let (before, folded): (i64, i64) = (row.get(0), row.get(1));
    catch_up::fold_stored(transaction, office, (folded, before)).await?;
    Ok(Some(before))
}

/// All operations in one statement: an array for each column.
const INSERT_OPERATIONS: &str = "
    insert into operations (office_id, device_id, position, dseq, op_id, prev_hash, hash, actor,
        role_version, schema_version, kind, case_id, base_revision, body, device_time, person_id,
        outcome, review_id, reject_reason, understood)
    select $1, $2, $3 + row, dseq, op_id, prev_hash, hash, actor, role_version, schema_version,
        kind, case_id, base_revision, body, device_time, person_id, outcome, review_id,
        reject_reason, understood
      from unnest($4::bigint[], $5::uuid[], $6::bytea[], $7::bytea[], $8::text[], $9::bigint[],
        $10::bigint[], $11::text[], $12::uuid[], $13::bigint[], $14::text[], $15::timestamptz[],
        $16::uuid[], $17::text[], $18::uuid[], $19::text[], $20::boolean[]) with ordinality
      as batch (dseq, op_id, prev_hash, hash, actor, role_version, schema_version, kind, case_id,
        base_revision, body, device_time, person_id, outcome, review_id, reject_reason, understood,
        row)";

/// Stores operations of one device after position `before`, with what was made of each.
pub(super) async fn insert_operations(
    transaction: &Transaction<'_>,
    device: &Device,
    (operations, applied): (&[Checked], &[Applied]),
    before: i64,
) -> Result<(), Error> {
    let insert = transaction.prepare_cached(INSERT_OPERATIONS).await?;
    transaction
        .execute(
            &insert,
            &[
                &device.office,
                &device.id,
                &before,
                &column(operations, |checked| checked.dseq),
                &column(operations, |checked| checked.operation.op_id),
                &column(operations, |checked| checked.prev_hash.as_slice()),
                &column(operations, |checked| checked.hash.as_slice()),
                &column(operations, |checked| checked.operation.actor.as_str()),
                &column(operations, |checked| {
                    i64::from(checked.operation.role_version)
                }),
                &column(operations, |checked| i64::from(checked.operation.schema)),
                &column(operations, |checked| checked.operation.kind.as_str()),
                &column(operations, |checked| checked.operation.case_id),
                &column(operations, |checked| checked.base_revision),
                &column(operations, |checked| checked.operation.body.as_str()),
                &column(operations, |checked| checked.operation.device_time),
                &column(applied, |applied| applied.person),
                &column(applied, |applied| applied.verdict.name()),
                &column(applied, |applied| applied.verdict.review()),
                &column(applied, |applied| applied.verdict.reason()),
                &column(applied, |applied| applied.understood),
            ],
        )
        .await?;
    Ok(())
}

/// One value of each row, for an array parameter.
pub(super) fn column<'a, T, C>(rows: &'a [T], value: impl Fn(&'a T) -> C) -> Vec<C> {
    rows.iter().map(value).collect()
}

/// New keys are kept; one that was destroyed stays destroyed.
pub(super) async fn insert_keys(
    transaction: &Transaction<'_>,
    office: &str,
    keys: &[(Uuid, Vec<u8>)],
) -> Result<(), Error> {
    if keys.is_empty() {
        return Ok(());
    }
    let insert = transaction
        .prepare_cached(
            "insert into person_keys (office_id, person_id, key)
             select $1, person, key from unnest($2::uuid[], $3::bytea[]) as keys (person, key)
             on conflict do nothing",
        )
        .await?;
    let persons = column(keys, |(person, _)| *person);
    let bytes = column(keys, |(_, key)| key.as_slice());
    transaction
        .execute(&insert, &[&office, &persons, &bytes])
        .await?;
    Ok(())
}
