//! Who works today, and at which counter.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::digit_list::{DIGIT_LIST, DigitList, DigitRow};
use super::keys::{SEARCH, UNITS};
use super::machine::{Duty, Machine};
use super::refresh::Refresh;
use super::role_panel::RolePanel;
use crate::desk::view::StaffRow;
use crate::desk::{Answer, Command, Done, Query, RequestId, Session};
use crate::domain::event::OfficeConfigured;
use crate::domain::ids::{Counter, MOST_COUNTERS, StaffId};
use crate::domain::staff::Role;
use crate::i18n::Text;
use crate::text::{CleanText, ascii_digit};
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::{FORM, LIST, NEXT_FIELD, PREVIOUS_FIELD, WRITING};
use crate::tui::screen::{Context, Message, Returned, Screen, ViewContext};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::place;
use crate::tui::widgets::prompt::{Prompt, Prompted};

/// Asks for the name of another clerk.
pub const ADD_CLERK: Action = Action::new("start.add-clerk");

/// Keys of the list of clerks.
pub static START: KeyTable = KeyTable::new(
    "start",
    "queue-keys-start",
    &[Binding::new(ADD_CLERK, &[Chord::char('y')], "queue-start-add").weight(70)],
);

/// Begins to work.
pub const BEGIN: Action = Action::new("start-counter.begin");

/// Keys of the counter's number.
pub static START_COUNTER: KeyTable = KeyTable::new(
    "start-counter",
    "queue-keys-start",
    &[Binding::new(BEGIN, &[Chord::key(Code::Enter)], "queue-start-begin").weight(80)],
);

/// Most letters of a name.
pub(super) const NAME_LIMIT: usize = 80;

/// The numbers a counter can have.
pub(super) const COUNTERS: std::ops::RangeInclusive<Counter> = 1..=MOST_COUNTERS;

/// Who works, and where.
pub struct StartScreen {
    machine: Rc<Machine>,
    office: OfficeConfigured,
    staff: DigitList<StaffId>,
    known: Vec<StaffRow>,
    counter: LineInput,
    /// The counter is the remembered one: the first digit typed begins a new number.
    remembered: bool,
    at_counter: bool,
    /// The name of somebody new, until it is said what they do.
    named: Option<CleanText>,
    adding: Option<RequestId>,
    start: Refresh,
    /// Who is selected once the list is here.
    added: Option<StaffId>,
}

impl StartScreen {
    /// The question, with what this machine remembers filled in.
    #[must_use]
    pub fn new(machine: Rc<Machine>, office: OfficeConfigured, staff: Vec<StaffRow>) -> Self {
        let counter = machine.counter.map(|counter| counter.to_string());
        let mut list = clerks(&staff);
        list.select(|id| Some(*id) == machine.clerk);
        Self {
            office,
            staff: list,
            known: staff,
            counter: LineInput::new(2).with_text(counter.as_deref().unwrap_or_default()),
            remembered: counter.is_some(),
            at_counter: false,
            named: None,
            adding: None,
            start: Refresh::new(Query::Start {
                counter: machine.counter,
            }),
            added: None,
            machine,
        }
    }

    fn at_list(&mut self, message: &Message, cx: &mut Context<'_>) {
        match message {
            Message::Action(ADD_CLERK) => cx.push(Prompt::new(
                ADD_CLERK,
                cx.text.get("queue-start-add-title"),
                cx.text.get("queue-start-add-body"),
                NAME_LIMIT,
            )),
            Message::Action(NEXT_FIELD | PREVIOUS_FIELD) => self.at_counter = true,
            message => {
                if self.staff.update(message).is_some() {
                    self.at_counter = true;
                }
            }
        }
    }

    fn at_counter(&mut self, message: &Message, cx: &mut Context<'_>) {
        match message {
            Message::Action(BEGIN) => self.begin(cx),
            Message::Action(NEXT_FIELD | PREVIOUS_FIELD) => self.at_counter = false,
            Message::Char(c) if ascii_digit(*c).is_some() => {
                if std::mem::take(&mut self.remembered) {
                    self.counter.set("");
                }
                self.counter.update(message);
            }
            Message::Char(_) | Message::Paste(_) => {}
            message => {
                self.remembered = false;
                self.counter.update(message);
            }
        }
    }

    fn begin(&mut self, cx: &mut Context<'_>) {
        let Some(staff) = self.staff.selected().copied() else {
            cx.inform(cx.text.get("queue-start-nobody"));
            return;
        };
        let digits: String = self
            .counter
            .as_str()
            .chars()
            .filter_map(ascii_digit)
            .collect();
        let Some(counter) = digits.parse().ok().filter(|n| COUNTERS.contains(n)) else {
            cx.inform(cx.text.get("queue-start-counter-wrong"));
            return;
        };
        let known = self.known.iter().find(|row| row.id == staff);
        Duty {
            machine: self.machine.clone(),
            session: Session { staff, counter },
            clerk: known.map(|row| row.name.clone()).unwrap_or_default(),
            role: known.map(|row| row.role).unwrap_or_default(),
            office: self.office.office,
            office_name: self.office.name.clone(),
        }
        .begin(cx);
    }

    /// Takes the name of somebody new, then what they do.
    fn returned(&mut self, value: Returned, cx: &mut Context<'_>) {
        match value.take::<Prompted>() {
            Ok(Prompted { text: name, .. }) => {
                self.named = Some(name);
                cx.push(RolePanel::new(cx.text));
            }
            Err(other) => {
                if let (Ok(role), Some(name)) = (other.take::<Role>(), self.named.take()) {
                    self.adding = Some(cx.command(Command::AddStaff { name, role }));
                }
            }
        }
    }

    fn show(&mut self, staff: Vec<StaffRow>) {
        let wanted = self.added.take().or(self.staff.selected().copied());
        self.staff = clerks(&staff);
        self.known = staff;
        self.staff.select(|id| Some(*id) == wanted);
    }
}

fn clerks(staff: &[StaffRow]) -> DigitList<StaffId> {
    let rows = staff
        .iter()
        .map(|row| DigitRow::new(row.id, row.name.to_string()));
    DigitList::new(rows.collect())
}

impl Screen for StartScreen {
    fn title(&self, text: &Text) -> String {
        text.get("queue-start-title")
    }

    fn keys(&self) -> Keys {
        if self.at_counter {
            Keys::new()
                .and(&START_COUNTER)
                .and(&WRITING)
                .and(&FORM)
                .typing()
        } else {
            Keys::new()
                .and(&START)
                .and(&DIGIT_LIST)
                .and(&LIST)
                .and(&FORM)
        }
        // Nobody looks at records before saying who they are.
        .without(SEARCH)
        .without(UNITS)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => {
                cx.status(crate::tui::screen::StatusChange {
                    office: Some(self.office.name.clone()),
                    ..Default::default()
                });
            }
            Message::Changed => self.start.ask(cx),
            Message::Returned(value) => self.returned(value, cx),
            Message::Done(request, result) if self.adding == Some(request) => {
                self.adding = None;
                match result {
                    Ok(Done::StaffAdded { staff }) => self.added = Some(staff),
                    Ok(_) => {}
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
                self.start.ask(cx);
            }
            Message::Answered(request, result) if self.start.answered(request, cx) => {
                match result {
                    Ok(Answer::Start(start)) => self.show(start.staff),
                    Ok(_) => {}
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
            }
            message if self.at_counter => self.at_counter(&message, cx),
            message => self.at_list(&message, cx),
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let inside = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(4).min(60),
            ..area
        };
        let line = |at| place::row(inside, at);
        frame.render_widget(
            Line::styled(cx.text.get("queue-start-who"), cx.theme.title),
            line(1),
        );
        let most = area.height.saturating_sub(6);
        let height = self.staff.size().height.clamp(1, most.max(1));
        let list = place::rows(inside, 3, height);
        self.staff.draw(frame, list, !self.at_counter, cx);
        self.draw_counter(frame, line(4 + height), cx);
    }
}

impl StartScreen {
    fn draw_counter(&self, frame: &mut Frame<'_>, line: Rect, cx: &ViewContext<'_>) {
        let (style, marker) = if self.at_counter {
            (cx.theme.focus, cx.theme.glyphs.marker)
        } else {
            (cx.theme.text, " ")
        };
        let label = format!("{marker} {}  ", cx.text.get("queue-start-counter"));
        let cells = u16::try_from(crate::tui::widgets::fit::width(&label)).unwrap_or(0);
        frame.render_widget(Line::styled(label, style), line);
        let field = Rect {
            x: line.x.saturating_add(cells),
            width: 3,
            ..line
        };
        self.counter
            .draw(frame, field.intersection(line), self.at_counter, cx);
    }
}

#[cfg(test)]
#[path = "start_tests.rs"]
mod tests;
