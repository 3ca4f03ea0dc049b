//! What a desk and central say to each other to find out whether they hold the same, and to give
//! each other what one of them lacks.

use super::{FeedEntry, Operation, PersonKey, Receipt};
use crate::sync::digest::DayDigest;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most operations in one page of a day.
pub const MAX_DAY_ENTRIES: u32 = 5_000;
/// Most operations looked up, or given back, at once.
pub const MAX_LOOKUP: usize = 500;
/// Most earlier epochs a desk names when it gives back.
pub const MAX_EPOCHS: usize = 100;

/// `GET /v1/digest?upto=&known=`: what central holds of the office's feed up to a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestResponse {
    /// See [`StateResponse::epoch`](super::StateResponse::epoch).
    pub epoch: Uuid,
    /// The position asked for.
    pub upto: u64,
    /// Root over the days ([`root_of`](crate::sync::digest::root_of)).
    pub root: String,
    /// The days, in order; none when `known` is the root.
    pub days: Vec<DayDigest>,
}

/// An operation, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldOperation {
    /// The operation.
    pub op_id: Uuid,
    /// Its hash, lower-case hexadecimal.
    pub hash: String,
    /// Its place in the office's feed.
    pub position: u64,
}

/// `GET /v1/digest/{day}?upto=&after=`: the operations of a day, by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayResponse {
    /// See [`StateResponse::epoch`](super::StateResponse::epoch).
    pub epoch: Uuid,
    /// The day.
    pub day: NaiveDate,
    /// Those with a greater id than the one asked after, in order.
    pub operations: Vec<HeldOperation>,
    /// There are more.
    pub more: bool,
}

/// `POST /v1/operations/lookup`: operations by their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupRequest {
    /// Which; at most [`MAX_LOOKUP`].
    pub operations: Vec<Uuid>,
}

/// Answer to a look-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupResponse {
    /// See [`StateResponse::epoch`](super::StateResponse::epoch).
    pub epoch: Uuid,
    /// Those found, by position, as many as fit; the asking device's own ones too.
    pub entries: Vec<FeedEntry>,
    /// Keys of the persons in them; a destroyed key is missing.
    pub keys: Vec<PersonKey>,
}

/// An operation central is believed to have lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedOperation {
    /// Where it stood in the office's feed when it was read there.
    pub position: u64,
    /// The operation, of whichever device.
    pub operation: Operation,
}

/// `POST /v1/returned`: operations central held once and has lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnRequest {
    /// Epochs the desk has known: in which of them central was which device.
    pub epochs: Vec<Uuid>,
    /// At most [`MAX_LOOKUP`], in the order of the feed they were read in.
    pub operations: Vec<ReturnedOperation>,
    /// Keys of the persons in them.
    #[serde(default)]
    pub keys: Vec<PersonKey>,
}

/// Why an operation was not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTaken {
    /// Central does not know the device.
    UnknownDevice,
    /// It does not follow what central holds of the device.
    Gap,
    /// Central holds another operation there.
    Fork,
    /// Central cannot have lost it.
    NotLost,
    /// A reason a newer central gives.
    #[serde(other)]
    Other,
}

/// An operation that was not taken back; nothing of it was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotReturned {
    /// The operation.
    pub op_id: Uuid,
    /// Why.
    pub reason: NotTaken,
}

/// Answer to a return, given only when what has a receipt is durably stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnResponse {
    /// See [`StateResponse::epoch`](super::StateResponse::epoch).
    pub epoch: Uuid,
    /// Highest operation of the asking device central holds.
    pub acked_dseq: u64,
    /// Last position of the office's feed.
    pub feed_head: u64,
    /// Of those held now, in order.
    pub receipts: Vec<Receipt>,
    /// Of the others.
    pub refused: Vec<NotReturned>,
    /// Central's clock.
    pub server_time: DateTime<Utc>,
}

/// `POST /v1/compared`: what a desk found when it compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareReport {
    /// Up to which position of the feed.
    pub upto: u64,
    /// Days that differed; none when both hold the same.
    pub differing_days: u32,
    /// Operations the desk lacked and now has.
    pub fetched: u32,
    /// Operations central lacks, which the desk gives back.
    pub given_back: u32,
    /// Differences that stay, for a person.
    pub unresolved: u32,
}

impl CompareReport {
    /// Both hold the same.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.differing_days == 0
    }
}

/// Answer to a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareReceipt {
    /// See [`StateResponse::epoch`](super::StateResponse::epoch).
    pub epoch: Uuid,
}
