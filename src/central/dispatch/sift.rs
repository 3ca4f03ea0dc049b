//! Dropping messages that tell of a step which was without effect.
//!
//! A desk that was apart may have taken a step that no longer fits: it accepted an answer to which
//! another desk had objected. The step is refused, and the message that was queued right after it,
//! in the same transaction, must not be sent: it would tell a result nobody has accepted.

use deadpool_postgres::Client;
use uuid::Uuid;

use super::DispatchError;
use super::conclude::settle_untried;
use super::take::Attempt;
use crate::domain::message::{DropReason, MessageState};

/// Looked at in one round.
const MOST: i64 = 200;

/// The step is the operation before the message in its device's history. (At the registration that
/// may be the routing by rule; the number is told whatever becomes of that.)
const FRESH: &str = "
    select message.office_id, message.message_id, message.application_id, message.attempts,
           message.queued_at, message.stage <> 'registered' and step.op_id is not null as refused
      from messages message
      join operations queueing
        on queueing.office_id = message.office_id and queueing.position = message.position
      left join operations step
        on step.office_id = queueing.office_id and step.device_id = queueing.device_id
       and step.dseq = queueing.dseq - 1 and step.kind = 'case_moved'
       and step.case_id = message.application_id and step.outcome <> 'applied'
     where not message.sifted
     order by message.queued_at limit $1";

/// Looks at the messages that came since the last round.
pub(super) async fn sift(client: &mut Client) -> Result<(), DispatchError> {
    let fresh = client.prepare_cached(FRESH).await?;
    let rows = client.query(&fresh, &[&MOST]).await?;
    if rows.is_empty() {
        return Ok(());
    }
    for row in rows.iter().filter(|row| row.get("refused")) {
        let why = DropReason::Refused;
        settle_untried(client, &Attempt::last(row), MessageState::Dropped { why }).await?;
    }
    let offices: Vec<String> = rows.iter().map(|row| row.get("office_id")).collect();
    let messages: Vec<Uuid> = rows.iter().map(|row| row.get("message_id")).collect();
    let sifted = client
        .prepare_cached(
            "update messages set sifted = true
               from unnest($1::text[], $2::uuid[]) as fresh (office_id, message_id)
              where messages.office_id = fresh.office_id
                and messages.message_id = fresh.message_id",
        )
        .await?;
    client.execute(&sifted, &[&offices, &messages]).await?;
    Ok(())
}
