//! The store as sync sees it: [`Journal`] over a connection of its own.

use super::connection::{self, Location};
use super::device::OwnDevice;
use super::error::{Result, StoreError};
use super::log::{self, Reception};
use super::presence::Presence;
use super::recorded::Recorded;
use super::row::{Json, Micros, signed, unsigned};
use super::turns::Turns;
use super::{carry, file_journal, holdings, person_keys, projections};
use crate::domain::source::Source;
use crate::sync::digest::DayDigest;
use crate::sync::engine::Position;
use crate::sync::journal::{
    Compared, Credentials, Holdings, Identity, Journal, JournalError, Progress,
};
use crate::sync::seal;
use crate::sync::wire::compare::{LookupResponse, ReturnRequest, ReturnResponse};
use crate::sync::wire::{
    FeedEntry, FeedResponse, MAX_BATCH_BYTES, MAX_BATCH_OPERATIONS, Outcome, PersonKey,
    PushRequest, PushResponse,
};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The desk's file, open for sync. Any number of processes may have one; the lease sees to it
/// that one of them syncs.
pub struct SqliteJournal {
    connection: Connection,
    source: Box<dyn Source>,
    turns: Turns,
    _presence: Presence,
}

impl SqliteJournal {
    /// Opens a file that exists.
    ///
    /// # Errors
    /// Whatever keeps the file from being used safely.
    pub fn open(location: &Location, source: Box<dyn Source>) -> Result<Self> {
        let presence = Presence::shared(&location.database)?;
        Ok(Self {
            connection: connection::open(location, connection::Use::Write)?,
            source,
            turns: Turns::default(),
            _presence: presence,
        })
    }

    /// One change, whole or not at all.
    pub(super) fn change<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &mut dyn Source) -> Result<T>,
    ) -> Result<T, JournalError> {
        self.turns.begin();
        let changed = (|| {
            let transaction = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction, self.source.as_mut())?;
            transaction.commit()?;
            Ok(done)
        })();
        self.turns.end();
        changed.map_err(failed)
    }

    /// A look at one state of the file.
    pub(super) fn look<T>(
        &mut self,
        look: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T, JournalError> {
        let seen = (|| look(&self.connection.transaction()?))();
        seen.map_err(failed)
    }
}

fn failed(error: StoreError) -> JournalError {
    JournalError::new(error)
}

impl Journal for SqliteJournal {
    fn identity(&mut self) -> Result<Identity, JournalError> {
        self.look(|connection| {
            let own = OwnDevice::load(connection)?;
            Ok(Identity {
                office: own.office()?.to_owned(),
                device: own.id,
                device_number: own.number,
            })
        })
    }

    fn credentials(&mut self) -> Result<Option<Credentials>, JournalError> {
        self.look(load_credentials)
    }

    fn store_credentials(&mut self, credentials: &Credentials) -> Result<(), JournalError> {
        self.change(|connection, _| {
            let own = OwnDevice::load(connection)?;
            if credentials.device != own.id || credentials.office != own.office()? {
                return Err(StoreError::Defect("the credentials are another device's"));
            }
            let update = "update device set server = ?1, secret = ?2, ca_certificate = ?3,
                device_number = ?4 where id = 1";
            connection.execute(
                update,
                (
                    &credentials.server,
                    credentials.secret.as_str(),
                    &credentials.ca_certificate,
                    credentials.device_number,
                ),
            )?;
            Ok(())
        })
    }

    fn progress(&mut self) -> Result<Progress, JournalError> {
        self.look(|connection| {
            let own = OwnDevice::load(connection)?;
            let (position, last_receipt) = load_position(connection)?;
            let oldest = "select device_time from operations
                 where device = ?1 and dseq > ?2 order by dseq limit 1";
            let oldest_unsent = connection
                .prepare_cached(oldest)?
                .query_row((own.id, signed(position.acked)), |row| {
                    row.get::<_, Micros>(0)
                })
                .optional()?;
            Ok(Progress {
                head: log::head(connection, own.id)?.0,
                position,
                oldest_unsent: oldest_unsent.map(|oldest| oldest.0),
                last_receipt,
            })
        })
    }

    fn batch(&mut self, after: u64) -> Result<PushRequest, JournalError> {
        self.look(|connection| batch(connection, after))
    }

    fn hash_at(&mut self, dseq: u64) -> Result<Option<String>, JournalError> {
        self.look(|connection| {
            let own = OwnDevice::load(connection)?;
            log::hash_at(connection, own.id, dseq)
        })
    }

    fn record_receipts(
        &mut self,
        response: &PushResponse,
        at: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        self.change(|connection, _| {
            for receipt in &response.receipts {
                keep_for_a_person(
                    connection,
                    (receipt.op_id, receipt.dseq),
                    &receipt.outcome,
                    at,
                )?;
                if let Some(position) = receipt.position {
                    log::place(connection, receipt.op_id, position)?;
                }
            }
            let update = "update device set acked = ?1, last_receipt = ?2 where id = 1";
            connection
                .prepare_cached(update)?
                .execute((signed(response.acked_dseq), Micros(at)))?;
            Ok(())
        })
    }

    fn apply_feed(&mut self, page: &FeedResponse) -> Result<(), JournalError> {
        self.change(|connection, source| {
            for key in &page.keys {
                person_keys::take_in(connection, key)?;
            }
            let own = OwnDevice::load(connection)?;
            let at = source.stamp();
            for entry in &page.entries {
                take_in(connection, (&own, at), entry)?;
            }
            let cursor = page.entries.last().map_or(page.after, |last| last.position);
            let update = "update device set cursor = ?1 where id = 1";
            connection
                .prepare_cached(update)?
                .execute([signed(cursor)])?;
            if cursor >= page.feed_head {
                carry::settle(connection, source)?;
            }
            Ok(())
        })
    }

    fn store_position(&mut self, position: Position) -> Result<(), JournalError> {
        self.change(|connection, _| {
            let (known, _) = load_position(connection)?;
            holdings::know_epoch(connection, position.epoch)?;
            log::displace_unsent(connection, position.acked)?;
            if known.epoch.is_some() && known.epoch != position.epoch {
                // Files it had may be lost too; it is asked for each before one is sent again.
                file_journal::ask_again(connection)?;
            }
            if position.cursor < known.cursor {
                carry::unsettle(connection, position.cursor)?;
            }
            let update = "update device set epoch = ?1, acked = ?2, cursor = ?3 where id = 1";
            connection.prepare_cached(update)?.execute((
                position.epoch,
                signed(position.acked),
                signed(position.cursor),
            ))?;
            Ok(())
        })
    }

    fn take_lease(
        &mut self,
        holder: Uuid,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, JournalError> {
        // A lease that runs for longer than twice what anybody takes was taken before the clock
        // was set back; nobody could wait for it.
        let absurd = until + (until - now);
        self.change(|connection, _| {
            let update = "update device set lease_holder = ?1, lease_until = ?2
                 where id = 1 and (lease_holder is null or lease_holder = ?1
                    or lease_until <= ?3 or lease_until > ?4)";
            let taken = connection.prepare_cached(update)?.execute((
                holder,
                Micros(until),
                Micros(now),
                Micros(absurd),
            ))?;
            Ok(taken > 0)
        })
    }

    fn release_lease(&mut self, holder: Uuid) -> Result<(), JournalError> {
        self.change(|connection, _| {
            let update = "update device set lease_holder = null, lease_until = null
                 where id = 1 and lease_holder = ?1";
            connection.prepare_cached(update)?.execute([holder])?;
            Ok(())
        })
    }

    fn holdings(&mut self) -> Option<&mut dyn Holdings> {
        Some(self)
    }
}

impl Holdings for SqliteJournal {
    fn days(&mut self, upto: u64) -> Result<Vec<DayDigest>, JournalError> {
        self.look(|connection| holdings::days(connection, upto))
    }

    fn day(&mut self, day: NaiveDate, upto: u64) -> Result<BTreeMap<Uuid, String>, JournalError> {
        self.look(|connection| holdings::day(connection, (day, upto)))
    }

    fn place(&mut self, operations: &[(Uuid, u64)]) -> Result<Vec<Uuid>, JournalError> {
        self.change(|connection, _| {
            let mut missing = Vec::new();
            for (op_id, position) in operations {
                if !holdings::place(connection, *op_id, *position)? {
                    missing.push(*op_id);
                }
            }
            Ok(missing)
        })
    }

    fn take_in(&mut self, found: &LookupResponse) -> Result<u32, JournalError> {
        self.change(|connection, source| {
            for key in &found.keys {
                person_keys::take_in(connection, key)?;
            }
            let own = OwnDevice::load(connection)?;
            let at = source.stamp();
            let mut contradictory = 0;
            for entry in &found.entries {
                let received = take_in(connection, (&own, at), entry)?;
                contradictory += u32::from(received == Some(Reception::Contradiction));
            }
            Ok(contradictory)
        })
    }

    fn mark_lost(&mut self, operations: &[Uuid]) -> Result<u32, JournalError> {
        self.change(|connection, _| holdings::mark_lost(connection, operations))
    }

    fn has_lost(&mut self) -> Result<bool, JournalError> {
        self.look(|connection| holdings::has_lost(connection))
    }

    fn lost(&mut self) -> Result<Option<ReturnRequest>, JournalError> {
        self.look(|connection| holdings::lost(connection))
    }

    fn record_returned(
        &mut self,
        given: &[Uuid],
        response: &ReturnResponse,
        at: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        self.change(|connection, source| {
            let own = OwnDevice::load(connection)?.id;
            for receipt in &response.receipts {
                if log::device_of(connection, receipt.op_id)? == Some(own) {
                    let which = (receipt.op_id, receipt.dseq);
                    keep_for_a_person(connection, which, &receipt.outcome, at)?;
                }
            }
            holdings::returned(connection, (given, response), (at, source))
        })
    }

    fn last_comparison(&mut self) -> Result<Option<Compared>, JournalError> {
        self.look(|connection| holdings::last_comparison(connection))
    }

    fn store_comparison(&mut self, compared: &Compared) -> Result<(), JournalError> {
        self.change(|connection, _| holdings::store_comparison(connection, compared))
    }
}

/// Takes in an entry of the feed and applies it; `None` for an own one, which is here.
fn take_in(
    connection: &Transaction<'_>,
    (own, at): (&OwnDevice, DateTime<Utc>),
    entry: &FeedEntry,
) -> Result<Option<Reception>> {
    let Some(operation) = &entry.operation else {
        // A second receipt: the reply to the push may have been lost, and central asked afterwards
        // only whether it holds the operation.
        if let Some(dseq) = entry.own_dseq
            && let Some(op_id) = log::place_own(connection, (own.id, dseq), entry.position)?
        {
            keep_for_a_person(connection, (op_id, dseq), &entry.outcome, at)?;
        }
        return Ok(None);
    };
    let which = (operation.op_id, operation.dseq);
    keep_for_a_person(connection, which, &entry.outcome, at)?;
    let received = log::receive(connection, operation, entry.position)?;
    if let Reception::New(logged) = &received {
        let recorded = Recorded::open(connection, logged)?;
        // What does not fit is in the log all the same.
        let _ = projections::apply(connection, &recorded)?;
    }
    Ok(Some(received))
}

fn load_credentials(connection: &Transaction<'_>) -> Result<Option<Credentials>> {
    let own = OwnDevice::load(connection)?;
    let select = "select server, secret, ca_certificate from device
         where id = 1 and secret is not null";
    let stored = connection
        .prepare_cached(select)?
        .query_row([], |row| {
            let secret = Zeroizing::new(row.get::<_, String>("secret")?);
            Ok((row.get("server")?, secret, row.get("ca_certificate")?))
        })
        .optional()?;
    let Some((server, secret, ca_certificate)) = stored else {
        return Ok(None);
    };
    Ok(Some(Credentials {
        server,
        office: own.office()?.to_owned(),
        device: own.id,
        secret,
        ca_certificate,
        device_number: own
            .number
            .ok_or(StoreError::Defect("an enrolled device has no number"))?,
    }))
}

fn load_position(connection: &Transaction<'_>) -> Result<(Position, Option<DateTime<Utc>>)> {
    let select = "select epoch, acked, cursor, last_receipt from device where id = 1";
    let found = connection.prepare_cached(select)?.query_row([], |row| {
        let position = Position {
            epoch: row.get("epoch")?,
            acked: unsigned(row.get("acked")?),
            cursor: unsigned(row.get("cursor")?),
        };
        let last_receipt: Option<Micros> = row.get("last_receipt")?;
        Ok((position, last_receipt.map(|last| last.0)))
    })?;
    Ok(found)
}

fn batch(connection: &Transaction<'_>, after: u64) -> Result<PushRequest> {
    let own = OwnDevice::load(connection)?;
    let mut operations = Vec::new();
    let mut persons = BTreeSet::new();
    let mut bytes = 0;
    log::each_after(connection, own.id, after, |operation| {
        bytes += operation.wire_bytes();
        let fits = operations.is_empty() || bytes <= MAX_BATCH_BYTES;
        if fits {
            persons.extend(seal::person_in(&operation.body));
            operations.push(operation);
        }
        Ok(fits && operations.len() < MAX_BATCH_OPERATIONS)
    })?;
    let keys = persons
        .into_iter()
        .map(|person| person_keys::for_central(connection, person));
    let keys: Result<Vec<Option<PersonKey>>> = keys.collect();
    Ok(PushRequest {
        operations,
        keys: keys?.into_iter().flatten().collect(),
    })
}

/// Keeps what central said of an operation where a person has to look at it.
fn keep_for_a_person(
    connection: &Transaction<'_>,
    (op_id, dseq): (Uuid, u64),
    outcome: &Outcome,
    at: DateTime<Utc>,
) -> Result<()> {
    if matches!(outcome, Outcome::Applied | Outcome::Exists) {
        return Ok(());
    }
    let insert = "insert into receipts (op_id, dseq, outcome, received_at)
        values (?1, ?2, ?3, ?4)
        on conflict (op_id) do update set outcome = excluded.outcome";
    connection
        .prepare_cached(insert)?
        .execute((op_id, signed(dseq), Json(outcome), Micros(at)))?;
    Ok(())
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "journal_faults_tests.rs"]
mod faults_tests;
