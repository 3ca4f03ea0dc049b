//! The numbers central gives.
//!
//! Central has a `DD` of its own in each office, and a new one in each epoch: a restored database
//! has forgotten numbers it gave. It is never a device's.

use super::super::own::OwnError;
use crate::domain::ids::OfficeCode;
use crate::domain::number::ApplicationNumber;
use crate::sync::wire::central_device;
use chrono::{Datelike, NaiveDate};
use deadpool_postgres::Transaction;
use uuid::Uuid;

/// Devices get the lowest free `DD`, and unenrolled ones choose from 50 on; central chooses
/// between, downwards from a place its epoch tells, so that two epochs of one office hardly meet.
const FIRST: u8 = 20;
const LAST: u8 = 49;

/// The next number of the office. The caller holds the office's row lock, and so nobody else can
/// take it.
pub(super) async fn next(
    transaction: &Transaction<'_>,
    office: OfficeCode,
    today: NaiveDate,
) -> Result<ApplicationNumber, OwnError> {
    let code = office.to_string();
    let database = database(transaction, &code).await?;
    let year = i16::try_from(today.year().rem_euclid(100)).unwrap_or(0);
    let next = transaction
        .prepare_cached(
            "insert into central_numbers (office_id, device_number, year, last)
             values ($1, $2, $3, 1)
             on conflict (office_id, device_number, year) do update
             set last = central_numbers.last + 1
             returning last",
        )
        .await?;
    let row = transaction
        .query_one(&next, &[&code, &database, &year])
        .await?;
    let sequence = u64::try_from(row.get::<_, i64>(0)).unwrap_or(0);
    let database = u8::try_from(database).unwrap_or(0);
    ApplicationNumber::new(office, today.year(), database, sequence)
        .map_err(|_| OwnError::NumbersExhausted)
}

/// Central's `DD` in the office in this epoch; chosen with its first number.
async fn database(transaction: &Transaction<'_>, office: &str) -> Result<i16, OwnError> {
    let read = transaction
        .prepare_cached(
            "select state.epoch, own.device_number
               from server_state state
               left join central_devices own
                 on own.office_id = $1 and own.epoch = state.epoch",
        )
        .await?;
    let row = transaction.query_one(&read, &[&office]).await?;
    if let Some(number) = row.get(1) {
        return Ok(number);
    }
    let epoch: Uuid = row.get(0);
    let taken = transaction
        .prepare_cached(
            "select device_number from devices where office_id = $1
              union select device_number from central_devices
                     where office_id = $1 and device_number is not null",
        )
        .await?;
    let taken = transaction.query(&taken, &[&office]).await?;
    let taken: Vec<i16> = taken.iter().map(|row| row.get(0)).collect();
    let number = candidates(epoch.as_u128())
        .map(i16::from)
        .find(|number| !taken.contains(number))
        .ok_or(OwnError::NumbersExhausted)?;
    let choose = transaction
        .prepare_cached(
            "insert into central_devices (office_id, epoch, device_id, device_number)
             values ($1, $2, $3, $4)
             on conflict (office_id, epoch) do update
             set device_number = excluded.device_number",
        )
        .await?;
    let device = central_device(office, epoch);
    transaction
        .execute(&choose, &[&office, &epoch, &device, &number])
        .await?;
    Ok(number)
}

/// Every number, in the order an epoch tries them.
fn candidates(epoch: u128) -> impl Iterator<Item = u8> {
    let own = FIRST..=LAST;
    let start = usize::try_from(epoch % own.clone().count() as u128).unwrap_or(0);
    let earlier = own.clone().rev().take(start);
    own.rev()
        .skip(start)
        .chain(earlier)
        .chain((1..FIRST).rev())
        .chain(LAST + 1..=99)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_number_is_tried_once_and_central_s_own_first() {
        for epoch in [0, 1, 29, 30, u128::MAX] {
            let tried: Vec<u8> = candidates(epoch).collect();
            assert_eq!(tried.iter().collect::<BTreeSet<_>>().len(), 99);
            assert_eq!(tried.len(), 99);
            assert!(
                tried[..30]
                    .iter()
                    .all(|number| (FIRST..=LAST).contains(number))
            );
            assert_eq!(u128::from(tried[0]), 49 - epoch % 30);
        }
    }
}
