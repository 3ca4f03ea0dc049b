//! Picks the application a case repeats.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::super::following::Following;
use super::begun::Begun;
use super::sheet::Sheet;
use super::steps;
use crate::catalog::Catalog;
use crate::desk::view::ApplicationRow;
use crate::desk::{Answer, DeskError, Query};
use crate::domain::calendar::written_day;
use crate::domain::ids::ApplicationId;
use crate::i18n::Text;
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::{LIST, WRITING};
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::table::{Column, Row, Table, Width};
use crate::tui::widgets::{Reply, place};

/// Takes the application under the marker.
const TAKE: Action = Action::new("case-merge.take");

/// Keys of the page.
pub static MERGE: KeyTable = KeyTable::new(
    "case-merge",
    "case-keys-merge",
    &[Binding::new(TAKE, &[Chord::key(Code::Enter)], "case-merge-take").weight(94)],
);

/// Characters of the field.
const LIMIT: usize = 100;

/// The page.
pub(super) struct MergeScreen {
    begun: Begun,
    catalog: Catalog,
    input: LineInput,
    asked: Following,
    rows: Vec<ApplicationRow>,
    table: Table<ApplicationId>,
    /// What the field had when it was opened: the applicant's name.
    applicant: String,
}

impl MergeScreen {
    /// For the application of what was begun; the other ones of the applicant are looked for first.
    pub(super) fn new(catalog: Catalog, (begun, applicant): (Begun, String), text: &Text) -> Self {
        Self {
            begun,
            catalog,
            input: LineInput::new(LIMIT).with_text(&applicant),
            asked: Following::default(),
            rows: Vec::new(),
            table: table(text),
            applicant,
        }
    }

    fn look(&mut self, cx: &mut Context<'_>) {
        let typed = self.input.value().into_string();
        let query = (typed.chars().count() >= 2).then_some(Query::Search { typed });
        self.asked.want(query, cx);
    }

    fn show(&mut self, result: Result<Answer, DeskError>, cx: &mut Context<'_>) {
        match result {
            Ok(Answer::Search(found)) => {
                self.rows = found.rows;
                self.rows.retain(|row| row.id != self.begun.application);
                self.list(cx.text);
            }
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }

    fn list(&mut self, text: &Text) {
        let rows = self.rows.iter().map(|row| {
            Row::new(row.id)
                .cell(row.number.to_string())
                .cell(row.applicant.as_str())
                .cell(self.topic(row, text))
                .cell(written_day(row.registered_at))
        });
        let rows = rows.collect();
        self.table.set_rows(rows);
    }

    fn topic(&self, row: &ApplicationRow, text: &Text) -> String {
        let topics = self.catalog.topics();
        let code = row.topic.as_ref();
        code.map(|code| topics.full_name(&code.0, text.locale()))
            .unwrap_or_default()
    }

    fn take(&self, cx: &mut Context<'_>) {
        let selected = self.table.selected();
        let row = self.rows.iter().find(|row| Some(&row.id) == selected);
        if let Some(row) = row {
            let shown = format!(
                "{} · {} · {}\n{}",
                row.number,
                row.applicant,
                written_day(row.registered_at),
                self.topic(row, cx.text)
            );
            let plan = steps::merged(row.id, shown);
            let sheet = Sheet::new(self.begun.clone(), plan, cx.text);
            cx.replace(sheet);
        }
    }
}

fn table(text: &Text) -> Table<ApplicationId> {
    let columns = vec![
        Column::new(text.get("search-column-number"), Width::Cells(20)),
        Column::new(text.get("search-column-applicant"), Width::Share(2)),
        Column::new(text.get("search-column-topic"), Width::Share(3)),
        Column::new(text.get("search-column-registered"), Width::Cells(10)),
    ];
    Table::new(columns, text.get("search-nothing"))
}

impl Screen for MergeScreen {
    fn title(&self, text: &Text) -> String {
        text.get("case-merge")
    }

    fn keys(&self) -> Keys {
        Keys::new().and(&MERGE).and(&LIST).and(&WRITING).typing()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => self.look(cx),
            Message::Changed => self.asked.again(cx),
            Message::Answered(request, result) => {
                if self.asked.answered(request, cx) == Some(true) {
                    self.show(result, cx);
                }
            }
            Message::Action(TAKE) => self.take(cx),
            Message::Translated => {
                self.table = table(cx.text);
                self.list(cx.text);
            }
            message => {
                if self.table.update(&message) == Reply::Ignored
                    && self.input.update(&message).changed()
                {
                    self.look(cx);
                }
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let key = if self.input.as_str() == self.applicant {
            "case-merge-own"
        } else {
            "case-merge-how"
        };
        let hint = format!(" {}", cx.text.get(key));
        frame.render_widget(Line::styled(hint, cx.theme.muted), place::row(area, 0));
        let field = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..place::row(area, 1)
        };
        self.input.draw(frame, field, true, cx);
        self.table.draw(frame, place::below(area, 3), true, cx);
    }
}
