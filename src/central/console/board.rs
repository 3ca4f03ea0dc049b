//! The offices, what is wrong first.

use super::super::portal::fault::Fault;
use super::super::portal::language;
use super::super::portal::page::{self, Frame};
use super::survey::{self, Surveyed, Trouble};
use super::{Console, HOME, SITE, office_path, session};
use crate::catalog::Catalog;
use crate::domain::calendar::date_and_time;
use crate::i18n::Text;
use crate::text::fold;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// Offices on a page.
const ROWS: usize = 100;

/// What is asked of the page.
#[derive(Deserialize, Default)]
pub(super) struct Wish {
    /// Plate of a province.
    #[serde(default)]
    il: String,
    /// Code or part of a name.
    #[serde(default)]
    ara: String,
    /// Only those with something wrong.
    #[serde(default)]
    sorunlu: String,
    /// Page, from 1.
    #[serde(default)]
    sayfa: String,
}

#[derive(Template)]
#[template(path = "console/board.html")]
struct Board {
    frame: Frame,
    /// How many offices there are, and how many have which trouble.
    counts: Vec<(String, usize, bool)>,
    provinces: Vec<Choice>,
    sought: String,
    troubled_only: bool,
    heading: String,
    rows: Vec<Line>,
    before: Option<String>,
    next: Option<String>,
}

/// A province to choose.
struct Choice {
    plate: String,
    name: String,
    chosen: bool,
}

/// An office in the list.
struct Line {
    path: String,
    code: String,
    name: String,
    troubles: Vec<(String, bool)>,
    devices: String,
    seen: String,
    unsent: String,
    behind: i64,
    versions: String,
}

/// An office, what is wrong, and its name.
struct Found {
    office: Surveyed,
    troubles: Vec<Trouble>,
    name: String,
}

/// `GET /yonetim`.
pub(super) async fn show(
    State(console): State<Console>,
    headers: HeaderMap,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let client = console.pool.get().await?;
    let administrator = session::required(&client, &headers).await?;
    let text = console.text(language::of(&headers));
    let now = Utc::now();
    let offices = survey::survey(&client, None).await?;
    drop(client);
    let all = found(offices, &console.catalog, now);
    let counts = counts(&all, &text);
    let chosen: Vec<&Found> = all.iter().filter(|one| is_wanted(one, &wish)).collect();
    let page: usize = wish.sayfa.parse().unwrap_or(1).max(1);
    let shown = chosen.iter().skip((page - 1) * ROWS).take(ROWS);
    let address = |page: usize| page_address(&wish, page);
    let heading = text.with(
        "console-offices-shown",
        &[("count", (chosen.len() as u64).into())],
    );
    let board = Board {
        rows: shown.map(|one| line(one, &text)).collect(),
        counts,
        provinces: provinces(&console.catalog, &wish.il),
        sought: wish.ara.clone(),
        troubled_only: !wish.sorunlu.is_empty(),
        heading,
        before: (page > 1).then(|| address(page - 1)),
        next: (chosen.len() > page * ROWS).then(|| address(page + 1)),
        frame: SITE
            .frame(text, "console-home-title", HOME)
            .of(administrator),
    };
    Ok(page::answer(&board, &board.frame))
}

/// All offices with their troubles and names, the worst first.
fn found(offices: Vec<Surveyed>, catalog: &Catalog, now: DateTime<Utc>) -> Vec<Found> {
    let mut all: Vec<Found> = offices
        .into_iter()
        .map(|office| Found {
            troubles: office.troubles(now),
            name: office_name(&office.office, catalog),
            office,
        })
        .collect();
    // Offices with nothing wrong come last; the sort keeps the order of codes otherwise.
    all.sort_by_key(|one| one.troubles.first().map_or(u8::MAX, |worst| *worst as u8));
    all
}

/// Its name, with the province of a district; its code where nobody knows it.
pub(super) fn office_name(code: &str, catalog: &Catalog) -> String {
    let office = code.parse().ok();
    let office = office.and_then(|code| catalog.places().office(code));
    match office {
        Some(office) if office.code.unit() == 0 => office.name,
        Some(office) => format!("{}, {}", office.name, office.province),
        None => code.to_owned(),
    }
}

fn is_wanted(one: &Found, wish: &Wish) -> bool {
    let sought = fold(wish.ara.trim());
    let province = wish.il.is_empty() || one.office.office.starts_with(&wish.il);
    let name = sought.is_empty()
        || one.office.office.starts_with(&sought)
        || fold(&one.name).contains(&sought);
    province && name && (wish.sorunlu.is_empty() || !one.troubles.is_empty())
}

fn counts(all: &[Found], text: &Text) -> Vec<(String, usize, bool)> {
    let mut counts = vec![(text.get("console-count-offices"), all.len(), false)];
    counts.extend(Trouble::ALL.into_iter().filter_map(|trouble| {
        let count = all
            .iter()
            .filter(|one| one.troubles.contains(&trouble))
            .count();
        (count > 0).then(|| (text.get(trouble.key()), count, trouble.presses()))
    }));
    counts
}

fn provinces(catalog: &Catalog, chosen: &str) -> Vec<Choice> {
    let provinces = catalog.places().provinces().iter();
    let choice = |province: &crate::catalog::Province| {
        let plate = format!("{:02}", province.plate);
        Choice {
            chosen: plate == chosen,
            name: province.name.clone(),
            plate,
        }
    };
    provinces.map(choice).collect()
}

fn line(one: &Found, text: &Text) -> Line {
    let office = &one.office;
    Line {
        path: office_path(&office.office),
        code: office.office.clone(),
        name: one.name.clone(),
        troubles: one
            .troubles
            .iter()
            .map(|trouble| (text.get(trouble.key()), trouble.presses()))
            .collect(),
        devices: (office.active + office.quarantined).to_string(),
        seen: time(office.seen, text),
        unsent: office.unsent_since.map_or_else(String::new, date_and_time),
        behind: office.behind,
        versions: office.versions.clone(),
    }
}

/// A time, or that there was none.
pub(super) fn time(at: Option<DateTime<Utc>>, text: &Text) -> String {
    at.map_or_else(|| text.get("console-never"), date_and_time)
}

fn page_address(wish: &Wish, page: usize) -> String {
    let plain = |typed: &str| -> String {
        let letter = |letter: char| match letter {
            letter if letter.is_ascii_alphanumeric() => letter.to_string(),
            letter => {
                let mut bytes = [0; 4];
                let bytes = letter.encode_utf8(&mut bytes).bytes();
                bytes.map(|byte| format!("%{byte:02X}")).collect()
            }
        };
        typed.chars().map(letter).collect()
    };
    let troubled = if wish.sorunlu.is_empty() { "" } else { "1" };
    format!(
        "{HOME}?il={}&ara={}&sorunlu={troubled}&sayfa={page}",
        plain(&wish.il),
        plain(&wish.ara)
    )
}
