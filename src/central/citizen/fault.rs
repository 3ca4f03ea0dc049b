//! Why a page for citizens cannot be shown.

use super::super::error::describe;
use super::super::oidc::SignInFault;
use super::super::own::OwnError;
use super::super::upload::Unreadable;
use super::super::web::PageFault;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// A page that cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The form was sent by another site.
    Forbidden,
    /// Nothing is there, or it is not for who asks; which of the two is not told.
    NotFound,
    /// The request cannot be read, or is too large.
    Unreadable,
    /// Too much was asked from one address; minutes until it may go on.
    TooMuch { minutes: u32 },
    /// The database, or something else of central, does not answer.
    Away,
    /// The sign-in with e-Devlet did not come to an end.
    SignIn,
    /// e-Devlet told no identity number.
    NobodySignedIn,
    /// e-Devlet does not answer.
    ProviderAway,
}

impl PageFault for Fault {
    const FORBIDDEN: Self = Self::Forbidden;
    const UNREADABLE: Self = Self::Unreadable;
    const AWAY: Self = Self::Away;

    fn status(self) -> StatusCode {
        match self {
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooMuch { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Away | Self::ProviderAway => StatusCode::SERVICE_UNAVAILABLE,
            Self::SignIn | Self::NobodySignedIn => StatusCode::FORBIDDEN,
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

impl From<OwnError> for Fault {
    fn from(error: OwnError) -> Self {
        match error {
            OwnError::Database(error) => error.into(),
            other => {
                tracing::error!(error = %other, "own operation");
                Self::Away
            }
        }
    }
}

impl From<SignInFault> for Fault {
    fn from(fault: SignInFault) -> Self {
        match fault {
            SignInFault::Refused => Self::SignIn,
            SignInFault::Nobody => Self::NobodySignedIn,
            SignInFault::ProviderAway => Self::ProviderAway,
            SignInFault::Away => Self::Away,
        }
    }
}

impl From<Unreadable> for Fault {
    fn from(Unreadable: Unreadable) -> Self {
        Self::Unreadable
    }
}
