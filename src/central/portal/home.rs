//! The first page after signing in.

use super::fault::Fault;
use super::page::{self, Frame};
use super::{HOME, Portal, language, session};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

#[derive(Template)]
#[template(path = "portal/home.html")]
struct Home {
    frame: Frame,
}

/// `GET /birim`.
pub(super) async fn show(
    State(portal): State<Portal>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let client = portal.pool.get().await?;
    let officer = session::required(&client, &headers).await?;
    let text = portal.text(language::of(&headers));
    let home = Home {
        frame: Frame::new(text, "portal-home-title", HOME).of(officer),
    };
    Ok(page::answer(&home, &home.frame))
}
