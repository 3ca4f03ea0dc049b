//! Why a command or a query could not be done.

use crate::domain::ids::Counter;
use crate::domain::ticket::{IllegalMove, TicketState};
use crate::i18n::Text;

/// What went wrong. Nothing of the command was stored, and nothing that was stored is lost.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The ticket's state does not allow it, mostly since another counter was faster.
    #[error(transparent)]
    Ticket(#[from] IllegalMove),
    /// The counter has a visitor already.
    #[error("counter {0} has a visitor")]
    CounterBusy(Counter),
    /// What the command names is not there.
    #[error("not found")]
    NotFound,
}

impl DeskError {
    /// What happened, what was kept and what to do, in the user's language.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        match self {
            Self::Ticket(IllegalMove::State(state)) => text.get(state_key(*state)),
            Self::Ticket(IllegalMove::CalledTooSeldom { calls }) => text.with(
                "desk-error-called-too-seldom",
                &[("calls", (*calls).into())],
            ),
            Self::CounterBusy(counter) => {
                text.with("desk-error-counter-busy", &[("counter", (*counter).into())])
            }
            Self::NotFound => text.get("desk-error-not-found"),
        }
    }
}

fn state_key(state: TicketState) -> &'static str {
    match state {
        TicketState::Waiting => "desk-error-ticket-waiting",
        TicketState::Called { .. } => "desk-error-ticket-called",
        TicketState::Serving { .. } => "desk-error-ticket-serving",
        TicketState::Held { .. } => "desk-error-ticket-held",
        TicketState::NoShow => "desk-error-ticket-no-show",
        TicketState::Ended { .. } => "desk-error-ticket-ended",
    }
}
