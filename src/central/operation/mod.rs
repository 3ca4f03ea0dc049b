//! What whoever runs central looks at: whether it is well, whether it is ready, and how much it does.
//!
//! [`mod@readiness`] says what is missing before requests can be answered; [`pulse`] knows whether the
//! background tasks are still at work; [`mod@metrics`] counts what this instance does and [`census`] what
//! is in the database, for Prometheus; [`service`] speaks with systemd. The numbers are told on an
//! address of their own: they name no office and no person, and are nobody's business outside.

mod census;
mod metrics;
mod pulse;
mod readiness;
mod service;

pub(super) use metrics::Metrics;
pub(super) use pulse::{Pulse, Task};
pub(super) use readiness::answer as readiness;
pub(super) use service::Service;

use super::error::{CentralError, describe};
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use deadpool_postgres::Pool;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What Prometheus asks for (OpenMetrics 1.0).
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What the operator's pages need.
#[derive(Clone)]
pub(super) struct Operation {
    pub(super) pool: Pool,
    pub(super) metrics: Metrics,
    pub(super) pulse: Pulse,
}

/// Tells the numbers on an address of their own until it is aborted.
///
/// # Errors
/// The address cannot be listened on.
pub(super) async fn listen(
    address: SocketAddr,
    operation: Operation,
) -> Result<(SocketAddr, JoinHandle<()>), CentralError> {
    let failed = |error: std::io::Error| CentralError::Serve(format!("{address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let router = router(operation);
    let serving = tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(error = describe(&error), "metrics");
        }
    });
    tracing::info!(%address, "metrics");
    Ok((address, serving))
}

fn router(operation: Operation) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(async || axum::http::StatusCode::NO_CONTENT))
        .route("/readyz", get(ready))
        .with_state(operation)
}

async fn ready(State(operation): State<Operation>) -> Response {
    readiness(&operation.pool, &operation.pulse).await
}

async fn metrics(State(operation): State<Operation>) -> Response {
    let Operation { pool, metrics, .. } = operation;
    metrics.note_pool(&pool.status());
    let counted = census::count(&pool).await;
    if let Err(error) = &counted {
        tracing::error!(error = describe(error), "metrics");
    }
    metrics.note_census(counted.ok().as_ref());
    ([(CONTENT_TYPE, OPEN_METRICS)], metrics.text()).into_response()
}
