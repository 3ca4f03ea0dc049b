//! Why an administrator does not get a page.

use super::super::error::{CentralError, describe};
use super::super::portal::fault::Fault;
use super::SIGN_IN;
use axum::response::{IntoResponse, Redirect, Response};

/// Nobody is signed in, or there is a [`Fault`].
#[derive(Debug)]
pub(super) enum Gone {
    SignedOut,
    Fault(Fault),
}

impl IntoResponse for Gone {
    fn into_response(self) -> Response {
        match self {
            Self::SignedOut => Redirect::to(SIGN_IN).into_response(),
            Self::Fault(fault) => fault.into_response(),
        }
    }
}

impl From<Fault> for Gone {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<tokio_postgres::Error> for Gone {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<deadpool_postgres::PoolError> for Gone {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<CentralError> for Gone {
    fn from(error: CentralError) -> Self {
        tracing::error!(error = describe(&error), "console");
        Self::Fault(Fault::Away)
    }
}
