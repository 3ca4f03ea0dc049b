//! An SMS provider: takes what it gets, and tells.

use super::support::syncing::wait_until;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A message it took.
#[derive(Debug, Clone)]
pub struct Sms {
    pub to: String,
    pub text: String,
}

pub struct Provider {
    pub address: SocketAddr,
    taken: Arc<Mutex<Vec<Sms>>>,
}

impl Provider {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let taken = Arc::<Mutex<Vec<Sms>>>::default();
        let shared = taken.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let taken = shared.clone();
                thread::spawn(move || serve(stream, &taken));
            }
        });
        Self { address, taken }
    }

    pub fn taken(&self) -> Vec<Sms> {
        self.taken.lock().expect("whole").clone()
    }

    /// The codes that were sent, in their order.
    pub fn codes(&self) -> Vec<String> {
        let taken = self.taken().into_iter();
        taken.filter_map(|sms| code_in(&sms.text)).collect()
    }

    /// Waits for the code after so many others.
    pub fn code_after(&self, earlier: usize) -> String {
        wait_until("a code", || self.codes().len() > earlier);
        self.codes()[earlier].clone()
    }
}

/// Six digits by themselves.
fn code_in(text: &str) -> Option<String> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    let mut codes = words.filter(|word| word.len() == 6 && !word.contains('-'));
    codes.next().map(str::to_owned)
}

fn serve(mut stream: TcpStream, taken: &Mutex<Vec<Sms>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    loop {
        let mut length = 0;
        let mut line = String::new();
        loop {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("a body");
        let json: Value = serde_json::from_slice(&body).expect("JSON");
        let field = |name: &str| json[name].as_str().expect("a text").to_owned();
        taken.lock().expect("whole").push(Sms {
            to: field("to"),
            text: field("text"),
        });
        let answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}
