//! `GET /v1/state` and `GET /v1/feed`: what central holds, and what happened in the office.

use super::answer::Refusal;
use super::credential::Device;
use super::feed_log::{position, unsigned};
use super::outcome::Verdict;
use crate::sync::wire::{
    FeedEntry, FeedResponse, MAX_BATCH_BYTES, MAX_FEED_ENTRIES, OLDEST_SCHEMA, Operation,
    PersonKey, SCHEMA, StateResponse,
};
use chrono::{DateTime, Utc};
use data_encoding::{BASE64, HEXLOWER};
use deadpool_postgres::{Pool, Transaction};
use serde::Deserialize;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// Longest version that is kept.
const MAX_VERSION_BYTES: usize = 40;

/// A page stops growing at this many bytes of bodies.
pub(super) const PAGE_BYTES: i64 = MAX_BATCH_BYTES as i64;

/// Query of the feed.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct FeedQuery {
    /// Last position the device applied.
    #[serde(default)]
    after: u64,
    /// Most entries wanted.
    limit: Option<u32>,
}

impl FeedQuery {
    /// The position as the database counts.
    pub(super) fn after(self) -> Result<i64, Refusal> {
        position(self.after)
    }
}

/// What a device tells of itself while it asks; older programs tell nothing.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Told {
    /// Operations it has not sent yet.
    unsent: Option<u32>,
    /// Time of the oldest of them.
    since: Option<DateTime<Utc>>,
    #[serde(skip)]
    version: Option<String>,
}

impl Told {
    /// With the version a desk's program names itself by: `acikkapi/1.2.3`.
    pub(super) fn with_agent(self, agent: Option<&str>) -> Self {
        let version = agent.and_then(|agent| agent.strip_prefix("acikkapi/"));
        let plain = |version: &&str| {
            let sound = |byte: u8| byte.is_ascii_alphanumeric() || b".-+".contains(&byte);
            !version.is_empty() && version.len() <= MAX_VERSION_BYTES && version.bytes().all(sound)
        };
        Self {
            version: version.filter(plain).map(str::to_owned),
            ..self
        }
    }
}

/// What central holds of `device`; notes what it tells.
pub(super) async fn state(
    pool: &Pool,
    device: &Device,
    told: &Told,
) -> Result<StateResponse, Refusal> {
    let client = pool.get().await?;
    // Seen at most once a minute, so that polling does not rewrite the row each time.
    let seen = client
        .prepare_cached(
            "update devices
                set last_seen_at = now(), version = coalesce($3::text, version),
                    unsent = coalesce($4::bigint, unsent),
                    unsent_since = case when $4 is null then unsent_since
                                        else $5::timestamptz end
              where office_id = $1 and device_id = $2
                and (last_seen_at is null or last_seen_at < now() - interval '1 minute'
                     or version <> $3 or (coalesce(unsent, 0) = 0) <> (coalesce($4::bigint, 0) = 0))",
        )
        .await?;
    let unsent = told.unsent.map(i64::from);
    let values: [&(dyn ToSql + Sync); 5] = [
        &device.office,
        &device.id,
        &told.version,
        &unsent,
        &told.since,
    ];
    client.execute(&seen, &values).await?;
    let read = client
        .prepare_cached(
            "select state.epoch, state.previous_epoch, office.feed_base, device.acked_dseq,
                    device.acked_hash, office.feed_head, now()
               from devices device
               join offices office on office.office_id = device.office_id
              cross join server_state state
              where device.office_id = $1 and device.device_id = $2",
        )
        .await?;
    let row = client
        .query_one(&read, &[&device.office, &device.id])
        .await?;
    Ok(StateResponse {
        epoch: row.get(0),
        previous_epoch: row.get(1),
        feed_base: counted(&row, 2),
        acked_dseq: counted(&row, 3),
        acked_hash: HEXLOWER.encode(row.get(4)),
        feed_head: counted(&row, 5),
        oldest_schema: OLDEST_SCHEMA,
        newest_schema: SCHEMA,
        server_time: row.get(6),
    })
}

/// The office's operations after a position, in one consistent view.
pub(super) async fn feed(
    pool: &Pool,
    device: &Device,
    query: FeedQuery,
) -> Result<FeedResponse, Refusal> {
    let limit = query.limit.unwrap_or(MAX_FEED_ENTRIES);
    let limit = i64::from(limit.clamp(1, MAX_FEED_ENTRIES));
    let after = query.after()?;
    let mut client = pool.get().await?;
    let transaction = client
        .build_transaction()
        .isolation_level(tokio_postgres::IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await?;
    let head = transaction
        .prepare_cached(
            "select state.epoch, office.feed_head from offices office
              cross join server_state state where office.office_id = $1",
        )
        .await?;
    let head = transaction.query_one(&head, &[&device.office]).await?;
    let rows = page(&transaction, device, after, limit).await?;
    let keys = keys(&transaction, &device.office, &rows).await?;
    transaction.commit().await?;
    note_read(&client, device, (&rows, limit)).await?;
    Ok(FeedResponse {
        epoch: head.get(0),
        after: query.after,
        feed_head: counted(&head, 1),
        entries: rows.iter().map(|row| entry(row, &device.office)).collect(),
        keys: keys.iter().map(key).collect(),
    })
}

/// Notes how far a device has read: at the end of the feed, and at most once a minute on the way.
async fn note_read(
    client: &tokio_postgres::Client,
    device: &Device,
    (page, limit): (&[Row], i64),
) -> Result<(), Refusal> {
    let Some(last) = page.last() else {
        return Ok(());
    };
    let at_end = i64::try_from(page.len()).is_ok_and(|read| read < limit);
    let note = "update devices set feed_position = $3, feed_read_at = now()
          where office_id = $1 and device_id = $2 and feed_position <> $3
            and ($4 or feed_read_at is null or feed_read_at < now() - interval '1 minute')";
    let position: i64 = last.get("position");
    client
        .execute(note, &[&device.office, &device.id, &position, &at_end])
        .await?;
    Ok(())
}

/// The operations of a page. The device's own ones travel without their bytes: it has them. A page
/// ends where the bodies would exceed its size, but has at least one entry.
async fn page(
    transaction: &Transaction<'_>,
    device: &Device,
    after: i64,
    limit: i64,
) -> Result<Vec<Row>, Refusal> {
    let page = transaction
        .prepare_cached(
            "select position, device_id, dseq, op_id, prev_hash, hash, actor, role_version,
                    schema_version, kind, case_id, base_revision, body, device_time, person_id,
                    outcome, review_id, reject_reason, own
               from (select *, sum(octet_length(body)) over (order by position) as bytes
                       from (select position, device_id, dseq, op_id, prev_hash, hash, actor,
                                    role_version, schema_version, kind, case_id, base_revision,
                                    case when device_id = $2 then '' else body end as body,
                                    device_time, person_id, outcome, review_id, reject_reason,
                                    device_id = $2 as own
                               from operations
                              where office_id = $1 and position > $3
                              order by position limit $4) as next
                    ) as sized
              where bytes <= $5 or position = $3 + 1
              order by position",
        )
        .await?;
    let values: [&(dyn ToSql + Sync); 5] =
        [&device.office, &device.id, &after, &limit, &PAGE_BYTES];
    Ok(transaction.query(&page, &values).await?)
}

/// The keys the other devices' operations of a page are sealed with.
pub(super) async fn keys(
    transaction: &Transaction<'_>,
    office: &str,
    page: &[Row],
) -> Result<Vec<Row>, Refusal> {
    let mut persons: Vec<Uuid> = page
        .iter()
        .filter(|row| !row.get::<_, bool>("own"))
        .filter_map(|row| row.get("person_id"))
        .collect();
    persons.sort_unstable();
    persons.dedup();
    let keys = transaction
        .prepare_cached(
            "select person_id, key from person_keys
              where office_id = $1 and person_id = any($2) and key is not null",
        )
        .await?;
    Ok(transaction.query(&keys, &[&office, &persons]).await?)
}

/// A row of a page, with its column `own`.
pub(super) fn entry(row: &Row, office: &str) -> FeedEntry {
    let own: bool = row.get("own");
    FeedEntry {
        position: unsigned(row.get("position")),
        outcome: Verdict::of(row).outcome(),
        operation: (!own).then(|| operation(row, office)),
        own_dseq: own.then(|| unsigned(row.get("dseq"))),
    }
}

fn operation(row: &Row, office: &str) -> Operation {
    Operation {
        op_id: row.get("op_id"),
        office: office.to_owned(),
        device: row.get("device_id"),
        dseq: unsigned(row.get("dseq")),
        prev_hash: HEXLOWER.encode(row.get("prev_hash")),
        hash: HEXLOWER.encode(row.get("hash")),
        actor: row.get("actor"),
        // Both were stored from 32-bit numbers.
        role_version: row.get::<_, i64>("role_version") as u32,
        schema: row.get::<_, i64>("schema_version") as u32,
        kind: row.get("kind"),
        case_id: row.get("case_id"),
        base_revision: row.get::<_, Option<i64>>("base_revision").map(unsigned),
        body: row.get("body"),
        device_time: row.get("device_time"),
    }
}

/// A row of [`keys`].
pub(super) fn key(row: &Row) -> PersonKey {
    PersonKey {
        person: row.get(0),
        key: BASE64.encode(row.get(1)),
    }
}

fn counted(row: &Row, column: usize) -> u64 {
    unsigned(row.get(column))
}
