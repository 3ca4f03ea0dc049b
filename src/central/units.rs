//! The directory of service units, as the desks keep it.

use crate::domain::unit::{Unit, UnitCode};
use deadpool_postgres::{GenericClient, Transaction};
use std::collections::BTreeMap;
use tokio_postgres::{Error, Row};

/// Enters units as they are now; of several records of one unit the last stands.
pub(super) async fn record(
    transaction: &Transaction<'_>,
    office: &str,
    units: impl Iterator<Item = &Unit>,
) -> Result<(), Error> {
    let units: BTreeMap<&UnitCode, &Unit> = units.map(|unit| (&unit.code, unit)).collect();
    if units.is_empty() {
        return Ok(());
    }
    let upsert = transaction
        .prepare_cached(
            "insert into units (office_id, unit, closed, record)
             select $1, * from unnest($2::text[], $3::boolean[], $4::text[])
             on conflict (office_id, unit) do update
             set closed = excluded.closed, record = excluded.record",
        )
        .await?;
    let codes: Vec<&str> = units.keys().map(|code| code.as_str()).collect();
    let closed: Vec<bool> = units.values().map(|unit| unit.closed).collect();
    let records: Vec<String> = units.values().map(|unit| json(unit)).collect();
    transaction
        .execute(&upsert, &[&office, &codes, &closed, &records])
        .await?;
    Ok(())
}

/// Units of an office by code, closed ones included.
///
/// # Errors
/// What PostgreSQL met.
pub async fn units(client: &impl GenericClient, office: &str) -> Result<Vec<Unit>, Error> {
    let select = client
        .prepare_cached("select record from units where office_id = $1 order by unit")
        .await?;
    let rows = client.query(&select, &[&office]).await?;
    Ok(rows.iter().filter_map(read).collect())
}

/// A unit of an office.
///
/// # Errors
/// What PostgreSQL met.
pub async fn unit(
    client: &impl GenericClient,
    office: &str,
    code: &UnitCode,
) -> Result<Option<Unit>, Error> {
    let select = client
        .prepare_cached("select record from units where office_id = $1 and unit = $2")
        .await?;
    let row = client
        .query_opt(&select, &[&office, &code.as_str()])
        .await?;
    Ok(row.as_ref().and_then(read))
}

/// What was written as a unit is read as one.
fn read(row: &Row) -> Option<Unit> {
    serde_json::from_str(row.get("record")).ok()
}

fn json(unit: &Unit) -> String {
    serde_json::to_string(unit).expect("a unit is plain data")
}
