//! What a screen is shown.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::application::Registered;
use crate::domain::event::{CallBasis, OfficeConfigured};
use crate::domain::ids::{Counter, StaffId, TicketId, VisitId};
use crate::domain::number::ApplicationNumber;
use crate::domain::person::Person;
use crate::domain::priority::Lane;
use crate::domain::queue::CallReason;
use crate::domain::staff::Role;
use crate::domain::ticket::Ticket;
use crate::text::CleanText;

use super::command::Draft;

pub use super::case_view::*;
pub use super::review_view::*;
pub use crate::store::{ApplicationRow, FoundApplications, PersonRow};

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
    pub role: Role,
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
    /// Numbers it had before the one it has now.
    pub former_numbers: Vec<ApplicationNumber>,
}
