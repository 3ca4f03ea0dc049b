//! Rows of lists: whom and what a search finds.

use crate::domain::application::{Registered, TopicCode};
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::number::{ApplicationNumber, NumberError};
use crate::domain::person::Person;
use crate::text::CleanText;
use chrono::{DateTime, NaiveDate, Utc};

/// A person found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub id: PersonId,
    pub person: Person,
    /// Applications so far.
    pub applications: u32,
    /// When the last of them was registered.
    pub last: Option<DateTime<Utc>>,
}

/// Applications found, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundApplications {
    /// What was typed looks like an application number, but is mistyped in this way.
    pub mistyped: Option<NumberError>,
    /// Up to the number of rows asked for.
    pub rows: Vec<ApplicationRow>,
    /// Whether there are more.
    pub more: bool,
}

/// An application in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRow {
    pub id: ApplicationId,
    pub number: ApplicationNumber,
    pub applicant: CleanText,
    pub topic: Option<TopicCode>,
    pub registered_at: DateTime<Utc>,
    /// The last day.
    pub due: NaiveDate,
}

impl ApplicationRow {
    /// The row of an application and its applicant's data as known now.
    #[must_use]
    pub fn of(record: &Registered, applicant: &Person) -> Self {
        Self {
            id: record.application,
            number: record.number,
            applicant: CleanText::line(&applicant.full_name()),
            topic: record.topic.clone(),
            registered_at: record.registered_at,
            due: record.deadline.due,
        }
    }
}
