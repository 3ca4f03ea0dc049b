//! What is said when a command is stored, and asked before what cannot be taken back.

use chrono::{DateTime, Utc};

use super::board::List;
use crate::desk::Command;
use crate::desk::view::{CounterWork, QueueView};
use crate::domain::calendar::written_time;
use crate::domain::ids::TicketId;
use crate::i18n::{Text, Value};
use crate::tui::keymap::Action;
use crate::tui::widgets::dialog::Dialog;

/// The texts of a question before what cannot be taken back: the question, what follows from it,
/// no and yes.
pub(super) struct Asked([&'static str; 4]);

pub(super) const LEFT_ASKED: Asked = Asked([
    "queue-leave-question",
    "queue-leave-body",
    "queue-leave-no",
    "queue-leave-yes",
]);
pub(super) const FINISH_ASKED: Asked = Asked([
    "queue-finish-question",
    "queue-finish-body",
    "queue-finish-no",
    "queue-finish-yes",
]);
pub(super) const CLOSE_ASKED: Asked = Asked([
    "queue-close-question",
    "queue-close-body",
    "queue-close-no",
    "queue-close-yes",
]);

impl Asked {
    /// The question; the harmless answer comes first.
    pub(super) fn dialog(&self, values: &[(&str, Value<'_>)], yes: Action, text: &Text) -> Dialog {
        let [question, body, no, really] = self.0.map(|key| text.with(key, values));
        Dialog::question(question, body)
            .button(no, None)
            .button(really, Some(yes))
    }
}

/// What to say when a command is stored; `None` where the screen shows it.
pub(super) fn sentence(
    command: &Command,
    view: &QueueView,
    now: DateTime<Utc>,
    text: &Text,
) -> Option<String> {
    let about = |key: &str, ticket: TicketId| {
        let number = number_of(ticket, view)?;
        Some(text.with(key, &[("number", number.into())]))
    };
    match command {
        Command::CorrectClaims { ticket, .. } => about("queue-done-corrected", *ticket),
        Command::UndoCall { ticket } => about("queue-done-undone", *ticket),
        Command::NoShow { ticket } => about("queue-done-no-show", *ticket),
        Command::Return { ticket } => about("queue-done-returned", *ticket),
        Command::Reinstate { ticket } => about("queue-done-reinstated", *ticket),
        Command::Leave { ticket } => about("queue-done-left", *ticket),
        Command::Hold {
            ticket, time: None, ..
        } => about("queue-done-held", *ticket),
        Command::Hold {
            ticket,
            time: Some(time),
            ..
        } => {
            let until = written_time(now + *time);
            let number = number_of(*ticket, view)?;
            Some(text.with(
                "queue-done-held-until",
                &[("number", number.into()), ("time", until.into())],
            ))
        }
        Command::FinishVisit { .. } => Some(text.get("queue-done-finished")),
        _ => None,
    }
}

fn number_of(id: TicketId, view: &QueueView) -> Option<u32> {
    let mine = match &view.mine {
        Some(CounterWork::Called(called)) => Some(&called.ticket),
        Some(CounterWork::InVisit(visit)) => visit.ticket.as_ref(),
        None => None,
    };
    List::ALL
        .into_iter()
        .flat_map(|list| list.tickets(view))
        .chain(mine)
        .find(|ticket| ticket.id == id)
        .map(|ticket| ticket.number)
}
