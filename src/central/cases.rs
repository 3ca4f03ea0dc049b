//! What a service unit asks of its cases: lists, counts, and where one stands.
//!
//! - [`list`]: a page of one of the unit's lists ([`UnitList`]), after a [`Place`];
//! - [`count`]: how many it has, exactly up to [`MOST_COUNTED`];
//! - [`standing`]: where one case stands, for whoever is about to write a step;
//! - [`take_step`]: writes a step as central's own operation, or says that it does not fit;
//! - [`super::case_file::open`]: one case with its history, as far as the unit may see it;
//! - [`super::units::units`]: the directory.
//!
//! Every question names the office and the unit: what belongs to another one is never found. A
//! page begins after the last row of the one before, so that the last costs what the first does.

use super::own::{self, Appended, OwnError};
use super::standing::Standing;
use crate::domain::application::{ApplicationKind, TopicCode};
use crate::domain::case::{CaseMoved, IllegalStep, Said, Step};
use crate::domain::event::Event;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::source::Source;
use crate::domain::staff::Actor;
use crate::domain::unit::UnitCode;
use chrono::{DateTime, NaiveDate, Utc};
use deadpool_postgres::{GenericClient, Transaction};
use serde::Deserialize;
use serde::de::value::{Error as NameError, StrDeserializer};
use std::fmt;
use std::str::FromStr;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, Row};
use uuid::Uuid;

/// Counts are exact up to here; above, only that there are more.
pub const MOST_COUNTED: u64 = 9_999;

/// A list of a unit. All but [`UnitList::Parts`] and [`UnitList::Done`] are of cases the unit is
/// to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitList {
    /// All it is to answer.
    Open,
    /// No officer works on it yet.
    ToTake,
    /// The last day is today.
    DueToday,
    /// Four fifths of the term are over.
    Approaching,
    /// The last day is over.
    Overdue,
    /// The unit asked the desk, and waits.
    Asked,
    /// The desk has answered the unit's question.
    Replied,
    /// The chief sent the answer back.
    SentBack,
    /// Another unit is responsible, and this one is asked for its part.
    Parts,
    /// It has answered; the latest first.
    Done,
}

impl UnitList {
    /// In the order a page offers them.
    pub const ALL: [Self; 10] = [
        Self::Open,
        Self::ToTake,
        Self::Overdue,
        Self::DueToday,
        Self::Approaching,
        Self::SentBack,
        Self::Asked,
        Self::Replied,
        Self::Parts,
        Self::Done,
    ];

    /// Its name in addresses and keys of texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::ToTake => "to-take",
            Self::DueToday => "due-today",
            Self::Approaching => "approaching",
            Self::Overdue => "overdue",
            Self::Asked => "asked",
            Self::Replied => "replied",
            Self::SentBack => "sent-back",
            Self::Parts => "parts",
            Self::Done => "done",
        }
    }

    /// The list with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }

    /// Cases of unit `$2` of office `$1`; `$3` is today where the list asks for it.
    fn cases(self) -> &'static str {
        match self {
            Self::Open => "unit = $2 and stage = 'at_unit'",
            Self::ToTake => "unit = $2 and stage = 'at_unit' and not taken",
            Self::DueToday => "unit = $2 and stage = 'at_unit' and not paused and due = $3",
            Self::Approaching => {
                "unit = $2 and stage = 'at_unit' and not paused and due > $3 and warn <= $3"
            }
            Self::Overdue => "unit = $2 and stage = 'at_unit' and not paused and due < $3",
            Self::Asked => "unit = $2 and stage = 'at_unit' and question",
            Self::Replied => "unit = $2 and stage = 'at_unit' and replied",
            Self::SentBack => "unit = $2 and stage = 'at_unit' and sent_back",
            Self::Parts => {
                "is_open and application_id in (select application_id from case_parts
                    where office_id = $1 and unit = $2 and not given)"
            }
            Self::Done => "answered_by = $2 and stage <> 'at_unit'",
        }
    }

    fn asks_for_today(self) -> bool {
        matches!(self, Self::DueToday | Self::Approaching | Self::Overdue)
    }
}

/// Where a page begins: after this row. As text it goes into the address of the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// By the last day.
    Due(NaiveDate, Uuid),
    /// By the last step, the latest first.
    Step(i64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Due(due, application) => write!(f, "{due}.{application}"),
            Self::Step(position) => write!(f, "{position}"),
        }
    }
}

impl FromStr for Place {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split_once('.') {
            Some((due, application)) => Ok(Self::Due(
                due.parse().map_err(drop)?,
                application.parse().map_err(drop)?,
            )),
            None => Ok(Self::Step(text.parse().map_err(drop)?)),
        }
    }
}

/// A case in a list: nothing of the applicant.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRow {
    /// The application.
    pub application: ApplicationId,
    /// Its number, as it is written.
    pub number: String,
    /// What the applicant wants; `None` for a kind of a newer program.
    pub kind: Option<ApplicationKind>,
    /// What it is about.
    pub topic: Option<TopicCode>,
    /// When it was registered.
    pub registered_at: DateTime<Utc>,
    /// The last day of the law's own term, if one runs.
    pub legal_due: Option<NaiveDate>,
    /// Where it stands.
    pub standing: Standing,
    /// Where a page after this row begins.
    pub place: Place,
}

/// Which list of whom, on which day.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Office `PPUUU`.
    pub office: &'a str,
    /// The unit.
    pub unit: &'a UnitCode,
    /// The list.
    pub list: UnitList,
    /// The day in Istanbul.
    pub today: NaiveDate,
}

/// A page of at most `most` rows of a list, after `after`. A place of another kind of list counts
/// as none.
///
/// # Errors
/// What PostgreSQL met.
pub async fn list(
    client: &impl GenericClient,
    asked: Asked<'_>,
    (after, most): (Option<Place>, u32),
) -> Result<Vec<CaseRow>, Error> {
    let most = i64::from(most);
    let unit = asked.unit.as_str();
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![&asked.office, &unit];
    if asked.list.asks_for_today() {
        values.push(&asked.today);
    }
    let next = values.len() + 1;
    let mut from = String::new();
    match (asked.list, &after) {
        (UnitList::Done, Some(Place::Step(position))) => {
            values.push(position);
            from = format!("and last_position < ${next}");
        }
        (UnitList::Done, _) => {}
        (_, Some(Place::Due(due, application))) => {
            values.extend::<[&(dyn ToSql + Sync); 2]>([due, application]);
            from = format!("and (due, application_id) > (${next}, ${})", next + 1);
        }
        _ => {}
    }
    values.push(&most);
    let (cases, limit) = (asked.list.cases(), values.len());
    let (order, whole) = match asked.list {
        UnitList::Done => ("last_position desc", "page.last_position desc"),
        _ => ("due, application_id", "page.due, page.application_id"),
    };
    let select = format!(
        "select page.*, applications.number
           from (select * from cases where office_id = $1 and {cases} {from}
                  order by {order} limit ${limit}) as page
           join applications on applications.office_id = page.office_id
            and applications.application_id = page.application_id
          order by {whole}"
    );
    let select = client.prepare_cached(&select).await?;
    let rows = client.query(&select, &values).await?;
    Ok(rows
        .iter()
        .filter_map(|row| case_row(row, asked.list))
        .collect())
}

fn case_row(row: &Row, list: UnitList) -> Option<CaseRow> {
    let application: Uuid = row.get("application_id");
    Some(CaseRow {
        application: ApplicationId(application),
        number: row.get("number"),
        kind: named(row.get("kind")),
        topic: row.get::<_, Option<String>>("topic").map(TopicCode),
        registered_at: row.get("registered_at"),
        legal_due: row.get("legal_due"),
        // What was written as one is read as one.
        standing: serde_json::from_str(row.get("standing")).ok()?,
        place: match list {
            UnitList::Done => Place::Step(row.get("last_position")),
            _ => Place::Due(row.get("due"), application),
        },
    })
}

/// The value of a plain enum with this name.
fn named<'de, T: Deserialize<'de>>(name: &'de str) -> Option<T> {
    T::deserialize(StrDeserializer::<NameError>::new(name)).ok()
}

/// How many cases a list has; [`MOST_COUNTED`] and one where there are more.
///
/// # Errors
/// What PostgreSQL met.
pub async fn count(client: &impl GenericClient, asked: Asked<'_>) -> Result<u64, Error> {
    let unit = asked.unit.as_str();
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![&asked.office, &unit];
    if asked.list.asks_for_today() {
        values.push(&asked.today);
    }
    let select = format!(
        "select count(*) from (select from cases where office_id = $1 and {} limit {}) as counted",
        asked.list.cases(),
        MOST_COUNTED + 1
    );
    let select = client.prepare_cached(&select).await?;
    let row = client.query_one(&select, &values).await?;
    Ok(u64::try_from(row.get::<_, i64>(0)).unwrap_or(0))
}

/// Where a case stands, and whose it is.
///
/// # Errors
/// What PostgreSQL met.
pub async fn standing(
    client: &impl GenericClient,
    office: &str,
    application: ApplicationId,
) -> Result<Option<(Standing, PersonId)>, Error> {
    let select = client
        .prepare_cached(
            "select standing, person_id from cases where office_id = $1 and application_id = $2",
        )
        .await?;
    let row = client
        .query_opt(&select, &[&office, &application.0])
        .await?;
    Ok(row.and_then(|row| {
        let standing = serde_json::from_str(row.get(0)).ok()?;
        Some((standing, PersonId(row.get(1))))
    }))
}

/// Why a step was not written.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The office has no such case.
    #[error("the office has no such case")]
    NoCase,
    /// The case does not allow it as it stands now.
    #[error(transparent)]
    Illegal(#[from] IllegalStep),
    /// It cannot be written.
    #[error(transparent)]
    Own(#[from] OwnError),
}

impl From<Error> for StepError {
    fn from(error: Error) -> Self {
        Self::Own(error.into())
    }
}

/// A step to write.
#[derive(Debug, Clone)]
pub struct NewStep {
    /// The case.
    pub application: ApplicationId,
    /// The step.
    pub step: Step,
    /// What is said with it.
    pub said: Said,
}

/// Writes a step of a case, if it fits where the case stands now; the office is locked until the
/// transaction ends. Who may take it is for the caller to know.
///
/// # Errors
/// [`StepError`]; nothing was written then.
pub async fn take_step(
    transaction: &Transaction<'_>,
    office: &str,
    (actor, new): (Actor, NewStep),
    source: &mut dyn Source,
) -> Result<Appended, StepError> {
    own::lock(transaction, office).await?;
    let found = standing(transaction, office, new.application).await?;
    let (standing, person) = found.ok_or(StepError::NoCase)?;
    standing.after(&new.step)?;
    let moved = Event::CaseMoved(Box::new(CaseMoved {
        application: new.application,
        person,
        step: new.step,
        private: new.said,
    }));
    let appended = own::append(transaction, office, (actor, &[moved]), source).await?;
    appended.first().copied().ok_or(StepError::NoCase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_a_list_are_read_as_they_are_written() {
        let due = Place::Due("2026-05-04".parse().unwrap(), Uuid::from_u128(7));
        for place in [due, Place::Step(12)] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for text in ["", ".", "2026-05-04", "2026-05-04.x", "1.2"] {
            assert_eq!(text.parse::<Place>(), Err(()), "{text}");
        }
        for list in UnitList::ALL {
            assert_eq!(UnitList::named(list.name()), Some(list));
        }
    }

    #[test]
    fn kinds_are_read_by_name() {
        assert_eq!(named("request"), Some(ApplicationKind::Request));
        assert_eq!(named::<ApplicationKind>("of_2031"), None);
    }
}
