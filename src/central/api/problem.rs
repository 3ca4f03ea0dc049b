//! What the API answers when it cannot do what was asked: `application/problem+json` (RFC 9457) with
//! codes that stay the same within a version.

use super::super::error::describe;
use super::signature::Fault;
use crate::sync::problem::PROBLEM_JSON;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Seconds to stay away when the database does not answer.
const DATABASE_RETRY: u64 = 15;
/// Seconds to stay away when all places for bodies are taken.
const BUSY_RETRY: u64 = 3;

/// What went wrong, for a program. New codes may come; known ones keep their meaning and status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ApiCode {
    /// The request cannot be read at all: 400.
    Malformed,
    /// The request is not signed, or wrongly: 401.
    Unauthorised,
    /// A request with this nonce was received before: 401.
    Replayed,
    /// The client is no longer let in: 403.
    ClientRevoked,
    /// The client may not hand in under this channel: 403.
    ChannelNotAllowed,
    /// The client may not hand in to this office: 403.
    OfficeNotAllowed,
    /// Nothing of this address that the client may see: 404.
    NotFound,
    /// The address takes other methods: 405.
    MethodNotAllowed,
    /// More bytes than are taken: 413.
    TooLarge,
    /// A content type or encoding that is not taken: 415.
    UnsupportedMedia,
    /// A value that cannot be right; `errors` tells which: 422.
    Invalid,
    /// The office cannot receive applications from here: 422.
    OfficeNotOpen,
    /// The key was used before, for another request: 422.
    IdempotencyKeyReused,
    /// More requests than the client may send; `retry_after` tells when to go on: 429.
    RateLimited,
    /// Central cannot serve now; `retry_after` tells when to try again: 503.
    Unavailable,
}

impl ApiCode {
    fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unauthorised | Self::Replayed => StatusCode::UNAUTHORIZED,
            Self::ClientRevoked | Self::ChannelNotAllowed | Self::OfficeNotAllowed => {
                StatusCode::FORBIDDEN
            }
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid | Self::OfficeNotOpen | Self::IdempotencyKeyReused => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn name(self) -> String {
        // A unit variant serialises as a plain string, so the name is always there.
        let name = serde_json::to_value(self).ok();
        name.and_then(|name| name.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}

/// One value that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct FieldError {
    /// Where it is in the body (RFC 6901), such as `/applicant/email`; line and column where the
    /// body has another shape; or the name of the parameter or header.
    pub(super) pointer: String,
    /// What would be right.
    pub(super) detail: String,
}

/// The body of every answer that is no success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(in crate::central) struct ApiProblem {
    /// `urn:acikkapi:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// For a person who reads a log.
    title: String,
    /// The HTTP status again.
    status: u16,
    /// For a program.
    pub(super) code: ApiCode,
    /// With `invalid`: every value that cannot be right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldError>,
    /// Seconds to wait, also in the `Retry-After` header.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    retry_after: Option<u64>,
}

impl ApiProblem {
    pub(super) fn new(code: ApiCode, title: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:acikkapi:problem:{}", code.name()),
            title: title.into(),
            status: code.status().as_u16(),
            code,
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// One value that cannot be right.
    pub(super) fn field(pointer: &str, detail: impl Into<String>) -> Self {
        Self::fields(vec![FieldError {
            pointer: pointer.to_owned(),
            detail: detail.into(),
        }])
    }

    pub(super) fn fields(errors: Vec<FieldError>) -> Self {
        let title = "the request has values that cannot be right";
        Self {
            errors,
            ..Self::new(ApiCode::Invalid, title)
        }
    }

    /// Come back in `seconds`.
    pub(super) fn rate_limited(seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(
                ApiCode::RateLimited,
                "more requests than the client may send",
            )
        }
    }

    /// All places for bodies are taken.
    pub(super) fn busy() -> Self {
        Self {
            retry_after: Some(BUSY_RETRY),
            ..Self::new(ApiCode::Unavailable, "too many requests at once")
        }
    }

    /// Nothing there that may be seen.
    pub(super) fn not_found() -> Self {
        Self::new(ApiCode::NotFound, "nothing there")
    }

    /// Central cannot go on; why is in its log.
    pub(super) fn unavailable(error: &dyn std::error::Error) -> Self {
        tracing::error!(error = describe(error), "API");
        Self {
            retry_after: Some(DATABASE_RETRY),
            ..Self::new(ApiCode::Unavailable, "central cannot serve now")
        }
    }

    pub(in crate::central) fn status(&self) -> StatusCode {
        self.code.status()
    }

    /// What happened, in a sentence.
    pub(in crate::central) fn sentence(&self) -> String {
        let errors = self.errors.iter();
        let details = errors.map(|error| format!("; {}: {}", error.pointer, error.detail));
        self.title.clone() + &details.collect::<String>()
    }

    pub(in crate::central) fn retry_after(&self) -> Option<u64> {
        self.retry_after
    }
}

impl From<tokio_postgres::Error> for ApiProblem {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::unavailable(&error)
    }
}

impl From<deadpool_postgres::PoolError> for ApiProblem {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::unavailable(&error)
    }
}

impl From<Fault> for ApiProblem {
    fn from(fault: Fault) -> Self {
        Self::new(ApiCode::Unauthorised, fault.to_string())
    }
}

impl IntoResponse for ApiProblem {
    fn into_response(self) -> Response {
        // A problem is plain data; should it ever not serialise, the status still tells.
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Signature");
            headers.insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
