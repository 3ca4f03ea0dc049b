//! Writing down what became of a message.
//!
//! Every change of state that people see goes into the office's feed in the same transaction; the
//! office's row is locked first, as everywhere.

use std::time::Duration;

use chrono::{DateTime, Utc};
use deadpool_postgres::{Client, Transaction};
use uuid::Uuid;

use super::super::own;
use super::DispatchError;
use super::enter::reason;
use super::gateway::{Answer, End};
use super::take::Attempt;
use crate::domain::event::{Event, MessageMoved};
use crate::domain::ids::{ApplicationId, MessageId};
use crate::domain::message::{FailReason, MessageState};
use crate::domain::staff::Actor;
use crate::system::System;

/// How an attempt's end is written down.
pub(super) struct Ending<'a> {
    pub(super) answer: &'a Answer,
    /// When to try again, if it comes to that.
    pub(super) pause: Duration,
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
pub(super) async fn settle_untried(
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
    let reason = reason(state);
    let update = transaction
        .prepare_cached(
            "update messages set state = $3, reason = $4, holder = null,
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
