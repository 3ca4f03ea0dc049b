//! A central as its operator runs it, and desks that speak to it.

use super::days::Days;
use super::parts::postgres::{Cluster, Database};
use super::parts::program::Home;
use super::parts::serving::Serving;
use acikkapi::sync::enrol::secret_hash;
use acikkapi::sync::wire::PushResponse;
use axum::body::Bytes;
use reqwest::{Client, RequestBuilder, StatusCode};
use std::fs;
use std::time::Duration;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// It waits for the disk, and has the memory a small server gives it.
const POSTGRES: &str = "-c max_connections=200 -c shared_buffers=512MB -c max_wal_size=8GB \
     -c checkpoint_timeout=15min";
const SECRET: &str = "a secret of a desk";

/// Central, running, with a database of its own.
pub struct Central {
    pub serving: Serving,
    pub database: Database,
    pub cluster: Cluster,
    pub runtime: Runtime,
    home: Home,
}

impl Central {
    pub fn start() -> Self {
        let cluster = Cluster::start(POSTGRES);
        let database = cluster.database();
        let home = Home::with_settings(&format!(
            "[central]\nlisten = \"127.0.0.1:0\"\ndatabase = {:?}\nnames = [\"localhost\"]\n",
            database.url
        ));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        Self {
            serving: Serving::start(&home),
            database,
            cluster,
            runtime,
            home,
        }
    }

    /// Makes offices and one device of each known, as enrolment does.
    pub fn enrol<'a>(&self, devices: impl Iterator<Item = (&'a str, Uuid)>) {
        let hash = secret_hash(SECRET);
        let mut sql = String::new();
        for (office, device) in devices {
            sql += &format!(
                "insert into offices (office_id) values ('{office}') on conflict do nothing;
                 insert into devices (office_id, device_id, device_number, secret_hash, version)
                 select '{office}', '{device}', 1 + count(*), decode('{hash}', 'hex'), '0.1.0'
                   from devices where office_id = '{office}';"
            );
        }
        self.database.execute(&sql);
    }

    /// Somebody with a connection of their own, who trusts central's authority.
    pub fn client(&self) -> Client {
        let ca = self
            .home
            .path(".local/share/acikkapi/central/central-ca.pem");
        let ca = fs::read_to_string(ca).expect("an authority");
        Client::builder()
            .tls_backend_preconfigured(acikkapi::sync::tls::pinned(&ca).expect("TLS"))
            .pool_max_idle_per_host(1)
            // What is packed stays packed: unpacking is the desk's work, not central's.
            .no_gzip()
            .timeout(Duration::from_secs(120))
            .build()
            .expect("a client")
    }

    /// A desk with a connection of its own.
    pub fn desk(&self, office: &str, device: Uuid) -> Desk {
        let client = self.client();
        Desk {
            client,
            url: self.serving.url.clone(),
            bearer: format!("{office}.{}.{SECRET}", device.simple()),
        }
    }

    /// Seconds of processor time the process has used.
    pub fn processor(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.serving.id()));
        let stat = stat.expect("it runs");
        // User and system time, in clock ticks of a hundredth of a second, after the name.
        let fields = stat.rsplit(')').next().expect("fields").split_whitespace();
        let ticks = fields
            .skip(11)
            .take(2)
            .map(|ticks| ticks.parse::<f64>().expect("ticks"));
        ticks.sum::<f64>() / 100.0
    }

    /// Kilobytes of memory the process has had at most.
    pub fn peak_memory(&self) -> f64 {
        let status = format!("/proc/{}/status", self.serving.id());
        let status = fs::read_to_string(status).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next());
        kilobytes.expect("a peak").parse().expect("a number")
    }
}

/// A desk's connection.
pub struct Desk {
    client: Client,
    url: String,
    bearer: String,
}

/// What central said to a batch.
pub enum Said {
    Stored(PushResponse),
    /// Come back after so long.
    Later(Duration),
}

impl Desk {
    /// Sends a batch.
    pub async fn push(&self, packed: Bytes) -> Said {
        let request = self
            .client
            .post(format!("{}/v1/ops", self.url))
            .body(packed);
        let request = request.header("content-encoding", "gzip");
        let answer = self.signed(request).send().await.expect("an answer");
        match answer.status() {
            StatusCode::OK => {
                let body = answer.bytes().await.expect("a body");
                Said::Stored(serde_json::from_slice(&body).expect("receipts"))
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                let after = answer.headers()["retry-after"].to_str().expect("text");
                Said::Later(Duration::from_secs(after.parse().expect("seconds")))
            }
            other => panic!("{other}: {}", answer.text().await.unwrap_or_default()),
        }
    }

    /// Sends a batch again until it is stored.
    pub async fn push_patiently(&self, packed: &Bytes) -> PushResponse {
        let mut nth = 0;
        loop {
            match self.push(packed.clone()).await {
                Said::Stored(response) => return response,
                Said::Later(after) => {
                    nth += 1;
                    tokio::time::sleep(after + jitter(nth)).await;
                }
            }
        }
    }

    /// A page of the feed, as it travels.
    pub async fn feed(&self, after: u64) -> Bytes {
        let request = self
            .client
            .get(format!("{}/v1/feed?after={after}&limit=500", self.url));
        let request = request.header("accept-encoding", "gzip");
        let answer = self.signed(request).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
        answer.bytes().await.expect("a page")
    }

    fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(&self.bearer)
    }
}

/// Up to a bound that doubles, like the desk's engine.
fn jitter(nth: u32) -> Duration {
    use rand::RngExt;
    let bound = 1u64 << nth.min(8);
    Duration::from_millis(rand::rng().random_range(0..=bound * 1000))
}

/// Days of so many offices, made on both processors.
pub fn many(offices: &[String], batches: usize, keep: bool) -> Vec<Days> {
    let make = |office: &String| {
        let days = Days::of(office, batches);
        if keep { days } else { days.packed_only() }
    };
    let halves = offices.split_at(offices.len() / 2);
    let (mut one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| halves.0.iter().map(make).collect::<Vec<_>>());
        let other: Vec<Days> = halves.1.iter().map(make).collect();
        (one.join().expect("made"), other)
    });
    one.extend(other);
    one
}

/// Codes of so many offices: 81 provinces, and districts in each.
pub fn offices(count: usize) -> Vec<String> {
    let codes = (0..count).map(|nth| format!("{:02}{:03}", nth % 81 + 1, nth / 81));
    codes.collect()
}
