//! The first page, and the page that says what is done with personal data.

use super::fault::Fault;
use super::page::{self, Frame};
use super::{Citizens, HOME, PRIVACY, language, session};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

#[derive(Template)]
#[template(path = "citizen/start.html")]
struct Start {
    frame: Frame,
}

/// `GET /`.
pub(super) async fn show(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let visitor = citizens.visitor(&headers).await?;
    let text = citizens.text(language::of(&headers));
    let frame = Frame::new(text, "citizen-start-title", HOME).of(visitor.as_ref());
    let page = Start { frame };
    Ok(page::answer_open(&page, &page.frame))
}

#[derive(Template)]
#[template(path = "citizen/privacy.html")]
struct Privacy {
    frame: Frame,
}

/// `GET /aydinlatma`: what KVKK article 10 asks to be told.
pub(super) async fn privacy(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let visitor = citizens.visitor(&headers).await?;
    let text = citizens.text(language::of(&headers));
    let frame = Frame::new(text, "citizen-privacy-title", PRIVACY).of(visitor.as_ref());
    let page = Privacy { frame };
    Ok(page::answer_open(&page, &page.frame))
}

/// `POST /cikis`.
pub(super) async fn sign_out(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let client = citizens.pool.get().await?;
    session::end(&client, &headers).await?;
    Ok(([(SET_COOKIE, session::no_cookie())], Redirect::to(HOME)).into_response())
}
