//! Forms that were being typed when a program ended or a clerk left them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::machine::Duty;
use super::refresh::Refresh;
use super::register::RegisterScreen;
use crate::desk::view::DraftRow;
use crate::desk::{Answer, Command, Query, RequestId};
use crate::domain::calendar::date_and_time;
use crate::domain::ids::DraftId;
use crate::i18n::Text;
use crate::text::CleanText;
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::LIST;
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::dialog::Dialog;
use crate::tui::widgets::fit;
use crate::tui::widgets::table::{Column, Row, Table, Tone, Width};

/// Goes on with the selected form.
pub const OPEN: Action = Action::new("drafts.open");
/// Asks whether to throw it away.
pub const DROP: Action = Action::new("drafts.drop");
/// Throws it away.
const DROP_NOW: Action = Action::new("drafts.drop-now");

/// Keys of the list.
pub static DRAFTS: KeyTable = KeyTable::new(
    "drafts",
    "queue-keys-drafts",
    &[
        Binding::new(OPEN, &[Chord::key(Code::Enter)], "queue-draft-open").weight(90),
        Binding::new(
            DROP,
            &[Chord::key(Code::Delete), Chord::char('s')],
            "queue-draft-drop",
        )
        .weight(80),
    ],
);

/// The list of drafts.
pub struct DraftsScreen {
    duty: Duty,
    drafts: Vec<DraftRow>,
    table: Table<DraftId>,
    start: Refresh,
    dropping: Option<RequestId>,
}

impl DraftsScreen {
    /// The drafts of a counter, as known now; it asks again by itself.
    #[must_use]
    pub fn new(duty: Duty, drafts: Vec<DraftRow>, text: &Text) -> Self {
        let columns = vec![
            Column::new(text.get("queue-draft-saved"), Width::Cells(16)),
            Column::new(text.get("queue-draft-ticket"), Width::Cells(6)).right(),
            Column::new(text.get("queue-draft-applicant"), Width::Share(2)),
            Column::new(text.get("queue-draft-text"), Width::Share(3)),
        ];
        let counter = Some(duty.session.counter);
        let mut screen = Self {
            duty,
            drafts: Vec::new(),
            table: Table::new(columns, text.get("queue-drafts-none")),
            start: Refresh::new(Query::Start { counter }),
            dropping: None,
        };
        screen.show(drafts, text);
        screen
    }

    fn show(&mut self, drafts: Vec<DraftRow>, text: &Text) {
        self.table
            .set_rows(drafts.iter().map(|draft| row(draft, text)).collect());
        self.drafts = drafts;
    }

    fn selected(&self) -> Option<&DraftRow> {
        let id = self.table.selected()?;
        self.drafts.iter().find(|row| row.draft.id == *id)
    }

    fn open(&self, cx: &mut Context<'_>) {
        let Some(row) = self.selected() else {
            return;
        };
        let mut draft = row.draft.clone();
        if !row.visit_is_open {
            draft.visit = None;
        }
        cx.replace(RegisterScreen::restore(
            self.duty.at_counter(),
            draft,
            cx.text,
        ));
    }

    fn question(&self, cx: &mut Context<'_>) {
        if self.selected().is_some() {
            let text = cx.text;
            cx.push(
                Dialog::question(
                    text.get("queue-draft-drop-question"),
                    text.get("queue-draft-drop-body"),
                )
                .button(text.get("queue-draft-drop-no"), None)
                .button(text.get("queue-draft-drop-yes"), Some(DROP_NOW)),
            );
        }
    }
}

fn row(row: &DraftRow, text: &Text) -> Row<DraftId> {
    let form = &row.draft.form;
    let typed = format!("{} {} {}", form.given_name, form.family_name, form.who);
    let name = CleanText::line(&typed);
    let ticket = match (row.ticket_number, row.visit_is_open) {
        (Some(number), true) => number.to_string(),
        _ => String::new(),
    };
    let (name, tone) = if name.is_empty() {
        (text.get("queue-draft-nameless"), Tone::Muted)
    } else {
        (name.into_string(), Tone::Text)
    };
    Row::new(row.draft.id)
        .toned(date_and_time(row.saved_at), Tone::Muted)
        .cell(ticket)
        .toned(name, tone)
        .toned(CleanText::line(&form.text).into_string(), Tone::Muted)
}

impl Screen for DraftsScreen {
    fn title(&self, text: &Text) -> String {
        text.get("queue-drafts-title")
    }

    fn keys(&self) -> Keys {
        let empty = self.drafts.is_empty();
        Keys::new()
            .and(&DRAFTS)
            .and(&LIST)
            .without_if(empty, OPEN)
            .without_if(empty, DROP)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown | Message::Changed => self.start.ask(cx),
            Message::Translated => {
                let drafts = std::mem::take(&mut self.drafts);
                *self = Self::new(self.duty.clone(), drafts, cx.text);
            }
            Message::Answered(request, result) if self.start.answered(request, cx) => {
                match result {
                    Ok(Answer::Start(start)) => self.show(start.drafts, cx.text),
                    Ok(_) => {}
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
            }
            Message::Done(request, result) if self.dropping == Some(request) => {
                self.dropping = None;
                match result {
                    Ok(_) => cx.done(cx.text.get("queue-draft-dropped")),
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
                self.start.ask(cx);
            }
            Message::Action(OPEN) => self.open(cx),
            Message::Action(DROP) => self.question(cx),
            Message::Action(DROP_NOW) => {
                if let Some(row) = self.selected() {
                    let id = row.draft.id;
                    self.dropping = Some(cx.command(Command::DropDraft(id)));
                }
            }
            message => {
                self.table.update(&message);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let intro = cx.text.get("queue-drafts-intro");
        let lines = fit::wrap(&intro, usize::from(area.width.saturating_sub(4)));
        let height = u16::try_from(lines.len()).unwrap_or(1);
        let inside = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(4),
            ..area
        };
        let lines: Vec<Line<'_>> = lines
            .into_iter()
            .map(|line| Line::styled(line, cx.theme.muted))
            .collect();
        let head = Rect {
            y: inside.y + 1,
            height,
            ..inside
        };
        frame.render_widget(ratatui::text::Text::from(lines), head.intersection(inside));
        let table = Rect {
            y: head.bottom() + 1,
            height: inside.height.saturating_sub(height + 2),
            ..inside
        };
        self.table.draw(frame, table.intersection(inside), true, cx);
    }
}
