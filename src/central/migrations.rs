//! Brings the database to the program's schema, while instances of the program before it serve.
//!
//! A migration only ever **expands** the schema: what the program before reads and writes stays as it
//! is, so that both serve side by side while instances are replaced one after the other, and the one
//! before can be started again. What nobody uses any more goes in a later version, in a file whose
//! first line says so ([`CONTRACT`]); a program that does not know such a file refuses the database.
//!
//! Nobody waits for long: a statement that does not get its lock within [`LOCK_WAIT`] gives up, lets
//! those through who queued behind it, and tries again. Indexes on large tables are built without
//! locking out writers, in files of their own ([`NO_TRANSACTION`]).

use super::error::CentralError;
use sha2::{Digest, Sha256};
use std::time::Duration;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Error};

/// Any number, the same in every version: instances starting together migrate one after another.
const MIGRATION_LOCK: i64 = 0x6163_696B_6B61_7069;
/// First line of a file that takes something away the program before needs.
const CONTRACT: &str = "-- contract";
/// First line of a file whose statements run one by one. Each must be one that can run again after
/// a crash.
const NO_TRANSACTION: &str = "-- no transaction";
/// While a statement waits for its lock, everybody who wants the table waits behind it.
const LOCK_WAIT: &str = "2s";
/// Before another try.
const PAUSE: Duration = Duration::from_secs(1);
const TRIES: u32 = 60;

struct Migration {
    version: i32,
    sql: &'static str,
}

impl Migration {
    fn begins_with(&self, marker: &str) -> bool {
        self.sql.lines().next() == Some(marker)
    }

    fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.sql.as_bytes()).to_vec()
    }
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: include_str!("../../assets/migrations/central/0001_sync.sql"),
    },
    Migration {
        version: 2,
        sql: include_str!("../../assets/migrations/central/0002_own.sql"),
    },
    Migration {
        version: 3,
        sql: include_str!("../../assets/migrations/central/0003_officers.sql"),
    },
    Migration {
        version: 4,
        sql: include_str!("../../assets/migrations/central/0004_messages.sql"),
    },
    Migration {
        version: 5,
        sql: include_str!("../../assets/migrations/central/0005_cases.sql"),
    },
    Migration {
        version: 6,
        sql: include_str!("../../assets/migrations/central/0006_case_files.sql"),
    },
    Migration {
        version: 7,
        sql: include_str!("../../assets/migrations/central/0007_intake.sql"),
    },
    Migration {
        version: 8,
        sql: include_str!("../../assets/migrations/central/0008_operation.sql"),
    },
    Migration {
        version: 9,
        sql: include_str!("../../assets/migrations/central/0009_operation_indexes.sql"),
    },
    Migration {
        version: 10,
        sql: include_str!("../../assets/migrations/central/0010_api.sql"),
    },
    Migration {
        version: 11,
        sql: include_str!("../../assets/migrations/central/0011_citizen.sql"),
    },
    Migration {
        version: 12,
        sql: include_str!("../../assets/migrations/central/0012_compare.sql"),
    },
    Migration {
        version: 13,
        sql: include_str!("../../assets/migrations/central/0013_review_indexes.sql"),
    },
    Migration {
        version: 14,
        sql: include_str!("../../assets/migrations/central/0014_open311.sql"),
    },
    Migration {
        version: 15,
        sql: include_str!("../../assets/migrations/central/0015_told.sql"),
    },
    Migration {
        version: 16,
        sql: include_str!("../../assets/migrations/central/0016_released.sql"),
    },
];

/// Applies the migrations the database lacks; the versions it got.
pub(super) async fn migrate(client: &mut Client) -> Result<Vec<i32>, CentralError> {
    let lock = "select pg_advisory_lock($1)";
    // Another instance may be building an index.
    client
        .batch_execute("set statement_timeout = 0; set lock_timeout = 0")
        .await?;
    client.execute(lock, &[&MIGRATION_LOCK]).await?;
    let migrated = migrate_locked(client).await;
    let unlock = "select pg_advisory_unlock($1)";
    client.execute(unlock, &[&MIGRATION_LOCK]).await?;
    client
        .batch_execute("reset statement_timeout; reset lock_timeout")
        .await?;
    migrated
}

/// Whether the database has everything this program knows.
pub(super) async fn are_applied(client: &Client) -> Result<bool, Error> {
    let count = "select count(*) from schema_migrations where version <= $1";
    let row = client.query_one(count, &[&newest()]).await?;
    Ok(usize::try_from(row.get::<_, i64>(0)) == Ok(MIGRATIONS.len()))
}

fn newest() -> i32 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

async fn migrate_locked(client: &mut Client) -> Result<Vec<i32>, CentralError> {
    prepare(client).await?;
    let applied = check_applied(client).await?;
    let mut done = Vec::new();
    for migration in MIGRATIONS
        .iter()
        .filter(|one| !applied.contains(&one.version))
    {
        apply_patiently(client, migration).await?;
        tracing::info!(version = migration.version, "database migrated");
        done.push(migration.version);
    }
    Ok(done)
}

/// The table of migrations.
async fn prepare(client: &Client) -> Result<(), Error> {
    let create = "create table if not exists schema_migrations (
            version integer primary key,
            sha256 bytea not null,
            applied_at timestamptz not null default now()
        )";
    client.batch_execute(create).await?;
    // Asked first: a change that changes nothing locks the table all the same.
    let known = "select exists (select from pg_attribute
          where attrelid = 'schema_migrations'::regclass and attname = 'contracts')";
    if !client.query_one(known, &[]).await?.get::<_, bool>(0) {
        let add =
            "alter table schema_migrations add column contracts boolean not null default true";
        client.batch_execute(add).await?;
    }
    Ok(())
}

/// The versions the database has. A newer program's are no hindrance while they only expanded the
/// schema.
async fn check_applied(client: &Client) -> Result<Vec<i32>, CentralError> {
    let select = "select version, sha256, contracts from schema_migrations order by version";
    let applied = client.query(select, &[]).await?;
    for row in &applied {
        let version: i32 = row.get(0);
        let known = MIGRATIONS.iter().find(|known| known.version == version);
        match known {
            Some(known) if known.digest() != row.get::<_, Vec<u8>>(1) => {
                return Err(CentralError::MigrationChanged(version));
            }
            None if row.get(2) => {
                let known = newest();
                return Err(CentralError::SchemaTooNew {
                    found: version,
                    known,
                });
            }
            _ => {}
        }
    }
    Ok(applied.iter().map(|row| row.get(0)).collect())
}

/// Applies a migration; gives up its place in the queue for a lock and tries again.
async fn apply_patiently(client: &mut Client, migration: &Migration) -> Result<(), CentralError> {
    let mut tries = 1;
    loop {
        match apply(client, migration).await {
            Err(error) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) && tries < TRIES => {
                tracing::info!(version = migration.version, tries, "waiting for a lock");
                tries += 1;
                tokio::time::sleep(PAUSE).await;
            }
            other => return Ok(other?),
        }
    }
}

async fn apply(client: &mut Client, migration: &Migration) -> Result<(), Error> {
    let record = "insert into schema_migrations (version, sha256, contracts) values ($1, $2, $3)";
    let contracts = migration.begins_with(CONTRACT);
    let digest = migration.digest();
    if migration.begins_with(NO_TRANSACTION) {
        for statement in statements(migration.sql) {
            client.batch_execute(statement).await?;
        }
        client
            .execute(record, &[&migration.version, &digest, &contracts])
            .await?;
        return Ok(());
    }
    let transaction = client.transaction().await?;
    let patience = format!("set local lock_timeout = '{LOCK_WAIT}'");
    transaction.batch_execute(&patience).await?;
    transaction.batch_execute(migration.sql).await?;
    transaction
        .execute(record, &[&migration.version, &digest, &contracts])
        .await?;
    transaction.commit().await
}

/// The statements of a file that has no semicolon anywhere but behind them.
fn statements(sql: &str) -> impl Iterator<Item = &str> {
    sql.split_inclusive(';')
        .filter(|statement| statement.contains(';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_dense() {
        let versions = MIGRATIONS.iter().map(|one| one.version);
        assert!(versions.eq(1..=newest()));
    }

    /// What the program before this one would trip over.
    const NARROWS: [&str; 8] = [
        "drop table",
        "drop column",
        "drop constraint",
        "rename to",
        "rename column",
        "set not null",
        " type ",
        "truncate",
    ];

    #[test]
    fn a_migration_takes_nothing_away_unless_it_says_so() {
        for one in MIGRATIONS.iter().filter(|one| !one.begins_with(CONTRACT)) {
            let lines = one
                .sql
                .lines()
                .filter(|line| !line.trim_start().starts_with("--"));
            let sql = lines.collect::<Vec<_>>().join("\n").to_lowercase();
            let narrows = NARROWS.iter().find(|narrows| sql.contains(**narrows));
            assert_eq!(narrows, None, "migration {}", one.version);
            let column = sql.split("add column").skip(1);
            for column in column.filter_map(|rest| rest.split([',', ';']).next()) {
                let needed = column.contains("not null") && !column.contains("default");
                assert!(!needed, "the program before does not fill {column}");
            }
        }
    }

    #[test]
    fn an_index_on_a_table_that_was_there_locks_nobody_out() {
        let mut there: Vec<&str> = Vec::new();
        for one in MIGRATIONS {
            let lower = one.sql;
            let made = |sql: &'static str| {
                let tables = sql.split("create table ").skip(1);
                tables.filter_map(|rest| rest.split_whitespace().next())
            };
            if one.version > 6 && !one.begins_with(NO_TRANSACTION) {
                for on in lower.split("create index ").skip(1) {
                    let table = on
                        .split(" on ")
                        .nth(1)
                        .and_then(|on| on.split_whitespace().next());
                    let table = table.expect("a table");
                    assert!(
                        !there.contains(&table),
                        "migration {}: {table}",
                        one.version
                    );
                }
            }
            there.extend(made(one.sql));
        }
    }
}
