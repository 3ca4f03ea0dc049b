//! Finding out whether desks and central hold the same, and mending it.
//!
//! [`digest`] tells what central holds of an office per day; [`lookup`] gives out operations a desk
//! lacks; [`returned`] takes back what central has lost, as after a restore from an old backup;
//! [`reports`] keeps what each device found.

pub(super) mod digest;
mod lookup;
pub(super) mod reports;
mod returned;

use super::answer::Refusal;
use super::credential::authenticate;
use super::routes::{Api, BUSY_RETRY, is_gzip, read_body};
use crate::sync::problem::{Problem, ProblemCode};
use crate::sync::wire::compare::{
    CompareReceipt, CompareReport, DayResponse, DigestResponse, LookupRequest, LookupResponse,
    ReturnResponse,
};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::NaiveDate;
use deadpool_postgres::{Client, Transaction};
use digest::{DayQuery, DigestQuery};
use serde::de::DeserializeOwned;
use tokio_postgres::{Error, IsolationLevel};
use uuid::Uuid;

/// Ids of a look-up, with room.
const MAX_SMALL_BYTES: usize = 64 * 1024;

/// The routes of comparing.
pub(super) fn router() -> Router<Api> {
    Router::new()
        .route("/v1/digest", get(whole))
        .route("/v1/digest/{day}", get(day))
        .route("/v1/operations/lookup", post(look_up))
        .route("/v1/returned", post(take_back))
        .route("/v1/compared", post(compared))
}

async fn whole(
    State(api): State<Api>,
    headers: HeaderMap,
    query: Result<Query<DigestQuery>, QueryRejection>,
) -> Result<Json<DigestResponse>, Refusal> {
    let device = authenticate(&api.pool, &headers).await?;
    let Query(query) = query.map_err(|_| unreadable("the query"))?;
    digest::whole(&api.pool, &device, query).await.map(Json)
}

async fn day(
    State(api): State<Api>,
    headers: HeaderMap,
    day: Result<Path<NaiveDate>, PathRejection>,
    query: Result<Query<DayQuery>, QueryRejection>,
) -> Result<Json<DayResponse>, Refusal> {
    let device = authenticate(&api.pool, &headers).await?;
    let Path(day) = day.map_err(|_| unreadable("the day"))?;
    let Query(query) = query.map_err(|_| unreadable("the query"))?;
    digest::day(&api.pool, &device, (day, query))
        .await
        .map(Json)
}

async fn look_up(
    State(api): State<Api>,
    request: Request,
) -> Result<Json<LookupResponse>, Refusal> {
    let (parts, raw) = request.into_parts();
    let device = authenticate(&api.pool, &parts.headers).await?;
    let wanted: LookupRequest = small(raw).await?;
    lookup::find(&api.pool, &device, &wanted).await.map(Json)
}

async fn compared(
    State(api): State<Api>,
    request: Request,
) -> Result<Json<CompareReceipt>, Refusal> {
    let (parts, raw) = request.into_parts();
    let device = authenticate(&api.pool, &parts.headers).await?;
    let report: CompareReport = small(raw).await?;
    reports::keep(&api.pool, &device, &report).await.map(Json)
}

async fn take_back(
    State(api): State<Api>,
    request: Request,
) -> Result<Json<ReturnResponse>, Refusal> {
    let (parts, raw) = request.into_parts();
    let device = authenticate(&api.pool, &parts.headers).await?;
    let gzip = is_gzip(&parts.headers)?;
    // As for a batch: memory is bounded by the places.
    let _place = api.batches.try_acquire().map_err(|_| {
        let title = "too many batches at once";
        Problem::retry(ProblemCode::Busy, title, BUSY_RETRY)
    })?;
    let bytes = read_body(raw, super::batch::MAX_REQUEST_BYTES).await?;
    let checked = {
        let office = device.office.clone();
        tokio::task::spawn_blocking(move || returned::read(&bytes, gzip, &office))
            .await
            .map_err(|_| unreadable("the batch"))?
    };
    let response = returned::store(&api.pool, &device, checked?).await?;
    tracing::info!(
        office = device.office,
        device = %device.id,
        operations = response.receipts.len(),
        refused = response.refused.len(),
        "operations given back"
    );
    Ok(Json(response))
}

async fn small<T: DeserializeOwned>(raw: axum::body::Body) -> Result<T, Refusal> {
    let bytes = read_body(raw, MAX_SMALL_BYTES).await?;
    serde_json::from_slice(&bytes).map_err(|_| unreadable("the body"))
}

fn unreadable(what: &str) -> Refusal {
    Refusal::new(ProblemCode::Invalid, &format!("{what} cannot be read"))
}

/// One consistent view of the database.
async fn reading(client: &mut Client) -> Result<Transaction<'_>, Error> {
    client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await
}

async fn epoch(transaction: &Transaction<'_>) -> Result<Uuid, Error> {
    let read = transaction
        .prepare_cached("select epoch from server_state")
        .await?;
    Ok(transaction.query_one(&read, &[]).await?.get(0))
}
