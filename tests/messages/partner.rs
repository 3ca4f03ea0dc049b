//! Servers on the other side: this test program started once more, as a process of its own.

use super::{partner_mail, partner_provider, partner_smsc};
use serde_json::Value;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

const KIND: &str = "ACIKKAPI_TEST_PARTNER";
const PLAN: &str = "ACIKKAPI_TEST_PLAN";
const LOG: &str = "ACIKKAPI_TEST_LOG";

/// A server process.
pub struct Partner {
    process: Child,
    pub address: SocketAddr,
    log: PathBuf,
    _folder: tempfile::TempDir,
}

impl Partner {
    /// Starts one of this kind that does with the messages it gets what the plan says, in order,
    /// and then takes all.
    pub fn start(kind: &str, plan: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("log");
        File::create(&log).expect("a file");
        let mut process = Command::new(std::env::current_exe().expect("this program"))
            .args([
                "--exact",
                "partner::is_the_server_it_is_asked_to_be",
                "--nocapture",
            ])
            .env(KIND, kind)
            .env(PLAN, plan)
            .env(LOG, &log)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut out = BufReader::new(process.stdout.take().expect("piped"));
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert!(out.read_line(&mut line).expect("a line") > 0, "it ended");
            if let Some((_, address)) = line.split_once("listening ") {
                break address.trim().parse().expect("an address");
            }
        };
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Self {
            process,
            address,
            log,
            _folder: folder,
        }
    }

    /// Everything it wrote down.
    pub fn log(&self) -> Vec<Value> {
        let text = fs::read_to_string(&self.log).expect("a log");
        let whole = text.lines().map(serde_json::from_str);
        whole.filter_map(Result::ok).collect()
    }

    /// What it took: the field of each message taken, sorted.
    pub fn taken(&self, field: &str) -> Vec<String> {
        let log = self.log();
        let taken = log.iter().filter(|entry| entry["what"] == "taken");
        let mut fields: Vec<String> = taken
            .map(|entry| entry[field].as_str().expect("a text").to_owned())
            .collect();
        fields.sort();
        fields
    }

    /// How often it wrote this down.
    pub fn count(&self, what: &str) -> usize {
        self.log()
            .iter()
            .filter(|entry| entry["what"] == what)
            .count()
    }
}

impl Drop for Partner {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a server process knows: what to do next, and where to write down what it got.
pub struct Script {
    plan: Mutex<Vec<String>>,
    log: Mutex<File>,
}

impl Script {
    fn from_environment() -> Self {
        let plan = std::env::var(PLAN).expect("a plan");
        let mut plan: Vec<String> = plan.split_whitespace().map(str::to_owned).collect();
        plan.reverse();
        let log = OpenOptions::new()
            .append(true)
            .open(std::env::var(LOG).expect("a log"));
        Self {
            plan: Mutex::new(plan),
            log: Mutex::new(log.expect("a file")),
        }
    }

    /// What to do with the next message.
    pub fn next(&self) -> String {
        let next = self.plan.lock().expect("unpoisoned").pop();
        next.unwrap_or_else(|| "take".to_owned())
    }

    /// Writes something down, on the disk before anything else happens.
    pub fn note(&self, entry: Value) {
        let mut log = self.log.lock().expect("unpoisoned");
        log.write_all(format!("{entry}\n").as_bytes())
            .expect("written");
    }
}

/// Listens somewhere and says where.
pub fn listen() -> TcpListener {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    println!("listening {}", listener.local_addr().expect("an address"));
    listener
}

/// Does nothing among the tests; in a process started by [`Partner::start`] it serves until that
/// is killed.
#[test]
fn is_the_server_it_is_asked_to_be() {
    let Ok(kind) = std::env::var(KIND) else {
        return;
    };
    let script = Script::from_environment();
    match kind.as_str() {
        "smsc" => partner_smsc::serve(script),
        "provider" => partner_provider::serve(script),
        "mail" => partner_mail::serve(script),
        other => panic!("no server is called {other}"),
    }
}
