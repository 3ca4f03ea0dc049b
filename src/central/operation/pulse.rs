//! Whether the background tasks of this instance are still at work.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A task that runs as long as central does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::central) enum Task {
    /// Sends messages to applicants.
    Messages,
    /// Hands cases over to other offices.
    Transfers,
    /// Looks whether the database was put back from a copy.
    EpochWatch,
}

impl Task {
    const ALL: [Self; 3] = [Self::Messages, Self::Transfers, Self::EpochWatch];

    /// As the operator reads it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Messages => "message worker",
            Self::Transfers => "transfers",
            Self::EpochWatch => "epoch watch",
        }
    }

    /// A task that was silent for longer is stuck or dead: several of its rounds, each as long as the
    /// database may take to say that it does not answer.
    fn patience(self) -> Duration {
        Duration::from_secs(match self {
            Self::Messages | Self::Transfers => 120,
            Self::EpochWatch => 240,
        })
    }
}

/// When each task was last at work.
#[derive(Debug, Clone)]
pub(in crate::central) struct Pulse {
    started: Instant,
    /// Milliseconds after the start, by [`Task`].
    beats: Arc<[AtomicU64; Task::ALL.len()]>,
}

impl Pulse {
    /// All tasks are taken to be at work now.
    pub(in crate::central) fn start() -> Self {
        Self {
            started: Instant::now(),
            beats: Arc::default(),
        }
    }

    /// The task is at work.
    pub(in crate::central) fn beat(&self, task: Task) {
        let now = self.started.elapsed().as_millis();
        let now = u64::try_from(now).unwrap_or(u64::MAX);
        self.beats[task as usize].store(now, Ordering::Relaxed);
    }

    /// The tasks that were silent for too long.
    pub(super) fn silent(&self) -> Vec<Task> {
        self.silent_at(self.started.elapsed())
    }

    fn silent_at(&self, now: Duration) -> Vec<Task> {
        let last = |task: Task| self.beats[task as usize].load(Ordering::Relaxed);
        let silence = |task: Task| now.saturating_sub(Duration::from_millis(last(task)));
        let tasks = Task::ALL.into_iter();
        tasks
            .filter(|task| silence(*task) > task.patience())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_missed_once_its_patience_is_over() {
        let pulse = Pulse::start();
        let at = |seconds| pulse.silent_at(Duration::from_secs(seconds));
        assert_eq!(at(119), []);
        assert_eq!(at(122), [Task::Messages, Task::Transfers]);
        assert_eq!(at(242), Task::ALL);
        pulse.beats[Task::Messages as usize].store(200_000, Ordering::Relaxed);
        assert_eq!(at(242), [Task::Transfers, Task::EpochWatch]);
        pulse.beat(Task::Transfers);
        assert_eq!(pulse.silent(), [], "hardly a moment has passed");
    }
}
