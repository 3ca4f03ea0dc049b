//! The unit portal: where officers of service units work with the cases routed to their unit.
//!
//! Pages are rendered here and need no script. [`officers`] keeps the accounts, [`password`] says
//! which passwords are good and hashes them, [`throttle`] slows guessing down, [`session`] tells who
//! is asking. [`page`] is what every page has, and what every answer's headers say. All of it is in
//! the database, so that any instance of central can answer any request.

pub(super) mod code;
mod fault;
mod home;
mod language;
pub(super) mod officers;
mod page;
mod password;
mod session;
mod sign_in;
mod throttle;

use super::error::CentralError;
use crate::i18n::{Locale, Text};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Redirect;
use axum::routing::{any, get, post};
use deadpool_postgres::Pool;
use fault::Fault;
use password::Hashing;

/// Where the portal begins.
pub(super) const HOME: &str = "/birim";
/// Where a password is chosen with a one-time code.
pub(super) const FIRST_PASSWORD: &str = "/birim/ilk-parola";
const SIGN_IN: &str = "/birim/giris";
const SIGN_OUT: &str = "/birim/cikis";
const STYLE: &str = "/birim/portal.css";
const ICON: &str = "/birim/simge.svg";
const LANGUAGE: &str = "/birim/dil/{locale}";

/// The forms without files are small.
const MAX_FORM_BYTES: usize = 16 * 1024;

/// What every page has.
#[derive(Clone)]
struct Portal {
    pool: Pool,
    hashing: Hashing,
    turkish: Text,
    english: Text,
}

impl Portal {
    fn text(&self, locale: Locale) -> Text {
        match locale {
            Locale::Tr => self.turkish.clone(),
            Locale::En => self.english.clone(),
        }
    }
}

/// The portal's routes.
pub(super) fn router<S>(pool: Pool) -> Result<Router<S>, CentralError> {
    let portal = Portal {
        pool,
        hashing: Hashing::new()?,
        turkish: Text::new(Locale::Tr),
        english: Text::new(Locale::En),
    };
    Ok(Router::new()
        .route("/", get(async || Redirect::to(HOME)))
        .route(HOME, get(home::show))
        .route(SIGN_IN, get(sign_in::show).post(sign_in::sign_in))
        .route(
            FIRST_PASSWORD,
            get(sign_in::show_first).post(sign_in::choose_first),
        )
        .route(SIGN_OUT, post(sign_in::sign_out))
        .route(LANGUAGE, get(language::choose))
        .route(STYLE, get(page::style))
        .route(ICON, get(page::icon))
        .route("/birim/{*elsewhere}", any(async || Fault::NotFound))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(middleware::from_fn_with_state(portal.clone(), page::finish))
        .with_state(portal))
}
