//! What a screen can ask.

use crate::domain::application::TopicCode;
use crate::domain::decision::ReviewItem;
use crate::domain::ids::{ApplicationId, Counter, PersonId};
use crate::domain::person::Place;
use crate::text::CleanText;

use super::case_view::{
    CaseView, MessageList, MessagePage, UnitsView, WorkCounts, WorkFilter, WorkList, WorkPage,
    WorkPlace,
};
use super::view::{
    ApplicationRow, ApplicationView, FoundApplications, PersonRow, QueueView, ReviewView,
    ReviewsView, StartView,
};

/// A question. Answered from a connection that cannot write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Whether the office is set up, who works here, what was being typed at this counter.
    Start { counter: Option<Counter> },
    /// The queue as this counter sees it.
    Queue { counter: Counter },
    /// Returning visitors by identity number, name or phone, however typed.
    Persons { typed: String },
    /// Applications by number, name, phone or identity number, however typed.
    Search { typed: String },
    /// One application, whole.
    Application(ApplicationId),
    /// A case: where it stands, what happened, what was said.
    Case(ApplicationId),
    /// A page of a work list, after a row.
    Work {
        list: WorkList,
        filter: WorkFilter,
        after: Option<WorkPlace>,
    },
    /// How many cases and messages wait for somebody.
    WorkCounts { filter: WorkFilter },
    /// A page of a list of messages, after the one with this place.
    Messages { list: MessageList, after: i64 },
    /// What waits for a person to decide.
    Reviews,
    /// One thing that waits, with both its sides.
    Review(ReviewItem),
    /// The directory of service units, and how their answers fared.
    Units,
    /// Open applications a new one may repeat.
    Duplicates {
        person: Option<PersonId>,
        identity_number: String,
        topic: Option<TopicCode>,
    },
    /// Neighbourhoods of a district: imported ones and those written before, in Turkish order.
    Neighbourhoods(Place),
}

/// The answer to the [`Query`] of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Start(Box<StartView>),
    Queue(Box<QueueView>),
    Persons(Vec<PersonRow>),
    Search(FoundApplications),
    Application(Option<Box<ApplicationView>>),
    Case(Option<Box<CaseView>>),
    Work(WorkPage),
    WorkCounts(WorkCounts),
    Messages(MessagePage),
    Reviews(ReviewsView),
    /// `None`: it waits no more.
    Review(Option<Box<ReviewView>>),
    Units(UnitsView),
    Duplicates(Vec<ApplicationRow>),
    Neighbourhoods(Vec<CleanText>),
}
