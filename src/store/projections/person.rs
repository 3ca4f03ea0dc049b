//! Persons, and the search for them.

use super::super::error::Result;
use super::super::recorded::Recorded;
use super::super::row::Json;
use super::{Effect, application};
use crate::domain::event::PersonRecorded;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::domain::phone::search_digits;
use crate::text::{CleanText, fold};
use rusqlite::{Connection, OptionalExtension};

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
    let person = &event.private.person;
    if !replace(connection, event.person, person)? {
        let n = recorded.seq;
        let insert =
            "insert into persons (n, id, data, number, phone, place, neighbourhood, folded)
            values (?1, ?2, '{}', null, null, null, null, '')";
        connection
            .prepare_cached(insert)?
            .execute((n, event.person.0))?;
        let folded = write(connection, n, person)?;
        index(connection, n, &folded)?;
        application::rename(connection, event.person, &folded)?;
    }
    Ok(Effect::Applied)
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
    replace(connection, person, &Person::default())?;
    Ok(())
}

/// Replaces a known person's data; whether there is such a person.
fn replace(connection: &Connection, id: PersonId, person: &Person) -> Result<bool> {
    let select = "select n, folded from persons where id = ?1";
    let known = connection
        .prepare_cached(select)?
        .query_row([id.0], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    let Some((n, before)) = known else {
        return Ok(false);
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
    Ok(true)
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
