//! Lists a form needs: topics, places, offices; and what the client itself may do.

use super::super::intake;
use super::client::Client;
use super::page::{Asked, Page, cut, page};
use super::problem::ApiProblem;
use super::{Shared, shape};
use crate::catalog::{District, Topic};
use crate::domain::application::Channel;
use crate::domain::ids::OfficeCode;
use axum::Json;
use axum::extract::{Extension, State};
use serde::Serialize;
use utoipa::ToSchema;

/// A topic an application can be about, or a heading of topics.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TopicItem {
    /// `11` of a heading, `11.04` of a topic under it; stable.
    code: String,
    /// Code of its heading; none of a heading.
    heading: Option<String>,
    name_tr: String,
    name_en: String,
}

/// A page of topics.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TopicPage {
    /// Version of the list.
    version: String,
    items: Vec<TopicItem>,
    /// `after` of the next page; none on the last.
    next: Option<String>,
}

impl TopicItem {
    fn of(topic: &Topic) -> Self {
        let heading = (!topic.is_heading()).then(|| topic.heading_code().to_owned());
        Self {
            code: topic.code.clone(),
            heading,
            name_tr: topic.name.clone(),
            name_en: topic.name_en.clone(),
        }
    }
}

/// Lists the topics an application can be about.
#[utoipa::path(
    get,
    path = "/api/v1/topics",
    operation_id = "listTopics",
    tag = "lists",
    params(Page),
    responses((status = 200, description = "A page", body = TopicPage)),
)]
pub(super) async fn topics(
    State(shared): State<Shared>,
    query: Asked,
) -> Result<Json<TopicPage>, ApiProblem> {
    let page = page(query)?;
    let topics = shared.catalog.topics();
    let given = topics
        .headings()
        .flat_map(|heading| std::iter::once(heading).chain(topics.under(&heading.code)));
    let mut given: Vec<&Topic> = given.filter(|topic| !topic.retired).collect();
    given.sort_by(|one, other| one.code.cmp(&other.code));
    let items = given.into_iter().map(TopicItem::of);
    let (items, next) = cut(items, &page, |item| item.code.clone());
    Ok(Json(TopicPage {
        version: topics.version().to_owned(),
        items,
        next,
    }))
}

/// A province with its districts.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProvinceItem {
    /// Plate number.
    #[schema(minimum = 1, maximum = 81)]
    code: u8,
    name: String,
    districts: Vec<DistrictItem>,
}

/// A district.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DistrictItem {
    /// Its number in the province; stable.
    code: u16,
    name: String,
}

/// A page of provinces.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PlacePage {
    items: Vec<ProvinceItem>,
    /// `after` of the next page; none on the last.
    next: Option<String>,
}

/// Lists the provinces and their districts.
#[utoipa::path(
    get,
    path = "/api/v1/places",
    operation_id = "listPlaces",
    tag = "lists",
    params(Page),
    responses((status = 200, description = "A page", body = PlacePage)),
)]
pub(super) async fn places(
    State(shared): State<Shared>,
    query: Asked,
) -> Result<Json<PlacePage>, ApiProblem> {
    let page = page(query)?;
    let district = |district: &District| DistrictItem {
        code: district.code,
        name: district.name.clone(),
    };
    let mut provinces: Vec<_> = shared.catalog.places().provinces().iter().collect();
    provinces.sort_by_key(|province| province.plate);
    let items = provinces.into_iter().map(|province| ProvinceItem {
        code: province.plate,
        name: province.name.clone(),
        districts: province.districts().iter().map(district).collect(),
    });
    let (items, next) = cut(items, &page, |item| format!("{:02}", item.code));
    Ok(Json(PlacePage { items, next }))
}

/// An office that receives applications.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OfficeItem {
    #[schema(pattern = "^[0-9]{5}$")]
    code: String,
    name: String,
}

/// A page of offices.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OfficePage {
    items: Vec<OfficeItem>,
    /// `after` of the next page; none on the last.
    next: Option<String>,
}

/// Lists the offices the client can hand in to.
#[utoipa::path(
    get,
    path = "/api/v1/offices",
    operation_id = "listOffices",
    tag = "lists",
    params(Page),
    responses((status = 200, description = "A page", body = OfficePage)),
)]
pub(super) async fn offices(
    State(shared): State<Shared>,
    Extension(client): Extension<Client>,
    query: Asked,
) -> Result<Json<OfficePage>, ApiProblem> {
    let page = page(query)?;
    let database = shared.pool.get().await?;
    let open = intake::open_offices(&database).await?.into_iter();
    let reached = open.filter(|open| client.may_reach(open.office));
    let items = reached.map(|open| OfficeItem {
        code: open.office.to_string(),
        name: open.name.into_string(),
    });
    let (items, next) = cut(items, &page, |item| item.code.clone());
    Ok(Json(OfficePage { items, next }))
}

/// What the client may do.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClientAnswer {
    id: String,
    /// Channels it may hand in under.
    #[schema(schema_with = channels)]
    channels: Vec<Channel>,
    /// Offices it may hand in to; all that are open where none is named.
    offices: Vec<String>,
    /// Requests it may send in a minute.
    per_minute: u32,
}

fn channels() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::ArrayBuilder::new()
        .items(shape::channel())
        .build()
}

/// Tells what the client may do: the simplest signed request.
#[utoipa::path(
    get,
    path = "/api/v1/client",
    operation_id = "readClient",
    tag = "lists",
    responses((status = 200, description = "The client's registration", body = ClientAnswer)),
)]
pub(super) async fn client(Extension(client): Extension<Client>) -> Json<ClientAnswer> {
    Json(ClientAnswer {
        id: client.id,
        channels: client.channels,
        offices: client.offices.iter().map(OfficeCode::to_string).collect(),
        per_minute: client.per_minute,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_without_gap_or_repetition() {
        let all = ["a", "b", "c", "d", "e"];
        let mut page = Page {
            after: None,
            limit: Some(2),
        };
        let mut seen = Vec::<&&str>::new();
        loop {
            let (items, next) = cut(all.iter(), &page, |item| (**item).to_owned());
            assert!(items.len() <= 2 && !items.is_empty());
            seen.extend(items);
            page.after = next;
            if page.after.is_none() {
                break;
            }
        }
        assert_eq!(seen, all.iter().collect::<Vec<_>>());
    }
}
