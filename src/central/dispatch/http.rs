//! A provider's HTTP interface, as it is set up.

use std::fs;
use std::io;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use zeroize::Zeroizing;

use super::gateway::{Answer, End, Gateway, Letter, Sending};
use super::settings::{BodyKind, HttpMethod, HttpSettings};
use crate::domain::message::{FailReason, Letters, Sms};

/// An answer longer than this is not read to its end.
const MOST_ANSWER: usize = 64 * 1024;
/// No provider asks for a longer pause in earnest.
const LONGEST_AFTER: Duration = Duration::from_secs(3600);

pub(super) struct Http {
    client: Client,
    settings: HttpSettings,
    letters: Letters,
    secret: Zeroizing<String>,
}

impl Http {
    /// # Errors
    /// What cannot be used, in words.
    pub(super) fn new(settings: HttpSettings, letters: Letters) -> Result<Self, String> {
        let secret = read_secret(&settings.secret_file)?;
        check(&settings)?;
        // Another one that is already there does as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let timeout = Duration::from_secs(settings.answer_seconds as u64);
        let client = Client::builder()
            .timeout(timeout)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self {
            client,
            settings,
            letters,
            secret,
        })
    }

    /// The value a place stands for.
    fn value<'a>(&'a self, place: &str, letter: &'a Letter, key: &'a str) -> Option<&'a str> {
        Some(match place {
            "to" => &letter.to,
            "text" => &letter.text,
            "sender" => &self.settings.sender,
            "key" => key,
            "secret" => &self.secret,
            _ => return None,
        })
    }

    fn request(&self, letter: &Letter) -> Result<reqwest::Request, String> {
        let key = letter.message.to_string();
        let fill = |template: &str, write: fn(&str) -> String| {
            filled(template, |place| self.value(place, letter, &key).map(write))
        };
        let url = fill(&self.settings.url, percent_encoded);
        let method = match self.settings.method {
            HttpMethod::Post => Method::POST,
            HttpMethod::Put => Method::PUT,
            HttpMethod::Get => Method::GET,
        };
        let mut request = self.client.request(method.clone(), url);
        let (kind, write): (_, fn(&str) -> String) = match self.settings.body_kind {
            BodyKind::Json => ("application/json", json_escaped),
            BodyKind::Form => ("application/x-www-form-urlencoded", percent_encoded),
        };
        if method != Method::GET {
            let body = fill(&self.settings.body, write);
            request = request.header("content-type", kind).body(body);
        }
        let mut headers = HeaderMap::new();
        for header in &self.settings.headers {
            let (name, value) = header.split_once(':').ok_or("a header has no colon")?;
            let value = fill(value.trim(), str::to_owned);
            let mut value = HeaderValue::from_str(&value).map_err(|error| error.to_string())?;
            value.set_sensitive(true);
            headers.append(header_name(name.trim())?, value);
        }
        if !self.settings.key_header.is_empty() {
            let value = HeaderValue::from_str(&key).map_err(|error| error.to_string())?;
            headers.insert(header_name(&self.settings.key_header)?, value);
        }
        request
            .headers(headers)
            .build()
            .map_err(|error| error.without_url().to_string())
    }

    async fn hand_over(&self, letter: &Letter) -> Answer {
        let lost = End::Lost {
            again: self.may_repeat(),
        };
        let request = match self.request(letter) {
            Ok(request) => request,
            Err(error) => return Answer::none(End::AWAY, error),
        };
        let mut response = match self.client.execute(request).await {
            Ok(response) => response,
            Err(error) if error.is_connect() => return Answer::none(End::AWAY, "no connection"),
            Err(error) if error.is_timeout() => return Answer::none(lost, "no answer in time"),
            Err(_) => return Answer::none(lost, "the connection broke"),
        };
        let status = response.status();
        let detail = format!("HTTP {}", status.as_u16());
        if !status.is_success() {
            let after = retry_after(response.headers());
            return Answer::none(refusal(status, after, lost), detail);
        }
        if self.settings.id.is_empty() {
            return Answer::none(End::Taken, detail);
        }
        let mut body = Vec::new();
        while let Ok(Some(chunk)) = response.chunk().await {
            body.extend_from_slice(&chunk);
            if body.len() > MOST_ANSWER {
                break;
            }
        }
        match id_in(&body, &self.settings.id) {
            Some(id) => Answer {
                ids: vec![id],
                end: End::Taken,
                detail,
            },
            None => Answer::none(
                End::Lost { again: false },
                format!("{detail} without an id"),
            ),
        }
    }
}

impl Gateway for Http {
    fn name(&self) -> &'static str {
        "sms_http"
    }

    fn may_repeat(&self) -> bool {
        !self.settings.key_header.is_empty()
    }

    /// The provider splits by itself.
    fn parts(&self, _text: &str) -> usize {
        1
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async move {
            if self.letters != Letters::Plain {
                return self.hand_over(letter).await;
            }
            let plain = Letter {
                to: letter.to.clone(),
                text: Sms::new(&letter.text, self.letters).parts.concat().into(),
                ..*letter
            };
            self.hand_over(&plain).await
        })
    }
}

/// The file of a secret, without the line break at its end; no file, no secret.
pub(super) fn read_secret(path: &std::path::Path) -> Result<Zeroizing<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Zeroizing::new(
            text.trim_end_matches(['\r', '\n']).to_owned(),
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Zeroizing::default()),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// What can be known to be wrong before the first message.
fn check(settings: &HttpSettings) -> Result<(), String> {
    let nothing = filled(&settings.url, |_| Some(String::new()));
    let url = reqwest::Url::parse(&nothing).map_err(|error| format!("url: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("url: neither http nor https".to_owned());
    }
    for header in &settings.headers {
        let (name, _) = header.split_once(':').ok_or("headers: one has no colon")?;
        header_name(name.trim()).map_err(|error| format!("headers: {error}"))?;
    }
    if !settings.key_header.is_empty() {
        header_name(&settings.key_header).map_err(|error| format!("key_header: {error}"))?;
    }
    if !settings.id.is_empty() && !settings.id.starts_with('/') {
        return Err("id: a JSON pointer begins with a slash".to_owned());
    }
    let body = filled(&settings.body, |_| Some(String::new()));
    if settings.body_kind == BodyKind::Json && serde_json::from_str::<Value>(&body).is_err() {
        return Err("body: not JSON".to_owned());
    }
    Ok(())
}

fn header_name(name: &str) -> Result<HeaderName, String> {
    name.parse()
        .map_err(|_| format!("{name:?} cannot be the name of a header"))
}

/// The template with its places filled in; what is no place stays as it is.
fn filled(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    const PLACES: [&str; 5] = ["to", "text", "sender", "key", "secret"];
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = PLACES.into_iter().find_map(|place| {
            let rest = after.strip_prefix(place)?.strip_prefix('}')?;
            Some((value(place)?, rest))
        });
        match place {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

/// As it stands between the quotation marks of a JSON text.
fn json_escaped(value: &str) -> String {
    let quoted = Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// RFC 3986: everything but the unreserved characters.
fn percent_encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len() * 3);
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// What a status other than success means.
fn refusal(status: StatusCode, after: Option<Duration>, lost: End) -> End {
    match status {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => End::Later {
            after,
            whole_gateway: true,
        },
        // Whoever answers like this did not look at the message: our account or address is wrong,
        // and the messages wait for somebody who puts it right.
        StatusCode::UNAUTHORIZED
        | StatusCode::PAYMENT_REQUIRED
        | StatusCode::FORBIDDEN
        | StatusCode::NOT_FOUND
        | StatusCode::METHOD_NOT_ALLOWED => End::AWAY,
        StatusCode::PAYLOAD_TOO_LARGE => End::Failed(FailReason::Content),
        StatusCode::REQUEST_TIMEOUT => lost,
        status if status.is_client_error() => End::Failed(FailReason::Rejected),
        _ => lost,
    }
}

/// `Retry-After` in seconds; a date is not understood and leaves the pause to us.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_AFTER))
}

fn id_in(body: &[u8], pointer: &str) -> Option<String> {
    let json: Value = serde_json::from_slice(body).ok()?;
    match json.pointer(pointer)? {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_and_values_cannot_break_out() {
        let fill = |template: &str, write: fn(&str) -> String| {
            filled(template, |place| {
                let value = if place == "text" {
                    "a\"b\n{to}&"
                } else {
                    "+90"
                };
                Some(write(value))
            })
        };
        let json = fill(r#"{"to":"{to}","t":"{text}","x":{}}"#, json_escaped);
        assert_eq!(json, r#"{"to":"+90","t":"a\"b\n{to}&","x":{}}"#);
        let form = fill("to={to}&text={text}&{other}", percent_encoded);
        assert_eq!(form, "to=%2B90&text=a%22b%0A%7Bto%7D%26&{other}");
    }

    #[test]
    fn a_status_means_again_never_or_unknown() {
        let lost = End::Lost { again: true };
        let means = |status: u16| {
            let status = StatusCode::from_u16(status).unwrap();
            refusal(status, None, lost.clone())
        };
        for status in [401, 403, 404, 429, 503] {
            assert_eq!(means(status), End::AWAY, "{status}");
        }
        for status in [408, 500, 502, 504, 302] {
            assert_eq!(means(status), lost, "{status}");
        }
        assert_eq!(means(400), End::Failed(FailReason::Rejected));
        assert_eq!(means(413), End::Failed(FailReason::Content));
    }

    #[test]
    fn an_id_is_found_where_it_is_said_to_be() {
        let body = br#"{"data":[{"id":"x-1"},{"id":42},{"id":null}]}"#;
        assert_eq!(id_in(body, "/data/0/id").as_deref(), Some("x-1"));
        assert_eq!(id_in(body, "/data/1/id").as_deref(), Some("42"));
        assert_eq!(id_in(body, "/data/2/id"), None);
        assert_eq!(id_in(b"OK", "/id"), None);
    }
}
