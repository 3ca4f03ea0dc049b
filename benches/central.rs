//! Central with a million applications of one office: a unit's lists, an officer's step, and what
//! a desk's batch takes.

mod support;

// The real PostgreSQL and the real server are the tests'.
#[path = "../tests/support/mod.rs"]
mod parts;

use acikkapi::central::cases::{self, Asked, Place, UnitList};
use acikkapi::central::standing::Standing;
use acikkapi::domain::case::{Case, Stage, Step};
use acikkapi::domain::ids::PersonId;
use acikkapi::sync::client::Central as _;
use chrono::NaiveDate;
use deadpool_postgres::{Manager, Object, Pool};
use parts::cases::{route, unit};
use parts::central::Central;
use parts::desk::Desk;
use parts::events;
use support::figures::{Bench, Figure, ms};
use tokio::runtime::Runtime;
use tokio_postgres::NoTls;
use uuid::Uuid;

const OFFICE: &str = "06001";
const APPLICATIONS: u32 = 1_000_000;
/// Rows of a page.
const PAGE: u32 = 50;
/// Operations of a batch.
const BATCH: u64 = 500;
/// In the middle of the last days of the applications.
const TODAY: &str = "2026-07-01";

const FIRST_PAGE: &str = "first page of a list";
const DEEP_PAGE: &str = "page in the middle of a list";
const COUNT: &str = "count of a list";
const STEP: &str = "an officer's step, locked, checked, sealed, written";
const REGISTRATIONS: &str = "batch of 500 registrations, from request to receipt";
const STEPS: &str = "batch of 500 steps, from request to receipt";

fn main() {
    let mut bench = Bench::new("central");
    let central = Central::start();
    let desk = Desk::enrolled(OFFICE, &central);
    fill(&central);
    lists(&mut bench, &central);
    steps(&mut bench, &central, &desk);
    batches(&mut bench, &desk);
}

/// A million applications at one unit, due over a year: every list of it is as long as a list can
/// be.
fn fill(central: &Central) {
    let person = PersonId(Uuid::now_v7());
    let record = events::registered(events::number(OFFICE, 1, 1), person);
    let mut case = Case::registered(record.term());
    case.stage = Stage::AtUnit {
        unit: unit("NUFUS"),
    };
    let standing = serde_json::to_string(&Standing::of(case)).expect("JSON");
    central.database.execute(&format!(
        "insert into applications (office_id, application_id, number, status, registered_at,
             registered_position)
         select '{OFFICE}', md5(n::text)::uuid, 'n' || n, 'registered', now(), 0
           from generate_series(1, {APPLICATIONS}) as n;
         insert into cases (office_id, application_id, person_id, registered_position,
             last_position, registered_at, clerk, kind, standing, stage, is_open, unit,
             answered_by, taken, due, warn, paused, question, replied, sent_back, answers, rounds,
             refused)
         select '{OFFICE}', md5(n::text)::uuid, gen_random_uuid(), 0, n, now(), 'clerk',
             'request', '{standing}', case when n % 5 = 0 then 'under_review' else 'at_unit' end,
             true, 'NUFUS', case when n % 5 = 0 then 'NUFUS' end, n % 3 = 0,
             date '2026-01-01' + n % 365, date '2026-01-01' + n % 365 - 2, n % 50 = 0, false,
             n % 100 = 1, n % 200 = 1, 0, 0, 0
           from generate_series(1, {APPLICATIONS}) as n"
    ));
    // What autovacuum does in time.
    for table in ["applications", "cases"] {
        let vacuum = format!("vacuum analyze {table}");
        central.database.execute(&vacuum);
    }
}

/// A connection of the bench's own.
fn client(central: &Central) -> (Runtime, Object) {
    let runtime = Runtime::new().expect("a runtime");
    let config = central.database.url.parse().expect("a connection string");
    let pool = Pool::builder(Manager::new(config, NoTls)).max_size(1);
    let pool = pool.build().expect("a pool");
    let client = runtime.block_on(pool.get()).expect("a connection");
    (runtime, client)
}

/// A target of central's, measured for two seconds.
fn within(name: &str) -> Figure<'_> {
    Figure::new(name).within(ms(100)).for_seconds(2.0)
}

fn lists(bench: &mut Bench, central: &Central) {
    let (runtime, client) = client(central);
    let unit = unit("NUFUS");
    let today: NaiveDate = TODAY.parse().expect("a day");
    for list in UnitList::ALL {
        let asked = Asked {
            office: OFFICE,
            unit: &unit,
            list,
            today,
        };
        let [first, deep, counted] =
            [FIRST_PAGE, DEEP_PAGE, COUNT].map(|what| format!("{what}: {}", list.name()));
        let page = |after| {
            let rows = runtime.block_on(cases::list(&client, asked, (after, PAGE)));
            rows.expect("a page").len()
        };
        bench.measure(within(&first), || page(None));
        let middle = match list {
            UnitList::Done => Place::Step(i64::from(APPLICATIONS / 2)),
            _ => Place::Due(today, Uuid::from_u128(u128::MAX / 2)),
        };
        bench.measure(within(&deep), || page(Some(middle)));
        bench.measure(within(&counted), || {
            runtime
                .block_on(cases::count(&client, asked))
                .expect("a count")
        });
    }
}

fn steps(bench: &mut Bench, central: &Central, desk: &Desk) {
    let case = desk.register(1);
    desk.step(case, route("NUFUS", &[]));
    desk.push_all().expect("stored");
    let mut asks = true;
    bench.measure(Figure::new(STEP).within(ms(100)), || {
        let step = if asks { Step::Ask } else { Step::Reply };
        asks = !asks;
        central.step(OFFICE, case.0, step).expect("it fits")
    });
}

fn batches(bench: &mut Bench, desk: &Desk) {
    let client = desk.client();
    let mut cases = Vec::new();
    let mut sequence = 1;
    let mut sent = desk.content().log.len() as u64;
    let push = |sent: &mut u64| {
        let batch = desk.batch_of(*sent + 1, *sent + BATCH);
        *sent += BATCH;
        client.push(&batch).expect("stored")
    };
    bench.measure_on(
        Figure::new(REGISTRATIONS).within(ms(1000)),
        &mut sent,
        |_| {
            for _ in 0..BATCH {
                sequence += 1;
                cases.push(desk.register(sequence));
            }
            // A desk sends the keys of the persons in a batch, not all it has.
            let keys = &mut desk.content().keys;
            let old = keys.len() - BATCH as usize;
            keys.drain(..old);
        },
        |sent, ()| push(sent),
    );
    let mut round = 0;
    bench.measure_on(
        Figure::new(STEPS).within(ms(1000)),
        &mut sent,
        |_| {
            for case in cases.iter().take(BATCH as usize) {
                let step = match round % 2 {
                    0 => route("NUFUS", &[]),
                    _ => Step::Return,
                };
                desk.step(*case, step);
            }
            round += 1;
        },
        |sent, ()| push(sent),
    );
}
