//! A text sent at once and recorded nowhere: a one-time code somebody is waiting for.
//!
//! It passes the same SMS gateway as the messages to applicants, but neither their queue nor the
//! office's feed. Sent late it is worth nothing, so it is tried for less than a minute.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::gateway::{End, Gateway, Letter};

/// Tries until it is given up.
const TRIES: u32 = 4;
/// Before the second try; doubled for each further one.
const PAUSE: Duration = Duration::from_secs(3);

/// The way such texts leave. Cheap to clone.
#[derive(Clone)]
pub(in super::super) struct DirectSms(Option<Arc<dyn Gateway>>);

impl DirectSms {
    pub(super) fn new(gateway: Option<Arc<dyn Gateway>>) -> Self {
        Self(gateway)
    }

    /// Sends a text to a number in E.164. Nobody is told whether it arrives; the log names neither.
    pub(in super::super) async fn send(&self, to: &str, text: Zeroizing<String>) {
        let Some(gateway) = &self.0 else {
            tracing::warn!("a one-time code cannot be sent: there is no gateway of SMS");
            return;
        };
        let letter = Letter {
            message: Uuid::now_v7(),
            to: Zeroizing::new(to.to_owned()),
            text,
            parts_taken: 0,
        };
        for attempt in 0..TRIES {
            let answer = gateway.send(&letter).await;
            let (gateway, end) = (gateway.name(), &answer.end);
            tracing::info!(gateway, ?end, detail = answer.detail, "one-time code");
            let nothing_taken = matches!(answer.end, End::Later { .. }) && answer.ids.is_empty();
            if !nothing_taken {
                return;
            }
            if attempt + 1 < TRIES {
                sleep(PAUSE * (1 << attempt)).await;
            }
        }
    }
}
