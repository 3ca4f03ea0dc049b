//! One application, as the applicant reads it.

use super::super::super::web::FieldError;
use super::super::fault::Fault;
use super::super::page::{self, Frame};
use super::super::session::Visitor;
use super::super::{CASE, Citizens, language};
use super::access::readable;
use super::act::Act;
use super::story::{self, Accepted, Entry, Teller};
use crate::central::case_file::{self, Whole};
use crate::central::case_files::{self, Of};
use crate::central::intake::{self, Filed};
use crate::central::web;
use crate::domain::calendar::istanbul_day;
use crate::domain::case::{Case, Outcome, Stage};
use crate::domain::date::write_date;
use crate::domain::ids::{ApplicationId, OfficeCode};
use crate::i18n::{Locale, Text};
use crate::labels::Label;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDate, Utc};
use deadpool_postgres::Client;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "citizen/case.html")]
struct CasePage {
    frame: Frame,
    path: String,
    number: String,
    office: String,
    /// Where it stands, in one sentence.
    standing: String,
    due: Option<Due>,
    stages: Vec<Mark>,
    results: Vec<ResultView>,
    facts: Vec<(String, String)>,
    asked: String,
    history: Vec<Entry>,
    done: Option<String>,
    may: May,
    /// What was typed in the form that came back.
    typed: Option<(Act, String)>,
}

/// The last day, and how long there is left.
struct Due {
    day: String,
    machine: NaiveDate,
    left: String,
}

/// A stage on the way.
struct Mark {
    label: String,
    /// `done`, `now`, or `next`.
    state: &'static str,
}

/// An answer that was accepted.
struct ResultView {
    title: String,
    /// Class of the style sheet.
    tone: &'static str,
    day: String,
    text: String,
    legal_ground: String,
    files: Vec<FileLink>,
}

struct FileLink {
    path: String,
    name: String,
}

/// What the applicant can do now.
#[derive(Default)]
pub(super) struct May {
    /// Say whether it is solved.
    pub(super) satisfied: bool,
    /// What was said of that.
    pub(super) solved: Option<bool>,
    /// Have it opened again, until this day.
    pub(super) reopen: Option<NaiveDate>,
    pub(super) withdraw: bool,
}

impl CasePage {
    fn is_open(&self, act: &str) -> bool {
        let typed = self.typed.as_ref();
        typed.is_some_and(|(typed, _)| typed.name() == act)
    }

    fn typed(&self, act: &str) -> &str {
        let typed = self.typed.as_ref().filter(|(typed, _)| typed.name() == act);
        typed.map_or("", |(_, text)| text)
    }

    fn reopen_until(&self) -> String {
        let day = self.may.reopen.map(write_date).unwrap_or_default();
        let values = [("day", day.into())];
        self.frame.text.with("citizen-reopen-lead", &values)
    }
}

/// What was just done.
#[derive(Deserialize)]
pub(in super::super) struct Done {
    #[serde(default)]
    oldu: String,
}

/// `GET /takip/{application}`.
pub(in super::super) async fn show(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Path(application): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let mut client = citizens.pool.get().await?;
    let asked = (&headers, ApplicationId(application));
    let (visitor, filed) = readable(&citizens, &client, asked).await?;
    let shown = Shown {
        visitor,
        filed,
        text: citizens.text(language::of(&headers)),
        done: Act::named(&done.oldu),
        typed: None,
        errors: Vec::new(),
    };
    shown.page(&citizens, &mut client).await
}

/// A case to be shown.
pub(super) struct Shown {
    pub(super) visitor: Visitor,
    pub(super) filed: Filed,
    pub(super) text: Text,
    /// What was just done.
    pub(super) done: Option<Act>,
    /// What was typed in a form that comes back, and why it does.
    pub(super) typed: Option<(Act, String)>,
    pub(super) errors: Vec<FieldError>,
}

impl Shown {
    pub(super) async fn page(
        self,
        citizens: &Citizens,
        client: &mut Client,
    ) -> Result<Response, Fault> {
        let office = self.filed.office.to_string();
        let transaction = client.transaction().await?;
        let whole = case_file::open_whole(&transaction, &office, self.filed.application).await?;
        let whole = whole.ok_or(Fault::NotFound)?;
        let settings = intake::office_settings(&transaction, &office).await?;
        let told = (&self.text, &citizens.catalog);
        let teller = Teller::new(&transaction, &office, told).await?;
        let name = settings.as_ref().map(|settings| settings.name.to_string());
        let name = name.unwrap_or_else(|| teller.office(self.filed.office));
        let days = settings.map(|settings| settings.case_rules.reopen_days);
        let may = May::of(&whole, days, istanbul_day(Utc::now()));
        let case = &whole.standing.case;
        let path = CASE.replace("{application}", &self.filed.application.to_string());
        let number = whole.record.number.to_string();
        let title = self
            .text
            .with("citizen-case-title", &[("number", number.clone().into())]);
        let frame = Frame::titled(self.text.clone(), title, &path);
        let page = CasePage {
            frame: frame.of(Some(&self.visitor)).with_errors(self.errors),
            standing: teller.standing(case),
            due: Due::of(case, &self.text),
            stages: marks(case, &self.text),
            results: results(&whole, &teller, &path),
            facts: facts(&whole, &teller),
            asked: whole.record.private.text.as_str().to_owned(),
            history: teller.history(&whole),
            done: self.done.map(|act| self.text.get(act.done_key())),
            office: name,
            may,
            typed: self.typed,
            number,
            path,
        };
        Ok(page::answer(&page, &page.frame))
    }
}

impl Due {
    fn of(case: &Case, text: &Text) -> Option<Self> {
        if !case.stage.is_open() || case.paused.is_some() {
            return None;
        }
        let due = case.term.due();
        let days = due
            .signed_duration_since(istanbul_day(Utc::now()))
            .num_days();
        let left = match days {
            ..0 => text.get("citizen-due-over"),
            0 => text.get("citizen-due-today"),
            _ => text.with("citizen-due-left", &[("days", days.into())]),
        };
        Some(Self {
            day: write_date(due),
            machine: due,
            left,
        })
    }
}

impl May {
    /// What can be done on a day, in an office with this window for opening a case again.
    pub(super) fn of(whole: &Whole, reopen_days: Option<u16>, today: NaiveDate) -> Self {
        let case = &whole.standing.case;
        let ends = matches!(case.stage, Stage::Concluded { .. } | Stage::Withdrawn);
        let until = story::ended(&whole.steps).filter(|_| ends).zip(reopen_days);
        let until = until.and_then(|(day, days)| day.checked_add_days(Days::new(days.into())));
        let concluded = matches!(case.stage, Stage::Concluded { .. });
        Self {
            satisfied: concluded && case.solved.is_none(),
            solved: case.solved.filter(|_| concluded),
            reopen: until.filter(|until| today <= *until),
            withdraw: case.stage.is_open(),
        }
    }
}

/// The four stages of the way, where the case is on it.
fn marks(case: &Case, text: &Text) -> Vec<Mark> {
    let at = match case.stage {
        Stage::Triage => 0,
        Stage::AtUnit { .. } => 1,
        Stage::UnderReview { .. } | Stage::BeforeChief { .. } => 2,
        Stage::Concluded { .. } => 3,
        Stage::Withdrawn | Stage::Merged { .. } | Stage::Forwarded { .. } => return Vec::new(),
    };
    let keys = [
        "citizen-mark-received",
        "citizen-mark-unit",
        "citizen-mark-review",
        "citizen-mark-result",
    ];
    let mark = |(place, key): (usize, &str)| Mark {
        label: text.get(key),
        state: match place.cmp(&at) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "next",
        },
    };
    keys.into_iter().enumerate().map(mark).collect()
}

fn results(whole: &Whole, teller: &Teller<'_>, path: &str) -> Vec<ResultView> {
    let view = |accepted: Accepted<'_>| ResultView {
        title: teller.outcome(accepted.outcome),
        tone: match accepted.outcome {
            Outcome::Positive => "good",
            Outcome::PartlyPositive => "partly",
            Outcome::Negative => "bad",
        },
        day: write_date(accepted.day),
        text: accepted.said.text.as_str().to_owned(),
        legal_ground: accepted.said.legal_ground.as_str().to_owned(),
        files: files(&accepted, path),
    };
    story::accepted(&whole.steps)
        .into_iter()
        .map(view)
        .collect()
}

fn files(accepted: &Accepted<'_>, path: &str) -> Vec<FileLink> {
    let names = &accepted.said.file_names;
    let files = accepted.attachments.iter().enumerate();
    let link = |(index, file): (usize, &crate::domain::application::Attachment)| FileLink {
        path: format!("{path}/dosya/{}", file.hash),
        name: names
            .get(index)
            .map_or_else(|| file.hash.clone(), |name| name.as_str().to_owned()),
    };
    files.map(link).collect()
}

fn facts(whole: &Whole, teller: &Teller<'_>) -> Vec<(String, String)> {
    let (record, text) = (&whole.record, teller.text);
    let topics = teller.catalog.topics();
    let topic = record.topic.as_ref();
    let topic = topic.filter(|_| text.locale() != Locale::Ar);
    let topic = topic.map(|topic| topics.full_name(&topic.0, text.locale()));
    let names: Vec<&str> = record
        .private
        .file_names
        .iter()
        .map(|name| name.as_str())
        .collect();
    let all = [
        (
            "citizen-kind",
            Some(text.get(record.application_kind.key())),
        ),
        ("citizen-topic", topic),
        ("citizen-files", Some(names.join(", "))),
    ];
    let told = all.into_iter().filter_map(|(label, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some((text.get(label), value))
    });
    told.collect()
}

/// `GET /takip/{application}/dosya/{hash}`: a file of an answer that was accepted.
pub(in super::super) async fn file(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Path((application, hash)): Path<(Uuid, String)>,
) -> Result<Response, Fault> {
    let mut client = citizens.pool.get().await?;
    let asked = (&headers, ApplicationId(application));
    let (_, filed) = readable(&citizens, &client, asked).await?;
    let transaction = client.transaction().await?;
    let office = filed.office.to_string();
    let whole = case_file::open_whole(&transaction, &office, filed.application).await?;
    let whole = whole.ok_or(Fault::NotFound)?;
    let name = name_of(&whole, &hash).ok_or(Fault::NotFound)?;
    // An answer given before the case was handed over is with the office that has sent it.
    let offices: [OfficeCode; 2] = [filed.office, whole.record.number.office()];
    for office in offices {
        let office = office.to_string();
        let of = Of {
            office: &office,
            application: filed.application,
            person: whole.record.person,
        };
        if let Some((media, bytes)) = case_files::read(&transaction, of, &hash).await? {
            let kind = HeaderValue::from_static(case_files::mime(media));
            // Never shown in the page's own place: it is saved.
            let saved = format!(
                "attachment; filename*=UTF-8''{}",
                web::percent_encoded(&name)
            );
            let saved = HeaderValue::from_str(&saved).map_err(|_| Fault::NotFound)?;
            return Ok(
                ([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, saved)], bytes).into_response(),
            );
        }
    }
    Err(Fault::NotFound)
}

fn name_of(whole: &Whole, hash: &str) -> Option<String> {
    story::accepted(&whole.steps).iter().find_map(|accepted| {
        let files = accepted.attachments;
        let at = files.iter().position(|file| file.hash == hash)?;
        let name = accepted.said.file_names.get(at);
        Some(name.map_or_else(|| hash.to_owned(), |name| name.as_str().to_owned()))
    })
}
