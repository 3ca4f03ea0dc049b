//! One stretch of syncing: engine, journal and requests, while this process holds the lease.

use super::client::{CallError, Central};
use super::engine::{Action, CentralState, Engine, HaltReason, Input, Phase, Position};
use super::journal::{Credentials, JournalError, Progress};
use super::problem::{Problem, ProblemCode};
use super::status::{SyncState, Trouble};
use super::wire::{FeedResponse, GENESIS_HASH, PushRequest, PushResponse, StateResponse};
use super::worker::{Draw, End, LOOK, Loop, Message};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How often the lease is renewed and the credentials are looked at.
const RENEWAL: Duration = Duration::from_secs(5);
/// An oldest unsent operation of this age means an outage lies behind us.
const OUTAGE_AGE: TimeDelta = TimeDelta::minutes(10);
/// Pause when central is busy and does not say for how long.
const DEFAULT_BUSY: Duration = Duration::from_secs(5);

/// An answer, on its way from the request thread to the loop.
pub(super) enum Reply {
    State(Result<StateResponse, CallError>),
    Push(Result<PushResponse, CallError>),
    Feed(Result<FeedResponse, CallError>),
}

enum Call {
    State,
    Push(PushRequest),
    Feed(u64),
}

/// The request under way.
struct Outstanding {
    request: u64,
    /// What a push sent, to compare the receipts with.
    sent: Vec<(Uuid, u64)>,
}

pub(super) struct Session<'a> {
    sync: &'a mut Loop,
    credentials: Credentials,
    engine: Engine<Draw>,
    started: Instant,
    started_at: DateTime<Utc>,
    renewed: Instant,
    head: u64,
    stored: Position,
    requests: u64,
    outstanding: Option<Outstanding>,
    caller: Option<Sender<(u64, Call)>>,
}

impl<'a> Session<'a> {
    pub(super) fn new(sync: &'a mut Loop, credentials: Credentials, known: &Progress) -> Self {
        let started_at = (sync.parts.clock)();
        let after_outage = known
            .oldest_unsent
            .is_some_and(|oldest| started_at - oldest > OUTAGE_AGE);
        let draw = sync.parts.jitter.clone();
        Self {
            engine: Engine::new(known.head, known.position, after_outage, draw),
            sync,
            credentials,
            started: Instant::now(),
            started_at,
            renewed: Instant::now(),
            head: known.head,
            stored: known.position,
            requests: 0,
            outstanding: None,
            caller: None,
        }
    }

    pub(super) fn run(mut self) -> Result<End, JournalError> {
        let mut input = Input::Tick;
        loop {
            let action = self.engine.handle(self.now(), input);
            self.remember_position()?;
            let began = self.begin(action)?;
            self.publish()?;
            input = match began {
                Some(failure) => failure,
                None => match self.wait(action)? {
                    Ok(input) => input,
                    Err(end) => return Ok(end),
                },
            };
        }
    }

    fn now(&self) -> Duration {
        self.started.elapsed()
    }

    /// A restored central moves the position back; that has to be on disk before anything is
    /// applied on top of it.
    fn remember_position(&mut self) -> Result<(), JournalError> {
        let position = self.engine.position();
        if position != self.stored {
            self.sync.parts.journal.store_position(position)?;
            self.stored = position;
        }
        Ok(())
    }

    /// Starts the request an action asks for; an input when it failed at once.
    fn begin(&mut self, action: Action) -> Result<Option<Input>, JournalError> {
        let mut sent = Vec::new();
        let call = match action {
            Action::Wait(_) => return Ok(None),
            Action::GetState => Call::State,
            Action::GetFeed { after } => Call::Feed(after),
            Action::Push { after } => {
                let batch = self.sync.parts.journal.batch(after)?;
                if batch.operations.first().map(|first| first.dseq) != Some(after + 1) {
                    return Err(JournalError::new("the log lacks operations it must have"));
                }
                let operations = batch.operations.iter();
                sent.extend(operations.map(|operation| (operation.op_id, operation.dseq)));
                Call::Push(batch)
            }
        };
        if self.outstanding.take().is_some() {
            // The watchdog gave up on it: leave its thread behind and open a new way.
            self.caller = None;
        }
        self.requests += 1;
        let request = self.requests;
        if let Err(error) = self.call(request, call) {
            return Ok(Some(self.failure(&error)));
        }
        self.outstanding = Some(Outstanding { request, sent });
        Ok(None)
    }

    fn call(&mut self, request: u64, call: Call) -> Result<(), CallError> {
        let caller = match self.caller.take() {
            Some(caller) => caller,
            None => self.open()?,
        };
        caller
            .send((request, call))
            .map_err(|_| CallError::Network("the request thread has ended".into()))?;
        self.caller = Some(caller);
        Ok(())
    }

    fn open(&self) -> Result<Sender<(u64, Call)>, CallError> {
        let central = (self.sync.parts.connect)(&self.credentials)?;
        let (calls, inbox) = mpsc::channel();
        let replies = self.sync.own.clone();
        thread::Builder::new()
            .name("sync-request".into())
            .spawn(move || {
                while let Ok((request, call)) = inbox.recv() {
                    let reply = perform(central.as_ref(), call);
                    if replies.send(Message::Reply { request, reply }).is_err() {
                        break;
                    }
                }
            })
            .map_err(|error| CallError::Network(error.to_string()))?;
        Ok(calls)
    }

    /// Waits for something the engine should know.
    fn wait(&mut self, action: Action) -> Result<Result<Input, End>, JournalError> {
        let mut wait = match action {
            Action::Wait(wait) => wait,
            _ => LOOK,
        };
        loop {
            match self.sync.inbox.recv_timeout(wait.min(LOOK)) {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    return Ok(Err(End::Stop));
                }
                Ok(Message::Reply { request, reply }) => {
                    if let Some(input) = self.reply(request, reply)? {
                        return Ok(Ok(input));
                    }
                }
                Ok(Message::Appended) | Err(RecvTimeoutError::Timeout) => {
                    if self.renewed.elapsed() >= RENEWAL && !self.renew()? {
                        return Ok(Err(End::Restart));
                    }
                    return Ok(Ok(self.look()?));
                }
            }
            wait = LOOK;
        }
    }

    fn look(&mut self) -> Result<Input, JournalError> {
        let head = self.sync.parts.journal.progress()?.head;
        if head == self.head {
            return Ok(Input::Tick);
        }
        self.head = head;
        Ok(Input::Appended { head })
    }

    /// Whether this process still holds the lease, with the same credentials.
    fn renew(&mut self) -> Result<bool, JournalError> {
        self.renewed = Instant::now();
        let credentials = self.sync.parts.journal.credentials()?;
        Ok(credentials.as_ref() == Some(&self.credentials) && self.sync.lease()?)
    }

    fn reply(&mut self, request: u64, reply: Reply) -> Result<Option<Input>, JournalError> {
        let Some(outstanding) = self
            .outstanding
            .take_if(|outstanding| outstanding.request == request)
        else {
            return Ok(None);
        };
        let input = match reply {
            Reply::State(Ok(state)) => {
                self.sync.trouble = None;
                Input::State(self.checked(&state)?)
            }
            Reply::Push(Ok(response)) => self.pushed(&outstanding.sent, &response)?,
            Reply::Feed(Ok(page)) => self.fed(&page)?,
            Reply::State(Err(error)) | Reply::Push(Err(error)) | Reply::Feed(Err(error)) => {
                self.failure(&error)
            }
        };
        Ok(Some(input))
    }

    fn checked(&mut self, state: &StateResponse) -> Result<CentralState, JournalError> {
        let own = match state.acked_dseq {
            0 => Some(GENESIS_HASH.to_owned()),
            dseq => self.sync.parts.journal.hash_at(dseq)?,
        };
        Ok(CentralState {
            epoch: state.epoch,
            previous_epoch: state.previous_epoch,
            feed_base: state.feed_base,
            acked: state.acked_dseq,
            history_agrees: own.is_none_or(|own| own == state.acked_hash),
            feed_head: state.feed_head,
        })
    }

    fn pushed(
        &mut self,
        sent: &[(Uuid, u64)],
        response: &PushResponse,
    ) -> Result<Input, JournalError> {
        let receipts = response.receipts.iter();
        let complete = receipts
            .map(|receipt| (receipt.op_id, receipt.dseq))
            .eq(sent.iter().copied());
        let last = sent.last().map_or(0, |(_, dseq)| *dseq);
        if !complete || response.acked_dseq < last {
            return Ok(self.failure(&CallError::Senseless(
                "receipts do not fit the batch".into(),
            )));
        }
        let at = (self.sync.parts.clock)();
        self.sync.parts.journal.record_receipts(response, at)?;
        self.stored.acked = response.acked_dseq;
        Ok(Input::Pushed {
            epoch: response.epoch,
            acked: response.acked_dseq,
            feed_head: response.feed_head,
        })
    }

    fn fed(&mut self, page: &FeedResponse) -> Result<Input, JournalError> {
        if Some(page.epoch) != self.stored.epoch {
            return Ok(Input::OtherEpoch);
        }
        if let Err(fault) = check_page(page, self.stored.cursor, &self.credentials.office) {
            return Ok(self.failure(&CallError::Senseless(fault.into())));
        }
        self.sync.parts.journal.apply_feed(page)?;
        let cursor = page.after + page.entries.len() as u64;
        self.stored.cursor = cursor;
        Ok(Input::Fed {
            cursor,
            feed_head: page.feed_head,
        })
    }

    fn failure(&mut self, error: &CallError) -> Input {
        self.sync.trouble = Some(Trouble::from(error));
        match error {
            CallError::Problem(problem) => problem_input(problem),
            _ => Input::Failed,
        }
    }

    fn publish(&mut self) -> Result<(), JournalError> {
        let state = match self.engine.phase(self.now()) {
            Phase::Connecting => SyncState::Connecting,
            Phase::UpToDate => SyncState::UpToDate,
            Phase::Sending => SyncState::Sending,
            Phase::Receiving => SyncState::Receiving,
            Phase::Halted(reason) => SyncState::Halted(reason),
            Phase::Offline { retry_at } => SyncState::Offline {
                retry_at: self.started_at
                    + TimeDelta::from_std(retry_at).unwrap_or(TimeDelta::zero()),
            },
        };
        let progress = self.sync.parts.journal.progress()?;
        self.sync.publish(&progress, state);
        Ok(())
    }
}

fn perform(central: &dyn Central, call: Call) -> Reply {
    match call {
        Call::State => Reply::State(central.state()),
        Call::Push(batch) => Reply::Push(central.push(&batch)),
        Call::Feed(after) => Reply::Feed(central.feed(after)),
    }
}

/// A page is applied only if it continues the feed, is this office's and is undamaged.
fn check_page(page: &FeedResponse, cursor: u64, office: &str) -> Result<(), &'static str> {
    if page.after != cursor || page.entries.is_empty() {
        return Err("the feed page does not continue the feed");
    }
    for (entry, position) in page.entries.iter().zip(cursor + 1..) {
        if entry.position != position {
            return Err("the feed page has a gap");
        }
        let Some(operation) = &entry.operation else {
            continue;
        };
        if operation.office != office {
            return Err("the feed page has another office's operation");
        }
        if !operation.hash_is_right() {
            return Err("the feed page has a damaged operation");
        }
    }
    Ok(())
}

fn problem_input(problem: &Problem) -> Input {
    let halt = match problem.code {
        ProblemCode::SequenceGap => return Input::Gap,
        ProblemCode::Busy | ProblemCode::Unavailable => {
            let wait = problem.retry_after.map(Duration::from_secs);
            return Input::Busy(wait.unwrap_or(DEFAULT_BUSY));
        }
        ProblemCode::Unknown if problem.status >= 500 => return Input::Failed,
        ProblemCode::Fork => HaltReason::Fork,
        ProblemCode::Quarantined => HaltReason::Quarantined,
        ProblemCode::Revoked => HaltReason::Revoked,
        ProblemCode::Unauthorised => HaltReason::Unauthorised,
        ProblemCode::BrokenChain | ProblemCode::WrongOrigin => HaltReason::DamagedLog,
        ProblemCode::SchemaTooOld => HaltReason::TooOld,
        _ => HaltReason::Refused,
    };
    Input::Refused(halt)
}
