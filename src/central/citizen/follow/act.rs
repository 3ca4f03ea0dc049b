//! What the applicant does: says whether it is solved, has it opened again, takes it back.
//!
//! Each is a step of the case, written under the office's lock and by the same rules as at the desk.

use super::super::super::web::FieldError;
use super::super::fault::Fault;
use super::super::{CASE, Citizens, language};
use super::access::readable;
use super::page::{May, Shown};
use crate::catalog::Telling;
use crate::central::case_file::{self, Whole};
use crate::central::cases::{self, NewStep, StepError};
use crate::central::intake::{self, Filed};
use crate::central::own::{self, OwnError};
use crate::domain::calendar::istanbul_day;
use crate::domain::case::{Said, Step};
use crate::domain::date::write_date;
use crate::domain::deadline::ANSWER_DAYS;
use crate::domain::event::{Event, OfficeConfigured};
use crate::domain::ids::{ApplicationId, MessageId};
use crate::domain::message::{MessageStage, Values};
use crate::domain::source::Source;
use crate::domain::staff::Actor;
use crate::domain::term::Term;
use crate::i18n::Text;
use crate::system::System;
use crate::text::CleanText;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Utc;
use deadpool_postgres::{Client, Transaction};
use serde::Deserialize;
use uuid::Uuid;

/// Most characters of what is said with a step.
const MOST_SAID: usize = 5_000;

/// What the applicant does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Satisfied,
    Reopen,
    Withdraw,
}

impl Act {
    const ALL: [Self; 3] = [Self::Satisfied, Self::Reopen, Self::Withdraw];

    /// Its name in forms and addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Reopen => "reopen",
            Self::Withdraw => "withdraw",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// The id of its text field.
    fn field(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied-text",
            Self::Reopen => "reopen-text",
            Self::Withdraw => "withdraw-text",
        }
    }

    /// What is said once it is done.
    pub(super) fn done_key(self) -> &'static str {
        match self {
            Self::Satisfied => "citizen-done-satisfied",
            Self::Reopen => "citizen-done-reopen",
            Self::Withdraw => "citizen-done-withdraw",
        }
    }
}

/// The form.
#[derive(Deserialize)]
pub(in super::super) struct Posted {
    #[serde(default)]
    act: String,
    #[serde(default)]
    solved: String,
    #[serde(default)]
    text: String,
}

/// `POST /takip/{application}`.
pub(in super::super) async fn act(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Path(application): Path<Uuid>,
    Form(form): Form<Posted>,
) -> Result<Response, Fault> {
    let text = citizens.text(language::of(&headers));
    let act = Act::named(&form.act).ok_or(Fault::Unreadable)?;
    let mut client = citizens.pool.get().await?;
    let asked = (&headers, ApplicationId(application));
    let (visitor, filed) = readable(&citizens, &client, asked).await?;
    let said = CleanText::block(form.text.trim());
    let solved = match form.solved.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let doing = Doing { act, said, solved };
    let mut errors = doing.errors(&text);
    if errors.is_empty() {
        match doing.write(&citizens, &mut client, &filed).await? {
            Written::Done => {
                tracing::info!(office = %filed.office, act = act.name(), "step of an applicant");
                let page = CASE.replace("{application}", &application.to_string());
                return Ok(Redirect::to(&format!("{page}?oldu={}", act.name())).into_response());
            }
            Written::Not(key) => errors.push(FieldError::whole(text.get(key))),
        }
    }
    let shown = Shown {
        visitor,
        filed,
        text,
        done: None,
        typed: Some((act, doing.said.into_string())),
        errors,
    };
    shown.page(&citizens, &mut client).await
}

/// What is to be done.
struct Doing {
    act: Act,
    said: CleanText,
    solved: Option<bool>,
}

/// What became of it.
enum Written {
    Done,
    /// Nothing was written; key of the sentence that says why.
    Not(&'static str),
}

impl Doing {
    fn errors(&self, text: &Text) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut wrong = |field, sentence| errors.push(FieldError { field, sentence });
        if self.act == Act::Satisfied && self.solved.is_none() {
            wrong("solved", text.get("citizen-solved-empty"));
        }
        if self.act == Act::Reopen && self.said.is_blank() {
            wrong("reopen-text", text.get("citizen-reopen-empty"));
        }
        let length = self.said.as_str().chars().count();
        if length > MOST_SAID {
            let values = [
                ("length", (length as u64).into()),
                ("most", (MOST_SAID as u64).into()),
            ];
            wrong(self.act.field(), text.with("citizen-too-long", &values));
        }
        errors
    }

    async fn write(
        &self,
        citizens: &Citizens,
        client: &mut Client,
        filed: &Filed,
    ) -> Result<Written, Fault> {
        let office = filed.office.to_string();
        let transaction = client.transaction().await?;
        own::lock(&transaction, &office).await?;
        let whole = case_file::open_whole(&transaction, &office, filed.application).await?;
        let whole = whole.ok_or(Fault::NotFound)?;
        let settings = intake::office_settings(&transaction, &office).await?;
        let settings = settings.ok_or(Fault::NotFound)?;
        let today = istanbul_day(Utc::now());
        let may = May::of(&whole, Some(settings.case_rules.reopen_days), today);
        let holidays = citizens.catalog.holidays().clone();
        let holidays = holidays.counting_leave(settings.leave_counts);
        let term = Term::new(today, settings.deadline_rule, ANSWER_DAYS, &holidays);
        let step = match self.act {
            Act::Satisfied if may.satisfied => self.solved.map(|solved| Step::Satisfied { solved }),
            Act::Reopen if may.reopen.is_some() => Some(Step::Reopen { term: term.clone() }),
            Act::Withdraw if may.withdraw => Some(Step::Withdraw),
            _ => None,
        };
        let Some(step) = step else {
            return Ok(Written::Not("citizen-moved"));
        };
        let new = NewStep {
            application: filed.application,
            step,
            said: Said::text(self.said.clone()),
        };
        let taken =
            cases::take_step(&transaction, &office, (Actor::Applicant, new), &mut System).await;
        match taken {
            Ok(_) => {}
            Err(StepError::Illegal(_) | StepError::NoCase) => {
                return Ok(Written::Not("citizen-moved"));
            }
            Err(StepError::Own(OwnError::PersonErased)) => return Err(Fault::NotFound),
            Err(StepError::Own(error)) => return Err(error.into()),
        }
        if self.act == Act::Reopen {
            let told = told(&transaction, (&whole, &settings), &citizens.catalog, &term).await?;
            own::append(
                &transaction,
                &office,
                (Actor::Applicant, &[told]),
                &mut System,
            )
            .await?;
        }
        transaction.commit().await?;
        Ok(Written::Done)
    }
}

/// The message that the application is being looked at again, as when the desk opens it.
async fn told(
    transaction: &Transaction<'_>,
    (whole, settings): (&Whole, &OfficeConfigured),
    catalog: &crate::catalog::Catalog,
    term: &Term,
) -> Result<Event, Fault> {
    let stage = MessageStage::Reopened;
    let round = "select count(*) from messages
          where office_id = $1 and application_id = $2 and stage = 'reopened'";
    let office = settings.office.to_string();
    let application = whole.record.application.0;
    let row = transaction
        .query_one(round, &[&office, &application])
        .await?;
    let telling = Telling {
        office: settings,
        record: &whole.record,
        person: &whole.applicant,
        stage,
        round: u32::try_from(row.get::<_, i64>(0)).unwrap_or(0),
    };
    let due = write_date(term.due());
    let message = telling.message(catalog, MessageId(System.id()), |_| Values {
        due,
        ..Values::default()
    });
    Ok(Event::MessageQueued(Box::new(message)))
}
