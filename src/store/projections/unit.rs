//! The directory of service units.

use super::super::error::Result;
use super::super::row::Json;
use super::Effect;
use crate::domain::unit::Unit;
use rusqlite::Connection;

pub(super) fn record(connection: &Connection, unit: &Unit) -> Result<Effect> {
    let replace = "insert or replace into units (code, closed, unit) values (?1, ?2, ?3)";
    let changed = connection.prepare_cached(replace)?.execute((
        unit.code.as_str(),
        unit.closed,
        Json(unit),
    ))?;
    Ok(Effect::of(changed))
}
