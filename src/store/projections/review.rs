//! What a person decided where the program could not, and what came of it.
//!
//! Of several decisions on one item the first in the office's feed stands. What it says of a
//! person's data is taken by the [merge](crate::domain::person_merge::merge); a number it gives
//! becomes the application's.

use super::super::error::Result;
use super::super::recorded::Recorded;
use super::super::row::{Json, Micros, Name, signed};
use super::{Effect, FEED_ORDER, person};
use crate::domain::application::Registered;
use crate::domain::decision::{ReviewDecided, ReviewOpened};
use crate::domain::event::Note;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::number::ApplicationNumber;
use rusqlite::{Connection, OptionalExtension, named_params};
use std::collections::BTreeSet;

/// Central found something.
pub(super) fn open(connection: &Connection, event: &ReviewOpened) -> Result<Effect> {
    let insert = "insert into review_notices (operation, application, opened)
        values (?1, ?2, ?3) on conflict do nothing";
    let changed = connection.prepare_cached(insert)?.execute((
        event.operation,
        event.application.0,
        Json(event),
    ))?;
    Ok(Effect::of(changed))
}

/// A person decided; without effect where another decision came first.
pub(super) fn decide(
    connection: &Connection,
    recorded: &Recorded,
    event: &ReviewDecided,
) -> Result<Effect> {
    let insert = "insert into review_decisions (seq, operation, field, person, application,
            position, decided, actor, at)
        values (:seq, :operation, :field, :person, :application, :position, :decided, :actor,
            :at)";
    connection.prepare_cached(insert)?.execute(named_params! {
        ":seq": recorded.seq,
        ":operation": event.item.operation,
        ":field": event.item.field.map(Name),
        ":person": event.person.0,
        ":application": event.application.map(|application| application.0),
        ":position": recorded.position.map(signed),
        ":decided": Json(event),
        ":actor": recorded.actor,
        ":at": Micros(recorded.at),
    })?;
    take_effect(connection, event)?;
    let select = format!(
        "select seq from review_decisions where operation = ?1 and field is ?2 {FEED_ORDER} limit 1"
    );
    let first: i64 = connection
        .prepare_cached(&select)?
        .query_row((event.item.operation, event.item.field.map(Name)), |row| {
            row.get(0)
        })?;
    Ok(Effect::of(usize::from(first == recorded.seq)))
}

/// Where a decision counts has changed.
pub(super) fn positioned(
    connection: &Connection,
    (seq, position): (i64, Option<i64>),
) -> Result<()> {
    let update = "update review_decisions set position = ?2
        where seq = ?1 and position is not ?2 returning decided";
    let decided: Option<Json<ReviewDecided>> = connection
        .prepare_cached(update)?
        .query_row((seq, position), |row| row.get(0))
        .optional()?;
    match decided {
        Some(Json(decided)) => take_effect(connection, &decided),
        None => Ok(()),
    }
}

/// The places after `cursor` are not known any more.
pub(super) fn unpositioned(connection: &Connection, cursor: i64) -> Result<()> {
    let forget = "update review_decisions set position = null where position > ?1
        returning decided";
    let decided = connection
        .prepare_cached(forget)?
        .query_map([cursor], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<Json<ReviewDecided>>>>()?;
    decided
        .iter()
        .try_for_each(|Json(decided)| take_effect(connection, decided))
}

fn take_effect(connection: &Connection, decided: &ReviewDecided) -> Result<()> {
    if decided.item.field.is_some() {
        person::settle(connection, decided.person)?;
    }
    match (decided.decision.number(), decided.application) {
        (Some(_), Some(application)) => renumber(connection, application),
        _ => Ok(()),
    }
}

/// Gives an application the number that was decided on. It stays to be found by every number the
/// applicant was ever told.
pub(super) fn renumber(connection: &Connection, application: ApplicationId) -> Result<()> {
    let decided = decisions_on(connection, application)?;
    let given = decided.iter().filter_map(|one| one.decision.number());
    let given: Vec<ApplicationNumber> = given.collect();
    let select = "select record from applications where id = ?1";
    let record: Option<Json<Registered>> = connection
        .prepare_cached(select)?
        .query_row([application.0], |row| row.get(0))
        .optional()?;
    let (Some(Json(mut record)), false) = (record, given.is_empty()) else {
        return Ok(());
    };
    let registered = registered_number(connection, application)?.unwrap_or(record.number);
    let mut seen = BTreeSet::new();
    let standing = decided.iter().filter(|one| seen.insert(one.item));
    let last = standing.filter_map(|one| one.decision.number()).last();
    record.number = last.unwrap_or(registered);
    write_number(connection, &record)?;
    let forget = "delete from former_numbers where application = ?1";
    connection
        .prepare_cached(forget)?
        .execute([application.0])?;
    let insert = "insert into former_numbers (number, application, registered)
        values (?1, ?2, ?3) on conflict do nothing";
    let told = [registered].into_iter().chain(given);
    for number in told.filter(|number| *number != record.number) {
        let is_registered = number == registered;
        let values = (number.digits(), application.0, is_registered);
        connection.prepare_cached(insert)?.execute(values)?;
    }
    Ok(())
}

/// Decisions on an application, in the order they count.
fn decisions_on(connection: &Connection, application: ApplicationId) -> Result<Vec<ReviewDecided>> {
    let select =
        format!("select decided from review_decisions where application = ?1 {FEED_ORDER}");
    let decided = connection
        .prepare_cached(&select)?
        .query_map([application.0], |row| {
            row.get::<_, Json<_>>(0).map(|json| json.0)
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(decided)
}

/// The number an application was registered under, if it has another one now.
fn registered_number(
    connection: &Connection,
    application: ApplicationId,
) -> Result<Option<ApplicationNumber>> {
    let select = "select number from former_numbers where application = ?1 and registered";
    let number: Option<String> = connection
        .prepare_cached(select)?
        .query_row([application.0], |row| row.get(0))
        .optional()?;
    Ok(number.and_then(|number| ApplicationNumber::parse(&number).ok()))
}

fn write_number(connection: &Connection, record: &Registered) -> Result<()> {
    let number = record.number;
    let update = "update applications set number = :number, office = :office, year = :year,
            database = :database, sequence = :sequence, record = :record
        where id = :id";
    connection.prepare_cached(update)?.execute(named_params! {
        ":id": record.application.0,
        ":number": number.digits(),
        ":office": number.office().to_string(),
        ":year": number.year(),
        ":database": number.database(),
        ":sequence": signed(number.sequence()),
        ":record": Json(record),
    })?;
    Ok(())
}

/// The reasons are said no more.
pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    let select = "select seq, decided from review_decisions where person = ?1";
    let known = connection
        .prepare_cached(select)?
        .query_map([person.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Json<ReviewDecided>)>>>()?;
    for (seq, Json(mut decided)) in known {
        decided.private = Note::default();
        let update = "update review_decisions set decided = ?2 where seq = ?1";
        connection
            .prepare_cached(update)?
            .execute((seq, Json(&decided)))?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
