//! The first screen: looks whether the office is set up, and goes on from there.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::keys::{SEARCH, UNITS};
use super::machine::{Duty, Machine};
use super::queue::QueueScreen;
use super::refresh::Refresh;
use super::setup::SetupScreen;
use super::start::StartScreen;
use crate::desk::view::{StaffRow, StartView};
use crate::desk::{Answer, Query};
use crate::i18n::Text;
use crate::tui::keymap::Keys;
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::place;

/// The first screen.
pub struct OpeningScreen {
    machine: Rc<Machine>,
    start: Refresh,
    /// Whether to ask who works even in a demonstration.
    again: bool,
}

impl OpeningScreen {
    /// At the start of the program.
    #[must_use]
    pub fn new(machine: Rc<Machine>) -> Self {
        Self {
            start: Refresh::new(Query::Start {
                counter: machine.counter,
            }),
            machine,
            again: false,
        }
    }

    /// For another clerk or counter.
    #[must_use]
    pub fn again(machine: Rc<Machine>) -> Self {
        Self {
            again: true,
            ..Self::new(machine)
        }
    }

    fn go_on(&self, start: StartView, cx: &mut Context<'_>) {
        let machine = self.machine.clone();
        let Some(office) = start.office else {
            cx.replace(SetupScreen::new(machine, cx.text));
            return;
        };
        let session = machine.demo.filter(|_| !self.again);
        let clerk = session.and_then(|session| {
            let works = |row: &&StaffRow| row.id == session.staff;
            Some((session, start.staff.iter().find(works)?))
        });
        match clerk {
            // A demonstration begins at the counter, whatever the role.
            Some((session, row)) => cx.replace(QueueScreen::new(Duty {
                machine,
                session,
                clerk: row.name.clone(),
                role: row.role,
                office: office.office,
                office_name: office.name,
            })),
            None => cx.replace(StartScreen::new(machine, office, start.staff)),
        }
    }
}

impl Screen for OpeningScreen {
    fn title(&self, text: &Text) -> String {
        text.get("queue-opening-title")
    }

    fn keys(&self) -> Keys {
        Keys::new().without(SEARCH).without(UNITS)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => {
                cx.work_as(None);
                self.start.ask(cx);
            }
            // After a failure: it may be over.
            Message::Tick | Message::Changed if !self.start.is_waiting() => self.start.ask(cx),
            Message::Answered(request, result) if self.start.answered(request, cx) => {
                match result {
                    Ok(Answer::Start(start)) => self.go_on(*start, cx),
                    Ok(_) => {}
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
            }
            _ => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let line = Line::styled(cx.text.get("queue-opening"), cx.theme.muted).centered();
        frame.render_widget(line, place::row(area, area.height / 3));
    }
}
