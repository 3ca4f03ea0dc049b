//! Brings a desk's database to the program's schema.

use super::error::{Result, StoreError};
use rusqlite::{Connection, TransactionBehavior};

struct Migration {
    version: i64,
    sql: &'static str,
}

macro_rules! migration {
    ($version:literal, $file:literal) => {
        Migration {
            version: $version,
            sql: include_str!(concat!("../../assets/migrations/desk/", $file)),
        }
    };
}

const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001_log.sql"),
    migration!(2, "0002_projections.sql"),
    migration!(3, "0003_day.sql"),
    migration!(4, "0004_cases.sql"),
    migration!(5, "0005_case_drafts.sql"),
    migration!(6, "0006_files.sql"),
    migration!(7, "0007_compare.sql"),
    migration!(8, "0008_reviews.sql"),
    migration!(9, "0009_branches.sql"),
];

/// The version this program writes.
pub const NEWEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].version;

/// Version of the database (`user_version`); 0 for one that is new.
pub(super) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Applies the migrations the database lacks, each in its own transaction. Processes that start
/// together migrate one after another.
///
/// # Errors
/// [`StoreError::Newer`] when a newer program has written the file; nothing is changed then.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    let found = version(connection)?;
    if found > NEWEST {
        let known = NEWEST;
        return Err(StoreError::Newer { found, known });
    }
    for migration in MIGRATIONS {
        if migration.version <= found {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&transaction)? < migration.version {
            transaction.execute_batch(migration.sql)?;
            transaction.pragma_update(None, "user_version", migration.version)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_dense() {
        let versions = MIGRATIONS.iter().map(|migration| migration.version);
        assert!(versions.eq(1..=NEWEST));
    }

    #[test]
    fn a_newer_database_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        let refused = migrate(&mut connection);
        assert!(matches!(
            refused,
            Err(StoreError::Newer { found: 99, known }) if known == NEWEST
        ));
        let tables = "select count(*) from sqlite_schema";
        let tables: i64 = connection.query_row(tables, [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 0);
    }

    #[test]
    fn migrating_twice_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap(), NEWEST);
    }
}
