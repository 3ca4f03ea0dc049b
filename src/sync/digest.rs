//! Digests of what is held, to be compared: per day a count and the root of a Merkle tree.
//!
//! Desk and central hold the same operations up to a position of the office's feed, or one of them
//! finds out here. The tree is that of RFC 9162 §2.1 over the hashes of a day's operations in the
//! order of their ids; a day is the UTC day of the operation's device time, which its hash covers, so
//! that both sides put it into the same day. Over the days stands one more root: when it agrees,
//! nothing else has to travel.

use chrono::{DateTime, NaiveDate, Utc};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// Set before a leaf when it is hashed, RFC 9162 §2.1.1.
const LEAF: u8 = 0;
/// Set before two children when they are hashed.
const NODE: u8 = 1;

/// The Merkle tree of RFC 9162 §2.1.1, of leaves given one after the other.
///
/// It keeps the roots of its complete subtrees only, as many as the count of leaves has binary ones.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    leaves: u64,
    /// Complete subtrees from left to right: how many leaves, and the root. Sizes fall.
    complete: Vec<(u64, Hash)>,
}

impl Tree {
    /// Adds a leaf at the end.
    pub fn push(&mut self, leaf: &[u8]) {
        self.leaves += 1;
        let mut size = 1;
        let mut root = hash(&[&[LEAF], leaf]);
        while let Some((_, left)) = self.complete.pop_if(|(left, _)| *left == size) {
            root = node(&left, &root);
            size *= 2;
        }
        self.complete.push((size, root));
    }

    /// How many leaves it has.
    #[must_use]
    pub fn leaves(&self) -> u64 {
        self.leaves
    }

    /// Its root; of no leaves, the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let from_the_right = self.complete.iter().rev().map(|(_, root)| *root);
        from_the_right
            .reduce(|right, left| node(&left, &right))
            .unwrap_or_else(|| hash(&[]))
    }
}

fn node(left: &Hash, right: &Hash) -> Hash {
    hash(&[&[NODE], left, right])
}

fn hash(parts: &[&[u8]]) -> Hash {
    let mut sha = Sha256::new();
    parts.iter().for_each(|part| sha.update(part));
    sha.finalize().into()
}

/// The day an operation is counted to.
#[must_use]
pub fn day_of(device_time: DateTime<Utc>) -> NaiveDate {
    device_time.date_naive()
}

/// What is held of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayDigest {
    /// The UTC day.
    pub day: NaiveDate,
    /// How many operations.
    pub count: u64,
    /// Root of their tree, lower-case hexadecimal.
    pub root: String,
}

impl DayDigest {
    /// The digest of a day whose operations are the leaves of `tree`.
    #[must_use]
    pub fn of(day: NaiveDate, tree: &Tree) -> Self {
        Self {
            day,
            count: tree.leaves(),
            root: HEXLOWER.encode(&tree.root()),
        }
    }
}

/// Sorts operations into days, in whatever order they come.
#[derive(Debug, Default)]
pub struct Days(BTreeMap<NaiveDate, Vec<(Uuid, Hash)>>);

impl Days {
    /// Adds an operation.
    pub fn add(&mut self, device_time: DateTime<Utc>, op_id: Uuid, hash: Hash) {
        let day = self.0.entry(day_of(device_time)).or_default();
        day.push((op_id, hash));
    }

    /// The digests, by day.
    #[must_use]
    pub fn digests(self) -> Vec<DayDigest> {
        let days = self.0.into_iter();
        days.map(|(day, mut operations)| {
            operations.sort_unstable();
            let mut tree = Tree::default();
            operations.iter().for_each(|(_, hash)| tree.push(hash));
            DayDigest::of(day, &tree)
        })
        .collect()
    }
}

/// One root over all days, lower-case hexadecimal.
#[must_use]
pub fn root_of(days: &[DayDigest]) -> String {
    let mut tree = Tree::default();
    for day in days {
        let leaf = format!("{} {} {}", day.day, day.count, day.root);
        tree.push(leaf.as_bytes());
    }
    HEXLOWER.encode(&tree.root())
}

/// Days that are not the same in both; both lists are by day.
#[must_use]
pub fn differing(one: &[DayDigest], other: &[DayDigest]) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let order = match (one.peek(), other.peek()) {
            (None, None) => return days,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(one), Some(other)) => one.day.cmp(&other.day),
        };
        let mine = one.next_if(|_| order.is_le());
        let theirs = other.next_if(|_| order.is_ge());
        if mine != theirs {
            days.extend(mine.or(theirs).map(|digest| digest.day));
        }
    }
}

#[cfg(test)]
#[path = "digest_tests.rs"]
mod tests;
