//! Cases: the work lists and the deadline pass of an office in which everything is open.
//!
//! `demo-data` makes an office whose cases come to an end, as they should. The lists are measured
//! on the worst that could be: a copy in which every case is open again, at a unit, and of which
//! one in a hundred is still to be told to somebody.

mod support;

use std::fs;
use std::time::{Duration, Instant};

use acikkapi::catalog::Catalog;
use acikkapi::desk::System;
use acikkapi::desk::usecase::{Pass, due};
use acikkapi::domain::calendar::istanbul_day;
use acikkapi::domain::source::Source;
use acikkapi::domain::unit::UnitCode;
use acikkapi::store::{Location, Reader, Store, WorkFilter, WorkList, WorkNow};
use support::data;
use support::figures::{Bench, Figure, ms};

/// Rows of a page.
const PAGE: u32 = 100;

fn main() {
    let mut bench = Bench::new("cases");
    for applications in data::sizes() {
        let names = Names::new(applications);
        if names.0.iter().any(|name| bench.wants(name)) {
            let (_folder, location) = data::copy(&data::office(applications));
            open_all(&location);
            lists(&mut bench, &location, &names);
            pass(&mut bench, &location, &names);
        }
    }
}

struct Names([String; 5]);

impl Names {
    fn new(applications: u32) -> Self {
        let names = [
            "work list, overdue, first page",
            "work list, of one unit, first page",
            "work list, a page in the middle",
            "counts of all work lists",
            "deadline pass, one in a hundred to be told",
        ];
        Self(names.map(|name| format!("{name}, {applications} open cases")))
    }
}

/// Opens every case again. It goes past the log, which is why it is done to a copy.
fn open_all(location: &Location) {
    let connection = rusqlite::Connection::open(&location.database).expect("opens");
    let key = location.key.as_ref().expect("the office has a key");
    let key = fs::read_to_string(key).expect("readable");
    let pragma = format!("pragma key = \"x'{}'\"", key.trim());
    connection.execute_batch(&pragma).expect("keyed");
    let reopen = "pragma journal_mode = wal;
        update cases set open = 1, stage = 'at_unit', unit = coalesce(unit, answered_by, 'SU'),
            paused = 0, escalated = case n % 100 when 0 then 'supervisor' else 'chief' end;
        delete from deadline_pass;
        pragma wal_checkpoint(truncate);";
    connection.execute_batch(reopen).expect("opened");
}

fn now() -> WorkNow {
    let now = System.now();
    let today = istanbul_day(now);
    WorkNow { today, now }
}

fn lists(bench: &mut Bench, location: &Location, names: &Names) {
    let reader = Reader::open(location).expect("opens");
    let read = reader.read();
    let [overdue, of_unit, middle, counts, _] = &names.0;
    let all = WorkFilter::default();
    let list = WorkList::Overdue;
    bench.measure(Figure::new(overdue).within(ms(50)), || {
        read.work((list, &all), now(), (None, PAGE)).expect("read")
    });
    let busiest = read.rounds_by_unit().expect("read");
    let busiest = busiest.iter().max_by_key(|unit| unit.answered);
    let unit: Option<UnitCode> = busiest.map(|unit| unit.unit.clone());
    let one = WorkFilter { unit, clerk: None };
    bench.measure(Figure::new(of_unit).within(ms(50)), || {
        read.work((list, &one), now(), (None, PAGE)).expect("read")
    });
    let pages = read
        .work((list, &all), now(), (None, 50_000))
        .expect("read");
    let after = pages.last().map(|row| row.place);
    bench.measure(Figure::new(middle).within(ms(50)), || {
        read.work((list, &all), now(), (after, PAGE)).expect("read")
    });
    bench.measure(Figure::new(counts).within(ms(50)), || {
        let lists = [
            WorkList::Triage,
            WorkList::AtUnits,
            WorkList::DueToday,
            WorkList::Approaching,
            WorkList::Overdue,
        ];
        lists.map(|list| read.work_count(list, &all, now()).expect("read"))
    });
}

/// The whole pass, stretch by stretch as the desk goes, once.
fn pass(bench: &mut Bench, location: &Location, names: &Names) {
    let name = &names.0[4];
    if !bench.wants(name) {
        return;
    }
    let (catalog, _) = Catalog::load(None);
    let mut store = Store::open(location.clone(), Box::new(System)).expect("opens");
    let mut pass = Pass::default();
    let begun = Instant::now();
    loop {
        let told: Result<bool, acikkapi::desk::DeskError> =
            store.transact(|tx| due(tx, &catalog, &mut pass));
        told.expect("told");
        if !pass.is_under_way() {
            break;
        }
    }
    let took: Duration = begun.elapsed();
    bench.keep(Figure::new(name).within(ms(10_000)), vec![took]);
}
