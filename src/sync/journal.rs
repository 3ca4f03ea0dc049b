//! What sync needs from the desk's own store.
//!
//! The store implements [`Journal`] over its connection; the worker is its only caller, from its
//! own thread. Every method that changes something is one transaction.

use super::digest::DayDigest;
use super::engine::Position;
use super::wire::compare::{CompareReport, LookupResponse, ReturnRequest, ReturnResponse};
use super::wire::{FeedResponse, PushRequest, PushResponse};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;
use zeroize::Zeroizing;

/// An oldest unsent operation of this age means an outage lies behind us.
const OUTAGE_AGE: TimeDelta = TimeDelta::minutes(10);

/// The store could not do it. The text is for a log or a technician, without personal data.
#[derive(Debug, thiserror::Error)]
#[error("the desk's store: {0}")]
pub struct JournalError(pub Box<dyn std::error::Error + Send + Sync>);

impl JournalError {
    /// Wraps the store's own error.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}

/// Who this database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Office `PPUUU`.
    pub office: String,
    /// The database's own id.
    pub device: Uuid,
    /// The `DD` its application numbers carry, if it has issued any; `None` lets central choose
    /// freely.
    pub device_number: Option<u8>,
}

/// What makes this device trusted by central, and central by this device.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Base address, such as `https://central.example:8443`.
    pub server: String,
    /// Office `PPUUU`.
    pub office: String,
    /// The device.
    pub device: Uuid,
    /// The device's own secret, 32 bytes in unpadded URL-safe Base64.
    pub secret: Zeroizing<String>,
    /// Central's authority (PEM), the only one trusted.
    pub ca_certificate: String,
    /// The `DD` of every application number issued from now on.
    pub device_number: u8,
}

impl std::fmt::Debug for Credentials {
    /// Never prints the secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("server", &self.server)
            .field("office", &self.office)
            .field("device", &self.device)
            .field("device_number", &self.device_number)
            .finish_non_exhaustive()
    }
}

/// How far sync has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Last own operation in the log.
    pub head: u64,
    /// Epoch, acknowledged operation and feed cursor.
    pub position: Position,
    /// Device time of the first own operation central has not acknowledged.
    pub oldest_unsent: Option<DateTime<Utc>>,
    /// When the last receipt was stored.
    pub last_receipt: Option<DateTime<Utc>>,
}

impl Progress {
    /// Whether the desk has been waiting to send for so long that an outage lies behind it.
    #[must_use]
    pub fn is_after_outage(&self, now: DateTime<Utc>) -> bool {
        self.oldest_unsent
            .is_some_and(|oldest| now - oldest > OUTAGE_AGE)
    }
}

/// The desk's store, as sync sees it.
pub trait Journal: Send {
    /// Who this database is.
    fn identity(&mut self) -> Result<Identity, JournalError>;

    /// The credentials, once enrolled.
    fn credentials(&mut self) -> Result<Option<Credentials>, JournalError>;

    /// Stores the credentials of an enrolment, and uses their device number for every
    /// application number from now on; numbers already given stay.
    fn store_credentials(&mut self, credentials: &Credentials) -> Result<(), JournalError>;

    /// How far sync has come.
    fn progress(&mut self) -> Result<Progress, JournalError>;

    /// The own operations after `after`, in order and without gaps, and the keys of the persons
    /// in them: at most [`MAX_BATCH_OPERATIONS`](super::wire::MAX_BATCH_OPERATIONS) and
    /// [`MAX_BATCH_BYTES`](super::wire::MAX_BATCH_BYTES) by
    /// [`Operation::wire_bytes`](super::wire::Operation::wire_bytes), but at least one if there
    /// is one.
    fn batch(&mut self, after: u64) -> Result<PushRequest, JournalError>;

    /// Hash of own operation `dseq`, unless the log no longer reaches back that far.
    fn hash_at(&mut self, dseq: u64) -> Result<Option<String>, JournalError>;

    /// Stores the receipts and `acked_dseq`, received at `at`. A conflict or a rejection is kept
    /// for a person to see.
    fn record_receipts(
        &mut self,
        response: &PushResponse,
        at: DateTime<Utc>,
    ) -> Result<(), JournalError>;

    /// Applies a page of the feed and moves the cursor to its last position, in one transaction.
    /// An operation already applied (same `op_id`) is skipped.
    fn apply_feed(&mut self, page: &FeedResponse) -> Result<(), JournalError>;

    /// Stores a position central gave, which may be lower than the one stored.
    fn store_position(&mut self, position: Position) -> Result<(), JournalError>;

    /// Takes or renews the right to sync until `until`, if no other process holds it at `now`.
    /// One process at a time talks to central.
    fn take_lease(
        &mut self,
        holder: Uuid,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, JournalError>;

    /// Gives the right up, if `holder` has it.
    fn release_lease(&mut self, holder: Uuid) -> Result<(), JournalError>;

    /// What is held here of the office's feed, where it is kept so that it can be compared.
    fn holdings(&mut self) -> Option<&mut dyn Holdings> {
        None
    }
}

/// What a desk holds of the office's feed, its own operations and the others.
pub trait Holdings {
    /// Digests of the operations that stand in the feed up to `upto`, by day.
    fn days(&mut self, upto: u64) -> Result<Vec<DayDigest>, JournalError>;

    /// Ids and hashes of those of one day.
    fn day(&mut self, day: NaiveDate, upto: u64) -> Result<BTreeMap<Uuid, String>, JournalError>;

    /// Remembers where operations stand in the feed; those that are not here are returned.
    fn place(&mut self, operations: &[(Uuid, u64)]) -> Result<Vec<Uuid>, JournalError>;

    /// Takes in operations that were looked up; how many contradict what is held.
    fn take_in(&mut self, found: &LookupResponse) -> Result<u32, JournalError>;

    /// Marks operations as lost at central, to be given back; how many it has refused to take back
    /// before, which are not marked again.
    fn mark_lost(&mut self, operations: &[Uuid]) -> Result<u32, JournalError>;

    /// Whether there is anything to be given back.
    fn has_lost(&mut self) -> Result<bool, JournalError>;

    /// The next operations to be given back, in the order of the feed they were read in, as many as
    /// fit in a batch.
    fn lost(&mut self) -> Result<Option<ReturnRequest>, JournalError>;

    /// Stores what became of `given`, heard at `at`. What was refused is kept for a person to see.
    fn record_returned(
        &mut self,
        given: &[Uuid],
        response: &ReturnResponse,
        at: DateTime<Utc>,
    ) -> Result<(), JournalError>;

    /// What was found when it was last compared.
    fn last_comparison(&mut self) -> Result<Option<Compared>, JournalError>;

    /// Stores what was found.
    fn store_comparison(&mut self, compared: &Compared) -> Result<(), JournalError>;
}

/// What comparing with central found, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// When, by the clock of whoever keeps it.
    pub at: DateTime<Utc>,
    /// What.
    pub report: CompareReport,
}
