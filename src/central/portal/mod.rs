//! The unit portal: where officers of service units work with the cases routed to their unit.
//!
//! Pages are rendered here and need no script. [`officers`] keeps the accounts, [`password`] says
//! which passwords are good and hashes them, [`throttle`] slows guessing down, [`session`] tells who
//! is asking. What the administrators' pages have too is in [`page`] and [`accounts`]. [`board`] shows the unit's lists, [`case_page`] one case; [`draft`] is what an officer
//! typed, [`act`] makes a step of it. [`page`] is what every page has, and what every answer's headers say. All of it is in
//! the database, so that any instance of central can answer any request.

pub(super) mod accounts;
mod act;
mod board;
mod case_page;
pub(super) mod code;
mod draft;
mod due;
pub(super) mod fault;
mod first_password;
pub(super) mod language;
mod names;
pub(super) mod officers;
pub(super) mod page;
pub(super) mod password;
pub(super) mod session;
mod sign_in;
pub(super) mod throttle;
mod timeline;

use super::error::CentralError;
use super::upload;
use crate::catalog::Catalog;
use crate::domain::ids::ApplicationId;
use crate::i18n::{Locale, Text};
use accounts::Door;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, get, post};
use deadpool_postgres::Pool;
use fault::Fault;
use page::Site;
use password::Hashing;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Where the portal begins.
pub(super) const HOME: &str = "/birim";
/// Where a password is chosen with a one-time code.
pub(super) const FIRST_PASSWORD: &str = "/birim/ilk-parola";
const SIGN_IN: &str = "/birim/giris";
const SIGN_OUT: &str = "/birim/cikis";
const STYLE: &str = "/birim/portal.css";
const ICON: &str = "/birim/simge.svg";
const CASE: &str = "/birim/basvuru/{id}";
const CASE_FILE: &str = "/birim/basvuru/{id}/dosya/{hash}";
const LANGUAGE: &str = "/birim/dil/{locale}";

/// The pages of the units.
static SITE: Site = Site {
    home: HOME,
    sign_in: SIGN_IN,
    sign_out: SIGN_OUT,
    first_password: FIRST_PASSWORD,
    name: "portal-name",
    to_home: "portal-to-home",
    sign_in_title: "portal-sign-in-title",
    sign_in_lead: "portal-sign-in-lead",
    forgotten: "portal-sign-in-forgotten",
    first_lead: "portal-first-lead",
    code_wrong: "portal-code-wrong",
};

/// Largest form without files: the sign-in form may carry an answer somebody typed.
const MAX_FORM_BYTES: usize = 640 * 1024;
/// Forms with files read at once: each may hold 50 MiB.
const UPLOADS: usize = 4;

/// What every page has.
#[derive(Clone)]
struct Portal {
    pool: Pool,
    hashing: Hashing,
    uploads: Arc<Semaphore>,
    catalog: Catalog,
    turkish: Text,
    english: Text,
}

impl Portal {
    fn text(&self, locale: Locale) -> Text {
        match locale {
            Locale::Tr => self.turkish.clone(),
            Locale::En | Locale::Ar => self.english.clone(),
        }
    }

    fn door<'a>(&'a self, text: &'a Text) -> Door<'a> {
        Door {
            site: &SITE,
            pool: &self.pool,
            hashing: &self.hashing,
            text,
        }
    }
}

/// Address of a case's page.
fn case_path(application: ApplicationId) -> String {
    CASE.replace("{id}", &application.to_string())
}

/// The portal's routes.
pub(super) fn router<S>((pool, catalog): (Pool, Catalog)) -> Result<Router<S>, CentralError> {
    let portal = Portal {
        pool,
        hashing: Hashing::new()?,
        uploads: Arc::new(Semaphore::new(UPLOADS)),
        catalog,
        turkish: Text::new(Locale::Tr),
        english: Text::new(Locale::En),
    };
    Ok(Router::new()
        .route(HOME, get(board::show))
        .route(CASE, get(act::show).post(act::act))
        .layer(DefaultBodyLimit::max(upload::MOST_FORM_BYTES))
        .route(CASE_FILE, get(act::file))
        .route(SIGN_IN, get(sign_in::show).post(sign_in::sign_in))
        .route(
            FIRST_PASSWORD,
            get(first_password::show).post(first_password::choose),
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
