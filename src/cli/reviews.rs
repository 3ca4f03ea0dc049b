//! `acikkapi reviews …`: what waits for a person to decide, for administrators and scripts. Ids and
//! kinds alone: what is of a person stays sealed.

use super::arguments::ReviewsAction;
use super::{Context, Failure};
use crate::store::{Reader, Review, ReviewKind, StoreError};
use serde::Serialize;
use std::fmt::Write;
use uuid::Uuid;

/// Most rows that are listed.
const MOST: u32 = 10_000;

pub(super) fn act(context: &Context, action: ReviewsAction) -> Result<(), Failure> {
    let location = context.existing_location()?;
    let failed = |error: StoreError| Failure::problem(error.sentence(&context.text));
    let reader = Reader::open(&location).map_err(failed)?;
    match action {
        ReviewsAction::List => {
            let waiting = reader.read().reviews(MOST).map_err(failed)?;
            if waiting.is_empty() {
                return context.say(&(context.text.get("cli-reviews-nothing") + "\n"));
            }
            context.print(&waiting.iter().map(line).collect::<String>())
        }
        ReviewsAction::Show { operation } => {
            let unknown = || Failure::problem(context.text.get("cli-reviews-unknown"));
            let id: Uuid = operation.trim().parse().map_err(|_| unknown())?;
            let waiting = reader.read().reviews(MOST).map_err(failed)?;
            let review = waiting.into_iter().find(|one| one.item.operation == id);
            let kept = match review.ok_or_else(unknown)?.kind {
                ReviewKind::Contradiction(offered) => Some(*offered),
                _ => reader.read().operation(id).map_err(failed)?,
            };
            let kept = kept.ok_or_else(unknown)?;
            let shown = serde_json::to_string_pretty(&kept).unwrap_or_default();
            context.print(&(shown + "\n"))
        }
    }
}

/// Time, kind, operation, application: with tabs between them.
fn line(review: &Review) -> String {
    let application = review.application;
    let application = application.map_or_else(|| "-".to_owned(), |id| id.to_string());
    let mut line = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        line,
        "{}\t{}\t{}\t{application}",
        review.at.to_rfc3339(),
        kind(&review.kind),
        review.item.operation
    );
    line
}

fn kind(kind: &ReviewKind) -> String {
    match kind {
        ReviewKind::NumberClash => "number_clash".into(),
        ReviewKind::CaseStep => "case_step".into(),
        ReviewKind::Person(field) => format!("person.{}", name(field)),
        ReviewKind::Rejected(reason) => format!("rejected.{}", name(reason)),
        ReviewKind::Contradiction(_) => "contradiction".into(),
        ReviewKind::UnknownOffice(_) => "unknown_office".into(),
    }
}

/// The name a plain enum is written as.
fn name(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.trim_matches('"').to_owned()
}
