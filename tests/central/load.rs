//! More than central can take at once, and a stop in the middle.

use crate::support::central::Central;
use crate::support::desk::{Desk, problem};
use acikkapi::sync::client::Central as _;
use acikkapi::sync::problem::ProblemCode;
use serde_json::json;
use std::thread;

#[test]
fn when_all_places_are_taken_a_device_is_asked_to_come_back() {
    let central = Central::with_places(1);
    let one = Desk::enrolled("32001", &central);
    let other = Desk::enrolled("32002", &central);
    for desk in [&one, &other] {
        desk.append("visit_opened", json!({}));
    }
    let holder = central.database.session();
    holder.execute("begin; select from devices where office_id = '32001' for update");
    thread::scope(|scope| {
        let first = scope.spawn(|| one.push_all());
        central.database.wait_for_a_waiter();
        let busy = problem(other.push_all());
        assert_eq!((busy.code, busy.status), (ProblemCode::Busy, 429));
        assert!(busy.retry_after.is_some());
        other.client().state().expect("asking needs no place");
        holder.execute("commit");
        first.join().expect("pushed").expect("stored");
    });
    other.push_all().expect("the place is free again");
}

#[test]
fn a_batch_under_way_is_finished_when_central_stops() {
    let mut central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.append("visit_opened", json!({}));
    let holder = central.database.session();
    holder.execute("begin; select from devices for update");
    thread::scope(|scope| {
        let pushing = scope.spawn(|| desk.push_all());
        central.database.wait_for_a_waiter();
        let releasing = scope.spawn(move || {
            thread::sleep(std::time::Duration::from_millis(300));
            holder.execute("commit");
        });
        central.stop();
        releasing.join().expect("released");
        pushing
            .join()
            .expect("pushed")
            .expect("stored though central was stopping");
    });
    assert_eq!(
        central.database.value("select count(*) from operations"),
        "1"
    );
    assert!(desk.push_all().is_err(), "now nobody listens");
}
