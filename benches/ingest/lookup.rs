//! Citizens who read how their application stands: a thousand a second, whatever came before.
//!
//! Each is somebody with a session of their own, as after the one-time code, and reads the whole page:
//! the session is found, the case is folded, what was said is opened with the person's key, the page is
//! written. Requests begin by the clock and not when the one before is done, and a wait is counted from
//! the moment a request should have begun.

use super::desks::Central;
use super::report::{Report, Target, permille};
use reqwest::header::COOKIE;
use reqwest::{Client, StatusCode};
use std::sync::Arc;
use std::time::{Duration, Instant};

const PER_SECOND: u32 = 1000;
const SECONDS: u32 = 10;
/// Connections they come over.
const CONNECTIONS: usize = 64;
const CITIZENS: usize = 2000;

pub fn measure(report: &mut Report, central: &Central) {
    let citizens = Arc::new(citizens(central));
    let clients: Arc<Vec<Client>> = Arc::new((0..CONNECTIONS).map(|_| central.client()).collect());
    let url = Arc::new(central.serving.url.clone());
    let (mut times, missed) = central.runtime.block_on(async {
        for (nth, client) in clients.iter().enumerate() {
            read(client, &url, &citizens[nth]).await;
        }
        let mut tasks = Vec::new();
        let started = tokio::time::Instant::now();
        for nth in 0..PER_SECOND * SECONDS {
            let due = started + Duration::from_secs(1) * nth / PER_SECOND;
            tokio::time::sleep_until(due).await;
            let (clients, citizens, url) = (clients.clone(), citizens.clone(), url.clone());
            tasks.push(tokio::spawn(async move {
                let nth = nth as usize;
                let well = read(&clients[nth % CONNECTIONS], &url, &citizens[nth % CITIZENS]).await;
                (due.elapsed().as_secs_f64() * 1000.0, well)
            }));
        }
        let (mut times, mut missed) = (Vec::new(), 0.0);
        for task in tasks {
            let (time, well) = task.await.expect("answered");
            times.push(time);
            missed += if well { 0.0 } else { 1.0 };
        }
        (times, missed)
    });
    let name = "look-up: a citizen's page at 1,000 a second, median";
    report.note(name, (permille(&mut times, 500), "ms"), Target::None);
    let name = "look-up: a citizen's page at 1,000 a second, slowest of a hundred";
    report.note(
        name,
        (permille(&mut times, 990), "ms"),
        Target::AtMost(50.0),
    );
    report.note(
        "look-up: pages that were not shown",
        (missed, "pages"),
        Target::AtMost(0.0),
    );
}

/// Addresses and cookies of those who may read.
fn citizens(central: &Central) -> Vec<(String, String)> {
    central.database.execute(&format!(
        "insert into citizen_sessions (token_hash, number, idle_ends_at, ends_at)
         select sha256(convert_to('t' || row_number() over (order by office_id, number), 'UTF8')),
                number, now() + interval '1 hour', now() + interval '1 hour'
           from applications order by office_id, number limit {CITIZENS}"
    ));
    let ids = central.database.value(&format!(
        "select string_agg(application_id::text, ' ' order by office_id, number)
           from (select * from applications order by office_id, number limit {CITIZENS}) as first"
    ));
    let citizens = ids.split(' ').enumerate();
    citizens
        .map(|(nth, id)| (format!("/takip/{id}"), format!("__Host-kisi=t{}", nth + 1)))
        .collect()
}

/// Reads a page; whether it was shown.
async fn read(client: &Client, url: &str, (path, cookie): &(String, String)) -> bool {
    let began = Instant::now();
    let request = client.get(format!("{url}{path}")).header(COOKIE, cookie);
    let answer = request.send().await.expect("an answer");
    let shown = answer.status() == StatusCode::OK;
    let page = answer.bytes().await.expect("a page");
    assert!(began.elapsed() < Duration::from_secs(60), "{}", page.len());
    shown
}
