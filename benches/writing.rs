//! What is written at a counter: durable commits and whole commands, alone and while others write.

mod support;

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use acikkapi::desk::Done;
use acikkapi::desk::command::{Command, Registration};
use acikkapi::domain::event::{Event, TicketStep};
use acikkapi::domain::ids::TicketId;
use acikkapi::domain::priority::PriorityClaims;
use acikkapi::domain::registration::RegistrationDraft;
use acikkapi::domain::staff::Actor;
use acikkapi::store::Location;
use rusqlite::Connection;
use support::data::{self, Counter};
use support::figures::{Bench, Figure, ms};
use support::others::{self, Others, Role};

/// Applications in the file that is written.
const APPLICATIONS: u32 = 100_000;
/// Bytes of an event in the log, as of a registration without a long text.
const EVENT: usize = 700;

/// Between two commands of the fastest clerk. Who writes without a pause is made to wait a little,
/// for the others' sake.
const BETWEEN_COMMANDS: Duration = ms(4);

const FSYNC: &str = "floor: fdatasync of one 4 KiB page";
const INSERT: &str = "floor: SQLite insert, not encrypted";
const ENCRYPTED: &str = "floor: SQLite insert, encrypted";

fn main() {
    others::be_one_if_asked();
    let mut bench = Bench::new("writing");
    let (folder, location) = data::copy(&data::office(APPLICATIONS));
    floors(&mut bench, folder.path());
    commits(&mut bench, &location);
    commands(&mut bench, &location);
}

fn floors(bench: &mut Bench, folder: &Path) {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(folder.join("page"))
        .expect("opens");
    bench.floor(Figure::new(FSYNC), move || {
        file.seek(SeekFrom::Start(0)).expect("seeks");
        file.write_all(&[7; 4096]).expect("writes");
        file.sync_data().expect("on the disk");
    });
    raw_insert(bench, INSERT, folder, None);
    raw_insert(
        bench,
        ENCRYPTED,
        folder,
        Some("x'2b7e151628aed2a6abf7158809cf4f3c2b7e151628aed2a6abf7158809cf4f3c'"),
    );
}

/// One row of an event's size into a table without indexes, with the pragmas of the desk's file.
fn raw_insert(bench: &mut Bench, name: &str, folder: &Path, key: Option<&str>) {
    let file = folder.join(if key.is_some() {
        "encrypted.db"
    } else {
        "plain.db"
    });
    let connection = Connection::open(file).expect("opens");
    let set = |pragma: &str, value: &str| {
        // Some answer with a row, some do not.
        match connection.pragma_update_and_check(None, pragma, value, |_| Ok(())) {
            Ok(()) | Err(rusqlite::Error::QueryReturnedNoRows) => {}
            Err(error) => panic!("{pragma}: {error}"),
        }
    };
    if let Some(key) = key {
        set("key", key);
    }
    for (pragma, value) in [
        ("foreign_keys", "ON"),
        ("trusted_schema", "OFF"),
        ("cell_size_check", "ON"),
        ("secure_delete", "ON"),
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
    ] {
        set(pragma, value);
    }
    let create = "create table events (seq integer primary key, body text not null) strict";
    connection.execute(create, []).expect("made");
    let body = "x".repeat(EVENT);
    bench.floor(Figure::new(name).over(FSYNC), move || {
        let insert = "insert into events (body) values (?1)";
        let mut insert = connection.prepare_cached(insert).expect("prepared");
        insert.execute([&body]).expect("stored");
    });
}

/// The smallest thing a counter writes: one event that moves a ticket.
fn commits(bench: &mut Bench, location: &Location) {
    let loads: [(&str, &[Role]); 4] = [
        ("durable commit of one event, alone", &[]),
        (
            "durable commit, while a busy counter and sync write",
            &[Role::Busy, Role::Sync],
        ),
        (
            "durable commit, while 1 restless writer and sync write",
            &[Role::Restless, Role::Sync],
        ),
        (
            "durable commit, while 4 restless writers and sync write",
            &[
                Role::Restless,
                Role::Restless,
                Role::Restless,
                Role::Restless,
                Role::Sync,
            ],
        ),
    ];
    for (name, roles) in loads {
        if !bench.wants(name) {
            continue;
        }
        let mut counter = Counter::open(location, 1);
        issue(&mut counter, PriorityClaims::none());
        let ticket = call_next(&mut counter);
        let _others = Others::start(location, roles);
        // Four that never rest wait for each other's fsync: no target can be set for the sum.
        let figure = Figure::new(name).over(ENCRYPTED);
        let figure = if roles.len() > 2 {
            figure
        } else {
            figure.within(ms(10))
        };
        bench.measure_on(
            figure.for_seconds(3.0),
            &mut counter,
            |_| thread::sleep(BETWEEN_COMMANDS),
            |counter, ()| {
                let recalled = Event::TicketRecalled(TicketStep { ticket });
                let stored = counter
                    .store
                    .transact(|tx| tx.append(Actor::Program, recalled));
                stored.expect("stored")
            },
        );
        counter.done(Command::Leave { ticket });
    }
}

fn commands(bench: &mut Bench, location: &Location) {
    let counter = &mut Counter::open(location, 1);
    bench.measure_on(
        Figure::new("give a ticket")
            .over(ENCRYPTED)
            .for_seconds(3.0),
        counter,
        |_| thread::sleep(BETWEEN_COMMANDS),
        |counter, ()| issue(counter, PriorityClaims::none()),
    );
    counter.fill_queue(3_000);
    call(bench, counter);
    register(bench, counter);
}

/// The counter has to be free again after each call.
fn call(bench: &mut Bench, counter: &mut Counter) {
    bench.measure_on(
        Figure::new("call next").over(ENCRYPTED).for_seconds(3.0),
        &mut (counter, None),
        |(counter, called)| {
            if let Some(ticket) = called.take() {
                counter.done(Command::Leave { ticket });
                thread::sleep(BETWEEN_COMMANDS);
            }
        },
        |(counter, called), ()| *called = Some(call_next(counter)),
    );
}

/// An application of somebody new: two events, two keys, two rows of the search.
fn register(bench: &mut Bench, counter: &mut Counter) {
    bench.measure_on(
        Figure::new("register an application")
            .over(ENCRYPTED)
            .for_seconds(3.0),
        &mut (counter, 0_u32),
        |(_, nth)| {
            thread::sleep(BETWEEN_COMMANDS);
            *nth += 1;
            let form = RegistrationDraft {
                given_name: format!("Şükriye {nth}"),
                family_name: "Karadağlıoğlu".into(),
                phone: format!("0500 {nth:07}"),
                birth_date: "12.03.1957".into(),
                text: "Köyümüzde on gündür içme suyu akmıyor.\nOnarılmasını istiyorum.".into(),
                ..RegistrationDraft::default()
            };
            Box::new(Registration {
                visit: None,
                draft: None,
                form,
                accepted: Vec::new(),
            })
        },
        |(counter, _), registration| counter.done(Command::Register(registration)),
    );
}

fn issue(counter: &mut Counter, claims: PriorityClaims) -> TicketId {
    match counter.done(Command::IssueTicket { claims }) {
        Done::TicketIssued { ticket, .. } => ticket,
        other => panic!("{other:?}"),
    }
}

fn call_next(counter: &mut Counter) -> TicketId {
    match counter.done(Command::CallNext) {
        Done::Called(called) => called.ticket.id,
        other => panic!("{other:?}"),
    }
}
