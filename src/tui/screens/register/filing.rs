//! The form on its way to the desk: as a draft, with its files, as an application.

use super::fields::Field;
use super::path::path_of;
use super::reasons::ReasonsPanel;
use super::registered::RegisteredScreen;
use super::screen::RegisterScreen;
use crate::desk::command::{Command, Draft, Registration};
use crate::desk::{DeskError, Done, RequestId};
use crate::domain::calendar::istanbul_day;
use crate::domain::registration::{AcceptedWarning, RegistrationDraft};
use crate::tui::screen::Context;
use crate::tui::screens::case::SamePerson;

impl RegisterScreen {
    /// Hands the form over if it is time, else asks to be woken when it is.
    pub(super) fn keep_when_due(&mut self, cx: &mut Context<'_>) {
        match self.keeper.due_in(cx.now) {
            Some(wait) if wait.is_zero() => self.keep(cx),
            Some(wait) => cx.wake_in(wait),
            None => {}
        }
    }

    /// Hands the form to the desk, if it lacks something and nothing is on its way.
    pub(super) fn keep(&mut self, cx: &mut Context<'_>) {
        self.warn(cx);
        if !self.keeper.is_free() {
            return;
        }
        let draft = self.draft();
        if self.keeper.lacks(&draft) {
            self.hand_over(draft, cx);
        } else {
            self.keeper.unchanged();
        }
    }

    fn hand_over(&mut self, form: RegistrationDraft, cx: &mut Context<'_>) {
        let request = cx.command(Command::SaveDraft(Box::new(Draft {
            id: self.id,
            counter: self.at.counter,
            visit: self.visit,
            form: form.clone(),
        })));
        self.keeper.sent(form, request);
    }

    /// Hands everything in, whatever is on its way: the form is left. Whether there is a draft.
    pub(super) fn hand_in(&mut self, cx: &mut Context<'_>) -> bool {
        let draft = self.draft();
        if draft == self.blank {
            if self.keeper.is_stored() {
                cx.command(Command::DropDraft(self.id));
            }
            return false;
        }
        if self.keeper.lacks(&draft) {
            self.hand_over(draft, cx);
        }
        self.keeper.is_stored()
    }

    pub(super) fn discard(&mut self, cx: &mut Context<'_>) {
        if self.keeper.is_stored() {
            cx.command(Command::DropDraft(self.id));
        }
        cx.inform(cx.text.get("register-discarded"));
        cx.pop();
    }

    pub(super) fn attach(&mut self, cx: &mut Context<'_>) {
        if self.attaching.is_some() {
            return;
        }
        let typed = self.entries.form().text(Field::Files);
        let file = path_of(typed.as_str());
        self.file_fault = None;
        self.attaching = Some(cx.command(Command::Attach { file }));
    }

    /// Asks for the reasons of the open warnings, and registers.
    pub(super) fn save(&mut self, cx: &mut Context<'_>) {
        if self.registering.is_some() {
            return;
        }
        self.pour(cx);
        if !self.entries.form().text(Field::Files).is_blank() {
            // What was typed as an attachment shall not be forgotten.
            self.then_save = true;
            self.attach(cx);
            return;
        }
        self.left.extend(Field::ALL);
        self.keep(cx);
        let draft = self.draft();
        let warnings = self.warnings(&draft, cx);
        if warnings.is_empty() {
            self.register(Vec::new(), cx);
        } else {
            cx.push(ReasonsPanel::new(&warnings, &self.accepted, cx.text));
        }
    }

    pub(super) fn register(&mut self, accepted: Vec<AcceptedWarning>, cx: &mut Context<'_>) {
        let registration = Registration {
            visit: self.visit,
            draft: Some(self.id),
            form: self.draft(),
            accepted,
        };
        self.registering = Some(cx.command(Command::Register(Box::new(registration))));
    }

    pub(super) fn done(
        &mut self,
        request: RequestId,
        result: Result<Done, DeskError>,
        cx: &mut Context<'_>,
    ) {
        if let Some(must_say) = self.keeper.answered(request, result.is_ok(), cx.now) {
            if let (true, Err(error)) = (must_say, &result) {
                let why = error.sentence(cx.text);
                cx.fail(
                    cx.text
                        .with("register-draft-failed", &[("why", why.into())]),
                );
            }
            self.keep_when_due(cx);
        } else if self.attaching == Some(request) {
            self.attaching = None;
            self.attached(result, cx);
        } else if self.registering == Some(request) {
            self.registering = None;
            self.registered(result, cx);
        }
    }

    fn attached(&mut self, result: Result<Done, DeskError>, cx: &mut Context<'_>) {
        let then_save = std::mem::take(&mut self.then_save);
        match result {
            Ok(Done::Attached { attachment, name }) => {
                self.entries.attach(attachment, &name);
                self.changed(cx);
                if then_save {
                    self.save(cx);
                }
            }
            Ok(_) => {}
            Err(error) => {
                self.file_fault = Some(error.sentence(cx.text));
                self.entries.form_mut().focus(Field::Files);
                self.warn(cx);
            }
        }
    }

    fn registered(&mut self, result: Result<Done, DeskError>, cx: &mut Context<'_>) {
        match result {
            Ok(Done::Registered {
                application,
                person,
                number,
                deadline,
            }) => {
                let same = SamePerson {
                    id: person,
                    person: self.draft().check(istanbul_day(cx.now)).person,
                };
                let done = RegisteredScreen::new(
                    self.at.clone(),
                    self.visit,
                    same,
                    (application, number, deadline),
                );
                cx.replace(done);
            }
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }
}
