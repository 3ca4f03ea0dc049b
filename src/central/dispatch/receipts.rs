//! Delivery receipts: kept as they come, then brought together with the part they are about.
//!
//! A receipt may come before the answer it belongs to is written down, at another instance than
//! the one that sent the message, or for a message whose answer was lost. So each is first kept,
//! and the centre told so; the worker's next round finds the part by the centre's id. A message in
//! doubt has no id; it is found by our own reference and the number, and given the id then.

use deadpool_postgres::{Client, Pool};
use tokio::sync::mpsc;
use tokio_postgres::Row;
use uuid::Uuid;

use super::super::own;
use super::DispatchError;
use super::conclude::tell;
use super::smpp::{Fate, Receipt, Received};
use super::take::recipient;
use crate::domain::message::{FailReason, MessageState};

const GATEWAY: &str = "smpp";
const DELIVERED: &str = "delivered";

/// Keeps receipts until there are no more.
pub(super) async fn keep_all(pool: Pool, mut receipts: mpsc::Receiver<Received>) {
    while let Some(Received { receipt, kept }) = receipts.recv().await {
        let stored = keep(&pool, &receipt).await;
        if let Err(error) = &stored {
            tracing::error!(%error, "delivery receipt");
        }
        // The connection it came by may have ended; the centre offers it again then.
        let _ = kept.send(stored.is_ok());
    }
}

async fn keep(pool: &Pool, receipt: &Receipt) -> Result<(), DispatchError> {
    if receipt.id.is_empty() {
        // It can never be told whose it is.
        return Ok(());
    }
    let client = pool.get().await?;
    let known = client
        .prepare_cached("select from message_parts where gateway = $1 and gateway_id = $2 limit 1")
        .await?;
    let is_known = !client
        .query(&known, &[&GATEWAY, &receipt.id])
        .await?
        .is_empty();
    if !is_known && let Some(reference) = receipt.reference {
        name_message_in_doubt(&client, receipt, reference).await?;
    }
    let insert = client
        .prepare_cached(
            "insert into message_receipts (gateway, gateway_id, fate) values ($1, $2, $3)
             on conflict (gateway, gateway_id) do update set fate = excluded.fate",
        )
        .await?;
    let fate = word(receipt.fate);
    client
        .execute(&insert, &[&GATEWAY, &receipt.id, &fate])
        .await?;
    Ok(())
}

/// Gives the message in doubt the id its receipt has.
async fn name_message_in_doubt(
    client: &Client,
    receipt: &Receipt,
    reference: u16,
) -> Result<(), DispatchError> {
    let find = client
        .prepare_cached(
            "select message.office_id, message.message_id, message.recipient, keys.key
               from messages message
               join person_keys keys
                 on keys.office_id = message.office_id and keys.person_id = message.person_id
              where message.state in ('sending', 'unknown') and message.reference = $1
                and message.channel = 'sms' and keys.key is not null",
        )
        .await?;
    let rows = client.query(&find, &[&i32::from(reference)]).await?;
    let is_it = |row: &&Row| {
        let key: Vec<u8> = row.get("key");
        row.get::<_, Option<Vec<u8>>>("recipient") == Some(recipient(&key, &receipt.to))
    };
    let Some(row) = rows.iter().find(is_it) else {
        return Ok(());
    };
    let insert = client
        .prepare_cached(
            "insert into message_parts (office_id, message_id, gateway, gateway_id)
             values ($1, $2, $3, $4) on conflict do nothing",
        )
        .await?;
    let (office, message): (String, Uuid) = (row.get("office_id"), row.get("message_id"));
    client
        .execute(&insert, &[&office, &message, &GATEWAY, &receipt.id])
        .await?;
    Ok(())
}

/// Brings kept receipts together with their parts, and tells what became of the messages.
pub(super) async fn settle(client: &mut Client) -> Result<(), DispatchError> {
    let find = client
        .prepare_cached(
            "select receipt.gateway, receipt.gateway_id, receipt.fate, part.office_id,
                    part.message_id, message.application_id
               from message_receipts receipt
               join message_parts part
                 on part.gateway = receipt.gateway and part.gateway_id = receipt.gateway_id
               join messages message
                 on message.office_id = part.office_id and message.message_id = part.message_id
              where message.state not in ('queued', 'sending')
              order by receipt.received_at limit 100",
        )
        .await?;
    for row in client.query(&find, &[]).await? {
        settle_one(client, &row).await?;
    }
    let forget = "delete from message_receipts where received_at < now() - interval '7 days'";
    client.execute(forget, &[]).await?;
    Ok(())
}

async fn settle_one(client: &mut Client, row: &Row) -> Result<(), DispatchError> {
    let office: String = row.get("office_id");
    let message: Uuid = row.get("message_id");
    let (gateway, id): (String, String) = (row.get("gateway"), row.get("gateway_id"));
    let fate: String = row.get("fate");
    let transaction = client.transaction().await?;
    own::lock(&transaction, &office).await?;
    let part = "update message_parts set fate = $4
         where office_id = $1 and message_id = $2 and gateway_id = $3";
    transaction
        .execute(part, &[&office, &message, &id, &fate])
        .await?;
    let forget = "delete from message_receipts where gateway = $1 and gateway_id = $2";
    transaction.execute(forget, &[&gateway, &id]).await?;
    let look = "select message.state, message.parts,
                count(*) filter (where part.fate = 'delivered') as arrived,
                min(part.fate) filter (where part.fate <> 'delivered') as failure
           from messages message
           join message_parts part
             on part.office_id = message.office_id and part.message_id = message.message_id
          where message.office_id = $1 and message.message_id = $2
          group by message.state, message.parts";
    let found = transaction.query_one(look, &[&office, &message]).await?;
    if let Some(state) = state(&found) {
        let of = (office.as_str(), message, row.get("application_id"));
        tell(&transaction, of, state).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// The state the parts' fates lead to; `None` while some are not known, or if it changes nothing.
fn state(row: &Row) -> Option<MessageState> {
    let now: &str = row.get("state");
    if !matches!(now, "sent" | "unknown") {
        return None;
    }
    if let Some(failure) = row.get::<_, Option<&str>>("failure") {
        let reasons = FailReason::ALL.into_iter();
        let reason = reasons
            .into_iter()
            .find(|reason| word(Fate::Failed(*reason)) == failure);
        let reason = reason.unwrap_or(FailReason::Rejected);
        return Some(MessageState::Failed { reason });
    }
    let all = i64::from(row.get::<_, i32>("parts"));
    (row.get::<_, i64>("arrived") >= all).then_some(MessageState::Delivered)
}

fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Delivered => DELIVERED,
        Fate::Failed(FailReason::Recipient) => "recipient",
        Fate::Failed(FailReason::Expired) => "expired",
        Fate::Failed(_) => "rejected",
    }
}
