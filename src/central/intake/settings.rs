//! The offices' settings, as their desks last recorded them.

use crate::domain::event::OfficeConfigured;
use crate::domain::ids::OfficeCode;
use crate::text::CleanText;
use deadpool_postgres::{GenericClient, Transaction};
use tokio_postgres::Error;

/// An office that receives applications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenOffice {
    pub office: OfficeCode,
    /// As written on receipts.
    pub name: CleanText,
}

/// Every office that was set up, by its code.
///
/// # Errors
/// What PostgreSQL met.
pub async fn open_offices(client: &impl GenericClient) -> Result<Vec<OpenOffice>, Error> {
    let select = client
        .prepare_cached("select configured from office_settings order by office_id")
        .await?;
    let rows = client.query(&select, &[]).await?;
    let offices = rows.iter().filter_map(|row| read(row.get(0)));
    Ok(offices
        .map(|settings| OpenOffice {
            office: settings.office,
            name: settings.name,
        })
        .collect())
}

/// Enters settings at their feed positions; the last record stands.
pub(in crate::central) async fn record(
    transaction: &Transaction<'_>,
    office: &str,
    recorded: Option<(i64, &OfficeConfigured)>,
) -> Result<(), Error> {
    // Another office's settings are nobody's here.
    let recorded = recorded.filter(|(_, settings)| settings.office.to_string() == office);
    let Some((position, settings)) = recorded else {
        return Ok(());
    };
    let upsert = transaction
        .prepare_cached(
            "insert into office_settings (office_id, position, configured) values ($1, $2, $3)
             on conflict (office_id) do update
             set position = excluded.position, configured = excluded.configured",
        )
        .await?;
    let json = serde_json::to_string(settings).expect("settings are plain data");
    transaction
        .execute(&upsert, &[&office, &position, &json])
        .await?;
    Ok(())
}

/// The settings of an office.
pub(in crate::central) async fn of(
    client: &impl GenericClient,
    office: &str,
) -> Result<Option<OfficeConfigured>, Error> {
    let select = client
        .prepare_cached("select configured from office_settings where office_id = $1")
        .await?;
    let row = client.query_opt(&select, &[&office]).await?;
    Ok(row.and_then(|row| read(row.get(0))))
}

/// What was written as settings is read as such.
fn read(json: &str) -> Option<OfficeConfigured> {
    serde_json::from_str(json).ok()
}
