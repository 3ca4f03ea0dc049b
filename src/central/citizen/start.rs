//! The first page, and the page that says what is done with personal data.

use super::fault::Fault;
use super::page::{self, Frame};
use super::{Citizens, HOME, PRIVACY, SIGN_IN, SIGNED_OUT, language, session};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

#[derive(Template)]
#[template(path = "citizen/start.html")]
struct Start {
    frame: Frame,
    /// Where one signs in, where that is possible and nobody is.
    sign_in: Option<&'static str>,
}

/// `GET /`.
pub(super) async fn show(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let visitor = citizens.visitor(&headers).await?;
    let text = citizens.text(language::of(&headers));
    let frame = Frame::new(text, "citizen-start-title", HOME).of(visitor.as_ref());
    let sign_in = citizens.sign_in.as_ref().filter(|_| frame.who.is_none());
    let sign_in = sign_in.map(|_| SIGN_IN);
    let page = Start { frame, sign_in };
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
    let visitor = session::current(&client, &headers).await?;
    session::end(&client, &headers).await?;
    let signed_in = visitor.is_some_and(|visitor| visitor.identity.is_some());
    let to = if signed_in && citizens.sign_in.is_some() {
        SIGNED_OUT
    } else {
        HOME
    };
    Ok(([(SET_COOKIE, session::no_cookie())], Redirect::to(to)).into_response())
}
