//! A form: fields with their order, warnings and scrolling.

mod field;
mod view;

use std::cell::Cell;

use self::field::Widget;
use super::Reply;
use crate::text::CleanText;
use crate::tui::keymap::Keys;
use crate::tui::keys::{ACCEPT, ENTER, FORM, LINE_DOWN, LINE_UP, NEXT_FIELD, PREVIOUS_FIELD};
use crate::tui::screen::Message;

pub use self::field::Field;

/// What a form made of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormReply<F> {
    /// Nothing. Enter on the last field comes back so: a screen may take it for "ready".
    Ignored,
    /// The focus or a cursor moved.
    Used,
    /// The value of this field is another now.
    Changed(F),
}

/// Fields one under another. `F` names them, mostly an enum of the screen.
pub struct Form<F> {
    fields: Vec<Field<F>>,
    focus: usize,
    /// The first row drawn of each column.
    first: [Cell<usize>; 2],
}

impl<F: Copy + PartialEq> Form<F> {
    /// A form; the first field has the focus.
    #[must_use]
    pub fn new(fields: Vec<Field<F>>) -> Self {
        Self {
            fields,
            focus: 0,
            first: Default::default(),
        }
    }

    /// The field that has the focus.
    #[must_use]
    pub fn focused(&self) -> Option<F> {
        self.fields.get(self.focus).map(|field| field.id)
    }

    /// Gives a field the focus, if it is shown.
    pub fn focus(&mut self, id: F) {
        let shown = |field: &Field<F>| field.id == id && !field.hidden;
        if let Some(at) = self.fields.iter().position(shown) {
            self.focus = at;
        }
    }

    /// What stands in a field; empty for choices.
    #[must_use]
    pub fn text(&self, id: F) -> CleanText {
        self.field(id).map(Field::text).unwrap_or_default()
    }

    /// Puts a text in a field, cleaned and cut at its limit.
    pub fn set_text(&mut self, id: F, text: &str) {
        if let Some(field) = self.field_mut(id) {
            field.set_text(text);
        }
    }

    /// The position of what is chosen in a choice or list.
    #[must_use]
    pub fn chosen(&self, id: F) -> Option<usize> {
        match &self.field(id)?.widget {
            Widget::Choice(choice) | Widget::ShortChoice(choice) => choice.chosen(),
            Widget::Pick(pick) => pick.chosen(),
            _ => None,
        }
    }

    /// The positions of all that is chosen in a field of several.
    #[must_use]
    pub fn all_chosen(&self, id: F) -> Vec<usize> {
        match self.field(id).map(|field| &field.widget) {
            Some(Widget::Choice(choice)) => choice.all_chosen().collect(),
            _ => Vec::new(),
        }
    }

    /// Chooses in a choice or list; in a field of several, besides what is chosen. `None` lets all
    /// go.
    pub fn choose(&mut self, id: F, at: Option<usize>) {
        match self.field_mut(id).map(|field| &mut field.widget) {
            Some(Widget::Choice(choice) | Widget::ShortChoice(choice)) => match at {
                Some(at) => choice.set(at, true),
                None => choice.clear(),
            },
            Some(Widget::Pick(pick)) => pick.choose(at),
            _ => {}
        }
    }

    /// What a field holds in words: its text, or the label of what is chosen first.
    #[must_use]
    pub fn words(&self, id: F) -> String {
        match self.field(id).map(|field| &field.widget) {
            Some(Widget::Choice(choice) | Widget::ShortChoice(choice)) => {
                choice.chosen_label().unwrap_or_default().to_owned()
            }
            _ => self.text(id).into_string(),
        }
    }

    /// Puts words in a field: as its text, or as the label of what is to be chosen, if there is one.
    pub fn set_words(&mut self, id: F, words: &str) {
        match self.field_mut(id).map(|field| &mut field.widget) {
            Some(Widget::Choice(choice) | Widget::ShortChoice(choice)) => {
                choice.choose_label(words)
            }
            _ => self.set_text(id, words),
        }
    }

    /// Gives a list other labels.
    pub fn set_labels(&mut self, id: F, labels: Vec<String>) {
        if let Some(Widget::Pick(pick)) = self.field_mut(id).map(|field| &mut field.widget) {
            pick.set_labels(labels);
        }
    }

    /// Sets or takes away the warning under a field. A warning never stands in the way.
    pub fn set_warning(&mut self, id: F, sentence: Option<String>) {
        self.set_warnings(id, sentence.into_iter().collect());
    }

    /// Sets the warnings under a field, a sentence each.
    pub fn set_warnings(&mut self, id: F, sentences: Vec<String>) {
        if let Some(field) = self.field_mut(id) {
            field.warnings = sentences;
        }
    }

    /// Sets what stands under a field to be known, a line each.
    pub fn set_notes(&mut self, id: F, notes: Vec<String>) {
        if let Some(field) = self.field_mut(id) {
            field.notes = notes;
        }
    }

    /// Shows or hides a field; what is in it stays.
    pub fn set_shown(&mut self, id: F, shown: bool) {
        let Some(at) = self.fields.iter().position(|field| field.id == id) else {
            return;
        };
        self.fields[at].hidden = !shown;
        if at == self.focus && !shown && !self.step(true) {
            self.step(false);
        }
    }

    fn field(&self, id: F) -> Option<&Field<F>> {
        self.fields.iter().find(|field| field.id == id)
    }

    fn field_mut(&mut self, id: F) -> Option<&mut Field<F>> {
        self.fields.iter_mut().find(|field| field.id == id)
    }

    /// Whether a list is open and wants all keys.
    #[must_use]
    pub fn list_is_open(&self) -> bool {
        let focused = self.fields.get(self.focus).map(|field| &field.widget);
        matches!(focused, Some(Widget::Pick(pick)) if pick.is_open())
    }

    /// The tables that act where the focus is. A screen adds its own outside them.
    #[must_use]
    pub fn keys(&self) -> Keys {
        self.fields
            .get(self.focus)
            .map_or_else(|| Keys::new().and(&FORM), Field::keys)
    }

    /// Takes a message: for the field with the focus, or to move the focus.
    pub fn update(&mut self, message: &Message) -> FormReply<F> {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return FormReply::Ignored;
        };
        let id = field.id;
        match field.update(message) {
            Reply::Ignored => {}
            Reply::Used => return FormReply::Used,
            Reply::Changed | Reply::Cut => {
                if matches!(message, Message::Action(ACCEPT)) {
                    self.step(true);
                }
                return FormReply::Changed(id);
            }
        }
        let moved = match message {
            Message::Action(NEXT_FIELD | ENTER | LINE_DOWN) => self.step(true),
            Message::Action(PREVIOUS_FIELD | LINE_UP) => self.step(false),
            _ => return FormReply::Ignored,
        };
        match (moved, message) {
            (false, Message::Action(ENTER)) => FormReply::Ignored,
            _ => FormReply::Used,
        }
    }

    /// Moves the focus to the next or the previous shown field. Whether there is one.
    fn step(&mut self, forward: bool) -> bool {
        let shown = |at: &usize| self.fields.get(*at).is_some_and(|field| !field.hidden);
        let to = if forward {
            (self.focus + 1..self.fields.len()).find(shown)
        } else {
            (0..self.focus).rev().find(shown)
        };
        self.focus = to.unwrap_or(self.focus);
        to.is_some()
    }
}

#[cfg(test)]
mod tests;
