//! Open311 GeoReport v2 under `/open311/v2`: municipalities' applications hand in what citizens report,
//! and anybody reads how it stands.
//!
//! A jurisdiction is an office, a service is a topic, a service request is an application that came this
//! way. Reading is open to everybody, so nothing is told that somebody wrote: neither description nor
//! address, place, picture or name, since nobody has looked whether they tell of a person. Handing in
//! takes the API key of a registered [client](super::api::client) and goes the way of the
//! [API](super::api).

mod answer;
mod report;
mod request;
mod service;

use super::api::{self, Shared};
use crate::catalog::Catalog;
use answer::{Fault, Form};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use deadpool_postgres::Pool;
use std::collections::HashMap;

/// Largest form.
const MOST_BODY: usize = 256 * 1024;

/// What the readers' requests are counted under; no client can have this id.
const READERS: &str = " open311";
/// Requests of all readers together in a minute.
const PER_MINUTE: u32 = 6000;

/// What is asked in the address, by its name.
type Asked = HashMap<String, String>;

/// The routes.
pub(super) fn router<S>((pool, catalog): (Pool, Catalog)) -> Router<S> {
    Router::new()
        .route("/open311/v2/{list}", get(lists).merge(post(hand_in)))
        .route("/open311/v2/services/{service}", get(definition))
        .route("/open311/v2/requests/{request}", get(one))
        .route("/open311/v2/tokens/{token}", get(token))
        .method_not_allowed_fallback(async || {
            let title = "the address takes other methods";
            Form::Json.fault(&Fault::new(StatusCode::METHOD_NOT_ALLOWED, title))
        })
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .with_state(Shared::new(pool, catalog))
}

/// Everybody who reads without a key reads at one pace.
async fn take_turn(shared: &Shared) -> Result<(), Fault> {
    let database = shared.pool.get().await?;
    Ok(api::take_leave(&database, READERS, PER_MINUTE).await?)
}

/// Splits off the form and answers in it.
async fn answered(
    name: &str,
    work: impl AsyncFnOnce(&str, Form) -> Result<Response, Fault>,
) -> Response {
    let Some((name, form)) = Form::split(name) else {
        let title = "an address ends in .json or .xml";
        return Form::Json.fault(&Fault::not_found(title));
    };
    let done = work(name, form).await;
    done.unwrap_or_else(|fault| form.fault(&fault))
}

fn asked(query: Result<Query<Asked>, QueryRejection>) -> Result<Asked, Fault> {
    let query = query.map_err(|_| Fault::bad("the query cannot be read"))?;
    Ok(query.0)
}

/// `GET services.json`, `GET requests.json`.
async fn lists(
    State(shared): State<Shared>,
    Path(list): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
) -> Response {
    answered(&list, async |name, form| {
        take_turn(&shared).await?;
        let asked = asked(query)?;
        match name {
            "services" => service::list(&shared, form, &asked).await,
            "requests" => request::list(&shared, form, &asked).await,
            _ => Err(Fault::not_found("there is no such list")),
        }
    })
    .await
}

/// `GET services/11.04.json`.
async fn definition(
    State(shared): State<Shared>,
    Path(service): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
) -> Response {
    answered(&service, async |code, form| {
        take_turn(&shared).await?;
        service::definition(&shared, form, (code, &asked(query)?)).await
    })
    .await
}

/// `GET requests/32000-26-51-00001-07.json`.
async fn one(
    State(shared): State<Shared>,
    Path(request): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
) -> Response {
    answered(&request, async |number, form| {
        take_turn(&shared).await?;
        request::one(&shared, form, (number, &asked(query)?)).await
    })
    .await
}

/// `GET tokens/….json`.
async fn token(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    query: Result<Query<Asked>, QueryRejection>,
) -> Response {
    answered(&token, async |token, form| {
        take_turn(&shared).await?;
        request::by_token(&shared, form, (token, &asked(query)?)).await
    })
    .await
}

/// `POST requests.json`.
async fn hand_in(
    State(shared): State<Shared>,
    Path(list): Path<String>,
    headers: HeaderMap,
    body: Result<axum::body::Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    answered(&list, async |name, form| {
        if name != "requests" {
            return Err(Fault::not_found("there is no such list"));
        }
        let body =
            body.map_err(|rejection| Fault::new(rejection.status(), rejection.body_text()))?;
        report::hand_in(&shared, form, (&headers, &body)).await
    })
    .await
}
