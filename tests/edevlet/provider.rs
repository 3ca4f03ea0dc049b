//! The provider, running.

use crate::support::tools;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Stdio};

pub const SECRET: &str = "a secret: with / signs&";

pub struct Provider {
    process: Child,
    pub issuer: String,
}

impl Provider {
    /// Starts one for a central at `central`, whose clock is ahead by these seconds.
    pub fn start(port: u16, central: &str, ahead: i64) -> Self {
        let mut process = tools::node("provider.mjs")
            .args([&port.to_string(), central, &ahead.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node runs");
        let mut log = BufReader::new(process.stdout.take().expect("piped"));
        let mut line = String::new();
        while line.trim() != "listening" {
            line.clear();
            assert_ne!(log.read_line(&mut line).expect("a log"), 0, "it ended");
        }
        // It must not stop because nobody reads its log.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Self {
            process,
            issuer: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port nobody listens on.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
