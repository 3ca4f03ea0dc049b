//! A visit that needs no application: what came of it, about what.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::topic_list::TopicList;
use crate::catalog::Catalog;
use crate::desk::command::Command;
use crate::desk::{Done, RequestId};
use crate::domain::ids::VisitId;
use crate::domain::visit::GuidanceOutcome;
use crate::i18n::Text;
use crate::labels::{self, labels};
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::form::{Field, Form};

/// Most characters of a note.
const NOTE: usize = 1_000;

/// Records the guidance and ends the visit.
const SAVE_AND_FINISH: Action = Action::new("guidance.save-and-finish");
/// Records the guidance; the visit goes on.
const SAVE: Action = Action::new("guidance.save");

/// Keys of the page.
pub static GUIDANCE: KeyTable = KeyTable::new(
    "guidance",
    "register-keys-guidance",
    &[
        Binding::new(
            SAVE_AND_FINISH,
            &[Chord::key(Code::Enter)],
            "register-guidance-finish",
        )
        .weight(94),
        Binding::new(
            SAVE,
            &[Chord::f(10), Chord::ctrl('s')],
            "register-guidance-save",
        )
        .weight(93),
    ],
);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    Outcome,
    Topic,
    Note,
}

/// The page.
pub struct GuidanceScreen {
    visit: VisitId,
    catalog: Catalog,
    topics: Rc<TopicList>,
    form: Form<Ask>,
    saving: Option<RequestId>,
    finishing: Option<RequestId>,
    then_finish: bool,
}

impl GuidanceScreen {
    /// Guidance in a visit.
    #[must_use]
    pub fn new(catalog: Catalog, visit: VisitId, text: &Text) -> Self {
        let topics = Rc::new(TopicList::new(catalog.clone(), None));
        let finder = Rc::clone(&topics);
        let outcomes = labels::<GuidanceOutcome>(text);
        let form = Form::new(vec![
            Field::choice(
                Ask::Outcome,
                text.get("register-guidance-outcome"),
                outcomes,
            )
            .always(0)
            .hint(text.get("register-guidance-hint")),
            Field::pick(
                Ask::Topic,
                text.get("register-field-topic"),
                topics.names(text.locale()),
            )
            .found_by(move |typed| finder.find(typed))
            .hint(text.get("register-guidance-topic-hint")),
            Field::line(Ask::Note, text.get("register-guidance-note"), NOTE)
                .hint(text.get("register-guidance-note-hint")),
        ]);
        Self {
            visit,
            catalog,
            topics,
            form,
            saving: None,
            finishing: None,
            then_finish: false,
        }
    }

    /// Makes everything that holds words again.
    fn translate(&mut self, text: &Text) {
        let mut made = Self::new(self.catalog.clone(), self.visit, text);
        made.form
            .choose(Ask::Outcome, self.form.chosen(Ask::Outcome));
        made.form.choose(Ask::Topic, self.form.chosen(Ask::Topic));
        let note = self.form.text(Ask::Note);
        made.form.set_text(Ask::Note, note.as_str());
        if let Some(field) = self.form.focused() {
            made.form.focus(field);
        }
        self.form = made.form;
    }

    fn save(&mut self, then_finish: bool, cx: &mut Context<'_>) {
        if self.saving.is_some() || self.finishing.is_some() {
            return;
        }
        self.then_finish = then_finish;
        let topic = self.form.chosen(Ask::Topic);
        let outcome = self.form.chosen(Ask::Outcome).and_then(labels::at);
        self.saving = Some(cx.command(Command::GiveGuidance {
            visit: self.visit,
            topic: topic.and_then(|at| self.topics.code(at)).cloned(),
            outcome: outcome.unwrap_or_default(),
            note: self.form.text(Ask::Note),
        }));
    }

    fn done(
        &mut self,
        request: RequestId,
        result: Result<Done, crate::desk::DeskError>,
        cx: &mut Context<'_>,
    ) {
        let saved = self.saving == Some(request);
        if !saved && self.finishing != Some(request) {
            return;
        }
        self.saving = None;
        self.finishing = None;
        match result {
            // Nothing is recorded twice: a visit that could not be ended is ended on the queue.
            Err(error) => {
                cx.fail(error.sentence(cx.text));
                if !saved {
                    cx.pop();
                }
            }
            Ok(_) if saved && self.then_finish => {
                let visit = self.visit;
                self.finishing = Some(cx.command(Command::FinishVisit { visit }));
            }
            Ok(_) => {
                let said = if saved {
                    "register-guidance-saved"
                } else {
                    "register-guidance-finished"
                };
                cx.done(cx.text.get(said));
                cx.pop();
            }
        }
    }
}

impl Screen for GuidanceScreen {
    fn title(&self, text: &Text) -> String {
        text.get("register-guidance-title")
    }

    fn keys(&self) -> Keys {
        if self.form.list_is_open() {
            return self.form.keys();
        }
        // Enter is the shortest way out of every field, not the way to the next.
        Keys::new().and(&GUIDANCE).within(self.form.keys())
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Action(SAVE_AND_FINISH) => self.save(true, cx),
            Message::Action(SAVE) => self.save(false, cx),
            Message::Done(request, result) => self.done(request, result, cx),
            Message::Translated => self.translate(cx.text),
            message => {
                self.form.update(&message);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.form.draw(frame, area, cx);
    }
}

#[cfg(test)]
#[path = "guidance_tests.rs"]
mod tests;
