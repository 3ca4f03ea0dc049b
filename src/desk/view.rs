//! What a screen is shown.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::application::{Registered, TopicCode};
use crate::domain::event::{CallBasis, OfficeConfigured};
use crate::domain::ids::{ApplicationId, Counter, PersonId, StaffId, TicketId, VisitId};
use crate::domain::number::{ApplicationNumber, NumberError};
use crate::domain::person::Person;
use crate::domain::priority::Lane;
use crate::domain::queue::CallReason;
use crate::domain::ticket::Ticket;
use crate::text::CleanText;

use super::command::Draft;

/// See [`super::Query::Start`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartView {
    /// `None`: first run.
    pub office: Option<OfficeConfigured>,
    /// In order of name.
    pub staff: Vec<StaffRow>,
    /// The newest first.
    pub drafts: Vec<DraftRow>,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    pub id: StaffId,
    pub name: CleanText,
}

/// A form that was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub draft: Draft,
    pub saved_at: DateTime<Utc>,
    /// The number of the visit's ticket.
    pub ticket_number: Option<u32>,
    /// Whether the visit it belongs to is still open.
    pub visit_is_open: bool,
}

/// See [`super::Query::Queue`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueView {
    pub day: NaiveDate,
    pub ordinary: LaneView,
    pub priority: LaneView,
    /// At the counters, called or in a visit, by counter.
    pub at_counters: Vec<CounterRow>,
    /// Put aside, in order of return.
    pub held: Vec<Ticket>,
    /// Called and not come, the latest first.
    pub absent: Vec<Ticket>,
    /// Who is next, and why.
    pub next: Option<NextTicket>,
    /// What the asking counter is doing.
    pub mine: Option<CounterWork>,
    /// Tickets given today.
    pub issued: u32,
    /// Visits finished today.
    pub served: u32,
}

/// Who waits in a lane.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LaneView {
    pub count: u32,
    /// In the order they are called; at most [`LaneView::MOST_ROWS`].
    pub rows: Vec<Ticket>,
}

impl LaneView {
    /// Rows a lane shows; `count` tells all.
    pub const MOST_ROWS: usize = 200;
}

/// What happens at a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CounterRow {
    pub counter: Counter,
    /// `None`: a visit without a ticket.
    pub number: Option<u32>,
    /// Calls so far, while the visitor has not come.
    pub calls: Option<u32>,
    pub since: DateTime<Utc>,
}

/// Who is next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextTicket {
    pub ticket: TicketId,
    pub number: u32,
    pub lane: Lane,
    pub reason: CallReason,
}

/// A called visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledTicket {
    pub ticket: Ticket,
    pub basis: CallBasis,
    pub called_at: DateTime<Utc>,
}

/// What the asking counter is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CounterWork {
    Called(Box<CalledTicket>),
    InVisit(Box<VisitView>),
}

/// An open visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitView {
    pub visit: VisitId,
    pub ticket: Option<Ticket>,
    pub opened_at: DateTime<Utc>,
    /// Registered in it so far.
    pub applications: Vec<ApplicationNumber>,
    /// Pieces of guidance given in it so far.
    pub guidance: u32,
}

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

impl PersonRow {
    /// Rows a search for returning visitors shows.
    pub const MOST_ROWS: usize = 20;
}

/// See [`super::Query::Search`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchView {
    /// What was typed looks like an application number, but is mistyped in this way.
    pub mistyped: Option<NumberError>,
    /// The newest first; at most [`SearchView::MOST_ROWS`].
    pub rows: Vec<ApplicationRow>,
    /// Whether there are more.
    pub more: bool,
}

impl SearchView {
    /// Rows a search shows.
    pub const MOST_ROWS: usize = 50;
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

/// An application, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationView {
    pub record: Registered,
    /// As known now; empty when erased.
    pub person: Person,
    /// Who registered it; `None` where it came from another database or the name is erased.
    pub registered_by: Option<CleanText>,
    /// Whether central has given a receipt for the registration.
    pub receipt: bool,
}
