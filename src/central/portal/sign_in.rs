//! Signing in, the first password, signing out.

use super::code::OneTimeCode;
use super::fault::Fault;
use super::officers::{self, Account};
use super::page::{self, FieldError, Frame};
use super::password::{self, Weakness};
use super::throttle::{self, Leave, Subject};
use super::{FIRST_PASSWORD, HOME, Portal, SIGN_IN, language, session};
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
#[template(path = "portal/sign_in.html")]
struct SignInPage {
    frame: Frame,
    login: String,
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
    Ok(sign_in_page(text, String::new(), Vec::new()))
}

fn sign_in_page(text: Text, login: String, errors: Vec<FieldError>) -> Response {
    let frame = Frame::new(text, "portal-sign-in-title", SIGN_IN).with_errors(errors);
    let page = SignInPage { frame, login };
    page::answer(&page, &page.frame)
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
        return Ok(sign_in_page(text, login, errors));
    }
    let client = portal.pool.get().await?;
    let subject = Subject::login(&login);
    if let Some(wait) = must_wait(&client, &subject, &text).await? {
        return Ok(sign_in_page(text, login, vec![wait]));
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
        let wrong = whole(text.get("portal-sign-in-wrong"));
        return Ok(sign_in_page(text, login, vec![wrong]));
    };
    let client = portal.pool.get().await?;
    throttle::clear(&client, &subject).await?;
    enter(&client, &headers, &account).await
}

/// Begins a new session in place of the old one, and shows the first page.
async fn enter(client: &Client, headers: &HeaderMap, account: &Account) -> Result<Response, Fault> {
    session::end(client, headers).await?;
    let cookie = session::begin(client, &account.office, account.officer).await?;
    tracing::info!(office = account.office, officer = %account.officer, "officer signed in");
    Ok(([(SET_COOKIE, cookie)], Redirect::to(HOME)).into_response())
}

async fn must_wait(
    client: &Client,
    subject: &Subject,
    text: &Text,
) -> Result<Option<FieldError>, Fault> {
    let Leave::In { seconds } = throttle::take(client, subject).await? else {
        return Ok(None);
    };
    let minutes = (seconds + 59) / 60;
    let sentence = text.with("portal-sign-in-wait", &[("minutes", minutes.into())]);
    Ok(Some(whole(sentence)))
}

fn demand(errors: &mut Vec<FieldError>, text: &Text, field: &'static str, value: &str) {
    if value.is_empty() {
        let sentence = text.get(match field {
            "login" => "portal-login-empty",
            "code" => "portal-code-empty",
            _ => "portal-password-empty",
        });
        errors.push(FieldError { field, sentence });
    }
}

/// An error about the whole form.
fn whole(sentence: String) -> FieldError {
    FieldError {
        field: "",
        sentence,
    }
}

/// The form of the first password.
#[derive(Deserialize)]
pub(super) struct FirstPassword {
    #[serde(default)]
    login: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

#[derive(Template)]
#[template(path = "portal/first_password.html")]
struct FirstPasswordPage {
    frame: Frame,
    login: String,
    code: String,
    password_hint: String,
}

fn first_page(text: Text, login: String, code: String, errors: Vec<FieldError>) -> Response {
    let least = password::MIN_CHARACTERS as u64;
    let password_hint = text.with("portal-password-hint", &[("least", least.into())]);
    let frame = Frame::new(text, "portal-first-title", FIRST_PASSWORD).with_errors(errors);
    let page = FirstPasswordPage {
        frame,
        login,
        code,
        password_hint,
    };
    page::answer(&page, &page.frame)
}

/// `GET /birim/ilk-parola`.
pub(super) async fn show_first(State(portal): State<Portal>, headers: HeaderMap) -> Response {
    let text = portal.text(language::of(&headers));
    first_page(text, String::new(), String::new(), Vec::new())
}

/// `POST /birim/ilk-parola`.
pub(super) async fn choose_first(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Form(form): Form<FirstPassword>,
) -> Result<Response, Fault> {
    let text = portal.text(language::of(&headers));
    let login = CleanText::line(&form.login).into_string();
    let typed_code = CleanText::line(&form.code).into_string();
    let again = |errors| {
        Ok(first_page(
            text.clone(),
            login.clone(),
            typed_code.clone(),
            errors,
        ))
    };
    let mut errors = Vec::new();
    demand(&mut errors, &text, "login", &login);
    demand(&mut errors, &text, "code", &typed_code);
    demand(&mut errors, &text, "password", &form.password);
    if errors.is_empty() && form.password != form.again {
        let sentence = text.get("portal-password-differs");
        errors.push(FieldError {
            field: "again",
            sentence,
        });
    }
    if !errors.is_empty() {
        return again(errors);
    }
    let client = portal.pool.get().await?;
    let subject = Subject::login(&login);
    if let Some(wait) = must_wait(&client, &subject, &text).await? {
        return again(vec![wait]);
    }
    let wrong_code = || {
        vec![FieldError {
            field: "code",
            sentence: text.get("portal-code-wrong"),
        }]
    };
    let Some((account, code)) = holder(&client, &login, &typed_code).await? else {
        return again(wrong_code());
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
    let hash = portal.hashing.hash(&form.password).await?;
    let client = portal.pool.get().await?;
    if !officers::choose_password(&client, &account, &code, &hash).await? {
        return again(wrong_code());
    }
    enter(&client, &headers, &account).await
}

/// The account whose code was typed.
async fn holder(
    client: &Client,
    login: &str,
    typed_code: &str,
) -> Result<Option<(Account, OneTimeCode)>, Fault> {
    let account = officers::account(client, login).await?;
    let Some((account, code)) = account.zip(OneTimeCode::parse(typed_code)) else {
        return Ok(None);
    };
    let known = officers::knows_code(client, &account, &code).await?;
    Ok(known.then_some((account, code)))
}

fn weakness_sentence(weakness: Weakness, text: &Text) -> String {
    match weakness {
        Weakness::Short => {
            let least = password::MIN_CHARACTERS as u64;
            text.with("portal-password-short", &[("least", least.into())])
        }
        Weakness::Long => {
            let most = password::MAX_CHARACTERS as u64;
            text.with("portal-password-long", &[("most", most.into())])
        }
        Weakness::Guessable => text.get("portal-password-guessable"),
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
