//! The language of the pages: the one that was chosen, else Turkish, or Arabic for browsers that ask for
//! it.

use super::super::web::cookie;
use super::{HOME, fault::Fault};
use crate::i18n::Locale;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

const COOKIE_NAME: &str = "__Host-sayfa-dili";
const YEAR_SECONDS: u32 = 365 * 24 * 3600;

/// The language a request asks for.
pub(super) fn of(headers: &HeaderMap) -> Locale {
    let chosen = cookie(headers, COOKIE_NAME).and_then(named);
    chosen.unwrap_or_else(|| preferred(headers))
}

/// Arabic where the browser asks for it first of ours: nobody's telephone does so by accident. Many
/// were set up in English for people who read Turkish.
fn preferred(headers: &HeaderMap) -> Locale {
    let wish = headers.get(ACCEPT_LANGUAGE);
    let wish = wish.and_then(|wish| wish.to_str().ok()).unwrap_or_default();
    let mut codes = wish.split(',').map(|part| {
        let code = part.split([';', '-']).next().unwrap_or_default();
        code.trim().to_ascii_lowercase()
    });
    match codes.find_map(|code| named(&code)) {
        Some(Locale::Ar) => Locale::Ar,
        _ => Locale::default(),
    }
}

/// The language with a code.
pub(super) fn named(code: &str) -> Option<Locale> {
    let mut all = Locale::OF_CITIZENS.into_iter();
    all.find(|locale| locale.code() == code)
}

/// Where one was when choosing.
#[derive(Deserialize)]
pub(super) struct Back {
    #[serde(default)]
    sayfa: String,
}

/// `GET /dil/ar`.
pub(super) async fn choose(
    Path(code): Path<String>,
    Query(Back { sayfa }): Query<Back>,
) -> Result<Response, Fault> {
    let locale = named(&code).ok_or(Fault::NotFound)?;
    let cookie = format!(
        "{COOKIE_NAME}={locale}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={YEAR_SECONDS}"
    );
    let page = if is_ours(&sayfa) {
        sayfa.as_str()
    } else {
        HOME
    };
    Ok(([(SET_COOKIE, cookie)], Redirect::to(page)).into_response())
}

/// Whether an address is a page of this site.
fn is_ours(page: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-".contains(c);
    page.starts_with('/') && !page.starts_with("//") && page.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn wishing(wish: &'static str) -> Locale {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(wish));
        of(&headers)
    }

    #[test]
    fn whoever_chose_none_gets_turkish_or_arabic() {
        assert_eq!(of(&HeaderMap::new()), Locale::Tr);
        for (wish, language) in [
            ("en-GB,en;q=0.9,tr;q=0.8", Locale::Tr),
            ("en-US,en;q=0.9", Locale::Tr),
            ("ar-SY,ar;q=0.9,en;q=0.8", Locale::Ar),
            ("de-DE,de;q=0.9", Locale::Tr),
            ("de,ar;q=0.5", Locale::Ar),
            ("*", Locale::Tr),
        ] {
            assert_eq!(wishing(wish), language, "{wish}");
        }
    }

    #[test]
    fn only_pages_of_this_site_are_returned_to() {
        for ours in ["/", "/basvuru/32000", "/takip"] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in ["", "//x", "https://x", "/\\x", "/a?b=//c", "/a\r\nb"] {
            assert!(!is_ours(other), "{other:?}");
        }
    }
}
