//! What every page for officials has: the units' pages and the administrators' have one frame, one way
//! in and one style, and differ in their [`Site`].

use super::super::web::{self, FieldError, PageFault};
use super::fault::Fault;
use super::{Portal, SITE, language};
use crate::i18n::{Locale, Text};
use askama::Template;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::LazyLock;
use uuid::Uuid;

const CSS: &str = include_str!("../../../assets/templates/portal/portal.css");
const ICON: &str = include_str!("../../../assets/templates/portal/icon.svg");
/// The style sheet's address tells its contents, so that a browser may keep it for ever.
static STYLE_VERSION: LazyLock<String> = LazyLock::new(|| web::version(CSS.as_bytes()));

/// No script, no frame, nothing from anywhere else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Pages for one kind of officials: where they are, and keys of what they say otherwise than others.
pub(in crate::central) struct Site {
    /// Where they begin.
    pub(in crate::central) home: &'static str,
    pub(in crate::central) sign_in: &'static str,
    pub(in crate::central) sign_out: &'static str,
    /// Where a password is chosen with a one-time code.
    pub(in crate::central) first_password: &'static str,
    /// Name of the pages.
    pub(in crate::central) name: &'static str,
    pub(in crate::central) to_home: &'static str,
    pub(in crate::central) sign_in_title: &'static str,
    pub(in crate::central) sign_in_lead: &'static str,
    pub(in crate::central) forgotten: &'static str,
    pub(in crate::central) first_lead: &'static str,
    pub(in crate::central) code_wrong: &'static str,
}

/// Who is signed in.
pub(in crate::central) struct Who {
    pub(in crate::central) id: Uuid,
    pub(in crate::central) name: String,
    /// Where they belong; may be empty.
    pub(in crate::central) unit: String,
    /// What every form of the session carries.
    pub(in crate::central) csrf: String,
}

/// What the frame around every page needs.
pub(in crate::central) struct Frame {
    pub(in crate::central) site: &'static Site,
    pub(in crate::central) text: Text,
    /// Title of the page, its first heading too.
    pub(in crate::central) title: String,
    /// Address of the page, for the language links.
    pub(in crate::central) path: String,
    pub(in crate::central) who: Option<Who>,
    /// What was wrong in the form that came.
    pub(in crate::central) errors: Vec<FieldError>,
    /// What was just done.
    pub(in crate::central) done: Option<String>,
}

impl Site {
    /// The frame of the page at `path` whose title is the sentence `title`.
    pub(in crate::central) fn frame(&'static self, text: Text, title: &str, path: &str) -> Frame {
        let title = text.get(title);
        self.titled(text, title, path)
    }

    /// The same for a title that is no fixed sentence.
    pub(in crate::central) fn titled(
        &'static self,
        text: Text,
        title: String,
        path: &str,
    ) -> Frame {
        Frame {
            site: self,
            text,
            title,
            path: path.to_owned(),
            who: None,
            errors: Vec::new(),
            done: None,
        }
    }

    /// See [`web::guarded`]. Who is not signed in is sent to where that is done.
    pub(in crate::central) async fn guarded(
        &'static self,
        carried: (Request, Next),
        text: Text,
    ) -> Response {
        let page = |fault| match fault {
            Fault::SignedOut => Redirect::to(self.sign_in).into_response(),
            fault => fault_page(self, fault, text),
        };
        web::guarded(carried, POLICY, page).await
    }
}

impl Frame {
    /// The same, for somebody signed in.
    pub(in crate::central) fn of(self, who: impl Into<Who>) -> Self {
        Self {
            who: Some(who.into()),
            ..self
        }
    }

    /// The same, with what was wrong.
    pub(in crate::central) fn with_errors(self, errors: Vec<FieldError>) -> Self {
        Self { errors, ..self }
    }

    pub(in crate::central) fn is_turkish(&self) -> bool {
        self.text.locale() == Locale::Tr
    }

    /// Address of the style sheet.
    pub(in crate::central) fn style(&self) -> String {
        format!("{}?{}", super::STYLE, *STYLE_VERSION)
    }

    /// What every form of the session carries.
    pub(in crate::central) fn csrf(&self) -> &str {
        self.who.as_ref().map_or("", |who| &who.csrf)
    }

    /// What is wrong in a field.
    pub(in crate::central) fn error(&self, field: &str) -> Option<&str> {
        FieldError::of(&self.errors, field)
    }
}

/// A page, with the status of one whose form was wrong if it was.
pub(in crate::central) fn answer(page: &impl Template, frame: &Frame) -> Response {
    web::render(page, web::status_with(&frame.errors))
}

/// The page of a [`Fault`].
#[derive(Template)]
#[template(path = "portal/fault.html")]
struct FaultPage {
    frame: Frame,
    sentence: String,
}

fn fault_page(site: &'static Site, fault: Fault, text: Text) -> Response {
    let (title, sentence) = match fault {
        Fault::SignedOut | Fault::Forbidden => {
            ("portal-forbidden-title", "portal-forbidden-sentence")
        }
        Fault::NotFound => ("portal-not-found-title", "portal-not-found-sentence"),
        Fault::Unreadable => ("portal-unreadable-title", "portal-unreadable-sentence"),
        Fault::Away => ("portal-away-title", "portal-away-sentence"),
    };
    let sentence = text.get(sentence);
    let frame = site.frame(text, title, site.home);
    web::render(&FaultPage { frame, sentence }, fault.status())
}

/// See [`Site::guarded`].
pub(super) async fn finish(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let text = portal.text(language::of(request.headers()));
    SITE.guarded((request, next), text).await
}

/// `GET /birim/portal.css`.
pub(super) async fn style() -> Response {
    web::asset("text/css; charset=utf-8", CSS.as_bytes())
}

/// `GET /birim/simge.svg`.
pub(super) async fn icon() -> Response {
    web::asset("image/svg+xml", ICON.as_bytes())
}
