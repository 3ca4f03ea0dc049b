//! The simulated country: its desks, central, and what happens between them, in the order of
//! simulated time, on one thread.

use super::check;
use super::clock::{Clock, MachineSource, beginning};
use super::desk::{Desk, Done, PATIENCE, Turn};
use super::disk;
use super::mutation::Mutation;
use super::plan::{Calamity, Plan};
use super::random::Random;
use super::raw;
use super::server::Server;
use super::stranger::Stranger;
use super::trace::Trace;
use super::work::{self, Fact, Scene, Written};
use acikkapi::central::Device;
use acikkapi::domain::event::{Event, OfficeConfigured};
use acikkapi::domain::staff::Actor;
use acikkapi::store::{StoreError, backup};
use acikkapi::sync::client::CallError;
use acikkapi::sync::compare::Ask;
use acikkapi::sync::conversation::{Call, Reply, Request};
use acikkapi::sync::engine::{HaltReason, Phase};
use acikkapi::sync::journal::{Credentials, Journal};
use acikkapi::sync::problem::Problem;
use acikkapi::sync::wire::compare::LookupRequest;
use acikkapi::text::CleanText;
use chrono::{DateTime, TimeDelta, Utc};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// How long, after everything is well again, until everybody has everything.
const PATIENCE_AFTER_HEALING: Duration = Duration::from_secs(3600);
/// How often somebody looks after the desks when everything is well again.
const ROUND: Duration = Duration::from_secs(30);
const SECOND: Duration = Duration::from_secs(1);

/// A promise that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Which check found it.
    pub check: &'static str,
    pub detail: String,
}

impl Failure {
    pub fn new(check: &'static str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self { check, detail }
    }
}

enum Happening {
    /// A counter does something.
    Act {
        desk: usize,
        counter: usize,
    },
    /// A process that syncs takes its turn.
    Turn {
        desk: usize,
        process: usize,
        plan: u64,
    },
    /// A request reaches central.
    Arrive(Box<Asked>),
    /// A reply reaches the desk.
    Reply {
        to: Address,
        reply: Reply,
    },
    /// A desk's power is back.
    Start {
        desk: usize,
    },
    /// Central is started again.
    CentralUp,
    /// Something goes wrong.
    Trouble,
    /// The device of another program writes, and pushes.
    Stranger,
    /// Somebody writes at central.
    CentralWrites,
    /// Central's backup of the night, or the planted bug's late flush.
    BackUp,
    Calamity,
    /// Central is put back from its backup.
    Restore,
    /// Everything is well from now on.
    Heal,
    /// Somebody looks after the desks.
    Round,
}

#[derive(Clone, Copy)]
struct Address {
    desk: usize,
    process: usize,
    session: u64,
    number: u64,
}

struct Asked {
    from: Address,
    device: Device,
    call: Call,
    /// Whether a reply can get back.
    answers: bool,
}

/// An event of the queue: when, a number that keeps the order, what.
struct Planned(Duration, u64, Happening);

impl PartialEq for Planned {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Planned {}
impl PartialOrd for Planned {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Planned {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0, self.1).cmp(&(other.0, other.1))
    }
}

/// Everything.
pub struct World {
    pub plan: Plan,
    pub mutation: Option<Mutation>,
    pub server: Server,
    pub desks: Vec<Desk>,
    pub stranger: Option<Stranger>,
    pub trace: Trace,
    /// What must be there in the end, by office.
    pub facts: BTreeMap<String, BTreeSet<Fact>>,
    /// Tickets, by the desk whose queue they are in.
    pub tickets: BTreeMap<usize, BTreeSet<Fact>>,
    /// The operations of a fact's transaction, for when a machine burns.
    written: Vec<(usize, Written)>,
    /// The most central ever held for good of a device.
    held: BTreeMap<Uuid, u64>,
    applications: BTreeMap<String, Vec<Uuid>>,
    now: Duration,
    random: Random,
    queue: BinaryHeap<Reverse<Planned>>,
    planned: u64,
    serial: u64,
    healed: Option<Duration>,
    central_down: bool,
    /// Desks cut off from central, and until when.
    cut_off: BTreeMap<usize, Duration>,
    copy: Option<usize>,
    folder: TempDir,
    settled: bool,
}

type Outcome = Result<(), Failure>;

impl World {
    pub fn new(seed: u64, mutation: Option<Mutation>, verbose: bool) -> Self {
        let mut random = Random::new(seed);
        let plan = Plan::draw(&mut random.fork());
        let folder = memory_folder();
        let mut world = Self {
            server: Server::new(random.fork(), mutation),
            mutation,
            desks: Vec::new(),
            stranger: None,
            trace: Trace::new(verbose),
            facts: BTreeMap::new(),
            tickets: BTreeMap::new(),
            written: Vec::new(),
            held: BTreeMap::new(),
            applications: BTreeMap::new(),
            now: Duration::ZERO,
            random: random.fork(),
            queue: BinaryHeap::new(),
            planned: 0,
            serial: 0,
            healed: None,
            central_down: false,
            cut_off: BTreeMap::new(),
            copy: None,
            folder,
            settled: false,
            plan,
        };
        let summary = format!("{:?}", world.plan);
        world.trace.note(Duration::ZERO, "plan", summary);
        world
    }

    /// Runs it to its end and looks whether every promise was kept.
    pub fn run(&mut self) -> Outcome {
        self.set_up()?;
        while let Some(Reverse(Planned(at, _, happening))) = self.queue.pop() {
            self.now = at;
            self.happen(happening)?;
            if self.settled {
                return check::everything(self);
            }
        }
        Err(Failure::new("liveness", "nothing happens any more"))
    }

    fn plan_in(&mut self, wait: Duration, happening: Happening) {
        self.planned += 1;
        let planned = Planned(self.now + wait, self.planned, happening);
        self.queue.push(Reverse(planned));
    }

    fn note(&mut self, who: &str, what: impl std::fmt::Display) {
        self.trace.note(self.now, who, what);
    }

    fn wall(&self) -> DateTime<Utc> {
        beginning() + TimeDelta::from_std(self.now).expect("a short time")
    }

    fn set_clock(&self, desk: usize) {
        let desk = &self.desks[desk];
        desk.clock.set(self.wall() + desk.offset);
    }

    // ---- The beginning -----------------------------------------------------------------------

    fn set_up(&mut self) -> Outcome {
        let offices = self.plan.offices.clone();
        for (number, desks) in offices.into_iter().enumerate() {
            let office = format!("0600{}", number + 1);
            for (counters, processes) in desks {
                let name = format!("{office}/{}", self.desks.len() + 1);
                let desk = self.place_desk((name, office.clone()), (counters, processes));
                self.open_desk(desk)?;
            }
        }
        if self.plan.stranger {
            let stranger = Stranger::new("06001", self.random.fork());
            self.server.enrol(&stranger.device);
            self.stranger = Some(stranger);
            self.plan_in(60 * SECOND, Happening::Stranger);
        }
        if self.plan.central_writes {
            self.plan_in(60 * SECOND, Happening::CentralWrites);
        }
        let (length, trouble) = (self.plan.length, self.plan.trouble);
        let backup = self.random.time(SECOND, length / 2);
        let calamity = self.random.time(length / 2, length);
        self.plan_in(backup, Happening::BackUp);
        self.plan_in(calamity, Happening::Calamity);
        self.plan_in(trouble, Happening::Trouble);
        self.plan_in(length, Happening::Heal);
        Ok(())
    }

    fn place_desk(&mut self, names: (String, String), wanted: (usize, usize)) -> usize {
        let folder = self.folder.path().join(format!("desk{}", self.desks.len()));
        let chance = (self.random.fork(), self.mutation);
        self.desks.push(Desk::new(names, folder, wanted, chance));
        self.desks.len() - 1
    }

    fn open_desk(&mut self, index: usize) -> Outcome {
        self.set_clock(index);
        let desk = &mut self.desks[index];
        let office = desk.office.clone();
        let source = Box::new(desk.source());
        let configured = Event::OfficeConfigured(OfficeConfigured::usual(
            office.parse().expect("an office"),
            CleanText::line("Çankaya Kaymakamlığı"),
        ));
        let mut store = store(acikkapi::store::Store::open(desk.location(), source))?;
        store_of(store.transact(|tx| tx.append(Actor::Program, configured).map(drop)))?;
        drop(store);
        self.start_desk(index)?;
        self.enrol(index)
    }

    fn enrol(&mut self, index: usize) -> Outcome {
        let desk = &mut self.desks[index];
        disk::put_fuse_out(desk.machine);
        let device = Device {
            office: desk.office.clone(),
            id: desk.device,
        };
        let credentials = Credentials {
            server: "https://central.example".into(),
            office: device.office.clone(),
            device: device.id,
            secret: format!("{:032}", index).into(),
            ca_certificate: String::new(),
            device_number: self.server.enrol(&device),
        };
        let stored = desk.journal().store_credentials(&credentials);
        stored.map_err(|error| Failure::new("the store works", error.to_string()))
    }

    // ---- What happens ------------------------------------------------------------------------

    fn happen(&mut self, happening: Happening) -> Outcome {
        match happening {
            Happening::Act { desk, counter } => self.act(desk, counter),
            Happening::Turn {
                desk,
                process,
                plan,
            } => {
                let desk_is_up = self.desks[desk].is_up();
                if !desk_is_up || self.desks[desk].processes[process].plan != plan {
                    return Ok(());
                }
                self.turn(desk, process, Turn::Look)
            }
            Happening::Arrive(asked) => self.arrive(*asked),
            Happening::Reply { to, reply } => self.reply(to, reply),
            Happening::Start { desk } => self.start_desk(desk),
            Happening::CentralUp => {
                self.central_down = false;
                self.note("central", "up");
                Ok(())
            }
            Happening::Trouble => self.trouble(),
            Happening::Stranger => self.stranger_acts(),
            Happening::CentralWrites => self.central_writes(),
            Happening::BackUp => self.back_up(),
            Happening::Calamity => self.calamity(),
            Happening::Restore => {
                self.restore_central();
                Ok(())
            }
            Happening::Heal => self.heal(),
            Happening::Round => self.round(),
        }
    }

    fn start_desk(&mut self, index: usize) -> Outcome {
        if self.desks[index].is_up() {
            return Ok(());
        }
        self.set_clock(index);
        let mut random = self.random.fork();
        let (unsynced, kept) = disk::restart(self.desks[index].machine, &mut random);
        if self.healed.is_none() && self.random.chance(self.plan.fuse) {
            let writes = self.random.below(12);
            disk::light_fuse(self.desks[index].machine, writes);
        }
        let started = self.desks[index].start();
        if self.power_failed(index) {
            return Ok(());
        }
        if let Err(error) = started {
            let detail = format!("{}: {error}", self.desks[index].name);
            return Err(Failure::new("a desk opens after a power cut", detail));
        }
        let head = self.head(index)?;
        let desk = &mut self.desks[index];
        if head < desk.told {
            let detail = format!("{}: {head} of {} records", desk.name, desk.told);
            return Err(Failure::new("what a counter was told is stored", detail));
        }
        desk.told = head;
        let (name, counters) = (desk.name.clone(), desk.counters.len());
        let processes = desk.processes.len();
        self.note(
            &name,
            format!("starts, {unsynced} unsynced, {kept} kept, head {head}"),
        );
        for counter in 0..counters {
            self.plan_act(index, counter);
        }
        for process in 0..processes {
            let wait = self.random.time(Duration::ZERO, SECOND);
            self.plan_turn((index, process), wait);
        }
        Ok(())
    }

    fn head(&mut self, index: usize) -> Result<u64, Failure> {
        let progress = self.desks[index].journal().progress();
        match progress {
            Ok(progress) => Ok(progress.head),
            Err(error) => Err(Failure::new("the store works", error.to_string())),
        }
    }

    /// Whether the power of a desk has failed; it is started again later then.
    fn power_failed(&mut self, index: usize) -> bool {
        if !disk::is_off(self.desks[index].machine) {
            return false;
        }
        self.desks[index].stop();
        let name = self.desks[index].name.clone();
        self.note(&name, "the power fails");
        let wait = self.random.time(5 * SECOND, 240 * SECOND);
        self.plan_in(wait, Happening::Start { desk: index });
        true
    }

    fn is_quiet(&self, desk: usize) -> bool {
        self.plan.quiet && desk + 1 == self.desks.len()
    }

    fn plan_act(&mut self, desk: usize, counter: usize) {
        if self.healed.is_none() && !self.is_quiet(desk) {
            let wait = self.random.time(SECOND, self.plan.pause);
            self.plan_in(wait, Happening::Act { desk, counter });
        }
    }

    fn plan_turn(&mut self, (desk, process): (usize, usize), wait: Duration) {
        let of = &mut self.desks[desk].processes[process];
        of.plan += 1;
        let plan = of.plan;
        self.plan_in(
            wait,
            Happening::Turn {
                desk,
                process,
                plan,
            },
        );
    }

    fn act(&mut self, index: usize, counter: usize) -> Outcome {
        // Nobody works at a machine that is off.
        let nobody = counter >= self.desks[index].counters.len();
        if self.healed.is_some() || nobody || self.is_quiet(index) {
            return Ok(());
        }
        self.set_clock(index);
        self.serial += 1;
        let office = self.desks[index].office.clone();
        let scene = Scene {
            office: &office,
            applications: self.applications.entry(office.clone()).or_default(),
            serial: self.serial,
            poison: self.plan.poison,
        };
        let desk = &mut self.desks[index];
        if self.random.chance(self.plan.fuse) {
            disk::light_fuse(desk.machine, self.random.below(60));
        }
        let done = work::act(&mut desk.counters[counter], &scene, &mut self.random);
        let name = desk.name.clone();
        match done {
            Ok(written) => self.was_told(index, written),
            Err(StoreError::TooLarge { .. }) => self.note(&name, "too large, refused"),
            Err(error) if !disk::is_off(self.desks[index].machine) => {
                return Err(Failure::new("the store works", format!("{name}: {error}")));
            }
            Err(_) => {}
        }
        if self.power_failed(index) {
            return Ok(());
        }
        self.plan_act(index, counter);
        // The worker is told of it.
        for process in 0..self.desks[index].processes.len() {
            self.plan_turn((index, process), Duration::from_millis(1));
        }
        Ok(())
    }

    fn was_told(&mut self, index: usize, written: Written) {
        let desk = &mut self.desks[index];
        desk.told += written.operations.len() as u64;
        let (name, office) = (desk.name.clone(), desk.office.clone());
        let (what, told) = (written.what, desk.told);
        for fact in &written.facts {
            if let Fact::Application(application) = fact {
                let known = self.applications.entry(office.clone()).or_default();
                known.push(*application);
            }
            match fact {
                Fact::Ticket(_) => self.tickets.entry(index).or_default(),
                _ => self.facts.entry(office.clone()).or_default(),
            }
            .insert(fact.clone());
        }
        self.written.push((index, written));
        self.note(&name, format!("{what}, head {told}"));
    }

    fn turn(&mut self, index: usize, process: usize, turn: Turn) -> Outcome {
        self.set_clock(index);
        if self.healed.is_none() && self.random.chance(self.plan.fuse / 4) {
            disk::light_fuse(self.desks[index].machine, self.random.below(40));
        }
        let now = self.now;
        let done = self.desks[index].turn(process, now, turn);
        if self.power_failed(index) {
            return Ok(());
        }
        match done {
            Err(error) => {
                let detail = format!("{}: {error}", self.desks[index].name);
                Err(Failure::new("the store works", detail))
            }
            Ok(Done::Rest(wait)) => {
                self.plan_turn((index, process), wait.max(Duration::from_millis(1)));
                Ok(())
            }
            Ok(Done::Ask { session, request }) => {
                check::one_talks(&self.desks[index], process, now)?;
                self.send((index, process), session, request);
                self.plan_turn((index, process), PATIENCE);
                Ok(())
            }
        }
    }

    fn reply(&mut self, to: Address, reply: Reply) -> Outcome {
        if !self.desks[to.desk].is_up() {
            return Ok(());
        }
        let heard = Turn::Heard {
            session: to.session,
            number: to.number,
            reply,
        };
        self.turn(to.desk, to.process, heard)?;
        if !self.desks[to.desk].is_up() {
            return Ok(());
        }
        let desk = &mut self.desks[to.desk];
        let progress = desk.journal().progress();
        let acked = progress.map_or(0, |progress| progress.position.acked);
        let held = self.held.get(&desk.device).copied().unwrap_or(0);
        if acked > held {
            let detail = format!("{}: {acked}, and {held} are held", desk.name);
            return Err(Failure::new(
                "sent is said only of what central holds",
                detail,
            ));
        }
        Ok(())
    }

    // ---- The network -------------------------------------------------------------------------

    fn send(&mut self, (desk, process): (usize, usize), session: u64, request: Request) {
        let of = &self.desks[desk];
        let what = match &request.call {
            Call::State => "asks the state".to_owned(),
            Call::Push(batch) => format!(
                "pushes {}..{}",
                batch.operations.first().map_or(0, |first| first.dseq),
                batch.operations.last().map_or(0, |last| last.dseq)
            ),
            Call::Feed { after } => format!("asks the feed after {after}"),
            Call::GiveBack(lost) => format!("gives back {}", lost.operations.len()),
            Call::Compare(ask) => match ask {
                Ask::Digest { upto, .. } => format!("compares up to {upto}"),
                Ask::Day { day, .. } => format!("compares {day}"),
                Ask::LookUp(wanted) => format!("looks up {}", wanted.len()),
                Ask::Report(report) => format!(
                    "reports {} fetched, {} given back, {} unresolved",
                    report.fetched, report.given_back, report.unresolved
                ),
            },
        };
        let name = of.name.clone();
        let from = Address {
            desk,
            process,
            session,
            number: request.number,
        };
        let device = Device {
            office: of.office.clone(),
            id: of.device,
        };
        self.note(&name, what);
        let calm = self.healed.is_some();
        let lost = !calm && (self.is_cut_off(desk) || self.random.chance(self.plan.loss));
        if lost {
            return self.lose(from, &request.call);
        }
        let copies = if !calm && self.random.chance(self.plan.double) {
            2
        } else {
            1
        };
        for _ in 0..copies {
            let answers = calm || !self.random.chance(self.plan.loss);
            let wait = self.travel();
            let call = request.call.clone();
            let device = device.clone();
            let asked = Asked {
                from,
                device,
                call,
                answers,
            };
            self.plan_in(wait, Happening::Arrive(Box::new(asked)));
        }
    }

    fn is_cut_off(&self, desk: usize) -> bool {
        self.cut_off
            .get(&desk)
            .is_some_and(|until| self.now < *until)
    }

    /// How long something is under way.
    fn travel(&mut self) -> Duration {
        if self.healed.is_none() && self.random.chance(self.plan.late) {
            self.random.time(10 * SECOND, 300 * SECOND)
        } else {
            let most = Duration::from_millis(800);
            self.random.time(Duration::from_millis(5), most)
        }
    }

    /// The desk hears that there is no connection, at once or after a while, or nothing at all.
    fn lose(&mut self, to: Address, call: &Call) {
        if self.random.chance(self.plan.hang) {
            return;
        }
        let wait = match self.random.chance(500) {
            true => Duration::from_millis(20),
            false => 90 * SECOND,
        };
        let reply = failed(call, CallError::Network("no answer".into()));
        self.plan_in(wait, Happening::Reply { to, reply });
    }

    // ---- Central -----------------------------------------------------------------------------

    fn arrive(&mut self, asked: Asked) -> Outcome {
        if self.central_down {
            self.lose(asked.from, &asked.call);
            return Ok(());
        }
        let dies = self.healed.is_none() && self.random.chance(self.plan.central_dies);
        if dies && self.random.chance(500) {
            self.central_dies();
            self.lose(asked.from, &asked.call);
            return Ok(());
        }
        let now = self.wall();
        let reply = self.answer(&asked, now);
        check::answer_is_durable(&self.server, &asked.device, &reply)?;
        if let Some(held) = self.server.held_for_good(&asked.device) {
            let most = self.held.entry(asked.device.id).or_default();
            *most = held.max(*most);
        }
        if dies {
            self.central_dies();
        }
        if dies || !asked.answers || self.is_cut_off(asked.from.desk) {
            self.lose(asked.from, &asked.call);
            return Ok(());
        }
        let wait = self.travel();
        let to = asked.from;
        self.plan_in(wait, Happening::Reply { to, reply });
        Ok(())
    }

    fn answer(&mut self, asked: &Asked, now: DateTime<Utc>) -> Reply {
        let device = &asked.device;
        let (reply, said) = match &asked.call {
            Call::State => {
                let state = self.server.state(device, now);
                let said = said(&state, |state| format!("holds {}", state.acked_dseq));
                (Reply::State(state.map_err(CallError::from)), said)
            }
            Call::Push(batch) => {
                let pushed = self.server.push(device, batch, now);
                let said = said(&pushed, |pushed| {
                    format!("holds {}, head {}", pushed.acked_dseq, pushed.feed_head)
                });
                (Reply::Push(pushed.map_err(CallError::from)), said)
            }
            Call::Feed { after } => {
                let page = self.server.feed(device, *after);
                let said = said(&page, |page| {
                    format!("gives {} entries", page.entries.len())
                });
                (Reply::Feed(page.map_err(CallError::from)), said)
            }
            Call::GiveBack(lost) => {
                let taken = self.server.give_back(device, lost, now);
                let said = said(&taken, |taken| {
                    let (taken, refused) = (taken.receipts.len(), taken.refused.len());
                    format!("takes back {taken}, refuses {refused}")
                });
                (Reply::GaveBack(taken.map_err(CallError::from)), said)
            }
            Call::Compare(ask) => (self.compare(device, ask), "compares".to_owned()),
        };
        let name = self.desks[asked.from.desk].name.clone();
        self.note("central", format!("to {name}: {said}"));
        reply
    }

    fn compare(&mut self, device: &Device, ask: &Ask) -> Reply {
        let server = &self.server;
        match ask {
            Ask::Digest { upto, .. } => {
                Reply::Digest(server.digest(device, *upto).map_err(CallError::from))
            }
            Ask::Day { day, upto, after } => {
                let page = server.day(device, (*day, *upto, *after));
                Reply::Day(page.map_err(CallError::from))
            }
            Ask::LookUp(operations) => {
                let operations = operations.clone();
                let found = server.look_up(device, &LookupRequest { operations });
                Reply::Found(found.map_err(CallError::from))
            }
            Ask::Report(_) => Reply::Reported(server.compared(device).map_err(CallError::from)),
        }
    }

    fn central_writes(&mut self) -> Outcome {
        if self.healed.is_some() {
            return Ok(());
        }
        self.serial += 1;
        let number = self.random.below(self.plan.offices.len() as u64) + 1;
        let office = format!("0600{number}");
        let clock = Clock::default();
        clock.set(self.wall());
        let random = self.random.fork();
        let mut source = MachineSource { clock, random };
        if !self.central_down
            && let Some(what) = self.server.write(&office, &mut source, self.serial)
        {
            self.note("central", format!("{what} in {office}"));
        }
        let wait = self.random.time(10 * SECOND, 120 * SECOND);
        self.plan_in(wait, Happening::CentralWrites);
        Ok(())
    }

    fn central_dies(&mut self) {
        self.server.crash();
        self.central_down = true;
        self.note("central", "dies");
        let wait = self.random.time(2 * SECOND, 120 * SECOND);
        self.plan_in(wait, Happening::CentralUp);
    }

    fn stranger_acts(&mut self) -> Outcome {
        let now = self.wall();
        let down = self.central_down;
        let healed = self.healed.is_some();
        let Some(stranger) = &mut self.stranger else {
            return Ok(());
        };
        let what = if healed { "waits" } else { stranger.write(now) };
        if !down && let Ok(state) = self.server.state(&stranger.device, now) {
            let batch = stranger.batch(state.acked_dseq);
            if !batch.operations.is_empty() {
                // It is broken: what becomes of it is central's matter alone.
                let _ = self.server.push(&stranger.device, &batch, now);
            }
        }
        self.note("stranger", what);
        let wait = self.random.time(20 * SECOND, 180 * SECOND);
        self.plan_in(wait, Happening::Stranger);
        Ok(())
    }

    // ---- Trouble -----------------------------------------------------------------------------

    fn trouble(&mut self) -> Outcome {
        if self.healed.is_some() {
            return Ok(());
        }
        let desk = usize::try_from(self.random.below(self.desks.len() as u64)).expect("an index");
        let name = self.desks[desk].name.clone();
        match self.random.below(6) {
            0 => {
                let length = self.random.time(20 * SECOND, 600 * SECOND);
                self.cut_off.insert(desk, self.now + length);
                self.note(&name, format!("is cut off for {length:?}"));
            }
            1 => {
                disk::cut(self.desks[desk].machine);
                if self.desks[desk].is_up() {
                    self.power_failed(desk);
                }
            }
            2 if self.desks[desk].is_up() => {
                let of = &self.desks[desk].processes;
                let process =
                    usize::try_from(self.random.below(of.len() as u64)).expect("an index");
                self.set_clock(desk);
                let started = self.desks[desk].kill_process(process);
                self.note(&name, format!("process {process} is killed"));
                if !self.power_failed(desk) {
                    store_of(started)?;
                    self.plan_turn((desk, process), SECOND);
                }
            }
            3 => {
                let seconds = self.random.between(0, 14_400);
                let jump = TimeDelta::seconds(i64::try_from(seconds).expect("hours") - 7_200);
                self.desks[desk].offset += jump;
                self.desks[desk].clock_set_at = self.now;
                self.note(&name, format!("the clock is set by {jump}"));
            }
            4 if self.desks[desk].is_up() => {
                let location = self.desks[desk].location();
                let done = raw::checkpoint(&location);
                self.note(&name, "the write-ahead log is copied");
                if !self.power_failed(desk) {
                    done.map_err(|error| Failure::new("the store works", error.to_string()))?;
                }
            }
            _ => {
                if !self.central_down {
                    self.central_dies();
                }
            }
        }
        let wait = self.random.time(SECOND, self.plan.trouble * 2);
        self.plan_in(wait, Happening::Trouble);
        Ok(())
    }

    fn back_up(&mut self) -> Outcome {
        self.server.back_up();
        self.note("central", "is backed up");
        if self.plan.calamity == Calamity::Burnt && self.desks[0].is_up() {
            self.set_clock(0);
            self.copy_desk(0)?;
            self.copy = Some(0);
        }
        Ok(())
    }

    fn copy_desk(&mut self, index: usize) -> Outcome {
        let desk = &mut self.desks[index];
        disk::put_fuse_out(desk.machine);
        let (location, mut source) = (desk.location(), desk.source());
        let copy = location.database.with_file_name("copy.db");
        store_of(backup::create(&location, &copy, &mut source).map(drop))
    }

    fn calamity(&mut self) -> Outcome {
        match self.plan.calamity {
            Calamity::Nothing => {}
            Calamity::CentralRestored => {
                // What is under way then was sent to a central that held more.
                for desk in 0..self.desks.len() {
                    self.plan_in(Duration::ZERO, Happening::Act { desk, counter: 0 });
                }
                let wait = self.random.time(SECOND / 20, SECOND / 2);
                self.plan_in(wait, Happening::Restore);
            }
            Calamity::Cloned => self.clone_desk()?,
            Calamity::Burnt => {
                if let Some(desk) = self.copy {
                    self.burn(desk)?;
                }
            }
        }
        Ok(())
    }

    fn restore_central(&mut self) {
        if self.healed.is_some() || !self.server.restore() {
            return;
        }
        self.note("central", "is restored from its backup");
        // Whoever was away then must notice that positions mean something else now.
        let away = self.desks.len() - 1;
        let until = self.now + self.random.time(SECOND, 600 * SECOND);
        self.cut_off.insert(away, until);
    }

    fn clone_desk(&mut self) -> Outcome {
        let original = &self.desks[0];
        let (name, office) = (format!("{}-copy", original.name), original.office.clone());
        let from = original.location();
        if !original.is_up() {
            // A disk that is being copied is in a machine that is off.
            let again = self.random.time(SECOND, 60 * SECOND);
            self.plan_in(again, Happening::Calamity);
            return Ok(());
        }
        let clone = self.place_desk((name.clone(), office), (1, 1));
        let to = self.desks[clone].location();
        std::fs::create_dir_all(to.database.parent().expect("a folder")).expect("made");
        for file in ["desk.db", "desk.db-wal", "desk.key"] {
            // Without a write-ahead log there is none to be copied.
            let _ = std::fs::copy(
                from.database.with_file_name(file),
                to.database.with_file_name(file),
            );
        }
        self.note(&name, "is a copy of a disk");
        self.start_desk(clone)?;
        // Both work at once when the copied lease is over, so that neither hears of the other before
        // it sends.
        for (desk, times, from, to) in [(0, 1, 45, 48), (clone, 3, 46, 55)] {
            for _ in 0..times {
                let wait = self.random.time(from * SECOND, to * SECOND);
                self.plan_in(wait, Happening::Act { desk, counter: 0 });
            }
        }
        Ok(())
    }

    /// The machine and its disk are gone; the last copy is put on a new one.
    fn burn(&mut self, index: usize) -> Outcome {
        let name = self.desks[index].name.clone();
        self.note(&name, "burns");
        self.desks[index].stop();
        disk::restart(self.desks[index].machine, &mut self.random.fork());
        self.become_new(index)?;
        // What was on the burnt disk alone is lost with it, and nobody can help that.
        let kept = check::operations_of(&self.desks[index])?;
        let office = self.desks[index].office.clone();
        let central = self.server.operations(&office);
        let lost = self.written.iter().filter(|(desk, written)| {
            let gone = |op_id: &Uuid| !kept.contains(op_id) && !central.contains(op_id);
            *desk == index && written.operations.iter().any(gone)
        });
        for (_, written) in lost {
            for fact in &written.facts {
                self.facts.entry(office.clone()).or_default().remove(fact);
                self.tickets.entry(index).or_default().remove(fact);
            }
        }
        // Tickets are of a queue of this day and this file.
        let backed_up = check::tickets_of(&self.desks[index])?;
        let tickets = self.tickets.entry(index).or_default();
        tickets.retain(|ticket| backed_up.contains(ticket));
        Ok(())
    }

    /// Puts the copy beside a desk's file in its place: a new device, enrolled again.
    fn become_new(&mut self, index: usize) -> Outcome {
        self.set_clock(index);
        let desk = &mut self.desks[index];
        desk.stop();
        disk::put_fuse_out(desk.machine);
        let (location, mut source) = (desk.location(), desk.source());
        let copy = location.database.with_file_name("copy.db");
        store_of(backup::restore(&location, &copy, &mut source).map(drop))?;
        disk::replaced(desk.machine);
        desk.told = 0;
        desk.renewed = true;
        let name = desk.name.clone();
        self.note(&name, "goes on as a new device");
        let fuse = std::mem::replace(&mut self.plan.fuse, 0);
        let started = self.start_desk(index);
        self.plan.fuse = fuse;
        started?;
        self.enrol(index)
    }

    // ---- Healing -----------------------------------------------------------------------------

    fn heal(&mut self) -> Outcome {
        self.note("world", "is well again");
        self.healed = Some(self.now);
        self.central_down = false;
        self.cut_off.clear();
        for index in 0..self.desks.len() {
            disk::put_fuse_out(self.desks[index].machine);
            self.start_desk(index)?;
        }
        self.plan_in(ROUND, Happening::Round);
        Ok(())
    }

    fn round(&mut self) -> Outcome {
        let healed = self.healed.expect("rounds begin then");
        if self.now - healed > PATIENCE_AFTER_HEALING {
            let detail = check::whats_missing(self);
            return Err(Failure::new("liveness", detail));
        }
        for index in 0..self.desks.len() {
            if self.power_failed(index) || !self.desks[index].is_up() {
                continue;
            }
            match self.halted(index) {
                Some(HaltReason::Fork | HaltReason::Quarantined) => {
                    self.set_clock(index);
                    self.copy_desk(index)?;
                    self.become_new(index)?;
                }
                Some(HaltReason::Unauthorised) => self.enrol(index)?,
                _ => {}
            }
        }
        if check::is_settled(self)? {
            self.note("world", "is settled");
            self.settled = true;
            return Ok(());
        }
        self.plan_in(ROUND, Happening::Round);
        Ok(())
    }

    fn halted(&self, index: usize) -> Option<HaltReason> {
        let desk = &self.desks[index];
        let phases = (0..desk.processes.len()).filter_map(|process| desk.phase(process, self.now));
        phases
            .filter_map(|phase| match phase {
                Phase::Halted(reason) => Some(reason),
                _ => None,
            })
            .next()
    }

    pub fn now(&self) -> Duration {
        self.now
    }

    pub fn healed(&self) -> Option<Duration> {
        self.healed
    }
}

/// In memory where there is such a folder: nothing of it has to outlive the process.
fn memory_folder() -> TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let made = match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    made.expect("a folder")
}

fn store<T>(done: Result<T, StoreError>) -> Result<T, Failure> {
    done.map_err(|error| Failure::new("the store works", error.to_string()))
}

fn store_of(done: Result<(), StoreError>) -> Outcome {
    store(done)
}

fn said<T>(answer: &Result<T, Problem>, say: impl FnOnce(&T) -> String) -> String {
    match answer {
        Ok(answer) => say(answer),
        Err(problem) => format!("{:?}", problem.code),
    }
}

fn failed(call: &Call, error: CallError) -> Reply {
    match call {
        Call::State => Reply::State(Err(error)),
        Call::Push(_) => Reply::Push(Err(error)),
        Call::Feed { .. } => Reply::Feed(Err(error)),
        Call::GiveBack(_) => Reply::GaveBack(Err(error)),
        Call::Compare(Ask::Digest { .. }) => Reply::Digest(Err(error)),
        Call::Compare(Ask::Day { .. }) => Reply::Day(Err(error)),
        Call::Compare(Ask::LookUp(_)) => Reply::Found(Err(error)),
        Call::Compare(Ask::Report(_)) => Reply::Reported(Err(error)),
    }
}
