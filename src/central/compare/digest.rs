//! `GET /v1/digest`: what central holds of an office, per day.
//!
//! A country compares every night, so the days' roots are kept. They follow the feed as the cases do:
//! what was stored since the last question is sorted into days first, which makes those days' roots
//! void, and only these are computed again. So storing operations costs nothing, and a late operation
//! for an old day is as right as one of today. A day lies in a stretch of the feed, from its first
//! operation to its last, and is read there by the primary key.
//!
//! A root is not believed for ever: after [`BELIEVED`] the day is read again, so that damage to the
//! operations themselves shows too.

use super::super::answer::Refusal;
use super::super::credential::Device;
use super::super::feed_log::{position, unsigned};
use super::{epoch, reading};
use crate::sync::digest::{DayDigest, Tree, root_of};
use crate::sync::wire::compare::{DayResponse, DigestResponse, HeldOperation, MAX_DAY_ENTRIES};
use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use deadpool_postgres::{Pool, Transaction};
use serde::Deserialize;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, Row};
use uuid::Uuid;

/// Positions sorted into days in one transaction.
const STRETCH: i64 = 50_000;
/// Days computed in one transaction.
const DAYS: i64 = 50;
/// How long a root is believed, as PostgreSQL writes it.
const BELIEVED: &str = "7 days";

/// Query of a digest.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct DigestQuery {
    /// Last position counted.
    upto: u64,
    /// The root the asking device has.
    known: Option<String>,
}

/// Query of a day.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct DayQuery {
    /// Last position counted.
    upto: u64,
    /// The last id of the page before.
    after: Option<Uuid>,
}

/// What central holds of the device's office.
pub(super) async fn whole(
    pool: &Pool,
    device: &Device,
    query: DigestQuery,
) -> Result<DigestResponse, Refusal> {
    let upto = position(query.upto)?;
    while sort_some(pool, &device.office).await? {}
    while compute_some(pool, &device.office).await? {}
    let mut client = pool.get().await?;
    let transaction = reading(&mut client).await?;
    let days = days(&transaction, &device.office, upto).await?;
    let epoch = epoch(&transaction).await?;
    transaction.commit().await?;
    let root = root_of(&days);
    let same = query.known.as_ref() == Some(&root);
    Ok(DigestResponse {
        epoch,
        upto: query.upto,
        days: if same { Vec::new() } else { days },
        root,
    })
}

/// The operations of one day of the device's office.
pub(super) async fn day(
    pool: &Pool,
    device: &Device,
    (day, query): (NaiveDate, DayQuery),
) -> Result<DayResponse, Refusal> {
    let upto = position(query.upto)?;
    let mut client = pool.get().await?;
    let transaction = reading(&mut client).await?;
    let select = transaction
        .prepare_cached(
            "select held.op_id, held.hash, held.position
               from digest_days day
               join operations held on held.office_id = day.office_id
                and held.position between day.first_position and least(day.last_position, $3)
                and (held.device_time at time zone 'UTC')::date = day.day
              where day.office_id = $1 and day.day = $2 and held.op_id > $4
              order by held.op_id limit $5",
        )
        .await?;
    let after = query.after.unwrap_or(Uuid::nil());
    let limit = i64::from(MAX_DAY_ENTRIES);
    let rows = transaction
        .query(&select, &[&device.office, &day, &upto, &after, &limit])
        .await?;
    let epoch = epoch(&transaction).await?;
    transaction.commit().await?;
    let held = |row: &Row| HeldOperation {
        op_id: row.get(0),
        hash: HEXLOWER.encode(row.get(1)),
        position: unsigned(row.get(2)),
    };
    Ok(DayResponse {
        epoch,
        day,
        more: rows.len() as i64 == limit,
        operations: rows.iter().map(held).collect(),
    })
}

/// What a day held is not what it was: an operation was put back in between.
pub(super) async fn void_day(
    transaction: &Transaction<'_>,
    office: &str,
    (day, position): (NaiveDate, i64),
) -> Result<(), Error> {
    let forget = transaction.prepare_cached(VOID).await?;
    let (days, positions) = ([day], [position]);
    let values: [&(dyn ToSql + Sync); 4] = [
        &office,
        &days.as_slice(),
        &positions.as_slice(),
        &positions.as_slice(),
    ];
    transaction.execute(&forget, &values).await?;
    Ok(())
}

/// Widens days to the positions given and voids their roots.
const VOID: &str = "
    insert into digest_days as held (office_id, day, first_position, last_position)
    select $1, * from unnest($2::date[], $3::bigint[], $4::bigint[])
    on conflict (office_id, day) do update
       set first_position = least(held.first_position, excluded.first_position),
           last_position = greatest(held.last_position, excluded.last_position),
           operations = null, root = null, computed_at = null";

/// Forgets all digests: after a restore nothing is believed that was computed before.
pub(in super::super) async fn forget(
    transaction: &tokio_postgres::Transaction<'_>,
) -> Result<(), Error> {
    transaction
        .batch_execute("delete from digest_days; delete from digest_progress")
        .await
}

/// Sorts some more of the feed into days; whether there may be more.
async fn sort_some(pool: &Pool, office: &str) -> Result<bool, Refusal> {
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    let sorted = lock(&transaction, office).await?;
    let head = transaction
        .prepare_cached("select feed_head from offices where office_id = $1")
        .await?;
    let head: i64 = transaction.query_one(&head, &[&office]).await?.get(0);
    let upto = head.min(sorted + STRETCH);
    if upto <= sorted {
        return Ok(false);
    }
    let select = transaction
        .prepare_cached(
            "select (device_time at time zone 'UTC')::date, min(position), max(position)
               from operations
              where office_id = $1 and position > $2 and position <= $3
              group by 1",
        )
        .await?;
    let rows = transaction
        .query(&select, &[&office, &sorted, &upto])
        .await?;
    let days: Vec<NaiveDate> = rows.iter().map(|row| row.get(0)).collect();
    let firsts: Vec<i64> = rows.iter().map(|row| row.get(1)).collect();
    let lasts: Vec<i64> = rows.iter().map(|row| row.get(2)).collect();
    let void = transaction.prepare_cached(VOID).await?;
    transaction
        .execute(&void, &[&office, &days, &firsts, &lasts])
        .await?;
    let advance = transaction
        .prepare_cached("update digest_progress set position = $2 where office_id = $1")
        .await?;
    transaction.execute(&advance, &[&office, &upto]).await?;
    transaction.commit().await?;
    Ok(upto < head)
}

/// Computes the roots of some days that have none, or one no longer believed; whether there may be
/// more.
async fn compute_some(pool: &Pool, office: &str) -> Result<bool, Refusal> {
    let mut client = pool.get().await?;
    let transaction = client.transaction().await?;
    lock(&transaction, office).await?;
    let void = format!(
        "select day, first_position, last_position from digest_days
          where office_id = $1
            and (root is null or computed_at < now() - interval '{BELIEVED}')
          order by day limit $2"
    );
    let void = transaction.prepare_cached(&void).await?;
    let rows = transaction.query(&void, &[&office, &DAYS]).await?;
    let store = transaction
        .prepare_cached(
            "update digest_days set operations = $3, root = $4, computed_at = now()
              where office_id = $1 and day = $2",
        )
        .await?;
    for row in &rows {
        let day: NaiveDate = row.get(0);
        let tree = tree(&transaction, office, (day, row.get(1), row.get(2))).await?;
        let operations = i64::try_from(tree.leaves()).unwrap_or(i64::MAX);
        let root = tree.root();
        transaction
            .execute(&store, &[&office, &day, &operations, &root.as_slice()])
            .await?;
    }
    transaction.commit().await?;
    Ok(rows.len() as i64 == DAYS)
}

/// How far the feed is sorted into days; the row stays locked, so that one instance at a time does it.
async fn lock(transaction: &Transaction<'_>, office: &str) -> Result<i64, Error> {
    let begin = transaction
        .prepare_cached(
            "insert into digest_progress (office_id, position) values ($1, 0)
             on conflict do nothing",
        )
        .await?;
    transaction.execute(&begin, &[&office]).await?;
    let lock = transaction
        .prepare_cached("select position from digest_progress where office_id = $1 for update")
        .await?;
    Ok(transaction.query_one(&lock, &[&office]).await?.get(0))
}

/// The digests up to a position. A day that goes on after it, as today mostly does, is read.
async fn days(
    transaction: &Transaction<'_>,
    office: &str,
    upto: i64,
) -> Result<Vec<DayDigest>, Error> {
    let select = transaction
        .prepare_cached(
            "select day, first_position, last_position, operations, root from digest_days
              where office_id = $1 and first_position <= $2 order by day",
        )
        .await?;
    let mut days = Vec::new();
    for row in transaction.query(&select, &[&office, &upto]).await? {
        let (day, first, last): (NaiveDate, i64, i64) = (row.get(0), row.get(1), row.get(2));
        let known: Option<(i64, Vec<u8>)> = row.get::<_, Option<i64>>(3).zip(row.get(4));
        let digest = match known.filter(|_| last <= upto) {
            Some((count, root)) => DayDigest {
                day,
                count: unsigned(count),
                root: HEXLOWER.encode(&root),
            },
            None => {
                let stretch = (day, first, last.min(upto));
                DayDigest::of(day, &tree(transaction, office, stretch).await?)
            }
        };
        days.push(digest);
    }
    days.retain(|day| day.count > 0);
    Ok(days)
}

/// The tree of a day's operations in a stretch of the feed.
async fn tree(
    transaction: &Transaction<'_>,
    office: &str,
    (day, first, last): (NaiveDate, i64, i64),
) -> Result<Tree, Error> {
    let select = transaction
        .prepare_cached(
            "select hash from operations
              where office_id = $1 and position between $2 and $3
                and (device_time at time zone 'UTC')::date = $4
              order by op_id",
        )
        .await?;
    let rows = transaction
        .query(&select, &[&office, &first, &last, &day])
        .await?;
    let mut tree = Tree::default();
    rows.iter().for_each(|row| tree.push(row.get(0)));
    Ok(tree)
}
