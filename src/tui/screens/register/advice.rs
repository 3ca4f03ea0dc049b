//! What the form says under its fields.

use super::fields::Field;
use super::notices;
use super::screen::RegisterScreen;
use crate::domain::calendar::{istanbul_day, written_day};
use crate::domain::date::write_date;
use crate::domain::identity::check_number;
use crate::domain::registration::{RegistrationDraft, RegistrationWarning};
use crate::i18n::Text;
use crate::labels::warning_key;
use crate::tui::screen::Context;

/// Applications a new one may repeat that are named; the others are counted.
const NAMED_DUPLICATES: usize = 2;

impl RegisterScreen {
    /// Everything unusual about the form as it is now.
    pub(super) fn warnings(
        &self,
        draft: &RegistrationDraft,
        cx: &Context<'_>,
    ) -> Vec<RegistrationWarning> {
        let mut warnings = draft.check(istanbul_day(cx.now)).warnings;
        if !self.repeated.is_empty() {
            warnings.push(RegistrationWarning::LikelyDuplicate);
        }
        warnings
    }

    /// Puts the warnings that are ripe, and what is known, under their fields.
    pub(super) fn warn(&mut self, cx: &Context<'_>) {
        let draft = self.draft();
        let mut warnings = self.warnings(&draft, cx);
        let focus = self.focus();
        warnings.retain(|warning| notices::is_ripe(*warning, &draft, focus, &self.left));
        let repeated = self.repeated_lines(cx.text);
        let who = self.who_note(&draft, cx.text);
        let other_number = self.other_number_note(&draft, cx.text);
        let fault = self.file_fault.clone();
        let form = self.entries.form_mut();
        for field in Field::ALL {
            let here = warnings
                .iter()
                .filter(|warning| notices::field_of(**warning) == field);
            let sentences = here.map(|warning| match warning {
                RegistrationWarning::LikelyDuplicate => repeated.clone(),
                other => cx.text.get(warning_key(*other)),
            });
            form.set_warnings(field, sentences.collect());
        }
        form.set_warnings(Field::Files, fault.into_iter().collect());
        form.set_notes(Field::Who, who.into_iter().collect());
        form.set_notes(Field::Number, other_number.into_iter().collect());
    }

    fn repeated_lines(&self, text: &Text) -> String {
        let mut lines = vec![text.get(warning_key(RegistrationWarning::LikelyDuplicate))];
        for row in self.repeated.iter().take(NAMED_DUPLICATES) {
            lines.push(text.with(
                "register-duplicate",
                &[
                    ("number", row.number.to_string().into()),
                    ("day", written_day(row.registered_at).into()),
                    ("due", write_date(row.due).into()),
                ],
            ));
        }
        let more = self.repeated.len().saturating_sub(NAMED_DUPLICATES);
        if more > 0 {
            lines.push(text.with("register-duplicates-more", &[("count", more.into())]));
        }
        lines.join("\n")
    }

    /// Says so when the number is not that of the visitor chosen: perhaps it is somebody else.
    fn other_number_note(&self, draft: &RegistrationDraft, text: &Text) -> Option<String> {
        let known = self.known.as_ref()?.person.number.as_ref()?;
        let typed = check_number(draft.person_kind, &draft.identity_number).number;
        let other = !typed.is_blank() && typed != *known && self.focus() != Some(Field::Number);
        other.then(|| text.get("register-other-number"))
    }

    fn who_note(&self, draft: &RegistrationDraft, text: &Text) -> Option<String> {
        if !draft.who.is_empty() {
            return self.visitors.none().then(|| text.get("register-nobody"));
        }
        draft.person?;
        let Some(known) = &self.known else {
            return Some(text.get("register-known"));
        };
        Some(match known.last {
            Some(last) => text.with(
                "register-known-since",
                &[
                    ("count", known.applications.into()),
                    ("day", written_day(last).into()),
                ],
            ),
            None => text.get("register-known"),
        })
    }
}
