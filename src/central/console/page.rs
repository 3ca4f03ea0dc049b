//! What every page of the administrator has.

use super::super::portal::fault::Fault;
use super::super::portal::language;
use super::super::portal::page::{
    FieldError, fault_keys, guarded, render, status_with, style_address,
};
use super::session::Administrator;
use super::{Console, HOME};
use crate::i18n::{Locale, Text};
use askama::Template;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

/// What the frame around every page needs.
pub(super) struct Frame {
    pub(super) text: Text,
    /// Title of the page, its first heading too.
    pub(super) title: String,
    /// Address of the page, for the language links.
    pub(super) path: String,
    /// Who is signed in.
    pub(super) administrator: Option<Administrator>,
    /// What was wrong in the form that came.
    pub(super) errors: Vec<FieldError>,
    /// What was just done.
    pub(super) done: Option<String>,
}

impl Frame {
    /// The frame of the page at `path`.
    pub(super) fn new(text: Text, title: String, path: &str) -> Self {
        Self {
            text,
            title,
            path: path.to_owned(),
            administrator: None,
            errors: Vec::new(),
            done: None,
        }
    }

    /// The same, for somebody signed in.
    pub(super) fn of(self, administrator: Administrator) -> Self {
        Self {
            administrator: Some(administrator),
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

/// A page, with the status of one whose form was wrong if it was.
pub(super) fn answer(page: &impl Template, frame: &Frame) -> Response {
    render(page, status_with(&frame.errors))
}

/// The page of a [`Fault`].
#[derive(Template)]
#[template(path = "console/fault.html")]
struct FaultPage {
    frame: Frame,
    sentence: String,
}

/// See [`guarded`].
pub(super) async fn finish(
    State(console): State<Console>,
    request: Request,
    next: Next,
) -> Response {
    let text = console.text(language::of(request.headers()));
    guarded(request, next, |fault| fault_page(fault, text)).await
}

fn fault_page(fault: Fault, text: Text) -> Response {
    let (title, sentence) = fault_keys(fault);
    let sentence = text.get(sentence);
    let title = text.get(title);
    let frame = Frame::new(text, title, HOME);
    render(&FaultPage { frame, sentence }, fault.status())
}
