//! Other processes that work on the same file meanwhile: the bench program itself, started again.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command as Process, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use acikkapi::desk::{Done, System, command::Command};
use acikkapi::domain::priority::PriorityClaims;
use acikkapi::domain::source::Source;
use acikkapi::store::{Location, SqliteJournal};
use acikkapi::sync::engine::Position;
use acikkapi::sync::journal::Journal;
use acikkapi::sync::wire::PushResponse;
use uuid::Uuid;

use super::data::Counter;

/// Tells a started process what it is: role, counter, database, key.
const ROLE: &str = "ACIKKAPI_BENCH_ROLE";
/// Counters from here on belong to other processes.
const FIRST_COUNTER: u16 = 50;
/// How often a desk that has something to send sends it.
const BETWEEN_BATCHES: Duration = Duration::from_millis(200);
/// A counter where much happens: a command each.
const BUSY_COUNTER: Duration = Duration::from_millis(100);

/// What another process does.
#[derive(Clone, Copy)]
pub enum Role {
    /// Writes one command after the other, without a pause.
    Restless,
    /// Writes ten commands a second: more than a clerk can.
    Busy,
    /// Reads batches and stores receipts, as sync does.
    Sync,
    /// Calls until nobody waits, once its input is closed.
    Caller,
}

impl Role {
    const ALL: [Self; 4] = [Self::Restless, Self::Busy, Self::Sync, Self::Caller];

    fn name(self) -> &'static str {
        match self {
            Self::Restless => "restless",
            Self::Busy => "busy",
            Self::Sync => "sync",
            Self::Caller => "caller",
        }
    }
}

/// Other processes, at work until dropped.
pub struct Others(Vec<Child>);

impl Others {
    /// Starts them and waits until all are at work.
    pub fn start(location: &Location, roles: &[Role]) -> Self {
        let mut others = Self(Vec::new());
        for (role, counter) in roles.iter().zip(FIRST_COUNTER..) {
            let mut child = start(location, *role, counter);
            wait_until_at_work(&mut child);
            others.0.push(child);
        }
        others
    }
}

/// So many processes call until nobody waits, all at once; the numbers called and how long each
/// call took.
pub fn race(location: &Location, processes: u16) -> Vec<(u32, Duration)> {
    let mut racers = Others(Vec::new());
    for counter in 1..=processes {
        racers.0.push(start(location, Role::Caller, counter));
    }
    for child in &mut racers.0 {
        wait_until_at_work(child);
    }
    // Closed: they begin.
    racers
        .0
        .iter_mut()
        .for_each(|child| drop(child.stdin.take()));
    let told = racers.0.iter_mut().flat_map(|child| {
        let output = child.stdout.take().expect("piped");
        BufReader::new(output)
            .lines()
            .map(|line| line.expect("a line"))
    });
    told.map(|line| {
        let (number, micros) = line.split_once(' ').expect("two numbers");
        let micros = micros.parse().expect("a number");
        (
            number.parse().expect("a number"),
            Duration::from_micros(micros),
        )
    })
    .collect()
}

fn start(location: &Location, role: Role, counter: u16) -> Child {
    let program = std::env::current_exe().expect("this program has a path");
    let key = location.key.as_ref().expect("a key");
    Process::new(program)
        .env(ROLE, format!("{} {counter}", role.name()))
        .arg(&location.database)
        .arg(key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts")
}

/// Reads a byte at a time: nothing of what follows may be lost in a buffer.
fn wait_until_at_work(child: &mut Child) {
    let output = child.stdout.as_mut().expect("piped");
    let mut byte = [0];
    while byte != *b"\n" {
        output.read_exact(&mut byte).expect("at work");
    }
}

impl Drop for Others {
    fn drop(&mut self) {
        for child in &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// In a started process: does what it was started for, and never returns.
pub fn be_one_if_asked() {
    let Ok(told) = std::env::var(ROLE) else {
        return;
    };
    let (role, counter) = told.split_once(' ').expect("a role and a counter");
    let role = Role::ALL
        .into_iter()
        .find(|known| known.name() == role)
        .expect("a role");
    let mut files = std::env::args_os().skip(1).map(Into::into);
    let location = Location {
        database: files.next().expect("a database"),
        key: files.next(),
    };
    match role {
        Role::Restless => write(&location, counter, Duration::ZERO),
        Role::Busy => write(&location, counter, BUSY_COUNTER),
        Role::Sync => sync(&location),
        Role::Caller => call(&location, counter),
    }
}

fn write(location: &Location, counter: &str, pause: Duration) -> ! {
    let mut counter = Counter::open(location, counter.parse().expect("a number"));
    println!("at work");
    loop {
        let claims = PriorityClaims::none();
        let Done::TicketIssued { ticket, .. } = counter.done(Command::IssueTicket { claims })
        else {
            panic!("no ticket");
        };
        thread::sleep(pause);
        counter.done(Command::Leave { ticket });
        thread::sleep(pause);
    }
}

fn call(location: &Location, counter: &str) -> ! {
    let mut counter = Counter::open(location, counter.parse().expect("a number"));
    println!("at work");
    std::io::stdin().lines().for_each(drop);
    let mut calls = Vec::new();
    loop {
        let start = Instant::now();
        match counter.done(Command::CallNext) {
            Done::Called(called) => {
                let ticket = called.ticket;
                calls.push((ticket.number, start.elapsed().as_micros()));
                counter.done(Command::Leave { ticket: ticket.id });
            }
            Done::NobodyWaits => break,
            other => panic!("{other:?}"),
        }
    }
    for (number, micros) in calls {
        println!("{number} {micros}");
    }
    std::process::exit(0)
}

fn sync(location: &Location) -> ! {
    let mut journal = SqliteJournal::open(location, Box::new(System)).expect("opens");
    let epoch = Uuid::now_v7();
    let known = journal.progress().expect("read").head;
    let position = Position {
        acked: known,
        ..Position::default()
    };
    journal.store_position(position).expect("stored");
    println!("at work");
    loop {
        let acked = journal.progress().expect("read").position.acked;
        let batch = journal.batch(acked).expect("read");
        if let Some(last) = batch.operations.last() {
            let now = System.now();
            let response = PushResponse {
                epoch,
                acked_dseq: last.dseq,
                feed_head: 0,
                receipts: Vec::new(),
                server_time: now,
            };
            journal.record_receipts(&response, now).expect("stored");
        }
        thread::sleep(BETWEEN_BATCHES);
    }
}
