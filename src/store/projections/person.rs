//! Persons, and the search for them.
//!
//! A person's data is the [`merge`] of everything recorded of it, in the order of the office's feed.

use super::super::error::Result;
use super::super::recorded::Recorded;
use super::super::row::{Json, Micros, Name, signed};
use super::{Effect, FEED_ORDER, application};
use crate::domain::decision::{Decision, ReviewDecided};
use crate::domain::event::PersonRecorded;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::domain::person_merge::{PersonChange, merge};
use crate::domain::phone::search_digits;
use crate::text::{CleanText, fold};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use std::collections::BTreeSet;
use uuid::Uuid;

pub(super) fn record(
    connection: &Connection,
    recorded: &Recorded,
    event: &PersonRecorded,
) -> Result<Effect> {
    if let Some(visitor) = event.visitor {
        let insert = "insert into person_visitors (person, visitor) values (?1, ?2)
            on conflict do nothing";
        connection
            .prepare_cached(insert)?
            .execute((event.person.0, visitor.0))?;
    }
    let data = &event.private;
    let insert = "insert into person_versions (seq, operation, person, position, data, edited_from,
            actor, at)
        values (:seq, :operation, :person, :position, :data, :edited_from, :actor, :at)";
    connection.prepare_cached(insert)?.execute(named_params! {
        ":seq": recorded.seq,
        ":operation": recorded.op_id,
        ":person": event.person.0,
        ":position": recorded.position.map(signed),
        ":data": Json(&data.person),
        ":edited_from": data.edited_from.as_ref().map(Json),
        ":actor": recorded.actor,
        ":at": Micros(recorded.at),
    })?;
    let insert = "insert into persons (n, id, data, number, phone, place, neighbourhood, folded)
        values (?1, ?2, '{}', null, null, null, null, '') on conflict do nothing";
    let is_new = connection
        .prepare_cached(insert)?
        .execute((recorded.seq, event.person.0))?;
    if is_new > 0 {
        index(connection, recorded.seq, "")?;
    }
    settle(connection, event.person)?;
    Ok(Effect::Applied)
}

/// Where a version of a person's data counts has changed.
pub(super) fn positioned(
    connection: &Connection,
    (seq, position): (i64, Option<i64>),
) -> Result<()> {
    let update = "update person_versions set position = ?2
        where seq = ?1 and position is not ?2 returning person";
    let person = connection
        .prepare_cached(update)?
        .query_row((seq, position), |row| row.get(0))
        .optional()?;
    match person {
        Some(person) => settle(connection, PersonId(person)),
        None => Ok(()),
    }
}

/// The places after `cursor` are not known any more.
pub(super) fn unpositioned(connection: &Connection, cursor: i64) -> Result<()> {
    let forget = "update person_versions set position = null where position > ?1
        returning person";
    let persons = connection
        .prepare_cached(forget)?
        .query_map([cursor], |row| row.get(0))?
        .collect::<rusqlite::Result<BTreeSet<Uuid>>>()?;
    persons
        .into_iter()
        .try_for_each(|person| settle(connection, PersonId(person)))
}

/// Merges what is known of a person's data, in the order it counts.
pub(super) fn settle(connection: &Connection, id: PersonId) -> Result<()> {
    let merged = merge(&changes(connection, id)?);
    replace(connection, id, &merged.person)?;
    let forget = "delete from person_contests where person = ?1";
    connection.prepare_cached(forget)?.execute([id.0])?;
    let insert = "insert into person_contests (operation, field, first, person)
        values (?1, ?2, ?3, ?4)";
    for contested in merged.contested {
        connection.prepare_cached(insert)?.execute((
            contested.second,
            Name(contested.field),
            contested.first,
            id.0,
        ))?;
    }
    Ok(())
}

/// What happened to a person's data, in the order it counts: records and decisions.
fn changes(connection: &Connection, id: PersonId) -> Result<Vec<PersonChange>> {
    let select = format!(
        "select * from (
             select seq, position, operation, data, edited_from, null as field, null as decided
             from person_versions where person = ?1
             union all
             select seq, position, operation, null, null, field, decided
             from review_decisions where person = ?1 and field is not null)
         {FEED_ORDER}"
    );
    let changes = connection
        .prepare_cached(&select)?
        .query_map([id.0], change)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(changes)
}

fn change(row: &Row<'_>) -> rusqlite::Result<PersonChange> {
    let operation = row.get("operation")?;
    if let Some(Name(field)) = row.get("field")? {
        let Json(decided): Json<ReviewDecided> = row.get("decided")?;
        return Ok(PersonChange::Decided {
            operation,
            field,
            second: decided.decision == Decision::TakeSecond,
        });
    }
    let from: Option<Json<Person>> = row.get("edited_from")?;
    Ok(PersonChange::Recorded {
        operation,
        from: from.map(|from| Box::new(from.0)),
        to: row.get::<_, Json<_>>("data")?.0,
    })
}

/// The folded name of a person; empty for one not recorded (yet).
pub(super) fn folded_name(connection: &Connection, person: PersonId) -> Result<String> {
    let select = "select folded from persons where id = ?1";
    let folded = connection
        .prepare_cached(select)?
        .query_row([person.0], |row| row.get(0))
        .optional()?;
    Ok(folded.unwrap_or_default())
}

pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    let purge = "update person_versions set data = ?2, edited_from = null where person = ?1";
    let nothing = Json(Person::default());
    connection
        .prepare_cached(purge)?
        .execute((person.0, nothing))?;
    settle(connection, person)
}

/// Replaces a person's data, if there is such a person.
fn replace(connection: &Connection, id: PersonId, person: &Person) -> Result<()> {
    let select = "select n, folded from persons where id = ?1";
    let known = connection
        .prepare_cached(select)?
        .query_row([id.0], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    let Some((n, before)) = known else {
        return Ok(());
    };
    let folded = write(connection, n, person)?;
    if before != folded {
        // The index is told what it knew, since the row has the new name already.
        let delete = "insert into person_search (person_search, rowid, folded)
            values ('delete', ?1, ?2)";
        connection.prepare_cached(delete)?.execute((n, &before))?;
        index(connection, n, &folded)?;
        application::rename(connection, id, &folded)?;
    }
    Ok(())
}

fn index(connection: &Connection, n: i64, folded: &str) -> Result<()> {
    let insert = "insert into person_search (rowid, folded) values (?1, ?2)";
    connection.prepare_cached(insert)?.execute((n, folded))?;
    Ok(())
}

/// Writes a person's data into the row, whole and what is looked for; the folded name.
fn write(connection: &Connection, n: i64, person: &Person) -> Result<String> {
    let folded = fold(&person.full_name());
    // What is written for a neighbourhood is offered again in its district.
    let neighbourhood = person.neighbourhood.as_ref().map(CleanText::as_str);
    let place = person
        .place
        .filter(|place| place.district.is_some() && neighbourhood.is_some());
    let phone = person
        .phone
        .as_ref()
        .map(|phone| search_digits(phone.as_str()));
    let update = "update persons set data = ?2, number = ?3, phone = ?4, place = ?5,
        neighbourhood = ?6, folded = ?7 where n = ?1";
    connection.prepare_cached(update)?.execute((
        n,
        Json(person),
        person.number.as_ref().map(CleanText::as_str),
        phone.filter(|digits| !digits.is_empty()),
        place.map(Json),
        neighbourhood.filter(|_| place.is_some()),
        &folded,
    ))?;
    Ok(folded)
}
