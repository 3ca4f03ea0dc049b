//! What this file holds of the office's feed: to be compared with central, and given back to it.

use super::device::OwnDevice;
use super::error::Result;
use super::log;
use super::row::{Micros, Name, signed, time, unsigned};
use super::{carry, person_keys};
use crate::domain::source::Source;
use crate::sync::digest::{DayDigest, Days, Hash, day_of};
use crate::sync::journal::Compared;
use crate::sync::seal;
use crate::sync::wire::compare::{
    CompareReport, MAX_EPOCHS, MAX_LOOKUP, NotTaken, ReturnRequest, ReturnResponse,
    ReturnedOperation,
};
use crate::sync::wire::{MAX_BATCH_BYTES, PersonKey};
use chrono::{DateTime, NaiveDate, Utc};
use data_encoding::HEXLOWER;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// An operation that stands in the feed.
struct Held {
    op_id: Uuid,
    hash: String,
    device_time: DateTime<Utc>,
}

/// Digests of what stands in the feed up to `upto`, by day.
pub(super) fn days(connection: &Connection, upto: u64) -> Result<Vec<DayDigest>> {
    let mut days = Days::default();
    each_held(connection, upto, |held| {
        let hash = HEXLOWER.decode(held.hash.as_bytes()).ok();
        let hash = hash.and_then(|hash| Hash::try_from(hash).ok());
        // One that cannot be read differs from every hash there is.
        days.add(held.device_time, held.op_id, hash.unwrap_or_default());
    })?;
    Ok(days.digests())
}

/// Ids and hashes of what stands in the feed of one day.
pub(super) fn day(
    connection: &Connection,
    (day, upto): (NaiveDate, u64),
) -> Result<BTreeMap<Uuid, String>> {
    let mut of_day = BTreeMap::new();
    each_held(connection, upto, |held| {
        if day_of(held.device_time) == day {
            of_day.insert(held.op_id, held.hash);
        }
    })?;
    Ok(of_day)
}

/// What an operation repeats has that one's place, and is not in the feed itself.
fn each_held(connection: &Connection, upto: u64, mut visit: impl FnMut(Held)) -> Result<()> {
    let repeating = "select feed_position, max(seq) from operations
        where repeats = 1 and feed_position <= ?1 group by feed_position";
    let repeating = connection
        .prepare_cached(repeating)?
        .query_map([signed(upto)], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<HashMap<i64, i64>>>()?;
    let select = "select seq, op_id, hash, device_time, feed_position from operations
        where feed_position <= ?1";
    let mut statement = connection.prepare_cached(select)?;
    let mut rows = statement.query([signed(upto)])?;
    while let Some(row) = rows.next()? {
        let repeated_by = repeating.get(&row.get("feed_position")?);
        let seq: i64 = row.get("seq")?;
        if repeated_by.is_none_or(|last| *last == seq) {
            visit(Held {
                op_id: row.get("op_id")?,
                hash: row.get("hash")?,
                device_time: time(row, "device_time")?,
            });
        }
    }
    Ok(())
}

/// Remembers where an operation stands in the feed; whether it is here.
pub(super) fn place(connection: &Connection, op_id: Uuid, position: u64) -> Result<bool> {
    let accept = "delete from refused_returns where op_id = ?1";
    connection.prepare_cached(accept)?.execute([op_id])?;
    log::place(connection, op_id, position)
}

/// Marks operations as lost at central; how many it has refused to take back before.
pub(super) fn mark_lost(connection: &Connection, operations: &[Uuid]) -> Result<u32> {
    let mark = "update operations set lost_position = feed_position
        where op_id = ?1 and op_id not in (select op_id from refused_returns)";
    let mut refused = 0;
    for op_id in operations {
        let marked = connection.prepare_cached(mark)?.execute([op_id])?;
        refused += u32::from(marked == 0);
    }
    Ok(refused)
}

/// Whether central has lost anything that was not given back.
pub(super) fn has_lost(connection: &Connection) -> Result<bool> {
    let select = "select exists (select 1 from operations where lost_position is not null)";
    Ok(connection
        .prepare_cached(select)?
        .query_row([], |row| row.get(0))?)
}

/// What is to be given back next, in the order of the feed it was read in.
pub(super) fn lost(connection: &Connection) -> Result<Option<ReturnRequest>> {
    let select = "select * from operations where lost_position is not null
        order by lost_position, seq limit ?1";
    let mut statement = connection.prepare_cached(select)?;
    let mut rows = statement.query([signed(MAX_LOOKUP as u64)])?;
    let mut operations: Vec<ReturnedOperation> = Vec::new();
    let mut persons = BTreeSet::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let operation = log::operation(row)?;
        bytes += operation.wire_bytes();
        if bytes > MAX_BATCH_BYTES && !operations.is_empty() {
            break;
        }
        persons.extend(seal::person_in(&operation.body));
        operations.push(ReturnedOperation {
            position: unsigned(row.get("lost_position")?),
            operation,
        });
    }
    if operations.is_empty() {
        return Ok(None);
    }
    let keys = persons.into_iter();
    let keys = keys.map(|person| person_keys::for_central(connection, person));
    let keys: Result<Vec<Option<PersonKey>>> = keys.collect();
    Ok(Some(ReturnRequest {
        epochs: epochs(connection)?,
        operations,
        keys: keys?.into_iter().flatten().collect(),
    }))
}

fn epochs(connection: &Connection) -> Result<Vec<Uuid>> {
    let select = "select epoch from epochs order by epoch desc limit ?1";
    let epochs = connection
        .prepare_cached(select)?
        .query_map([signed(MAX_EPOCHS as u64)], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(epochs)
}

/// Remembers an epoch of central.
pub(super) fn know_epoch(connection: &Connection, epoch: Option<Uuid>) -> Result<()> {
    if let Some(epoch) = epoch {
        let insert = "insert into epochs (epoch) values (?1) on conflict do nothing";
        connection.prepare_cached(insert)?.execute([epoch])?;
    }
    Ok(())
}

/// Stores what became of what was given back. Once nothing is left, what can only be sent as this
/// device's own is.
pub(super) fn returned(
    connection: &Connection,
    (given, response): (&[Uuid], &ReturnResponse),
    (at, source): (DateTime<Utc>, &mut dyn Source),
) -> Result<()> {
    for receipt in &response.receipts {
        if let Some(position) = receipt.position {
            place(connection, receipt.op_id, position)?;
        }
    }
    let refused: HashMap<Uuid, NotTaken> = response
        .refused
        .iter()
        .map(|refused| (refused.op_id, refused.reason))
        .collect();
    for op_id in given {
        let taken = response
            .receipts
            .iter()
            .any(|receipt| receipt.op_id == *op_id);
        if !taken {
            let reason = refused.get(op_id).copied().unwrap_or(NotTaken::Other);
            refuse(connection, (*op_id, reason), at)?;
        }
    }
    let acked = "update device set acked = ?1, last_receipt = ?2 where id = 1 and acked < ?1";
    connection
        .prepare_cached(acked)?
        .execute((signed(response.acked_dseq), Micros(at)))?;
    if !has_lost(connection)? {
        carry::settle(connection, source)?;
    }
    Ok(())
}

/// Central does not take an operation back. This device's own are sent again anyway; those of a
/// device this file was before are sent again as this one's; the others are kept for a person.
fn refuse(
    connection: &Connection,
    (op_id, reason): (Uuid, NotTaken),
    at: DateTime<Utc>,
) -> Result<()> {
    let update = "update operations set lost_position = null where op_id = ?1
        returning coalesce(branch_of, device), own, feed_position";
    let found: Option<(Uuid, bool, Option<i64>)> = connection
        .prepare_cached(update)?
        .query_row([op_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((device, own, position)) = found else {
        return Ok(());
    };
    if position.is_none() && device == OwnDevice::load(connection)?.id {
        return Ok(());
    }
    if position.is_none() && own {
        let again = "update former_devices set settled_at = null where device = ?1";
        connection.prepare_cached(again)?.execute([device])?;
        let unacknowledged = "update former_devices set acked = min(acked, (
                select dseq from operations where op_id = ?2) - 1) where device = ?1";
        connection
            .prepare_cached(unacknowledged)?
            .execute((device, op_id))?;
        return Ok(());
    }
    let insert = "insert into refused_returns (op_id, reason, refused_at) values (?1, ?2, ?3)
        on conflict do update set reason = excluded.reason, refused_at = excluded.refused_at";
    connection
        .prepare_cached(insert)?
        .execute((op_id, Name(reason), Micros(at)))?;
    Ok(())
}

/// Stores what comparing found.
pub(super) fn store_comparison(connection: &Connection, compared: &Compared) -> Result<()> {
    let replace = "insert or replace into comparison
        (id, compared_at, upto, differing_days, fetched, given_back, unresolved)
        values (1, ?1, ?2, ?3, ?4, ?5, ?6)";
    let report = &compared.report;
    connection.prepare_cached(replace)?.execute((
        Micros(compared.at),
        signed(report.upto),
        report.differing_days,
        report.fetched,
        report.given_back,
        report.unresolved,
    ))?;
    Ok(())
}

/// What comparing found last.
pub(super) fn last_comparison(connection: &Connection) -> Result<Option<Compared>> {
    let select = "select * from comparison where id = 1";
    let found = connection
        .prepare_cached(select)?
        .query_row([], |row| {
            Ok(Compared {
                at: time(row, "compared_at")?,
                report: CompareReport {
                    upto: unsigned(row.get("upto")?),
                    differing_days: row.get("differing_days")?,
                    fetched: row.get("fetched")?,
                    given_back: row.get("given_back")?,
                    unresolved: row.get("unresolved")?,
                },
            })
        })
        .optional()?;
    Ok(found)
}
