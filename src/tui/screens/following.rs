//! A question that follows what is typed.

use crate::desk::{Query, RequestId};
use crate::tui::screen::Context;

/// Asks the desk while somebody types: one question at a time, then the newest one. Nobody waits
/// for answers that are no longer wanted, and a slow search is not asked ten times.
#[derive(Debug, Default)]
pub struct Following {
    wanted: Option<Query>,
    /// The last question, and its number while it is not answered.
    asked: Option<(Query, Option<RequestId>)>,
}

impl Following {
    /// What is wanted now; `None` wants nothing.
    pub fn want(&mut self, query: Option<Query>, cx: &mut Context<'_>) {
        self.wanted = query;
        self.ask(cx);
    }

    /// Asks again: the data changed.
    pub fn again(&mut self, cx: &mut Context<'_>) {
        if let Some((_, None)) = self.asked {
            self.asked = None;
        }
        self.ask(cx);
    }

    /// An answer has come. `None`: to another question. `Some(false)`: something else is wanted by
    /// now, and asked.
    pub fn answered(&mut self, request: RequestId, cx: &mut Context<'_>) -> Option<bool> {
        let (_, number) = self.asked.as_mut()?;
        if *number != Some(request) {
            return None;
        }
        *number = None;
        let fresh = self.asked.as_ref().map(|(query, _)| query) == self.wanted.as_ref();
        if !fresh {
            self.ask(cx);
        }
        Some(fresh)
    }

    /// Whether the answer to what is wanted is still to come.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        match (&self.wanted, &self.asked) {
            (Some(wanted), Some((asked, number))) => wanted != asked || number.is_some(),
            (wanted, _) => wanted.is_some(),
        }
    }

    fn ask(&mut self, cx: &mut Context<'_>) {
        let Some(wanted) = &self.wanted else {
            return;
        };
        match &self.asked {
            Some((_, Some(_))) => {}
            Some((asked, None)) if asked == wanted => {}
            _ => {
                let request = cx.query(wanted.clone());
                self.asked = Some((wanted.clone(), Some(request)));
            }
        }
    }
}
