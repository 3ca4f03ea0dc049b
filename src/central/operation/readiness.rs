//! Whether this instance can answer requests, and if not, what is missing.

use super::super::answer::Refusal;
use super::super::error::{CentralError, describe};
use super::super::{epoch, migrations};
use super::pulse::Pulse;
use crate::sync::problem::{Problem, ProblemCode};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use deadpool_postgres::Pool;
use std::time::Duration;

/// A balancer does not wait longer for its answer.
const PATIENCE: Duration = Duration::from_secs(4);
/// Seconds after which it may ask again.
const RETRY: u64 = 5;

/// `GET /readyz`: nothing when all is well, else a problem that names what is missing.
pub(in crate::central) async fn answer(pool: &Pool, pulse: &Pulse) -> Response {
    let missing = missing(pool, pulse).await;
    if missing.is_empty() {
        return StatusCode::NO_CONTENT.into_response();
    }
    let title = format!("not ready: {}", missing.join(", "));
    tracing::warn!(title, "readiness");
    let problem = Problem::retry(ProblemCode::Unavailable, &title, RETRY);
    Refusal::from(problem).into_response()
}

/// What is missing, in words that tell a stranger nothing of the offices.
async fn missing(pool: &Pool, pulse: &Pulse) -> Vec<&'static str> {
    let looked = tokio::time::timeout(PATIENCE, in_database(pool)).await;
    let mut missing = match looked {
        Ok(Ok(missing)) => missing,
        Ok(Err(error)) => {
            tracing::error!(error = describe(&error), "readiness");
            vec!["database"]
        }
        Err(_) => vec!["database"],
    };
    missing.extend(pulse.silent().iter().map(|task| task.name()));
    missing
}

async fn in_database(pool: &Pool) -> Result<Vec<&'static str>, CentralError> {
    let client = pool.get().await?;
    if !migrations::are_applied(&client).await? {
        return Ok(vec!["migrations"]);
    }
    let epoch = epoch::is_current(&client).await?;
    Ok(if epoch { Vec::new() } else { vec!["epoch"] })
}
