//! What a person at the desk can do.

use std::path::PathBuf;

use chrono::TimeDelta;

use crate::domain::application::TopicCode;
pub use crate::domain::case_draft::{CaseDraft, Typed};
use crate::domain::event::OfficeConfigured;
use crate::domain::ids::{ApplicationId, Counter, DraftId, MessageId, StaffId, TicketId, VisitId};
use crate::domain::priority::PriorityClaims;
pub use crate::domain::registration::Draft;
use crate::domain::registration::{AcceptedWarning, RegistrationDraft};
use crate::domain::staff::Role;
use crate::domain::unit::Unit;
use crate::domain::visit::GuidanceOutcome;
use crate::text::CleanText;

pub use super::case_command::{CaseAction, CaseCommand};
pub use super::print::PrintOrder;
pub use super::review_command::{Choice, DecideCommand};

/// Who works where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    pub staff: StaffId,
    pub counter: Counter,
}

/// A command. All but [`Command::SetUp`] and [`Command::AddStaff`] need a [`Session`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// First run: the office, its first member of staff and the directory it begins with.
    SetUp {
        office: OfficeConfigured,
        staff: CleanText,
        role: Role,
        units: Vec<Unit>,
    },
    /// Another member of staff, by name.
    AddStaff { name: CleanText, role: Role },
    /// Opens the day: ends tickets left over from earlier days. Sent at start and after midnight.
    OpenDay,

    /// Gives a ticket.
    IssueTicket { claims: PriorityClaims },
    /// Corrects the classes of a ticket; it keeps its place.
    CorrectClaims {
        ticket: TicketId,
        claims: PriorityClaims,
    },
    /// Calls whoever is next by the policy.
    CallNext,
    /// Calls somebody else; the reason is recorded.
    CallOutOfOrder { ticket: TicketId, reason: CleanText },
    /// Calls the called visitor once more.
    Recall { ticket: TicketId },
    /// The call was a mis-key.
    UndoCall { ticket: TicketId },
    /// The visitor did not come.
    NoShow { ticket: TicketId },
    /// Puts a visitor aside, for a time or until returned.
    Hold {
        ticket: TicketId,
        time: Option<TimeDelta>,
        reason: Option<CleanText>,
    },
    /// Puts a held visitor back in the place they had.
    Return { ticket: TicketId },
    /// An absent visitor has come after all.
    Reinstate { ticket: TicketId },
    /// The visitor left without a visit.
    Leave { ticket: TicketId },
    /// Ends every open ticket of the day, but for visitors who are being served: those visits go
    /// on to their own end.
    CloseDay,

    /// Begins the visit of the called visitor.
    StartVisit { ticket: TicketId },
    /// Begins a visit without a ticket.
    OpenVisit,
    /// Records guidance in a visit.
    GiveGuidance {
        visit: VisitId,
        topic: Option<TopicCode>,
        outcome: GuidanceOutcome,
        note: CleanText,
    },
    /// Registers an application. The draft it was typed in goes with it, in the same transaction.
    Register(Box<Registration>),
    /// Ends a visit.
    FinishVisit { visit: VisitId },

    /// Takes a step with a case.
    Case(Box<CaseCommand>),
    /// An applicant on the call list was told by telephone.
    MessageCalled { message: MessageId },
    /// Decides on something the program could not settle.
    Decide(Box<DecideCommand>),
    /// Records service units of the directory, each whole.
    RecordUnits(Vec<Unit>),

    /// Prints a paper of an application.
    Print(PrintOrder),
    /// Saves the files of an application where they can be opened.
    SaveFiles { application: ApplicationId },

    /// Keeps what is being typed.
    SaveDraft(Box<Draft>),
    /// Throws a draft away, because the clerk said so.
    DropDraft(DraftId),
    /// Keeps what is being typed on a page of a case.
    SaveCaseDraft(Box<CaseDraft>),
    /// Throws it away, because the clerk said so.
    DropCaseDraft(DraftId),
    /// Takes a file in, for an application being typed.
    Attach { file: PathBuf },
}

/// An application to register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// `None`: it came without a visitor.
    pub visit: Option<VisitId>,
    /// The stored draft that becomes this application.
    pub draft: Option<DraftId>,
    pub form: RegistrationDraft,
    /// The warnings the clerk has seen. One that is missing is added without a reason: a
    /// registration is never refused.
    pub accepted: Vec<AcceptedWarning>,
}
