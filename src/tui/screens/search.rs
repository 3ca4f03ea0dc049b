//! Finds applications from everywhere: by number, name, telephone or identity number.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::case::{CaseScreen, SamePerson};
use super::following::Following;
use crate::catalog::Catalog;
use crate::desk::view::{ApplicationRow, FoundApplications};
use crate::desk::{Answer, Query};
use crate::domain::calendar::{istanbul_day, written_day};
use crate::domain::ids::ApplicationId;
use crate::domain::number::NumberError;
use crate::i18n::Text;
use crate::labels::days_left;
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::{LIST, WRITING};
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::table::{Column, Row, Table, Tone, Width};
use crate::tui::widgets::{fit, place};

/// Most characters typed.
const LIMIT: usize = 200;

/// Signs from which it is worth looking.
const FEWEST: usize = 2;

/// Days before the last one from which an application is pressing.
const PRESSING: i64 = 2;

/// Opens the selected application.
const OPEN: Action = Action::new("search.open");

/// Keys of the search.
pub static SEARCH: KeyTable = KeyTable::new(
    "search",
    "search-keys",
    &[Binding::new(OPEN, &[Chord::key(Code::Enter)], "search-open").weight(94)],
);

/// The search.
pub struct SearchScreen {
    catalog: Catalog,
    input: LineInput,
    asked: Following,
    found: FoundApplications,
    /// What is shown answers what is typed.
    known: bool,
    table: Option<Table<ApplicationId>>,
}

impl SearchScreen {
    /// A search for nothing yet.
    #[must_use]
    pub fn new(catalog: Catalog) -> Self {
        Self {
            catalog,
            input: LineInput::new(LIMIT),
            asked: Following::default(),
            found: FoundApplications::default(),
            known: false,
            table: None,
        }
    }

    fn look(&mut self, cx: &mut Context<'_>) {
        let typed = self.input.value();
        if typed.as_str().chars().count() < FEWEST {
            self.asked.want(None, cx);
            self.found = FoundApplications::default();
            self.known = false;
            self.list(cx);
        } else {
            let typed = typed.into_string();
            self.asked.want(Some(Query::Search { typed }), cx);
        }
    }

    fn list(&mut self, cx: &Context<'_>) {
        let today = istanbul_day(cx.now);
        let rows = self.found.rows.iter();
        let rows = rows.map(|row| listed(row, &self.catalog, today, cx.text));
        let rows = rows.collect();
        let table = self
            .table
            .get_or_insert_with(|| Table::new(columns(cx.text), ""));
        table.set_rows(rows);
    }

    fn open(&self, cx: &mut Context<'_>) {
        if let Some(id) = self.table.as_ref().and_then(Table::selected) {
            cx.push(CaseScreen::new(self.catalog.clone(), *id));
        }
    }

    /// What is said under the field: a fault in the number, or what came of the search.
    fn remark(&self, text: &Text) -> (String, Tone) {
        if self.input.value().as_str().chars().count() < FEWEST {
            return (text.get("search-hint"), Tone::Muted);
        }
        if let Some(fault) = self.found.mistyped {
            return (mistyped(fault, text), Tone::Warning);
        }
        if !self.known {
            return (text.get("search-looking"), Tone::Muted);
        }
        let count = self.found.rows.len();
        let said = match (count, self.found.more) {
            (0, _) => text.get("search-nothing"),
            (_, false) => text.with("search-found", &[("count", count.into())]),
            (_, true) => text.with("search-more", &[("count", count.into())]),
        };
        (said, Tone::Muted)
    }
}

fn columns(text: &Text) -> Vec<Column> {
    vec![
        Column::new(text.get("search-column-number"), Width::Cells(20)),
        Column::new(text.get("search-column-applicant"), Width::Share(2)),
        Column::new(text.get("search-column-topic"), Width::Share(3)),
        Column::new(text.get("search-column-registered"), Width::Cells(10)).from_width(100),
        Column::new(text.get("search-column-due"), Width::Cells(12)).right(),
    ]
}

fn listed(
    row: &ApplicationRow,
    catalog: &Catalog,
    today: NaiveDate,
    text: &Text,
) -> Row<ApplicationId> {
    let topics = catalog.topics();
    let topic = row.topic.as_ref();
    // The heading says less than the topic, and there is no room for both.
    let topic = topic.map(|code| match topics.get(&code.0) {
        Some(topic) => topic.name(text.locale()).to_owned(),
        None => code.to_string(),
    });
    let days = row.due.signed_duration_since(today).num_days();
    let tone = match days {
        ..0 => Tone::Danger,
        0..=PRESSING => Tone::Warning,
        _ => Tone::Text,
    };
    Row::new(row.id)
        .cell(row.number.to_string())
        .cell(row.applicant.to_string())
        .toned(topic.unwrap_or_default(), Tone::Muted)
        .cell(written_day(row.registered_at))
        .toned(days_left(days, text), tone)
}

/// What is wrong with what looks like an application number.
fn mistyped(fault: NumberError, text: &Text) -> String {
    match fault {
        NumberError::NotDigits => text.get("search-mistyped-not-digits"),
        NumberError::TooShort { found } => {
            text.with("search-mistyped-too-short", &[("found", found.into())])
        }
        NumberError::TooLong { found } => {
            text.with("search-mistyped-too-long", &[("found", found.into())])
        }
        NumberError::CheckDigits => text.get("search-mistyped-check-digits"),
        NumberError::NeverGiven => text.get("search-mistyped-never-given"),
    }
}

impl Screen for SearchScreen {
    fn title(&self, text: &Text) -> String {
        text.get("search-title")
    }

    fn keys(&self) -> Keys {
        let keys = Keys::new().and(&SEARCH).and(&WRITING).and(&LIST).typing();
        keys.without_if(self.found.rows.is_empty(), OPEN)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => self.list(cx),
            Message::Translated => {
                self.table = None;
                self.list(cx);
            }
            Message::Changed => self.asked.again(cx),
            Message::Action(OPEN) => self.open(cx),
            Message::Answered(request, result) => {
                if self.asked.answered(request, cx) != Some(true) {
                    return;
                }
                match result {
                    Ok(Answer::Search(found)) => self.found = found,
                    Ok(_) => {}
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
                self.known = true;
                self.list(cx);
            }
            Message::Returned(value) => {
                if let Ok(same) = value.take::<SamePerson>() {
                    cx.give_back(same);
                }
            }
            message => {
                let moved = self.table.as_mut().map(|table| table.update(&message));
                if moved.is_some_and(|reply| reply.taken()) {
                    return;
                }
                if self.input.update(&message).changed() {
                    self.known = false;
                    self.look(cx);
                }
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let row = |at| place::row(area, at);
        let label = cx.text.get("search-label");
        let lead = u16::try_from(fit::width(&label)).unwrap_or(0) + 3;
        frame.render_widget(Line::styled(format!(" {label}"), cx.theme.focus), row(0));
        let field = Rect {
            x: area.x + lead.min(area.width),
            width: area.width.saturating_sub(lead + 1),
            ..row(0)
        };
        self.input.draw(frame, field, true, cx);
        let (said, tone) = self.remark(cx.text);
        let sign = if tone == Tone::Warning {
            cx.theme.glyphs.warning
        } else {
            " "
        };
        let said = fit::cut(
            &said,
            usize::from(area.width.saturating_sub(4)),
            cx.theme.glyphs.ellipsis,
        );
        let said = format!(" {sign} {said}");
        frame.render_widget(Line::styled(said, tone.style(cx.theme)), row(1));
        if let (Some(table), false) = (&self.table, self.found.rows.is_empty()) {
            let rest = Rect {
                y: area.y + 3,
                height: area.height.saturating_sub(3),
                ..area
            };
            table.draw(frame, rest, true, cx);
        }
    }
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
