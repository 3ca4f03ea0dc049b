//! Brings the database to the program's schema.

use super::error::CentralError;
use sha2::{Digest, Sha256};
use tokio_postgres::Client;

/// Any number, the same in every version: instances starting together migrate one after another.
const MIGRATION_LOCK: i64 = 0x6163_696B_6B61_7069;

struct Migration {
    version: i32,
    sql: &'static str,
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
];

/// Applies the migrations the database lacks, each in its own transaction.
pub(super) async fn migrate(client: &mut Client) -> Result<(), CentralError> {
    let lock = "select pg_advisory_lock($1)";
    client.execute(lock, &[&MIGRATION_LOCK]).await?;
    let migrated = migrate_locked(client).await;
    let unlock = "select pg_advisory_unlock($1)";
    client.execute(unlock, &[&MIGRATION_LOCK]).await?;
    migrated
}

async fn migrate_locked(client: &mut Client) -> Result<(), CentralError> {
    client
        .batch_execute(
            "create table if not exists schema_migrations (
                version integer primary key,
                sha256 bytea not null,
                applied_at timestamptz not null default now()
            )",
        )
        .await?;
    let applied = client
        .query(
            "select version, sha256 from schema_migrations order by version",
            &[],
        )
        .await?;
    let newest = MIGRATIONS.last().map_or(0, |migration| migration.version);
    for row in &applied {
        let version: i32 = row.get(0);
        let sha256: Vec<u8> = row.get(1);
        let known = MIGRATIONS.iter().find(|known| known.version == version);
        let known = known.ok_or(CentralError::SchemaTooNew {
            found: version,
            known: newest,
        })?;
        if digest(known) != sha256 {
            return Err(CentralError::MigrationChanged(version));
        }
    }
    for migration in &MIGRATIONS[applied.len().min(MIGRATIONS.len())..] {
        let transaction = client.transaction().await?;
        transaction.batch_execute(migration.sql).await?;
        let record = "insert into schema_migrations (version, sha256) values ($1, $2)";
        let sha256 = digest(migration);
        transaction
            .execute(record, &[&migration.version, &sha256])
            .await?;
        transaction.commit().await?;
        tracing::info!(version = migration.version, "database migrated");
    }
    Ok(())
}

fn digest(migration: &Migration) -> Vec<u8> {
    Sha256::digest(migration.sql.as_bytes()).to_vec()
}
