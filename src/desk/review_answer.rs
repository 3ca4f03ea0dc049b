//! Answers questions about what waits for a decision.

use super::answer::application;
use super::error::DeskError;
use super::review_view::{PersonSide, ReviewRow, ReviewView, ReviewsView, Sides};
use super::view::HistoryLine;
use crate::domain::case::CaseMoved;
use crate::domain::decision::ReviewItem;
use crate::domain::event::Event;
use crate::domain::ids::ApplicationId;
use crate::store::{CaseStep, Reads, Review, ReviewKind};
use crate::text::CleanText;
use uuid::Uuid;

/// Rows of the list; whoever has more decides on these first.
const MOST: u32 = 200;

/// What waits.
pub(super) fn reviews(read: Reads<'_>) -> Result<ReviewsView, DeskError> {
    let mut found = read.reviews(MOST + 1)?;
    let more = found.len() > MOST as usize;
    found.truncate(MOST as usize);
    let rows: Result<_, DeskError> = found.into_iter().map(|review| row(read, review)).collect();
    Ok(ReviewsView { rows: rows?, more })
}

/// One thing that waits, with both its sides; `None` when it waits no more.
pub(super) fn review(
    read: Reads<'_>,
    item: ReviewItem,
) -> Result<Option<Box<ReviewView>>, DeskError> {
    let Some(review) = read.review(item)? else {
        return Ok(None);
    };
    let Some(sides) = sides(read, &review)? else {
        return Ok(None);
    };
    Ok(Some(Box::new(ReviewView {
        row: row(read, review)?,
        sides,
        drafts: read.case_drafts(ApplicationId(item.operation))?,
    })))
}

fn row(read: Reads<'_>, review: Review) -> Result<ReviewRow, DeskError> {
    let record = match review.application {
        Some(application) => read.application(application)?,
        None => None,
    };
    let person = review
        .person
        .or(record.as_ref().map(|record| record.person));
    let person = match person {
        Some(person) => read.person(person)?.unwrap_or_default(),
        None => Default::default(),
    };
    Ok(ReviewRow {
        item: review.item,
        kind: review.kind,
        application: record.map(|record| (record.application, record.number)),
        name: CleanText::line(&person.full_name()),
        by: read.staff_name(&review.actor)?,
        at: review.at,
    })
}

fn sides(read: Reads<'_>, review: &Review) -> Result<Option<Sides>, DeskError> {
    let operation = review.item.operation;
    Ok(match &review.kind {
        ReviewKind::Person(field) => {
            let Some(first) = read.standing(review.item)? else {
                return Ok(None);
            };
            let (Some(first), Some(second)) = (side(read, first)?, side(read, operation)?) else {
                return Ok(None);
            };
            Some(Sides::Person {
                field: *field,
                first: Box::new(first),
                second: Box::new(second),
            })
        }
        ReviewKind::CaseStep => step(read, operation)?,
        ReviewKind::NumberClash => {
            let Some(second) = review.application else {
                return Ok(None);
            };
            let first = match read.same_number(second)? {
                Some(first) => application(read, first)?,
                None => None,
            };
            Some(Sides::Numbers {
                first: first.map(Box::new),
                second: application(read, second)?.map(Box::new),
            })
        }
        ReviewKind::Rejected(reason) => {
            let (Some(recorded), Some(bytes)) =
                (read.recorded(operation)?, read.operation(operation)?)
            else {
                return Ok(None);
            };
            Some(Sides::Rejected {
                reason: *reason,
                operation: Box::new(bytes),
                event: recorded.event.map(Box::new),
            })
        }
        ReviewKind::Contradiction(offered) => Some(Sides::Contradiction {
            held: read.in_place_of(offered)?.map(Box::new),
            offered: offered.clone(),
        }),
        ReviewKind::UnknownOffice(office) => Some(Sides::Office(*office)),
    })
}

fn side(read: Reads<'_>, operation: Uuid) -> Result<Option<PersonSide>, DeskError> {
    let Some(version) = read.person_version(operation)? else {
        return Ok(None);
    };
    Ok(Some(PersonSide {
        by: read.staff_name(&version.actor)?,
        person: version.person,
        at: version.at,
    }))
}

/// A step that did not fit, and the last one before it that does.
fn step(read: Reads<'_>, operation: Uuid) -> Result<Option<Sides>, DeskError> {
    let Some(recorded) = read.recorded(operation)? else {
        return Ok(None);
    };
    let Some(Event::CaseMoved(moved)) = recorded.event else {
        return Ok(None);
    };
    let Some(case) = read.case(moved.application)? else {
        return Ok(None);
    };
    let steps = read.case_steps(moved.application)?;
    let at = steps
        .iter()
        .position(|step| step.refused && step.moved == *moved && step.at == recorded.at);
    let before = steps[..at.unwrap_or(steps.len())].iter().rev();
    let before = before.clone().find(|step| !step.refused);
    let before = match before {
        Some(step) => Some(Box::new(line(read, step)?)),
        None => None,
    };
    let refused = HistoryLine {
        by: read.staff_name(&recorded.actor)?,
        moved: CaseMoved::clone(&moved),
        at: recorded.at,
        refused: true,
    };
    Ok(Some(Sides::Step {
        refused: Box::new(refused),
        before,
        case: Box::new(case),
    }))
}

fn line(read: Reads<'_>, step: &CaseStep) -> Result<HistoryLine, DeskError> {
    Ok(HistoryLine {
        by: read.staff_name(&step.actor)?,
        moved: step.moved.clone(),
        at: step.at,
        refused: step.refused,
    })
}
