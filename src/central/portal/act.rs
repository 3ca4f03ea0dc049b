//! What an officer does to a case.
//!
//! Whatever goes wrong, the words that were typed come back: the session may have ended, the case may
//! have moved, a file may be no good. Only a step that fits where the case stands is written, by an
//! officer of the unit whose turn it is, while nobody else can write to the office.

use super::super::case_file::{self, CaseFile, UnitPart};
use super::super::case_files::{self, Of};
use super::super::cases::{self, NewStep, StepError};
use super::super::own::{self, OwnError};
use super::super::upload::Kept;
use super::super::web;
use super::super::web::FieldError;
use super::draft::{Act, Draft, Files, Posted};
use super::fault::Fault;
use super::names::Names;
use super::page::Frame;
use super::session::Officer;
use super::sign_in::{self, Carried};
use super::{HOME, Portal, SITE, case_page, case_path, language, session};
use crate::domain::case::Stage;
use crate::domain::file::TakenFile;
use crate::domain::ids::{ApplicationId, StaffId};
use crate::domain::staff::Actor;
use crate::i18n::Text;
use crate::system::System;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use deadpool_postgres::{Client, Transaction};
use serde::Deserialize;
use uuid::Uuid;

/// What was just done.
#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    oldu: String,
}

/// `GET /birim/basvuru/{id}`.
pub(super) async fn show(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let mut client = portal.pool.get().await?;
    let officer = session::required(&client, &headers).await?;
    let text = portal.text(language::of(&headers));
    let application = ApplicationId(id);
    let (file, names) = opened(&mut client, &officer, application).await?;
    let mut frame = case_frame(text, &file).of(officer);
    frame.done = Act::named(&done.oldu).map(|act| frame.text.get(done_key(act)));
    Ok(case_page::show(&portal, frame, (&file, &names), None))
}

async fn opened(
    client: &mut Client,
    officer: &Officer,
    application: ApplicationId,
) -> Result<(CaseFile, Names), Fault> {
    let transaction = client.transaction().await?;
    let file = open(&transaction, officer, application).await?;
    let names = Names::read(&transaction, &officer.office).await?;
    Ok((file.ok_or(Fault::NotFound)?, names))
}

async fn open(
    transaction: &Transaction<'_>,
    officer: &Officer,
    application: ApplicationId,
) -> Result<Option<CaseFile>, tokio_postgres::Error> {
    let whose = (officer.office.as_str(), &officer.unit);
    case_file::open(transaction, whose, application).await
}

fn case_frame(text: Text, file: &CaseFile) -> Frame {
    let number = file.record.number.to_string();
    let title = text.with("portal-case-title", &[("number", number.into())]);
    SITE.titled(text, title, &case_path(file.record.application))
}

/// `POST /birim/basvuru/{id}`.
pub(super) async fn act(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    form: Multipart,
) -> Result<Response, Fault> {
    let text = portal.text(language::of(&headers));
    let application = ApplicationId(id);
    let client = portal.pool.get().await?;
    let officer = session::current(&client, &headers).await?;
    // No connection is held while a slow line sends its files.
    drop(client);
    let Some(officer) = officer else {
        let draft = Posted::read(form, Files::Drop).await?.draft;
        let carried = Carried { application, draft };
        return Ok(sign_in::session_over(text, &carried));
    };
    let _place = portal.uploads.acquire().await.map_err(|_| Fault::Away)?;
    let mut posted = Posted::read(form, Files::Take).await?;
    let mut errors = posted.errors(&text);
    if officer.check_form(&posted.csrf).is_err() {
        errors.insert(0, FieldError::whole(text.get("portal-form-old")));
    }
    let mut client = portal.pool.get().await?;
    keep_files(&mut client, &officer, application, &mut posted).await?;
    if errors.is_empty() {
        match write(&mut client, &officer, application, &posted.draft).await? {
            Written::Done => {
                tracing::info!(office = officer.office, officer = %officer.id, act = posted.draft.act.name(), "case");
                return Ok(Redirect::to(&after(posted.draft.act, application)).into_response());
            }
            Written::Not(key) => errors.push(FieldError::whole(text.get(key))),
        }
    }
    again(
        &portal,
        &mut client,
        (officer, text),
        (application, posted.draft, errors),
    )
    .await
}

/// Keeps the good files of a form, so that they need not be chosen again.
async fn keep_files(
    client: &mut Client,
    officer: &Officer,
    application: ApplicationId,
    posted: &mut Posted,
) -> Result<(), Fault> {
    if posted.files.taken.is_empty() {
        return Ok(());
    }
    let transaction = client.transaction().await?;
    let Some(file) = open(&transaction, officer, application).await? else {
        return Ok(());
    };
    let of = files_of(officer, &file);
    let files = posted.files.taken.iter().map(TakenFile::content);
    let held = case_files::keep(&transaction, of, files).await;
    if held.map_err(own_fault)? {
        let kept = posted.files.taken.drain(..).map(|file| Kept {
            hash: file.attachment.hash,
            name: file.name.into_string(),
        });
        for file in kept {
            if !posted.draft.kept.contains(&file) {
                posted.draft.kept.push(file);
            }
        }
    }
    transaction.commit().await?;
    Ok(())
}

fn files_of<'a>(officer: &'a Officer, file: &CaseFile) -> Of<'a> {
    Of {
        office: &officer.office,
        application: file.record.application,
        person: file.record.person,
    }
}

/// What became of a step.
enum Written {
    Done,
    /// Nothing was written; key of the sentence that says why.
    Not(&'static str),
}

async fn write(
    client: &mut Client,
    officer: &Officer,
    application: ApplicationId,
    draft: &Draft,
) -> Result<Written, Fault> {
    let transaction = client.transaction().await?;
    own::lock(&transaction, &officer.office)
        .await
        .map_err(own_fault)?;
    let Some(file) = open(&transaction, officer, application).await? else {
        return Ok(Written::Not("portal-moved-away"));
    };
    if !may(draft.act, &file) {
        return Ok(Written::Not(moved_key(&file)));
    }
    let mut draft = draft.clone();
    let hashes = draft.kept.iter().map(|file| file.hash.as_str());
    let attachments =
        case_files::name_in_step(&transaction, files_of(officer, &file), hashes).await?;
    if attachments.len() < draft.kept.len() {
        return Ok(Written::Not("portal-files-gone"));
    }
    if !matches!(draft.act, Act::Answer | Act::Contribute) {
        draft.kept.clear();
    }
    let staff = StaffId(officer.id);
    let new = NewStep {
        application,
        step: draft.step(staff, &officer.unit, attachments),
        said: draft.said(),
    };
    let actor = Actor::Staff(staff);
    match cases::take_step(&transaction, &officer.office, (actor, new), &mut System).await {
        Ok(_) => {
            transaction.commit().await?;
            Ok(Written::Done)
        }
        Err(StepError::Illegal(_) | StepError::NoCase) => Ok(Written::Not(moved_key(&file))),
        Err(StepError::Own(OwnError::PersonErased)) => Ok(Written::Not("portal-erased")),
        Err(StepError::Own(OwnError::TooLarge { .. })) => Ok(Written::Not("portal-too-large")),
        Err(StepError::Own(error)) => Err(own_fault(error)),
    }
}

fn own_fault(error: OwnError) -> Fault {
    match error {
        OwnError::Database(error) => error.into(),
        other => {
            tracing::error!(error = %other, "own operation");
            Fault::Away
        }
    }
}

/// Whether the unit may do this: the rest is for the rules of the case.
fn may(act: Act, file: &CaseFile) -> bool {
    match act {
        Act::Contribute => matches!(file.part, UnitPart::Asked { .. }),
        Act::Take | Act::Answer | Act::Ask | Act::Return => file.part == UnitPart::Responsible,
    }
}

/// Why a step no longer fits.
fn moved_key(file: &CaseFile) -> &'static str {
    match &file.standing.case.stage {
        Stage::AtUnit { .. } if file.standing.case.question => "portal-moved-asked",
        Stage::Concluded { .. } => "portal-moved-concluded",
        Stage::UnderReview { .. } | Stage::BeforeChief { .. } => "portal-moved-review",
        _ => "portal-moved",
    }
}

/// The form once more, with what was typed and what is wrong.
pub(super) async fn again(
    portal: &Portal,
    client: &mut Client,
    (officer, text): (Officer, Text),
    (application, draft, errors): (ApplicationId, Draft, Vec<FieldError>),
) -> Result<Response, Fault> {
    match opened(client, &officer, application).await {
        Ok((file, names)) => {
            let frame = case_frame(text, &file).of(officer).with_errors(errors);
            Ok(case_page::show(portal, frame, (&file, &names), Some(draft)))
        }
        Err(Fault::NotFound) if !draft.text.is_empty() => {
            let sentence = text.get("portal-moved-away");
            let frame = SITE
                .frame(text, "portal-gone-title", HOME)
                .of(officer)
                .with_errors(vec![FieldError::whole(sentence)]);
            Ok(case_page::gone(frame, &draft))
        }
        Err(fault) => Err(fault),
    }
}

/// Where one is after an act: a case that was returned is out of sight.
fn after(act: Act, application: ApplicationId) -> String {
    let page = match act {
        Act::Return => HOME.to_owned(),
        _ => case_path(application),
    };
    format!("{page}?oldu={}", act.name())
}

/// What is said after an act.
pub(super) fn done_key(act: Act) -> &'static str {
    match act {
        Act::Take => "portal-done-take",
        Act::Answer => "portal-done-answer",
        Act::Ask => "portal-done-ask",
        Act::Return => "portal-done-return",
        Act::Contribute => "portal-done-contribute",
    }
}

/// `GET /birim/basvuru/{id}/dosya/{hash}`: a file some visible step names.
pub(super) async fn file(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Path((id, hash)): Path<(Uuid, String)>,
) -> Result<Response, Fault> {
    let mut client = portal.pool.get().await?;
    let officer = session::required(&client, &headers).await?;
    let transaction = client.transaction().await?;
    let found = open(&transaction, &officer, ApplicationId(id)).await?;
    let file = found.ok_or(Fault::NotFound)?;
    let name = case_page::names_file(&file, &hash).ok_or(Fault::NotFound)?;
    let read = case_files::read(&transaction, files_of(&officer, &file), &hash).await?;
    let (media, bytes) = read.ok_or(Fault::NotFound)?;
    let kind = HeaderValue::from_static(case_files::mime(media));
    // Never shown in the page's own place: it is saved.
    let disposition = format!(
        "attachment; filename*=UTF-8''{}",
        web::percent_encoded(&name)
    );
    let disposition = HeaderValue::from_str(&disposition).map_err(|_| Fault::NotFound)?;
    Ok((
        [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)],
        bytes,
    )
        .into_response())
}
