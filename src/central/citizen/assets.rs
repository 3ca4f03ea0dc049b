//! What the pages are made of beside their words: style, script, icons, and what a telephone needs to
//! install them.

use super::super::web::{self, asset};
use super::{Citizens, language, page::Frame};
use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::LazyLock;

pub(super) const STYLE: &str = "/sayfa/sayfa.css";
pub(super) const SCRIPT: &str = "/sayfa.js";
pub(super) const MANIFEST: &str = "/manifest.webmanifest";
pub(super) const ICON: &str = "/sayfa/simge.svg";
pub(super) const ICON_192: &str = "/sayfa/simge-192.png";
pub(super) const ICON_512: &str = "/sayfa/simge-512.png";
pub(super) const ICON_MASKABLE: &str = "/sayfa/simge-dolu-512.png";

const CSS: &[u8] = include_bytes!("../../../assets/web/citizen.css");
const JS: &[u8] = include_bytes!("../../../assets/web/citizen.js");

/// The style sheet's address tells its contents.
pub(super) static STYLE_ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("{STYLE}?{}", web::version(CSS)));
/// The same for the script.
pub(super) static SCRIPT_ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("{SCRIPT}?{}", web::version(JS)));

/// Colours of the telephone's bars.
const THEME: &str = "#0b5a66";
const GROUND: &str = "#f2f4f6";

/// `GET /sayfa/sayfa.css`.
pub(super) async fn style() -> Response {
    asset("text/css; charset=utf-8", CSS)
}

/// `GET /sayfa.js`: the script of the pages, and the service worker, which has no version in its
/// address and is asked for anew each time.
pub(super) async fn script(uri: Uri) -> Response {
    const KIND: &str = "text/javascript; charset=utf-8";
    if uri.query().is_some() {
        return asset(KIND, JS);
    }
    ([(CONTENT_TYPE, KIND), (CACHE_CONTROL, "no-cache")], JS).into_response()
}

/// `GET /sayfa/simge.svg`.
pub(super) async fn icon() -> Response {
    let icon = include_bytes!("../../../assets/web/icon.svg");
    asset("image/svg+xml", icon)
}

/// `GET /sayfa/simge-192.png`.
pub(super) async fn icon_192() -> Response {
    let icon = include_bytes!("../../../assets/web/icon-192.png");
    asset("image/png", icon)
}

/// `GET /sayfa/simge-512.png`.
pub(super) async fn icon_512() -> Response {
    let icon = include_bytes!("../../../assets/web/icon-512.png");
    asset("image/png", icon)
}

/// `GET /sayfa/simge-dolu-512.png`.
pub(super) async fn icon_maskable() -> Response {
    let icon = include_bytes!("../../../assets/web/icon-maskable-512.png");
    asset("image/png", icon)
}

/// `GET /manifest.webmanifest`, in the language of the pages.
pub(super) async fn manifest(State(citizens): State<Citizens>, headers: HeaderMap) -> Response {
    let text = citizens.text(language::of(&headers));
    let frame = Frame::new(text, "citizen-start-title", super::HOME);
    let text = &frame.text;
    let png = |address: &str, size: u16, purpose: &str| {
        json!({
            "src": address, "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose,
        })
    };
    let short = |name: &str, address: &str| json!({ "name": text.get(name), "url": address });
    let manifest = json!({
        "id": super::HOME,
        "name": text.get("citizen-app-name"),
        "short_name": "Açık Kapı",
        "description": text.get("citizen-start-lead"),
        "lang": text.locale().code(),
        "dir": frame.direction(),
        "start_url": super::HOME,
        "scope": "/",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": GROUND,
        "icons": [
            png(ICON_192, 192, "any"), png(ICON_512, 512, "any"), png(ICON_MASKABLE, 512, "maskable"),
        ],
        "shortcuts": [
            short("citizen-apply", super::APPLY), short("citizen-follow", super::FOLLOW),
        ],
    });
    let kind = [
        (CONTENT_TYPE, "application/manifest+json"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (kind, Json(manifest).into_response().into_body()).into_response()
}
