//! What a desk says to central and makes of the answers, without thread, clock or network.
//!
//! The [engine](super::engine) decides *when* to send what. Here that becomes a [`Call`] read from
//! the journal, and the [`Reply`] to it becomes the engine's next [`Input`], once the journal has
//! stored what it says. The [worker](super::worker) carries calls and replies over threads and HTTPS;
//! a simulation carries them through whatever it likes.
//!
//! ```text
//! Engine ──Action──▶ Conversation::go_on ──Request──▶ carrier ──▶ central
//!    ▲                        │ Journal                               │
//!    └──Input── Conversation::heard ◀──Reply── carrier ◀──────────────┘
//! ```

mod exchange;

use super::client::{CallError, Central};
use super::compare::{self, Ask};
use super::engine::{Action, CentralState, Engine, HaltReason, Input, Jitter, Phase, Position};
use super::journal::{Journal, JournalError, Progress};
use super::problem::{Problem, ProblemCode};
use super::status::Trouble;
use super::wire::compare::{
    CompareReceipt, DayResponse, DigestResponse, LookupRequest, LookupResponse, ReturnRequest,
    ReturnResponse,
};
use super::wire::{
    FeedResponse, GENESIS_HASH, Operation, PushRequest, PushResponse, StateResponse,
};
use chrono::{DateTime, Utc};
use exchange::Exchange;
use std::time::Duration;
use uuid::Uuid;

/// Pause when central is busy and does not say for how long.
const DEFAULT_BUSY: Duration = Duration::from_secs(5);

/// What central is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// `GET /v1/state`.
    State,
    /// `POST /v1/ops`.
    Push(PushRequest),
    /// `GET /v1/feed`.
    Feed {
        /// Last position applied.
        after: u64,
    },
    /// `POST /v1/returned`.
    GiveBack(ReturnRequest),
    /// The next step of a comparison.
    Compare(Ask),
}

impl Call {
    /// Asks `central` and waits for its answer.
    #[must_use]
    pub fn ask(self, central: &dyn Central) -> Reply {
        match self {
            Self::State => Reply::State(central.state()),
            Self::Push(batch) => Reply::Push(central.push(&batch)),
            Self::Feed { after } => Reply::Feed(central.feed(after)),
            Self::GiveBack(lost) => Reply::GaveBack(central.give_back(&lost)),
            Self::Compare(Ask::Digest { upto, root }) => Reply::Digest(central.digest(upto, &root)),
            Self::Compare(Ask::Day { day, upto, after }) => {
                Reply::Day(central.day(day, upto, after))
            }
            Self::Compare(Ask::LookUp(operations)) => {
                Reply::Found(central.look_up(&LookupRequest { operations }))
            }
            Self::Compare(Ask::Report(report)) => Reply::Reported(central.compared(&report)),
        }
    }
}

/// What came of a [`Call`].
#[derive(Debug)]
pub enum Reply {
    /// To [`Call::State`].
    State(Result<StateResponse, CallError>),
    /// To [`Call::Push`].
    Push(Result<PushResponse, CallError>),
    /// To [`Call::Feed`].
    Feed(Result<FeedResponse, CallError>),
    /// To [`Call::GiveBack`].
    GaveBack(Result<ReturnResponse, CallError>),
    /// To [`Ask::Digest`].
    Digest(Result<DigestResponse, CallError>),
    /// To [`Ask::Day`].
    Day(Result<DayResponse, CallError>),
    /// To [`Ask::LookUp`].
    Found(Result<LookupResponse, CallError>),
    /// To [`Ask::Report`].
    Reported(Result<CompareReceipt, CallError>),
}

/// A call to be carried to central.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Tells its reply from that of another one; see [`Conversation::heard`].
    pub number: u64,
    /// What is asked.
    pub call: Call,
    /// The request before was given up without a reply: whatever carries it may hang.
    pub abandons: bool,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Carry this, and report the reply.
    Ask(Request),
    /// Nothing until this much time has passed or something happens.
    Wait(Duration),
}

/// The request under way.
#[derive(Debug)]
struct Outstanding {
    number: u64,
    /// What was sent, to compare the receipts with.
    sent: Vec<(Uuid, u64)>,
}

/// One stretch of talking to central, from what the journal knows on.
#[derive(Debug)]
pub struct Conversation<J> {
    engine: Engine<J>,
    office: String,
    head: u64,
    stored: Position,
    requests: u64,
    outstanding: Option<Outstanding>,
    trouble: Option<Trouble>,
    exchange: Exchange,
}

impl<J: Jitter> Conversation<J> {
    /// A desk of `office` that knows what `known` says. For `after_outage` see [`Engine::new`].
    pub fn new(office: String, known: &Progress, after_outage: bool, jitter: J) -> Self {
        Self {
            engine: Engine::new(known.head, known.position, after_outage, jitter),
            office,
            head: known.head,
            stored: known.position,
            requests: 0,
            outstanding: None,
            trouble: None,
            exchange: Exchange::default(),
        }
    }

    /// Gives back what central loses and compares, where the journal keeps what can be compared; the
    /// wall clock says `now`.
    ///
    /// # Errors
    /// What the store met.
    pub fn comparing(
        self,
        journal: &mut dyn Journal,
        now: DateTime<Utc>,
    ) -> Result<Self, JournalError> {
        let Some(holdings) = journal.holdings() else {
            return Ok(self);
        };
        let last = holdings.last_comparison()?.map(|last| last.at);
        let due = compare::due(last, now);
        let has_lost = holdings.has_lost()?;
        Ok(Self {
            engine: self.engine.comparing(has_lost, due),
            ..self
        })
    }

    /// Goes on from a trouble an earlier stretch had, until central answers.
    #[must_use]
    pub fn with_trouble(self, trouble: Option<Trouble>) -> Self {
        Self { trouble, ..self }
    }

    /// Tells the engine what happened at `now` (its monotonic time), stores what it believes then,
    /// and makes the call it asks for.
    ///
    /// # Errors
    /// What the store met; everything has to be read afresh then.
    pub fn go_on(
        &mut self,
        journal: &mut dyn Journal,
        now: Duration,
        input: Input,
    ) -> Result<Next, JournalError> {
        let mut action = self.engine.handle(now, input);
        self.remember_position(journal)?;
        let call = loop {
            match action {
                Action::Wait(wait) => return Ok(Next::Wait(wait)),
                Action::GetState => break Call::State,
                Action::GetFeed { after } => break Call::Feed { after },
                Action::Push { after } => break push(journal, after)?,
                Action::Compare => break self.exchange.compare(journal, self.stored)?,
                Action::GiveBack => match exchange::give_back(journal)? {
                    Some(lost) => break Call::GiveBack(lost),
                    None => action = self.engine.handle(now, Input::NothingToGiveBack),
                },
            }
        };
        let sent = sent(&call);
        self.requests += 1;
        let number = self.requests;
        // The watchdog gave up on one that is still there.
        let given_up = self.outstanding.replace(Outstanding { number, sent });
        let abandons = given_up.is_some();
        Ok(Next::Ask(Request {
            number,
            call,
            abandons,
        }))
    }

    /// A restored central moves the position back; that has to be on disk before anything is
    /// applied on top of it.
    fn remember_position(&mut self, journal: &mut dyn Journal) -> Result<(), JournalError> {
        let position = self.engine.position();
        if position != self.stored {
            journal.store_position(position)?;
            self.stored = position;
        }
        Ok(())
    }

    /// Takes the reply to request `number`, heard at `at`: stores what it says and gives what the
    /// engine is to be told. `None` for a reply nobody waits for any more.
    ///
    /// # Errors
    /// What the store met; everything has to be read afresh then.
    pub fn heard(
        &mut self,
        journal: &mut dyn Journal,
        (number, reply): (u64, Reply),
        at: DateTime<Utc>,
    ) -> Result<Option<Input>, JournalError> {
        let waited_for = |outstanding: &mut Outstanding| outstanding.number == number;
        let Some(outstanding) = self.outstanding.take_if(waited_for) else {
            return Ok(None);
        };
        let input = match reply {
            Reply::State(Ok(state)) => {
                self.trouble = None;
                Input::State(checked(journal, &state)?)
            }
            Reply::Push(Ok(response)) => {
                self.pushed(journal, (&outstanding.sent, &response), at)?
            }
            Reply::Feed(Ok(page)) => self.fed(journal, &page)?,
            Reply::State(Err(error)) | Reply::Push(Err(error)) | Reply::Feed(Err(error)) => {
                self.failed(&error)
            }
            Reply::GaveBack(Ok(response)) => {
                let sent: Vec<Uuid> = outstanding.sent.iter().map(|(op_id, _)| *op_id).collect();
                let known = (self.stored.epoch, at);
                let input = exchange::gave_back(journal, (&sent, &response), known)?;
                if input != Input::OtherEpoch {
                    self.stored.acked = self.stored.acked.max(response.acked_dseq);
                }
                input
            }
            Reply::GaveBack(Err(error)) => self.minor(&error, Input::NothingToGiveBack),
            reply => match self
                .exchange
                .heard(journal, reply, (self.stored, &self.office, at))?
            {
                Ok(input) => input,
                Err(error) => {
                    let otherwise = self.exchange.give_up(at);
                    self.minor(&error, otherwise)
                }
            },
        };
        Ok(Some(input))
    }

    /// The request under way could not be carried: what the engine is to be told.
    pub fn not_carried(&mut self, error: &CallError) -> Input {
        self.outstanding = None;
        self.failed(error)
    }

    /// Looks whether anything was appended to the log.
    ///
    /// # Errors
    /// What the store met.
    pub fn look(&mut self, journal: &mut dyn Journal) -> Result<Input, JournalError> {
        let head = journal.progress()?.head;
        if head == self.head {
            return Ok(Input::Tick);
        }
        self.head = head;
        Ok(Input::Appended { head })
    }

    /// How things stand at `now`.
    pub fn phase(&self, now: Duration) -> Phase {
        self.engine.phase(now)
    }

    /// Last position of the feed that is applied.
    pub fn applied(&self) -> u64 {
        self.stored.cursor
    }

    /// Why the last attempt brought no answer, if it did not.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    fn pushed(
        &mut self,
        journal: &mut dyn Journal,
        (sent, response): (&[(Uuid, u64)], &PushResponse),
        at: DateTime<Utc>,
    ) -> Result<Input, JournalError> {
        let receipts = response.receipts.iter();
        let complete = receipts
            .map(|receipt| (receipt.op_id, receipt.dseq))
            .eq(sent.iter().copied());
        let last = sent.last().map_or(0, |(_, dseq)| *dseq);
        if !complete || response.acked_dseq < last {
            let what = "receipts do not fit the batch";
            return Ok(self.failed(&CallError::Senseless(what.into())));
        }
        journal.record_receipts(response, at)?;
        self.stored.acked = response.acked_dseq;
        Ok(Input::Pushed {
            epoch: response.epoch,
            acked: response.acked_dseq,
            feed_head: response.feed_head,
        })
    }

    fn fed(
        &mut self,
        journal: &mut dyn Journal,
        page: &FeedResponse,
    ) -> Result<Input, JournalError> {
        if Some(page.epoch) != self.stored.epoch || self.names_unknown(page) {
            return Ok(Input::OtherEpoch);
        }
        if let Err(fault) = check_page(page, self.stored.cursor, &self.office) {
            return Ok(self.failed(&CallError::Senseless(fault.into())));
        }
        journal.apply_feed(page)?;
        let cursor = page.after + page.entries.len() as u64;
        self.stored.cursor = cursor;
        Ok(Input::Fed {
            cursor,
            feed_head: page.feed_head,
        })
    }

    /// Whether a page tells of own operations that central is not known to hold. A push that was
    /// given up may have arrived after all; or a copy of this file sent them, and then applying the
    /// page would lose what it brings. The state tells which, by the hash.
    fn names_unknown(&self, page: &FeedResponse) -> bool {
        let mut own = page.entries.iter().filter_map(|entry| entry.own_dseq);
        own.any(|dseq| dseq > self.stored.acked)
    }

    /// A call failed that sync can do without: unless central cannot be reached at all, or lets the
    /// desk in no more, the others go on.
    fn minor(&mut self, error: &CallError, otherwise: Input) -> Input {
        match self.failed(error) {
            Input::Refused(reason) if reason.is_about_the_call() => otherwise,
            input => input,
        }
    }

    fn failed(&mut self, error: &CallError) -> Input {
        self.trouble = Some(Trouble::from(error));
        match error {
            CallError::Problem(problem) => problem_input(problem),
            _ => Input::Failed,
        }
    }
}

fn push(journal: &mut dyn Journal, after: u64) -> Result<Call, JournalError> {
    let batch = journal.batch(after)?;
    if batch.operations.first().map(|first| first.dseq) != Some(after + 1) {
        return Err(JournalError::new("the log lacks operations it must have"));
    }
    Ok(Call::Push(batch))
}

/// The operations in a call, by id and place.
fn sent(call: &Call) -> Vec<(Uuid, u64)> {
    let ids = |operation: &Operation| (operation.op_id, operation.dseq);
    match call {
        Call::Push(batch) => batch.operations.iter().map(ids).collect(),
        Call::GiveBack(lost) => {
            let lost = lost.operations.iter();
            lost.map(|returned| ids(&returned.operation)).collect()
        }
        _ => Vec::new(),
    }
}

/// What central says it holds, compared with the own log.
fn checked(journal: &mut dyn Journal, state: &StateResponse) -> Result<CentralState, JournalError> {
    let own = match state.acked_dseq {
        0 => Some(GENESIS_HASH.to_owned()),
        dseq => journal.hash_at(dseq)?,
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
