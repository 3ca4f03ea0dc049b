//! The final number, by when the answer is due, and what comes next.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::screen::{AtCounter, RegisterScreen};
use crate::desk::command::Command;
use crate::desk::{Answer, Query, RequestId};
use crate::domain::calendar::istanbul_day;
use crate::domain::deadline::{Deadline, DeadlineRule};
use crate::domain::ids::{ApplicationId, VisitId};
use crate::domain::number::ApplicationNumber;
use crate::i18n::Text;
use crate::labels::{days_left, law, long_date, rule};
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::BACK;
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::screens::case::SamePerson;
use crate::tui::widgets::{big_number, place};

/// Ends the visit; without one, only closes.
const FINISH: Action = Action::new("registered.finish");
/// Another application of the same person.
const ANOTHER: Action = Action::new("registered.another");

/// Keys of the page.
pub static REGISTERED: KeyTable = KeyTable::new(
    "registered",
    "register-keys-registered",
    &[
        Binding::new(
            FINISH,
            &[Chord::key(Code::Enter), Chord::char('1')],
            "register-finish",
        )
        .weight(94),
        Binding::new(
            ANOTHER,
            &[Chord::char('2'), Chord::f(4)],
            "register-another",
        )
        .weight(93),
    ],
);

/// Rows of the number.
const NUMBER_ROWS: u16 = 9;

/// The page.
pub struct RegisteredScreen {
    at: AtCounter,
    visit: Option<VisitId>,
    same: SamePerson,
    application: ApplicationId,
    number: ApplicationNumber,
    deadline: Deadline,
    /// The law's own term, once the desk has told it.
    legal: Option<Deadline>,
    asked: Option<RequestId>,
    finishing: Option<RequestId>,
}

impl RegisteredScreen {
    pub(super) fn new(
        at: AtCounter,
        visit: Option<VisitId>,
        same: SamePerson,
        (application, number, deadline): (ApplicationId, ApplicationNumber, Deadline),
    ) -> Self {
        Self {
            at,
            visit,
            same,
            application,
            number,
            deadline,
            legal: None,
            asked: None,
            finishing: None,
        }
    }

    fn finish(&mut self, cx: &mut Context<'_>) {
        match self.visit {
            Some(visit) if self.finishing.is_none() => {
                self.finishing = Some(cx.command(Command::FinishVisit { visit }));
            }
            Some(_) => {}
            None => cx.pop(),
        }
    }

    fn lines(&self, today: NaiveDate, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let (text, theme) = (cx.text, cx.theme);
        let left = days_left(self.deadline.days_left(today), text);
        let (other, other_due) = match self.deadline.rule {
            DeadlineRule::Calendar => ("register-due-by-working", self.deadline.due_working),
            DeadlineRule::Working => ("register-due-by-calendar", self.deadline.due_calendar),
        };
        let row = |label: &str, value: String, note: String, style| {
            Line::from(vec![
                Span::styled(format!("  {:<17}", text.get(label)), theme.muted),
                Span::styled(format!("{value:<23}"), style),
                Span::styled(note, theme.muted),
            ])
        };
        let mut lines = vec![
            row(
                "register-due",
                long_date(self.deadline.due, text),
                format!("{} · {left}", rule(self.deadline.rule, text)),
                theme.title,
            ),
            row(
                other,
                long_date(other_due, text),
                String::new(),
                theme.muted,
            ),
        ];
        if let Some(legal) = &self.legal {
            lines.push(row(
                "register-due-legal",
                long_date(legal.due, text),
                law(legal.rule, text),
                theme.text,
            ));
        }
        lines
    }

    fn next_steps(&self, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let finish = if self.visit.is_some() {
            "register-next-finish"
        } else {
            "register-next-close"
        };
        let back = self.visit.map(|_| ("Esc", "register-next-back"));
        [("Enter", finish), ("2", "register-next-another")]
            .into_iter()
            .chain(back)
            .map(|(key, words)| {
                Line::from(vec![
                    Span::styled(format!("  {key:<7}"), cx.theme.key),
                    Span::styled(cx.text.get(words), cx.theme.text),
                ])
            })
            .collect()
    }
}

impl Screen for RegisteredScreen {
    fn title(&self, text: &Text) -> String {
        text.get("register-title-done")
    }

    fn keys(&self) -> Keys {
        Keys::new()
            .and(&REGISTERED)
            .without_if(self.visit.is_none(), BACK)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown if self.asked.is_none() => {
                self.asked = Some(cx.query(Query::Application(self.application)));
            }
            Message::Answered(request, Ok(Answer::Application(Some(view))))
                if self.asked == Some(request) =>
            {
                self.legal.clone_from(&view.record.legal_deadline);
            }
            Message::Action(FINISH) => self.finish(cx),
            Message::Action(ANOTHER) => {
                let (at, visit) = (self.at.clone(), self.visit);
                cx.replace(RegisterScreen::for_person(at, visit, &self.same, cx.text));
            }
            Message::Done(request, result) if self.finishing == Some(request) => {
                self.finishing = None;
                match result {
                    Ok(_) => {
                        cx.done(cx.text.get("register-finished"));
                        cx.pop();
                    }
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
            }
            _ => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let lines = self.lines(istanbul_day(cx.now), cx);
        let next = self.next_steps(cx);
        // Once more in plain letters: to be read aloud, and copied with the mouse.
        let plain = Line::styled(self.number.to_string(), cx.theme.title).centered();
        let blank = Line::default;
        let rows = [plain, blank()].into_iter().chain(lines).chain([blank()]);
        let rows: Vec<Line<'_>> = rows.chain(next).collect();
        let room = area
            .height
            .saturating_sub(u16::try_from(rows.len()).unwrap_or(0));
        let number = place::rows(area, 0, NUMBER_ROWS.min(room));
        big_number::draw(frame, number, &self.number.to_string(), cx);
        for (row, line) in place::below(area, number.height).rows().zip(rows) {
            frame.render_widget(line, row);
        }
    }
}
