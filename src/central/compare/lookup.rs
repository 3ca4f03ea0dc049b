//! `POST /v1/operations/lookup`: operations a desk lacks, by their ids.

use super::super::answer::Refusal;
use super::super::credential::Device;
use super::super::news::{self, PAGE_BYTES};
use super::{epoch, reading};
use crate::sync::problem::ProblemCode;
use crate::sync::wire::compare::{LookupRequest, LookupResponse, MAX_LOOKUP};
use deadpool_postgres::Pool;
use tokio_postgres::types::ToSql;

/// Those of the device's office that are here, by position, as many as fit in an answer, but at
/// least one if there is one.
pub(super) async fn find(
    pool: &Pool,
    device: &Device,
    wanted: &LookupRequest,
) -> Result<LookupResponse, Refusal> {
    if wanted.operations.len() > MAX_LOOKUP {
        let title = "too many operations are looked up at once";
        return Err(Refusal::new(ProblemCode::TooLarge, title));
    }
    let mut client = pool.get().await?;
    let transaction = reading(&mut client).await?;
    // The device's own ones too, as if they were another's: it lacks them.
    let select = transaction
        .prepare_cached(
            "select *, false as own from (
                 select *, sum(octet_length(body)) over (order by position) as bytes,
                        row_number() over (order by position) as place
                   from operations where office_id = $1 and op_id = any($2)
             ) as found
             where bytes <= $3 or place = 1
             order by position",
        )
        .await?;
    let values: [&(dyn ToSql + Sync); 3] = [&device.office, &wanted.operations, &PAGE_BYTES];
    let rows = transaction.query(&select, &values).await?;
    let keys = news::keys(&transaction, &device.office, &rows).await?;
    let epoch = epoch(&transaction).await?;
    transaction.commit().await?;
    Ok(LookupResponse {
        epoch,
        entries: rows
            .iter()
            .map(|row| news::entry(row, &device.office))
            .collect(),
        keys: keys.iter().map(news::key).collect(),
    })
}
