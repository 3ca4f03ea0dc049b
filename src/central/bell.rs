//! `GET /v1/news`: waits until something happens in the office.
//!
//! A desk that is up to date asks with the position it has and gets the answer when the feed has
//! gone on, or after a while without news. So what arrives over the web, or a unit's answer, is at
//! the desk within a second or two, and a thousand quiet offices cost central one small query a
//! second. Nothing depends on it: a desk that is not told looks by itself.

use super::error::{CentralError, describe};
use deadpool_postgres::Pool;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How often is looked whether the feeds somebody waits for have gone on.
const LOOK: Duration = Duration::from_secs(1);
/// How long an answer without news is held back.
pub(super) const PATIENCE: Duration = Duration::from_secs(25);

/// Heads of the feeds somebody waits for, by office.
#[derive(Clone, Default)]
pub(super) struct Bell(Arc<Mutex<Waiting>>);

#[derive(Default)]
struct Waiting {
    heads: HashMap<String, watch::Sender<i64>>,
    closed: bool,
}

impl Bell {
    /// Waits until the office's feed is known to be past `after`, but not for longer than
    /// `patience`; the last position known.
    pub(super) async fn wait(&self, office: &str, after: i64, patience: Duration) -> i64 {
        let Some(mut heard) = self.listen(office) else {
            return after;
        };
        let past = heard.wait_for(|head| *head > after);
        match tokio::time::timeout(patience, past).await {
            Ok(Ok(head)) => *head,
            // Nothing new, or central stops.
            Ok(Err(_)) | Err(_) => after,
        }
    }

    /// Everybody goes without news, and nobody waits any more: central stops.
    pub(super) fn close(&self) {
        let mut waiting = self.waiting();
        waiting.closed = true;
        waiting.heads.clear();
    }

    /// Rings for the offices somebody waits for, for ever.
    pub(super) async fn watch(self, pool: Pool) {
        loop {
            tokio::time::sleep(LOOK).await;
            if let Err(error) = self.look(&pool).await {
                tracing::warn!(error = describe(&error), "news");
            }
        }
    }

    async fn look(&self, pool: &Pool) -> Result<(), CentralError> {
        let offices = self.awaited();
        if offices.is_empty() {
            return Ok(());
        }
        let client = pool.get().await?;
        let select = client
            .prepare_cached("select office_id, feed_head from offices where office_id = any($1)")
            .await?;
        let rows = client.query(&select, &[&offices]).await?;
        let waiting = self.waiting();
        for row in rows {
            if let Some(head) = waiting.heads.get(row.get::<_, &str>(0)) {
                let known: i64 = row.get(1);
                head.send_if_modified(|head| std::mem::replace(head, known) != known);
            }
        }
        Ok(())
    }

    fn listen(&self, office: &str) -> Option<watch::Receiver<i64>> {
        let mut waiting = self.waiting();
        if waiting.closed {
            return None;
        }
        let head = waiting.heads.entry(office.to_owned());
        let head = head.or_insert_with(|| watch::Sender::new(0));
        Some(head.subscribe())
    }

    /// Offices somebody waits for; the others are forgotten.
    fn awaited(&self) -> Vec<String> {
        let mut waiting = self.waiting();
        waiting.heads.retain(|_, head| head.receiver_count() > 0);
        waiting.heads.keys().cloned().collect()
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting> {
        // What is behind the lock is whole after every statement.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::task::JoinHandle;

    fn run<T>(work: impl Future<Output = T>) -> T {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_time().build().unwrap().block_on(work)
    }

    async fn waiting(bell: &Bell) -> JoinHandle<i64> {
        let own = bell.clone();
        let waiting = tokio::spawn(async move { own.wait("06001", 3, PATIENCE).await });
        tokio::task::yield_now().await;
        waiting
    }

    #[test]
    fn who_waits_hears_of_their_office_and_is_then_forgotten() {
        run(async {
            let bell = Bell::default();
            let waiting = waiting(&bell).await;
            assert_eq!(bell.awaited(), ["06001"]);
            bell.waiting().heads["06001"].send_replace(4);
            assert_eq!(waiting.await.unwrap(), 4);
            assert!(bell.awaited().is_empty());
            let moment = Duration::from_millis(1);
            assert_eq!(bell.wait("06001", 4, moment).await, 4, "no news");
        });
    }

    #[test]
    fn nobody_who_waits_keeps_central_from_stopping() {
        run(async {
            let bell = Bell::default();
            let waiting = waiting(&bell).await;
            bell.close();
            assert_eq!(waiting.await.unwrap(), 3);
            assert_eq!(bell.wait("06001", 3, PATIENCE).await, 3);
        });
    }
}
