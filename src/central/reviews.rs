//! What a person has to decide.

use crate::domain::decision::ReviewDecided;
use deadpool_postgres::Transaction;
use tokio_postgres::Error;
use uuid::Uuid;

/// Another application had the number first.
pub(super) const NUMBER_CLASH: &str = "number_clash";
/// A step did not fit where the case stood when it arrived.
pub(super) const CASE_STEP: &str = "case_step";
/// A case was handed over to an office nobody has enrolled at yet.
pub(super) const UNKNOWN_OFFICE: &str = "unknown_office";

/// A review item.
pub(super) struct Review {
    pub(super) id: Uuid,
    pub(super) op_id: Uuid,
    pub(super) application: Uuid,
    /// The other application of a number clash.
    pub(super) other: Option<Uuid>,
}

/// Opens review items of one kind.
pub(super) async fn open(
    transaction: &Transaction<'_>,
    office: &str,
    (kind, reviews): (&str, &[Review]),
) -> Result<(), Error> {
    if reviews.is_empty() {
        return Ok(());
    }
    let insert = transaction
        .prepare_cached(
            "insert into reviews (office_id, kind, review_id, op_id, application_id,
                 other_application_id)
             select $1, $2, * from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[])",
        )
        .await?;
    let ids: Vec<Uuid> = reviews.iter().map(|review| review.id).collect();
    let op_ids: Vec<Uuid> = reviews.iter().map(|review| review.op_id).collect();
    let applications: Vec<Uuid> = reviews.iter().map(|review| review.application).collect();
    let others: Vec<Option<Uuid>> = reviews.iter().map(|review| review.other).collect();
    transaction
        .execute(
            &insert,
            &[&office, &kind, &ids, &op_ids, &applications, &others],
        )
        .await?;
    Ok(())
}

/// Closes the items of one kind about these operations: what was wrong has come right.
pub(super) async fn close(
    transaction: &Transaction<'_>,
    office: &str,
    (kind, op_ids): (&str, &[Uuid]),
) -> Result<(), Error> {
    let close = transaction
        .prepare_cached(
            "update reviews set decided_at = now()
              where office_id = $1 and kind = $2 and op_id = any($3) and decided_at is null",
        )
        .await?;
    transaction
        .execute(&close, &[&office, &kind, &op_ids])
        .await?;
    Ok(())
}

/// A decision a desk sent.
pub(super) struct Decided<'a> {
    pub(super) position: i64,
    pub(super) decided: &'a ReviewDecided,
}

/// Closes what was decided on. The first decision stands: a number that was given counts only where
/// the item was open.
pub(super) async fn decide(
    transaction: &Transaction<'_>,
    office: &str,
    decided: &[Decided<'_>],
) -> Result<(), Error> {
    // Of a person's data central keeps no items: it is merged when somebody reads it.
    let decided = decided
        .iter()
        .filter(|one| one.decided.item.field.is_none());
    for one in decided {
        let close = transaction
            .prepare_cached(
                "update reviews set decided_at = now(), decided_position = $3
                  where office_id = $1 and op_id = $2 and decided_at is null
                  returning application_id",
            )
            .await?;
        let operation = one.decided.item.operation;
        let closed = transaction
            .query(&close, &[&office, &operation, &one.position])
            .await?;
        if let (Some(row), Some(number)) = (closed.first(), one.decided.decision.number()) {
            renumber(transaction, office, (row.get(0), number.to_string())).await?;
        }
    }
    Ok(())
}

/// Gives an application whose number was taken another one, unless that is taken too.
async fn renumber(
    transaction: &Transaction<'_>,
    office: &str,
    (application, number): (Uuid, String),
) -> Result<(), Error> {
    let renumber = transaction
        .prepare_cached(
            "update applications set number = $3, number_clash = false
              where office_id = $1 and application_id = $2 and number_clash
                and not exists (select from applications
                     where office_id = $1 and number = $3 and not number_clash)",
        )
        .await?;
    transaction
        .execute(&renumber, &[&office, &application, &number])
        .await?;
    Ok(())
}
