//! What happened: the one record everything else comes from.
//!
//! An event is the log entry, the sync operation, the audit entry, the history of a case and the
//! source of statistics. Its personal part is the field `private`; the store seals it under the
//! key of [`Event::subject`], and hands it back empty once that key is destroyed.
//!
//! Fields are only ever added, with a default: every event ever written stays readable.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::application::{Registered, TopicCode};
use super::case::CaseMoved;
use super::deadline::DeadlineRule;
use super::decision::{ReviewDecided, ReviewOpened};
use super::ids::{
    ApplicationId, Counter, DeviceId, GuidanceId, MessageId, OfficeCode, PersonId, StaffId,
    TicketId, VisitId,
};
use super::ladder::Ladder;
use super::message::{MessageChannel, MessageLanguage, MessageStage, MessageState};
use super::person::Person;
use super::priority::{Lane, PriorityClaims};
use super::queue::{CallReason, ClassRanking, Policy};
use super::staff::Role;
use super::ticket::{TicketEnd, TicketMove};
use super::unit::Unit;
use super::visit::GuidanceOutcome;
use crate::text::CleanText;

/// One thing that happened. Serialised as `{"kind": …, "body": …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum Event {
    /// The office was set up, or its settings changed.
    OfficeConfigured(OfficeConfigured),
    /// A member of staff became known.
    StaffRegistered(StaffRegistered),
    /// A visitor has come and got a ticket.
    TicketIssued(TicketIssued),
    /// The classes were corrected; the place stays.
    TicketClaimsCorrected(TicketClaimsCorrected),
    /// Called to a counter.
    TicketCalled(TicketCalled),
    /// Called once more to the same counter.
    TicketRecalled(TicketStep),
    /// A mis-keyed call was taken back.
    TicketCallUndone(TicketStep),
    /// The called visitor did not come.
    TicketNoShow(TicketStep),
    /// Put aside, for a time or until returned.
    TicketHeld(TicketHeld),
    /// A held ticket is back in its place.
    TicketReturned(TicketStep),
    /// An absent visitor has come after all.
    TicketReinstated(TicketReinstated),
    /// It ended without a visit.
    TicketEnded(TicketEnded),
    /// A visit began, of a called ticket or without one.
    VisitOpened(VisitOpened),
    /// It ended, and its ticket with it.
    VisitClosed(VisitClosed),
    /// A person's data, whole: first recorded or changed.
    PersonRecorded(PersonRecorded),
    /// A question was answered, or a visitor helped, without an application.
    GuidanceGiven(GuidanceGiven),
    /// A number was given, and is final.
    ApplicationRegistered(Box<Registered>),
    /// A service unit of the office's directory became known, or changed; always whole.
    UnitRecorded(Box<Unit>),
    /// A case took a step.
    CaseMoved(Box<CaseMoved>),
    /// An applicant is to be told something.
    MessageQueued(Box<MessageQueued>),
    /// Something became of a message.
    MessageMoved(MessageMoved),
    /// Central found something a person has to decide, which no desk can see by itself.
    ReviewOpened(ReviewOpened),
    /// A person decided something the program could not.
    ReviewDecided(Box<ReviewDecided>),
    /// The database was restored from a backup, and is a new device since.
    DatabaseRestored(DatabaseRestored),
}

/// See [`Event::OfficeConfigured`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeConfigured {
    pub office: OfficeCode,
    /// As written on receipts, such as `Çankaya Kaymakamlığı`.
    pub name: CleanText,
    pub policy: Policy,
    #[serde(default)]
    pub ranking: ClassRanking,
    pub deadline_rule: DeadlineRule,
    /// Whether administrative leave counts as a holiday here.
    #[serde(default)]
    pub leave_counts: bool,
    #[serde(default)]
    pub case_rules: CaseRules,
}

/// What an office settles about the cases it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseRules {
    /// Days after the result within which an application may be opened again.
    pub reopen_days: u16,
    /// Days a unit has to correct an answer the chief sent back.
    pub correction_days: u16,
    /// Who is told when the time of a case runs out.
    pub ladder: Ladder,
}

impl Default for CaseRules {
    fn default() -> Self {
        Self {
            reopen_days: 30,
            correction_days: 3,
            ladder: Ladder::default(),
        }
    }
}

impl OfficeConfigured {
    /// An office with the settings the first run suggests.
    #[must_use]
    pub fn usual(office: OfficeCode, name: CleanText) -> Self {
        Self {
            office,
            name,
            policy: Policy::default(),
            ranking: ClassRanking::default(),
            deadline_rule: DeadlineRule::default(),
            leave_counts: false,
            case_rules: CaseRules::default(),
        }
    }
}

/// See [`Event::StaffRegistered`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRegistered {
    pub staff: StaffId,
    /// Under whose key the name is sealed.
    pub person: PersonId,
    #[serde(default)]
    pub role: Role,
    #[serde(default)]
    pub private: StaffName,
}

/// The personal part of [`StaffRegistered`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffName {
    pub name: CleanText,
}

/// See [`Event::TicketIssued`], and [`Ticket`](super::ticket::Ticket) for the fields. The classes
/// are health data: they are sealed, and only the lane and the rank, which the queue needs, are not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketIssued {
    pub ticket: TicketId,
    pub day: NaiveDate,
    pub number: u32,
    pub place: u32,
    pub lane: Lane,
    pub rank: u8,
    pub visitor: PersonId,
    #[serde(default)]
    pub private: Claims,
}

/// Priority classes, sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub claims: PriorityClaims,
}

/// See [`Event::TicketClaimsCorrected`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketClaimsCorrected {
    pub ticket: TicketId,
    pub lane: Lane,
    pub rank: u8,
    pub visitor: PersonId,
    #[serde(default)]
    pub private: Claims,
}

/// See [`Event::TicketCalled`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketCalled {
    pub ticket: TicketId,
    pub counter: Counter,
    pub visitor: PersonId,
    pub basis: CallBasis,
    /// Why the clerk called out of order.
    #[serde(default)]
    pub private: Reason,
}

/// What a call rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum CallBasis {
    /// The two-lane policy; counts for the run.
    Policy(CallReason),
    /// The clerk chose the visitor, with a reason; leaves the run as it is.
    OutOfOrder,
}

/// A reason in the clerk's own words, sealed since it may speak of the visitor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub reason: Option<CleanText>,
}

/// A step of a ticket that needs nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketStep {
    pub ticket: TicketId,
}

/// See [`Event::TicketHeld`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketHeld {
    pub ticket: TicketId,
    pub visitor: PersonId,
    /// When it comes back by itself.
    pub until: Option<DateTime<Utc>>,
    #[serde(default)]
    pub private: Reason,
}

/// See [`Event::TicketReinstated`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketReinstated {
    pub ticket: TicketId,
    /// The new place, after everybody who has arrived.
    pub place: u32,
}

/// See [`Event::TicketEnded`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketEnded {
    pub ticket: TicketId,
    pub how: TicketEnd,
}

/// See [`Event::VisitOpened`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitOpened {
    pub visit: VisitId,
    /// `None`: it began without one.
    pub ticket: Option<TicketId>,
    pub counter: Counter,
    /// The ticket's visitor, or a new one.
    pub visitor: PersonId,
}

/// See [`Event::VisitClosed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitClosed {
    pub visit: VisitId,
}

/// See [`Event::PersonRecorded`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecorded {
    pub person: PersonId,
    /// The visitor of the visit the person was met in: erased together with the person.
    #[serde(default)]
    pub visitor: Option<PersonId>,
    #[serde(default)]
    pub private: PersonData,
}

/// The personal part of [`PersonRecorded`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonData {
    pub person: Person,
    /// What was known when it was edited; `None` when nothing was. See
    /// [`merge`](super::person_merge::merge).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_from: Option<Box<Person>>,
}

impl PersonData {
    /// Of somebody nothing was known of.
    #[must_use]
    pub fn new(person: Person) -> Self {
        Self {
            person,
            edited_from: None,
        }
    }
}

/// See [`Event::GuidanceGiven`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuidanceGiven {
    pub guidance: GuidanceId,
    pub visit: VisitId,
    pub visitor: PersonId,
    pub topic: Option<TopicCode>,
    pub outcome: GuidanceOutcome,
    /// Minutes it took, as the clerk says or as measured.
    pub minutes: u16,
    #[serde(default)]
    pub private: Note,
}

/// See [`Event::MessageQueued`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageQueued {
    pub message: MessageId,
    pub application: ApplicationId,
    /// The applicant, under whose key the text is sealed.
    pub person: PersonId,
    pub stage: MessageStage,
    /// Which time this stage is reached, from 0: an application may be extended or reopened more
    /// than once. One message for each application, stage, round and recipient is ever sent.
    pub round: u32,
    pub channel: MessageChannel,
    pub language: MessageLanguage,
    #[serde(default)]
    pub private: MessageText,
}

/// The personal part of [`MessageQueued`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageText {
    /// Telephone number in E.164, or e-mail address; empty on the call list where nothing is known.
    pub to: CleanText,
    pub text: CleanText,
}

/// See [`Event::MessageMoved`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageMoved {
    pub message: MessageId,
    pub application: ApplicationId,
    #[serde(flatten)]
    pub state: MessageState,
}

/// See [`Event::DatabaseRestored`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseRestored {
    /// The device it was when the backup was made.
    pub former: DeviceId,
    /// The last operation of that device in the backup.
    pub head: u64,
}

/// A note in the clerk's own words, sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub note: CleanText,
}

impl Event {
    /// Under whose key the personal part is sealed; `None` where there is none.
    #[must_use]
    pub fn subject(&self) -> Option<PersonId> {
        match self {
            Self::StaffRegistered(event) => Some(event.person),
            Self::TicketIssued(event) => Some(event.visitor),
            Self::TicketClaimsCorrected(event) => Some(event.visitor),
            Self::TicketCalled(event) => Some(event.visitor),
            Self::TicketHeld(event) => Some(event.visitor),
            Self::PersonRecorded(event) => Some(event.person),
            Self::GuidanceGiven(event) => Some(event.visitor),
            Self::ApplicationRegistered(event) => Some(event.person),
            Self::CaseMoved(event) => Some(event.person),
            Self::MessageQueued(event) => Some(event.person),
            Self::ReviewDecided(event) => Some(event.person),
            Self::OfficeConfigured(_)
            | Self::UnitRecorded(_)
            | Self::MessageMoved(_)
            | Self::ReviewOpened(_)
            | Self::TicketRecalled(_)
            | Self::TicketCallUndone(_)
            | Self::TicketNoShow(_)
            | Self::TicketReturned(_)
            | Self::TicketReinstated(_)
            | Self::TicketEnded(_)
            | Self::VisitOpened(_)
            | Self::VisitClosed(_)
            | Self::DatabaseRestored(_) => None,
        }
    }

    /// The case (application) it belongs to.
    #[must_use]
    pub fn case(&self) -> Option<Uuid> {
        match self {
            Self::ApplicationRegistered(event) => Some(event.application.0),
            Self::CaseMoved(event) => Some(event.application.0),
            Self::MessageQueued(event) => Some(event.application.0),
            Self::MessageMoved(event) => Some(event.application.0),
            Self::ReviewOpened(event) => Some(event.application.0),
            Self::ReviewDecided(event) => Some(event.application?.0),
            _ => None,
        }
    }

    /// The ticket it moves, and how. A visit that closes moves its ticket too; only the store
    /// knows which.
    #[must_use]
    pub fn ticket_move(&self) -> Option<(TicketId, TicketMove)> {
        Some(match self {
            Self::TicketCalled(event) => (
                event.ticket,
                TicketMove::Call {
                    counter: event.counter,
                },
            ),
            Self::TicketRecalled(event) => (event.ticket, TicketMove::Recall),
            Self::TicketCallUndone(event) => (event.ticket, TicketMove::UndoCall),
            Self::TicketNoShow(event) => (event.ticket, TicketMove::NoShow),
            Self::TicketHeld(event) => (event.ticket, TicketMove::Hold { until: event.until }),
            Self::TicketReturned(event) => (event.ticket, TicketMove::Return),
            Self::TicketReinstated(event) => (event.ticket, TicketMove::Reinstate),
            Self::TicketEnded(event) => (
                event.ticket,
                match event.how {
                    TicketEnd::Served => TicketMove::Finish,
                    TicketEnd::Left => TicketMove::Leave,
                    TicketEnd::DayOver => TicketMove::CloseDay,
                },
            ),
            Self::VisitOpened(event) => (event.ticket?, TicketMove::Start { visit: event.visit }),
            _ => return None,
        })
    }
}

#[cfg(test)]
#[path = "event_tests.rs"]
mod tests;
