//! One office: its devices, its enrolment codes, what was done to it.

use super::super::enrolment;
use super::super::portal::fault::Fault;
use super::super::portal::language;
use super::super::portal::page::{self, Frame};
use super::act::Done;
use super::board::{office_name, time};
use super::session::Administrator;
use super::survey::{self, Surveyed};
use super::{Console, SITE, office_path, session};
use crate::domain::calendar::date_and_time;
use crate::i18n::Text;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use tokio_postgres::{Client, Error, Row};
use uuid::Uuid;

/// Rows of what was done and of codes.
const MOST_ROWS: i64 = 20;

#[derive(Template)]
#[template(path = "console/office.html")]
pub(super) struct OfficePage {
    pub(super) frame: Frame,
    code: String,
    troubles: Vec<(String, bool)>,
    facts: Vec<(String, String)>,
    devices: Vec<DeviceLine>,
    codes: Vec<CodeLine>,
    acts: Vec<ActLine>,
    /// A code just made, and what to do with it. It is shown once.
    fresh: Option<(String, String)>,
}

struct DeviceLine {
    number: String,
    id: String,
    state: String,
    tone: &'static str,
    version: String,
    enrolled: String,
    seen: String,
    held: i64,
    unsent: String,
    behind: i64,
    /// When it last compared what it holds with central, and whether something is left.
    compared: String,
    /// What it offered when it was set aside, in a sentence.
    fork: Option<String>,
    can_be_revoked: bool,
}

struct CodeLine {
    made: String,
    expires: String,
    state: String,
}

struct ActLine {
    when: String,
    who: String,
    what: String,
}

/// What was just done, from the address.
#[derive(Deserialize, Default)]
pub(super) struct After {
    #[serde(default)]
    oldu: String,
}

/// `GET /yonetim/kurum/{office}`.
pub(super) async fn show(
    State(console): State<Console>,
    Path(office): Path<String>,
    headers: HeaderMap,
    Query(after): Query<After>,
) -> Result<Response, Fault> {
    let client = console.pool.get().await?;
    let administrator = session::required(&client, &headers).await?;
    let text = console.text(language::of(&headers));
    let mut page = read(&console, &client, (&office, text.clone()), administrator).await?;
    page.frame.done = Done::named(&after.oldu).map(|done| text.get(done.key()));
    Ok(page::answer(&page, &page.frame))
}

impl OfficePage {
    /// The same, with a code that was just made.
    pub(super) fn with_code(self, code: String, expires: DateTime<Utc>) -> Self {
        let values = [("time", date_and_time(expires).into())];
        let sentence = self.frame.text.with("console-code-use", &values);
        Self {
            fresh: Some((code, sentence)),
            ..self
        }
    }
}

/// Reads the page of an office.
pub(super) async fn read(
    console: &Console,
    client: &Client,
    (office, text): (&str, Text),
    administrator: Administrator,
) -> Result<OfficePage, Fault> {
    enrolment::check_office(office).map_err(|_| Fault::NotFound)?;
    let surveyed = survey::survey(client, Some(office)).await?;
    let surveyed = surveyed.into_iter().next().unwrap_or_else(|| Surveyed {
        office: office.to_owned(),
        ..Surveyed::default()
    });
    let troubles = surveyed.troubles(Utc::now());
    let troubles = troubles
        .iter()
        .map(|one| (text.get(one.key()), one.presses()));
    let title = office_name(office, &console.catalog);
    let devices = devices(client, (office, surveyed.head), &text).await?;
    let codes = codes(client, office, &text).await?;
    let acts = acts(client, office, &text).await?;
    Ok(OfficePage {
        code: office.to_owned(),
        troubles: troubles.collect(),
        facts: facts(&surveyed, &text),
        devices,
        codes,
        acts,
        fresh: None,
        frame: SITE
            .titled(text, title, &office_path(office))
            .of(administrator),
    })
}

fn facts(surveyed: &Surveyed, text: &Text) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (text.get(key), value);
    vec![
        fact("console-fact-seen", time(surveyed.seen, text)),
        fact("console-fact-records", surveyed.head.to_string()),
        fact("console-fact-reviews", surveyed.reviews.to_string()),
        fact("console-fact-rejected", surveyed.rejected.to_string()),
    ]
}

async fn devices(
    client: &Client,
    (office, head): (&str, i64),
    text: &Text,
) -> Result<Vec<DeviceLine>, Error> {
    let select = "select device.device_id, device.device_number, device.version,
                device.enrolled_at, device.last_seen_at, device.acked_dseq, device.feed_position,
                device.unsent, device.unsent_since, device.revoked_at, device.quarantined_at,
                fork.found_at, fork.held_dseq, comparison.compared_at, comparison.unresolved
           from devices device
           left join lateral (
                select found_at, held_dseq from forks
                 where forks.office_id = device.office_id and forks.device_id = device.device_id
                 order by found_at desc limit 1) fork on device.quarantined_at is not null
           left join comparisons comparison
             on comparison.office_id = device.office_id
            and comparison.device_id = device.device_id
          where device.office_id = $1
          order by device.revoked_at is not null, device.device_number";
    let rows = client.query(select, &[&office]).await?;
    Ok(rows.iter().map(|row| device(row, head, text)).collect())
}

fn device(row: &Row, head: i64, text: &Text) -> DeviceLine {
    let revoked = row.get::<_, Option<DateTime<Utc>>>("revoked_at").is_some();
    let set_aside = row
        .get::<_, Option<DateTime<Utc>>>("quarantined_at")
        .is_some();
    let (state, tone) = match (revoked, set_aside) {
        (true, _) => ("console-device-revoked", "gone"),
        (false, true) => ("console-device-set-aside", "late"),
        (false, false) => ("console-device-active", "calm"),
    };
    let behind = (head - row.get::<_, i64>("feed_position")).max(0);
    let since: Option<DateTime<Utc>> = row.get("unsent_since");
    let unsent: Option<i64> = row.get("unsent");
    let unsent = match unsent.zip(since) {
        Some((count, since)) if count > 0 => {
            let values = [
                ("count", count.into()),
                ("time", date_and_time(since).into()),
            ];
            text.with("console-device-unsent", &values)
        }
        _ => unsent.map_or_else(|| text.get("console-unknown"), |count| count.to_string()),
    };
    let found: Option<DateTime<Utc>> = row.get("found_at");
    let fork = found.map(|found| {
        let held: i64 = row.get("held_dseq");
        let values = [("time", date_and_time(found).into()), ("held", held.into())];
        text.with("console-device-fork", &values)
    });
    DeviceLine {
        number: format!("{:02}", row.get::<_, i16>("device_number")),
        id: row.get::<_, Uuid>("device_id").to_string(),
        state: text.get(state),
        tone,
        version: row.get("version"),
        enrolled: date_and_time(row.get("enrolled_at")),
        seen: time(row.get("last_seen_at"), text),
        held: row.get("acked_dseq"),
        unsent,
        behind,
        compared: compared(row, text),
        fork,
        can_be_revoked: !revoked,
    }
}

fn compared(row: &Row, text: &Text) -> String {
    let at = time(row.get("compared_at"), text);
    match row.get::<_, Option<i64>>("unresolved") {
        Some(left) if left > 0 => {
            let values = [("time", at.into()), ("count", left.into())];
            text.with("console-compared-left", &values)
        }
        _ => at,
    }
}

async fn codes(client: &Client, office: &str, text: &Text) -> Result<Vec<CodeLine>, Error> {
    let select = "select created_at, expires_at, used_at, attempts_left, expires_at <= now()
           from enrolment_codes where office_id = $1 order by created_at desc limit $2";
    let rows = client.query(select, &[&office, &MOST_ROWS]).await?;
    let line = |row: &Row| {
        let used: Option<DateTime<Utc>> = row.get(2);
        let state = match (used, row.get::<_, i16>(3), row.get::<_, bool>(4)) {
            (Some(_), ..) => "console-code-used",
            (None, ..=0, _) => "console-code-blocked",
            (None, _, true) => "console-code-expired",
            (None, _, false) => "console-code-waits",
        };
        CodeLine {
            made: date_and_time(row.get(0)),
            expires: date_and_time(row.get(1)),
            state: text.get(state),
        }
    };
    Ok(rows.iter().map(line).collect())
}

async fn acts(client: &Client, office: &str, text: &Text) -> Result<Vec<ActLine>, Error> {
    let select = "select act.done_at, coalesce(administrator.name, ''), act.act,
                coalesce(device.device_number, 0::smallint)
           from administrator_acts act
           left join administrators administrator
             on administrator.administrator_id = act.administrator_id
           left join devices device
             on device.office_id = act.office_id and device.device_id = act.device_id
          where act.office_id = $1 order by act.done_at desc limit $2";
    let rows = client.query(select, &[&office, &MOST_ROWS]).await?;
    let line = |row: &Row| {
        let what = Done::named(row.get(2)).map_or_else(String::new, |done| text.get(done.key()));
        let number: i16 = row.get(3);
        ActLine {
            when: date_and_time(row.get(0)),
            who: row.get(1),
            what: match number {
                0 => what,
                number => format!("{number:02}: {what}"),
            },
        }
    };
    Ok(rows.iter().map(line).collect())
}
