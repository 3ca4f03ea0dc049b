//! What happened in a simulation, to be compared, and to be read.

use sha2::{Digest, Sha256};
use std::fmt::Display;
use std::time::Duration;

/// The events so far, as a hash, and printed if somebody wants to read them.
pub struct Trace {
    hash: Sha256,
    events: u64,
    verbose: bool,
}

impl Trace {
    pub fn new(verbose: bool) -> Self {
        Self {
            hash: Sha256::new(),
            events: 0,
            verbose,
        }
    }

    pub fn note(&mut self, at: Duration, who: &str, what: impl Display) {
        let line = format!("{:>12.6} {who:<12} {what}", at.as_secs_f64());
        if self.verbose {
            println!("{line}");
        }
        self.hash.update(line.as_bytes());
        self.hash.update(b"\n");
        self.events += 1;
    }

    pub fn events(&self) -> u64 {
        self.events
    }

    /// The first 16 hexadecimal digits.
    pub fn digest(&self) -> String {
        let digest = self.hash.clone().finalize();
        data_encoding::HEXLOWER.encode(&digest[..8])
    }
}
