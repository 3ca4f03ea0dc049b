//! Answers the screens' questions.

use chrono::{DateTime, Utc};

use crate::catalog::Catalog;
use crate::domain::application::TopicCode;
use crate::domain::calendar::istanbul_day;
use crate::domain::identity::readable;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::person::{PersonKind, Place};
use crate::domain::staff::Role;
use crate::store::{Reads, WorkNow};
use crate::text::{CleanText, collation_key};

use super::case_answer;
use super::error::DeskError;
use super::query::{Answer, Query};
use super::queue_view;
use super::review_answer;
use super::view::{ApplicationRow, ApplicationView, DraftRow, StaffRow, StartView};

/// Returning visitors shown; more are found by typing more.
const MOST_PERSONS: usize = 20;
/// Applications a search shows.
const MOST_APPLICATIONS: usize = 50;

/// Answers a question asked at `now`.
pub(super) fn answer(
    read: Reads<'_>,
    catalog: &Catalog,
    query: &Query,
    now: DateTime<Utc>,
) -> Result<Answer, DeskError> {
    let today = istanbul_day(now);
    let now = WorkNow { today, now };
    Ok(match query {
        Query::Start { .. } => Answer::Start(Box::new(start(read)?)),
        Query::Queue { counter } => {
            Answer::Queue(Box::new(queue_view::queue(read, *counter, today)?))
        }
        Query::Persons { typed } => Answer::Persons(read.find_persons(typed, MOST_PERSONS)?),
        Query::Search { typed } => {
            Answer::Search(read.find_applications(typed, MOST_APPLICATIONS)?)
        }
        Query::Application(id) => Answer::Application(application(read, *id)?.map(Box::new)),
        Query::Case(id) => Answer::Case(case_answer::case(read, *id, today)?.map(Box::new)),
        Query::Work {
            list,
            filter,
            after,
        } => Answer::Work(case_answer::work(read, (*list, filter), now, *after)?),
        Query::WorkCounts { filter } => Answer::WorkCounts(case_answer::counts(read, filter, now)?),
        Query::Messages { list, after } => {
            Answer::Messages(case_answer::messages(read, *list, *after)?)
        }
        Query::Reviews => Answer::Reviews(review_answer::reviews(read)?),
        Query::Review(item) => Answer::Review(review_answer::review(read, *item)?),
        Query::Units => Answer::Units(case_answer::units(read)?),
        Query::Duplicates {
            person,
            identity_number,
            topic,
        } => Answer::Duplicates(duplicates(
            read,
            (*person, identity_number),
            topic.as_ref(),
        )?),
        Query::Neighbourhoods(place) => {
            Answer::Neighbourhoods(neighbourhoods(read, catalog, *place)?)
        }
    })
}

fn start(read: Reads<'_>) -> Result<StartView, DeskError> {
    let staff = read.staff()?.into_iter();
    let mut staff: Vec<StaffRow> = staff
        .filter(|member| !member.name.is_blank() && member.role != Role::UnitOfficer)
        .map(|member| StaffRow {
            id: member.id,
            name: member.name,
            role: member.role,
        })
        .collect();
    staff.sort_by_cached_key(|row| collation_key(row.name.as_str()));
    Ok(StartView {
        office: read.office()?,
        staff,
        drafts: drafts(read)?,
    })
}

fn drafts(read: Reads<'_>) -> Result<Vec<DraftRow>, DeskError> {
    let mut rows = Vec::new();
    for (draft, saved_at) in read.drafts()? {
        let visit = match draft.visit {
            Some(visit) => read.visit(visit)?,
            None => None,
        };
        let ticket = match visit.and_then(|visit| visit.ticket) {
            Some(ticket) => read.ticket(ticket)?,
            None => None,
        };
        rows.push(DraftRow {
            draft,
            saved_at,
            ticket_number: ticket.map(|ticket| ticket.number),
            visit_is_open: visit.is_some_and(|visit| visit.closed_at.is_none()),
        });
    }
    Ok(rows)
}

pub(super) fn application(
    read: Reads<'_>,
    id: ApplicationId,
) -> Result<Option<ApplicationView>, DeskError> {
    let Some(record) = read.application(id)? else {
        return Ok(None);
    };
    let person = read.person(record.person)?.unwrap_or_default();
    let registration = read.registration(id)?;
    let registered_by = match &registration {
        Some(registration) => read.staff_name(&registration.actor)?,
        None => None,
    };
    Ok(Some(ApplicationView {
        record,
        person,
        registered_by,
        receipt: registration.is_some_and(|registration| registration.receipt),
        former_numbers: read.former_numbers(id)?,
    }))
}

/// Applications on the same topic, of the person chosen or of anybody with the number typed.
fn duplicates(
    read: Reads<'_>,
    (person, identity_number): (Option<PersonId>, &str),
    topic: Option<&TopicCode>,
) -> Result<Vec<ApplicationRow>, DeskError> {
    let Some(topic) = topic else {
        return Ok(Vec::new());
    };
    let number = readable(PersonKind::Citizen, CleanText::line(identity_number));
    let mut rows = Vec::new();
    for record in read.applications_of(person, number.as_str())? {
        if record.topic.as_ref() == Some(topic) {
            let applicant = read.person(record.person)?.unwrap_or_default();
            rows.push(ApplicationRow::of(&record, &applicant));
        }
    }
    Ok(rows)
}

fn neighbourhoods(
    read: Reads<'_>,
    catalog: &Catalog,
    place: Place,
) -> Result<Vec<CleanText>, DeskError> {
    let listed = catalog.neighbourhoods().of(place).into_iter();
    let mut names: Vec<CleanText> = listed.map(CleanText::line).collect();
    names.extend(read.neighbourhoods_written(place)?);
    names.sort_by_cached_key(|name| collation_key(name.as_str()));
    names.dedup();
    Ok(names)
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;
