//! Signing in and out.

use super::super::web::FieldError;
use super::accounts::{SignOut, sign_in_page};
use super::act;
use super::draft::Draft;
use super::fault::Fault;
use super::officers::{Account, Officers};
use super::{HOME, Portal, SIGN_IN, SITE, language, session};
use crate::domain::ids::ApplicationId;
use crate::i18n::Text;
use crate::text::CleanText;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use tokio_postgres::Client;

/// The sign-in form.
#[derive(Deserialize)]
pub(super) struct SignIn {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    carried: String,
}

/// What was typed before the session was over, on its way through the sign-in page.
#[derive(Serialize, Deserialize)]
pub(super) struct Carried {
    pub(super) application: ApplicationId,
    pub(super) draft: Draft,
}

/// `GET /birim/giris`.
pub(super) async fn show(
    State(portal): State<Portal>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let client = portal.pool.get().await?;
    if session::current(&client, &headers).await?.is_some() {
        return Ok(Redirect::to(HOME).into_response());
    }
    let text = portal.text(language::of(&headers));
    Ok(sign_in_page(&SITE, text, Default::default(), Vec::new()))
}

/// The sign-in page for somebody whose session was over when a form was sent; the form goes with it.
pub(super) fn session_over(text: Text, carried: &Carried) -> Response {
    let typed = !carried.draft.text.is_empty();
    let carried = serde_json::to_string(carried).ok().filter(|_| typed);
    let sentence = text.get(match carried {
        Some(_) => "portal-session-over-typed",
        None => "portal-session-over",
    });
    let errors = vec![FieldError::whole(sentence)];
    let typed = (String::new(), carried.unwrap_or_default());
    sign_in_page(&SITE, text, typed, errors)
}

/// `POST /birim/giris`.
pub(super) async fn sign_in(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Result<Response, Fault> {
    let text = portal.text(language::of(&headers));
    let login = CleanText::line(&form.login).into_string();
    let door = portal.door(&text);
    let account = match door.sign_in::<Officers>(&login, &form.password).await? {
        Ok(account) => account,
        Err(errors) => return Ok(sign_in_page(&SITE, text, (login, form.carried), errors)),
    };
    let mut client = portal.pool.get().await?;
    let cookie = enter(&client, &headers, &account).await?;
    let set = [(SET_COOKIE, cookie.clone())];
    let Ok(carried) = serde_json::from_str::<Carried>(&form.carried) else {
        return Ok((set, Redirect::to(HOME)).into_response());
    };
    let officer = session::by_cookie(&client, &cookie).await?;
    let officer = officer.ok_or(Fault::SignedOut)?;
    let errors = vec![FieldError::whole(text.get("portal-session-again"))];
    let form = (carried.application, carried.draft, errors);
    let page = act::again(&portal, &mut client, (officer, text), form).await;
    Ok((set, page?).into_response())
}

/// Begins a new session in place of the old one; its cookie.
pub(super) async fn enter(
    client: &Client,
    headers: &HeaderMap,
    account: &Account,
) -> Result<String, Fault> {
    session::end(client, headers).await?;
    let cookie = session::begin(client, &account.office, account.officer).await?;
    tracing::info!(office = account.office, officer = %account.officer, "officer signed in");
    Ok(cookie)
}

/// `POST /birim/cikis`.
pub(super) async fn sign_out(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Form(form): Form<SignOut>,
) -> Result<Response, Fault> {
    let client = portal.pool.get().await?;
    if let Some(officer) = session::current(&client, &headers).await? {
        officer.check_form(&form.csrf)?;
        session::end(&client, &headers).await?;
        tracing::info!(office = officer.office, officer = %officer.id, "officer signed out");
    }
    let cookie = session::no_cookie();
    Ok(([(SET_COOKIE, cookie)], Redirect::to(SIGN_IN)).into_response())
}
