//! Two processes of central over one database, as a balancer puts desks on either.

use crate::support::desk::Desk;
use crate::support::postgres::Database;
use crate::support::serving::{Serving, code_in, home};
use acikkapi::sync::client::{Central as _, HttpCentral};
use serde_json::json;

/// The desk's way to one of them.
fn through(desk: &Desk, central: &Serving) -> HttpCentral {
    let mut credentials = desk.content().credentials.clone().expect("enrolled");
    credentials.server = central.url.clone();
    HttpCentral::new(&credentials).expect("a client")
}

#[test]
fn a_desk_that_is_moved_to_and_fro_notices_nothing() {
    let database = Database::fresh();
    let home = home(&database.url);
    let said = home.run_line("central enrol --office 32001").well();
    let one = Serving::start(&home);
    let other = Serving::start(&home);
    let mut desk = Desk::new("32001");
    desk.enrol(&one.url, &code_in(&said)).expect("enrolled");
    let ways = [through(&desk, &one), through(&desk, &other)];
    for round in 1..=20_u64 {
        desk.append("visit_opened", json!({}));
        desk.append("visit_closed", json!({}));
        let way = &ways[round as usize % 2];
        let stored = way
            .push(&desk.batch_of(2 * round - 1, 2 * round))
            .expect("stored");
        assert_eq!(stored.acked_dseq, 2 * round);
        let elsewhere = ways[(round as usize + 1) % 2].state().expect("a state");
        assert_eq!(
            elsewhere.acked_dseq,
            2 * round,
            "the other one knows at once"
        );
        assert_eq!(elsewhere.epoch, stored.epoch);
    }
    // Both at once with the same batch: it is stored once.
    desk.append("visit_opened", json!({}));
    let batch = desk.batch_of(41, 41);
    std::thread::scope(|scope| {
        let both = ways.each_ref().map(|way| scope.spawn(|| way.push(&batch)));
        for pushed in both {
            assert_eq!(
                pushed.join().expect("pushed").expect("stored").acked_dseq,
                41
            );
        }
    });
    // One is replaced by a newer program: the other one goes on alone.
    one.stop();
    desk.append("visit_closed", json!({}));
    ways[1].push(&desk.batch_of(42, 42)).expect("stored");
    let page = ways[1].feed(0).expect("a page");
    let positions: Vec<u64> = page.entries.iter().map(|entry| entry.position).collect();
    assert_eq!(positions, (1..=42).collect::<Vec<u64>>());
    other.stop();
}
