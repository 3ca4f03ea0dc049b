//! The PostgreSQL pool.

use super::error::{CentralError, describe};
use super::watermark::Watermark;
use super::{catch_up, epoch, migrations};
use crate::central::settings::Settings;
use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::{Client, Config, NoTls};

/// Oldest PostgreSQL this runs on, as `server_version_num`.
const OLDEST_POSTGRES: i32 = 150_000;
/// Waiting for a free connection or for PostgreSQL to answer; after that a device is asked to
/// come back.
const WAIT: Duration = Duration::from_secs(5);
/// Nothing central does takes this long unless something is wrong.
const SESSION_OPTIONS: &str = "-c statement_timeout=30000 -c lock_timeout=10000 \
     -c idle_in_transaction_session_timeout=30000 -c timezone=UTC";

/// Connects, migrates, opens the pool, and folds what an older program stored unread.
///
/// Each new connection compares the cluster with the stored epoch, so that a database restored
/// while central runs is noticed too.
pub(super) async fn open(
    settings: &Settings,
    watermark: &Arc<Watermark>,
) -> Result<Pool, CentralError> {
    let config = config(settings)?;
    let mut client = connect(&config).await?;
    migrations::migrate(&mut client).await?;
    epoch::ensure(&mut client, watermark).await?;
    let watermark = watermark.clone();
    let manager = Manager::from_config(
        config,
        NoTls,
        ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        },
    );
    let pool = Pool::builder(manager)
        .max_size(settings.connections.max(1))
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(WAIT))
        .create_timeout(Some(WAIT))
        .recycle_timeout(Some(WAIT))
        .post_create(Hook::async_fn(move |client, _| {
            let watermark = watermark.clone();
            Box::pin(async move {
                let ensured = epoch::ensure(client, &watermark).await;
                ensured.map_err(|error| HookError::message(error.to_string()))
            })
        }))
        .build()
        .map_err(|error| CentralError::Database(describe(&error)))?;
    catch_up::fold_all(&pool).await?;
    Ok(pool)
}

/// Migrates and does nothing else.
pub(super) async fn migrate(settings: &Settings) -> Result<Vec<i32>, CentralError> {
    let mut client = connect(&config(settings)?).await?;
    migrations::migrate(&mut client).await
}

/// One connection for a command, on a migrated database.
pub(super) async fn open_one(
    settings: &Settings,
    watermark: &Watermark,
) -> Result<Client, CentralError> {
    let mut client = connect(&config(settings)?).await?;
    migrations::migrate(&mut client).await?;
    epoch::ensure(&mut client, watermark).await?;
    Ok(client)
}

fn config(settings: &Settings) -> Result<Config, CentralError> {
    let mut config = Config::from_str(&settings.database)
        .map_err(|error| CentralError::DatabaseSetting(describe(&error)))?;
    config.application_name("acikkapi central");
    config.connect_timeout(WAIT);
    if config.get_options().is_none() {
        config.options(SESSION_OPTIONS);
    }
    Ok(config)
}

async fn connect(config: &Config) -> Result<Client, CentralError> {
    let (client, connection) = config.connect(NoTls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(error = describe(&error), "database connection lost");
        }
    });
    let row = client
        .query_one(
            "select current_setting('server_version_num')::integer, current_setting('server_version')",
            &[],
        )
        .await?;
    if row.get::<_, i32>(0) < OLDEST_POSTGRES {
        return Err(CentralError::DatabaseTooOld(row.get(1)));
    }
    Ok(client)
}
