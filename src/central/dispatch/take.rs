//! Taking the next message to be sent.
//!
//! A message is sent by one instance at a time: it is taken under its row's lock, and held by a
//! lease that its instance keeps renewing.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use deadpool_postgres::{Client, Transaction};
use sha2::{Digest, Sha256};
use tokio_postgres::Row;
use tokio_postgres::error::SqlState;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::DispatchError;
use super::conclude::settle_untried;
use super::enter::name;
use super::gateway::{Gateway, Letter};
use crate::domain::event::Event;
use crate::domain::message::{DropReason, MessageChannel, MessageState};
use crate::sync::body;
use crate::sync::seal::PersonalKey;

/// Seconds an instance vouches for what it is sending, unless it renews that.
const LEASE_SECONDS: f64 = 15.0;
/// First bytes of what a recipient's hash is made of; changes only if the hash does.
const RECIPIENT_DOMAIN: &[u8] = b"acikkapi recipient 1";

/// Which message, and which attempt.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    pub(super) office: String,
    pub(super) message: Uuid,
    pub(super) application: Uuid,
    /// From 1; 0 before the first.
    pub(super) number: i32,
    pub(super) queued_at: DateTime<Utc>,
}

impl Attempt {
    /// The last attempt written down of a message.
    pub(super) fn last(row: &Row) -> Self {
        Self {
            office: row.get("office_id"),
            message: row.get("message_id"),
            application: row.get("application_id"),
            number: row.get("attempts"),
            queued_at: row.get("queued_at"),
        }
    }
}

/// A message taken to be sent.
pub(super) struct Taken {
    pub(super) attempt: Attempt,
    pub(super) channel: MessageChannel,
    pub(super) letter: Letter,
    pub(super) gateway: Arc<dyn Gateway>,
}

/// The gateways of the channels that can send now.
pub(super) type Ways = Vec<(MessageChannel, Arc<dyn Gateway>)>;

/// What taking the next message came to.
pub(super) enum Next {
    /// This one is to be sent; the attempt is written down.
    Send(Box<Taken>),
    /// One came to its end without being sent; there may be more.
    Settled,
    /// None is due.
    Nothing,
}

const DUE: &str = "
    select message.office_id, message.message_id, message.application_id, message.channel,
           message.attempts, message.parts_taken, message.queued_at, operation.op_id,
           operation.kind, operation.body, keys.key,
           state.previous_epoch is not null
               and least(message.queued_at, operation.device_time) < state.epoch_started_at
               as before_epoch
      from messages message
      join operations operation
        on operation.office_id = message.office_id and operation.position = message.position
      left join person_keys keys
        on keys.office_id = message.office_id and keys.person_id = message.person_id
     cross join server_state state
     where message.state = 'queued' and message.channel = any($1) and message.due_at <= now()
       and message.sifted
     order by message.due_at limit 1
       for update of message skip locked";

/// Takes the message that has been due for longest.
pub(super) async fn take(
    client: &mut Client,
    ways: &Ways,
    holder: Uuid,
) -> Result<Next, DispatchError> {
    let channels: Vec<String> = ways.iter().map(|(channel, _)| name(channel)).collect();
    let transaction = client.transaction().await?;
    let due = transaction.prepare_cached(DUE).await?;
    let Some(row) = transaction.query_opt(&due, &[&channels]).await? else {
        return Ok(Next::Nothing);
    };
    let attempt = Attempt {
        number: row.get::<_, i32>("attempts") + 1,
        ..Attempt::last(&row)
    };
    let channel: String = row.get("channel");
    let way = ways.iter().find(|(known, _)| name(known) == channel);
    let (Some((channel, gateway)), Some((letter, recipient))) = (way, open(&row)) else {
        transaction.rollback().await?;
        let why = DropReason::Erased;
        settle_untried(client, &attempt, MessageState::Dropped { why }).await?;
        return Ok(Next::Settled);
    };
    if row.get("before_epoch") && !gateway.may_repeat() {
        transaction.rollback().await?;
        settle_untried(client, &attempt, MessageState::Unknown).await?;
        return Ok(Next::Settled);
    }
    let begun = begin(
        &transaction,
        &attempt,
        (gateway.as_ref(), &letter),
        (holder, &recipient),
    );
    match begun.await {
        Ok(()) => {
            transaction.commit().await?;
            Ok(Next::Send(Box::new(Taken {
                attempt,
                channel: *channel,
                letter,
                gateway: gateway.clone(),
            })))
        }
        Err(error) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => {
            transaction.rollback().await?;
            let why = DropReason::Duplicate;
            settle_untried(client, &attempt, MessageState::Dropped { why }).await?;
            Ok(Next::Settled)
        }
        Err(error) => Err(error.into()),
    }
}

/// The message and the hash of its recipient; `None` where the text is gone or cannot be opened.
fn open(row: &Row) -> Option<(Letter, Vec<u8>)> {
    let key: Zeroizing<Vec<u8>> = row.get::<_, Option<Vec<u8>>>("key")?.into();
    let kind: String = row.get("kind");
    let sealed: String = row.get("body");
    let opened = body::open((row.get("op_id"), &kind), &sealed, |_| {
        Ok::<_, std::convert::Infallible>(PersonalKey::of(&key))
    });
    let Ok(Some(Event::MessageQueued(message))) = opened else {
        return None;
    };
    let to = message.private.to.as_str();
    if to.is_empty() {
        return None;
    }
    let letter = Letter {
        message: row.get("message_id"),
        to: Zeroizing::new(to.to_owned()),
        text: Zeroizing::new(message.private.text.as_str().to_owned()),
        parts_taken: usize::try_from(row.get::<_, i32>("parts_taken")).unwrap_or(0),
    };
    let recipient = recipient(&key, to);
    Some((letter, recipient))
}

/// The hash a recipient is compared by. It is made with the person's key, so that it tells nothing
/// once that is destroyed.
pub(super) fn recipient(key: &[u8], to: &str) -> Vec<u8> {
    let to = to.trim_start_matches('+').to_ascii_lowercase();
    let digest = Sha256::new()
        .chain_update(RECIPIENT_DOMAIN)
        .chain_update(key)
        .chain_update(to);
    digest.finalize().to_vec()
}

/// Writes down that the attempt begins.
async fn begin(
    transaction: &Transaction<'_>,
    attempt: &Attempt,
    (gateway, letter): (&dyn Gateway, &Letter),
    (holder, recipient): (Uuid, &[u8]),
) -> Result<(), tokio_postgres::Error> {
    let parts = i32::try_from(gateway.parts(&letter.text)).unwrap_or(1);
    let update = transaction
        .prepare_cached(
            "update messages set state = 'sending', recipient = $3, attempts = $4, holder = $5,
                 lease_until = now() + make_interval(secs => $6), parts = $7, changed_at = now()
              where office_id = $1 and message_id = $2",
        )
        .await?;
    let Attempt {
        office,
        message,
        number,
        ..
    } = attempt;
    transaction
        .execute(
            &update,
            &[
                office,
                message,
                &recipient,
                number,
                &holder,
                &LEASE_SECONDS,
                &parts,
            ],
        )
        .await?;
    let insert = transaction
        .prepare_cached(
            "insert into message_attempts (office_id, message_id, attempt, gateway, may_repeat)
             values ($1, $2, $3, $4, $5)",
        )
        .await?;
    let (gateway, may_repeat) = (gateway.name(), gateway.may_repeat());
    transaction
        .execute(&insert, &[office, message, number, &gateway, &may_repeat])
        .await?;
    Ok(())
}

/// Says again that this instance vouches for what it is sending.
pub(super) async fn renew(client: &Client, holder: Uuid) -> Result<(), DispatchError> {
    let renew = client
        .prepare_cached(
            "update messages set lease_until = now() + make_interval(secs => $2)
              where holder = $1 and state = 'sending'",
        )
        .await?;
    client.execute(&renew, &[&holder, &LEASE_SECONDS]).await?;
    Ok(())
}

/// Attempts of instances that no longer vouch for them, and whether each may be repeated.
pub(super) async fn abandoned(client: &Client) -> Result<Vec<(Attempt, bool)>, DispatchError> {
    let find = client
        .prepare_cached(
            "select message.office_id, message.message_id, message.application_id,
                    message.attempts, message.queued_at, attempt.may_repeat
               from messages message
               join message_attempts attempt
                 on attempt.office_id = message.office_id
                and attempt.message_id = message.message_id
                and attempt.attempt = message.attempts
              where message.state = 'sending' and message.lease_until < now()
              order by message.lease_until limit 50",
        )
        .await?;
    let rows = client.query(&find, &[]).await?;
    let attempts = rows
        .iter()
        .map(|row| (Attempt::last(row), row.get("may_repeat")));
    Ok(attempts.collect())
}
