//! What all pages of central have in common: cookies, what an answer's headers say, whether a form
//! comes from a page of ours, and files that never change.

use askama::Template;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::time::Duration;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A form with photographs may come over a slow line.
const MOST_TIME: Duration = Duration::from_secs(10 * 60);

/// What every page's headers say beside its policy.
const HEADERS: [(HeaderName, &str); 6] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Within the site the address is told: without it a browser sends forms with no origin.
    (REFERRER_POLICY, "same-origin"),
    (STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// What is wrong in a field, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldError {
    /// The field's id, empty when it is about the whole form.
    pub(super) field: &'static str,
    pub(super) sentence: String,
}

impl FieldError {
    /// About the whole form.
    pub(super) fn whole(sentence: String) -> Self {
        Self {
            field: "",
            sentence,
        }
    }

    /// What is wrong in a field.
    pub(super) fn of<'a>(errors: &'a [Self], field: &str) -> Option<&'a str> {
        let error = errors.iter().find(|error| error.field == field)?;
        Some(&error.sentence)
    }
}

/// The status of a page whose form had these errors.
pub(super) fn status_with(errors: &[FieldError]) -> StatusCode {
    if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// A page as an answer.
pub(super) fn render(page: &impl Template, status: StatusCode) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "template");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Why a page cannot be shown. A handler answers with it, and [`guarded`] makes a page of it.
pub(super) trait PageFault: Copy + Send + Sync + 'static {
    /// Another site sent the form.
    const FORBIDDEN: Self;
    /// The request cannot be read.
    const UNREADABLE: Self;
    /// Central does not answer.
    const AWAY: Self;

    fn status(self) -> StatusCode;

    /// On its way to [`guarded`].
    fn answer(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Refuses forms another site sends, makes a `page` of every fault, and says in the headers what a
/// browser may do with the answer.
pub(super) async fn guarded<F: PageFault>(
    (request, next): (Request, Next),
    policy: &'static str,
    page: impl FnOnce(F) -> Response,
) -> Response {
    let mut response = if is_from_here(request.method(), request.headers()) {
        let answered = tokio::time::timeout(MOST_TIME, next.run(request)).await;
        answered.unwrap_or_else(|_| F::AWAY.answer())
    } else {
        F::FORBIDDEN.answer()
    };
    let fault = response.extensions().get::<F>().copied();
    // What axum itself refuses (a form that cannot be read) has no page yet.
    let plain = response.status().is_client_error() && !is_html(&response);
    if let Some(fault) = fault.or(plain.then_some(F::UNREADABLE)) {
        response = page(fault);
    }
    secure(&mut response, policy);
    response
}

/// What sets the cookie of a session: no script reads it, and it is never sent without TLS.
pub(super) fn session_cookie(name: &str, value: &str, same_site: &str) -> String {
    format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite={same_site}")
}

/// The value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).into_iter();
    let pairs = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'));
    let mut values = pairs.filter_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='));
    values.next()
}

/// Says in the headers what a browser may do with an answer, by this content security policy. What
/// says nothing else of it is not kept by anybody.
fn secure(response: &mut Response, policy: &'static str) {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// Whether an answer is a page.
fn is_html(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Whether what changes something comes from a page of ours: by the browser's word, or from one that
/// does not say, by the origin it tells.
fn is_from_here(method: &Method, headers: &HeaderMap) -> bool {
    if method != Method::POST {
        return true;
    }
    if let Some(site) = headers.get(FETCH_SITE) {
        return site == "same-origin";
    }
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    origin.is_none_or(|origin| host.is_some_and(|host| origin == format!("https://{host}")))
}

/// A file whose address tells its contents, so that a browser may keep it for ever.
pub(super) fn asset(kind: &'static str, contents: &'static [u8]) -> Response {
    let keep = "public, max-age=31536000, immutable";
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, keep)], contents).into_response()
}

/// What the address of an [`asset`] tells of its contents.
pub(super) fn version(contents: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(contents)[..6])
}

/// A file's name in a header (RFC 8187 section 3.2.1).
pub(super) fn percent_encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    name.bytes()
        .map(|byte| match byte {
            byte if plain(byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
