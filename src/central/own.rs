//! What central itself writes into an office's feed: what unit officers and the message worker do,
//! and cases handed over by another office.
//!
//! Central is a device of the office. Its operations have a dense, hash-chained history like any
//! desk's, their personal parts are sealed under the person's key that central holds, and they are
//! applied by the same code as pushed ones. The desks get them with the feed.
//!
//! ```text
//! let transaction = client.transaction().await?;
//! own::lock(&transaction, office).await?;       // now nobody else writes to this office
//! …look at the case, decide…
//! let appended = own::append(&transaction, office, (actor, &events), &mut System).await?;
//! transaction.commit().await?;                   // a position counts from here on
//! ```

use super::apply;
use super::batch::Checked;
use super::credential::Device;
use super::feed_log;
use super::outcome::Verdict;
use crate::domain::event::Event;
use crate::domain::source::Source;
use crate::domain::staff::Actor;
use crate::sync::body::Unsealed;
use crate::sync::seal::{PersonalKey, SealError};
use crate::sync::wire::{MAX_BODY_BYTES, Operation, SCHEMA, central_device, operation_hash};
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use deadpool_postgres::Transaction;
use std::collections::HashMap;
use uuid::Uuid;

/// Version of the table of roles and permissions an actor was checked against.
const ROLE_VERSION: u32 = 1;

/// Why central cannot write.
#[derive(Debug, thiserror::Error)]
pub enum OwnError {
    /// PostgreSQL cannot be reached or refused a statement.
    #[error(transparent)]
    Database(#[from] tokio_postgres::Error),
    /// No such office.
    #[error("central does not know the office")]
    NoOffice,
    /// The person's data was destroyed for good; nothing more is written about them.
    #[error("the person's data was destroyed")]
    PersonErased,
    /// One record would be larger than a device takes.
    #[error("the record has {bytes} bytes, more than fit in one")]
    TooLarge {
        /// Bytes it has.
        bytes: usize,
    },
    /// The office has no number left to give.
    #[error("the office has no application number left")]
    NumbersExhausted,
    /// This program broke one of its own rules.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// An operation that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its id.
    pub op_id: Uuid,
    /// Its place in the office's feed.
    pub position: u64,
    /// Whether it changed what it was meant to. A step that did not fit is in the history all the
    /// same, and a review item waits for a person. Who holds the [`lock`] and looked at the case
    /// first never gets one.
    pub fits: bool,
}

/// Something to write: what happened, by whom, when.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) actor: String,
    pub(super) at: DateTime<Utc>,
    pub(super) event: Event,
}

/// Keeps everybody else from writing to the office until the transaction ends, so that what is
/// read now is what the next [`append`] meets.
///
/// # Errors
/// [`OwnError::NoOffice`], [`OwnError::Database`].
pub async fn lock(transaction: &Transaction<'_>, office: &str) -> Result<(), OwnError> {
    let lock = transaction
        .prepare_cached("select from offices where office_id = $1 for update")
        .await?;
    let row = transaction.query_opt(&lock, &[&office]).await?;
    row.map(drop).ok_or(OwnError::NoOffice)
}

/// Writes events into the office's feed, in order, and applies them. All of them happen at
/// `source`'s present instant.
///
/// # Errors
/// [`OwnError`]; the caller lets the transaction fail then.
pub async fn append(
    transaction: &Transaction<'_>,
    office: &str,
    (actor, events): (Actor, &[Event]),
    source: &mut dyn Source,
) -> Result<Vec<Appended>, OwnError> {
    let at = source.stamp();
    let entries = events.iter().map(|event| Entry {
        actor: actor.to_string(),
        at,
        event: event.clone(),
    });
    append_entries(transaction, office, entries.collect(), source).await
}

/// [`append`] for entries of several actors and times.
pub(super) async fn append_entries(
    transaction: &Transaction<'_>,
    office: &str,
    entries: Vec<Entry>,
    source: &mut dyn Source,
) -> Result<Vec<Appended>, OwnError> {
    let before = feed_log::allocate(transaction, office, entries.len()).await?;
    let before = before.ok_or(OwnError::NoOffice)?;
    let mut history = History::read(transaction, office).await?;
    let mut keys = Keys::default();
    let mut operations = Vec::with_capacity(entries.len());
    for entry in entries {
        let op_id = source.id();
        let unsealed = Unsealed::of(&entry.event)?;
        let key = match unsealed.person() {
            Some(person) => Some(keys.of(transaction, office, person, source).await?),
            None => None,
        };
        let (kind, body) = unsealed.seal(op_id, key, source)?;
        operations.push(history.next(entry, op_id, (kind, body))?);
    }
    feed_log::insert_keys(transaction, office, &keys.made).await?;
    let applied = apply::apply(transaction, (office, true), &operations, before).await?;
    let rows = (operations.as_slice(), applied.as_slice());
    feed_log::insert_operations(transaction, &history.device, rows, before).await?;
    history.store(transaction).await?;
    let positions = u64::try_from(before).unwrap_or(0) + 1..;
    let appended = operations.iter().zip(&applied).zip(positions);
    Ok(appended
        .map(|((checked, applied), position)| Appended {
            op_id: checked.operation.op_id,
            position,
            fits: applied.verdict == Verdict::Applied,
        })
        .collect())
}

/// Central's own history in an office: the device it is there in this epoch, and the last
/// operation. Guarded by the office's row lock.
struct History {
    device: Device,
    epoch: Uuid,
    last_dseq: i64,
    last_hash: Vec<u8>,
}

impl History {
    async fn read(
        transaction: &Transaction<'_>,
        office: &str,
    ) -> Result<Self, tokio_postgres::Error> {
        let read = transaction
            .prepare_cached(
                "select state.epoch, own.device_id, own.last_dseq, own.last_hash
                   from server_state state
                   left join central_devices own
                     on own.office_id = $1 and own.epoch = state.epoch",
            )
            .await?;
        let row = transaction.query_one(&read, &[&office]).await?;
        let epoch = row.get("epoch");
        let known: Option<Uuid> = row.get("device_id");
        let device = Device {
            office: office.to_owned(),
            id: known.unwrap_or_else(|| central_device(office, epoch)),
        };
        Ok(match known {
            Some(_) => Self {
                device,
                epoch,
                last_dseq: row.get("last_dseq"),
                last_hash: row.get("last_hash"),
            },
            None => Self {
                device,
                epoch,
                last_dseq: 0,
                last_hash: vec![0; 32],
            },
        })
    }

    /// The operation after the last one.
    fn next(
        &mut self,
        entry: Entry,
        op_id: Uuid,
        (kind, body): (String, String),
    ) -> Result<Checked, OwnError> {
        if body.len() > MAX_BODY_BYTES {
            return Err(OwnError::TooLarge { bytes: body.len() });
        }
        let dseq = self.last_dseq + 1;
        let mut operation = Operation {
            op_id,
            office: self.device.office.clone(),
            device: self.device.id,
            dseq: u64::try_from(dseq).unwrap_or(0),
            prev_hash: HEXLOWER.encode(&self.last_hash),
            hash: String::new(),
            actor: entry.actor,
            role_version: ROLE_VERSION,
            schema: SCHEMA,
            kind,
            case_id: entry.event.case(),
            base_revision: None,
            body,
            device_time: entry.at,
        };
        operation.hash = operation_hash(&operation);
        let hash = HEXLOWER
            .decode(operation.hash.as_bytes())
            .expect("operation_hash writes hexadecimal");
        let prev_hash = std::mem::replace(&mut self.last_hash, hash.clone());
        self.last_dseq = dseq;
        Ok(Checked {
            operation,
            dseq,
            base_revision: None,
            prev_hash,
            hash,
        })
    }

    async fn store(&self, transaction: &Transaction<'_>) -> Result<(), tokio_postgres::Error> {
        let store = transaction
            .prepare_cached(
                "insert into central_devices (office_id, epoch, device_id, last_dseq, last_hash)
                 values ($1, $2, $3, $4, $5)
                 on conflict (office_id, epoch) do update
                 set last_dseq = excluded.last_dseq, last_hash = excluded.last_hash",
            )
            .await?;
        let Device { office, id } = &self.device;
        transaction
            .execute(
                &store,
                &[office, &self.epoch, id, &self.last_dseq, &self.last_hash],
            )
            .await?;
        Ok(())
    }
}

/// Keys of the persons written about, and which of them are new.
#[derive(Default)]
struct Keys {
    known: HashMap<Uuid, PersonalKey>,
    made: Vec<(Uuid, Vec<u8>)>,
}

impl Keys {
    /// The key of a person, made now if there was none.
    async fn of(
        &mut self,
        transaction: &Transaction<'_>,
        office: &str,
        person: Uuid,
        source: &mut dyn Source,
    ) -> Result<&PersonalKey, OwnError> {
        if !self.known.contains_key(&person) {
            let held = held_key(transaction, office, person).await?;
            let key = match held {
                Held::Key(key) => key,
                Held::Destroyed => return Err(OwnError::PersonErased),
                Held::Nothing => {
                    let key = PersonalKey::random(source);
                    self.made.push((person, key.bytes().to_vec()));
                    key
                }
            };
            self.known.insert(person, key);
        }
        Ok(&self.known[&person])
    }
}

/// What central holds of a person's key.
pub(super) enum Held {
    Key(PersonalKey),
    Destroyed,
    Nothing,
}

/// A person's key in an office.
pub(super) async fn held_key(
    transaction: &Transaction<'_>,
    office: &str,
    person: Uuid,
) -> Result<Held, tokio_postgres::Error> {
    let find = transaction
        .prepare_cached("select key from person_keys where office_id = $1 and person_id = $2")
        .await?;
    let row = transaction.query_opt(&find, &[&office, &person]).await?;
    Ok(match row.map(|row| row.get::<_, Option<Vec<u8>>>(0)) {
        None => Held::Nothing,
        // What is no key seals and opens nothing.
        Some(key) => key
            .and_then(|key| PersonalKey::of(&key))
            .map_or(Held::Destroyed, Held::Key),
    })
}
