//! What all pages of central have in common: cookies, what an answer's headers say, whether a form
//! comes from a page of ours, and files that never change.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

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
pub(super) fn secure(response: &mut Response, policy: &'static str) {
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
pub(super) fn is_html(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Whether what changes something comes from a page of ours: by the browser's word, or from one that
/// does not say, by the origin it tells.
pub(super) fn is_from_here(method: &Method, headers: &HeaderMap) -> bool {
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
