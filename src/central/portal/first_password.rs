//! The first password, chosen with a one-time code.

use super::code::OneTimeCode;
use super::fault::Fault;
use super::officers::{self, Account};
use super::page::{self, FieldError, Frame};
use super::password::{self, Weakness};
use super::sign_in::{demand, enter, must_wait};
use super::throttle::{self, Subject};
use super::{FIRST_PASSWORD, HOME, Portal, language};
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

/// The form of the first password.
#[derive(Deserialize)]
pub(in crate::central) struct FirstPassword {
    #[serde(default)]
    pub(in crate::central) login: String,
    #[serde(default)]
    pub(in crate::central) code: String,
    #[serde(default)]
    pub(in crate::central) password: String,
    #[serde(default)]
    again: String,
}

impl FirstPassword {
    /// What is wrong before anything is looked up.
    pub(in crate::central) fn errors(&self, text: &Text) -> Vec<FieldError> {
        let mut errors = Vec::new();
        demand(&mut errors, text, "login", self.login.trim());
        demand(&mut errors, text, "code", self.code.trim());
        demand(&mut errors, text, "password", &self.password);
        if errors.is_empty() && self.password != self.again {
            let sentence = text.get("portal-password-differs");
            errors.push(FieldError {
                field: "again",
                sentence,
            });
        }
        errors
    }
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
pub(super) async fn show(State(portal): State<Portal>, headers: HeaderMap) -> Response {
    let text = portal.text(language::of(&headers));
    first_page(text, String::new(), String::new(), Vec::new())
}

/// `POST /birim/ilk-parola`.
pub(super) async fn choose(
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
    let errors = form.errors(&text);
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
    let cookie = enter(&client, &headers, &account).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(HOME)).into_response())
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

/// What is wrong with a password, for its owner.
pub(in crate::central) fn weakness_sentence(weakness: Weakness, text: &Text) -> String {
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
