//! From keys to commands and panels.

use super::board::List;
use super::claims::ClaimsPanel;
use super::hold::HoldPanel;
use super::menu::MenuPanel;
use super::out_of_order::OutOfOrderPanel;
use super::put_back::PutBackPanel;
use super::said::{CLOSE_ASKED, FINISH_ASKED, LEFT_ASKED, sentence};
use super::{QueueScreen, called_too_seldom, is_step, keys};
use crate::desk::Command;
use crate::desk::view::CounterWork;
use crate::domain::ids::{TicketId, VisitId};
use crate::domain::priority::PriorityClaims;
use crate::domain::ticket::Ticket;
use crate::tui::keymap::Action;
use crate::tui::screen::Context;
use crate::tui::screens::case::SamePerson;
use crate::tui::screens::drafts::DraftsScreen;
use crate::tui::screens::guidance::GuidanceScreen;
use crate::tui::screens::opening::OpeningScreen;
use crate::tui::screens::register::RegisterScreen;
use crate::tui::screens::work::WorkScreen;

/// The visitor has left, said once more.
const LEFT_NOW: Action = Action::new("queue.left-now");
/// The visit ends although a draft waits.
const FINISH_NOW: Action = Action::new("queue.finish-now");
/// The day ends.
const CLOSE_DAY_NOW: Action = Action::new("queue.close-day-now");

/// A command on its way.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Said when it is stored.
    pub sentence: Option<String>,
    /// The classes of the ticket asked for.
    pub claims: PriorityClaims,
    /// Whether it is a step of a visitor: nothing is stepped twice while it is under way.
    pub is_step: bool,
}

impl QueueScreen {
    /// Gives the desk a command and remembers what to say when it is stored.
    pub(super) fn send(&mut self, command: Command, cx: &mut Context<'_>) {
        let sentence = self
            .view
            .as_ref()
            .and_then(|view| sentence(&command, view, cx.now, cx.text));
        let mut sent = Sent {
            sentence,
            ..Sent::default()
        };
        match &command {
            Command::IssueTicket { claims } => sent.claims = claims.clone(),
            Command::CallNext | Command::StartVisit { .. } | Command::FinishVisit { .. } => {
                sent.is_step = true;
            }
            _ => {}
        }
        let request = cx.command(command);
        self.sent.push((request, sent));
    }

    pub(super) fn act(&mut self, action: Action, cx: &mut Context<'_>) {
        let Some(view) = &self.view else {
            return;
        };
        if self.selection.step(action, view) || is_step(action) && self.is_double_press(cx.now) {
            return;
        }
        match action {
            keys::ORDINARY => {
                let claims = PriorityClaims::none();
                self.send(Command::IssueTicket { claims }, cx);
            }
            keys::PRIORITY => cx.push(ClaimsPanel::for_new()),
            keys::PUT_BACK => {
                if let Some(view) = &self.view {
                    cx.push(PutBackPanel::new(view, cx.text));
                }
            }
            keys::OPEN_VISIT => self.send(Command::OpenVisit, cx),
            keys::DRAFTS => {
                let drafts = self.drafts.clone();
                cx.push(DraftsScreen::new(self.duty.clone(), drafts, cx.text));
            }
            keys::WORK_LISTS => cx.push(WorkScreen::new(self.duty.clone())),
            keys::MENU => cx.push(MenuPanel::of_the_day(cx.text)),
            keys::SWITCH => cx.replace(OpeningScreen::again(self.duty.machine.clone())),
            keys::CLOSE_DAY => self.question_close(cx),
            CLOSE_DAY_NOW => self.send(Command::CloseDay, cx),
            keys::CLEAR => self.selection.clear(),
            action => self.act_on_visitor(action, cx),
        }
    }

    fn act_on_visitor(&mut self, action: Action, cx: &mut Context<'_>) {
        match action {
            keys::CALL => self.send(Command::CallNext, cx),
            keys::START => self.send_called(|ticket| Command::StartVisit { ticket }, cx),
            keys::RECALL => self.send_called(|ticket| Command::Recall { ticket }, cx),
            keys::NO_SHOW => self.send_called(|ticket| Command::NoShow { ticket }, cx),
            keys::UNDO_CALL => self.send_called(|ticket| Command::UndoCall { ticket }, cx),
            keys::HOLD => {
                if let Some(ticket) = self.called() {
                    cx.push(HoldPanel::new(ticket));
                }
            }
            keys::REGISTER => self.register(cx),
            keys::GUIDANCE => {
                if let Some(visit) = self.visit() {
                    let catalog = self.duty.machine.catalog.clone();
                    cx.push(GuidanceScreen::new(catalog, visit, cx.text));
                }
            }
            keys::FINISH if self.draft_here().is_some() => {
                cx.push(FINISH_ASKED.dialog(&[], FINISH_NOW, cx.text))
            }
            keys::FINISH | FINISH_NOW => {
                if let Some(visit) = self.visit() {
                    self.send(Command::FinishVisit { visit }, cx);
                }
            }
            keys::CORRECT => {
                if let Some(ticket) = self.meant() {
                    cx.push(ClaimsPanel::for_ticket(ticket));
                }
            }
            keys::LEFT => {
                if let Some(ticket) = self.meant() {
                    let number = [("number", ticket.number.into())];
                    cx.push(LEFT_ASKED.dialog(&number, LEFT_NOW, cx.text));
                    self.leaving = Some(ticket.id);
                }
            }
            LEFT_NOW => {
                // Whom the question was about, whoever is selected by now.
                if let Some(ticket) = self.leaving.take() {
                    self.send(Command::Leave { ticket }, cx);
                }
            }
            action => self.act_on_selected(action, cx),
        }
    }

    /// Whom a key means that makes sense for everybody: the selected visitor, else the one at the
    /// counter.
    pub(super) fn meant(&self) -> Option<&Ticket> {
        let at_counter = self.mine().and_then(|work| match work {
            CounterWork::Called(called) => Some(&called.ticket),
            CounterWork::InVisit(visit) => visit.ticket.as_ref(),
        });
        self.selected().map(|(ticket, _)| ticket).or(at_counter)
    }

    fn act_on_selected(&mut self, action: Action, cx: &mut Context<'_>) {
        let Some((ticket, list)) = self.selected() else {
            return;
        };
        match action {
            keys::THIS => cx.push(MenuPanel::of_visitor(ticket, list, cx.text)),
            keys::CALL_THIS => cx.push(OutOfOrderPanel::new(ticket, cx.text)),
            keys::HOLD_THIS => cx.push(HoldPanel::new(ticket)),
            keys::PUT_BACK_THIS => {
                let command = put_back(ticket.id, list);
                self.send(command, cx);
            }
            _ => {}
        }
    }

    fn called(&self) -> Option<&Ticket> {
        match self.mine() {
            Some(CounterWork::Called(called)) => Some(&called.ticket),
            _ => None,
        }
    }

    fn visit(&self) -> Option<VisitId> {
        match self.mine() {
            Some(CounterWork::InVisit(visit)) => Some(visit.visit),
            _ => None,
        }
    }

    /// Opens the form: the one left unfinished in this visit, else an empty one.
    fn register(&self, cx: &mut Context<'_>) {
        let at = self.duty.at_counter();
        match self.draft_here() {
            Some(row) => cx.push(RegisterScreen::restore(at, row.draft.clone(), cx.text)),
            None => cx.push(RegisterScreen::blank(at, self.visit(), cx.text)),
        }
    }

    /// Opens a form for somebody found in the search, in the visit of this counter if there is one.
    pub(super) fn register_again(&self, same: &SamePerson, cx: &mut Context<'_>) {
        let (at, visit) = (self.duty.at_counter(), self.visit());
        cx.push(RegisterScreen::for_person(at, visit, same, cx.text));
    }

    fn send_called(&mut self, command: impl FnOnce(TicketId) -> Command, cx: &mut Context<'_>) {
        if let Some(ticket) = self.called() {
            let command = command(ticket.id);
            self.send(command, cx);
        }
    }

    /// Says why a key does nothing just now, where the clerk may wonder.
    pub(super) fn explain(&self, c: char, cx: &mut Context<'_>) {
        let calls = called_too_seldom(self.mine());
        let sentence = match (c, calls) {
            ('4', Some(calls)) => cx
                .text
                .with("queue-not-now-no-show", &[("calls", calls.into())]),
            ('3'..='6', _) => cx.text.get("queue-not-now-called"),
            ('7', _) => cx.text.get("queue-not-now-put-back"),
            (' ' | '8', _) => cx.text.get("queue-not-now-busy"),
            ('0', _) => cx.text.get("queue-not-now-visit"),
            ('b' | 'c' | 'd' | 'g' | 'B' | 'C' | 'D' | 'G', _) => {
                cx.text.get("queue-not-now-select")
            }
            _ => return,
        };
        cx.inform(sentence);
    }

    fn question_close(&self, cx: &mut Context<'_>) {
        let Some(view) = &self.view else {
            return;
        };
        // Visits that are under way are finished by their clerks.
        let called = view.at_counters.iter().filter(|row| row.calls.is_some());
        let waiting = view.priority.count as usize + view.ordinary.count as usize;
        let (aside, called) = (view.held.len() + view.absent.len(), called.count());
        let values = [
            ("open", (waiting + aside + called).into()),
            ("waiting", waiting.into()),
            ("aside", aside.into()),
            ("called", called.into()),
        ];
        cx.push(CLOSE_ASKED.dialog(&values, CLOSE_DAY_NOW, cx.text));
    }
}

/// Puts somebody aside back into the queue.
pub(super) fn put_back(ticket: TicketId, list: List) -> Command {
    match list {
        List::Absent => Command::Reinstate { ticket },
        List::Held | List::Priority | List::Ordinary => Command::Return { ticket },
    }
}
