//! The administrator's pages: all offices and their devices, what is wrong first.
//!
//! [`administrators`] keeps the accounts, [`session`] tells who is asking, [`sign_in`] lets in;
//! passwords, codes and throttling are those of the unit [`portal`](super::portal). [`board`] lists the
//! offices as [`survey`] found them, [`office`] shows one, and [`act`] does what an administrator
//! decides there. Nothing here shows a person or a case: whoever keeps the service running needs to see
//! neither.

mod act;
pub(super) mod administrators;
mod board;
mod office;
mod session;
mod sign_in;
mod survey;

use super::error::CentralError;
use super::portal::fault::Fault;
use super::portal::language;
use super::portal::page::Site;
use super::portal::password::Hashing;
use crate::catalog::Catalog;
use crate::i18n::{Locale, Text};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{any, get, post};
use deadpool_postgres::Pool;

/// Where the pages begin.
pub(super) const HOME: &str = "/yonetim";
/// Where a password is chosen with a one-time code.
pub(super) const FIRST_PASSWORD: &str = "/yonetim/ilk-parola";
const SIGN_IN: &str = "/yonetim/giris";
const SIGN_OUT: &str = "/yonetim/cikis";
const OFFICE: &str = "/yonetim/kurum/{office}";
const LANGUAGE: &str = "/yonetim/dil/{locale}";

/// The pages of the administrators.
static SITE: Site = Site {
    home: HOME,
    sign_in: SIGN_IN,
    sign_out: SIGN_OUT,
    first_password: FIRST_PASSWORD,
    name: "console-name",
    to_home: "console-to-home",
    sign_in_title: "console-sign-in-title",
    sign_in_lead: "console-sign-in-lead",
    forgotten: "console-sign-in-forgotten",
    first_lead: "console-first-lead",
    code_wrong: "console-code-wrong",
};

const MAX_FORM_BYTES: usize = 16 * 1024;

/// What every page has.
#[derive(Clone)]
struct Console {
    pool: Pool,
    hashing: Hashing,
    /// SHA-256 of the authority's certificate: enrolment codes carry it.
    fingerprint: [u8; 32],
    catalog: Catalog,
    turkish: Text,
    english: Text,
}

impl Console {
    fn text(&self, locale: Locale) -> Text {
        match locale {
            Locale::Tr => self.turkish.clone(),
            Locale::En | Locale::Ar => self.english.clone(),
        }
    }
}

/// Address of an office's page.
fn office_path(office: &str) -> String {
    OFFICE.replace("{office}", office)
}

/// The routes.
pub(super) fn router<S>(
    (pool, catalog): (Pool, Catalog),
    fingerprint: [u8; 32],
) -> Result<Router<S>, CentralError> {
    let console = Console {
        pool,
        hashing: Hashing::new()?,
        fingerprint,
        catalog,
        turkish: Text::new(Locale::Tr),
        english: Text::new(Locale::En),
    };
    Ok(Router::new()
        .route(HOME, get(board::show))
        .route(OFFICE, get(office::show).post(act::act))
        .route(SIGN_IN, get(sign_in::show).post(sign_in::sign_in))
        .route(
            FIRST_PASSWORD,
            get(sign_in::show_first).post(sign_in::choose),
        )
        .route(SIGN_OUT, post(sign_in::sign_out))
        .route(LANGUAGE, get(choose_language))
        .route("/yonetim/{*elsewhere}", any(async || Fault::NotFound))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(middleware::from_fn_with_state(console.clone(), finish))
        .with_state(console))
}

/// See [`Site::guarded`].
async fn finish(State(console): State<Console>, request: Request, next: Next) -> Response {
    let text = console.text(language::of(request.headers()));
    SITE.guarded((request, next), text).await
}

/// `GET /yonetim/dil/en`.
async fn choose_language(
    Path(code): Path<String>,
    Query(back): Query<language::Back>,
) -> Result<Response, Fault> {
    language::chosen(&code, &back.page, HOME)
}
