//! The office and its staff.

use super::super::error::Result;
use super::super::row::{Json, Name};
use super::Effect;
use crate::domain::event::{OfficeConfigured, StaffRegistered};
use crate::domain::ids::PersonId;
use rusqlite::Connection;

pub(super) fn configure(connection: &Connection, event: &OfficeConfigured) -> Result<Effect> {
    let replace = "insert or replace into office (id, configured) values (1, ?1)";
    let changed = connection.prepare_cached(replace)?.execute([Json(event)])?;
    Ok(Effect::of(changed))
}

pub(super) fn staff(connection: &Connection, event: &StaffRegistered) -> Result<Effect> {
    let replace = "insert or replace into staff (id, person, name, role) values (?1, ?2, ?3, ?4)";
    let changed = connection.prepare_cached(replace)?.execute((
        event.staff.0,
        event.person.0,
        event.private.name.as_str(),
        Name(event.role),
    ))?;
    Ok(Effect::of(changed))
}

pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    let purge = "update staff set name = '' where person = ?1";
    connection.prepare_cached(purge)?.execute([person.0])?;
    Ok(())
}
