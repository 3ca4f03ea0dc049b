//! Life after a restore: a new device, and nothing of the old one lost or sent twice.
//!
//! A backup is a view of the past: after it was made the desk went on, gave application numbers
//! and sent operations. If the restored file went on as the same device, it would give those
//! numbers again and continue the chain from an earlier place: central would see a fork and set
//! the device aside. So [`become_new`] makes the restored file a *new* device:
//!
//! - it has a fresh id, its own chain from 1 and no credentials, and is enrolled again. Central
//!   gives it another device number, and until then it chooses one it never had, so that no
//!   application number is ever given twice;
//! - what the old device had in the log stays there as history, with its own chain;
//! - epoch and feed cursor stay: up to there the feed is the one already applied, whoever asks.
//!   What follows includes the old device's operations after the backup: the office's feed holds
//!   back only the asking device's own, and that is a new one. So everything central had received
//!   comes home;
//! - what the old device had not sent when the backup was made is known to be missing at central
//!   only once the feed has been read to its end without it. [`settle`] waits for that and then
//!   appends it again as the new device's, marked with the operation it repeats. If the other
//!   copy comes home later, by another restore of the same backup, the mark tells.
//!
//! Operations the old device had made after the backup and never sent are on the lost disk only.

use super::device::OwnDevice;
use super::error::{Result, StoreError};
use super::log::{self, NewOperation};
use super::row::{Micros, signed, unsigned};
use super::{person_keys, projections};
use crate::domain::source::Source;
use crate::sync::seal;
use crate::sync::wire::Operation;
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;
use uuid::Uuid;

/// The field of a body that names the operation it repeats.
const REPEATS: &str = "repeats_operation";

/// The operation a stored body says it repeats.
pub(super) fn repeated(body: &str) -> Option<Uuid> {
    #[derive(Deserialize)]
    struct Body {
        repeats_operation: Uuid,
    }
    let body: Body = serde_json::from_str(body).ok()?;
    Some(body.repeats_operation)
}

/// A body that says which operation it repeats.
pub(super) fn repeating(body: &str, operation: Uuid) -> Result<String> {
    let body =
        serde_json::from_str(body).map_err(|_| StoreError::Defect("an own record is not JSON"))?;
    Ok(marked(body, operation))
}

fn marked(mut body: Value, operation: Uuid) -> String {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(REPEATS.to_owned(), operation.to_string().into());
    }
    body.to_string()
}

/// Makes a restored database a new device; the old one's id and the number of its last operation.
pub(super) fn become_new(connection: &Connection, source: &mut dyn Source) -> Result<(Uuid, u64)> {
    let old = OwnDevice::load(connection)?;
    let (head, _) = log::head(connection, old.id)?;
    let keep =
        "insert into former_devices (device, office, device_number, head, acked, restored_at)
        select device, office, device_number, ?1, acked, ?2 from device where id = 1";
    connection.execute(keep, (signed(head), Micros(source.stamp())))?;
    let renew = "update device set device = ?1, device_number = null, acked = 0,
        last_receipt = null, server = null, secret = null, ca_certificate = null,
        lease_holder = null, lease_until = null where id = 1";
    connection.execute(renew, [source.id()])?;
    Ok((old.id, head))
}

/// Appends again what former devices never sent. To be called when the feed was applied to its
/// end.
pub(super) fn settle(connection: &Connection, source: &mut dyn Source) -> Result<()> {
    let select = "select device, acked from former_devices where settled_at is null
        order by restored_at";
    let unsettled = connection
        .prepare_cached(select)?
        .query_map([], |row| Ok((row.get(0)?, unsigned(row.get(1)?))))?
        .collect::<rusqlite::Result<Vec<(Uuid, u64)>>>()?;
    if unsettled.is_empty() {
        return Ok(());
    }
    let repeated = repeated_by_own(connection)?;
    for (former, acked) in unsettled {
        let mut missing = Vec::new();
        log::each_after(connection, former, acked, |operation| {
            let sent_again = repeated.contains(&operation.op_id);
            if !sent_again && !came_home(connection, operation.op_id)? {
                missing.push(operation);
            }
            Ok(true)
        })?;
        for operation in missing {
            append_again(connection, operation, source)?;
        }
        let settle = "update former_devices set settled_at = ?2 where device = ?1";
        connection.execute(settle, (former, Micros(source.stamp())))?;
    }
    Ok(())
}

/// Forgets what was known of the feed after `cursor`: central was restored, and what it held
/// there may be lost. Once the feed was read again, what is still missing is
/// [given back](super::holdings), and [`settle`] sends what never was at central.
pub(super) fn unsettle(connection: &Connection, cursor: u64) -> Result<()> {
    // What is only repeated there was never in the feed itself.
    let lose = "update operations as lost set lost_position = feed_position
        where feed_position > ?1 and not exists (
            select 1 from operations as twin where twin.repeats = 1 and twin.seq > lost.seq
                and (twin.feed_position = lost.feed_position
                    or twin.lost_position = lost.feed_position))";
    connection.execute(lose, [signed(cursor)])?;
    let forget = "update operations set feed_position = null where feed_position > ?1";
    let forgotten = connection.execute(forget, [signed(cursor)])?;
    if forgotten > 0 {
        projections::unpositioned(connection, cursor)?;
        connection.execute("update former_devices set settled_at = null", [])?;
    }
    Ok(())
}

/// What this device has sent again, or is about to: it is in its own log, and so reaches central
/// whatever becomes of the feed.
fn repeated_by_own(connection: &Connection) -> Result<HashSet<Uuid>> {
    let select = "select body from operations
        where device = (select device from device where id = 1) and repeats";
    let bodies = connection
        .prepare_cached(select)?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(bodies.iter().filter_map(|body| repeated(body)).collect())
}

/// Whether central has the operation, or one that repeats it, or is to be given it back.
fn came_home(connection: &Connection, op_id: Uuid) -> Result<bool> {
    let select = "select coalesce(feed_position, lost_position) from operations where op_id = ?1";
    let position: Option<Option<i64>> = connection
        .prepare_cached(select)?
        .query_row([op_id], |row| row.get(0))
        .optional()?;
    Ok(position.flatten().is_some())
}

fn append_again(
    connection: &Connection,
    operation: Operation,
    source: &mut dyn Source,
) -> Result<()> {
    let own = OwnDevice::load(connection)?;
    let op_id = source.id();
    let mut body: Value = serde_json::from_str(&operation.body)
        .map_err(|_| StoreError::Defect("an own record is not JSON"))?;
    reseal(connection, (&mut body, &operation), op_id, source)?;
    let new = NewOperation {
        op_id,
        actor: operation.actor,
        role_version: operation.role_version,
        kind: operation.kind,
        case_id: operation.case_id,
        base_revision: operation.base_revision,
        body: marked(body, operation.op_id),
        device_time: operation.device_time,
    };
    log::append(connection, &own, new)?;
    Ok(())
}

/// See [`seal::reseal`].
fn reseal(
    connection: &Connection,
    (body, operation): (&mut Value, &Operation),
    op_id: Uuid,
    source: &mut dyn Source,
) -> Result<()> {
    let Some(person) = seal::person(body) else {
        return Ok(());
    };
    let Some(key) = person_keys::find(connection, person)? else {
        return Ok(());
    };
    let ids = (operation.op_id, op_id);
    seal::reseal(body, (&key, &operation.kind), ids, source)?;
    Ok(())
}
