//! The queue: the screen a clerk looks at all day.
//!
//! [`stage`] finds the words for what happens at this counter, [`board`] keeps the selection among
//! the waiting lists, [`order`] turns keys into commands, [`said`] tells what came of them and
//! [`view`] draws. The small panels over it ([`claims`], [`hold`], [`out_of_order`], [`put_back`],
//! [`menu`]) give back the [`Command`] they were opened for, so that every command of the counter
//! is sent, and its result told, here.

mod board;
mod claims;
mod hold;
pub mod keys;
mod lists;
mod menu;
mod order;
mod out_of_order;
mod put_back;
mod said;
mod stage;
mod view;
mod window;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::case::SamePerson;
use super::machine::Duty;
use super::refresh::Refresh;
use crate::desk::view::{CounterWork, DraftRow, QueueView, WorkCounts, WorkFilter};
use crate::desk::{Answer, Command, DeskError, Done, Query, RequestId};
use crate::domain::calendar::istanbul_day;
use crate::domain::ids::TicketId;
use crate::domain::ticket::{Ticket, TicketState};
use crate::i18n::Text;
use crate::tui::keymap::{Action, KeyTable, Keys};
use crate::tui::keys::LIST;
use crate::tui::screen::{Context, Message, Returned, Screen, StatusChange, ViewContext};

pub use claims::CLAIMS;
pub use hold::HOLD;
pub use out_of_order::REASON;

use board::{List, Selection};
use keys::{
    CALL_THIS, CALLED, DRAFTS, FREE, HOLD_THIS, OPEN_VISIT, PUT_BACK, PUT_BACK_THIS, QUEUE,
    SELECTED, VISIT, VISIT_RECORDED,
};
use stage::Given;

/// Steps of a visitor within this time of one another, or of the moment another screen closed, are
/// one key pressed twice: nobody comes to the counter that fast, and a visit that has begun cannot
/// be taken back.
const SHORTEST_STEP: TimeDelta = TimeDelta::milliseconds(300);

/// The queue as one counter sees it.
pub struct QueueScreen {
    duty: Duty,
    view: Option<QueueView>,
    queue: Refresh,
    drafts: Vec<DraftRow>,
    start: Refresh,
    /// What else waits for the clerk.
    counts: WorkCounts,
    counting: Refresh,
    selection: Selection,
    given: Option<Given>,
    /// About whom it is asked whether they have left.
    leaving: Option<TicketId>,
    sent: Vec<(RequestId, order::Sent)>,
    /// The day that was opened last.
    day: Option<NaiveDate>,
    stepped_at: Option<DateTime<Utc>>,
    shown_ago: i64,
}

impl QueueScreen {
    /// The queue for a clerk at a counter.
    #[must_use]
    pub fn new(duty: Duty) -> Self {
        let counter = duty.session.counter;
        Self {
            duty,
            view: None,
            queue: Refresh::new(Query::Queue { counter }),
            drafts: Vec::new(),
            start: Refresh::new(Query::Start {
                counter: Some(counter),
            }),
            counts: WorkCounts::default(),
            counting: Refresh::new(Query::WorkCounts {
                filter: WorkFilter::default(),
            }),
            selection: Selection::default(),
            given: None,
            leaving: None,
            sent: Vec::new(),
            day: None,
            stepped_at: None,
            shown_ago: 0,
        }
    }

    fn mine(&self) -> Option<&CounterWork> {
        self.view.as_ref()?.mine.as_ref()
    }

    fn selected(&self) -> Option<(&Ticket, List)> {
        self.selection.ticket(self.view.as_ref()?)
    }

    /// The keys for the visitor at this counter; Enter is the next step.
    fn visitor_keys(&self) -> &'static KeyTable {
        match self.mine() {
            None => &FREE,
            Some(CounterWork::Called(_)) => &CALLED,
            Some(CounterWork::InVisit(visit)) => {
                let recorded = !visit.applications.is_empty() || visit.guidance > 0;
                if recorded && self.draft_here().is_none() {
                    &VISIT_RECORDED
                } else {
                    &VISIT
                }
            }
        }
    }

    /// The draft of the visit at this counter.
    fn draft_here(&self) -> Option<&DraftRow> {
        let Some(CounterWork::InVisit(visit)) = self.mine() else {
            return None;
        };
        let here = |row: &&DraftRow| row.draft.visit == Some(visit.visit);
        self.drafts.iter().find(here)
    }

    fn ask(&mut self, cx: &mut Context<'_>) {
        self.queue.ask(cx);
        self.start.ask(cx);
        self.counting.ask(cx);
    }

    fn answered(
        &mut self,
        request: RequestId,
        result: Result<Answer, DeskError>,
        cx: &mut Context<'_>,
    ) {
        let mine = self.queue.answered(request, cx)
            || self.start.answered(request, cx)
            || self.counting.answered(request, cx);
        if !mine {
            return;
        }
        match result {
            Ok(Answer::Queue(view)) => self.show(*view, cx),
            Ok(Answer::Start(start)) => self.drafts = start.drafts,
            Ok(Answer::WorkCounts(counts)) => self.counts = counts,
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }

    fn show(&mut self, view: QueueView, cx: &mut Context<'_>) {
        if self.selection.settle(&view) {
            cx.inform(cx.text.get("queue-selection-gone"));
        }
        cx.status(StatusChange {
            waiting: Some((view.priority.count, view.ordinary.count)),
            ..StatusChange::default()
        });
        self.view = Some(view);
    }

    fn done(&mut self, request: RequestId, result: Result<Done, DeskError>, cx: &mut Context<'_>) {
        let at = self.sent.iter().position(|(id, _)| *id == request);
        if let Some(at) = at {
            let (_, sent) = self.sent.swap_remove(at);
            match result {
                Ok(done) => self.tell(sent, done, cx),
                Err(error) => cx.fail(error.sentence(cx.text)),
            }
        }
        self.ask(cx);
    }

    /// Says what came of a command, unless the next look at the screen says it.
    fn tell(&mut self, sent: order::Sent, done: Done, cx: &mut Context<'_>) {
        match done {
            Done::TicketIssued {
                ticket,
                number,
                lane,
                ahead,
                within,
            } => {
                self.given = Some(Given {
                    ticket,
                    number,
                    lane,
                    claims: sent.claims,
                    ahead,
                    within,
                    at: cx.now,
                });
            }
            Done::Called(called) => {
                self.given = None;
                self.selection.clear();
                if let Some(view) = &mut self.view {
                    view.mine = Some(CounterWork::Called(called));
                }
            }
            Done::NobodyWaits => cx.inform(cx.text.get("queue-done-nobody")),
            Done::DayOpened { ended: 0 } => {}
            Done::DayOpened { ended } => {
                self.given = None;
                let ended = ("ended", ended.into());
                cx.inform(cx.text.with("queue-done-day-opened", &[ended]));
            }
            Done::DayClosed { ended } => {
                self.given = None;
                let ended = ("ended", ended.into());
                cx.done(cx.text.with("queue-done-day-closed", &[ended]));
            }
            _ => {
                if let Some(sentence) = sent.sentence {
                    cx.done(sentence);
                }
            }
        }
    }

    /// Takes what a panel or the search gives back.
    fn returned(&mut self, value: Returned, cx: &mut Context<'_>) {
        match value.take::<Command>() {
            Ok(command) => self.send(command, cx),
            Err(other) => {
                if let Ok(same) = other.take::<SamePerson>() {
                    self.register_again(&same, cx);
                }
            }
        }
    }

    fn tick(&mut self, cx: &mut Context<'_>) {
        self.open_day(cx);
        if self
            .given
            .as_ref()
            .is_some_and(|given| given.is_over(cx.now))
        {
            self.given = None;
            cx.redraw();
        }
        // What is told in seconds is told in steps of ten.
        if let Some(CounterWork::Called(called)) = self.mine() {
            let ago = (cx.now - called.called_at).num_seconds() / 10;
            if ago != self.shown_ago {
                self.shown_ago = ago;
                cx.redraw();
            }
        }
    }

    /// Opens the day at the start and after midnight.
    fn open_day(&mut self, cx: &mut Context<'_>) {
        let today = istanbul_day(cx.now);
        if self.day != Some(today) {
            self.day = Some(today);
            let request = cx.command(Command::OpenDay);
            self.sent.push((request, order::Sent::default()));
        }
    }

    /// Whether a step of a visitor comes too soon after the last to be meant.
    fn is_double_press(&mut self, now: DateTime<Utc>) -> bool {
        let bounced = self
            .stepped_at
            .is_some_and(|at| (now - at).abs() < SHORTEST_STEP);
        self.stepped_at = Some(now);
        bounced || self.sent.iter().any(|(_, sent)| sent.is_step)
    }
}

impl Screen for QueueScreen {
    fn title(&self, text: &Text) -> String {
        text.get("queue-title")
    }

    fn keys(&self) -> Keys {
        let Some(view) = &self.view else {
            return Keys::new();
        };
        let free = view.mine.is_none();
        let nobody_aside = view.held.is_empty() && view.absent.is_empty();
        let keys = match self.selected() {
            None => Keys::new(),
            Some((_, list)) => {
                let waits = matches!(list, List::Priority | List::Ordinary);
                Keys::new()
                    .and(&SELECTED)
                    .without_if(!free, keys::THIS)
                    .without_if(!free, CALL_THIS)
                    .without_if(!waits, HOLD_THIS)
                    .without_if(waits, PUT_BACK_THIS)
            }
        };
        keys.and(self.visitor_keys())
            .and(&QUEUE)
            .and(&LIST)
            .without_if(nobody_aside, PUT_BACK)
            .without_if(!free, OPEN_VISIT)
            .without_if(self.meant().is_none(), keys::CORRECT)
            .without_if(self.drafts.is_empty(), DRAFTS)
            .without_if(
                called_too_seldom(view.mine.as_ref()).is_some(),
                keys::NO_SHOW,
            )
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => {
                // The key that closed the screen above must not call somebody.
                self.stepped_at = Some(cx.now);
                self.duty.announce(cx);
                self.open_day(cx);
                self.ask(cx);
            }
            Message::Changed => self.ask(cx),
            Message::Tick => self.tick(cx),
            Message::Done(request, result) => self.done(request, result, cx),
            Message::Answered(request, result) => self.answered(request, result, cx),
            Message::Returned(value) => {
                self.returned(value, cx);
                // Time has passed under the panel.
                self.ask(cx);
            }
            Message::Action(action) => self.act(action, cx),
            Message::Char(c) => self.explain(c, cx),
            Message::Paste(_) | Message::Translated | Message::Closing => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        view::draw(self, frame, area, cx);
    }
}

/// Calls so far of a visitor who cannot be counted as absent yet.
fn called_too_seldom(mine: Option<&CounterWork>) -> Option<u32> {
    let Some(CounterWork::Called(called)) = mine else {
        return None;
    };
    match called.ticket.state {
        TicketState::Called { times, .. }
            if times < crate::domain::ticket::CALLS_BEFORE_NO_SHOW =>
        {
            Some(times)
        }
        _ => None,
    }
}

/// Whether an action is a step that must not be made twice by one press.
fn is_step(action: Action) -> bool {
    matches!(action, keys::CALL | keys::START | keys::FINISH)
}
