//! The number: what the applicant takes home.

use super::super::super::cases;
use super::super::fault::Fault;
use super::super::page::{self, Frame};
use super::super::{Citizens, HOME, language};
use super::offices;
use crate::domain::date::write_date;
use crate::domain::ids::ApplicationId;
use crate::domain::message::MessageChannel;
use crate::domain::person::Person;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

/// How the applicant hears of the application.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in super::super) enum Told {
    Sms,
    Email,
    /// The desk telephones.
    Call,
    /// There is neither a number nor an address.
    #[default]
    Nothing,
}

impl Told {
    pub(super) fn of(person: &Person) -> Self {
        match person.reached_by() {
            (MessageChannel::Sms, _) => Self::Sms,
            (MessageChannel::Email, _) => Self::Email,
            (MessageChannel::Call, phone) if phone.is_empty() => Self::Nothing,
            (MessageChannel::Call, _) => Self::Call,
        }
    }

    /// Its name in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Call => "call",
            Self::Nothing => "nothing",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Sms => "citizen-told-sms",
            Self::Email => "citizen-told-email",
            Self::Call => "citizen-told-call",
            Self::Nothing => "citizen-told-nothing",
        }
    }
}

/// What is told beside the number.
#[derive(Deserialize)]
pub(in super::super) struct Beside {
    #[serde(default)]
    haber: Told,
    /// It was registered before.
    #[serde(default)]
    onceden: Option<u8>,
}

#[derive(Template)]
#[template(path = "citizen/received.html")]
struct ReceivedPage {
    frame: Frame,
    number: String,
    office: String,
    /// Address of the office's form.
    form: String,
    due: String,
    due_machine: NaiveDate,
    told: String,
    before: bool,
}

/// `GET /basvuru/{office}/alindi/{application}`. Nobody but whoever made the form knows the id, and
/// even so the page tells the number and its last day alone.
pub(in super::super) async fn received(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Path((office, application)): Path<(String, Uuid)>,
    Query(beside): Query<Beside>,
) -> Result<Response, Fault> {
    let visitor = citizens.visitor(&headers).await?;
    let office = offices::open(&citizens, &office).await?;
    let code = office.office.to_string();
    let client = citizens.pool.get().await?;
    let standing = cases::standing(&client, &code, ApplicationId(application)).await?;
    let (standing, _) = standing.ok_or(Fault::NotFound)?;
    let select = "select number from applications where office_id = $1 and application_id = $2";
    let row = client.query_opt(select, &[&code, &application]).await?;
    let number: String = row.ok_or(Fault::NotFound)?.get(0);
    let due = standing.case.term.due();
    let text = citizens.text(language::of(&headers));
    let told = text.get(beside.haber.key());
    let page = ReceivedPage {
        frame: Frame::new(text, "citizen-received-title", HOME).of(visitor.as_ref()),
        number,
        form: offices::path_of(office.office),
        office: office.name.into_string(),
        due: write_date(due),
        due_machine: due,
        told,
        before: beside.onceden.is_some(),
    };
    Ok(page::answer(&page, &page.frame))
}
