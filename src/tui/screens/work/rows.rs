//! The rows of the lists, and what is said of the selected one.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::catalog::Catalog;
use crate::desk::view::{MessagePage, MessageRow, WorkPage, WorkRow};
use crate::domain::calendar::{date_and_time, istanbul_day, written_day, written_time};
use crate::domain::case::{Case, Stage};
use crate::domain::date::write_date;
use crate::domain::ids::{ApplicationId, MessageId};
use crate::domain::phone;
use crate::domain::unit::UnitCode;
use crate::i18n::Text;
use crate::labels::days_left;
use crate::tui::screens::case::words::{stage_key, state_key};
use crate::tui::widgets::table::{Column, Row, Tone, Width};

use super::lists::Place;

/// What a row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) application: ApplicationId,
    /// Of a list of messages.
    pub(super) message: Option<MessageId>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Page {
    Cases(WorkPage),
    Messages(MessagePage),
}

/// The words rows are made with.
pub(super) struct Words<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) units: &'a HashMap<UnitCode, String>,
    pub(super) text: &'a Text,
    pub(super) today: NaiveDate,
    /// The list is about calling back: it tells when.
    pub(super) call_backs: bool,
}

impl Page {
    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Cases(page) => page.rows.len(),
            Self::Messages(page) => page.rows.len(),
        }
    }

    /// Whether there are more after the last row.
    pub(super) fn more(&self) -> bool {
        match self {
            Self::Cases(page) => page.more,
            Self::Messages(page) => page.more,
        }
    }

    /// Where the next page begins.
    pub(super) fn end(&self) -> Option<Place> {
        match self {
            Self::Cases(page) => page.rows.last().map(|row| Place::AfterCase(row.place)),
            Self::Messages(page) => {
                let last = page.rows.last();
                last.map(|row| Place::AfterMessage(row.message.seq))
            }
        }
    }

    /// What the row at a position stands for.
    pub(super) fn key(&self, at: usize) -> Option<Key> {
        match self {
            Self::Cases(page) => page.rows.get(at).map(case_key),
            Self::Messages(page) => page.rows.get(at).map(message_key),
        }
    }

    /// The columns of its table.
    pub(super) fn columns(&self, text: &Text) -> Vec<Column> {
        let column = |key, width| Column::new(text.get(key), width);
        let mut columns = vec![
            column("work-column-number", Width::Cells(20)),
            column("work-column-applicant", Width::Share(3)),
        ];
        match self {
            Self::Cases(_) => columns.extend([
                column("work-column-topic", Width::Share(3)).from_width(86),
                column("work-column-place", Width::Share(2)).from_width(86),
                column("work-column-due", Width::Cells(13)).right(),
            ]),
            Self::Messages(_) => columns.extend([
                column("work-column-about", Width::Share(2)).from_width(86),
                column("work-column-state", Width::Share(2)).from_width(86),
                column("work-column-to", Width::Cells(14)).right(),
            ]),
        }
        columns
    }

    /// Its rows.
    pub(super) fn rows(&self, words: &Words<'_>) -> Vec<Row<Key>> {
        match self {
            Self::Cases(page) => page.rows.iter().map(|row| case_row(row, words)).collect(),
            Self::Messages(page) => {
                let rows = page.rows.iter();
                rows.map(|row| message_row(row, words.text)).collect()
            }
        }
    }

    /// Two lines about the row with this key.
    pub(super) fn detail(&self, key: Key, words: &Words<'_>) -> Option<[String; 2]> {
        match self {
            Self::Cases(page) => {
                let row = page.rows.iter().find(|row| case_key(row) == key)?;
                Some(case_detail(row, words))
            }
            Self::Messages(page) => {
                let row = page.rows.iter().find(|row| message_key(row) == key)?;
                Some(message_detail(row, words.text))
            }
        }
    }
}

fn case_key(row: &WorkRow) -> Key {
    Key {
        application: row.record.application,
        message: None,
    }
}

fn message_key(row: &MessageRow) -> Key {
    Key {
        application: row.message.application,
        message: Some(row.message.id),
    }
}

fn case_row(row: &WorkRow, words: &Words<'_>) -> Row<Key> {
    let (left, tone) = time_left(&row.case, words);
    let topics = words.catalog.topics();
    let topic = row.record.topic.as_ref().map(|code| {
        // The heading says less than the topic, and there is no room for both.
        topics.get(&code.0).map_or_else(
            || code.to_string(),
            |topic| topic.name(words.text.locale()).to_owned(),
        )
    });
    Row::new(case_key(row))
        .cell(row.record.number.to_string())
        .cell(row.applicant.full_name())
        .toned(topic.unwrap_or_default(), Tone::Muted)
        .toned(place(&row.case, words), Tone::Muted)
        .toned(left, tone)
}

/// How long is left, or when the applicant is to be called back.
fn time_left(case: &Case, words: &Words<'_>) -> (String, Tone) {
    if let (true, Some(at)) = (words.call_backs, case.call_back) {
        let today = istanbul_day(at) == words.today;
        let at = if today {
            written_time(at)
        } else {
            written_day(at)
        };
        return (at, Tone::Text);
    }
    if case.paused.is_some() {
        return (words.text.get("work-paused"), Tone::Muted);
    }
    let days = case
        .term
        .due()
        .signed_duration_since(words.today)
        .num_days();
    let tone = if days < 0 {
        Tone::Danger
    } else if case.term.warn <= words.today {
        Tone::Warning
    } else {
        Tone::Text
    };
    (days_left(days, words.text), tone)
}

/// Where a case is: at a unit, by its name, or with whom here.
fn place(case: &Case, words: &Words<'_>) -> String {
    let unit = |code: &UnitCode| {
        let known = words.units.get(code);
        known.cloned().unwrap_or_else(|| code.to_string())
    };
    match &case.stage {
        Stage::Triage => words.text.get("work-place-triage"),
        Stage::AtUnit { unit: code } => unit(code),
        Stage::UnderReview { .. } => words.text.get("work-place-review"),
        Stage::BeforeChief { .. } => words.text.get("work-place-chief"),
        Stage::Concluded { .. }
        | Stage::Withdrawn
        | Stage::Merged { .. }
        | Stage::Forwarded { .. } => words.text.get("work-place-closed"),
    }
}

fn case_detail(row: &WorkRow, words: &Words<'_>) -> [String; 2] {
    let topics = words.catalog.topics();
    let topic = row.record.topic.as_ref();
    let topic = topic.map(|code| topics.full_name(&code.0, words.text.locale()));
    let due = row.case.term.due();
    let values = [
        ("place", place(&row.case, words).into()),
        ("day", write_date(due).into()),
    ];
    [
        topic.unwrap_or_else(|| words.text.get("work-no-topic")),
        words.text.with("work-detail", &values),
    ]
}

fn message_row(row: &MessageRow, text: &Text) -> Row<Key> {
    let number = row.number.map(|number| number.to_string());
    let message = &row.message;
    Row::new(message_key(row))
        .cell(number.unwrap_or_default())
        .cell(row.to.to_string())
        .toned(text.get(stage_key(message.stage)), Tone::Muted)
        .toned(text.get(state_key(message.state)), Tone::Muted)
        .cell(phone::spelled(message.to.as_str()))
}

fn message_detail(row: &MessageRow, text: &Text) -> [String; 2] {
    let message = &row.message;
    let values = [
        ("about", text.get(stage_key(message.stage)).into()),
        ("state", text.get(state_key(message.state)).into()),
        ("time", date_and_time(message.changed_at).into()),
    ];
    let said = message.text.as_str().replace('\n', " ");
    [text.with("work-message-detail", &values), said]
}
