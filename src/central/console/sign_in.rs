//! Signing in and out, and the first password: the way in of all officials, for administrators.

use super::super::portal::accounts::{Door, FirstPassword, SignOut, first_page, sign_in_page};
use super::super::portal::fault::Fault;
use super::super::portal::language;
use super::administrators::{Account, Administrators};
use super::{Console, HOME, SIGN_IN, SITE, session};
use crate::i18n::Text;
use crate::text::CleanText;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// The sign-in form.
#[derive(Deserialize)]
pub(super) struct SignIn {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
}

impl Console {
    fn door<'a>(&'a self, text: &'a Text) -> Door<'a> {
        Door {
            site: &SITE,
            pool: &self.pool,
            hashing: &self.hashing,
            text,
        }
    }
}

/// `GET /yonetim/giris`.
pub(super) async fn show(
    State(console): State<Console>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let client = console.pool.get().await?;
    if session::current(&client, &headers).await?.is_some() {
        return Ok(Redirect::to(HOME).into_response());
    }
    let text = console.text(language::of(&headers));
    Ok(sign_in_page(&SITE, text, Default::default(), Vec::new()))
}

/// `POST /yonetim/giris`.
pub(super) async fn sign_in(
    State(console): State<Console>,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Result<Response, Fault> {
    let text = console.text(language::of(&headers));
    let login = CleanText::line(&form.login).into_string();
    let door = console.door(&text);
    let entry = door.sign_in::<Administrators>(&login, &form.password);
    match entry.await? {
        Ok(account) => enter(&console, &headers, &account).await,
        Err(errors) => Ok(sign_in_page(&SITE, text, (login, String::new()), errors)),
    }
}

/// Begins a session, and on to the offices.
async fn enter(
    console: &Console,
    headers: &HeaderMap,
    account: &Account,
) -> Result<Response, Fault> {
    let client = console.pool.get().await?;
    let cookie = session::begin(&client, headers, account.id).await?;
    tracing::info!(administrator = %account.id, "administrator signed in");
    Ok(([(SET_COOKIE, cookie)], Redirect::to(HOME)).into_response())
}

/// `POST /yonetim/cikis`.
pub(super) async fn sign_out(
    State(console): State<Console>,
    headers: HeaderMap,
    Form(form): Form<SignOut>,
) -> Result<Response, Fault> {
    let client = console.pool.get().await?;
    if let Some(administrator) = session::current(&client, &headers).await? {
        administrator.check_form(&form.csrf)?;
        session::end(&client, &headers).await?;
    }
    let cookie = session::no_cookie();
    Ok(([(SET_COOKIE, cookie)], Redirect::to(SIGN_IN)).into_response())
}

/// `GET /yonetim/ilk-parola`.
pub(super) async fn show_first(State(console): State<Console>, headers: HeaderMap) -> Response {
    let text = console.text(language::of(&headers));
    first_page(&SITE, text, Default::default(), Vec::new())
}

/// `POST /yonetim/ilk-parola`.
pub(super) async fn choose(
    State(console): State<Console>,
    headers: HeaderMap,
    Form(form): Form<FirstPassword>,
) -> Result<Response, Fault> {
    let text = console.text(language::of(&headers));
    match console.door(&text).choose::<Administrators>(&form).await? {
        Ok(account) => enter(&console, &headers, &account).await,
        Err(errors) => Ok(first_page(&SITE, text, form.shown(), errors)),
    }
}
