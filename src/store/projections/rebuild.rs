//! Replays the log: to project it by new rules, and to prove that the tables say what it says.

use super::super::connection::{self, Location};
use super::super::error::{Result, StoreError};
use super::super::log::{self, Logged};
use super::super::migrations;
use super::super::recorded::Recorded;
use super::super::row::unsigned;
use super::{VERSION, apply};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::PathBuf;

/// Every table [`apply`] writes, and the columns that order its rows.
const TABLES: [(&str, &str); 19] = [
    ("office", "id"),
    ("staff", "id"),
    ("tickets", "id"),
    ("calls", "seq"),
    ("visits", "id"),
    ("guidance", "id"),
    ("persons", "n"),
    ("person_visitors", "person, visitor"),
    ("person_versions", "seq"),
    ("person_contests", "operation, field"),
    ("applications", "n"),
    ("units", "code"),
    ("cases", "n"),
    ("case_steps", "seq"),
    ("messages", "seq"),
    ("named_files", "application, hash"),
    ("review_notices", "operation"),
    ("review_decisions", "seq"),
    ("former_numbers", "number, application"),
];
/// The search indexes, which follow their tables.
pub(in super::super) const SEARCHES: [&str; 2] = ["person_search", "application_search"];

/// A table that does not say what the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// Rows it has.
    pub stored: u64,
    /// Rows it should have.
    pub replayed: u64,
}

/// Projects the log afresh if the tables were projected by other rules than this program's.
pub(in super::super) fn ensure_current(connection: &mut Connection) -> Result<()> {
    if version(connection)? == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&transaction)? != VERSION {
        rebuild(&transaction)?;
    }
    Ok(transaction.commit()?)
}

/// Projects the log afresh, whatever the tables say.
pub(in super::super) fn rebuild_now(connection: &mut Connection) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    rebuild(&transaction)?;
    Ok(transaction.commit()?)
}

fn version(connection: &Connection) -> Result<i64> {
    let select = "select coalesce(max(version), 0) from projection_state";
    Ok(connection.query_row(select, [], |row| row.get(0))?)
}

fn rebuild(connection: &Connection) -> Result<()> {
    for index in SEARCHES {
        let delete = format!("insert into {index} ({index}) values ('delete-all')");
        connection.execute(&delete, [])?;
    }
    for (table, _) in TABLES {
        connection.execute(&format!("delete from {table}"), [])?;
    }
    replay(connection, "main")?;
    let replace = "insert or replace into projection_state (id, version) values (1, ?1)";
    connection.execute(replace, [VERSION])?;
    Ok(())
}

/// Applies the log of `schema` to the tables of `connection`.
fn replay(connection: &Connection, schema: &str) -> Result<()> {
    let select = format!("select * from {schema}.operations order by seq");
    let mut statement = connection.prepare(&select)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let logged = Logged {
            seq: row.get("seq")?,
            own: row.get("own")?,
            repeats: row.get("repeats")?,
            position: row.get::<_, Option<i64>>("feed_position")?.map(unsigned),
            operation: log::operation(row)?,
        };
        // What had no effect then has none now.
        let _ = apply(connection, &Recorded::open(connection, &logged)?)?;
    }
    Ok(())
}

/// Tables that differ from what replaying the log gives. The file is only read, and may be in
/// use; the log is replayed into a file of its own beside it, encrypted with the same key, which
/// is removed afterwards.
pub(in super::super) fn compare(location: &Location, name: uuid::Uuid) -> Result<Vec<Difference>> {
    let scratch = Scratch(PathBuf::from(format!(
        "{}.{name}",
        location.database.display()
    )));
    let key = location.read_key()?;
    let mut connection =
        connection::connect(&scratch.0, key.as_ref(), OpenFlags::SQLITE_OPEN_CREATE)?;
    // Nobody needs this file after a crash.
    connection.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    migrations::migrate(&mut connection)?;
    let path = location
        .database
        .to_str()
        .ok_or(StoreError::Defect("the path of the database is not UTF-8"))?;
    let key = key.map(|key| key.pragma().to_string()).unwrap_or_default();
    connection.execute("attach ?1 as desk key ?2", (path, key))?;
    // One transaction: the desk's side stays as it is now, whatever others write.
    let transaction = connection.transaction()?;
    let keys = "insert into main.person_keys select * from desk.person_keys";
    transaction.execute(keys, [])?;
    replay(&transaction, "desk")?;
    let mut differences = Vec::new();
    for (table, order) in TABLES {
        differences.extend(difference(&transaction, table, order)?);
    }
    Ok(differences)
}

/// A file that is removed at the end.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // Left behind it only takes room.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn difference(
    connection: &Connection,
    table: &'static str,
    order: &str,
) -> Result<Option<Difference>> {
    let select = |schema| format!("select * from {schema}.{table} order by {order}");
    let (mut stored, mut replayed) = (
        connection.prepare(&select("desk"))?,
        connection.prepare(&select("main"))?,
    );
    let (mut stored, mut replayed) = (stored.query([])?, replayed.query([])?);
    let mut counts = (0, 0);
    let mut same = true;
    loop {
        let pair = (values(stored.next()?)?, values(replayed.next()?)?);
        counts.0 += u64::from(pair.0.is_some());
        counts.1 += u64::from(pair.1.is_some());
        same &= pair.0 == pair.1;
        if pair == (None, None) {
            break;
        }
    }
    Ok((!same).then_some(Difference {
        table,
        stored: counts.0,
        replayed: counts.1,
    }))
}

fn values(row: Option<&rusqlite::Row<'_>>) -> Result<Option<Vec<Value>>> {
    let Some(row) = row else {
        return Ok(None);
    };
    let columns = row.as_ref().column_count();
    let values: rusqlite::Result<Vec<Value>> = (0..columns).map(|at| row.get(at)).collect();
    Ok(Some(values?))
}
