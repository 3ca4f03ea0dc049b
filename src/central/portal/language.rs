//! The language of the pages: Turkish, or English when it was chosen.

use super::super::web::cookie;
use super::{HOME, fault::Fault};
use crate::i18n::Locale;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

const COOKIE_NAME: &str = "__Host-dil";
const YEAR_SECONDS: u32 = 365 * 24 * 3600;

/// The language a request asks for. What the browser prefers is not asked: many offices' browsers
/// were set up in English for people who read Turkish.
pub(in crate::central) fn of(headers: &HeaderMap) -> Locale {
    let chosen = cookie(headers, COOKIE_NAME).and_then(|code| code.parse().ok());
    chosen.unwrap_or_default()
}

/// Where one was when choosing.
#[derive(Deserialize)]
pub(in crate::central) struct Back {
    #[serde(default)]
    pub(in crate::central) page: String,
}

/// `GET /birim/dil/en`.
pub(super) async fn choose(
    Path(code): Path<String>,
    Query(Back { page }): Query<Back>,
) -> Result<Response, Fault> {
    chosen(&code, &page, HOME)
}

/// Notes the language in a cookie, and goes back to `page` if it is one below `home`.
pub(in crate::central) fn chosen(code: &str, page: &str, home: &str) -> Result<Response, Fault> {
    let locale: Locale = code.parse().map_err(|_| Fault::NotFound)?;
    let cookie = format!(
        "{COOKIE_NAME}={locale}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={YEAR_SECONDS}"
    );
    let page = if is_ours(page, home) { page } else { home };
    Ok(([(SET_COOKIE, cookie)], Redirect::to(page)).into_response())
}

/// Whether an address is a page of the portal, and not one of somebody else's that looks like it.
fn is_ours(page: &str, home: &str) -> bool {
    let below = page.strip_prefix(home);
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-".contains(c);
    below.is_some_and(|rest| (rest.is_empty() || rest.starts_with('/')) && rest.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_portal_are_returned_to() {
        assert!(is_ours("/birim", HOME) && is_ours("/birim/ilk-parola", HOME));
        for other in [
            "",
            "/",
            "//birim",
            "https://birim",
            "/birimx",
            "/birim/\\x",
            "/birim?x=//y",
            "/birim\r\nx",
        ] {
            assert!(!is_ours(other, HOME), "{other:?}");
        }
    }
}
