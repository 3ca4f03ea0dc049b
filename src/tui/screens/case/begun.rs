//! What was begun on a sheet and is no step or decision yet: from the desk into the form and back.

use uuid::Uuid;

use super::keys;
use super::sheet::Ask;
use crate::desk::command::{CaseDraft, Typed};
use crate::desk::view::{CaseView, ReviewView};
use crate::domain::ids::{ApplicationId, DraftId};
use crate::tui::keymap::Action;
use crate::tui::widgets::form::Form;

/// A sheet of a case, begun or about to be.
#[derive(Debug, Clone)]
pub(in crate::tui::screens) struct Begun {
    pub(super) application: ApplicationId,
    pub(super) id: DraftId,
    sheet: String,
    typed: Typed,
}

impl Begun {
    /// The sheet behind an action, as it was left the last time.
    pub(super) fn new(action: Action, view: &CaseView) -> Self {
        let sheet = keys::sheet(action, &view.case).to_owned();
        Self::on((view.application.record.application, sheet), &view.drafts)
    }

    /// The page on which it is decided on something that waits, as it was left the last time.
    pub(in crate::tui::screens) fn deciding(view: &ReviewView) -> Self {
        let item = view.row.item;
        let sheet = match item.field {
            Some(field) => format!("decide.{field:?}"),
            None => "decide".to_owned(),
        };
        Self::on((ApplicationId(item.operation), sheet), &view.drafts)
    }

    fn on((application, sheet): (ApplicationId, String), drafts: &[CaseDraft]) -> Self {
        let left = drafts.iter().find(|draft| draft.sheet == sheet);
        Self {
            application,
            id: left.map_or_else(|| DraftId(Uuid::now_v7()), |draft| draft.id),
            sheet,
            typed: left.map(|draft| draft.typed.clone()).unwrap_or_default(),
        }
    }

    /// Fills a form as it was left; whether there was anything.
    pub(super) fn fill(&self, form: &mut Form<Ask>) -> bool {
        for (ask, words) in Ask::ALL
            .iter()
            .filter_map(|ask| Some((*ask, self.typed.0.get(ask.name()?)?)))
        {
            form.set_words(ask, words);
        }
        !self.typed.0.is_empty()
    }

    /// What the desk is to keep.
    pub(super) fn draft(&self, typed: Typed) -> CaseDraft {
        CaseDraft {
            id: self.id,
            application: self.application,
            sheet: self.sheet.clone(),
            typed,
        }
    }
}

/// What stands in a form.
pub(super) fn typed(form: &Form<Ask>) -> Typed {
    let filled = Ask::ALL.iter().filter_map(|ask| {
        let words = form.words(*ask);
        (!words.is_empty()).then_some((ask.name()?.to_owned(), words))
    });
    Typed(filled.collect())
}
