//! Signing in with e-Devlet: away to the provider, and back.

use super::super::oidc::{self, Returned};
use super::super::web::cookie;
use super::address::Address;
use super::fault::Fault;
use super::limits::{self, Counted};
use super::page::{self, Frame};
use super::{Citizens, HOME, language, session};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};

/// The state of the sign-in this browser began.
const COOKIE_NAME: &str = "__Host-edevlet";

/// `GET /edevlet/giris`.
pub(super) async fn begin(
    State(citizens): State<Citizens>,
    Address(address): Address,
) -> Result<Response, Fault> {
    let sign_in = citizens.sign_in.as_ref().ok_or(Fault::NotFound)?;
    let client = citizens.pool.get().await?;
    limits::take(&client, Counted::SignInsFrom(address)).await?;
    drop(client);
    let begun = sign_in.begin(&citizens.pool).await?;
    let set = set_cookie(&begun.state, oidc::SECONDS);
    Ok(([(SET_COOKIE, set)], Redirect::to(&begun.url)).into_response())
}

/// `GET /edevlet/donus`.
pub(super) async fn finish(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    query: Result<Query<Returned>, QueryRejection>,
) -> Result<Response, Fault> {
    let sign_in = citizens.sign_in.as_ref().ok_or(Fault::NotFound)?;
    let Query(returned) = query.map_err(|_| Fault::Unreadable)?;
    let kept = cookie(&headers, COOKIE_NAME);
    let identity = sign_in.finish(&citizens.pool, &returned, kept).await?;
    let client = citizens.pool.get().await?;
    session::end(&client, &headers).await?;
    drop(client);
    let session = session::start(&citizens.pool, &identity).await;
    let session = session.map_err(|_| Fault::Away)?;
    let set = AppendHeaders([(SET_COOKIE, session), (SET_COOKIE, set_cookie("", 0))]);
    Ok((set, Redirect::to(HOME)).into_response())
}

#[derive(Template)]
#[template(path = "citizen/signed_out.html")]
struct SignedOut {
    frame: Frame,
    /// Where one signs out at the provider.
    there: Option<String>,
}

/// `GET /edevlet/cikis`: signed out here; the provider may still know this browser.
pub(super) async fn signed_out(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let sign_in = citizens.sign_in.as_ref().ok_or(Fault::NotFound)?;
    let visitor = citizens.visitor(&headers).await?;
    let text = citizens.text(language::of(&headers));
    let frame = Frame::new(text, "citizen-signed-out-title", HOME).of(visitor.as_ref());
    let page = SignedOut {
        frame,
        there: sign_in.sign_out().await,
    };
    Ok(page::answer(&page, &page.frame))
}

/// Lax: the provider's page sends the browser back with it.
fn set_cookie(value: &str, seconds: i32) -> String {
    format!("{COOKIE_NAME}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}")
}
