//! What a channel hands in is at the responsible desk in seconds.

use crate::support::central::Central;
use crate::support::channel::{Channel, application};
use crate::support::file_desk::FileDesk;
use crate::support::syncing::Syncing;
use std::time::{Duration, Instant};

/// A desk that is online hears of it at once; the slack is for a slow machine.
const SECONDS: Duration = Duration::from_secs(10);

#[test]
fn an_application_of_the_web_is_found_at_the_desk_in_seconds() {
    let central = Central::start();
    let desk = FileDesk::enrolled("32000", &central);
    let syncing = Syncing::start(desk.journal());
    syncing.wait_up_to_date();
    let web = Channel::registered(&central, "web");
    let told = web
        .apply("k", &application("Sokak lambası yanmıyor."))
        .well();
    let number = told["number"].as_str().expect("a number");
    let started = Instant::now();
    let row = loop {
        let found = desk.reader().read().find_applications("sukriye igdir", 5);
        if let Some(row) = found.expect("found").rows.pop() {
            break row;
        }
        assert!(started.elapsed() < SECONDS, "never at the desk");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(row.number.to_string(), number);
    syncing.worker.stop();
    desk.assert_sound();
    // What the desk does is told to the channel.
    let record = desk.reader().read().application(row.id).expect("read");
    let case = (row.id.0, record.expect("known").person.0);
    assert!(desk.step(case, acikkapi::domain::case::Step::Withdraw, "vazgeçti"));
    desk.sync_all();
    let told = web.get(&format!("/api/v1/applications/{number}")).well();
    assert_eq!(told["stage"], "withdrawn");
}
