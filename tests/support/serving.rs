//! Central as its operator runs it.

use super::program::Home;
use acikkapi::sync::code::EnrolmentCode;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStderr, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A home whose settings lead to `database`, with a port the system chooses.
pub fn home(database: &str) -> Home {
    Home::with_settings(&format!(
        "language = \"en\"\n[central]\nlisten = \"127.0.0.1:0\"\ndatabase = {database:?}\nnames = [\"localhost\"]\n"
    ))
}

/// The code `central enrol` printed.
pub fn code_in(said: &str) -> String {
    let mut codes = said
        .lines()
        .filter(|line| EnrolmentCode::parse(line).is_ok());
    codes
        .next()
        .unwrap_or_else(|| panic!("no code in {said}"))
        .trim()
        .to_owned()
}

/// `acikkapi central`, running.
pub struct Serving {
    process: Child,
    pub address: SocketAddr,
    pub url: String,
}

impl Serving {
    pub fn start(home: &Home) -> Self {
        let mut process = home
            .command(&["central"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("central starts");
        let mut log = BufReader::new(process.stderr.take().expect("piped"));
        let address = address_in(&mut log);
        // Central must not stop because nobody reads its log.
        thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Self {
            process,
            address,
            url: format!("https://localhost:{}", address.port()),
        }
    }

    /// The same with its log, of this detail, in a file.
    pub fn logging(home: &Home, log: &Path, detail: &str) -> Self {
        let file = File::create(log).expect("a log");
        let process = home
            .command(&["central"])
            .env("RUST_LOG", detail)
            .stdout(Stdio::null())
            .stderr(file)
            .spawn()
            .expect("central starts");
        // Made before it listens, so that it is stopped whatever happens.
        let mut serving = Self {
            process,
            address: ([127, 0, 0, 1], 0).into(),
            url: String::new(),
        };
        let started = Instant::now();
        loop {
            let said = fs::read_to_string(log).expect("a log");
            if let Some(address) = said.lines().find_map(listening) {
                serving.address = address;
                serving.url = format!("https://localhost:{}", address.port());
                return serving;
            }
            assert!(started.elapsed() < Duration::from_secs(60), "{said}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Stops it as systemd does.
    pub fn stop(mut self) {
        let pid = rustix::process::Pid::from_child(&self.process);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("it runs");
        assert!(self.process.wait().expect("it ends").success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Already ended unless the test failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits for the line of the log that says where it listens.
fn address_in(log: &mut BufReader<ChildStderr>) -> SocketAddr {
    let mut line = String::new();
    while log.read_line(&mut line).expect("a log") > 0 {
        if let Some(address) = listening(&line) {
            return address;
        }
        line.clear();
    }
    panic!("central ended without listening");
}

/// The address in the line that says where it listens.
fn listening(line: &str) -> Option<SocketAddr> {
    let entry: serde_json::Value = serde_json::from_str(line).ok()?;
    if entry["fields"]["message"] != "listening" {
        return None;
    }
    let address = entry["fields"]["address"].as_str().expect("an address");
    Some(address.parse().expect("an address"))
}
