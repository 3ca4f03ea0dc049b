//! Waits for news of the office on a thread and a connection of its own, and tells the loop.
//!
//! It only makes the desk look sooner: whatever goes wrong here, the engine looks by itself.

use super::client::Central;
use super::worker::Message;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

/// Pause after central did not answer.
const PAUSE: Duration = Duration::from_secs(30);
/// How long what was told may take to be applied before central is asked again.
const APPLYING: Duration = Duration::from_secs(10);
const MOMENT: Duration = Duration::from_millis(100);

/// The waiting thread. It ends by itself soon after this is dropped.
pub(super) struct Listener(Arc<AtomicU64>);

impl Listener {
    /// Begins to wait for what comes after `applied`; `None` when there can be no further thread.
    pub(super) fn start(
        central: Box<dyn Central>,
        loop_: &Sender<Message>,
        applied: u64,
    ) -> Option<Self> {
        let position = Arc::new(AtomicU64::new(applied));
        let (known, told) = (Arc::downgrade(&position), loop_.clone());
        let thread = thread::Builder::new().name("sync-news".into());
        let started = thread.spawn(move || listen(central.as_ref(), &known, &told));
        started.is_ok().then_some(Self(position))
    }

    /// The feed is applied up to there.
    pub(super) fn applied(&self, position: u64) {
        self.0.store(position, Ordering::Relaxed);
    }
}

fn listen(central: &dyn Central, known: &Weak<AtomicU64>, told: &Sender<Message>) {
    while let Some(after) = position(known) {
        match central.news(after) {
            Ok(Some(head)) if head > after => {
                if told.send(Message::News { head }).is_err() {
                    return;
                }
                wait(APPLYING, || position(known).is_none_or(|at| at >= head));
            }
            Ok(Some(_)) => {}
            Ok(None) => return,
            Err(_) => wait(PAUSE, || position(known).is_none()),
        }
    }
}

fn position(known: &Weak<AtomicU64>) -> Option<u64> {
    Some(known.upgrade()?.load(Ordering::Relaxed))
}

fn wait(time: Duration, done: impl Fn() -> bool) {
    let moments = time.as_millis() / MOMENT.as_millis();
    for _ in 0..moments {
        if done() {
            return;
        }
        thread::sleep(MOMENT);
    }
}
