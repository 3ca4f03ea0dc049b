//! What a screen can ask.

use crate::domain::application::TopicCode;
use crate::domain::ids::{ApplicationId, Counter, PersonId};
use crate::domain::person::Place;
use crate::text::CleanText;

use super::view::{
    ApplicationRow, ApplicationView, FoundApplications, PersonRow, QueueView, StartView,
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
    Duplicates(Vec<ApplicationRow>),
    Neighbourhoods(Vec<CleanText>),
}
