//! Signing in and out.

use super::act;
use super::draft::Draft;
use super::fault::Fault;
use super::officers::{self, Account};
use super::page::{self, FieldError, Frame};
use super::throttle::{self, Leave, Subject};
use super::{HOME, Portal, SIGN_IN, language, session};
use crate::domain::ids::ApplicationId;
use crate::i18n::Text;
use crate::text::CleanText;
use askama::Template;
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

#[derive(Template)]
#[template(path = "portal/sign_in.html")]
struct SignInPage {
    frame: Frame,
    login: String,
    /// [`Carried`] as JSON, or nothing.
    carried: String,
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
    Ok(sign_in_page(
        text,
        (String::new(), String::new()),
        Vec::new(),
    ))
}

fn sign_in_page(
    text: Text,
    (login, carried): (String, String),
    errors: Vec<FieldError>,
) -> Response {
    let frame = Frame::new(text, "portal-sign-in-title", SIGN_IN).with_errors(errors);
    let page = SignInPage {
        frame,
        login,
        carried,
    };
    page::answer(&page, &page.frame)
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
    sign_in_page(text, (String::new(), carried.unwrap_or_default()), errors)
}

/// `POST /birim/giris`.
pub(super) async fn sign_in(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Result<Response, Fault> {
    let text = portal.text(language::of(&headers));
    let login = CleanText::line(&form.login).into_string();
    let mut errors = Vec::new();
    demand(&mut errors, &text, "login", &login);
    demand(&mut errors, &text, "password", &form.password);
    if !errors.is_empty() {
        return Ok(sign_in_page(text, (login, form.carried), errors));
    }
    let client = portal.pool.get().await?;
    let subject = Subject::login(&login);
    if let Some(wait) = must_wait(&client, &subject, &text).await? {
        return Ok(sign_in_page(text, (login, form.carried), vec![wait]));
    }
    let account = officers::account(&client, &login).await?;
    let kept = account
        .as_ref()
        .and_then(|account| account.password_hash.clone());
    // No connection is held while the password is hashed: others need it.
    drop(client);
    let verified = portal.hashing.verify(&form.password, kept).await?;
    let account = account.filter(|account| verified && !account.disabled);
    let Some(account) = account else {
        let wrong = FieldError::whole(text.get("portal-sign-in-wrong"));
        return Ok(sign_in_page(text, (login, form.carried), vec![wrong]));
    };
    let mut client = portal.pool.get().await?;
    throttle::clear(&client, &subject).await?;
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

pub(in crate::central) async fn must_wait(
    client: &Client,
    subject: &Subject,
    text: &Text,
) -> Result<Option<FieldError>, Fault> {
    let Leave::In { seconds } = throttle::take(client, subject).await? else {
        return Ok(None);
    };
    let minutes = (seconds + 59) / 60;
    let sentence = text.with("portal-sign-in-wait", &[("minutes", minutes.into())]);
    Ok(Some(FieldError::whole(sentence)))
}

/// Asks for a field that was left empty.
pub(in crate::central) fn demand(
    errors: &mut Vec<FieldError>,
    text: &Text,
    field: &'static str,
    value: &str,
) {
    if value.is_empty() {
        let sentence = text.get(match field {
            "login" => "portal-login-empty",
            "code" => "portal-code-empty",
            _ => "portal-password-empty",
        });
        errors.push(FieldError { field, sentence });
    }
}

/// The form of the sign-out button.
#[derive(Deserialize)]
pub(super) struct SignOut {
    #[serde(default)]
    csrf: String,
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
