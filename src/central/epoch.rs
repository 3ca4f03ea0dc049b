//! The epoch: which life of the database this is.
//!
//! A server restored from a backup has forgotten operations it gave receipts for. The devices
//! still have them; a new epoch tells them to look again. It begins by itself when PostgreSQL's
//! system identifier or timeline differs from the stored one (a base backup restored, a
//! point-in-time recovery, a fail-over), and by command after a restore those do not show
//! (`pg_restore` into the same cluster, a file system snapshot).

use super::error::CentralError;
use tokio_postgres::Client;
use uuid::Uuid;

const EPOCH_LOCK: i64 = 0x6163_696B_6570_6F63;

/// Which database cluster answers, and which of its timelines.
const CLUSTER: &str = "select system_identifier::text,
           substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
      from pg_control_system()";

/// Starts a new epoch if the database is not the one the stored epoch belongs to.
pub(super) async fn ensure(client: &mut Client) -> Result<(), tokio_postgres::Error> {
    let cluster = client.query_one(CLUSTER, &[]).await?;
    let (system, timeline): (String, String) = (cluster.get(0), cluster.get(1));
    if stored(client).await?.as_ref() == Some(&(system.clone(), timeline.clone())) {
        return Ok(());
    }
    begin(client, |stored| {
        stored != Some(&(system.clone(), timeline.clone()))
    })
    .await?;
    Ok(())
}

/// Starts a new epoch whatever is stored.
pub(super) async fn begin_new(client: &mut Client) -> Result<Uuid, CentralError> {
    let epoch = begin(client, |_| true).await?;
    epoch.ok_or_else(|| CentralError::Database("no new epoch was started".into()))
}

async fn stored(client: &Client) -> Result<Option<(String, String)>, tokio_postgres::Error> {
    let row = client
        .query_opt("select system_identifier, timeline from server_state", &[])
        .await?;
    Ok(row.map(|row| (row.get(0), row.get(1))))
}

/// Starts a new epoch if `wanted` still says so once no other instance is doing the same.
async fn begin(
    client: &mut Client,
    wanted: impl Fn(Option<&(String, String)>) -> bool,
) -> Result<Option<Uuid>, tokio_postgres::Error> {
    let transaction = client.transaction().await?;
    let lock = "select pg_advisory_xact_lock($1)";
    transaction.execute(lock, &[&EPOCH_LOCK]).await?;
    let before = stored(transaction.client()).await?;
    if !wanted(before.as_ref()) {
        return Ok(None);
    }
    let cluster = transaction.query_one(CLUSTER, &[]).await?;
    let (system, timeline): (String, String) = (cluster.get(0), cluster.get(1));
    let epoch = Uuid::now_v7();
    let upsert = "insert into server_state (epoch, system_identifier, timeline)
        values ($1, $2, $3)
        on conflict (only_row) do update
        set previous_epoch = server_state.epoch, epoch = excluded.epoch, epoch_started_at = now(),
            system_identifier = excluded.system_identifier, timeline = excluded.timeline";
    transaction
        .execute(upsert, &[&epoch, &system, &timeline])
        .await?;
    // All positions up to here are older than the epoch.
    transaction
        .execute("update offices set feed_base = feed_head", &[])
        .await?;
    transaction.commit().await?;
    if before.is_some() {
        tracing::warn!(%epoch, "new epoch: devices will compare and send again what is missing");
    }
    Ok(Some(epoch))
}
