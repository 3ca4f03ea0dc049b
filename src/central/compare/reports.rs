//! What each device found when it last compared.

use super::super::answer::Refusal;
use super::super::credential::Device;
use super::super::feed_log;
use crate::sync::journal::Compared;
use crate::sync::wire::compare::{CompareReceipt, CompareReport};
use chrono::{DateTime, Utc};
use deadpool_postgres::Pool;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

/// Reads columns `compared_at`, `upto`, `differing_days`, `fetched`, `given_back` and `unresolved`,
/// which are null for a device that has not compared.
pub(in super::super) fn compared(row: &Row) -> Option<Compared> {
    let number = |column: &str| row.get::<_, Option<i64>>(column).unwrap_or(0);
    let count = |column: &str| u32::try_from(number(column)).unwrap_or(u32::MAX);
    Some(Compared {
        at: row.get::<_, Option<DateTime<Utc>>>("compared_at")?,
        report: CompareReport {
            upto: feed_log::unsigned(number("upto")),
            differing_days: count("differing_days"),
            fetched: count("fetched"),
            given_back: count("given_back"),
            unresolved: count("unresolved"),
        },
    })
}

/// Keeps a report in the place of the device's last one.
pub(super) async fn keep(
    pool: &Pool,
    device: &Device,
    report: &CompareReport,
) -> Result<CompareReceipt, Refusal> {
    let client = pool.get().await?;
    let keep = client
        .prepare_cached(
            "insert into comparisons (office_id, device_id, upto, differing_days, fetched,
                 given_back, unresolved)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (office_id, device_id) do update
             set compared_at = now(), upto = excluded.upto,
                 differing_days = excluded.differing_days, fetched = excluded.fetched,
                 given_back = excluded.given_back, unresolved = excluded.unresolved",
        )
        .await?;
    let upto = feed_log::position(report.upto)?;
    let counts = [
        report.differing_days,
        report.fetched,
        report.given_back,
        report.unresolved,
    ]
    .map(i64::from);
    let values: [&(dyn ToSql + Sync); 7] = [
        &device.office,
        &device.id,
        &upto,
        &counts[0],
        &counts[1],
        &counts[2],
        &counts[3],
    ];
    client.execute(&keep, &values).await?;
    if report.unresolved > 0 {
        tracing::warn!(
            office = device.office,
            device = %device.id,
            unresolved = report.unresolved,
            "a desk and central do not hold the same"
        );
    }
    let epoch = client
        .prepare_cached("select epoch from server_state")
        .await?;
    let epoch = client.query_one(&epoch, &[]).await?.get(0);
    Ok(CompareReceipt { epoch })
}
