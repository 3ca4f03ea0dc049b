//! Devices that were set aside: what each offered, what is held in its place, and letting it send
//! again.
//!
//! Two files have one identity: a disk was copied, or a folder put back from a copy by hand. Central
//! holds the history of the one that came first and keeps what the other offered. Which of them is the
//! office's only people can tell. The other one goes on as a new device (`acikkapi device renew`) and
//! sends what it has under its new name; then the first is released. Released too early, it is set
//! aside again at once: nothing can go wrong by trying.

use super::enrolment::check_office;
use super::error::CentralError;
use crate::sync::wire::Operation;
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use tokio_postgres::Client;
use uuid::Uuid;

/// A time a device was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// When.
    pub found_at: DateTime<Utc>,
    /// Operations held of the device then.
    pub held: u64,
    /// What it offered, in its order.
    pub offered: Vec<Offered>,
    /// When it was let in again.
    pub released_at: Option<DateTime<Utc>>,
}

/// An operation a device offered. Its content is not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its place in the device's history.
    pub dseq: u64,
    /// Its kind.
    pub kind: String,
    /// The device's clock.
    pub device_time: DateTime<Utc>,
    /// What is held at that place.
    pub held: Held,
}

/// What is held at a place of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// The same.
    Same,
    /// Another operation: its kind and time.
    Other(String, DateTime<Utc>),
    /// Nothing.
    Nothing,
}

/// The device with a number.
pub(super) async fn device(
    client: &Client,
    office: &str,
    number: u8,
) -> Result<Uuid, CentralError> {
    check_office(office)?;
    let select = "select device_id from devices where office_id = $1 and device_number = $2";
    let row = client
        .query_opt(select, &[&office, &i16::from(number)])
        .await?;
    row.map(|row| row.get(0))
        .ok_or_else(|| CentralError::NoDevice {
            office: office.to_owned(),
            device: format!("{number:02}"),
        })
}

/// Each time a device was set aside, the last one first.
pub(super) async fn of_device(
    client: &Client,
    office: &str,
    device: Uuid,
) -> Result<Vec<Fork>, CentralError> {
    let select = "select found_at, held_dseq, offered, released_at from forks
         where office_id = $1 and device_id = $2 order by found_at desc";
    let mut forks = Vec::new();
    for row in client.query(select, &[&office, &device]).await? {
        // It was written from operations.
        let offered: Vec<Operation> = serde_json::from_str(row.get(2)).unwrap_or_default();
        forks.push(Fork {
            found_at: row.get(0),
            held: u64::try_from(row.get::<_, i64>(1)).unwrap_or(0),
            offered: beside_held(client, (office, device), offered).await?,
            released_at: row.get(3),
        });
    }
    Ok(forks)
}

async fn beside_held(
    client: &Client,
    (office, device): (&str, Uuid),
    offered: Vec<Operation>,
) -> Result<Vec<Offered>, CentralError> {
    let select = "select hash, kind, device_time from operations
         where office_id = $1 and device_id = $2 and dseq = $3";
    let select = client.prepare(select).await?;
    let mut beside = Vec::with_capacity(offered.len());
    for operation in offered {
        let dseq = i64::try_from(operation.dseq).unwrap_or(i64::MAX);
        let row = client
            .query_opt(&select, &[&office, &device, &dseq])
            .await?;
        let held = match row {
            None => Held::Nothing,
            Some(row) if HEXLOWER.encode(row.get(0)) == operation.hash => Held::Same,
            Some(row) => Held::Other(row.get(1), row.get(2)),
        };
        beside.push(Offered {
            dseq: operation.dseq,
            kind: operation.kind,
            device_time: operation.device_time,
            held,
        });
    }
    Ok(beside)
}

/// Lets a device that was set aside send again; whether it was.
pub(super) async fn release(
    client: &mut Client,
    office: &str,
    device: Uuid,
) -> Result<bool, CentralError> {
    let transaction = client.transaction().await?;
    let release = "update devices set quarantined_at = null
         where office_id = $1 and device_id = $2 and quarantined_at is not null";
    let released = transaction.execute(release, &[&office, &device]).await? > 0;
    let note = "update forks set released_at = now()
         where office_id = $1 and device_id = $2 and released_at is null";
    transaction.execute(note, &[&office, &device]).await?;
    transaction.commit().await?;
    Ok(released)
}
