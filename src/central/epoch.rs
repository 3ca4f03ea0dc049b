//! The epoch: which life of the database this is.
//!
//! A server restored from a backup has forgotten operations it gave receipts for. The devices
//! still have them; a new epoch tells them to look again. It begins by itself when PostgreSQL's
//! system identifier or timeline differs from the stored one (a dump restored on another cluster,
//! a point-in-time recovery, a fail-over) or its log is shorter than it was (a cold copy or a
//! snapshot put back), and by command after a restore none of these show (`pg_restore` into the
//! same cluster).

use super::compare::digest;
use super::error::CentralError;
use super::watermark::{Mark, Watermark};
use tokio_postgres::{Client, Transaction};
use uuid::Uuid;

const EPOCH_LOCK: i64 = 0x6163_696B_6570_6F63;

/// What the database says about itself now, and what it remembers.
#[derive(Debug, PartialEq, Eq)]
struct Life {
    system: String,
    timeline: String,
    wal: i64,
    /// Epoch, system and timeline as stored.
    stored: Option<(Uuid, String, String)>,
}

const LIFE: &str = "select control.system_identifier::text as system,
            substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as timeline,
            pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint as wal,
            state.epoch, state.system_identifier, state.timeline as stored_timeline
       from pg_control_system() control left join server_state state on true";

impl Life {
    async fn read(
        client: &impl tokio_postgres::GenericClient,
    ) -> Result<Self, tokio_postgres::Error> {
        let row = client.query_one(LIFE, &[]).await?;
        let epoch: Option<Uuid> = row.get("epoch");
        Ok(Self {
            system: row.get("system"),
            timeline: row.get("timeline"),
            wal: row.get("wal"),
            stored: epoch.map(|epoch| {
                let system = row.get("system_identifier");
                (epoch, system, row.get("stored_timeline"))
            }),
        })
    }

    fn mark(&self) -> Option<Mark> {
        let (epoch, ..) = self.stored.as_ref()?;
        Some(Mark {
            epoch: *epoch,
            wal: self.wal,
        })
    }

    /// Whether the stored epoch belongs to an earlier life.
    fn is_new(&self, watermark: &Watermark) -> bool {
        let Some((_, system, timeline)) = &self.stored else {
            return true;
        };
        let same_cluster = (system, timeline) == (&self.system, &self.timeline);
        !same_cluster || self.mark().is_some_and(|mark| watermark.was_beyond(mark))
    }
}

/// Starts a new epoch if the database is not what the stored epoch and the watermark say.
pub(super) async fn ensure(client: &mut Client, watermark: &Watermark) -> Result<(), CentralError> {
    let mut life = Life::read(client).await?;
    if life.is_new(watermark) {
        let transaction = lock(client).await?;
        // Another instance may have done it meanwhile.
        life = Life::read(&transaction).await?;
        if life.is_new(watermark) {
            begin(&transaction, &life, watermark).await?;
            life = Life::read(&transaction).await?;
        }
        transaction.commit().await?;
    }
    if let Some(mark) = life.mark() {
        remember(watermark, mark);
    }
    Ok(())
}

/// Whether the stored epoch is of the life the database is in now.
pub(super) async fn is_current(client: &Client) -> Result<bool, CentralError> {
    let Life {
        system,
        timeline,
        stored,
        ..
    } = Life::read(client).await?;
    let now = (system, timeline);
    Ok(stored.is_some_and(|(_, system, timeline)| (system, timeline) == now))
}

/// Starts a new epoch whatever is stored.
pub(super) async fn begin_new(
    client: &mut Client,
    watermark: &Watermark,
) -> Result<Uuid, CentralError> {
    let transaction = lock(client).await?;
    let life = Life::read(&transaction).await?;
    let epoch = begin(&transaction, &life, watermark).await?;
    transaction.commit().await?;
    let wal = life.wal;
    remember(watermark, Mark { epoch, wal });
    Ok(epoch)
}

/// A full disk must not stop central: it only makes a rare kind of restore go unnoticed.
fn remember(watermark: &Watermark, mark: Mark) {
    if let Err(error) = watermark.raise(mark) {
        tracing::error!(%error, "watermark");
    }
}

async fn lock(client: &mut Client) -> Result<Transaction<'_>, tokio_postgres::Error> {
    let transaction = client.transaction().await?;
    let lock = "select pg_advisory_xact_lock($1)";
    transaction.execute(lock, &[&EPOCH_LOCK]).await?;
    Ok(transaction)
}

async fn begin(
    transaction: &Transaction<'_>,
    life: &Life,
    watermark: &Watermark,
) -> Result<Uuid, tokio_postgres::Error> {
    let stored = life.stored.as_ref().map(|(epoch, ..)| *epoch);
    let epoch = after(stored.max(watermark.epoch()), Uuid::now_v7());
    let upsert = "insert into server_state (epoch, system_identifier, timeline)
        values ($1, $2, $3)
        on conflict (only_row) do update
        set previous_epoch = server_state.epoch, epoch = excluded.epoch, epoch_started_at = now(),
            system_identifier = excluded.system_identifier, timeline = excluded.timeline";
    transaction
        .execute(upsert, &[&epoch, &life.system, &life.timeline])
        .await?;
    // All positions up to here are older than the epoch.
    transaction
        .execute("update offices set feed_base = feed_head", &[])
        .await?;
    digest::forget(transaction).await?;
    if life.stored.is_some() {
        tracing::warn!(%epoch, "new epoch: devices will compare and send again what is missing");
    }
    Ok(epoch)
}

/// `fresh`, or when the server's clock was set back, a UUIDv7 just after `earlier`: epochs only
/// ever grow.
fn after(earlier: Option<Uuid>, fresh: Uuid) -> Uuid {
    let Some(earlier) = earlier.filter(|earlier| fresh <= *earlier) else {
        return fresh;
    };
    const TIME_BITS_AT: u32 = 80;
    let millis = (earlier.as_u128() >> TIME_BITS_AT) as u64 + 1;
    let mut random = [0; 10];
    random.copy_from_slice(&fresh.as_bytes()[6..]);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_grow_though_the_clock_goes_back() {
        let before = Uuid::now_v7();
        let now = Uuid::now_v7();
        assert_eq!(after(None, now), now);
        assert_eq!(after(Some(before), now), now);
        let set_back = after(Some(now), before);
        assert!(set_back > now);
        assert_eq!(set_back.get_version_num(), 7);
        assert!(after(Some(set_back), Uuid::now_v7()) > set_back);
    }
}
