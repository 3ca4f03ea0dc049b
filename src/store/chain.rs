//! Verifies the log: that nothing was changed, lost, added or moved since it was written.

use super::device::OwnDevice;
use super::error::Result;
use super::log;
use super::row::unsigned;
use crate::sync::wire::{GENESIS_HASH, Operation};
use rusqlite::Connection;
use std::collections::HashMap;
use uuid::Uuid;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Records looked at.
    pub records: u64,
    /// The first one that is wrong.
    pub fault: Option<ChainFault>,
}

/// The first wrong record of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainFault {
    /// The local number of the record, or the one that should be there.
    pub seq: u64,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What can be wrong with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// It is missing.
    Missing,
    /// Its content is not what was written: the hash differs.
    Changed,
    /// It does not follow the record before it in its device's history.
    Unlinked,
    /// The log ends before a record that central has confirmed.
    BehindCentral,
}

/// Reads the whole log once, as it is when it begins.
pub(super) fn verify(connection: &Connection) -> Result<Chain> {
    let snapshot = connection.unchecked_transaction()?;
    verify_snapshot(&snapshot)
}

fn verify_snapshot(connection: &Connection) -> Result<Chain> {
    let mut heads: HashMap<Uuid, (u64, String)> = HashMap::new();
    let mut records = 0;
    let mut statement = connection.prepare("select * from operations order by seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let seq = unsigned(row.get("seq")?);
        let expected = records + 1;
        if seq != expected {
            return Ok(faulty(records, expected, FaultKind::Missing));
        }
        let operation = log::operation(row)?;
        let head = heads
            .entry(operation.device)
            .or_insert_with(|| (0, GENESIS_HASH.to_owned()));
        if let Some(kind) = fault(&operation, head) {
            return Ok(faulty(records, seq, kind));
        }
        *head = (operation.dseq, operation.hash);
        records += 1;
    }
    let next = records + 1;
    if given(connection)? > records {
        return Ok(faulty(records, next, FaultKind::Missing));
    }
    let own = OwnDevice::load(connection)?.id;
    let own_head = heads.get(&own).map_or(0, |(dseq, _)| *dseq);
    if acked(connection)? > own_head {
        return Ok(faulty(records, next, FaultKind::BehindCentral));
    }
    Ok(Chain {
        records,
        fault: None,
    })
}

fn fault(operation: &Operation, (last, hash): &(u64, String)) -> Option<FaultKind> {
    if !operation.hash_is_right() {
        Some(FaultKind::Changed)
    } else if operation.dseq != last + 1 || operation.prev_hash != *hash {
        Some(FaultKind::Unlinked)
    } else {
        None
    }
}

fn faulty(records: u64, seq: u64, kind: FaultKind) -> Chain {
    Chain {
        records,
        fault: Some(ChainFault { seq, kind }),
    }
}

/// The highest local number ever given.
fn given(connection: &Connection) -> Result<u64> {
    let select = "select coalesce(max(seq), 0) from sqlite_sequence where name = 'operations'";
    Ok(unsigned(
        connection.query_row(select, [], |row| row.get(0))?,
    ))
}

fn acked(connection: &Connection) -> Result<u64> {
    let select = "select acked from device where id = 1";
    Ok(unsigned(
        connection.query_row(select, [], |row| row.get(0))?,
    ))
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
