//! The applications of somebody who signed in.

use super::super::fault::Fault;
use super::super::page::{self, Frame};
use super::super::{CASE, Citizens, FOLLOW, MINE, identity, language, session};
use super::story;
use crate::central::{cases, intake};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

#[derive(Template)]
#[template(path = "citizen/mine.html")]
struct Mine {
    frame: Frame,
    rows: Vec<Row>,
}

/// An application in the list.
struct Row {
    path: String,
    number: String,
    standing: String,
}

/// `GET /basvurularim`.
pub(in super::super) async fn mine(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let client = citizens.pool.get().await?;
    let visitor = session::current(&client, &headers).await?;
    let who = visitor
        .as_ref()
        .and_then(|visitor| visitor.identity.as_ref());
    let Some(who) = who else {
        return Ok(Redirect::to(FOLLOW).into_response());
    };
    let text = citizens.text(language::of(&headers));
    let numbers = identity::applications(&client, (&citizens.identity_key, who)).await?;
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        let Some(filed) = intake::find(&client, number).await? else {
            continue;
        };
        let office = filed.office.to_string();
        let standing = cases::standing(&client, &office, filed.application).await?;
        let Some((standing, _)) = standing else {
            continue;
        };
        rows.push(Row {
            path: CASE.replace("{application}", &filed.application.to_string()),
            number: number.to_string(),
            standing: text.get(story::stage_key(&standing.case)),
        });
    }
    let page = Mine {
        frame: Frame::new(text, "citizen-mine-title", MINE).of(visitor.as_ref()),
        rows,
    };
    Ok(page::answer(&page, &page.frame))
}
