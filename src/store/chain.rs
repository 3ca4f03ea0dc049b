//! Verifies the log: that nothing was changed, lost, added or moved since it was written.

use super::device::OwnDevice;
use super::error::Result;
use super::log;
use super::row::unsigned;
use crate::sync::wire::{GENESIS_HASH, Operation};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};
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
    let mut histories: HashMap<Uuid, History> = HashMap::new();
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
        if !operation.hash_is_right() {
            return Ok(faulty(records, seq, FaultKind::Changed));
        }
        let made_here = row.get("own")?;
        let is_branch = row.get::<_, Option<Uuid>>("branch_of")?.is_some();
        let history = histories.entry(row.get("device")?);
        let history = history.or_insert_with(|| match is_branch {
            true => History::from(&operation),
            false => History::default(),
        });
        if !history.link(seq, operation) || made_here && !history.waiting.is_empty() {
            return Ok(faulty(records, seq, FaultKind::Unlinked));
        }
        records += 1;
    }
    if let Some(seq) = histories.values().filter_map(History::first_waiting).min() {
        return Ok(faulty(records, seq, FaultKind::Unlinked));
    }
    let next = records + 1;
    if given(connection)? > records {
        return Ok(faulty(records, next, FaultKind::Missing));
    }
    let own = OwnDevice::load(connection)?.id;
    let own_head = histories.get(&own).map_or(0, |history| history.last);
    if acked(connection)? > own_head {
        return Ok(faulty(records, next, FaultKind::BehindCentral));
    }
    Ok(Chain {
        records,
        fault: None,
    })
}

/// A device's history, linked up to some operation. Each record follows the one before; but another
/// device's that was lost and fetched again comes late, and those after it wait for it.
struct History {
    last: u64,
    hash: String,
    /// By place: local number, hash of the operation before, own hash.
    waiting: BTreeMap<u64, (u64, String, String)>,
}

impl Default for History {
    fn default() -> Self {
        Self {
            last: 0,
            hash: GENESIS_HASH.to_owned(),
            waiting: BTreeMap::new(),
        }
    }
}

impl History {
    /// Another branch, which begins with this operation.
    fn from(first: &Operation) -> Self {
        Self {
            last: first.dseq.saturating_sub(1),
            hash: first.prev_hash.clone(),
            waiting: BTreeMap::new(),
        }
    }

    /// Links a record; `false` when it does not follow the one before it.
    fn link(&mut self, seq: u64, operation: Operation) -> bool {
        let Operation {
            dseq,
            prev_hash,
            hash,
            ..
        } = operation;
        if dseq <= self.last {
            return false;
        }
        self.waiting.insert(dseq, (seq, prev_hash, hash));
        while let Some((_, prev_hash, hash)) = self.waiting.remove(&(self.last + 1)) {
            if prev_hash != self.hash {
                return false;
            }
            self.last += 1;
            self.hash = hash;
        }
        true
    }

    /// The first record that waits for one that is not there.
    fn first_waiting(&self) -> Option<u64> {
        self.waiting.values().map(|(seq, ..)| *seq).min()
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
