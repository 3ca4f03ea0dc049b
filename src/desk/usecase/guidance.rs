//! Guidance given in a visit.

use super::Work;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::application::TopicCode;
use crate::domain::event::{Event, GuidanceGiven, Note};
use crate::domain::ids::{GuidanceId, VisitId};
use crate::domain::visit::GuidanceOutcome;
use crate::text::CleanText;

/// What the clerk says of it.
pub(super) struct Given {
    pub(super) topic: Option<TopicCode>,
    pub(super) outcome: GuidanceOutcome,
    pub(super) note: CleanText,
}

/// Records guidance; also in a visit that was closed meanwhile, since what was done was done.
pub(super) fn give(
    work: &mut Work<'_, '_>,
    visit: VisitId,
    given: Given,
) -> Result<Done, DeskError> {
    let known = work.visit(visit)?;
    // What took the time before was recorded with its own minutes.
    let since = work.tx.read().last_guidance_at(visit)?;
    let until = known.closed_at.unwrap_or(work.now());
    let minutes = (until - since.unwrap_or(known.opened_at)).num_minutes();
    let guidance = GuidanceId(work.tx.id());
    work.append(Event::GuidanceGiven(GuidanceGiven {
        guidance,
        visit,
        visitor: known.visitor,
        topic: given.topic,
        outcome: given.outcome,
        minutes: u16::try_from(minutes.max(0)).unwrap_or(u16::MAX),
        private: Note { note: given.note },
    }))?;
    Ok(Done::Stored)
}
