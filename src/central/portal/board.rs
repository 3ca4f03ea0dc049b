//! The unit's lists: the first page after signing in.

use super::super::cases::{self, Asked, CaseRow, MOST_COUNTED, Place, UnitList};
use super::super::web::FieldError;
use super::draft::Act;
use super::due::Due;
use super::fault::Fault;
use super::page::{self, Frame};
use super::session::Officer;
use super::{HOME, Portal, SITE, case_path, language, session};
use crate::domain::calendar::{istanbul_day, written_day};
use crate::domain::ids::ApplicationId;
use crate::domain::number::ApplicationNumber;
use crate::i18n::Text;
use crate::labels::Label;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{NaiveDate, Utc};
use deadpool_postgres::Client;
use serde::Deserialize;

/// Rows of a page.
const ROWS: u32 = 25;

/// What is asked of the page.
#[derive(Deserialize, Default)]
pub(super) struct Wish {
    /// Name of the list.
    #[serde(default)]
    liste: String,
    /// The row the page begins after.
    #[serde(default)]
    sonra: String,
    /// A number somebody looks for.
    #[serde(default)]
    no: Option<String>,
    /// What was just done.
    #[serde(default)]
    oldu: String,
}

#[derive(Template)]
#[template(path = "portal/board.html")]
struct Board {
    frame: Frame,
    tabs: Vec<Tab>,
    heading: String,
    rows: Vec<Row>,
    empty: String,
    /// Address of the next page.
    next: Option<String>,
    /// Whether this is not the first page.
    later: bool,
    list: &'static str,
    number: String,
}

/// A list to choose.
struct Tab {
    name: &'static str,
    label: String,
    count: String,
    /// There is something in it that presses.
    presses: bool,
    current: bool,
}

/// A case in the list.
struct Row {
    path: String,
    number: String,
    kind: String,
    topic: String,
    registered: String,
    due: Option<Due>,
    badges: Vec<Badge>,
}

/// A word on a case.
struct Badge {
    tone: &'static str,
    text: String,
}

/// `GET /birim`.
pub(super) async fn show(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let client = portal.pool.get().await?;
    let officer = session::required(&client, &headers).await?;
    let text = portal.text(language::of(&headers));
    let mut frame = SITE.frame(text.clone(), "portal-home-title", HOME);
    let mut number = String::new();
    if let Some(typed) = wish.no.as_deref().filter(|typed| !typed.trim().is_empty()) {
        match find(&client, &officer, typed).await? {
            Some(application) => {
                return Ok(Redirect::to(&case_path(application)).into_response());
            }
            None => {
                number = typed.chars().take(40).collect();
                frame = frame.with_errors(vec![FieldError {
                    field: "no",
                    sentence: text.get("portal-number-not-found"),
                }]);
            }
        }
    }
    frame.done = Act::named(&wish.oldu).map(|act| text.get(super::act::done_key(act)));
    let list = UnitList::named(&wish.liste).unwrap_or(UnitList::Open);
    let asked = Asked {
        office: &officer.office,
        unit: &officer.unit,
        list,
        today: istanbul_day(Utc::now()),
    };
    let after: Option<Place> = wish.sonra.parse().ok();
    let mut found = cases::list(&client, asked, (after, ROWS + 1)).await?;
    let more = found.len() > ROWS as usize;
    found.truncate(ROWS as usize);
    let next = found.last().filter(|_| more).map(|last| last.place);
    let tabs = tabs(&client, asked, &text).await?;
    let rows = found.iter();
    let rows = rows.map(|row| shown(row, asked.today, &portal, &text));
    let board = Board {
        rows: rows.collect(),
        tabs,
        heading: text.get(list_key(list)),
        empty: text.get(empty_key(list)),
        next: next.map(|place| format!("{HOME}?liste={}&sonra={place}", list.name())),
        later: after.is_some(),
        list: list.name(),
        number,
        frame: frame.of(officer),
    };
    Ok(page::answer(&board, &board.frame))
}

/// The case with a number, if the unit may see it; the page itself looks again.
async fn find(
    client: &Client,
    officer: &Officer,
    typed: &str,
) -> Result<Option<ApplicationId>, Fault> {
    let Ok(number) = typed.parse::<ApplicationNumber>() else {
        return Ok(None);
    };
    let find = "select cases.application_id from cases
           join applications using (office_id, application_id)
          where office_id = $1 and number = $2
            and (unit = $3 or answered_by = $3 or exists (select from case_parts part
                  where part.office_id = $1 and part.application_id = cases.application_id
                    and part.unit = $3))
          limit 1";
    let number = number.to_string();
    let row = client
        .query_opt(find, &[&officer.office, &number, &officer.unit.as_str()])
        .await?;
    Ok(row.map(|row| ApplicationId(row.get(0))))
}

async fn tabs(client: &Client, asked: Asked<'_>, text: &Text) -> Result<Vec<Tab>, Fault> {
    let mut tabs = Vec::new();
    for list in UnitList::ALL {
        let count = cases::count(client, Asked { list, ..asked }).await?;
        let presses = matches!(
            list,
            UnitList::Overdue | UnitList::DueToday | UnitList::SentBack
        );
        tabs.push(Tab {
            name: list.name(),
            label: text.get(list_key(list)),
            count: if count > MOST_COUNTED {
                format!("{MOST_COUNTED}+")
            } else {
                count.to_string()
            },
            presses: presses && count > 0,
            current: list == asked.list,
        });
    }
    Ok(tabs)
}

fn shown(row: &CaseRow, today: NaiveDate, portal: &Portal, text: &Text) -> Row {
    let topics = portal.catalog.topics();
    let topic = row.topic.as_ref();
    Row {
        path: case_path(row.application),
        number: row.number.clone(),
        kind: row
            .kind
            .map(|kind| text.get(kind.key()))
            .unwrap_or_default(),
        topic: topic
            .map(|topic| topics.full_name(&topic.0, text.locale()))
            .unwrap_or_default(),
        registered: written_day(row.registered_at),
        due: Due::of(&row.standing, today, text),
        badges: badges(row, text),
    }
}

fn badges(row: &CaseRow, text: &Text) -> Vec<Badge> {
    let standing = &row.standing;
    let at_unit = standing.case.stage.name() == "at_unit";
    let untaken = at_unit && standing.case.taken_by.is_none();
    let all = [
        (
            standing.sent_back && at_unit,
            "late",
            "portal-badge-sent-back",
        ),
        (standing.replied && at_unit, "today", "portal-badge-replied"),
        (standing.case.question, "still", "portal-badge-asked"),
        (untaken && !standing.sent_back, "new", "portal-badge-new"),
    ];
    let mut badges: Vec<Badge> = all
        .into_iter()
        .filter(|(holds, ..)| *holds)
        .map(|(_, tone, key)| Badge {
            tone,
            text: text.get(key),
        })
        .collect();
    if !at_unit {
        badges.push(Badge {
            tone: "calm",
            text: text.get(super::case_page::stage_key(&standing.case.stage)),
        });
    }
    badges
}

fn list_key(list: UnitList) -> &'static str {
    match list {
        UnitList::Open => "portal-list-open",
        UnitList::ToTake => "portal-list-to-take",
        UnitList::DueToday => "portal-list-due-today",
        UnitList::Approaching => "portal-list-approaching",
        UnitList::Overdue => "portal-list-overdue",
        UnitList::Asked => "portal-list-asked",
        UnitList::Replied => "portal-list-replied",
        UnitList::SentBack => "portal-list-sent-back",
        UnitList::Parts => "portal-list-parts",
        UnitList::Done => "portal-list-done",
    }
}

fn empty_key(list: UnitList) -> &'static str {
    match list {
        UnitList::Open => "portal-empty-open",
        UnitList::Overdue => "portal-empty-overdue",
        UnitList::Done => "portal-empty-done",
        _ => "portal-empty-other",
    }
}
