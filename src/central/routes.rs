//! The routes, and what holds for every request: a time limit, a log line, problems as answers.

use super::answer::Refusal;
use super::batch::{self, MAX_REQUEST_BYTES};
use super::bell::{self, Bell};
use super::credential::authenticate;
use super::error::CentralError;
use super::feed_log::unsigned;
use super::news::{FeedQuery, Told};
use super::operation::{self, Metrics, Pulse};
use super::{
    api as channels, compare, console, device_files, enrolment, news, open311, portal, push,
};
use crate::catalog::Catalog;
use crate::sync::problem::{Problem, ProblemCode};
use crate::sync::wire::{
    EnrolRequest, EnrolResponse, FeedResponse, NewsResponse, PushResponse, StateResponse,
};
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, MatchedPath, Query, Request, State};
use axum::http::header::{CONTENT_ENCODING, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use deadpool_postgres::Pool;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// A request that takes longer is given up: a slow client holds nothing for ever.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);
/// The same for a file.
const FILE_TIMEOUT: Duration = Duration::from_secs(600);
const MAX_ENROL_BYTES: usize = 16 * 1024;
/// Seconds a device stays away when all places are taken.
pub(super) const BUSY_RETRY: u64 = 3;

/// What every handler has.
#[derive(Clone)]
pub(super) struct Api {
    pub(super) pool: Pool,
    pub(super) metrics: Metrics,
    pub(super) pulse: Pulse,
    pub(super) ca_certificate: Arc<str>,
    /// SHA-256 of that certificate.
    pub(super) ca_fingerprint: [u8; 32],
    pub(super) batches: Arc<Semaphore>,
    pub(super) bell: Bell,
    /// The shipped lists, read once for all pages.
    pub(super) catalog: Catalog,
}

impl Api {
    /// A place for a large request; the caller keeps it until the request is done.
    pub(super) fn place(&self) -> Result<SemaphorePermit<'_>, Refusal> {
        let place = self.batches.try_acquire();
        place.map_err(|_| {
            let title = "too many large requests at once";
            Problem::retry(ProblemCode::Busy, title, BUSY_RETRY).into()
        })
    }
}

/// All routes; `citizens` are the pages for citizens.
pub(super) fn router(api: Api, citizens: Router<Api>) -> Result<Router, CentralError> {
    let lists = || (api.pool.clone(), api.catalog.clone());
    let portal = portal::router(lists())?;
    let channels = channels::router(lists());
    let open311 = open311::router(lists());
    let console = console::router(lists(), api.ca_fingerprint)?;
    Ok(Router::new()
        .route("/v1/enrol", post(enrol))
        .route("/v1/ops", post(push_operations))
        .route("/v1/state", get(state))
        .route("/v1/feed", get(feed))
        .route("/v1/news", get(wait_for_news))
        .merge(compare::router())
        .route("/healthz", get(async || StatusCode::NO_CONTENT))
        .route("/readyz", get(ready))
        .merge(channels)
        .merge(open311)
        .layer(middleware::from_fn(limit_time))
        // They have limits of their own, for files over slow lines.
        .merge(portal)
        .merge(citizens)
        .merge(console)
        .merge(device_files::router().layer(middleware::from_fn(limit_file_time)))
        .fallback(async || Refusal::new(ProblemCode::NotFound, "no such address"))
        .method_not_allowed_fallback(async || {
            Refusal::new(ProblemCode::NotFound, "no such method here")
        })
        .layer(DefaultBodyLimit::disable())
        // The feed is most of what is sent, and packing it is most of what it takes.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(api.metrics.clone(), log))
        .with_state(api))
}

async fn enrol(State(api): State<Api>, request: Request) -> Result<Json<EnrolResponse>, Refusal> {
    let body = read_body(request.into_body(), MAX_ENROL_BYTES).await?;
    let request: EnrolRequest = serde_json::from_slice(&body)
        .map_err(|_| Refusal::new(ProblemCode::Invalid, "the body is not an enrolment"))?;
    enrolment::enrol(&api.pool, &request, &api.ca_certificate)
        .await
        .map(Json)
}

async fn push_operations(
    State(api): State<Api>,
    request: Request,
) -> Result<Json<PushResponse>, Refusal> {
    let (parts, raw) = request.into_parts();
    let device = authenticate(&api.pool, &parts.headers).await?;
    let gzip = is_gzip(&parts.headers)?;
    // Before the body is read: memory is bounded by the places.
    let _place = api.place()?;
    let bytes = read_body(raw, MAX_REQUEST_BYTES).await?;
    let checked = {
        let device = device.clone();
        tokio::task::spawn_blocking(move || batch::read(&bytes, gzip, &device))
            .await
            .map_err(|_| Refusal::new(ProblemCode::Invalid, "the batch cannot be read"))?
    };
    let response = push::store(&api.pool, &device, checked?).await?;
    api.metrics.stored(&response);
    tracing::info!(
        office = device.office,
        device = %device.id,
        operations = response.receipts.len(),
        acked = response.acked_dseq,
        "batch stored"
    );
    Ok(Json(response))
}

async fn state(
    State(api): State<Api>,
    headers: HeaderMap,
    told: Result<Query<Told>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<StateResponse>, Refusal> {
    let device = authenticate(&api.pool, &headers).await?;
    let Query(told) =
        told.map_err(|_| Refusal::new(ProblemCode::Invalid, "the query cannot be read"))?;
    let agent = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    news::state(&api.pool, &device, &told.with_agent(agent))
        .await
        .map(Json)
}

async fn feed(
    State(api): State<Api>,
    headers: HeaderMap,
    query: Result<Query<FeedQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<FeedResponse>, Refusal> {
    let device = authenticate(&api.pool, &headers).await?;
    let Query(query) =
        query.map_err(|_| Refusal::new(ProblemCode::Invalid, "the query cannot be read"))?;
    let page = news::feed(&api.pool, &device, query).await?;
    api.metrics.handed_out(&page);
    Ok(Json(page))
}

async fn wait_for_news(
    State(api): State<Api>,
    headers: HeaderMap,
    query: Result<Query<FeedQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<NewsResponse>, Refusal> {
    let device = authenticate(&api.pool, &headers).await?;
    let Query(query) =
        query.map_err(|_| Refusal::new(ProblemCode::Invalid, "the query cannot be read"))?;
    let after = query.after()?;
    let feed_head = api.bell.wait(&device.office, after, bell::PATIENCE).await;
    Ok(Json(NewsResponse {
        feed_head: unsigned(feed_head),
    }))
}

async fn ready(State(api): State<Api>) -> Response {
    operation::readiness(&api.pool, &api.pulse).await
}

pub(super) async fn read_body(body: Body, limit: usize) -> Result<axum::body::Bytes, Refusal> {
    let too_large = || Refusal::new(ProblemCode::TooLarge, "the request is too large");
    axum::body::to_bytes(body, limit).await.map_err(|error| {
        // The only other fault is a connection that broke, where nobody reads the answer.
        tracing::debug!(%error, "request body");
        too_large()
    })
}

pub(super) fn is_gzip(headers: &HeaderMap) -> Result<bool, Refusal> {
    match headers.get(CONTENT_ENCODING).map(|value| value.as_bytes()) {
        None | Some(b"identity") => Ok(false),
        Some(b"gzip") => Ok(true),
        Some(_) => Err(Refusal::new(
            ProblemCode::Invalid,
            "only gzip is understood as content encoding",
        )),
    }
}

async fn limit_time(request: Request, next: Next) -> Response {
    within(REQUEST_TIMEOUT, request, next).await
}

async fn limit_file_time(request: Request, next: Next) -> Response {
    within(FILE_TIMEOUT, request, next).await
}

async fn within(time: Duration, request: Request, next: Next) -> Response {
    match tokio::time::timeout(time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let title = "the request took too long";
            Refusal(Problem::retry(ProblemCode::Unavailable, title, BUSY_RETRY)).into_response()
        }
    }
}

/// One line a request, and its place in the numbers: the route, never the query or anything a person
/// said.
async fn log(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let took = started.elapsed();
    let status = response.status().as_u16();
    let path = path.as_ref().map_or("-", MatchedPath::as_str);
    metrics.answered((&method, path), status, took);
    let refused = response.extensions().get::<ProblemCode>();
    if let Some(code) = refused {
        metrics.refused(*code);
    }
    tracing::info!(
        %method,
        path,
        status,
        problem = refused.map(tracing::field::debug),
        milliseconds = took.as_millis() as u64,
        "request"
    );
    response
}
