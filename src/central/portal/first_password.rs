//! The first password, chosen with a one-time code.

use super::accounts::{FirstPassword, first_page};
use super::fault::Fault;
use super::officers::Officers;
use super::sign_in::enter;
use super::{HOME, Portal, SITE, language};
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

/// `GET /birim/ilk-parola`.
pub(super) async fn show(State(portal): State<Portal>, headers: HeaderMap) -> Response {
    let text = portal.text(language::of(&headers));
    first_page(&SITE, text, Default::default(), Vec::new())
}

/// `POST /birim/ilk-parola`.
pub(super) async fn choose(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Form(form): Form<FirstPassword>,
) -> Result<Response, Fault> {
    let text = portal.text(language::of(&headers));
    let account = match portal.door(&text).choose::<Officers>(&form).await? {
        Ok(account) => account,
        Err(errors) => return Ok(first_page(&SITE, text, form.shown(), errors)),
    };
    let client = portal.pool.get().await?;
    let cookie = enter(&client, &headers, &account).await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(HOME)).into_response())
}
