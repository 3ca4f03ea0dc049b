//! Forms being typed. They are no events: nothing has happened yet.

use super::Work;
use crate::desk::command::{CaseDraft, Draft};
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::ids::{ApplicationId, DraftId};

/// The application a draft becomes. It has the draft's own id, so that a registration sent twice
/// is found to be the same.
pub(super) fn application(draft: DraftId) -> ApplicationId {
    ApplicationId(draft.0)
}

/// Keeps what is being typed. A draft that was registered stays registered: a save that comes
/// late does not bring it back.
pub(super) fn save(work: &mut Work<'_, '_>, draft: &Draft) -> Result<Done, DeskError> {
    if work.tx.read().application(application(draft.id))?.is_none() {
        work.tx.save_draft(draft)?;
    }
    Ok(Done::Stored)
}

/// Throws a draft away.
pub(super) fn drop(work: &mut Work<'_, '_>, draft: DraftId) -> Result<Done, DeskError> {
    work.tx.delete_draft(draft)?;
    Ok(Done::Stored)
}

/// Keeps what is being typed for a case, or for a decision.
pub(super) fn save_case(work: &mut Work<'_, '_>, draft: &CaseDraft) -> Result<Done, DeskError> {
    let read = work.tx.read();
    let of_case = read.application(draft.application)?.is_some();
    if !of_case && !read.waits(draft.application.0)? {
        return Err(DeskError::NotFound);
    }
    work.tx.save_case_draft(draft, work.session.counter)?;
    Ok(Done::Stored)
}

/// Throws it away.
pub(super) fn drop_case(work: &mut Work<'_, '_>, draft: DraftId) -> Result<Done, DeskError> {
    work.tx.delete_case_draft(draft)?;
    Ok(Done::Stored)
}
