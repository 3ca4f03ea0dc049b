//! A desk's machine: its disk, its clock, the counters' processes and those that sync.
//!
//! The store, the journal and the conversation with central are the program's own. What the sync
//! worker does around the conversation (the lease, the credentials, starting afresh after a failure)
//! is done here without its threads.

use super::clock::{Clock, MachineSource};
use super::disk::{self, Machine};
use super::mutation::Mutation;
use super::planted::Planted;
use super::random::{Draw, Random};
use acikkapi::store::{Location, SqliteJournal, Store, StoreError};
use acikkapi::sync::conversation::{Conversation, Next, Reply, Request};
use acikkapi::sync::engine::{Input, Phase, WATCHDOG};
use acikkapi::sync::journal::{Credentials, Journal, JournalError};
use chrono::TimeDelta;
use std::path::PathBuf;
use std::time::Duration;
use uuid::Uuid;

/// As in the worker.
const LEASE: TimeDelta = TimeDelta::seconds(30);
/// How often the lease is renewed, at most.
const RENEWAL: Duration = Duration::from_secs(10);
/// When a process that may not sync looks again.
const REST: Duration = Duration::from_secs(15);

/// A process that syncs while it holds the lease.
pub struct Process {
    holder: Uuid,
    journal: SqliteJournal,
    random: Random,
    session: Option<Session>,
    /// Which planned turn is the next; earlier plans are void.
    pub plan: u64,
}

struct Session {
    number: u64,
    conversation: Conversation<Draw>,
    credentials: Credentials,
    started: Duration,
    renewed: Duration,
}

/// Why a process takes its turn.
pub enum Turn {
    /// Time has passed, or something was appended.
    Look,
    /// A reply came, to a request of a session.
    Heard {
        session: u64,
        number: u64,
        reply: Reply,
    },
}

/// What a process does next.
pub enum Done {
    /// Asks central; comes back after a while, whether there is a reply or not.
    Ask { session: u64, request: Request },
    /// Nothing for so long.
    Rest(Duration),
}

/// A machine.
pub struct Desk {
    pub name: String,
    pub office: String,
    folder: PathBuf,
    pub machine: Machine,
    pub clock: Clock,
    pub offset: TimeDelta,
    pub counters: Vec<Store>,
    pub processes: Vec<Process>,
    pub random: Random,
    mutation: Option<Mutation>,
    counters_wanted: usize,
    processes_wanted: usize,
    sessions: u64,
    /// The last own operation a counter was told is stored.
    pub told: u64,
    /// Which device it is now.
    pub device: Uuid,
    /// When the clock was last set.
    pub clock_set_at: Duration,
    /// It went on as a new device: its former one's receipts are not to be compared.
    pub renewed: bool,
}

impl Desk {
    pub fn new(
        (name, office): (String, String),
        folder: PathBuf,
        (counters, processes): (usize, usize),
        (mut random, mutation): (Random, Option<Mutation>),
    ) -> Self {
        let lies = mutation == Some(Mutation::DiskLies);
        Self {
            machine: disk::machine(&folder, lies),
            name,
            office,
            folder,
            clock: Clock::default(),
            offset: TimeDelta::zero(),
            counters: Vec::new(),
            processes: Vec::new(),
            random: random.fork(),
            mutation,
            counters_wanted: counters,
            processes_wanted: processes,
            sessions: 0,
            told: 0,
            device: Uuid::nil(),
            clock_set_at: Duration::ZERO,
            renewed: false,
        }
    }

    pub fn location(&self) -> Location {
        Location::in_folder(&self.folder)
    }

    pub fn source(&mut self) -> MachineSource {
        MachineSource {
            clock: self.clock.clone(),
            random: self.random.fork(),
        }
    }

    pub fn is_up(&self) -> bool {
        !self.counters.is_empty()
    }

    /// Starts the programs; the power may fail meanwhile.
    pub fn start(&mut self) -> Result<(), StoreError> {
        let started = self.start_programs();
        if started.is_err() {
            self.stop();
        }
        started
    }

    fn start_programs(&mut self) -> Result<(), StoreError> {
        for _ in 0..self.counters_wanted {
            let source = Box::new(self.source());
            self.counters.push(Store::open(self.location(), source)?);
        }
        for _ in 0..self.processes_wanted {
            self.start_process()?;
        }
        self.device = self.counters[0].device_id()?;
        Ok(())
    }

    fn start_process(&mut self) -> Result<(), StoreError> {
        let source = Box::new(self.source());
        let journal = SqliteJournal::open(&self.location(), source)?;
        let mut bytes = [0; 16];
        self.random.fill(&mut bytes);
        self.processes.push(Process {
            holder: uuid::Builder::from_random_bytes(bytes).into_uuid(),
            journal,
            random: self.random.fork(),
            session: None,
            plan: 0,
        });
        Ok(())
    }

    /// Every program ends, as when it is killed.
    pub fn stop(&mut self) {
        self.processes.clear();
        self.counters.clear();
    }

    /// One of the processes that sync is killed and started again.
    pub fn kill_process(&mut self, index: usize) -> Result<(), StoreError> {
        let plan = self.processes[index].plan;
        self.processes.remove(index);
        self.start_process()?;
        let last = self.processes.len() - 1;
        self.processes[last].plan = plan;
        self.processes.swap(index, last);
        Ok(())
    }

    /// The journal of a process, to ask it something.
    pub fn journal(&mut self) -> &mut SqliteJournal {
        &mut self.processes[0].journal
    }

    /// How a process stands with central, if it is the one that syncs.
    pub fn phase(&self, index: usize, now: Duration) -> Option<Phase> {
        let session = self.processes[index].session.as_ref()?;
        Some(
            session
                .conversation
                .phase(now.saturating_sub(session.started)),
        )
    }

    /// Another process that holds the lease, as far as it knows, while nobody set the clock.
    pub fn other_talker(&self, index: usize, now: Duration) -> Option<usize> {
        let lease = LEASE.to_std().expect("a short time");
        let talks = |process: &Process| {
            let session = process.session.as_ref()?;
            let since = session.renewed.max(self.clock_set_at + lease);
            (now < session.renewed + lease && since == session.renewed).then_some(())
        };
        (0..self.processes.len())
            .find(|other| *other != index && talks(&self.processes[*other]).is_some())
    }

    /// A process takes its turn at `now`.
    pub fn turn(&mut self, index: usize, now: Duration, turn: Turn) -> Result<Done, JournalError> {
        let location = self.location();
        let times = match self.mutation {
            Some(Mutation::BackOffNeverEnds) => 5_000,
            _ => 1,
        };
        let wall = self.clock.now();
        let process = &mut self.processes[index];
        let mut journal = Planted {
            journal: &mut process.journal,
            location: &location,
            mutation: self.mutation,
        };
        let lease =
            |journal: &mut Planted<'_>| journal.take_lease(process.holder, wall, wall + LEASE);
        if let Some(session) = &mut process.session
            && now.saturating_sub(session.renewed) >= RENEWAL
        {
            session.renewed = now;
            let same = journal.credentials()?.as_ref() == Some(&session.credentials);
            if !same || !lease(&mut journal)? {
                process.session = None;
            }
        }
        let input = match (&mut process.session, turn) {
            (
                Some(session),
                Turn::Heard {
                    session: asked,
                    number,
                    reply,
                },
            ) => {
                let reply = journal.hears(reply)?;
                let heard = match asked == session.number {
                    true => session
                        .conversation
                        .heard(&mut journal, (number, reply), wall)?,
                    false => None,
                };
                match heard {
                    Some(input) => input,
                    None => Input::Tick,
                }
            }
            (Some(session), Turn::Look) => session.conversation.look(&mut journal)?,
            (none, _) => {
                let Some(credentials) = journal.credentials()? else {
                    return Ok(Done::Rest(REST));
                };
                if !lease(&mut journal)? {
                    return Ok(Done::Rest(REST));
                }
                let known = journal.progress()?;
                let draw = Draw {
                    random: process.random.fork(),
                    times,
                };
                let office = credentials.office.clone();
                let outage = known.is_after_outage(wall);
                self.sessions += 1;
                *none = Some(Session {
                    number: self.sessions,
                    conversation: Conversation::new(office, &known, outage, draw)
                        .comparing(&mut journal, wall)?,
                    credentials,
                    started: now,
                    renewed: now,
                });
                Input::Tick
            }
        };
        let session = process.session.as_mut().expect("begun just now");
        let engine_time = now.saturating_sub(session.started);
        Ok(
            match session
                .conversation
                .go_on(&mut journal, engine_time, input)?
            {
                Next::Wait(wait) => Done::Rest(wait),
                Next::Ask(request) => Done::Ask {
                    session: session.number,
                    request,
                },
            },
        )
    }
}

/// When a process that has asked something looks again, reply or not.
pub const PATIENCE: Duration = WATCHDOG;
