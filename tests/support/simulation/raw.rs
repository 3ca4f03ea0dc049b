//! The desk's file, past the program: to look what is in it, and to plant bugs.

use acikkapi::store::Location;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use std::fs;

fn open(location: &Location) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&location.database, flags)?;
    if let Some(key) = &location.key {
        let key = fs::read_to_string(key).expect("the key is there");
        let key = format!("x'{}'", key.trim());
        connection.pragma_update_and_check(None, "key", key, |_| Ok(()))?;
    }
    Ok(connection)
}

pub fn execute(location: &Location, sql: &str) -> rusqlite::Result<()> {
    open(location)?.execute(sql, [])?;
    Ok(())
}

/// Copies the write-ahead log into the file, as the store's housekeeping does.
pub fn checkpoint(location: &Location) -> rusqlite::Result<()> {
    open(location)?.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(()))
}

/// The desk's file, open to be looked at.
pub struct Look(Connection);

impl Look {
    pub fn at(location: &Location) -> rusqlite::Result<Self> {
        open(location).map(Self)
    }

    /// Rows of a query, each as text.
    pub fn rows(&self, sql: &str) -> rusqlite::Result<Vec<String>> {
        let mut statement = self.0.prepare(sql)?;
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| {
            let values: rusqlite::Result<Vec<Value>> = (0..columns).map(|at| row.get(at)).collect();
            let values = values?.into_iter().map(text);
            Ok(values.collect::<Vec<_>>().join(" | "))
        })?;
        rows.collect()
    }
}

fn text(value: Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => data_encoding::HEXLOWER.encode(&bytes),
    }
}
