//! Signing in and out, and the first password.

use super::super::portal::code::OneTimeCode;
use super::super::portal::first_password::{FirstPassword, weakness_sentence};
use super::super::portal::page::FieldError;
use super::super::portal::sign_in::{demand, must_wait};
use super::super::portal::throttle::{self, Subject};
use super::super::portal::{language, password};
use super::administrators::{self, Account};
use super::gone::Gone;
use super::page::{self, Frame};
use super::{Console, FIRST_PASSWORD, HOME, SIGN_IN, session};
use crate::i18n::Text;
use crate::text::CleanText;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tokio_postgres::Client;

/// The sign-in form.
#[derive(Deserialize)]
pub(super) struct SignIn {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
}

#[derive(Template)]
#[template(path = "console/sign_in.html")]
struct SignInPage {
    frame: Frame,
    login: String,
}

fn sign_in_page(text: Text, login: String, errors: Vec<FieldError>) -> Response {
    let title = text.get("console-sign-in-title");
    let frame = Frame::new(text, title, SIGN_IN).with_errors(errors);
    let page = SignInPage { frame, login };
    page::answer(&page, &page.frame)
}

/// `GET /yonetim/giris`.
pub(super) async fn show(
    State(console): State<Console>,
    headers: HeaderMap,
) -> Result<Response, Gone> {
    let client = console.pool.get().await?;
    if session::current(&client, &headers).await?.is_some() {
        return Ok(Redirect::to(HOME).into_response());
    }
    let text = console.text(language::of(&headers));
    Ok(sign_in_page(text, String::new(), Vec::new()))
}

/// `POST /yonetim/giris`.
pub(super) async fn sign_in(
    State(console): State<Console>,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Result<Response, Gone> {
    let text = console.text(language::of(&headers));
    let login = CleanText::line(&form.login).into_string();
    let mut errors = Vec::new();
    demand(&mut errors, &text, "login", &login);
    demand(&mut errors, &text, "password", &form.password);
    if !errors.is_empty() {
        return Ok(sign_in_page(text, login, errors));
    }
    let client = console.pool.get().await?;
    let subject = Subject::administrator(&login);
    if let Some(wait) = must_wait(&client, &subject, &text).await? {
        return Ok(sign_in_page(text, login, vec![wait]));
    }
    let account = administrators::account(&client, &login).await?;
    let kept = account.as_ref().and_then(|one| one.password_hash.clone());
    // No connection is held while the password is hashed: others need it.
    drop(client);
    let verified = console.hashing.verify(&form.password, kept).await?;
    let Some(account) = account.filter(|_| verified) else {
        let wrong = FieldError::whole(text.get("portal-sign-in-wrong"));
        return Ok(sign_in_page(text, login, vec![wrong]));
    };
    let client = console.pool.get().await?;
    throttle::clear(&client, &subject).await?;
    enter(&client, &headers, &account).await
}

/// Begins a session, and on to the offices.
async fn enter(client: &Client, headers: &HeaderMap, account: &Account) -> Result<Response, Gone> {
    let cookie = session::begin(client, headers, account.id).await?;
    tracing::info!(administrator = %account.id, "administrator signed in");
    Ok(([(SET_COOKIE, cookie)], Redirect::to(HOME)).into_response())
}

/// The form of the sign-out button.
#[derive(Deserialize)]
pub(super) struct SignOut {
    #[serde(default)]
    csrf: String,
}

/// `POST /yonetim/cikis`.
pub(super) async fn sign_out(
    State(console): State<Console>,
    headers: HeaderMap,
    Form(form): Form<SignOut>,
) -> Result<Response, Gone> {
    let client = console.pool.get().await?;
    if let Some(administrator) = session::current(&client, &headers).await? {
        administrator.check_form(&form.csrf)?;
        session::end(&client, &headers).await?;
    }
    let cookie = session::no_cookie();
    Ok(([(SET_COOKIE, cookie)], Redirect::to(SIGN_IN)).into_response())
}

#[derive(Template)]
#[template(path = "console/first_password.html")]
struct FirstPasswordPage {
    frame: Frame,
    login: String,
    code: String,
    password_hint: String,
}

fn first_page(text: Text, (login, code): (String, String), errors: Vec<FieldError>) -> Response {
    let least = password::MIN_CHARACTERS as u64;
    let password_hint = text.with("portal-password-hint", &[("least", least.into())]);
    let title = text.get("portal-first-title");
    let frame = Frame::new(text, title, FIRST_PASSWORD).with_errors(errors);
    let page = FirstPasswordPage {
        frame,
        login,
        code,
        password_hint,
    };
    page::answer(&page, &page.frame)
}

/// `GET /yonetim/ilk-parola`.
pub(super) async fn show_first(State(console): State<Console>, headers: HeaderMap) -> Response {
    let text = console.text(language::of(&headers));
    first_page(text, Default::default(), Vec::new())
}

/// `POST /yonetim/ilk-parola`.
pub(super) async fn choose(
    State(console): State<Console>,
    headers: HeaderMap,
    Form(form): Form<FirstPassword>,
) -> Result<Response, Gone> {
    let text = console.text(language::of(&headers));
    let login = CleanText::line(&form.login).into_string();
    let typed = CleanText::line(&form.code).into_string();
    let again = |errors| {
        Ok(first_page(
            text.clone(),
            (login.clone(), typed.clone()),
            errors,
        ))
    };
    let errors = form.errors(&text);
    if !errors.is_empty() {
        return again(errors);
    }
    let client = console.pool.get().await?;
    let subject = Subject::administrator(&login);
    if let Some(wait) = must_wait(&client, &subject, &text).await? {
        return again(vec![wait]);
    }
    let wrong_code = || FieldError {
        field: "code",
        sentence: text.get("console-code-wrong"),
    };
    let Some((account, code)) = holder(&client, &login, &typed).await? else {
        return again(vec![wrong_code()]);
    };
    // The code is right: what is wrong with the password is no guess.
    throttle::clear(&client, &subject).await?;
    drop(client);
    if let Err(weakness) = password::check(&form.password, &account.name, &account.login) {
        let sentence = weakness_sentence(weakness, &text);
        return again(vec![FieldError {
            field: "password",
            sentence,
        }]);
    }
    let hash = console.hashing.hash(&form.password).await?;
    let client = console.pool.get().await?;
    if !administrators::choose_password(&client, &account, (&code, &hash)).await? {
        return again(vec![wrong_code()]);
    }
    enter(&client, &headers, &account).await
}

/// The account whose code was typed.
async fn holder(
    client: &Client,
    login: &str,
    typed: &str,
) -> Result<Option<(Account, OneTimeCode)>, Gone> {
    let account = administrators::account(client, login).await?;
    let Some((account, code)) = account.zip(OneTimeCode::parse(typed)) else {
        return Ok(None);
    };
    let known = administrators::knows_code(client, &account, &code).await?;
    Ok(known.then_some((account, code)))
}
