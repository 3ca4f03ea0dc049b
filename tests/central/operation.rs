//! What whoever runs central sees of it: readiness, numbers, word to systemd.

use crate::support::central::Central;
use crate::support::desk::Desk;
use crate::support::postgres::Database;
use crate::support::serving;
use acikkapi::sync::client::Central as _;
use acikkapi::sync::problem::Problem;
use serde_json::json;
use std::os::unix::net::UnixDatagram;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

fn told(central: &Central, path: &str) -> (u16, String) {
    // Already there from an earlier test.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let answer = reqwest::blocking::get(format!("http://{}{path}", central.metrics));
    let answer = answer.expect("an answer");
    (answer.status().as_u16(), answer.text().expect("text"))
}

fn not_ready(central: &Central) -> String {
    let (status, said) = told(central, "/readyz");
    assert_eq!(status, 503, "{said}");
    let problem: Problem = serde_json::from_str(&said).expect("a problem");
    assert!(problem.retry_after.is_some());
    problem.title
}

#[test]
fn readiness_says_what_is_missing() {
    let central = Central::start();
    assert_eq!(told(&central, "/healthz").0, 204);
    assert_eq!(told(&central, "/readyz").0, 204);
    let database = &central.database;

    database.execute("create table kept as select * from schema_migrations");
    database.execute("delete from schema_migrations where version = 1");
    assert_eq!(not_ready(&central), "not ready: migrations");
    database.execute(
        "insert into schema_migrations select * from kept where version = 1; drop table kept",
    );
    assert_eq!(told(&central, "/readyz").0, 204);

    database.execute("update server_state set system_identifier = 'another cluster'");
    assert_eq!(not_ready(&central), "not ready: epoch");
    database.execute(
        "update server_state set system_identifier =
             (select system_identifier::text from pg_control_system())",
    );

    database.execute("alter table schema_migrations rename to away");
    assert_eq!(not_ready(&central), "not ready: database");
    assert_eq!(
        told(&central, "/healthz").0,
        204,
        "it is alive all the same"
    );
    assert!(
        told(&central, "/metrics")
            .1
            .contains("acikkapi_database_up 1")
    );
    database.execute("alter table away rename to schema_migrations");
    assert_eq!(told(&central, "/readyz").0, 204);
}

#[test]
fn the_numbers_tell_what_happens_and_of_nobody() {
    let central = Central::start();
    let desk = Desk::enrolled("32417", &central);
    let (application, _) = desk.register(1);
    desk.register(1);
    desk.append("a_kind_to_come", json!({}));
    desk.append_raw("case_moved", "not json".into());
    desk.push_all().expect("stored");
    desk.push_all().expect("stored before");
    desk.client().feed(0).expect("a page");
    let (status, text) = told(&central, "/metrics");
    assert_eq!(status, 200);
    for line in [
        "acikkapi_requests_total{method=\"POST\",route=\"/v1/ops\",status=\"200\"} 2",
        "acikkapi_request_duration_seconds_count{method=\"GET\",route=\"/v1/feed\"} 1",
        "acikkapi_batches_total 2",
        "acikkapi_operations_total{kind=\"applied\"} 2",
        "acikkapi_operations_total{kind=\"exists\"} 2",
        "acikkapi_operations_total{kind=\"conflict\"} 2",
        "acikkapi_operations_total{kind=\"rejected\"} 2",
        "acikkapi_feed_operations_total 4",
        "acikkapi_devices{kind=\"active\"} 1",
        "acikkapi_offices{kind=\"enrolled\"} 1",
        "acikkapi_reviews_open{kind=\"number_clash\"} 1",
        "acikkapi_operations_rejected{kind=\"invalid_body\"} 1",
        "acikkapi_pool_connections{kind=\"most\"} 6",
        "acikkapi_transfers_pending{kind=\"pending\"} 0",
        "# EOF",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    // No office, device, application: whoever sees the numbers learns of none.
    for secret in ["32417", &desk.device.to_string(), &application.to_string()] {
        assert!(!text.contains(secret), "{secret} is in\n{text}");
    }
}

#[test]
fn the_numbers_are_not_told_where_strangers_ask() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    let credentials = desk.content().credentials.clone().expect("enrolled");
    let tls = acikkapi::sync::tls::pinned(&credentials.ca_certificate).expect("TLS");
    let client = reqwest::blocking::Client::builder()
        .tls_backend_preconfigured(tls)
        .build()
        .expect("a client");
    let answer = client.get(format!("{}/metrics", central.url())).send();
    assert_eq!(answer.expect("an answer").status(), 404);
}

/// Central under a made-up systemd.
struct Supervised {
    process: Child,
    socket: UnixDatagram,
}

impl Supervised {
    fn start(home: &crate::support::program::Home) -> Self {
        let path = home.path("notify");
        let socket = UnixDatagram::bind(&path).expect("a socket");
        let process = home
            .command(&["central"])
            .env("NOTIFY_SOCKET", &path)
            .env("WATCHDOG_USEC", "1000000")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("central starts");
        Self { process, socket }
    }

    /// The next thing it says, and after how long.
    fn hear(&self) -> (String, Duration) {
        let started = Instant::now();
        let patience = Some(Duration::from_secs(30));
        self.socket.set_read_timeout(patience).expect("set");
        let mut said = [0; 256];
        let length = self.socket.recv(&mut said).expect("a word");
        let said = String::from_utf8_lossy(&said[..length]).trim().to_owned();
        (said, started.elapsed())
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        // Already ended unless the test failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn systemd_hears_that_central_serves_lives_and_stops() {
    let database = Database::fresh();
    let home = serving::home(&database.url);
    let mut central = Supervised::start(&home);
    assert_eq!(central.hear().0, "READY=1");
    for _ in 0..3 {
        let (said, after) = central.hear();
        assert_eq!(said, "WATCHDOG=1");
        assert!(after < Duration::from_secs(1), "{after:?}");
    }
    let pid = rustix::process::Pid::from_child(&central.process);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("it runs");
    while central.hear().0 != "STOPPING=1" {}
    assert!(central.process.wait().expect("it ends").success());
}
