//! What is in the database, counted at each scrape. Every count comes from a small table or from an
//! index that holds no more than what is counted; none names an office.

use super::super::error::CentralError;
use deadpool_postgres::{Client, Pool};
use tokio_postgres::Row;

/// A counted kind of something.
pub(super) struct Count {
    pub(super) of: &'static str,
    pub(super) kind: String,
    pub(super) count: i64,
    /// Seconds the oldest has been there, where that tells something.
    pub(super) oldest: Option<f64>,
}

/// Everything that is counted.
const COUNTS: [(&str, &str); 6] = [
    (
        "devices",
        "select state, count(*), null::double precision
           from (select case when revoked_at is not null then 'revoked'
                             when quarantined_at is not null then 'quarantined'
                             when last_seen_at > now() - interval '1 day' then 'active'
                             else 'silent' end as state
                   from devices) as devices
          group by state",
    ),
    (
        "offices",
        "select case when exists (select from devices
                       where devices.office_id = offices.office_id and revoked_at is null)
                     then 'enrolled' else 'known' end,
                count(*), null::double precision
           from offices group by 1",
    ),
    (
        "messages",
        "select channel, count(*), extract(epoch from now() - min(queued_at))::double precision
           from messages where state = 'queued' and channel <> 'call' group by channel",
    ),
    (
        "reviews",
        "select kind, count(*), extract(epoch from now() - min(created_at))::double precision
           from reviews where decided_at is null group by kind",
    ),
    (
        "rejected",
        "select coalesce(reject_reason, 'other'), count(*), null::double precision
           from operations where outcome = 'rejected' group by 1",
    ),
    (
        "transfers",
        "select 'pending', count(*), extract(epoch from now() - min(requested_at))::double precision
           from transfers where done_at is null",
    ),
];

/// Counts.
pub(super) async fn count(pool: &Pool) -> Result<Vec<Count>, CentralError> {
    let client = pool.get().await?;
    let mut counts = Vec::new();
    for (of, sql) in COUNTS {
        let rows = rows(&client, sql).await?;
        counts.extend(rows.iter().map(|row| Count {
            of,
            kind: row.get(0),
            count: row.get(1),
            oldest: row.get(2),
        }));
    }
    Ok(counts)
}

async fn rows(client: &Client, sql: &str) -> Result<Vec<Row>, tokio_postgres::Error> {
    let select = client.prepare_cached(sql).await?;
    client.query(&select, &[]).await
}
