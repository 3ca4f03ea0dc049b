//! The tables of messages: entering, taking one to send, writing down what became of it.
//!
//! A message is sent by one instance at a time: it is taken under its row's lock, and held by a
//! lease that its instance keeps renewing. Every change of state that people see goes into the
//! office's feed in the same transaction; the office's row is locked first, as everywhere.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use deadpool_postgres::{Client, Transaction};
use sha2::{Digest, Sha256};
use tokio_postgres::Row;
use tokio_postgres::error::SqlState;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::super::own;
use super::gateway::{Answer, End, Gateway, Letter, reference};
use crate::domain::event::{Event, MessageMoved, MessageQueued};
use crate::domain::ids::{ApplicationId, MessageId};
use crate::domain::message::{FailReason, MessageChannel, MessageState};
use crate::domain::staff::Actor;
use crate::sync::body;
use crate::sync::seal::PersonalKey;
use crate::system::System;

use super::DispatchError;

/// Seconds an instance vouches for what it is sending, unless it renews that.
pub(super) const LEASE_SECONDS: f64 = 15.0;
/// First bytes of what a recipient's hash is made of; changes only if the hash does.
const RECIPIENT_DOMAIN: &[u8] = b"acikkapi recipient 1";

/// Enters what desks queued, at these positions of the office's feed. An operation that comes a
/// second time changes nothing.
pub(in super::super) async fn enter(
    transaction: &Transaction<'_>,
    office: &str,
    queued: &[(i64, &MessageQueued)],
) -> Result<(), tokio_postgres::Error> {
    if queued.is_empty() {
        return Ok(());
    }
    let insert = transaction
        .prepare_cached(
            "insert into messages (office_id, message_id, application_id, person_id, position,
                 stage, round, channel, reference)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict do nothing",
        )
        .await?;
    for (position, message) in queued {
        let MessageId(id) = message.message;
        transaction
            .execute(
                &insert,
                &[
                    &office,
                    &id,
                    &message.application.0,
                    &message.person.0,
                    position,
                    &name(&message.stage),
                    &i64::from(message.round),
                    &name(&message.channel),
                    &i32::from(reference(id)),
                ],
            )
            .await?;
    }
    Ok(())
}

/// Enters that the desk has told applicants by telephone.
pub(in super::super) async fn called(
    transaction: &Transaction<'_>,
    office: &str,
    messages: &[MessageId],
) -> Result<(), tokio_postgres::Error> {
    if messages.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = messages.iter().map(|message| message.0).collect();
    let update = transaction
        .prepare_cached(
            "update messages set state = 'called', changed_at = now()
              where office_id = $1 and message_id = any($2)
                and state in ('queued', 'failed', 'unknown')",
        )
        .await?;
    transaction.execute(&update, &[&office, &ids]).await?;
    Ok(())
}

/// A value as it is written in a column: as in JSON, without the quotation marks.
fn name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        // Stages, channels and reasons are written as one word.
        _ => String::new(),
    }
}

/// Which message, and which attempt.
#[derive(Debug, Clone)]
pub(super) struct Attempt {
    pub(super) office: String,
    pub(super) message: Uuid,
    application: Uuid,
    /// From 1.
    pub(super) number: i32,
    queued_at: DateTime<Utc>,
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
        office: row.get("office_id"),
        message: row.get("message_id"),
        application: row.get("application_id"),
        number: row.get::<_, i32>("attempts") + 1,
        queued_at: row.get("queued_at"),
    };
    let channel: String = row.get("channel");
    let way = ways.iter().find(|(known, _)| name(known) == channel);
    let (Some((channel, gateway)), Some((letter, recipient))) = (way, open(&row)) else {
        transaction.rollback().await?;
        let reason = FailReason::Erased;
        settle_untried(client, &attempt, MessageState::Failed { reason }).await?;
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
            let reason = FailReason::Duplicate;
            settle_untried(client, &attempt, MessageState::Failed { reason }).await?;
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
    let attempts = rows.iter().map(|row| {
        let attempt = Attempt {
            office: row.get("office_id"),
            message: row.get("message_id"),
            application: row.get("application_id"),
            number: row.get("attempts"),
            queued_at: row.get("queued_at"),
        };
        (attempt, row.get("may_repeat"))
    });
    Ok(attempts.collect())
}

/// How an attempt's end is written down.
pub(super) struct Ending<'a> {
    pub(super) answer: &'a Answer,
    /// When to try again, if it comes to that.
    pub(super) pause: std::time::Duration,
    /// Messages queued before this are not tried again.
    pub(super) give_up_before: DateTime<Utc>,
    /// Only if nobody vouches for the attempt any more.
    pub(super) if_abandoned: bool,
}

impl Ending<'_> {
    /// The state it leads to; `None` is back to the queue.
    fn state(&self, queued_at: DateTime<Utc>) -> Option<MessageState> {
        let reason = match self.answer.end {
            End::Taken => return Some(MessageState::Sent),
            End::Failed(reason) => reason,
            End::Lost { again: false } => return Some(MessageState::Unknown),
            End::Lost { again: true } | End::Later { .. } if queued_at >= self.give_up_before => {
                return None;
            }
            End::Lost { again: true } => return Some(MessageState::Unknown),
            End::Later { .. } => FailReason::GaveUp,
        };
        Some(MessageState::Failed { reason })
    }

    fn result(&self) -> &'static str {
        match self.answer.end {
            End::Taken => "taken",
            End::Later { .. } => "later",
            End::Failed(_) => "failed",
            End::Lost { .. } => "lost",
        }
    }
}

/// Writes down how an attempt ended.
pub(super) async fn conclude(
    client: &mut Client,
    attempt: &Attempt,
    ending: &Ending<'_>,
) -> Result<(), DispatchError> {
    let transaction = client.transaction().await?;
    own::lock(&transaction, &attempt.office).await?;
    if !is_open(&transaction, attempt, ending.if_abandoned).await? {
        return Ok(());
    }
    end_attempt(&transaction, attempt, ending).await?;
    let taken = i32::try_from(ending.answer.ids.len()).unwrap_or(0);
    match ending.state(attempt.queued_at) {
        Some(state) => move_to(&transaction, attempt, state, taken).await?,
        None => {
            let again = transaction
                .prepare_cached(
                    "update messages set state = 'queued', holder = null, lease_until = null,
                         parts_taken = parts_taken + $3, changed_at = now(),
                         due_at = now() + make_interval(secs => $4)
                      where office_id = $1 and message_id = $2",
                )
                .await?;
            let pause = ending.pause.as_secs_f64();
            let Attempt {
                office, message, ..
            } = attempt;
            transaction
                .execute(&again, &[office, message, &taken, &pause])
                .await?;
        }
    }
    transaction.commit().await?;
    Ok(())
}

/// Whether the attempt is the message's last one and has no end yet. One that was given up as lost
/// may still be told apart by whoever made it.
async fn is_open(
    transaction: &Transaction<'_>,
    attempt: &Attempt,
    if_abandoned: bool,
) -> Result<bool, tokio_postgres::Error> {
    let find = transaction
        .prepare_cached(
            "select from messages
              where office_id = $1 and message_id = $2 and attempts = $3
                and case when $4 then state = 'sending' and lease_until < now()
                         else state in ('sending', 'unknown') end
                for update",
        )
        .await?;
    let Attempt {
        office,
        message,
        number,
        ..
    } = attempt;
    let row = transaction
        .query_opt(&find, &[office, message, number, &if_abandoned])
        .await?;
    Ok(row.is_some())
}

async fn end_attempt(
    transaction: &Transaction<'_>,
    attempt: &Attempt,
    ending: &Ending<'_>,
) -> Result<(), tokio_postgres::Error> {
    let end = transaction
        .prepare_cached(
            "update message_attempts set ended_at = now(), result = $4, detail = $5
              where office_id = $1 and message_id = $2 and attempt = $3
              returning gateway",
        )
        .await?;
    let Attempt {
        office,
        message,
        number,
        ..
    } = attempt;
    let detail = &ending.answer.detail;
    let row = transaction
        .query_one(&end, &[office, message, number, &ending.result(), detail])
        .await?;
    let gateway: String = row.get(0);
    let ids = ending.answer.ids.iter().filter(|id| !id.is_empty());
    let ids: Vec<&String> = ids.collect();
    let insert = transaction
        .prepare_cached(
            "insert into message_parts (office_id, message_id, gateway, gateway_id)
             select $1, $2, $3, id from unnest($4::text[]) as ids (id)
             on conflict do nothing",
        )
        .await?;
    transaction
        .execute(&insert, &[office, message, &gateway, &ids])
        .await?;
    Ok(())
}

/// Ends a message that was not tried.
async fn settle_untried(
    client: &mut Client,
    attempt: &Attempt,
    state: MessageState,
) -> Result<(), DispatchError> {
    let transaction = client.transaction().await?;
    own::lock(&transaction, &attempt.office).await?;
    let Attempt {
        office, message, ..
    } = attempt;
    let find = "select from messages
         where office_id = $1 and message_id = $2 and state = 'queued' for update";
    if transaction
        .query_opt(find, &[office, message])
        .await?
        .is_some()
    {
        move_to(&transaction, attempt, state, 0).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Gives a message another state and tells the office. The caller holds the office's lock.
async fn move_to(
    transaction: &Transaction<'_>,
    attempt: &Attempt,
    state: MessageState,
    taken: i32,
) -> Result<(), DispatchError> {
    let of = (
        attempt.office.as_str(),
        attempt.message,
        attempt.application,
    );
    tell(transaction, of, state).await?;
    let update = transaction
        .prepare_cached(
            "update messages set parts_taken = parts_taken + $3
              where office_id = $1 and message_id = $2",
        )
        .await?;
    let (office, message, _) = of;
    transaction
        .execute(&update, &[&office, &message, &taken])
        .await?;
    Ok(())
}

/// Stores a state people see, and writes it into the office's feed.
pub(super) async fn tell(
    transaction: &Transaction<'_>,
    (office, message, application): (&str, Uuid, Uuid),
    state: MessageState,
) -> Result<(), DispatchError> {
    let reason = match state {
        MessageState::Failed { reason } => Some(name(&reason)),
        _ => None,
    };
    let update = transaction
        .prepare_cached(
            "update messages set state = $3, fail_reason = $4, holder = null,
                 lease_until = null, changed_at = now()
              where office_id = $1 and message_id = $2",
        )
        .await?;
    transaction
        .execute(&update, &[&office, &message, &state.name(), &reason])
        .await?;
    let moved = Event::MessageMoved(MessageMoved {
        message: MessageId(message),
        application: ApplicationId(application),
        state,
    });
    own::append(transaction, office, (Actor::Program, &[moved]), &mut System).await?;
    Ok(())
}
