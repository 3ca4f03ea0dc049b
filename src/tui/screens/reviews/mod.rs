//! What waits for a person to decide: the list, and the page of each question.
//!
//! Everybody sees what waits; the supervisor and the chief decide. [`page`] shows both sides, by the
//! sheet on which steps of cases are typed, so that a reason survives whatever happens.

mod keys;
mod page;
mod words;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use uuid::Uuid;

use super::case::begun::Begun;
use super::case::sheet::{Decided, Sheet};
use super::case::{self, CaseScreen};
use super::machine::Duty;
use super::refresh::Refresh;
use crate::desk::command::{CaseDraft, Choice, Command, Typed};
use crate::desk::view::{ReviewRow, ReviewView, ReviewsView, Sides};
use crate::desk::{Answer, DeskError, Query, RequestId};
use crate::domain::decision::ReviewItem;
use crate::domain::ids::DraftId;
use crate::domain::staff::Role;
use crate::i18n::Text;
use crate::tui::keymap::Keys;
use crate::tui::keys::LIST;
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::table::{Column, Row, Table, Tone, Width};
use crate::tui::widgets::{fit, place};

pub use keys::{NOTED, NUMBERS, PERSON, READ, REJECTED, REVIEWS, STEP};

/// Lines about the selected row.
const DETAIL: u16 = 4;

/// The list.
pub struct ReviewsScreen {
    duty: Duty,
    asked: Refresh,
    /// What waits; `None` until the desk has answered.
    view: Option<ReviewsView>,
    table: Option<Table<ReviewItem>>,
    opening: Option<RequestId>,
    /// The question that is open.
    open: Option<Box<ReviewView>>,
}

impl ReviewsScreen {
    /// What waits, for whoever works here.
    #[must_use]
    pub fn new(duty: Duty) -> Self {
        Self {
            duty,
            asked: Refresh::new(Query::Reviews),
            view: None,
            table: None,
            opening: None,
            open: None,
        }
    }

    fn decides(&self) -> bool {
        matches!(self.duty.role, Role::Supervisor | Role::Chief)
    }

    fn list(&mut self, cx: &Context<'_>) {
        let Some(view) = &self.view else {
            return;
        };
        let rows = view
            .rows
            .iter()
            .map(|row| listed(row, words::age(cx.now - row.at, cx.text), cx.text));
        let rows = rows.collect();
        let text = cx.text;
        let table = self
            .table
            .get_or_insert_with(|| Table::new(columns(text), text.get("reviews-nothing")));
        table.set_rows(rows);
    }

    fn selected(&self) -> Option<&ReviewRow> {
        let item = self.table.as_ref()?.selected()?;
        let view = self.view.as_ref()?;
        view.rows.iter().find(|row| row.item == *item)
    }

    fn open(&mut self, cx: &mut Context<'_>) {
        if let (Some(row), None) = (self.selected(), self.opening) {
            self.opening = Some(cx.query(Query::Review(row.item)));
        }
    }

    fn opened(&mut self, result: Result<Answer, DeskError>, cx: &mut Context<'_>) {
        self.opening = None;
        match result {
            Ok(Answer::Review(Some(view))) => {
                let with = (&self.duty.machine.catalog, cx.text);
                let plan = page::plan(&view, self.decides(), with);
                cx.push(Sheet::new(Begun::deciding(&view), plan, cx.text));
                self.open = Some(view);
            }
            Ok(Answer::Review(None)) => cx.inform(cx.text.get("reviews-gone")),
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }

    /// A step that is taken up again goes on where it is taken: on the page of the case, with its
    /// text.
    fn decided(&mut self, decided: Decided, cx: &mut Context<'_>) {
        let open = self.open.take().map(|view| view.sides);
        let (Choice::TakeUp, Some(Sides::Step { refused, .. })) = (decided.choice, open) else {
            return;
        };
        let moved = refused.moved;
        if let (Some(sheet), false) = (
            case::keys::sheet_of(&moved.step),
            moved.private.text.is_blank(),
        ) {
            let said = [
                ("text", moved.private.text.to_string()),
                ("ground", moved.private.legal_ground.to_string()),
            ];
            let typed = said.map(|(name, said)| (name.to_owned(), said)).into_iter();
            cx.command(Command::SaveCaseDraft(Box::new(CaseDraft {
                id: DraftId(Uuid::now_v7()),
                application: moved.application,
                sheet: sheet.to_owned(),
                typed: Typed(typed.filter(|(_, said)| !said.is_empty()).collect()),
            })));
        }
        let catalog = self.duty.machine.catalog.clone();
        cx.push(CaseScreen::new(catalog, moved.application));
    }

    fn answered(
        &mut self,
        request: RequestId,
        result: Result<Answer, DeskError>,
        cx: &mut Context<'_>,
    ) {
        if self.opening == Some(request) {
            self.opened(result, cx);
            return;
        }
        if !self.asked.answered(request, cx) {
            return;
        }
        match result {
            Ok(Answer::Reviews(view)) => {
                self.view = Some(view);
                self.list(cx);
            }
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }

    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let Some(row) = self.selected() else {
            return;
        };
        let said = words::about(&row.kind, cx.text);
        let lines = fit::wrap(&said, usize::from(area.width));
        for (row, line) in area.rows().zip(lines) {
            frame.render_widget(Line::styled(line, cx.theme.muted), row);
        }
    }
}

fn columns(text: &Text) -> Vec<Column> {
    vec![
        Column::new(text.get("reviews-column-since"), Width::Cells(11)),
        Column::new(text.get("reviews-column-kind"), Width::Share(3)),
        Column::new(text.get("work-column-number"), Width::Cells(20)),
        Column::new(text.get("reviews-column-whom"), Width::Share(2)),
        Column::new(text.get("reviews-column-by"), Width::Share(2)).from_width(100),
    ]
}

fn listed(row: &ReviewRow, age: String, text: &Text) -> Row<ReviewItem> {
    let number = row.application.map(|(_, number)| number.to_string());
    Row::new(row.item)
        .toned(age, Tone::Muted)
        .cell(words::kind(&row.kind, text))
        .cell(number.unwrap_or_default())
        .cell(words::whom(row))
        .toned(words::by(row.by.as_ref(), text), Tone::Muted)
}

impl Screen for ReviewsScreen {
    fn title(&self, text: &Text) -> String {
        text.get("reviews-title")
    }

    fn keys(&self) -> Keys {
        Keys::new()
            .and(&REVIEWS)
            .and(&LIST)
            .without_if(self.selected().is_none(), keys::OPEN)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown | Message::Changed => self.asked.ask(cx),
            Message::Translated => {
                self.table = None;
                self.list(cx);
            }
            Message::Answered(request, result) => self.answered(request, result, cx),
            Message::Returned(value) => {
                if let Ok(decided) = value.take::<Decided>() {
                    self.decided(decided, cx);
                }
            }
            Message::Action(keys::OPEN) => self.open(cx),
            message => {
                if let Some(table) = &mut self.table {
                    table.update(&message);
                }
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let heading = if self.decides() {
            "reviews-heading"
        } else {
            "reviews-heading-read"
        };
        let heading = Line::styled(cx.text.get(heading), cx.theme.muted);
        frame.render_widget(heading, place::row(inside, 0));
        let Some(table) = &self.table else {
            let loading = Line::styled(cx.text.get("work-loading"), cx.theme.muted);
            frame.render_widget(loading, place::row(inside, 2));
            return;
        };
        let height = inside.height.saturating_sub(2 + DETAIL + 1);
        table.draw(frame, place::rows(inside, 2, height), true, cx);
        let below = place::below(inside, inside.height.saturating_sub(DETAIL));
        self.draw_detail(frame, below, cx);
    }
}

#[cfg(test)]
mod tests;
