//! What an administrator does on the page of an office. Each act is written down with it.

use super::super::enrolment;
use super::super::portal::fault::Fault;
use super::super::portal::language;
use super::super::portal::page;
use super::session::Administrator;
use super::{Console, office, office_path, session};
use crate::i18n::Text;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use serde::Deserialize;
use tokio_postgres::Client;
use uuid::Uuid;

/// Hours a code is good for: over a weekend.
const CODE_HOURS: i64 = 72;

/// The forms of the page.
#[derive(Deserialize)]
pub(super) struct Act {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    act: String,
    #[serde(default)]
    device: Option<Uuid>,
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    /// A one-time code for a new device was made.
    Code,
    /// A device's credential was withdrawn.
    Revoked,
}

impl Done {
    const ALL: [Self; 2] = [Self::Code, Self::Revoked];

    /// As forms and addresses name it, and as it is written down.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Revoked => "revoke",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.name() == name)
    }

    /// Key of the sentence that says it was done.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Code => "console-done-code",
            Self::Revoked => "console-done-revoked",
        }
    }
}

/// `POST /yonetim/kurum/{office}`.
pub(super) async fn act(
    State(console): State<Console>,
    Path(office): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Act>,
) -> Result<Response, Fault> {
    let mut client = console.pool.get().await?;
    let administrator = session::required(&client, &headers).await?;
    administrator.check_form(&form.csrf)?;
    enrolment::check_office(&office).map_err(|_| Fault::NotFound)?;
    let text = console.text(language::of(&headers));
    match (Done::named(&form.act), form.device) {
        (Some(Done::Code), _) => {
            new_code(&console, &mut client, (&office, text), administrator).await
        }
        (Some(Done::Revoked), Some(device)) => {
            revoke(&client, (&office, device), &administrator).await?;
            let address = format!("{}?oldu={}", office_path(&office), Done::Revoked.name());
            Ok(Redirect::to(&address).into_response())
        }
        _ => Err(Fault::Unreadable),
    }
}

/// The code is shown on this page and nowhere else: it is in no address and no log.
async fn new_code(
    console: &Console,
    client: &mut Client,
    (office, text): (&str, Text),
    administrator: Administrator,
) -> Result<Response, Fault> {
    let valid = TimeDelta::hours(CODE_HOURS);
    let (code, expires) = enrolment::issue(client, office, valid, &console.fingerprint).await?;
    write_down(client, &administrator, (Done::Code, office, None)).await?;
    let page = office::read(console, client, (office, text), administrator).await?;
    let page = page.with_code(code.grouped(), expires);
    Ok(page::answer(&page, &page.frame))
}

async fn revoke(
    client: &Client,
    (office, device): (&str, Uuid),
    administrator: &Administrator,
) -> Result<(), Fault> {
    let find = "select device_number from devices where office_id = $1 and device_id = $2";
    let row = client.query_opt(find, &[&office, &device]).await?;
    let row = row.ok_or(Fault::NotFound)?;
    let number = u8::try_from(row.get::<_, i16>(0)).map_err(|_| Fault::NotFound)?;
    enrolment::revoke(client, office, number).await?;
    write_down(client, administrator, (Done::Revoked, office, Some(device))).await
}

async fn write_down(
    client: &Client,
    administrator: &Administrator,
    (done, office, device): (Done, &str, Option<Uuid>),
) -> Result<(), Fault> {
    let insert =
        "insert into administrator_acts (act_id, administrator_id, act, office_id, device_id)
         values ($1, $2, $3, $4, $5)";
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 5] = [
        &Uuid::now_v7(),
        &administrator.id,
        &done.name(),
        &office,
        &device,
    ];
    client.execute(insert, &values).await?;
    tracing::info!(administrator = %administrator.id, act = done.name(), office, "administrator");
    Ok(())
}
