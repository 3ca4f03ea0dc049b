//! What strangers and broken lines do to the listening socket.

use crate::support::central::Central;
use crate::support::desk::Desk;
use acikkapi::sync::client::Central as _;
use serde_json::json;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// Begins of a TLS handshake, and of things that are none.
const BEGINNINGS: [&[u8]; 5] = [
    b"",
    b"\x16\x03\x01",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /v1/state HTTP/1.1\r\n\r\n",
    &[0xff; 300],
];

/// Open files of this process, in which central runs too.
fn open_files() -> usize {
    std::fs::read_dir("/proc/self/fd").expect("Linux").count()
}

#[test]
fn five_thousand_that_come_and_go_leave_nothing_behind() {
    let central = Central::start();
    let desk = Desk::enrolled("32001", &central);
    desk.client().state().expect("a state");
    let before = open_files();
    for nth in 0..5_000 {
        let mut stream = TcpStream::connect(central.address).expect("it listens");
        // It may have been closed already.
        let _ = stream.write_all(BEGINNINGS[nth % BEGINNINGS.len()]);
        let _ = stream.shutdown(Shutdown::Both);
        if nth % 500 == 0 {
            // A new connection of a desk each time.
            desk.client().state().expect("a state");
        }
    }
    desk.append("visit_opened", json!({}));
    desk.push_all().expect("stored");
    let started = Instant::now();
    while open_files() > before + 20 {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "{} > {before}",
            open_files()
        );
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn slow_clients_hold_up_nobody_and_are_closed() {
    let central = Central::with_places(2);
    let desk = Desk::enrolled("32001", &central);
    let mut slow: Vec<TcpStream> = (0..200)
        .map(|_| TcpStream::connect(central.address).expect("it listens"))
        .collect();
    let started = Instant::now();
    for round in 0..5 {
        for stream in &mut slow {
            // A byte now and then.
            let _ = stream.write_all(&BEGINNINGS[2][round..=round]);
        }
        desk.append("visit_opened", json!({}));
        let began = Instant::now();
        desk.push_all().expect("stored");
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "{:?}",
            began.elapsed()
        );
    }
    for stream in &mut slow {
        let patience = Duration::from_secs(60).saturating_sub(started.elapsed());
        stream
            .set_read_timeout(Some(patience.max(Duration::from_secs(1))))
            .expect("set");
        let mut rest = Vec::new();
        let ended = stream.read_to_end(&mut rest);
        let closed = match &ended {
            Ok(_) => true,
            Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
        };
        assert!(closed, "it is closed by central, not waited for: {ended:?}");
    }
}

#[test]
fn a_desk_that_sends_half_a_batch_and_stalls_gives_its_place_back() {
    let central = Central::with_places(1);
    let desk = Desk::enrolled("32001", &central);
    let credentials = desk.content().credentials.clone().expect("enrolled");
    let tls = acikkapi::sync::tls::pinned(&credentials.ca_certificate).expect("TLS");
    let name = "localhost".try_into().expect("a name");
    let mut session =
        rustls::ClientConnection::new(std::sync::Arc::new(tls), name).expect("a session");
    let mut socket = TcpStream::connect(central.address).expect("it listens");
    let mut stream = rustls::Stream::new(&mut session, &mut socket);
    let head = format!(
        "POST /v1/ops HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\
         Authorization: Bearer 32001.{}.{}\r\n\r\n{{\"operations\":[",
        desk.device.simple(),
        credentials.secret.as_str()
    );
    stream.write_all(head.as_bytes()).expect("sent");
    stream.flush().expect("sent");
    // It has the only place: others are asked to come back, and are not kept waiting.
    desk.append("visit_opened", json!({}));
    let started = Instant::now();
    while desk.push_all().is_ok() {
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "it never got its place"
        );
        desk.append("visit_opened", json!({}));
    }
    // The line breaks.
    socket.shutdown(Shutdown::Both).expect("shut");
    let started = Instant::now();
    while desk.push_all().is_err() {
        assert!(
            started.elapsed() < Duration::from_secs(30),
            "the place is never free"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}
