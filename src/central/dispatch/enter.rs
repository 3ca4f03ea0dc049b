//! Entering what desks say about messages.

use deadpool_postgres::Transaction;
use uuid::Uuid;

use super::gateway::reference;
use crate::domain::event::MessageQueued;
use crate::domain::ids::MessageId;
use crate::domain::message::MessageState;

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

/// Enters what an earlier central has said became of messages, when a desk gives that back: what was
/// sent is not sent again. What this one says itself stands in the tables already.
pub(in super::super) async fn told(
    transaction: &Transaction<'_>,
    office: &str,
    moved: &[(MessageId, MessageState)],
) -> Result<(), tokio_postgres::Error> {
    if moved.is_empty() {
        return Ok(());
    }
    let update = transaction
        .prepare_cached(
            "update messages set state = $3, reason = $4, holder = null, lease_until = null,
                 changed_at = now()
              where office_id = $1 and message_id = $2 and state <> $3
                and (state in ('queued', 'unknown', 'sent')
                     or state = 'sending' and lease_until < now())",
        )
        .await?;
    for (message, state) in moved {
        let (MessageId(id), name, reason) = (message, state.name(), reason(*state));
        transaction
            .execute(&update, &[&office, id, &name, &reason])
            .await?;
    }
    Ok(())
}

/// Column `reason`.
pub(super) fn reason(state: MessageState) -> Option<String> {
    match state {
        MessageState::Failed { reason } => Some(name(&reason)),
        MessageState::Dropped { why } => Some(name(&why)),
        _ => None,
    }
}

/// A value as it is written in a column: as in JSON, without the quotation marks.
pub(super) fn name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        // Stages, channels and reasons are written as one word.
        _ => String::new(),
    }
}
