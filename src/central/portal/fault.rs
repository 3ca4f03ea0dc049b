//! Why a page for officials cannot be shown.

use super::super::error::{CentralError, describe};
use super::super::upload::Unreadable;
use super::super::web::PageFault;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// A page that cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::central) enum Fault {
    /// Nobody is signed in: on to the sign-in page.
    SignedOut,
    /// The form was not made by this portal for this session.
    Forbidden,
    /// Nothing is there, or it is not for this officer; which of the two is not told.
    NotFound,
    /// The request cannot be read, or is too large.
    Unreadable,
    /// The database, or something else of central, does not answer.
    Away,
}

impl PageFault for Fault {
    const FORBIDDEN: Self = Self::Forbidden;
    const UNREADABLE: Self = Self::Unreadable;
    const AWAY: Self = Self::Away;

    fn status(self) -> StatusCode {
        match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        self.answer()
    }
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        tracing::error!(error = describe(&error), "database");
        Self::Away
    }
}

impl From<deadpool_postgres::PoolError> for Fault {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        tracing::error!(error = describe(&error), "database");
        Self::Away
    }
}

impl From<CentralError> for Fault {
    fn from(error: CentralError) -> Self {
        tracing::error!(error = describe(&error), "page");
        Self::Away
    }
}

impl From<Unreadable> for Fault {
    fn from(Unreadable: Unreadable) -> Self {
        Self::Unreadable
    }
}
