//! The worker: takes due messages and sends them, as long as central runs.
//!
//! Any number of instances do this at once. What one of them was sending when it died is looked at
//! by the others once nobody vouches for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use deadpool_postgres::Pool;
use rand::RngExt;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{Interval, MissedTickBehavior, interval, sleep};
use uuid::Uuid;

use super::DispatchError;
use super::conclude::{Ending, conclude};
use super::direct::DirectSms;
use super::email::Email;
use super::gateway::{Answer, End};
use super::http::Http;
use super::receipts;
use super::settings::{MessageSettings, SmsWay};
use super::sift::sift;
use super::smpp::Smpp;
use super::take::{self, Attempt, Next, Taken, Ways};
use crate::central::operation::{Pulse, Task};
use crate::domain::message::MessageChannel;

/// Between two looks at the table.
const POLL: Duration = Duration::from_secs(1);
/// Between two renewals of the leases: several fit in one.
const RENEWAL: Duration = Duration::from_secs(4);
/// Before the second attempt, at most; doubled for each further one.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
/// Between two attempts, at most, unless the gateway asks for more.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// Receipts waiting to be kept; the centre offers others again.
const RECEIPTS: usize = 256;
/// What is being sent when central stops is waited for this long.
const STOP_TIME: Duration = Duration::from_secs(15);
/// Tries to write an answer down while the database is away.
const WRITE_TRIES: u32 = 60;

/// The running worker.
pub(in super::super) struct Dispatcher {
    stop: watch::Sender<bool>,
    worker: JoinHandle<()>,
    helpers: Vec<JoinHandle<()>>,
    direct: DirectSms,
}

impl Dispatcher {
    /// Starts it. Without gateways it only looks after what other instances left.
    ///
    /// # Errors
    /// Which section of the settings cannot be used, and why.
    pub(in super::super) fn start(
        (pool, pulse): (&Pool, &Pulse),
        settings: &MessageSettings,
    ) -> Result<Self, (&'static str, String)> {
        let (stop, stopped) = watch::channel(false);
        let mut helpers = Vec::new();
        let mut ways: Ways = Vec::new();
        let mut smpp = None;
        match settings.sms {
            SmsWay::Off => {}
            SmsWay::Http => {
                let http = Http::new(settings.http.clone(), settings.letters);
                let http = http.map_err(|said| ("sms_http", said))?;
                ways.push((MessageChannel::Sms, Arc::new(http)));
            }
            SmsWay::Smpp => {
                let (sender, received) = mpsc::channel(RECEIPTS);
                let gateway = Smpp::new(settings.smpp.clone(), settings.letters, sender);
                let gateway = Arc::new(gateway.map_err(|said| ("smpp", said))?);
                smpp = Some(gateway.clone());
                ways.push((MessageChannel::Sms, gateway));
                helpers.push(tokio::spawn(receipts::keep_all(pool.clone(), received)));
            }
        }
        if settings.has_gateway(MessageChannel::Email) {
            let email = Email::new(settings.email.clone()).map_err(|said| ("email", said))?;
            ways.push((MessageChannel::Email, Arc::new(email)));
        }
        let sms = ways.iter().find(|(way, _)| *way == MessageChannel::Sms);
        let direct = DirectSms::new(sms.map(|(_, gateway)| gateway.clone()));
        let worker = Arc::new(Worker {
            pool: pool.clone(),
            pulse: pulse.clone(),
            holder: Uuid::now_v7(),
            places: places(&ways, settings.parallel),
            ways,
            parallel: u32::try_from(settings.parallel).unwrap_or(1),
            freed: Notify::new(),
            pauses: Mutex::default(),
            give_up: TimeDelta::hours(i64::try_from(settings.give_up_hours).unwrap_or(1)),
        });
        helpers.push(tokio::spawn(worker.clone().vouch()));
        let pace = Duration::from_secs(1) / u32::try_from(settings.per_second).unwrap_or(1).max(1);
        let mut pace = interval(pace);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let worker = tokio::spawn(async move {
            worker.run(stopped, pace).await;
            if let Some(smpp) = smpp {
                smpp.close().await;
            }
        });
        Ok(Self {
            stop,
            worker,
            helpers,
            direct,
        })
    }

    /// The way of texts that are sent at once and recorded nowhere.
    pub(in super::super) fn direct(&self) -> DirectSms {
        self.direct.clone()
    }

    /// Takes no more messages, and waits for those being sent.
    pub(in super::super) async fn stop(self) {
        // Nobody to tell: it has ended.
        let _ = self.stop.send(true);
        if self.worker.await.is_err() {
            tracing::error!("the message worker failed");
        }
        self.helpers.iter().for_each(JoinHandle::abort);
    }
}

struct Worker {
    pool: Pool,
    pulse: Pulse,
    /// Who this instance is, in the table.
    holder: Uuid,
    ways: Ways,
    /// Places for messages under way, of each channel. A message gets its place before it is taken
    /// from the table: one that is taken does not wait, and is not in doubt before it was sent.
    places: HashMap<MessageChannel, Arc<Semaphore>>,
    parallel: u32,
    /// A place was left.
    freed: Notify,
    /// Channels whose gateway takes nothing now: until when, and how often in a row.
    pauses: Mutex<HashMap<MessageChannel, (Instant, u32)>>,
    give_up: TimeDelta,
}

impl Worker {
    async fn run(self: Arc<Self>, mut stop: watch::Receiver<bool>, mut pace: Interval) {
        while !*stop.borrow() {
            self.pulse.beat(Task::Messages);
            if let Err(error) = self.round(&stop, &mut pace).await {
                tracing::error!(%error, "messages");
            }
            tokio::select! {
                _ = stop.changed() => break,
                () = sleep(POLL) => {}
                () = self.freed.notified() => {}
            }
        }
        let all_back = async {
            for places in self.places.values() {
                // Never closed.
                let _ = places.acquire_many(self.parallel).await;
            }
        };
        // Whatever is still under way then is left to another instance.
        let _ = tokio::time::timeout(STOP_TIME, all_back).await;
    }

    async fn round(
        self: &Arc<Self>,
        stop: &watch::Receiver<bool>,
        pace: &mut Interval,
    ) -> Result<(), DispatchError> {
        let mut client = self.pool.get().await?;
        receipts::settle(&mut client).await?;
        sift(&mut client).await?;
        for (attempt, may_repeat) in take::abandoned(&client).await? {
            let end = End::Lost { again: may_repeat };
            let answer = Answer::none(end, "the program ended");
            conclude(&mut client, &attempt, &self.ending(&attempt, &answer, true)).await?;
        }
        drop(client);
        // Nothing below may be dropped half-way: a message taken must be sent.
        while !*stop.borrow() {
            let ways = self.open_ways();
            if ways.is_empty() {
                break;
            }
            pace.tick().await;
            self.pulse.beat(Task::Messages);
            let mut client = self.pool.get().await?;
            match take::take(&mut client, &ways, self.holder).await? {
                Next::Nothing => break,
                Next::Settled => {}
                Next::Send(taken) => {
                    // Only this loop takes places, and it has seen a free one.
                    let places = self.places.get(&taken.channel).cloned();
                    let place = places.and_then(|places| places.try_acquire_owned().ok());
                    drop(tokio::spawn(self.clone().send(*taken, place)));
                }
            }
        }
        Ok(())
    }

    /// The gateways that take messages now, of channels with a free place.
    fn open_ways(&self) -> Ways {
        let pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let is_open = |channel| {
            let places = self.places.get(channel);
            let has_place = places.is_some_and(|places| places.available_permits() > 0);
            has_place && pauses.get(channel).is_none_or(|(until, _)| *until <= now)
        };
        let ways = self.ways.iter().filter(|(channel, _)| is_open(channel));
        ways.cloned().collect()
    }

    async fn send(self: Arc<Self>, taken: Taken, place: Option<OwnedSemaphorePermit>) {
        let Taken {
            attempt,
            channel,
            letter,
            gateway,
        } = taken;
        let answer = gateway.send(&letter).await;
        drop(letter);
        self.note_pause(channel, &answer);
        tracing::info!(
            office = attempt.office,
            message = %attempt.message,
            attempt = attempt.number,
            gateway = gateway.name(),
            end = ?answer.end,
            detail = answer.detail,
            "message"
        );
        for _ in 0..WRITE_TRIES {
            match self.write_down(&attempt, &answer).await {
                Ok(()) => break,
                Err(error) => tracing::error!(%error, message = %attempt.message, "answer"),
            }
            sleep(POLL).await;
        }
        drop(place);
        self.freed.notify_one();
    }

    async fn write_down(&self, attempt: &Attempt, answer: &Answer) -> Result<(), DispatchError> {
        let mut client = self.pool.get().await?;
        conclude(&mut client, attempt, &self.ending(attempt, answer, false)).await
    }

    fn ending<'a>(&self, attempt: &Attempt, answer: &'a Answer, if_abandoned: bool) -> Ending<'a> {
        let asked = match answer.end {
            End::Later { after, .. } => after.unwrap_or_default(),
            _ => Duration::ZERO,
        };
        let tries = u32::try_from(attempt.number).unwrap_or(1);
        Ending {
            answer,
            pause: asked + drawn(tries),
            give_up_before: Utc::now() - self.give_up,
            if_abandoned,
        }
    }

    /// Lets a channel rest whose gateway takes nothing.
    fn note_pause(&self, channel: MessageChannel, answer: &Answer) {
        let mut pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        match answer.end {
            End::Later {
                after,
                whole_gateway: true,
            } => {
                let (_, times) = pauses.get(&channel).copied().unwrap_or((Instant::now(), 0));
                let times = times.saturating_add(1);
                let until = Instant::now() + after.unwrap_or_default() + drawn(times);
                pauses.insert(channel, (until, times));
            }
            End::Taken => drop(pauses.remove(&channel)),
            _ => {}
        }
    }

    /// Keeps the leases of what this instance is sending.
    async fn vouch(self: Arc<Self>) {
        loop {
            sleep(RENEWAL).await;
            let renewed = match self.pool.get().await {
                Ok(client) => take::renew(&client, self.holder).await,
                Err(error) => Err(error.into()),
            };
            if let Err(error) = renewed {
                tracing::error!(%error, "leases of messages");
            }
        }
    }
}

fn places(ways: &Ways, parallel: usize) -> HashMap<MessageChannel, Arc<Semaphore>> {
    let places = || Arc::new(Semaphore::new(parallel));
    ways.iter()
        .map(|(channel, _)| (*channel, places()))
        .collect()
}

/// A pause before another attempt, drawn evenly up to a bound that doubles each time.
fn drawn(tries: u32) -> Duration {
    let bound = bound(tries);
    bound.mul_f64(rand::rng().random_range(0.0..=1.0))
}

fn bound(tries: u32) -> Duration {
    let doublings = tries.saturating_sub(1).min(16);
    (FIRST_PAUSE * (1 << doublings)).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit() {
        let seconds = |tries| bound(tries).as_secs();
        assert_eq!(
            [1, 2, 3, 4, 8, 9, 40].map(seconds),
            [2, 4, 8, 16, 256, 300, 300]
        );
        assert!((0..100).all(|_| drawn(1) <= FIRST_PAUSE));
    }
}
