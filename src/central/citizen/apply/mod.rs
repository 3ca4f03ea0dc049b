//! Applying: the office, the form, the number.
//!
//! Whatever is wrong, the form comes back as it was typed, files included. Only what cannot be kept
//! (a text too long, a file of a type nobody can open) has to be corrected; what is merely unusual is
//! said once, and then it goes as it is: no petition is refused. The application's id is made with the
//! form, so that sending it twice gives one application with one number.

mod choices;
mod form;
mod form_page;
mod offices;
mod received;
mod uploads;

use super::super::intake::{self, Intake, IntakeError, IntakeFile};
use super::super::web::FieldError;
use super::address::Address;
use super::fault::Fault;
use super::limits::{self, Counted};
use super::session::Visitor;
use super::{Citizens, RECEIVED, identity, language};
use crate::domain::calendar::istanbul_day;
use crate::domain::file::{MOST_BYTES, TakenFile};
use crate::domain::ids::OfficeCode;
use crate::domain::registration::AcceptedWarning;
use crate::i18n::Text;
use crate::system::System;
use crate::text::CleanText;
use axum::extract::{Multipart, Path, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Utc;
use form::{Form, MOST_FILES, Posted};
use form_page::{Advice, Shown};
use std::net::IpAddr;
use std::time::Duration;
use tokio::sync::SemaphorePermit;

/// A form waits no longer than this to be read.
const WAIT_FOR_PLACE: Duration = Duration::from_secs(20);

pub(super) use form_page::topics;
pub(super) use offices::offices;
pub(super) use received::{Told, received};

/// `GET /basvuru/{office}`.
pub(super) async fn show(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Path(office): Path<String>,
) -> Result<Response, Fault> {
    let visitor = citizens.visitor(&headers).await?;
    let office = offices::open(&citizens, &office).await?;
    let mut form = Form::fresh()?;
    form.fill_in(visitor.as_ref());
    let text = citizens.text(language::of(&headers));
    let shown = Shown {
        office,
        visitor,
        text,
        form,
        advice: None,
    };
    Ok(shown.page(&citizens, Vec::new()))
}

/// `POST /basvuru/{office}`.
pub(super) async fn send(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Path(office): Path<String>,
    Address(address): Address,
    form: Multipart,
) -> Result<Response, Fault> {
    let visitor = citizens.visitor(&headers).await?;
    let office = offices::open(&citizens, &office).await?;
    let text = citizens.text(language::of(&headers));
    let _place = place(&citizens, &headers).await?;
    let mut posted = Posted::read(form).await?;
    posted.form.fill_in(visitor.as_ref());
    let mut errors = posted.errors(&text);
    let mut advice = None;
    if posted.form.asks_for_topics() {
        posted.form.searched = posted.form.topic_query.clone();
    } else if errors.is_empty() {
        advice = Advice::of(&posted.form, istanbul_day(Utc::now()));
        if advice.is_none() {
            let sending = Sending {
                citizens: &citizens,
                visitor: visitor.as_ref(),
                office: office.office,
            };
            match sending.register(&posted, address).await? {
                Sent::To(path) => return Ok(Redirect::to(&path).into_response()),
                Sent::Not(said) => errors = said.into_errors(&text),
            }
        }
    }
    keep_files(&citizens, office.office, &mut posted, address).await?;
    let Posted { form, .. } = posted;
    let shown = Shown {
        office,
        visitor,
        text,
        form,
        advice,
    };
    Ok(shown.page(&citizens, errors))
}

/// A place for a form of this size. One without files needs none, so that slow lines with photographs
/// keep nobody else from applying.
async fn place<'a>(
    citizens: &'a Citizens,
    headers: &HeaderMap,
) -> Result<Option<SemaphorePermit<'a>>, Fault> {
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    // What is read beyond the files that are taken is not kept.
    let most = MOST_FILES as u64 * (MOST_BYTES >> 20) + 2;
    let megabytes = length.map_or(most, |length| (length >> 20).min(most));
    if megabytes == 0 {
        return Ok(None);
    }
    let megabytes = u32::try_from(megabytes).map_err(|_| Fault::Unreadable)?;
    let place = citizens.uploads.acquire_many(megabytes);
    let place = tokio::time::timeout(WAIT_FOR_PLACE, place).await;
    let place = place.map_err(|_| Fault::Away)?;
    place.map(Some).map_err(|_| Fault::Away)
}

/// Keeps the good files of a form that comes back, so that they need not be chosen again.
async fn keep_files(
    citizens: &Citizens,
    office: OfficeCode,
    posted: &mut Posted,
    address: IpAddr,
) -> Result<(), Fault> {
    if posted.files.taken.is_empty() {
        return Ok(());
    }
    let client = citizens.pool.get().await?;
    limits::take(&client, Counted::UploadsFrom(address)).await?;
    let of = uploads::Of {
        office,
        form: &posted.form,
    };
    let kept = of.keep(&client, &posted.files.taken).await?;
    posted.files.taken.clear();
    for file in kept {
        if !posted.form.kept.contains(&file) {
            posted.form.kept.push(file);
        }
    }
    Ok(())
}

/// What became of a form that was right.
enum Sent {
    /// It is registered; where that is told.
    To(String),
    Not(NotSent),
}

/// Why it is not registered all the same.
enum NotSent {
    OfficeNotOpen,
    /// Files that were kept are no more there.
    FilesGone,
    TooLarge,
}

impl NotSent {
    fn into_errors(self, text: &Text) -> Vec<FieldError> {
        vec![match self {
            Self::OfficeNotOpen => FieldError::whole(text.get("citizen-office-closed")),
            Self::TooLarge => FieldError::whole(text.get("citizen-too-large")),
            Self::FilesGone => FieldError {
                field: "files",
                sentence: text.get("citizen-files-gone"),
            },
        }]
    }
}

/// A form on its way.
struct Sending<'a> {
    citizens: &'a Citizens,
    visitor: Option<&'a Visitor>,
    office: OfficeCode,
}

impl Sending<'_> {
    async fn register(&self, posted: &Posted, address: IpAddr) -> Result<Sent, Fault> {
        let form = &posted.form;
        let client = self.citizens.pool.get().await?;
        limits::take(&client, Counted::ApplicationsFrom(address)).await?;
        let of = uploads::Of {
            office: self.office,
            form,
        };
        let Some(mut files) = of.read(&client).await? else {
            return Ok(Sent::Not(NotSent::FilesGone));
        };
        // Nothing below needs it, and registering takes one of its own.
        drop(client);
        files.extend(posted.files.taken.iter().map(file));
        let checked = form.draft.check(istanbul_day(Utc::now()));
        let told = Told::of(&checked.person);
        let accepted = checked.warnings.into_iter().map(|warning| AcceptedWarning {
            warning,
            reason: CleanText::line(&form.reason),
        });
        let intake = Intake {
            application: form.application,
            office: self.office,
            form: form.draft.clone(),
            accepted: accepted.collect(),
            files,
        };
        let catalog = &self.citizens.catalog;
        let received = intake::register(&self.citizens.pool, catalog, &intake, &mut System).await;
        let received = match received {
            Ok(received) => received,
            Err(error) => return not_sent(error),
        };
        let client = self.citizens.pool.get().await?;
        of.forget(&client).await?;
        if let Some(identity) = self.visitor.and_then(|visitor| visitor.identity.as_ref()) {
            let who = (&self.citizens.identity_key, identity);
            identity::link(&client, who, (received.application, received.number)).await?;
        }
        tracing::info!(office = %self.office, before = received.before, "application from a citizen");
        let path = RECEIVED.replace("{office}", &self.office.to_string());
        let path = path.replace("{application}", &received.application.to_string());
        let again = if received.before { "&onceden=1" } else { "" };
        Ok(Sent::To(format!("{path}?haber={}{again}", told.name())))
    }
}

fn file(file: &TakenFile) -> IntakeFile {
    IntakeFile {
        name: file.name.as_str().to_owned(),
        bytes: file.bytes.clone(),
    }
}

fn not_sent(error: IntakeError) -> Result<Sent, Fault> {
    use super::super::own::OwnError;
    match error {
        IntakeError::OfficeNotOpen => Ok(Sent::Not(NotSent::OfficeNotOpen)),
        IntakeError::Own(OwnError::TooLarge { .. }) => Ok(Sent::Not(NotSent::TooLarge)),
        IntakeError::Own(error) => Err(error.into()),
        // The form has looked at its files already.
        IntakeError::TooManyFiles | IntakeError::File(..) | IntakeError::Away(_) => {
            tracing::error!(%error, "application from a citizen");
            Err(Fault::Away)
        }
    }
}
