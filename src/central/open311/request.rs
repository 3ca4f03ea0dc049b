//! Service requests, as everybody may read them: what, when and how it stands, and nothing anybody wrote.

use super::answer::{Fault, Form};
use super::service::jurisdiction;
use super::{Asked, Shared};
use crate::catalog::Catalog;
use crate::central::standing::Standing;
use crate::domain::case::{Competent, Stage};
use crate::domain::number::ApplicationNumber;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio_postgres::Row;
use uuid::Uuid;

/// As the specification bounds a list.
const MOST_DAYS: TimeDelta = TimeDelta::days(90);
const MOST_ROWS: i64 = 1000;

const SELECT: &str =
    "select request.number, cases.topic, cases.registered_at, cases.due, cases.standing,
            (select received_at from operations
              where operations.office_id = cases.office_id
                and operations.position = cases.last_position),
            (select configured::json ->> 'name' from office_settings
              where office_settings.office_id = cases.office_id)
       from open311_requests request
       join cases on cases.office_id = request.office_id
                 and cases.application_id = request.application_id
      where request.office_id = $1";

/// `GET requests`.
pub(super) async fn list(shared: &Shared, form: Form, asked: &Asked) -> Result<Response, Fault> {
    let office = jurisdiction(shared, asked).await?.to_string();
    let database = shared.pool.get().await?;
    let rows = match asked.get("service_request_id") {
        Some(numbers) => {
            let numbers: Vec<String> = numbers.split(',').filter_map(number).collect();
            let select = format!("{SELECT} and request.number = any($2) limit $3");
            database
                .query(&select, &[&office, &numbers, &MOST_ROWS])
                .await?
        }
        None => {
            let (start, end) = span(asked, Utc::now())?;
            let topic = asked.get("service_code");
            let select = format!(
                "{SELECT} and request.requested_at between $2 and $3
                      and (cases.topic = $4 or $4 is null)
                    order by request.requested_at desc limit $5"
            );
            database
                .query(&select, &[&office, &start, &end, &topic, &MOST_ROWS])
                .await?
        }
    };
    let wanted = asked.get("status");
    let told = rows.iter().filter_map(|row| told(row, &shared.catalog));
    let wished = told.filter(|request| {
        let status = request["status"].as_str().unwrap_or_default();
        wanted.is_none_or(|wanted| wanted.split(',').any(|one| one.trim() == status))
    });
    let requests = Value::Array(wished.collect());
    Ok(form.answer(StatusCode::OK, "service_requests", &requests))
}

/// `GET requests/{service_request_id}`.
pub(super) async fn one(
    shared: &Shared,
    form: Form,
    (number_told, asked): (&str, &Asked),
) -> Result<Response, Fault> {
    let office = jurisdiction(shared, asked).await?.to_string();
    let database = shared.pool.get().await?;
    let select = format!("{SELECT} and request.number = $2");
    let row = match number(number_told) {
        Some(number) => database.query_opt(&select, &[&office, &number]).await?,
        None => None,
    };
    let told = row.and_then(|row| told(&row, &shared.catalog));
    let told = told.ok_or_else(|| Fault::not_found("service_request_id was not found"))?;
    Ok(form.answer(StatusCode::OK, "service_requests", &json!([told])))
}

/// `GET tokens/{token}`: the number of what was handed in, by the id that went with it.
pub(super) async fn by_token(
    shared: &Shared,
    form: Form,
    (token, asked): (&str, &Asked),
) -> Result<Response, Fault> {
    let office = jurisdiction(shared, asked).await?.to_string();
    let database = shared.pool.get().await?;
    let select = "select number from open311_requests where office_id = $1 and application_id = $2";
    let row = match token.parse::<Uuid>() {
        Ok(id) => database.query_opt(select, &[&office, &id]).await?,
        Err(_) => None,
    };
    let row = row.ok_or_else(|| Fault::not_found("token was not found"))?;
    let told = json!([{"token": token, "service_request_id": row.get::<_, &str>(0)}]);
    Ok(form.answer(StatusCode::OK, "service_requests", &told))
}

fn number(text: &str) -> Option<String> {
    let number: ApplicationNumber = text.trim().parse().ok()?;
    Some(number.to_string())
}

/// From when until when; 90 days at most, the last ones where nothing is told.
fn span(asked: &Asked, now: DateTime<Utc>) -> Result<(DateTime<Utc>, DateTime<Utc>), Fault> {
    let instant = |name: &str| -> Result<Option<DateTime<Utc>>, Fault> {
        let told = asked
            .get(name)
            .map(|text| DateTime::parse_from_rfc3339(text));
        let told = told
            .transpose()
            .map_err(|_| Fault::bad(format!("{name} is not written like 2026-01-31T00:00:00Z")))?;
        Ok(told.map(|instant| instant.with_timezone(&Utc)))
    };
    let (start, end) = (instant("start_date")?, instant("end_date")?);
    let end = match (start, end) {
        (_, Some(end)) => end,
        (Some(start), None) => now.min(start + MOST_DAYS),
        (None, None) => now,
    };
    let start = start.unwrap_or(end - MOST_DAYS);
    if end - start > MOST_DAYS {
        return Err(Fault::bad(
            "start_date and end_date are more than 90 days apart",
        ));
    }
    Ok((start, end))
}

/// What is told of a request.
fn told(row: &Row, catalog: &Catalog) -> Option<Value> {
    let standing: Standing = serde_json::from_str(row.get(4)).ok()?;
    let topic: Option<&str> = row.get(1);
    let name = topic.and_then(|code| catalog.topics().get(code));
    let written = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let due: chrono::NaiveDate = row.get(3);
    Some(json!({
        "service_request_id": row.get::<_, &str>(0),
        "status": status(&standing.case.stage),
        "status_notes": null,
        "service_name": name.map(|topic| &topic.name),
        "service_code": topic,
        "agency_responsible": row.get::<_, Option<&str>>(6),
        "service_notice": null,
        "requested_datetime": written(row.get(2)),
        "updated_datetime": row.get::<_, Option<DateTime<Utc>>>(5).map(written),
        // The day ends at midnight in Istanbul, three hours ahead of UTC.
        "expected_datetime": format!("{due}T23:59:59+03:00"),
    }))
}

/// A case on its way to another office goes on.
fn status(stage: &Stage) -> &'static str {
    match stage {
        Stage::Triage
        | Stage::AtUnit { .. }
        | Stage::UnderReview { .. }
        | Stage::BeforeChief { .. }
        | Stage::Forwarded {
            to: Competent::Office(_),
        } => "open",
        Stage::Concluded { .. }
        | Stage::Withdrawn
        | Stage::Merged { .. }
        | Stage::Forwarded {
            to: Competent::Authority(_),
        } => "closed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_spans_ninety_days_at_most() {
        let now: DateTime<Utc> = "2026-06-30T00:00:00Z".parse().unwrap();
        let span = |pairs: &[(&str, &str)]| {
            let pairs = pairs
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()));
            span(&pairs.collect(), now).ok()
        };
        assert_eq!(span(&[]), Some((now - MOST_DAYS, now)));
        let day = |text: &str| {
            format!("{text}T00:00:00Z")
                .parse::<DateTime<Utc>>()
                .unwrap()
        };
        let (start, end) = span(&[("start_date", "2026-01-01T00:00:00Z")]).unwrap();
        assert_eq!((start, end), (day("2026-01-01"), day("2026-04-01")));
        let (start, end) = span(&[("end_date", "2026-04-01T03:00:00+03:00")]).unwrap();
        assert_eq!((start, end), (day("2026-01-01"), day("2026-04-01")));
        for wrong in [
            &[("start_date", "yesterday")][..],
            &[
                ("start_date", "2026-01-01T00:00:00Z"),
                ("end_date", "2026-06-01T00:00:00Z"),
            ],
        ] {
            assert_eq!(span(wrong), None);
        }
    }
}
