//! A question that is asked again whenever the data changes.

use crate::desk::{Query, RequestId};
use crate::tui::screen::Context;

/// Asks the desk the same question again and again, one at a time: while twenty counters work, a
/// change during an answer means one more question and not twenty.
#[derive(Debug)]
pub struct Refresh {
    query: Query,
    asked: Option<RequestId>,
    /// Something changed while the question was on its way.
    stale: bool,
}

impl Refresh {
    /// Of this question, not asked yet.
    #[must_use]
    pub fn new(query: Query) -> Self {
        Self {
            query,
            asked: None,
            stale: false,
        }
    }

    /// The question.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Asks, or has it asked once more when the answer that is on its way has come.
    pub fn ask(&mut self, cx: &mut Context<'_>) {
        self.stale = self.asked.is_some();
        if !self.stale {
            self.asked = Some(cx.query(self.query.clone()));
        }
    }

    /// An answer has come. Whether it is to this question.
    pub fn answered(&mut self, request: RequestId, cx: &mut Context<'_>) -> bool {
        if self.asked != Some(request) {
            return false;
        }
        self.asked = None;
        if self.stale {
            self.ask(cx);
        }
        true
    }

    /// Whether an answer is on its way.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }
}
