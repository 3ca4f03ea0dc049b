//! Whose application it is: somebody new, somebody known, somebody else.

use super::fields::Field;
use super::screen::{REPLACE_NOW, RegisterScreen};
use crate::tui::screen::Context;
use crate::tui::screens::case::SamePerson;
use crate::tui::widgets::dialog::Dialog;

impl RegisterScreen {
    pub(super) fn typed_who(&self) -> String {
        self.entries.form().text(Field::Who).into_string()
    }

    pub(super) fn has_person(&self) -> bool {
        let form = self.entries.form();
        [
            Field::GivenName,
            Field::FamilyName,
            Field::Number,
            Field::Phone,
        ]
        .into_iter()
        .any(|field| !form.text(field).is_blank())
    }

    /// What was typed to find somebody goes where it belongs. After a visitor was chosen it is
    /// about somebody else: nothing of the two may mix.
    pub(super) fn pour(&mut self, cx: &mut Context<'_>) {
        let who = self.typed_who();
        if who.is_empty() {
            return;
        }
        if self.entries.person().is_some() {
            self.somebody_else(cx);
            self.entries.form_mut().set_text(Field::Who, &who);
        }
        self.entries.pour();
        self.changed(cx);
    }

    /// Takes the visitor selected, or goes on with somebody new.
    pub(super) fn choose(&mut self, cx: &mut Context<'_>) {
        let Some(row) = self.visitors.selected().cloned() else {
            self.enter(cx);
            return;
        };
        self.entries.choose_person(row.id, &row.person);
        self.known = Some(row);
        self.changed(cx);
        self.go_to(Field::Kind, cx);
    }

    /// Somebody was found elsewhere for this form. Whoever stands in it is not replaced unasked.
    pub(super) fn offer_person(&mut self, same: SamePerson, cx: &mut Context<'_>) {
        let replaces = self.has_person() && self.entries.person() != Some(same.id);
        let names = [
            ("here", self.name().into()),
            ("other", same.person.full_name().into()),
        ];
        self.offered = Some(same);
        if replaces {
            cx.push(
                Dialog::question(
                    cx.text.get("register-replace-question"),
                    cx.text.with("register-replace-body", &names),
                )
                .button(cx.text.get("register-replace-keep"), None)
                .button(cx.text.get("register-replace-now"), Some(REPLACE_NOW)),
            );
        } else {
            self.take_offered(cx);
        }
    }

    pub(super) fn take_offered(&mut self, cx: &mut Context<'_>) {
        if let Some(same) = self.offered.take() {
            self.entries.choose_person(same.id, &same.person);
            self.known = None;
            self.changed(cx);
            self.go_to(Field::Kind, cx);
        }
    }

    pub(super) fn name(&self) -> String {
        let form = self.entries.form();
        let name = [Field::GivenName, Field::FamilyName].map(|f| form.text(f).into_string());
        name.join(" ").trim().to_owned()
    }

    pub(super) fn somebody_else(&mut self, cx: &mut Context<'_>) {
        self.entries.clear_person(&self.blank);
        self.known = None;
        self.left.retain(|field| field.is_of_application());
        self.changed(cx);
        self.entries.form_mut().focus(Field::Who);
    }
}
