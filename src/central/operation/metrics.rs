//! What this instance does, counted for Prometheus.
//!
//! Labels come from fixed lists of the program (routes, methods, codes), never from what a client
//! sends: their number is bounded, and nothing personal can get into them.

use super::census::Count;
use crate::sync::problem::ProblemCode;
use crate::sync::wire::{FeedResponse, Outcome, PushResponse};
use axum::http::Method;
use deadpool_postgres::Status;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

/// Seconds, from an answer nobody notices to the longest one waited for.
const SECONDS: [f64; 12] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0,
];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: &'static str,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: String,
}

type Seconds = Gauge<f64, AtomicU64>;

/// The counters of this instance. Cheap to clone, shared by all requests.
#[derive(Clone)]
pub(in crate::central) struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Answered, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    batches: Counter,
    operations: Family<Kind, Counter>,
    refused: Family<Kind, Counter>,
    feed: Counter,
    pool: Family<Kind, Gauge>,
    database: Gauge,
    counts: Vec<(&'static str, Family<Kind, Gauge>)>,
    oldest: Vec<(&'static str, Family<Kind, Seconds>)>,
}

/// What [`census`](super::census) counts: its name there, the metric, what it tells.
const COUNTED: [(&str, &str, &str); 6] = [
    (
        "devices",
        "devices",
        "Enrolled devices by state; silent: not seen for a day",
    ),
    (
        "offices",
        "offices",
        "Offices; enrolled: with a device that may speak",
    ),
    (
        "messages",
        "messages_waiting",
        "Messages to applicants that wait to be sent, by channel",
    ),
    (
        "reviews",
        "reviews_open",
        "Items a person has to decide, by kind",
    ),
    (
        "rejected",
        "operations_rejected",
        "Stored operations that could not be applied, by reason",
    ),
    (
        "transfers",
        "transfers_pending",
        "Cases to be handed over to another office",
    ),
];

/// The same, of how long the oldest has been there.
const AGED: [(&str, &str, &str); 3] = [
    (
        "messages",
        "messages_oldest_seconds",
        "Age of the oldest waiting message, by channel",
    ),
    (
        "reviews",
        "reviews_oldest_seconds",
        "Age of the oldest open review item, by kind",
    ),
    (
        "transfers",
        "transfers_oldest_seconds",
        "Age of the oldest case to be handed over",
    ),
];

impl Metrics {
    /// All at nought.
    pub(in crate::central) fn new() -> Self {
        let mut registry = Registry::with_prefix("acikkapi");
        let seconds: Family<_, _, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(SECONDS));
        let mut metrics = Self {
            registry: Arc::default(),
            requests: Family::default(),
            seconds,
            batches: Counter::default(),
            operations: Family::default(),
            refused: Family::default(),
            feed: Counter::default(),
            pool: Family::default(),
            database: Gauge::default(),
            counts: COUNTED.map(|(of, ..)| (of, Family::default())).into(),
            oldest: AGED.map(|(of, ..)| (of, Family::default())).into(),
        };
        metrics.register(&mut registry);
        metrics.registry = Arc::new(registry);
        metrics
    }

    fn register(&self, registry: &mut Registry) {
        let says = "Requests answered, by route and status";
        registry.register("requests", says, self.requests.clone());
        let says = "Seconds from a request to its answer, by route";
        registry.register("request_duration_seconds", says, self.seconds.clone());
        let says = "Batches of operations stored";
        registry.register("batches", says, self.batches.clone());
        let says = "Operations received, by what became of them";
        registry.register("operations", says, self.operations.clone());
        let says = "Requests of devices refused, by problem";
        registry.register("refusals", says, self.refused.clone());
        let says = "Operations handed out by the feed";
        registry.register("feed_operations", says, self.feed.clone());
        let says = "Database connections; waiting: requests waiting for one";
        registry.register("pool_connections", says, self.pool.clone());
        let says = "Whether the database answered this scrape";
        registry.register("database_up", says, self.database.clone());
        for ((_, name, says), (_, family)) in COUNTED.iter().zip(&self.counts) {
            registry.register(*name, *says, family.clone());
        }
        for ((_, name, says), (_, family)) in AGED.iter().zip(&self.oldest) {
            registry.register(*name, *says, family.clone());
        }
    }

    /// A request was answered. `route` is the route as the router declares it; a request without one
    /// is counted under `-`.
    pub(in crate::central) fn answered(
        &self,
        (method, route): (&Method, &str),
        status: u16,
        took: Duration,
    ) {
        let method = method_name(method);
        let route = route.to_owned();
        let of = Route {
            method,
            route: route.clone(),
        };
        self.seconds.get_or_create(&of).observe(took.as_secs_f64());
        let answered = Answered {
            method,
            route,
            status,
        };
        self.requests.get_or_create(&answered).inc();
    }

    /// A batch was stored.
    pub(in crate::central) fn stored(&self, response: &PushResponse) {
        self.batches.inc();
        for receipt in &response.receipts {
            let kind = match receipt.outcome {
                Outcome::Applied => "applied",
                Outcome::Exists => "exists",
                Outcome::Conflict { .. } => "conflict",
                Outcome::Rejected { .. } => "rejected",
            };
            self.operations.get_or_create(&named(kind)).inc();
        }
    }

    /// A request of a device was refused.
    pub(in crate::central) fn refused(&self, code: ProblemCode) {
        self.refused
            .get_or_create(&named(&format!("{code:?}")))
            .inc();
    }

    /// A page of the feed was handed out.
    pub(in crate::central) fn handed_out(&self, page: &FeedResponse) {
        self.feed.inc_by(page.entries.len() as u64);
    }

    /// How the pool stands.
    pub(super) fn note_pool(&self, status: &Status) {
        let states = [
            ("open", status.size),
            ("idle", status.available),
            ("waiting", status.waiting),
            ("most", status.max_size),
        ];
        for (state, count) in states {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            self.pool.get_or_create(&named(state)).set(count);
        }
    }

    /// What is in the database; `None` when it does not answer.
    pub(super) fn note_census(&self, counts: Option<&Vec<Count>>) {
        self.database.set(counts.is_some().into());
        // A kind of which nothing is left is told no more.
        self.counts.iter().for_each(|(_, family)| family.clear());
        self.oldest.iter().for_each(|(_, family)| family.clear());
        for count in counts.into_iter().flatten() {
            let kind = named(&count.kind);
            if let Some((_, family)) = self.counts.iter().find(|(of, _)| *of == count.of) {
                family.get_or_create(&kind).set(count.count);
            }
            let aged = self.oldest.iter().find(|(of, _)| *of == count.of);
            if let Some(((_, family), seconds)) = aged.zip(count.oldest) {
                family.get_or_create(&kind).set(seconds);
            }
        }
    }

    /// Everything in the text format of OpenMetrics.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

fn named(kind: &str) -> Kind {
    Kind {
        kind: kind.to_owned(),
    }
}

/// A method of which there can be only so many.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_told() {
        let metrics = Metrics::new();
        let took = Duration::from_millis(30);
        metrics.answered((&Method::GET, "/v1/feed"), 200, took);
        metrics.answered((&Method::from_bytes(b"HACK").unwrap(), "-"), 404, took);
        metrics.refused(ProblemCode::Fork);
        let waiting = Count {
            of: "messages",
            kind: "sms".into(),
            count: 7,
            oldest: Some(61.5),
        };
        metrics.note_census(Some(&vec![waiting]));
        let text = metrics.text();
        for line in [
            "acikkapi_requests_total{method=\"GET\",route=\"/v1/feed\",status=\"200\"} 1",
            "acikkapi_requests_total{method=\"other\",route=\"-\",status=\"404\"} 1",
            "acikkapi_request_duration_seconds_bucket{le=\"0.05\",method=\"GET\",route=\"/v1/feed\"} 1",
            "acikkapi_refusals_total{kind=\"Fork\"} 1",
            "acikkapi_messages_waiting{kind=\"sms\"} 7",
            "acikkapi_messages_oldest_seconds{kind=\"sms\"} 61.5",
            "acikkapi_database_up 1",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        metrics.note_census(None);
        let text = metrics.text();
        assert!(!text.contains("messages_waiting{"), "{text}");
        assert!(text.contains("acikkapi_database_up 0"), "{text}");
    }
}
