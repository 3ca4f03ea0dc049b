//! Forgets what is over: sessions, codes, counts, and files of forms that were given up.

use super::super::error::{CentralError, describe};
use deadpool_postgres::Pool;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(60);

/// What is over of each table.
const OVER: [&str; 4] = [
    "delete from citizen_sessions where ends_at < now()",
    // A code that is over is still answered as one for a while.
    "delete from citizen_codes where expires_at < now() - interval '1 hour'",
    "delete from citizen_limits where ends_at < now()",
    "delete from citizen_uploads where taken_at < now() - interval '1 day'",
];

/// Forgets as long as central runs; several instances may at once.
pub(in super::super) async fn watch(pool: Pool) {
    loop {
        if let Err(error) = forget(&pool).await {
            tracing::error!(error = describe(&error), "what citizens left");
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn forget(pool: &Pool) -> Result<(), CentralError> {
    let client = pool.get().await?;
    for over in OVER {
        client.execute(over, &[]).await?;
    }
    Ok(())
}
