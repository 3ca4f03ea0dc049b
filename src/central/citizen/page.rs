//! What every page has, and what every answer's headers say.

use super::super::web::{self, FieldError, PageFault};
use super::fault::Fault;
use super::session::Visitor;
use super::{Citizens, assets, language};
use crate::i18n::{Locale, Text};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Our own files, nothing written into the page, nothing from anywhere else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// What the frame around every page needs.
pub(super) struct Frame {
    pub(super) text: Text,
    /// Title of the page, its first heading too.
    pub(super) title: String,
    /// Address of the page, for the language links.
    pub(super) path: String,
    /// Name of whoever signed in.
    pub(super) who: Option<String>,
    /// Whether there is a session to end.
    pub(super) session: bool,
    /// What was wrong in the form that came.
    pub(super) errors: Vec<FieldError>,
}

/// A language to choose.
pub(super) struct Language {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) chosen: bool,
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
            who: None,
            session: false,
            errors: Vec::new(),
        }
    }

    /// The same, for whoever is asking.
    pub(super) fn of(mut self, visitor: Option<&Visitor>) -> Self {
        self.session = visitor.is_some();
        let identity = visitor.and_then(|visitor| visitor.identity.as_ref());
        self.who = identity.map(|who| format!("{} {}", who.given_name, who.family_name));
        self
    }

    /// The same, with what was wrong.
    pub(super) fn with_errors(self, errors: Vec<FieldError>) -> Self {
        Self { errors, ..self }
    }

    pub(super) fn languages(&self) -> Vec<Language> {
        let all = Locale::OF_CITIZENS.into_iter();
        all.map(|locale| Language {
            code: locale.code(),
            name: match locale {
                Locale::Tr => "Türkçe",
                Locale::En => "English",
                Locale::Ar => "العربية",
            },
            chosen: locale == self.text.locale(),
        })
        .collect()
    }

    /// Which way the page is read.
    pub(super) fn direction(&self) -> &'static str {
        match self.text.locale() {
            Locale::Tr | Locale::En => "ltr",
            Locale::Ar => "rtl",
        }
    }

    /// Language of what has no Arabic name.
    pub(super) fn names_in(&self) -> &'static str {
        match self.text.locale() {
            Locale::Tr => "tr",
            Locale::En | Locale::Ar => "en",
        }
    }

    pub(super) fn style(&self) -> &'static str {
        &assets::STYLE_ADDRESS
    }

    pub(super) fn script(&self) -> &'static str {
        &assets::SCRIPT_ADDRESS
    }

    /// What is wrong in a field.
    pub(super) fn error(&self, field: &str) -> Option<&str> {
        FieldError::of(&self.errors, field)
    }
}

/// A page, with the status of one whose form was wrong if it was.
pub(super) fn answer(page: &impl Template, frame: &Frame) -> Response {
    web::render(page, web::status_with(&frame.errors))
}

/// A page that is the same for everybody: a telephone may keep it for when the connection is lost.
pub(super) fn answer_open(page: &impl Template, frame: &Frame) -> Response {
    let response = answer(page, frame);
    if frame.session {
        return response;
    }
    ([(CACHE_CONTROL, "no-cache")], response).into_response()
}

/// A form that was not sent yet: something about it is unusual.
pub(super) fn answer_unsent(page: &impl Template) -> Response {
    web::render(page, StatusCode::UNPROCESSABLE_ENTITY)
}

/// A piece of a page.
pub(super) fn answer_part(page: &impl Template) -> Response {
    web::render(page, StatusCode::OK)
}

/// The page of a [`Fault`].
#[derive(Template)]
#[template(path = "citizen/fault.html")]
struct FaultPage {
    frame: Frame,
    sentence: String,
}

fn fault_page(fault: Fault, text: Text) -> Response {
    let (title, sentence) = match fault {
        Fault::Forbidden => ("citizen-forbidden-title", "citizen-forbidden-sentence"),
        Fault::NotFound => ("citizen-not-found-title", "citizen-not-found-sentence"),
        Fault::Unreadable => ("citizen-unreadable-title", "citizen-unreadable-sentence"),
        Fault::TooMuch { .. } => ("citizen-too-much-title", "citizen-too-much-sentence"),
        Fault::Away => ("citizen-away-title", "citizen-away-sentence"),
        Fault::SignIn => ("citizen-sign-in-title", "citizen-sign-in-refused"),
        Fault::NobodySignedIn => ("citizen-sign-in-title", "citizen-sign-in-nobody"),
        Fault::ProviderAway => ("citizen-sign-in-title", "citizen-sign-in-away"),
    };
    let minutes = match fault {
        Fault::TooMuch { minutes } => minutes,
        _ => 0,
    };
    let sentence = text.with(sentence, &[("minutes", minutes.into())]);
    let frame = Frame::new(text, title, super::HOME);
    web::render(&FaultPage { frame, sentence }, fault.status())
}

/// See [`web::guarded`].
pub(super) async fn finish(
    State(citizens): State<Citizens>,
    request: Request,
    next: Next,
) -> Response {
    let text = citizens.text(language::of(request.headers()));
    web::guarded((request, next), POLICY, |fault| fault_page(fault, text)).await
}
