//! Applications, and the search for them.

use super::super::error::Result;
use super::super::recorded::Recorded;
use super::super::row::{Day, Json, Micros, signed};
use super::{Effect, case, file, person, review};
use crate::domain::application::{Registered, RegisteredPrivate};
use crate::domain::ids::PersonId;
use rusqlite::{Connection, named_params};

pub(super) fn register(
    connection: &Connection,
    recorded: &Recorded,
    event: &Registered,
) -> Result<Effect> {
    let folded = person::folded_name(connection, event.person)?;
    let insert = "insert into applications (n, id, number, office, year, database, sequence,
            person, visit, topic, registered_at, due, record, folded)
        values (:n, :id, :number, :office, :year, :database, :sequence, :person, :visit, :topic,
            :registered_at, :due, :record, :folded)
        on conflict do nothing";
    let number = event.number;
    let changed = connection.prepare_cached(insert)?.execute(named_params! {
        ":n": recorded.seq,
        ":id": event.application.0,
        ":number": number.digits(),
        ":office": number.office().to_string(),
        ":year": number.year(),
        ":database": number.database(),
        ":sequence": signed(number.sequence()),
        ":person": event.person.0,
        ":visit": event.visit.map(|visit| visit.0),
        ":topic": event.topic.as_ref().map(|topic| topic.0.as_str()),
        ":registered_at": Micros(event.registered_at),
        ":due": Day(event.deadline.due),
        ":record": Json(event),
        ":folded": folded,
    })?;
    if changed > 0 {
        index(connection, recorded.seq, &folded)?;
        case::begin(connection, recorded, event)?;
        let of = (event.application, event.person);
        file::name(connection, recorded, of, &event.attachments)?;
        review::renumber(connection, event.application)?;
    }
    Ok(Effect::of(changed))
}

/// Puts an applicant's new folded name into the search.
pub(super) fn rename(connection: &Connection, person: PersonId, folded: &str) -> Result<()> {
    let select = "select n, folded from applications where person = ?1 order by n";
    let known = connection
        .prepare_cached(select)?
        .query_map([person.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    for (n, before) in known {
        let update = "update applications set folded = ?2 where n = ?1";
        connection.prepare_cached(update)?.execute((n, folded))?;
        // The index is told what it knew, since the row has the new name already.
        let delete = "insert into application_search (application_search, rowid, folded)
            values ('delete', ?1, ?2)";
        connection.prepare_cached(delete)?.execute((n, &before))?;
        index(connection, n, folded)?;
    }
    Ok(())
}

pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    let select = "select n, record from applications where person = ?1 order by n";
    let known = connection
        .prepare_cached(select)?
        .query_map([person.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Json<Registered>)>>>()?;
    for (n, Json(mut record)) in known {
        record.private = RegisteredPrivate::default();
        let update = "update applications set record = ?2 where n = ?1";
        connection
            .prepare_cached(update)?
            .execute((n, Json(&record)))?;
    }
    Ok(())
}

fn index(connection: &Connection, n: i64, folded: &str) -> Result<()> {
    let insert = "insert into application_search (rowid, folded) values (?1, ?2)";
    connection.prepare_cached(insert)?.execute((n, folded))?;
    Ok(())
}
