//! What systemd is told: that central serves, that it is alive, that it stops.
//!
//! Without systemd nothing is told to nobody.

use super::super::error::describe;
use super::pulse::Pulse;
use sd_notify::NotifyState;
use std::time::Duration;
use tokio::task::JoinHandle;

/// The conversation with systemd.
pub(in crate::central) struct Service {
    watchdog: Option<JoinHandle<()>>,
}

impl Service {
    /// Central serves. From now on systemd hears of it as often as it asked for, while all tasks are
    /// at work; when it hears nothing, it starts central anew.
    pub(in crate::central) fn ready(pulse: Pulse) -> Self {
        tell(NotifyState::Ready);
        let watchdog = sd_notify::watchdog_enabled().map(|most| {
            // Half of it leaves room for a busy moment.
            tokio::spawn(keep_alive(pulse, most / 2))
        });
        Self { watchdog }
    }

    /// Central stops: requests under way are finished, which may take a while.
    pub(in crate::central) fn stopping(&self) {
        tell(NotifyState::Stopping);
    }

    /// Central has stopped.
    pub(in crate::central) fn end(self) {
        if let Some(watchdog) = self.watchdog {
            watchdog.abort();
        }
    }
}

async fn keep_alive(pulse: Pulse, every: Duration) {
    loop {
        let silent = pulse.silent();
        if silent.is_empty() {
            tell(NotifyState::Watchdog);
        } else {
            let tasks: Vec<&str> = silent.iter().map(|task| task.name()).collect();
            tracing::error!(tasks = tasks.join(", "), "no sign of life");
        }
        tokio::time::sleep(every).await;
    }
}

fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(error = describe(&error), "systemd");
    }
}
