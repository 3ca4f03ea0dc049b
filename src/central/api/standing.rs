//! Where applications stand, as far as an applicant may know it.

use super::super::intake;
use super::super::standing::Standing;
use super::Shared;
use super::client::{Client, channel_named};
use super::page::{self, Asked, Page};
use super::problem::ApiProblem;
use super::shape;
use crate::domain::application::{ApplicationKind, Channel};
use crate::domain::case::{Competent, Outcome, Stage};
use crate::domain::ids::OfficeCode;
use crate::domain::number::ApplicationNumber;
use axum::Json;
use axum::extract::{Extension, Path, State};
use chrono::{DateTime, NaiveDate, Utc};
use deadpool_postgres::GenericClient;
use serde::Serialize;
use tokio_postgres::Row;
use utoipa::ToSchema;
use uuid::Uuid;

/// Where an application stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Application {
    number: String,
    /// The office that has it now.
    office: String,
    /// The channel it came under.
    #[schema(schema_with = shape::channel)]
    channel: Channel,
    #[schema(schema_with = shape::application_kind)]
    kind: ApplicationKind,
    /// Code of its topic, where it has one.
    topic: Option<String>,
    registered_at: DateTime<Utc>,
    /// The last day for the answer, in Istanbul.
    due: NaiveDate,
    stage: PublicStage,
    /// How it was answered, once it is concluded.
    outcome: Option<PublicOutcome>,
    /// The clock of its term stands, because the applicant or somebody else was asked.
    paused: bool,
}

/// Whose turn it is, as an applicant may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum PublicStage {
    /// At the office, to be given to the unit that is competent.
    Received,
    /// At the unit, to be answered.
    AtUnit,
    /// The unit has answered; the office checks the answer. Nothing of it is told before that.
    BeingChecked,
    /// The applicant has the answer.
    Concluded,
    /// The applicant took it back.
    Withdrawn,
    /// It goes on together with an earlier one of the same applicant.
    Merged,
    /// An authority outside is competent; it was sent there.
    Forwarded,
}

/// How an application was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum PublicOutcome {
    Positive,
    PartlyPositive,
    Negative,
}

impl PublicStage {
    /// What may be told of a stage. That a chief looks at an answer is nobody's outside.
    pub(super) fn of(stage: &Stage) -> (Self, Option<PublicOutcome>) {
        let outcome = |outcome: &Outcome| match outcome {
            Outcome::Positive => PublicOutcome::Positive,
            Outcome::PartlyPositive => PublicOutcome::PartlyPositive,
            Outcome::Negative => PublicOutcome::Negative,
        };
        match stage {
            // On its way to another office, where it is received next.
            Stage::Triage
            | Stage::Forwarded {
                to: Competent::Office(_),
            } => (Self::Received, None),
            Stage::AtUnit { .. } => (Self::AtUnit, None),
            Stage::UnderReview { .. } | Stage::BeforeChief { .. } => (Self::BeingChecked, None),
            Stage::Concluded { outcome: how } => (Self::Concluded, Some(outcome(how))),
            Stage::Withdrawn => (Self::Withdrawn, None),
            Stage::Merged { .. } => (Self::Merged, None),
            Stage::Forwarded {
                to: Competent::Authority(_),
            } => (Self::Forwarded, None),
        }
    }
}

/// Tells where an application stands that the client handed in.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{number}",
    operation_id = "readApplication",
    tag = "applications",
    params(("number" = String, Path, description = "Its number, with or without hyphens",
        max_length = 40)),
    responses((status = 200, description = "Where it stands", body = Application)),
)]
pub(super) async fn show(
    State(shared): State<Shared>,
    Extension(client): Extension<Client>,
    Path(number): Path<String>,
) -> Result<Json<Application>, ApiProblem> {
    let number: ApplicationNumber = number.parse().map_err(|_| ApiProblem::not_found())?;
    let database = shared.pool.get().await?;
    // Another client's looks like one nobody has.
    let find = "select number, channel from api_requests
          where client_id = $1 and number = $2 and answer is not null";
    let row = database
        .query_opt(find, &[&client.id, &number.to_string()])
        .await?;
    let row = row.ok_or_else(ApiProblem::not_found)?;
    let application = stands(&database, &row).await?;
    application.map(Json).ok_or_else(ApiProblem::not_found)
}

/// A page of the applications the client handed in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ApplicationPage {
    items: Vec<Application>,
    /// `after` of the next page; none on the last.
    next: Option<String>,
}

/// Lists the applications the client handed in, the first one first.
#[utoipa::path(
    get,
    path = "/api/v1/applications",
    operation_id = "listApplications",
    tag = "applications",
    params(Page),
    responses((status = 200, description = "A page", body = ApplicationPage)),
)]
pub(super) async fn list(
    State(shared): State<Shared>,
    Extension(client): Extension<Client>,
    query: Asked,
) -> Result<Json<ApplicationPage>, ApiProblem> {
    let page = page::page(query)?;
    let after: Option<String> = match page.after.as_deref().map(str::parse::<ApplicationNumber>) {
        None => None,
        Some(Ok(number)) => Some(number.to_string()),
        Some(Err(_)) => {
            let detail = "`next` of the page before";
            return Err(ApiProblem::field("after", detail));
        }
    };
    let limit = page.most();
    let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let database = shared.pool.get().await?;
    let select = "select number, channel from api_requests
          where client_id = $1 and number is not null
            and ($2::text is null or (done_at, number) >
                (select done_at, number from api_requests where client_id = $1 and number = $2))
          order by done_at, number limit $3";
    let rows = database.query(select, &[&client.id, &after, &most]).await?;
    let mut items = Vec::with_capacity(limit);
    for row in rows.iter().take(limit) {
        items.extend(stands(&database, row).await?);
    }
    let last = rows
        .get(limit.wrapping_sub(1))
        .filter(|_| rows.len() > limit);
    Ok(Json(ApplicationPage {
        items,
        next: last.map(|row| row.get(0)),
    }))
}

/// Where the application of a row (number, channel) stands.
async fn stands(
    database: &impl GenericClient,
    row: &Row,
) -> Result<Option<Application>, ApiProblem> {
    let number: &str = row.get(0);
    let Ok(parsed) = number.parse::<ApplicationNumber>() else {
        return Ok(None);
    };
    let Some(filed) = intake::find(database, parsed).await? else {
        return Ok(None);
    };
    let case = stored(database, filed.office, filed.application.0).await?;
    Ok(case.map(|case| {
        let (stage, outcome) = PublicStage::of(&case.stage);
        Application {
            number: number.to_owned(),
            office: filed.office.to_string(),
            channel: channel_named(row.get(1)).unwrap_or(Channel::Other),
            kind: case.kind,
            topic: case.topic,
            registered_at: case.registered_at,
            due: case.due,
            stage,
            outcome,
            paused: case.paused,
        }
    }))
}

/// What is told of a case as it is stored.
pub(super) struct StoredCase {
    pub(super) kind: ApplicationKind,
    pub(super) topic: Option<String>,
    pub(super) registered_at: DateTime<Utc>,
    pub(super) due: NaiveDate,
    pub(super) stage: Stage,
    pub(super) paused: bool,
}

pub(super) async fn stored(
    database: &impl GenericClient,
    office: OfficeCode,
    application: Uuid,
) -> Result<Option<StoredCase>, tokio_postgres::Error> {
    let select = database
        .prepare_cached(
            "select kind, topic, registered_at, due, standing, paused from cases
              where office_id = $1 and application_id = $2",
        )
        .await?;
    let row = database
        .query_opt(&select, &[&office.to_string(), &application])
        .await?;
    Ok(row.and_then(|row| {
        let standing: Standing = serde_json::from_str(row.get(4)).ok()?;
        Some(StoredCase {
            kind: serde_json::from_value(serde_json::json!(row.get::<_, &str>(0))).ok()?,
            topic: row.get(1),
            registered_at: row.get(2),
            due: row.get(3),
            stage: standing.case.stage,
            paused: row.get(5),
        })
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::unit::UnitCode;

    #[test]
    fn nothing_of_an_answer_is_told_before_it_is_accepted() {
        let unit = UnitCode::new("TAPU").unwrap();
        let outcome = Outcome::Negative;
        for stage in [
            Stage::UnderReview {
                unit: unit.clone(),
                outcome,
            },
            Stage::BeforeChief { unit, outcome },
        ] {
            assert_eq!(PublicStage::of(&stage), (PublicStage::BeingChecked, None));
        }
        let told = PublicStage::of(&Stage::Concluded { outcome });
        assert_eq!(
            told,
            (PublicStage::Concluded, Some(PublicOutcome::Negative))
        );
    }
}
