//! The HTTPS client: one call per route, every failure sorted by what can be done about it.

use super::journal::Credentials;
use super::problem::{Problem, ProblemCode};
use super::wire::compare::{
    CompareReceipt, CompareReport, DayResponse, DigestResponse, LookupRequest, LookupResponse,
    ReturnRequest, ReturnResponse,
};
use super::wire::{
    EnrolRequest, EnrolResponse, FeedResponse, MAX_FEED_ENTRIES, NewsResponse, PushRequest,
    PushResponse, StateResponse,
};
use chrono::NaiveDate;
use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use rustls::ClientConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{Read, Write};
use std::time::Duration;
use uuid::Uuid;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// A whole request, body and answer; shorter than the engine's watchdog.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(90);
/// A whole file, on a slow line.
const FILE_TIMEOUT: Duration = Duration::from_secs(600);
/// An answer larger than this is not one of ours.
const LARGEST_ANSWER: u64 = 16 * 1024 * 1024;

/// Why a call gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// Central could not be reached, or the connection broke.
    #[error("central cannot be reached: {0}")]
    Network(String),
    /// Central's certificate is not from the authority this device trusts.
    #[error("the server's certificate is not trusted: {0}")]
    Untrusted(String),
    /// Central answered with a problem.
    #[error(transparent)]
    Problem(#[from] Problem),
    /// The answer makes no sense: something else answers at this address.
    #[error("the answer is not central's: {0}")]
    Senseless(String),
    /// The address or the stored certificate cannot be used.
    #[error("{0}")]
    Setting(String),
}

/// The calls of the sync loop. A central that does not know the later ones answers as such a server
/// does: there is no such address.
pub trait Central: Send {
    /// `GET /v1/state`.
    fn state(&self) -> Result<StateResponse, CallError>;
    /// `POST /v1/ops`.
    fn push(&self, request: &PushRequest) -> Result<PushResponse, CallError>;
    /// `GET /v1/feed`.
    fn feed(&self, after: u64) -> Result<FeedResponse, CallError>;
    /// `GET /v1/news`: waits until the feed has gone on past `after`, for half a minute at most; its
    /// last position. `None` where nobody can be waited for.
    fn news(&self, after: u64) -> Result<Option<u64>, CallError> {
        let _ = after;
        Ok(None)
    }
    /// `GET /v1/digest`; `known` is the root of what is held here.
    fn digest(&self, _upto: u64, _known: &str) -> Result<DigestResponse, CallError> {
        Err(not_served())
    }
    /// `GET /v1/digest/{day}`.
    fn day(
        &self,
        _day: NaiveDate,
        _upto: u64,
        _after: Option<Uuid>,
    ) -> Result<DayResponse, CallError> {
        Err(not_served())
    }
    /// `POST /v1/operations/lookup`.
    fn look_up(&self, _request: &LookupRequest) -> Result<LookupResponse, CallError> {
        Err(not_served())
    }
    /// `POST /v1/returned`.
    fn give_back(&self, _request: &ReturnRequest) -> Result<ReturnResponse, CallError> {
        Err(not_served())
    }
    /// `POST /v1/compared`.
    fn compared(&self, _report: &CompareReport) -> Result<CompareReceipt, CallError> {
        Err(not_served())
    }
}

fn not_served() -> CallError {
    Problem::new(ProblemCode::NotFound, "no such address").into()
}

/// Central over HTTPS, trusted through the pinned authority only.
pub struct HttpCentral {
    client: Client,
    server: String,
    bearer: String,
}

impl HttpCentral {
    /// A client for an enrolled device.
    pub fn new(credentials: &Credentials) -> Result<Self, CallError> {
        let tls = super::tls::pinned(&credentials.ca_certificate)
            .map_err(|error| CallError::Setting(error.to_string()))?;
        Ok(Self {
            client: client(tls)?,
            server: base_address(&credentials.server)?,
            bearer: format!(
                "{}.{}.{}",
                credentials.office,
                credentials.device.simple(),
                credentials.secret.as_str()
            ),
        })
    }

    fn get<T: DeserializeOwned>(&self, path_and_query: &str) -> Result<T, CallError> {
        let request = self.client.get(format!("{}{path_and_query}", self.server));
        send(request.bearer_auth(&self.bearer))
    }

    /// Asks whether a file is there.
    pub(super) fn head_file(&self, path: &str) -> Result<(), CallError> {
        let request = self.client.head(format!("{}{path}", self.server));
        answer(request.bearer_auth(&self.bearer)).map(drop)
    }

    pub(super) fn get_file(&self, path: &str) -> Result<Vec<u8>, CallError> {
        let request = self.client.get(format!("{}{path}", self.server));
        answer(request.bearer_auth(&self.bearer).timeout(FILE_TIMEOUT))
    }

    pub(super) fn put_file(&self, path: &str, bytes: Vec<u8>) -> Result<(), CallError> {
        let request = self.client.put(format!("{}{path}", self.server));
        let request = request.bearer_auth(&self.bearer).timeout(FILE_TIMEOUT);
        answer(request.body(bytes)).map(drop)
    }

    fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, CallError> {
        let request = self.client.post(format!("{}{path}", self.server));
        send(request.bearer_auth(&self.bearer).json(body))
    }

    fn post_compressed<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, CallError> {
        let body = compressed_json(body)?;
        let request = self
            .client
            .post(format!("{}{path}", self.server))
            .bearer_auth(&self.bearer)
            .header(CONTENT_TYPE, "application/json")
            .header(CONTENT_ENCODING, "gzip")
            .body(body);
        send(request)
    }
}

impl Central for HttpCentral {
    fn state(&self) -> Result<StateResponse, CallError> {
        self.get("/v1/state")
    }

    fn push(&self, request: &PushRequest) -> Result<PushResponse, CallError> {
        self.post_compressed("/v1/ops", request)
    }

    fn feed(&self, after: u64) -> Result<FeedResponse, CallError> {
        self.get(&format!("/v1/feed?after={after}&limit={MAX_FEED_ENTRIES}"))
    }

    fn news(&self, after: u64) -> Result<Option<u64>, CallError> {
        match self.get::<NewsResponse>(&format!("/v1/news?after={after}")) {
            Ok(news) => Ok(Some(news.feed_head)),
            // An older central.
            Err(CallError::Problem(problem)) if problem.code == ProblemCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn digest(&self, upto: u64, known: &str) -> Result<DigestResponse, CallError> {
        self.get(&format!("/v1/digest?upto={upto}&known={known}"))
    }

    fn day(
        &self,
        day: NaiveDate,
        upto: u64,
        after: Option<Uuid>,
    ) -> Result<DayResponse, CallError> {
        let after = after.map_or_else(String::new, |after| format!("&after={after}"));
        self.get(&format!("/v1/digest/{day}?upto={upto}{after}"))
    }

    fn look_up(&self, request: &LookupRequest) -> Result<LookupResponse, CallError> {
        self.post("/v1/operations/lookup", request)
    }

    fn give_back(&self, request: &ReturnRequest) -> Result<ReturnResponse, CallError> {
        self.post_compressed("/v1/returned", request)
    }

    fn compared(&self, report: &CompareReport) -> Result<CompareReceipt, CallError> {
        self.post("/v1/compared", report)
    }
}

/// `POST /v1/enrol` at `server` over the given TLS (see [`super::tls::first_contact`]).
pub fn enrol(
    server: &str,
    tls: ClientConfig,
    request: &EnrolRequest,
) -> Result<EnrolResponse, CallError> {
    let address = format!("{}/v1/enrol", base_address(server)?);
    send(client(tls)?.post(address).json(request))
}

/// The address without a trailing slash; only `https` is spoken.
pub fn base_address(server: &str) -> Result<String, CallError> {
    let url = reqwest::Url::parse(server.trim())
        .map_err(|error| CallError::Setting(format!("{server:?} is not an address: {error}")))?;
    if url.scheme() != "https" || url.host().is_none() {
        let text = format!("{server:?} is not an https:// address");
        return Err(CallError::Setting(text));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn client(tls: ClientConfig) -> Result<Client, CallError> {
    Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(true)
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(REQUEST_TIMEOUT)
        .pool_max_idle_per_host(1)
        .user_agent(concat!("acikkapi/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| CallError::Setting(chain(&error)))
}

fn compressed_json(request: &impl Serialize) -> Result<Vec<u8>, CallError> {
    let senseless = |error: &dyn std::error::Error| CallError::Senseless(error.to_string());
    let json = serde_json::to_vec(request).map_err(|error| senseless(&error))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder
        .write_all(&json)
        .map_err(|error| senseless(&error))?;
    encoder.finish().map_err(|error| senseless(&error))
}

fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, CallError> {
    let body = answer(request)?;
    serde_json::from_slice(&body).map_err(|error| CallError::Senseless(error.to_string()))
}

/// The body of a good answer.
fn answer(request: RequestBuilder) -> Result<Vec<u8>, CallError> {
    let response = request.send().map_err(network)?;
    let status = response.status();
    let retry_after = retry_after(&response);
    let body = read(response)?;
    if status.is_success() {
        return Ok(body);
    }
    let mut problem = match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => problem,
        // A proxy in between answers in its own way.
        Err(_) if status.as_u16() == 429 => Problem::new(ProblemCode::Busy, "too many requests"),
        Err(_) if status.is_server_error() => {
            Problem::new(ProblemCode::Unavailable, format!("status {status}"))
        }
        // The answer to HEAD has no body.
        Err(_) if status.as_u16() == 404 && body.is_empty() => {
            Problem::new(ProblemCode::NotFound, "not there")
        }
        Err(_) => return Err(CallError::Senseless(format!("status {status}"))),
    };
    problem.retry_after = retry_after.or(problem.retry_after);
    Err(problem.into())
}

fn retry_after(response: &Response) -> Option<u64> {
    let value = response.headers().get(RETRY_AFTER)?;
    value.to_str().ok()?.trim().parse().ok()
}

fn read(response: Response) -> Result<Vec<u8>, CallError> {
    let mut body = Vec::new();
    let read = response
        .take(LARGEST_ANSWER + 1)
        .read_to_end(&mut body)
        .map_err(|error| CallError::Network(error.to_string()))?;
    if read as u64 > LARGEST_ANSWER {
        return Err(CallError::Senseless("the answer is too large".into()));
    }
    Ok(body)
}

fn network(error: reqwest::Error) -> CallError {
    if is_certificate_error(&error) {
        CallError::Untrusted(chain(&error))
    } else {
        CallError::Network(chain(&error))
    }
}

fn is_certificate_error(error: &reqwest::Error) -> bool {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = source {
        if let Some(rustls::Error::InvalidCertificate(_)) = error.downcast_ref() {
            return true;
        }
        // An I/O error hides the TLS error it carries behind `get_ref`.
        source = match error
            .downcast_ref::<std::io::Error>()
            .and_then(|io| io.get_ref())
        {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}

/// The error and its causes, without the address (it is said elsewhere).
fn chain(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    if text.is_empty() {
        error.to_string()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_addresses_are_taken() {
        assert_eq!(
            base_address(" https://central.example:8443/ ").unwrap(),
            "https://central.example:8443"
        );
        for wrong in [
            "http://central.example",
            "central.example",
            "https://",
            "",
            "ftp://x",
        ] {
            assert!(base_address(wrong).is_err(), "{wrong}");
        }
    }
}
