//! A bad network: a TCP proxy between desk and central that cuts, swallows and hangs.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// What the network does to connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Weather {
    /// Everything passes.
    Fine,
    /// Connections break at once.
    Down,
    /// Requests pass; at the first byte of an answer the connection breaks.
    ReplyLost,
    /// Nothing passes and nothing breaks.
    BlackHole,
    /// A connection breaks somewhere, in either direction.
    Storm,
}

/// The proxy.
pub struct Network {
    /// Where the desk connects to.
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    weather: AtomicU8,
    seed: AtomicU64,
    cuts: AtomicU64,
    target: Mutex<SocketAddr>,
    open: Mutex<Vec<TcpStream>>,
}

impl Network {
    /// A fine network in front of `target`; `seed` decides where a storm cuts.
    pub fn new(target: SocketAddr, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            weather: AtomicU8::new(Weather::Fine as u8),
            seed: AtomicU64::new(seed),
            cuts: AtomicU64::new(0),
            target: Mutex::new(target),
            open: Mutex::default(),
        });
        let accepting = shared.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                accepting.connect(client);
            }
        });
        Self { address, shared }
    }

    /// Address as a device is told it.
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// Changes the weather; [`Weather::Down`] also breaks what is open.
    pub fn set(&self, weather: Weather) {
        self.shared.weather.store(weather as u8, Ordering::SeqCst);
        if weather == Weather::Down {
            for stream in self.shared.open.lock().expect("unpoisoned").drain(..) {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }

    /// Connections broken so far.
    pub fn cuts(&self) -> u64 {
        self.shared.cuts.load(Ordering::SeqCst)
    }
}

impl Shared {
    fn is(&self, weather: Weather) -> bool {
        self.weather.load(Ordering::SeqCst) == weather as u8
    }

    fn random(&self) -> u64 {
        let step = 0x9E37_79B9_7F4A_7C15;
        let mut z = self.seed.fetch_add(step, Ordering::SeqCst);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn connect(self: &Arc<Self>, client: TcpStream) {
        if self.is(Weather::Down) {
            return;
        }
        let target = *self.target.lock().expect("unpoisoned");
        let Ok(server) = TcpStream::connect(target) else {
            return;
        };
        let mut open = self.open.lock().expect("unpoisoned");
        for stream in [&client, &server] {
            open.extend(stream.try_clone());
        }
        drop(open);
        let pairs = [
            (client.try_clone(), server.try_clone(), false),
            (Ok(server), Ok(client), true),
        ];
        // A storm lets a connection live for a while: somewhere in the handshake, the request or
        // the answer.
        let life = self.random() % 12_000;
        for (from, to, is_reply) in pairs {
            let (Ok(from), Ok(to)) = (from, to) else {
                return;
            };
            let shared = self.clone();
            thread::spawn(move || shared.pump(from, to, (is_reply, life)));
        }
    }

    fn pump(&self, mut from: TcpStream, mut to: TcpStream, (is_reply, life): (bool, u64)) {
        let mut passed = 0;
        let mut buffer = [0; 2048];
        while let Ok(read) = from.read(&mut buffer) {
            if read == 0 || self.is(Weather::Down) {
                break;
            }
            if self.is(Weather::BlackHole) {
                continue;
            }
            let lost = is_reply && self.is(Weather::ReplyLost);
            let struck = self.is(Weather::Storm) && passed + read as u64 > life;
            if lost || struck {
                self.cuts.fetch_add(1, Ordering::SeqCst);
                let part = (life.saturating_sub(passed) as usize).min(read);
                if struck {
                    let _ = to.write_all(&buffer[..part]);
                }
                break;
            }
            passed += read as u64;
            if to.write_all(&buffer[..read]).is_err() {
                break;
            }
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    }
}
