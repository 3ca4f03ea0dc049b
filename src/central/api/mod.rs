//! The API other channels hand applications in by, under `/api/v1`.
//!
//! [`caller`] lets only signed requests through ([`signature`]: RFC 9421 and RFC 9530), of a
//! registered [`client`], once each and not too many. [`application`] hands in, [`standing`] tells, [`mod@file`]
//! takes what goes with it, [`list`] gives what a form needs; [`shape`] is what an application looks
//! like in JSON, [`problem`] what is answered when it cannot be done. [`document`] describes all of
//! it in OpenAPI from the code itself.

mod application;
mod caller;
pub(super) mod client;
pub mod command;
mod document;
mod file;
mod list;
mod page;
mod problem;
mod shape;
mod signature;
mod standing;

use crate::catalog::Catalog;
use crate::domain::file::MOST_BYTES;
use crate::domain::ids::{ApplicationId, OfficeCode};
use crate::domain::registration::RegistrationDraft;
use application::Asked;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, middleware};
use caller::{Gate, signed};
use deadpool_postgres::Pool;
use problem::ApiCode;
use std::sync::Arc;
use tokio::sync::Semaphore;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) use application::idempotency_key;
pub(super) use caller::take_leave;
pub(super) use problem::ApiProblem;
pub(super) use signature::IDEMPOTENCY_KEY;

const DOCUMENT: &str = "/api/v1/openapi.json";
/// Largest body but for files.
const MOST_BODY: usize = 512 * 1024;
/// Bodies in memory at once: each may be a file of 10 MiB.
const BODIES: usize = 8;

/// What every handler has.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) pool: Pool,
    pub(super) catalog: Catalog,
    bodies: Arc<Semaphore>,
}

impl Shared {
    pub(super) fn new(pool: Pool, catalog: Catalog) -> Self {
        Self {
            pool,
            catalog,
            bodies: Arc::new(Semaphore::new(BODIES)),
        }
    }
}

/// Registers what a client handed in another way than by the API, once for a key; the application's id
/// and number.
pub(super) async fn register(
    shared: &Shared,
    (client, key, body): (&client::Client, &str, &[u8]),
    (office, form): (OfficeCode, RegistrationDraft),
) -> Result<(ApplicationId, String), ApiProblem> {
    let request = Asked::of(client, key, body);
    let read = shape::Read {
        office,
        form,
        files: Vec::new(),
    };
    let (receipt, _) = request.register(shared, read).await?;
    Ok((request.application, receipt.number))
}

/// Routes whose bodies are small.
fn small() -> OpenApiRouter<Shared> {
    OpenApiRouter::with_openapi(document::begun())
        .routes(routes!(application::hand_in, standing::list))
        .routes(routes!(standing::show))
        .routes(routes!(list::topics))
        .routes(routes!(list::places))
        .routes(routes!(list::offices))
        .routes(routes!(list::client))
}

/// Routes that take files.
fn large() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(file::hand_in))
}

/// The API's routes.
pub(super) fn router<S>((pool, catalog): (Pool, Catalog)) -> Router<S> {
    let shared = Shared::new(pool, catalog);
    let gate = |most_bytes| Gate {
        shared: shared.clone(),
        most_bytes,
    };
    let through = |gate| middleware::from_fn_with_state(gate, signed);
    let most_file = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
    let (router, document) = small()
        .route_layer(through(gate(MOST_BODY)))
        .merge(large().route_layer(through(gate(most_file))))
        .split_for_parts();
    let text: Arc<str> = written(document).into();
    router
        .route(DOCUMENT, get(async move || serve(text)))
        .route(
            "/api/{*elsewhere}",
            axum::routing::any(async || ApiProblem::not_found()),
        )
        .method_not_allowed_fallback(async || {
            ApiProblem::new(ApiCode::MethodNotAllowed, "the address takes other methods")
        })
        .layer(DefaultBodyLimit::disable())
        .with_state(shared)
}

fn serve(text: Arc<str>) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, text.to_string())
}

fn written(document: OpenApi) -> String {
    let document = document::finished(document);
    document
        .to_pretty_json()
        .expect("the document is plain data")
}

/// The OpenAPI document as it is served.
pub(super) fn openapi() -> String {
    written(small().merge(large()).into_openapi())
}
