//! What applicants are told.

use super::Work;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::event::{Event, MessageMoved};
use crate::domain::ids::MessageId;
use crate::domain::message::MessageState;

/// The applicant was told by telephone.
pub(super) fn called(work: &mut Work<'_, '_>, message: MessageId) -> Result<Done, DeskError> {
    let known = work.tx.read().message(message)?;
    let known = known.ok_or(DeskError::NotFound)?;
    if known.state != MessageState::Called {
        work.append(Event::MessageMoved(MessageMoved {
            message,
            application: known.application,
            state: MessageState::Called,
        }))?;
    }
    Ok(Done::Stored)
}
