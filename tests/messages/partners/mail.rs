//! A mail server. Plan, asked when the text has come: `take`, `later` (451), `lose` (takes and breaks
//! the connection). The recipient `nobody@…` is unknown.

use crate::partner::{Script, listen};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::Arc;

pub fn serve(script: Script) {
    let script = Arc::new(script);
    for stream in listen().incoming().flatten() {
        let script = script.clone();
        std::thread::spawn(move || dialogue(&script, stream));
    }
}

/// Ends with the connection.
fn dialogue(script: &Script, mut stream: TcpStream) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut to = String::new();
    let mut line = String::new();
    stream.write_all(b"220 mail.test ESMTP\r\n").ok()?;
    loop {
        line.clear();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let word = line.split([' ', '\r']).next()?.to_ascii_uppercase();
        let reply = match word.as_str() {
            "EHLO" => "250 mail.test\r\n",
            "RCPT" if line.contains("nobody@") => "550 no such user\r\n",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1)?.to_owned();
                "250 ok\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").ok()?;
                let text = text(&mut reader)?;
                match script.next().as_str() {
                    "later" => {
                        script.note(json!({"what": "later"}));
                        "451 later\r\n"
                    }
                    action => {
                        script.note(json!({"what": "taken", "to": to, "text": text}));
                        if action == "lose" {
                            return None;
                        }
                        "250 taken\r\n"
                    }
                }
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").ok()?;
                return None;
            }
            _ => "250 ok\r\n",
        };
        stream.write_all(reply.as_bytes()).ok()?;
    }
}

fn text(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        if line == ".\r\n" {
            return Some(text);
        }
        text.push_str(&line);
    }
}
