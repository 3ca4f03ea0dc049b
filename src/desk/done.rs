//! What came of a command.

use std::path::PathBuf;

use crate::domain::application::Attachment;
use crate::domain::deadline::Deadline;
use crate::domain::ids::{ApplicationId, PersonId, StaffId, TicketId, VisitId};
use crate::domain::number::ApplicationNumber;
use crate::domain::priority::Lane;
use crate::text::CleanText;

use super::save_files::SavedFiles;
use super::view::CalledTicket;

/// What came of a command, once it is durably stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// The command did what it says.
    Stored,
    /// The office is set up; its first member of staff.
    SetUp { staff: StaffId },
    /// Another member of staff is known.
    StaffAdded { staff: StaffId },
    /// A ticket was given.
    TicketIssued {
        ticket: TicketId,
        number: u32,
        lane: Lane,
        /// Visitors before this one in the lane.
        ahead: u32,
        /// Within how many calls the visitor is called at the latest; `None` where the policy
        /// promises nothing.
        within: Option<u64>,
    },
    /// Somebody was called, for the reason the ticket says.
    Called(Box<CalledTicket>),
    /// Nobody waits.
    NobodyWaits,
    /// A visit began.
    VisitOpened { visit: VisitId },
    /// An application has its number, which is final.
    Registered {
        application: ApplicationId,
        person: PersonId,
        number: ApplicationNumber,
        deadline: Deadline,
    },
    /// It is decided; the number an application goes on under, if it got one.
    Decided { number: Option<ApplicationNumber> },
    /// Units are in the directory; so many cases of closed ones went back to triage.
    UnitsRecorded { returned: u64 },
    /// A file was taken in, under this name.
    Attached {
        attachment: Attachment,
        name: CleanText,
    },
    /// A paper is kept in this file, and was printed if this desk prints.
    Printed { file: PathBuf, printed: bool },
    /// The files of an application were saved.
    FilesSaved(SavedFiles),
    /// So many tickets left over from earlier days were ended.
    DayOpened { ended: u32 },
    /// So many tickets that were still open were ended.
    DayClosed { ended: u32 },
}
