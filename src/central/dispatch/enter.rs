//! Entering what desks say about messages.

use deadpool_postgres::Transaction;
use uuid::Uuid;

use super::gateway::reference;
use crate::central::feed_log::column;
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
             select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[],
                 $6::text[], $7::bigint[], $8::text[], $9::integer[])
             on conflict do nothing",
        )
        .await?;
    let messages =
        |value: fn(&MessageQueued) -> Uuid| column(queued, |(_, message)| value(message));
    transaction
        .execute(
            &insert,
            &[
                &office,
                &messages(|message| message.message.0),
                &messages(|message| message.application.0),
                &messages(|message| message.person.0),
                &column(queued, |(position, _)| *position),
                &column(queued, |(_, message)| name(&message.stage)),
                &column(queued, |(_, message)| i64::from(message.round)),
                &column(queued, |(_, message)| name(&message.channel)),
                &column(queued, |(_, message)| {
                    i32::from(reference(message.message.0))
                }),
            ],
        )
        .await?;
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
