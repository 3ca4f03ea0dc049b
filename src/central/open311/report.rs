//! Handing in a service request: it becomes an application like any other.

use super::answer::{Fault, Form};
use super::service::{KIND, jurisdiction};
use super::{Asked, Shared};
use crate::central::api::{self, client};
use crate::domain::application::{ApplicationKind, TopicCode};
use crate::domain::ids::OfficeCode;
use crate::domain::registration::RegistrationDraft;
use crate::i18n::{Locale, Text};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::json;
use uuid::Uuid;

/// Longest value, in characters, and the longest description.
const MOST_LINE: usize = 254;
const MOST_ADDRESS: usize = 1000;
const MOST_DESCRIPTION: usize = 4000;

/// `POST requests`.
pub(super) async fn hand_in(
    shared: &Shared,
    answer: Form,
    (headers, body): (&HeaderMap, &[u8]),
) -> Result<Response, Fault> {
    let fields = fields(headers, body)?;
    let client = admitted(shared, &fields).await?;
    let office = jurisdiction(shared, &fields).await?;
    if !client.may_reach(office) {
        let title = "the api_key is not for this jurisdiction_id";
        return Err(Fault::new(StatusCode::FORBIDDEN, title));
    }
    let mut form = form(shared, &fields)?;
    form.channel = *client.channels.first().ok_or_else(|| {
        let title = "the api_key has no channel";
        Fault::new(StatusCode::FORBIDDEN, title)
    })?;
    // Without a key of their own two reports are two, however alike.
    let key = match headers.contains_key(api::IDEMPOTENCY_KEY) {
        true => api::idempotency_key(headers).map_err(Fault::from)?,
        false => Uuid::now_v7().to_string(),
    };
    let (application, number) =
        api::register(shared, (&client, &key, body), (office, form)).await?;
    publish(shared, office, (application.0, &number)).await?;
    let told = json!([{
        "service_request_id": number,
        "service_notice": Text::new(Locale::Tr).get("central-open311-notice"),
        "account_id": null,
    }]);
    Ok(answer.answer(StatusCode::CREATED, "service_requests", &told))
}

fn fields(headers: &HeaderMap, body: &[u8]) -> Result<Asked, Fault> {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        let title = "the body has to be application/x-www-form-urlencoded";
        return Err(Fault::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, title));
    }
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(body).map_err(|_| Fault::bad("the form cannot be read"))?;
    let filled = pairs
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty());
    Ok(filled.collect())
}

/// Whose API key it is, unless it sends too much.
async fn admitted(shared: &Shared, fields: &Asked) -> Result<client::Client, Fault> {
    let refused = || Fault::new(StatusCode::FORBIDDEN, "Missing or invalid api_key");
    let key = fields.get("api_key").ok_or_else(refused)?;
    let database = shared.pool.get().await?;
    let client = client::by_api_key(&database, key).await?;
    let client = client
        .filter(|client| !client.revoked)
        .ok_or_else(refused)?;
    api::take_leave(&database, &client.id, client.per_minute).await?;
    Ok(client)
}

/// The form of a clerk.
fn form(shared: &Shared, fields: &Asked) -> Result<RegistrationDraft, Fault> {
    for (name, value) in fields {
        let most = match name.as_str() {
            "description" => MOST_DESCRIPTION,
            "address_string" | "media_url" => MOST_ADDRESS,
            _ => MOST_LINE,
        };
        if value.chars().count() > most {
            let title = format!("{name} has more than {most} characters");
            return Err(Fault::bad(title));
        }
    }
    let value = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let code = fields.get("service_code");
    let code = code.ok_or_else(|| Fault::bad("service_code was not provided"))?;
    let topic = shared.catalog.topics().get(code);
    let topic = topic.filter(|topic| !topic.retired);
    let topic = topic.ok_or_else(|| Fault::not_found("service_code provided was not found"))?;
    Ok(RegistrationDraft {
        given_name: value("first_name"),
        family_name: value("last_name"),
        phone: value("phone"),
        email: value("email"),
        application_kind: kind(fields)?,
        topic: Some(TopicCode(topic.code.clone())),
        text: text(fields)?,
        ..RegistrationDraft::default()
    })
}

fn kind(fields: &Asked) -> Result<ApplicationKind, Fault> {
    match fields.get(&format!("attribute[{KIND}]")) {
        None => Ok(ApplicationKind::default()),
        Some(kind) => serde_json::from_value(json!(kind))
            .map_err(|_| Fault::bad("the attribute kind has no such value")),
    }
}

/// What is told, with the place and the picture below it, as the clerk reads it.
fn text(fields: &Asked) -> Result<String, Fault> {
    let mut lines: Vec<String> = fields.get("description").cloned().into_iter().collect();
    let text = Text::new(Locale::Tr);
    let line = |key: &str, value: &str| text.with(key, &[("value", value.into())]);
    let place = place(fields)?;
    if place.is_none()
        && !fields.contains_key("address_string")
        && !fields.contains_key("address_id")
    {
        return Err(Fault::bad(
            "lat and long, address_string or address_id has to be provided",
        ));
    }
    for (key, value) in [
        ("central-open311-address", fields.get("address_string")),
        ("central-open311-address-id", fields.get("address_id")),
        ("central-open311-place", place.as_ref()),
        ("central-open311-picture", fields.get("media_url")),
    ] {
        lines.extend(value.map(|value| line(key, value)));
    }
    Ok(lines.join("\n"))
}

/// The coordinates (WGS 84), where they are told.
fn place(fields: &Asked) -> Result<Option<String>, Fault> {
    let number = |name: &str, most: f64| match fields.get(name) {
        None => Ok(None),
        Some(text) => {
            let number: Option<f64> = text.trim().parse().ok();
            let number = number.filter(|number| number.abs() <= most);
            let fault = || Fault::bad(format!("{name} is no coordinate"));
            number.ok_or_else(fault).map(Some)
        }
    };
    match (number("lat", 90.0)?, number("long", 180.0)?) {
        (Some(lat), Some(long)) => Ok(Some(format!("{lat}, {long}"))),
        (None, None) => Ok(None),
        _ => Err(Fault::bad("lat and long go together")),
    }
}

/// Lets everybody see that there is such a request.
async fn publish(
    shared: &Shared,
    office: OfficeCode,
    (application, number): (Uuid, &str),
) -> Result<(), Fault> {
    let database = shared.pool.get().await?;
    let insert = "insert into open311_requests (office_id, application_id, number)
         values ($1, $2, $3) on conflict do nothing";
    database
        .execute(insert, &[&office.to_string(), &application, &number])
        .await?;
    Ok(())
}
