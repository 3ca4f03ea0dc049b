//! One stretch of syncing, while this process holds the lease: carries the
//! [conversation](super::conversation) over a request thread.

use super::client::CallError;
use super::conversation::{Call, Conversation, Next, Reply, Request};
use super::engine::{Input, Phase};
use super::journal::{Credentials, JournalError, Progress};
use super::listener::Listener;
use super::status::SyncState;
use super::worker::{Draw, End, LOOK, Loop, Message};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How often the lease is renewed and the credentials are looked at.
const RENEWAL: Duration = Duration::from_secs(5);

pub(super) struct Session<'a> {
    sync: &'a mut Loop,
    number: u64,
    credentials: Credentials,
    conversation: Conversation<Draw>,
    started: Instant,
    started_at: DateTime<Utc>,
    renewed: Instant,
    caller: Option<Sender<(u64, Call)>>,
    /// Waits for news, once this session is up to date for the first time.
    listener: Option<Listener>,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        sync: &'a mut Loop,
        credentials: Credentials,
        known: &Progress,
    ) -> Result<Self, JournalError> {
        let started_at = (sync.parts.clock)();
        let after_outage = known.is_after_outage(started_at);
        let draw = sync.parts.jitter.clone();
        let office = credentials.office.clone();
        let conversation = Conversation::new(office, known, after_outage, draw)
            .with_trouble(sync.trouble.clone())
            .comparing(sync.parts.journal.as_mut(), started_at)?;
        sync.sessions += 1;
        Ok(Self {
            number: sync.sessions,
            conversation,
            sync,
            credentials,
            started: Instant::now(),
            started_at,
            renewed: Instant::now(),
            caller: None,
            listener: None,
        })
    }

    pub(super) fn run(mut self) -> Result<End, JournalError> {
        let mut input = Input::Tick;
        loop {
            let now = self.now();
            let journal = self.sync.parts.journal.as_mut();
            let next = self.conversation.go_on(journal, now, input)?;
            let (wait, not_carried) = match next {
                Next::Wait(wait) => (wait, None),
                Next::Ask(request) => (LOOK, self.carry(request)),
            };
            self.publish()?;
            input = match not_carried {
                Some(failure) => failure,
                None => match self.wait(wait)? {
                    Ok(input) => input,
                    Err(end) => return Ok(end),
                },
            };
        }
    }

    fn now(&self) -> Duration {
        self.started.elapsed()
    }

    /// Starts a request; an input when that failed at once.
    fn carry(&mut self, request: Request) -> Option<Input> {
        if request.abandons {
            // Leave its thread behind and open a new way.
            self.caller = None;
        }
        let carried = self.call(request.number, request.call);
        carried
            .err()
            .map(|error| self.conversation.not_carried(&error))
    }

    fn call(&mut self, number: u64, call: Call) -> Result<(), CallError> {
        let caller = match self.caller.take() {
            Some(caller) => caller,
            None => self.open()?,
        };
        caller
            .send((number, call))
            .map_err(|_| CallError::Network("the request thread has ended".into()))?;
        self.caller = Some(caller);
        Ok(())
    }

    fn open(&self) -> Result<Sender<(u64, Call)>, CallError> {
        let central = (self.sync.parts.connect)(&self.credentials)?;
        let (calls, inbox) = mpsc::channel::<(u64, Call)>();
        let replies = self.sync.own.clone();
        let session = self.number;
        thread::Builder::new()
            .name("sync-request".into())
            .spawn(move || {
                while let Ok((request, call)) = inbox.recv() {
                    let reply = call.ask(central.as_ref());
                    let message = Message::Reply {
                        session,
                        request,
                        reply,
                    };
                    if replies.send(message).is_err() {
                        break;
                    }
                }
            })
            .map_err(|error| CallError::Network(error.to_string()))?;
        Ok(calls)
    }

    /// Waits for something the engine should know.
    fn wait(&mut self, mut wait: Duration) -> Result<Result<Input, End>, JournalError> {
        loop {
            match self.sync.inbox.recv_timeout(wait.min(LOOK)) {
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    return Ok(Err(End::Stop));
                }
                Ok(Message::Reply {
                    session,
                    request,
                    reply,
                }) => {
                    if session == self.number
                        && let Some(input) = self.heard(request, reply)?
                    {
                        return Ok(Ok(input));
                    }
                }
                Ok(Message::News { head }) => return Ok(Ok(Input::News { head })),
                Ok(Message::Appended) | Err(RecvTimeoutError::Timeout) => {
                    if self.renewed.elapsed() >= RENEWAL && !self.renew()? {
                        return Ok(Err(End::Restart));
                    }
                    let journal = self.sync.parts.journal.as_mut();
                    return Ok(Ok(self.conversation.look(journal)?));
                }
            }
            wait = LOOK;
        }
    }

    fn heard(&mut self, number: u64, reply: Reply) -> Result<Option<Input>, JournalError> {
        let at = (self.sync.parts.clock)();
        let journal = self.sync.parts.journal.as_mut();
        self.conversation.heard(journal, (number, reply), at)
    }

    /// Whether this process still holds the lease, with the same credentials.
    fn renew(&mut self) -> Result<bool, JournalError> {
        self.renewed = Instant::now();
        let credentials = self.sync.parts.journal.credentials()?;
        Ok(credentials.as_ref() == Some(&self.credentials) && self.sync.lease()?)
    }

    /// From the first time it is up to date on, somebody waits for news.
    fn listen(&mut self, phase: Phase) {
        let applied = self.conversation.applied();
        match &self.listener {
            Some(listener) => listener.applied(applied),
            None if phase == Phase::UpToDate => {
                let central = (self.sync.parts.connect)(&self.credentials).ok();
                let own = &self.sync.own;
                self.listener = central.and_then(|way| Listener::start(way, own, applied));
            }
            None => {}
        }
    }

    fn publish(&mut self) -> Result<(), JournalError> {
        let phase = self.conversation.phase(self.now());
        self.listen(phase);
        let state = match phase {
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
        self.sync.trouble = self.conversation.trouble().cloned();
        self.sync.publish(&progress, state);
        Ok(())
    }
}
