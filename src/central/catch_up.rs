//! Folding operations that were stored unread: by an older program, which did not know their kinds.
//!
//! Several instances may do it at once, and one that writes to the office in the meantime finishes
//! it first: all of it happens under the office's row lock.

use super::apply::{self, AnyBody, Read, Understood};
use super::error::CentralError;
use crate::sync::wire::SCHEMA;
use deadpool_postgres::{Pool, Transaction};
use tokio_postgres::{Error, Row};
use uuid::Uuid;

/// Operations read at once.
const CHUNK: i64 = 1_000;
/// Positions folded in one transaction, so that no desk waits for long.
const STRETCH: i64 = 20_000;

/// Brings the cases of all offices up to date.
pub(super) async fn fold_all(pool: &Pool) -> Result<(), CentralError> {
    let client = pool.get().await?;
    let behind =
        "select office_id from offices where cases_position < feed_head order by office_id";
    let rows = client.query(behind, &[]).await?;
    drop(client);
    for row in rows {
        let office: String = row.get(0);
        while fold_stretch(pool, &office).await? {}
        tracing::info!(office, "cases caught up with the feed");
    }
    Ok(())
}

/// Folds some more of an office; whether there may be more.
async fn fold_stretch(pool: &Pool, office: &str) -> Result<bool, CentralError> {
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    let lock = "select cases_position, feed_head from offices where office_id = $1 for update";
    let row = transaction.query_one(lock, &[&office]).await?;
    let (folded, head): (i64, i64) = (row.get(0), row.get(1));
    let upto = head.min(folded + STRETCH);
    if upto <= folded {
        return Ok(false);
    }
    fold_stored(&transaction, office, (folded, upto)).await?;
    let advance = "update offices set cases_position = $2 where office_id = $1";
    transaction.execute(advance, &[&office, &upto]).await?;
    transaction.commit().await?;
    Ok(upto < head)
}

/// Folds the stored operations after a position and up to another one. The caller holds the
/// office's row lock.
pub(super) async fn fold_stored(
    transaction: &Transaction<'_>,
    office: &str,
    (mut after, upto): (i64, i64),
) -> Result<(), Error> {
    while after < upto {
        let rows = chunk(transaction, office, (after, upto)).await?;
        let read: Vec<Read<'_>> = rows.iter().map(read).collect();
        apply::follow(transaction, office, &read).await?;
        let last = rows.last().map(|row| row.get("position"));
        // A short chunk is the last one.
        after = last.filter(|_| rows.len() as i64 == CHUNK).unwrap_or(upto);
    }
    Ok(())
}

async fn chunk(
    transaction: &Transaction<'_>,
    office: &str,
    (after, upto): (i64, i64),
) -> Result<Vec<Row>, Error> {
    let select = transaction
        .prepare_cached(
            "select position, op_id, actor, kind, body,
                    device_id in (select device_id from central_devices where office_id = $1)
                        as by_central
               from operations
              where office_id = $1 and position > $2 and position <= $3
                and kind = any($4) and schema_version <= $5 and outcome <> 'rejected'
              order by position limit $6",
        )
        .await?;
    let kinds = Understood::KINDS.as_slice();
    let schema = i64::from(SCHEMA);
    transaction
        .query(&select, &[&office, &after, &upto, &kinds, &schema, &CHUNK])
        .await
}

fn read(row: &Row) -> Read<'_> {
    let body: &str = row.get("body");
    let any: AnyBody = serde_json::from_str(body).unwrap_or_default();
    let understood = Understood::read(row.get("kind"), body);
    let op_id: Uuid = row.get("op_id");
    Read {
        op_id,
        position: row.get("position"),
        actor: row.get("actor"),
        by_central: row.get("by_central"),
        understood: understood.and_then(Result::ok),
        repeats: any.repeats_operation,
    }
}
