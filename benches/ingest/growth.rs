//! The same questions to a central with ever more applications: the cost must stay flat.
//!
//! The applications are spread over all offices; each has a registration and two steps in the
//! operations. Ten million are made only with `ACIKKAPI_BENCH_MILLION=1`, as they take a while.

use super::days::Days;
use super::desks::{Central, Desk, Said, offices};
use super::report::{Report, Target, permille};
use std::time::Instant;
use uuid::Uuid;

const OFFICES: usize = 1003;
/// Batches sent at each size.
const BATCHES: usize = 40;
const PAGES: u64 = 100;

pub fn measure(report: &mut Report) {
    let mut sizes = vec![10_000u32, 1_000_000];
    if std::env::var_os("ACIKKAPI_BENCH_MILLION").is_some() {
        sizes.push(10_000_000);
    }
    let central = Central::start();
    let codes = offices(OFFICES);
    let devices: Vec<Uuid> = codes.iter().map(|_| Uuid::now_v7()).collect();
    central.enrol(
        codes
            .iter()
            .map(String::as_str)
            .zip(devices.iter().copied()),
    );
    let days = Days::of("81900", BATCHES * sizes.len());
    central.enrol([("81900", days.device)].into_iter());
    let sender = central.desk("81900", days.device);
    let reader = central.desk(&codes[500], devices[500]);
    let mut batches = days.batches.iter();
    let mut there = 0;
    for size in sizes {
        fill(&central, (there, size));
        there = size;
        let batches: Vec<_> = batches
            .by_ref()
            .take(BATCHES)
            .map(|batch| batch.packed.clone())
            .collect();
        let mut pushes = central.runtime.block_on(push(&sender, batches));
        let mut pages = central.runtime.block_on(pages(&reader));
        let millions = f64::from(size) / 1e6;
        for (what, times) in [
            ("a batch of 500", &mut pushes),
            ("a page of the feed", &mut pages),
        ] {
            for (which, part) in [("median", 500), ("slowest of a hundred", 990)] {
                let name = format!("{millions} million applications: {what}, {which}");
                report.note(&name, (permille(times, part), "ms"), Target::None);
            }
        }
    }
}

/// Makes applications from one count to the next.
fn fill(central: &Central, (from, to): (u32, u32)) {
    let office = "lpad((n % 81 + 1)::text, 2, '0') || lpad((n / 81 % 12)::text, 3, '0')";
    let rows = format!("generate_series({from} + 1, {to}) as n");
    let body = "x".repeat(400);
    central.database.execute(&format!(
        "set synchronous_commit = off;
         insert into offices (office_id)
         select distinct {office} from generate_series(1, 972) as n on conflict do nothing;
         insert into applications (office_id, application_id, number, status, registered_at,
             registered_position)
         select {office}, md5(n::text)::uuid, 'n' || n, 'registered', now(), 0 from {rows};
         insert into cases (office_id, application_id, person_id, registered_position,
             last_position, registered_at, clerk, kind, standing, stage, is_open, unit, answered_by,
             taken, due, warn, paused, question, replied, sent_back, answers, rounds, refused)
         select {office}, md5(n::text)::uuid, gen_random_uuid(), 0, n, now(), 'clerk', 'request',
             '{{}}', case when n % 20 = 0 then 'at_unit' else 'concluded' end, n % 20 = 0, 'FEN',
             case when n % 20 <> 0 then 'FEN' end, false, date '2026-01-01' + n % 365,
             date '2026-01-01' + n % 365 - 2, false, false, false, false, 1, 0, 0 from {rows};
         insert into operations (office_id, device_id, position, dseq, op_id, prev_hash, hash,
             actor, role_version, schema_version, kind, case_id, body, device_time, outcome,
             understood)
         select {office}, md5({office})::uuid, 3 * (n / 972) + k, 3 * (n / 972) + k,
             gen_random_uuid(), decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'),
             'clerk', 1, 1, 'case_moved', md5(n::text)::uuid, '{body}', now(), 'applied', true
           from {rows}, generate_series(1, 3) as k;
         update offices set feed_head = held.head, cases_position = held.head
           from (select office_id, max(position) as head from operations group by office_id) as held
          where held.office_id = offices.office_id and offices.office_id < '82';"
    ));
    for table in ["applications", "cases", "operations", "offices"] {
        central.database.execute(&format!("vacuum analyze {table}"));
    }
    central.database.execute("checkpoint");
}

async fn push(desk: &Desk, batches: Vec<axum::body::Bytes>) -> Vec<f64> {
    let mut times = Vec::new();
    for packed in batches {
        let began = Instant::now();
        let stored = matches!(desk.push(packed).await, Said::Stored(_));
        assert!(stored, "one desk alone has a place");
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    times
}

async fn pages(desk: &Desk) -> Vec<f64> {
    let mut times = Vec::new();
    for nth in 0..PAGES {
        let began = Instant::now();
        desk.feed(nth % 7).await;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    times
}
