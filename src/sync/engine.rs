//! When to send what: the sync engine as a pure state machine.
//!
//! It has no clock, no randomness and does no I/O. The [worker](super::worker) tells it what
//! happened and when ([`Input`], with a monotonic time), and does what it answers ([`Action`]).
//! At most one request is under way. What the engine believes is always something the journal has
//! already stored: the worker stores a reply before it reports it here.

use std::time::Duration;
use uuid::Uuid;

/// First back-off window; doubles with each failure.
pub const FIRST_WINDOW: Duration = Duration::from_secs(1);
/// Longest back-off window.
pub const LAST_WINDOW: Duration = Duration::from_secs(300);
/// After this many failures in a row it is an outage, and the next contact is spread over at
/// least [`OUTAGE_SPREAD`], so that a country of desks does not return in the same second.
pub const OUTAGE_FAILURES: u32 = 3;
/// The spread of a first contact after an outage.
pub const OUTAGE_SPREAD: Duration = Duration::from_secs(60);
/// How often central is asked for news when there is nothing to send.
pub const POLL: Duration = Duration::from_secs(20);
/// A request without an answer for this long is given up, whatever holds it.
pub const WATCHDOG: Duration = Duration::from_secs(180);
/// How often a halted desk asks whether the cause is gone.
pub const HALT_RETRY: Duration = Duration::from_secs(900);
/// Longest `Retry-After` that is believed.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(900);
/// After central was restored the desks compare within this time, not all at once.
pub const RESTORED_SPREAD: Duration = Duration::from_secs(3600);
/// Gaps, or pages that do not fit the state, in a row before they are taken as a disagreement
/// instead of a restored server.
const GAPS_TOLERATED: u32 = 3;

/// Randomness of the engine.
pub trait Jitter {
    /// A time drawn evenly from zero up to `bound`.
    fn below(&mut self, bound: Duration) -> Duration;
}

/// What central is known to hold, and how far its feed was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    /// Central's epoch, once known.
    pub epoch: Option<Uuid>,
    /// Highest own operation central holds.
    pub acked: u64,
    /// Last feed position applied here.
    pub cursor: u64,
}

/// What `GET /v1/state` said, checked against the own log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CentralState {
    /// Central's epoch.
    pub epoch: Uuid,
    /// The one before.
    pub previous_epoch: Option<Uuid>,
    /// Up to here the feed is the same in both.
    pub feed_base: u64,
    /// Highest own operation central holds.
    pub acked: u64,
    /// Whether central's hash of that operation is the own log's; `true` when the log no longer
    /// reaches back that far.
    pub history_agrees: bool,
    /// Last position of the office's feed.
    pub feed_head: u64,
}

/// Why the engine stopped sending. Only a person can mend these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HaltReason {
    /// Central holds another history under this device's name: a cloned or restored file.
    Fork,
    /// Central set the device aside after a fork.
    Quarantined,
    /// The credential was withdrawn.
    Revoked,
    /// Central does not know the credential.
    Unauthorised,
    /// The own log does not verify at central.
    DamagedLog,
    /// Central no longer speaks to a program this old.
    TooOld,
    /// Central refuses the request for a reason this program does not know.
    Refused,
}

impl HaltReason {
    /// Whether it is about what was asked, not about the device: other calls may still be answered.
    #[must_use]
    pub fn is_about_the_call(self) -> bool {
        match self {
            Self::Quarantined | Self::Revoked | Self::Unauthorised => false,
            Self::Fork | Self::DamagedLog | Self::TooOld | Self::Refused => true,
        }
    }
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Time passed.
    Tick,
    /// The log now ends at `head`.
    Appended {
        /// Last own operation.
        head: u64,
    },
    /// Answer to [`Action::GetState`].
    State(CentralState),
    /// Answer to [`Action::Push`], its receipts already stored.
    Pushed {
        /// Central's epoch.
        epoch: Uuid,
        /// Highest own operation central holds.
        acked: u64,
        /// Last position of the office's feed.
        feed_head: u64,
    },
    /// Answer to [`Action::GetFeed`], its entries already applied.
    Fed {
        /// Last position applied.
        cursor: u64,
        /// Last position of the office's feed.
        feed_head: u64,
    },
    /// The office's feed is known to go up to there.
    News {
        /// Last position.
        head: u64,
    },
    /// A feed page of another epoch, or with own operations central was not known to hold, arrived
    /// and was not applied.
    OtherEpoch,
    /// Central lacks operations before the ones sent.
    Gap,
    /// Central is busy: come back after this long.
    Busy(Duration),
    /// No answer, or none that makes sense.
    Failed,
    /// Central refused in a way sending again cannot mend.
    Refused(HaltReason),
    /// Answer to [`Action::GiveBack`], what it says already stored.
    GaveBack {
        /// Central's epoch.
        epoch: Uuid,
        /// Highest own operation central holds.
        acked: u64,
        /// Last position of the office's feed.
        feed_head: u64,
    },
    /// Nothing is left to be given back, or central takes nothing back.
    NothingToGiveBack,
    /// A step of comparing was made; there are more.
    Comparing,
    /// Comparing is over.
    Compared {
        /// When to compare again.
        next: Due,
        /// Central lacks something that is here.
        give_back: bool,
    },
}

/// When something is due: a time drawn evenly from `spread`, after `after`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Due {
    /// Not before this.
    pub after: Duration,
    /// Within this.
    pub spread: Duration,
}

/// What to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Ask `GET /v1/state`.
    GetState,
    /// Send a batch of the operations after this one.
    Push {
        /// Last operation central holds.
        after: u64,
    },
    /// Ask `GET /v1/feed` after this position.
    GetFeed {
        /// Last position applied.
        after: u64,
    },
    /// Give back some of what central has lost.
    GiveBack,
    /// Make the next step of comparing what is held.
    Compare,
    /// Nothing until this much time has passed or something happens.
    Wait(Duration),
}

/// How things stand, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Central has not answered since the start.
    Connecting,
    /// Central holds everything, and its news is applied.
    UpToDate,
    /// Operations are being sent.
    Sending,
    /// News is being fetched.
    Receiving,
    /// Central does not answer.
    Offline {
        /// When the next attempt is planned, in the engine's time.
        retry_at: Duration,
    },
    /// Stopped until a person acts.
    Halted(HaltReason),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Ready to choose the next request.
    Ready,
    /// Waiting for an answer since then.
    InFlight { since: Duration, request: Request },
    /// Nothing to do until then, unless something is appended.
    Idle { until: Duration },
    /// Nothing may be sent until then.
    Pause { until: Duration },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Request {
    State,
    Push { after: u64 },
    Feed,
    GiveBack,
    Compare,
}

/// The state machine. See the module.
#[derive(Debug)]
pub struct Engine<J> {
    jitter: J,
    mode: Mode,
    position: Position,
    head: u64,
    feed_head: u64,
    state_known: bool,
    heard: bool,
    failures: u32,
    gaps: u32,
    halted: Option<HaltReason>,
    feed_is_next: bool,
    /// Something here may be lost at central. It is given back before own operations are sent: they
    /// may follow from it.
    give_back: bool,
    /// When to compare next; never where nothing is kept that could be compared.
    compare_at: Option<Duration>,
}

impl<J: Jitter> Engine<J> {
    /// An engine for a log that ends at `head` and a journal that knows `position`.
    ///
    /// With `after_outage` (the desk has been waiting to send for long, as after a power cut in
    /// the whole province) the first contact is spread over [`OUTAGE_SPREAD`].
    pub fn new(head: u64, position: Position, after_outage: bool, mut jitter: J) -> Self {
        let mode = if after_outage {
            Mode::Pause {
                until: jitter.below(OUTAGE_SPREAD),
            }
        } else {
            Mode::Ready
        };
        Self {
            jitter,
            mode,
            position,
            head,
            feed_head: 0,
            state_known: false,
            heard: false,
            failures: 0,
            gaps: 0,
            halted: None,
            feed_is_next: false,
            give_back: false,
            compare_at: None,
        }
    }

    /// The desk keeps what it holds of the feed: it gives back what central loses, at once if there is
    /// something already, and compares, the first time when `due`, whenever it has nothing else to do.
    #[must_use]
    pub fn comparing(mut self, give_back: bool, due: Due) -> Self {
        self.give_back = give_back;
        self.compare_at = Some(due.after + self.jitter.below(due.spread));
        self
    }

    /// Takes in what happened at `now` (monotonic, from zero at [`Engine::new`]) and says what
    /// to do. An answer that no request waits for is ignored.
    pub fn handle(&mut self, now: Duration, input: Input) -> Action {
        match input {
            Input::Tick => self.tick(now),
            Input::Appended { head } => self.appended(head),
            Input::News { head } => self.news(head),
            answer => {
                if let Mode::InFlight { request, .. } = self.mode {
                    self.answered(now, request, answer);
                }
            }
        }
        self.next(now)
    }

    /// What the journal should remember.
    pub fn position(&self) -> Position {
        self.position
    }

    /// How things stand at `now`.
    pub fn phase(&self, now: Duration) -> Phase {
        if let Some(reason) = self.halted {
            return Phase::Halted(reason);
        }
        if self.failures > 0 {
            let retry_at = match self.mode {
                Mode::Pause { until } => until,
                _ => now,
            };
            return Phase::Offline { retry_at };
        }
        if !self.heard {
            return Phase::Connecting;
        }
        if self.head > self.position.acked || self.give_back {
            Phase::Sending
        } else if self.feed_head > self.position.cursor {
            Phase::Receiving
        } else {
            Phase::UpToDate
        }
    }

    fn tick(&mut self, now: Duration) {
        match self.mode {
            Mode::InFlight { since, .. } if now.saturating_sub(since) >= WATCHDOG => {
                self.failed(now);
            }
            Mode::Pause { until } if now >= until => {
                self.mode = Mode::Ready;
                // Much may have changed at central meanwhile.
                self.state_known = false;
            }
            Mode::Idle { until } if now >= until => {
                self.mode = Mode::Ready;
                self.state_known = false;
            }
            _ => {}
        }
    }

    fn appended(&mut self, head: u64) {
        self.head = self.head.max(head);
        if matches!(self.mode, Mode::Idle { .. }) {
            self.mode = Mode::Ready;
        }
    }

    fn news(&mut self, head: u64) {
        if head > self.feed_head && matches!(self.mode, Mode::Idle { .. }) {
            self.feed_head = head;
            self.mode = Mode::Ready;
        }
    }

    fn answered(&mut self, now: Duration, request: Request, answer: Input) {
        self.mode = Mode::Ready;
        match (request, answer) {
            (Request::State, Input::State(state)) => self.state(now, state),
            (
                Request::Push { after },
                Input::Pushed {
                    epoch,
                    acked,
                    feed_head,
                },
            ) if acked > after && acked <= self.head => {
                self.gaps = 0;
                self.succeeded();
                self.position.acked = acked;
                self.feed_head = feed_head;
                self.feed_is_next = true;
                self.state_known &= self.position.epoch == Some(epoch);
            }
            (Request::Feed, Input::Fed { cursor, feed_head }) if cursor > self.position.cursor => {
                self.gaps = 0;
                self.succeeded();
                self.position.cursor = cursor;
                self.feed_head = feed_head;
                self.feed_is_next = false;
            }
            (
                Request::GiveBack,
                Input::GaveBack {
                    epoch,
                    acked,
                    feed_head,
                },
            ) if acked <= self.head => {
                self.succeeded();
                self.position.acked = self.position.acked.max(acked);
                self.feed_head = feed_head;
                self.state_known &= self.position.epoch == Some(epoch);
            }
            (Request::GiveBack, Input::NothingToGiveBack) => self.give_back = false,
            (Request::Compare, Input::Comparing) => self.succeeded(),
            (Request::Compare, Input::Compared { next, give_back }) => {
                self.give_back |= give_back;
                self.compare_within(now, next);
            }
            (_, Input::OtherEpoch) | (Request::Push { .. }, Input::Gap)
                if self.gaps < GAPS_TOLERATED =>
            {
                // The state says where central stands, and whether it was restored.
                self.gaps += 1;
                self.state_known = false;
            }
            (_, Input::Busy(wait)) => self.busy(now, wait),
            (_, Input::Refused(reason)) => self.halt(now, reason),
            _ => self.failed(now),
        }
    }

    fn state(&mut self, now: Duration, state: CentralState) {
        if !state.history_agrees || state.acked > self.head {
            self.halt(now, HaltReason::Fork);
            return;
        }
        self.succeeded();
        self.halted = None;
        self.state_known = true;
        let same_epoch = self.position.epoch == Some(state.epoch);
        let lost_operations = state.acked < self.position.acked;
        if !same_epoch || lost_operations {
            self.lost_ground(now);
            self.position.cursor = self.shared_feed(&state, same_epoch);
        }
        self.position.cursor = self.position.cursor.min(state.feed_head);
        self.position.epoch = Some(state.epoch);
        self.position.acked = state.acked;
        self.feed_head = state.feed_head;
    }

    /// Central may have lost what others had sent, too. A desk that meets a central for the first time
    /// has nothing of it.
    fn lost_ground(&mut self, now: Duration) {
        if self.position.epoch.is_some() && self.compare_at.is_some() {
            self.give_back = true;
            let spread = RESTORED_SPREAD;
            self.compare_within(
                now,
                Due {
                    spread,
                    ..Due::default()
                },
            );
        }
    }

    fn compare_within(&mut self, now: Duration, due: Due) {
        self.compare_at = Some(now + due.after + self.jitter.below(due.spread));
    }

    /// Up to where the feed applied here is surely the one central has now. Positions after that
    /// may have been given to other operations; applying one twice does no harm.
    fn shared_feed(&self, state: &CentralState, same_epoch: bool) -> u64 {
        match self.position.epoch {
            None => self.position.cursor,
            Some(_) if same_epoch => 0,
            Some(known) if state.previous_epoch == Some(known) => {
                self.position.cursor.min(state.feed_base)
            }
            Some(_) => 0,
        }
    }

    fn succeeded(&mut self) {
        self.heard = true;
        // An answer in between does not settle a disagreement, which would go on every second.
        if self.gaps < GAPS_TOLERATED {
            self.failures = 0;
        }
    }

    fn failed(&mut self, now: Duration) {
        self.failures = self.failures.saturating_add(1);
        let wait = self.jitter.below(self.window());
        self.mode = Mode::Pause { until: now + wait };
    }

    fn busy(&mut self, now: Duration, wait: Duration) {
        self.failures = self.failures.saturating_add(1);
        let wait = wait.min(LONGEST_RETRY_AFTER) + self.jitter.below(self.window());
        self.mode = Mode::Pause { until: now + wait };
    }

    fn halt(&mut self, now: Duration, reason: HaltReason) {
        self.halted = Some(reason);
        self.heard = true;
        self.failures = 0;
        self.mode = Mode::Pause {
            until: now + HALT_RETRY,
        };
    }

    fn window(&self) -> Duration {
        let doublings = self.failures.saturating_sub(1).min(16);
        let window = (FIRST_WINDOW * (1 << doublings)).min(LAST_WINDOW);
        if self.failures >= OUTAGE_FAILURES {
            window.max(OUTAGE_SPREAD)
        } else {
            window
        }
    }

    fn next(&mut self, now: Duration) -> Action {
        match self.mode {
            Mode::InFlight { since, .. } => Action::Wait((since + WATCHDOG).saturating_sub(now)),
            Mode::Idle { until } | Mode::Pause { until } => Action::Wait(until.saturating_sub(now)),
            Mode::Ready => self.choose(now),
        }
    }

    fn choose(&mut self, now: Duration) -> Action {
        let to_send = self.head > self.position.acked;
        let to_fetch = self.feed_head > self.position.cursor;
        let (request, action) = if !self.state_known {
            (Request::State, Action::GetState)
        } else if self.give_back && !to_fetch {
            // Only what is not in the feed now is lost.
            (Request::GiveBack, Action::GiveBack)
        } else if to_send && !self.give_back && !(to_fetch && self.feed_is_next) {
            let after = self.position.acked;
            (Request::Push { after }, Action::Push { after })
        } else if to_fetch {
            let after = self.position.cursor;
            (Request::Feed, Action::GetFeed { after })
        } else if self.compare_at.is_some_and(|due| due <= now) {
            (Request::Compare, Action::Compare)
        } else {
            let due = self.compare_at.map_or(POLL, |due| due.saturating_sub(now));
            let wait = POLL.min(due);
            self.mode = Mode::Idle { until: now + wait };
            return Action::Wait(wait);
        };
        self.mode = Mode::InFlight {
            since: now,
            request,
        };
        action
    }
}

#[cfg(test)]
#[path = "engine_tests.rs"]
mod tests;
