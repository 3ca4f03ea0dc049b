//! Answers: JSON when all is well, a problem otherwise.

use super::error::describe;
use crate::sync::problem::{PROBLEM_JSON, Problem, ProblemCode};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// Seconds a device stays away when the database does not answer; it adds its own jitter.
const DATABASE_RETRY: u64 = 15;

/// A refusal on its way out.
#[derive(Debug)]
pub(super) struct Refusal(pub(super) Problem);

impl Refusal {
    pub(super) fn new(code: ProblemCode, title: &str) -> Self {
        Self(Problem::new(code, title))
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<tokio_postgres::Error> for Refusal {
    fn from(error: tokio_postgres::Error) -> Self {
        tracing::error!(error = describe(&error), "database");
        database_away()
    }
}

impl From<deadpool_postgres::PoolError> for Refusal {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        tracing::error!(error = describe(&error), "database");
        database_away()
    }
}

fn database_away() -> Refusal {
    let title = "the database does not answer";
    Refusal(Problem::retry(
        ProblemCode::Unavailable,
        title,
        DATABASE_RETRY,
    ))
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(problem) = self;
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
        // A problem is plain data; should it ever not serialise, the status still tells.
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        response.extensions_mut().insert(problem.code);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if let Some(seconds) = problem.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
