//! `/v1/files/{application}/{hash}`: files of applications, between the desks and central.
//!
//! A device sends what its own records name and fetches what the office's others do. The office
//! comes from the credential, and a file is only taken where a record of the application names it.

use super::answer::Refusal;
use super::case_files::{self, Of};
use super::cases;
use super::credential::{Device, authenticate};
use super::own::OwnError;
use super::routes::{Api, read_body};
use crate::domain::file::{MOST_BYTES, attachment};
use crate::domain::ids::ApplicationId;
use crate::sync::problem::ProblemCode;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use deadpool_postgres::Transaction;
use uuid::Uuid;

/// The routes. Slow lines have ten minutes for a file, which is what the client waits.
pub(super) fn router() -> Router<Api> {
    Router::new().route("/v1/files/{application}/{hash}", get(fetch).put(take))
}

async fn fetch(
    State(api): State<Api>,
    headers: HeaderMap,
    Path((application, hash)): Path<(Uuid, String)>,
) -> Result<Response, Refusal> {
    let device = authenticate(&api.pool, &headers).await?;
    let mut client = api.pool.get().await?;
    let transaction = client.transaction().await?;
    let of = named(&transaction, &device, (application, &hash)).await?;
    let read = case_files::read(&transaction, of, &hash).await?;
    let (media, bytes) = read.ok_or_else(not_there)?;
    let kind = HeaderValue::from_static(case_files::mime(media));
    Ok(([(CONTENT_TYPE, kind)], bytes).into_response())
}

async fn take(
    State(api): State<Api>,
    headers: HeaderMap,
    Path((application, hash)): Path<(Uuid, String)>,
    body: Body,
) -> Result<StatusCode, Refusal> {
    let device = authenticate(&api.pool, &headers).await?;
    // Before the body is read: memory is bounded by the places.
    let _place = api.place()?;
    let most = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
    let bytes = read_body(body, most).await?;
    let attachment =
        attachment(&bytes).map_err(|_| invalid("the file is of no type that is taken"))?;
    if attachment.hash != hash {
        return Err(invalid("the file is not the one its name says"));
    }
    let mut client = api.pool.get().await?;
    let transaction = client.transaction().await?;
    let of = named(&transaction, &device, (application, &hash)).await?;
    let file = [(&attachment, bytes.as_ref())];
    let kept = case_files::keep(&transaction, of, file.into_iter()).await;
    if !kept.map_err(refusal)? {
        return Err(not_there());
    }
    case_files::name_in_step(&transaction, of, [hash.as_str()].into_iter()).await?;
    case_files::follow_transfers(&transaction, of, &hash).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The application's file of this hash, if a record of the application names it.
async fn named<'a>(
    transaction: &Transaction<'_>,
    device: &'a Device,
    (application, hash): (Uuid, &str),
) -> Result<Of<'a>, Refusal> {
    let application = ApplicationId(application);
    let standing = cases::standing(transaction, &device.office, application).await?;
    let (_, person) = standing.ok_or_else(not_there)?;
    let select = transaction
        .prepare_cached(
            "select exists (
                 select from operations
                  where office_id = $1 and strpos(body, $3) > 0
                    and position in (
                        select registered_position from cases
                         where office_id = $1 and application_id = $2
                         union all
                        select position from case_steps
                         where office_id = $1 and application_id = $2))",
        )
        .await?;
    let quoted = format!("\"{hash}\"");
    let row = transaction
        .query_one(&select, &[&device.office, &application.0, &quoted])
        .await?;
    if !row.get::<_, bool>(0) {
        return Err(not_there());
    }
    Ok(Of {
        office: &device.office,
        application,
        person,
    })
}

fn not_there() -> Refusal {
    Refusal::new(ProblemCode::NotFound, "no such file")
}

fn invalid(title: &str) -> Refusal {
    Refusal::new(ProblemCode::Invalid, title)
}

fn refusal(error: OwnError) -> Refusal {
    match error {
        OwnError::Database(error) => error.into(),
        _ => not_there(),
    }
}
