//! Choosing the office: the province, then the governorship or a district of it.

use super::super::super::intake::{OpenOffice, open_offices};
use super::super::fault::Fault;
use super::super::page::{self, Frame};
use super::super::{APPLY, APPLY_AT, Citizens, language};
use crate::domain::ids::OfficeCode;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

/// Which province's offices are asked for.
#[derive(Deserialize)]
pub(in super::super) struct Wish {
    #[serde(default)]
    il: Option<u8>,
}

#[derive(Template)]
#[template(path = "citizen/offices.html")]
struct Offices {
    frame: Frame,
    /// Name of the province whose offices are listed.
    province: Option<String>,
    /// Whether there is more than one province to choose from.
    others: bool,
    links: Vec<Link>,
}

/// Something to choose.
struct Link {
    path: String,
    name: String,
}

/// `GET /basvuru` and `GET /basvuru?il=32`.
pub(in super::super) async fn offices(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Query(wish): Query<Wish>,
) -> Result<Response, Fault> {
    let visitor = citizens.visitor(&headers).await?;
    let client = citizens.pool.get().await?;
    let open = open_offices(&client).await?;
    let places = citizens.catalog.places();
    let provinces: Vec<_> = places
        .provinces()
        .iter()
        .filter(|province| {
            open.iter()
                .any(|office| office.office.plate() == province.plate)
        })
        .collect();
    let chosen = match (wish.il, provinces.as_slice()) {
        (None, [only]) => Some(*only),
        (plate, all) => all.iter().copied().find(|one| Some(one.plate) == plate),
    };
    let links = match chosen {
        Some(province) => offices_of(&citizens, province.plate, open),
        None => {
            let links = provinces.iter().map(|province| Link {
                path: format!("{APPLY}?il={}", province.plate),
                name: province.name.clone(),
            });
            links.collect()
        }
    };
    let text = citizens.text(language::of(&headers));
    let page = Offices {
        frame: Frame::new(text, "citizen-office-title", APPLY).of(visitor.as_ref()),
        province: chosen.map(|province| province.name.clone()),
        others: provinces.len() > 1,
        links,
    };
    Ok(page::answer_open(&page, &page.frame))
}

/// The governorship, then the districts in alphabetical order.
fn offices_of(citizens: &Citizens, plate: u8, open: Vec<OpenOffice>) -> Vec<Link> {
    let listed = citizens.catalog.places().offices(plate);
    let place = |office: &OpenOffice| listed.iter().position(|one| one.code == office.office);
    let mut open: Vec<OpenOffice> = open
        .into_iter()
        .filter(|office| office.office.plate() == plate)
        .collect();
    open.sort_by_key(|office| place(office).unwrap_or(usize::MAX));
    let link = |office: OpenOffice| Link {
        path: path_of(office.office),
        name: office.name.into_string(),
    };
    open.into_iter().map(link).collect()
}

/// Address of an office's form.
pub(super) fn path_of(office: OfficeCode) -> String {
    APPLY_AT.replace("{office}", &office.to_string())
}

/// The office with this code.
///
/// # Errors
/// [`Fault::NotFound`] for one that receives nothing.
pub(super) async fn open(citizens: &Citizens, code: &str) -> Result<OpenOffice, Fault> {
    let code: OfficeCode = code.parse().map_err(|_| Fault::NotFound)?;
    let client = citizens.pool.get().await?;
    let settings = super::super::super::intake::office_settings(&client, &code.to_string()).await?;
    let settings = settings.ok_or(Fault::NotFound)?;
    Ok(OpenOffice {
        office: settings.office,
        name: settings.name,
    })
}
