//! An SMS provider with an HTTP interface that takes a key once. Plan: `take`, `busy` (429),
//! `refuse` (400), `lose` (takes and breaks the connection), `slow` (takes and answers after 30
//! seconds), `broken` (500).

use crate::partner::{Script, listen};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

struct Provider {
    script: Script,
    /// Ids given to keys.
    known: Mutex<HashMap<String, String>>,
}

pub fn serve(script: Script) {
    let provider = Arc::new(Provider {
        script,
        known: Mutex::default(),
    });
    for stream in listen().incoming().flatten() {
        let provider = provider.clone();
        std::thread::spawn(move || provider.connection(stream));
    }
}

struct Request {
    headers: HashMap<String, String>,
    body: Value,
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut headers = HashMap::new();
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        match line.trim().split_once(':') {
            Some((name, value)) => {
                headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
            }
            None => break,
        }
    }
    let length = headers.get("content-length")?.parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body = serde_json::from_slice(&body).ok()?;
    Some(Request { headers, body })
}

impl Provider {
    fn connection(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
        while let Some(request) = read(&mut reader) {
            let Some((status, headers, body)) = self.answer(&request) else {
                return;
            };
            let answer = format!(
                "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{headers}\r\n{body}",
                body.len()
            );
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }

    /// Status, further headers and body; `None` for a broken connection.
    fn answer(&self, request: &Request) -> Option<(&'static str, &'static str, String)> {
        let plain = |status, headers| Some((status, headers, "{}".to_owned()));
        if request.headers.get("authorization").map(String::as_str) != Some("Bearer gizli") {
            return plain("401 Unauthorized", "");
        }
        let action = self.script.next();
        match action.as_str() {
            "busy" => {
                self.script.note(json!({"what": "busy"}));
                return plain("429 Too Many Requests", "retry-after: 1\r\n");
            }
            "refuse" => return plain("400 Bad Request", ""),
            "broken" => return plain("500 Internal Server Error", ""),
            _ => {}
        }
        let key = request.headers.get("idempotency-key").cloned();
        let key = key.unwrap_or_else(|| format!("none-{}", self.script_count()));
        let id = {
            let mut known = self.known.lock().expect("unpoisoned");
            let new = format!("sms-{}", known.len() + 1);
            let is_known = known.contains_key(&key);
            self.script.note(json!({
                "what": if is_known { "repeated" } else { "taken" },
                "to": request.body["to"],
                "text": request.body["text"],
            }));
            known.entry(key).or_insert(new).clone()
        };
        match action.as_str() {
            "lose" => return None,
            "slow" => std::thread::sleep(Duration::from_secs(30)),
            _ => {}
        }
        Some(("200 OK", "", json!({"data": {"id": id}}).to_string()))
    }

    /// A number for a message without a key: each is another message.
    fn script_count(&self) -> usize {
        self.known.lock().expect("unpoisoned").len()
    }
}
