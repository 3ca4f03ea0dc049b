//! The event log: what happened, in the order this database learnt of it.
//!
//! The device's own operations are numbered densely from 1 and chained by hash. There is no second
//! table of what is still to be sent: the outbox *is* the end of the own log after the last
//! operation central has confirmed (`device.acked`). Two copies could disagree, this cannot.

use super::device::OwnDevice;
use super::error::{Result, StoreError};
use super::row::{Micros, signed, time, unsigned};
use super::{carry, projections};
use crate::sync::wire::{GENESIS_HASH, MAX_BODY_BYTES, Operation, SCHEMA, operation_hash};
use chrono::{DateTime, SubsecRound, Utc};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What is given to be appended; place, hash and device come from the log.
#[derive(Debug, Clone)]
pub(super) struct NewOperation {
    pub(super) op_id: Uuid,
    pub(super) actor: String,
    pub(super) role_version: u32,
    pub(super) kind: String,
    pub(super) case_id: Option<Uuid>,
    pub(super) base_revision: Option<u64>,
    pub(super) body: String,
    pub(super) device_time: DateTime<Utc>,
}

/// An operation and its local number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Logged {
    pub(super) seq: i64,
    /// Made in this file.
    pub(super) own: bool,
    /// Says again what an earlier operation of the log says.
    pub(super) repeats: bool,
    /// Place in the office's feed, where it is known.
    pub(super) position: Option<u64>,
    pub(super) operation: Operation,
}

/// What became of an operation from the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reception {
    /// Stored now.
    New(Box<Logged>),
    /// It was here before.
    Known,
    /// Its device has two other operations in that place here; kept apart.
    Contradiction,
}

/// Last operation of a device: its number and hash; zero and [`GENESIS_HASH`] before the first.
pub(super) fn head(connection: &Connection, device: Uuid) -> Result<(u64, String)> {
    let select = "select dseq, hash from operations where device = ?1 order by dseq desc limit 1";
    let head = connection
        .prepare_cached(select)?
        .query_row([device], |row| Ok((unsigned(row.get(0)?), row.get(1)?)))
        .optional()?;
    Ok(head.unwrap_or_else(|| (0, GENESIS_HASH.to_owned())))
}

/// Appends an own operation. The caller's transaction holds the write lock, so that no other
/// process can take the same place.
///
/// # Errors
/// [`StoreError::TooLarge`], [`StoreError::NotSetUp`].
pub(super) fn append(
    connection: &Connection,
    own: &OwnDevice,
    new: NewOperation,
) -> Result<Logged> {
    if new.body.len() > MAX_BODY_BYTES {
        let bytes = new.body.len();
        return Err(StoreError::TooLarge { bytes });
    }
    let (last, prev_hash) = head(connection, own.id)?;
    let mut operation = Operation {
        op_id: new.op_id,
        office: own.office()?.to_owned(),
        device: own.id,
        dseq: last + 1,
        prev_hash,
        hash: String::new(),
        actor: new.actor,
        role_version: new.role_version,
        schema: SCHEMA,
        kind: new.kind,
        case_id: new.case_id,
        base_revision: new.base_revision,
        body: new.body,
        device_time: new.device_time.trunc_subsecs(6),
    };
    operation.hash = operation_hash(&operation);
    insert(connection, operation, true, None)
}

/// Takes in an operation from the office's feed.
pub(super) fn receive(
    connection: &Connection,
    operation: &Operation,
    position: u64,
) -> Result<Reception> {
    if place(connection, operation.op_id, position)? {
        return Ok(Reception::Known);
    }
    if !continues(connection, operation.device, operation)? {
        return receive_other_branch(connection, operation, position);
    }
    let made_here = "select exists (select 1 from former_devices where device = ?1)
        or exists (select 1 from device where device = ?1)";
    let own: bool = connection
        .prepare_cached(made_here)?
        .query_row([operation.device], |row| row.get(0))?;
    insert(connection, operation.clone(), own, Some(position))
        .map(|logged| Reception::New(Box::new(logged)))
}

/// Central holds another history of the device from some place on, as after a copied disk: the feed is
/// what the office agrees on, so that one is taken in too, beside the one that is here.
fn receive_other_branch(
    connection: &Connection,
    operation: &Operation,
    position: u64,
) -> Result<Reception> {
    keep_apart(connection, operation, position)?;
    let branch = branch_of(operation.device);
    if is_taken(connection, branch, operation.dseq)? {
        return Ok(Reception::Contradiction);
    }
    let place = Place {
        row_device: branch,
        own: false,
        feed_position: Some(position),
    };
    let logged = insert_at(connection, operation.clone(), place)?;
    Ok(Reception::New(Box::new(logged)))
}

/// Whether an operation's place in a history is free and nothing here contradicts it: it follows the
/// one before it, if that one is here, and belongs to no other branch.
fn continues(connection: &Connection, row_device: Uuid, operation: &Operation) -> Result<bool> {
    if is_taken(connection, row_device, operation.dseq)? {
        return Ok(false);
    }
    let before = operation.dseq.saturating_sub(1);
    if let Some(before) = hash_at(connection, row_device, before)? {
        return Ok(before == operation.prev_hash);
    }
    let branch = branch_of(row_device);
    let on_branch = hash_at(connection, branch, before)?;
    Ok(on_branch.is_none_or(|before| before != operation.prev_hash))
}

fn is_taken(connection: &Connection, row_device: Uuid, dseq: u64) -> Result<bool> {
    Ok(hash_at(connection, row_device, dseq)?.is_some())
}

/// The id central's branch of a device's history has in this log: it follows from the device's, and
/// is of UUID version 8 (RFC 9562 §5.8).
fn branch_of(device: Uuid) -> Uuid {
    let digest = Sha256::digest([b"acikkapi branch 1".as_slice(), device.as_bytes()].concat());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// [`place`], for the operation at a place of the own history; its id, if it is here.
pub(super) fn place_own(
    connection: &Connection,
    (device, dseq): (Uuid, u64),
    position: u64,
) -> Result<Option<Uuid>> {
    let select = "select op_id from operations where device = ?1 and dseq = ?2";
    let op_id: Option<Uuid> = connection
        .prepare_cached(select)?
        .query_row((device, signed(dseq)), |row| row.get(0))
        .optional()?;
    if let Some(op_id) = op_id {
        place(connection, op_id, position)?;
    }
    Ok(op_id)
}

/// Forgets where own operations stood that central does not hold (any more), but for giving them back
/// in their order among the others.
pub(super) fn displace_unsent(connection: &Connection, acked: u64) -> Result<()> {
    let forget = "update operations set lost_position = feed_position, feed_position = null
        where device = (select device from device where id = 1) and dseq > ?1
          and feed_position is not null
        returning op_id";
    let displaced = connection
        .prepare_cached(forget)?
        .query_map([signed(acked)], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<Uuid>>>()?;
    for op_id in displaced {
        projections::positioned(connection, op_id, None)?;
    }
    Ok(())
}

/// Remembers where an operation that is here stands in the feed, and with it the one it repeats;
/// whether it is here.
pub(super) fn place(connection: &Connection, op_id: Uuid, position: u64) -> Result<bool> {
    let update = "update operations set feed_position = ?2, lost_position = null where op_id = ?1
        returning case when repeats then body end";
    let known: Option<Option<String>> = connection
        .prepare_cached(update)?
        .query_row((op_id, signed(position)), |row| row.get(0))
        .optional()?;
    if known.is_some() {
        projections::positioned(connection, op_id, Some(position))?;
    }
    // Only what was here before can be repeated, so this ends.
    if let Some(repeated) = known
        .iter()
        .flatten()
        .find_map(|body| carry::repeated(body))
    {
        place_repeated(connection, repeated, position)?;
    }
    Ok(known.is_some())
}

/// Central has what an operation says by one that repeats it, unless it has that operation itself.
fn place_repeated(connection: &Connection, op_id: Uuid, position: u64) -> Result<bool> {
    let select = "select feed_position from operations where op_id = ?1";
    let known: Option<Option<i64>> = connection
        .prepare_cached(select)?
        .query_row([op_id], |row| row.get(0))
        .optional()?;
    match known {
        Some(None) => place(connection, op_id, position),
        known => Ok(known.is_some()),
    }
}

/// Remembers that central has what a repeated operation says; whether that operation is here.
fn note_repetition(
    connection: &Connection,
    op_id: Uuid,
    feed_position: Option<u64>,
) -> Result<bool> {
    if let Some(position) = feed_position {
        return place_repeated(connection, op_id, position);
    }
    let here = "select exists (select 1 from operations where op_id = ?1)";
    Ok(connection
        .prepare_cached(here)?
        .query_row([op_id], |row| row.get(0))?)
}

fn keep_apart(connection: &Connection, operation: &Operation, position: u64) -> Result<()> {
    let json = serde_json::to_string(operation)
        .map_err(|_| StoreError::Defect("an operation cannot be written as JSON"))?;
    let insert = "insert into contradictions (op_id, feed_position, operation)
        values (?1, ?2, ?3) on conflict do nothing";
    connection
        .prepare_cached(insert)?
        .execute((operation.op_id, signed(position), json))?;
    Ok(())
}

pub(super) fn insert(
    connection: &Connection,
    operation: Operation,
    own: bool,
    feed_position: Option<u64>,
) -> Result<Logged> {
    let place = Place {
        row_device: operation.device,
        own,
        feed_position,
    };
    insert_at(connection, operation, place)
}

/// Where an operation goes in the log.
struct Place {
    /// Its device; of another branch of that one's history, the branch.
    row_device: Uuid,
    own: bool,
    feed_position: Option<u64>,
}

fn insert_at(connection: &Connection, operation: Operation, place: Place) -> Result<Logged> {
    let Place {
        row_device,
        own,
        feed_position,
    } = place;
    let branch_of = (row_device != operation.device).then_some(operation.device);
    let repeats = match carry::repeated(&operation.body) {
        Some(op_id) => note_repetition(connection, op_id, feed_position)?,
        None => false,
    };
    let insert = "insert into operations (op_id, office, device, dseq, prev_hash, hash, actor,
            role_version, schema, kind, case_id, base_revision, body, device_time, own,
            repeats, feed_position, branch_of)
        values (:op_id, :office, :device, :dseq, :prev_hash, :hash, :actor, :role_version,
            :schema, :kind, :case_id, :base_revision, :body, :device_time, :own, :repeats,
            :feed_position, :branch_of)";
    connection.prepare_cached(insert)?.execute(named_params! {
        ":op_id": operation.op_id,
        ":office": operation.office,
        ":device": row_device,
        ":dseq": signed(operation.dseq),
        ":prev_hash": operation.prev_hash,
        ":hash": operation.hash,
        ":actor": operation.actor,
        ":role_version": operation.role_version,
        ":schema": operation.schema,
        ":kind": operation.kind,
        ":case_id": operation.case_id,
        ":base_revision": operation.base_revision.map(signed),
        ":body": operation.body,
        ":device_time": Micros(operation.device_time),
        ":own": own,
        ":repeats": repeats,
        ":feed_position": feed_position.map(signed),
        ":branch_of": branch_of,
    })?;
    Ok(Logged {
        seq: connection.last_insert_rowid(),
        own,
        repeats,
        position: feed_position,
        operation,
    })
}

/// Which device made an operation that is here.
pub(super) fn device_of(connection: &Connection, op_id: Uuid) -> Result<Option<Uuid>> {
    let select = "select coalesce(branch_of, device) from operations where op_id = ?1";
    let device = connection
        .prepare_cached(select)?
        .query_row([op_id], |row| row.get(0))
        .optional()?;
    Ok(device)
}

/// Hash of a device's operation.
pub(super) fn hash_at(connection: &Connection, device: Uuid, dseq: u64) -> Result<Option<String>> {
    let select = "select hash from operations where device = ?1 and dseq = ?2";
    let hash = connection
        .prepare_cached(select)?
        .query_row((device, signed(dseq)), |row| row.get(0))
        .optional()?;
    Ok(hash)
}

/// Calls `visit` with the operations of a device after `after`, in order, until it says `false`.
pub(super) fn each_after(
    connection: &Connection,
    device: Uuid,
    after: u64,
    mut visit: impl FnMut(Operation) -> Result<bool>,
) -> Result<()> {
    let select = "select * from operations where device = ?1 and dseq > ?2 order by dseq";
    let mut statement = connection.prepare_cached(select)?;
    let mut rows = statement.query((device, signed(after)))?;
    while let Some(row) = rows.next()? {
        if !visit(operation(row)?)? {
            break;
        }
    }
    Ok(())
}

/// The operation in a row of the log.
pub(super) fn operation(row: &Row<'_>) -> Result<Operation> {
    Ok(Operation {
        op_id: row.get("op_id")?,
        office: row.get("office")?,
        device: match row.get("branch_of")? {
            Some(device) => device,
            None => row.get("device")?,
        },
        dseq: unsigned(row.get("dseq")?),
        prev_hash: row.get("prev_hash")?,
        hash: row.get("hash")?,
        actor: row.get("actor")?,
        role_version: row.get("role_version")?,
        schema: row.get("schema")?,
        kind: row.get("kind")?,
        case_id: row.get("case_id")?,
        base_revision: row.get::<_, Option<i64>>("base_revision")?.map(unsigned),
        body: row.get("body")?,
        device_time: time(row, "device_time")?,
    })
}
