//! What every page has, and what every answer's headers say.

use super::super::web;
use super::fault::Fault;
use super::session::Officer;
use super::{Portal, language};
use crate::i18n::{Locale, Text};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use std::sync::LazyLock;
use std::time::Duration;

const CSS: &str = include_str!("../../../assets/templates/portal/portal.css");
const ICON: &str = include_str!("../../../assets/templates/portal/icon.svg");
/// The style sheet's address tells its contents, so that a browser may keep it for ever.
static STYLE_VERSION: LazyLock<String> = LazyLock::new(|| web::version(CSS.as_bytes()));

/// A form with files may come over a slow line.
const MOST_TIME: Duration = Duration::from_secs(10 * 60);

/// No script, no frame, nothing from anywhere else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// What the frame around every page needs.
pub(super) struct Frame {
    pub(super) text: Text,
    /// Title of the page, its first heading too.
    pub(super) title: String,
    /// Address of the page, for the language links.
    pub(super) path: String,
    /// Who is signed in.
    pub(super) officer: Option<Officer>,
    /// What was wrong in the form that came.
    pub(super) errors: Vec<FieldError>,
    /// What was just done.
    pub(super) done: Option<String>,
}

/// What is wrong in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::central) struct FieldError {
    /// The field's id, empty when it is about the whole form.
    pub(in crate::central) field: &'static str,
    pub(in crate::central) sentence: String,
}

impl FieldError {
    /// About the whole form.
    pub(in crate::central) fn whole(sentence: String) -> Self {
        Self {
            field: "",
            sentence,
        }
    }
}

impl Frame {
    /// The frame of the page at `path` whose title is the sentence `title`.
    pub(super) fn new(text: Text, title: &str, path: &str) -> Self {
        let title = text.get(title);
        Self::titled(text, title, path)
    }

    /// The same for a title that is no fixed sentence.
    pub(super) fn titled(text: Text, title: String, path: &str) -> Self {
        Self {
            text,
            title,
            path: path.to_owned(),
            officer: None,
            errors: Vec::new(),
            done: None,
        }
    }

    /// The same, for somebody signed in.
    pub(super) fn of(self, officer: Officer) -> Self {
        Self {
            officer: Some(officer),
            ..self
        }
    }

    /// The same, with what was wrong.
    pub(super) fn with_errors(self, errors: Vec<FieldError>) -> Self {
        Self { errors, ..self }
    }

    pub(super) fn is_turkish(&self) -> bool {
        self.text.locale() == Locale::Tr
    }

    /// Address of the style sheet.
    pub(super) fn style(&self) -> String {
        style_address()
    }

    /// What is wrong in a field.
    pub(super) fn error(&self, field: &str) -> Option<&str> {
        let mut errors = self.errors.iter();
        let error = errors.find(|error| error.field == field)?;
        Some(&error.sentence)
    }
}

/// Address of the style sheet all pages of officials share.
pub(in crate::central) fn style_address() -> String {
    format!("{}?{}", super::STYLE, *STYLE_VERSION)
}

/// A page, with the status of one whose form was wrong if it was.
pub(super) fn answer(page: &impl Template, frame: &Frame) -> Response {
    render(page, status_with(&frame.errors))
}

/// The status of a page whose form had these errors.
pub(in crate::central) fn status_with(errors: &[FieldError]) -> StatusCode {
    if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// A page as an answer.
pub(in crate::central) fn render(page: &impl Template, status: StatusCode) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "template");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The page of a [`Fault`].
#[derive(Template)]
#[template(path = "portal/fault.html")]
struct FaultPage {
    frame: Frame,
    sentence: String,
}

/// What a fault is called and what it means for whoever reads it.
pub(in crate::central) fn fault_keys(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::SignedOut | Fault::Forbidden => {
            ("portal-forbidden-title", "portal-forbidden-sentence")
        }
        Fault::NotFound => ("portal-not-found-title", "portal-not-found-sentence"),
        Fault::Unreadable => ("portal-unreadable-title", "portal-unreadable-sentence"),
        Fault::Away => ("portal-away-title", "portal-away-sentence"),
    }
}

fn fault_page(fault: Fault, text: Text) -> Response {
    let (title, sentence) = fault_keys(fault);
    let sentence = text.get(sentence);
    let frame = Frame::new(text, title, super::HOME);
    render(&FaultPage { frame, sentence }, fault.status())
}

/// Refuses forms another site sends, makes pages of faults, and says in the headers what a browser
/// may do with the answer.
pub(super) async fn finish(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let text = portal.text(language::of(request.headers()));
    guarded(request, next, |fault| fault_page(fault, text)).await
}

/// The same for pages with a frame of their own: `page` shows a fault in it.
pub(in crate::central) async fn guarded(
    request: Request,
    next: Next,
    page: impl FnOnce(Fault) -> Response,
) -> Response {
    let mut response = if web::is_from_here(request.method(), request.headers()) {
        let answered = tokio::time::timeout(MOST_TIME, next.run(request)).await;
        answered.unwrap_or_else(|_| Fault::Away.into_response())
    } else {
        Fault::Forbidden.into_response()
    };
    let fault = response.extensions().get::<Fault>().copied();
    // What axum itself refuses (a form that cannot be read) has no page yet.
    let plain = response.status().is_client_error() && !web::is_html(&response);
    if let Some(fault) = fault.or(plain.then_some(Fault::Unreadable)) {
        response = page(fault);
    }
    web::secure(&mut response, POLICY);
    response
}

/// `GET /birim/portal.css`.
pub(super) async fn style() -> Response {
    web::asset("text/css; charset=utf-8", CSS.as_bytes())
}

/// `GET /birim/simge.svg`.
pub(super) async fn icon() -> Response {
    web::asset("image/svg+xml", ICON.as_bytes())
}
