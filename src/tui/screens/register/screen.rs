//! The screen of the form.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use uuid::Uuid;

use super::entries::Entries;
use super::fields::Field;
use super::keys;
use super::notices;
use super::reasons::Reasons;
use super::visitors::Visitors;
use crate::catalog::Catalog;
use crate::desk::command::Draft;
use crate::desk::view::{ApplicationRow, PersonRow};
use crate::desk::{Answer, DeskError, Query, RequestId};
use crate::domain::ids::{Counter, DraftId, OfficeCode, VisitId};
use crate::domain::person::Place;
use crate::domain::registration::{AcceptedWarning, RegistrationDraft};
use crate::i18n::Text;
use crate::tui::keymap::{Action, Keys};
use crate::tui::keys::{ENTER, FIRST, LAST, LIST, NEXT_FIELD, PREVIOUS_FIELD};
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::screens::case::{CaseScreen, SamePerson};
use crate::tui::screens::following::Following;
use crate::tui::screens::keeper::Keeper;
use crate::tui::widgets::dialog::Dialog;
use crate::tui::widgets::form::FormReply;

/// Throws the form away, once the question is answered.
const DISCARD_NOW: Action = Action::new("register.discard-now");

/// Puts somebody found elsewhere in the place of the person, once the question is answered.
pub(super) const REPLACE_NOW: Action = Action::new("register.replace-now");

/// Where a form is filled.
#[derive(Debug, Clone)]
pub struct AtCounter {
    pub counter: Counter,
    pub office: OfficeCode,
    pub catalog: Catalog,
}

/// The registration form.
pub struct RegisterScreen {
    pub(super) at: AtCounter,
    pub(super) id: DraftId,
    pub(super) visit: Option<VisitId>,
    pub(super) entries: Entries,
    /// The form with nothing in it but what is usual here.
    pub(super) blank: RegistrationDraft,
    pub(super) keeper: Keeper<RegistrationDraft>,
    pub(super) visitors: Visitors,
    /// The returning visitor as the desk knows them, when chosen here.
    pub(super) known: Option<PersonRow>,
    /// Somebody found elsewhere, while the clerk is asked whether they are meant.
    pub(super) offered: Option<SamePerson>,
    pub(super) neighbourhoods: Following,
    pub(super) duplicates: Following,
    pub(super) repeated: Vec<ApplicationRow>,
    /// Fields the clerk has left; only these are judged.
    pub(super) left: BTreeSet<Field>,
    /// Reasons given so far.
    pub(super) accepted: Vec<AcceptedWarning>,
    pub(super) attaching: Option<RequestId>,
    pub(super) file_fault: Option<String>,
    /// Register as soon as the file is taken in.
    pub(super) then_save: bool,
    pub(super) registering: Option<RequestId>,
}

impl RegisterScreen {
    /// An empty form.
    #[must_use]
    pub fn blank(at: AtCounter, visit: Option<VisitId>, text: &Text) -> Self {
        let form = usual(at.office);
        Self::new(at, visit, &form, text)
    }

    /// A form for somebody known: only what they want this time is left to ask.
    #[must_use]
    pub fn for_person(
        at: AtCounter,
        visit: Option<VisitId>,
        same: &SamePerson,
        text: &Text,
    ) -> Self {
        let mut form = usual(at.office);
        form.fill_person(same.id, &same.person);
        let mut screen = Self::new(at, visit, &form, text);
        screen.entries.form_mut().focus(Field::Kind);
        screen
    }

    /// A form that was being typed, as it was left.
    #[must_use]
    pub fn restore(at: AtCounter, draft: Draft, text: &Text) -> Self {
        let mut screen = Self::new(at, draft.visit, &draft.form, text);
        screen.id = draft.id;
        screen.keeper = Keeper::new(draft.form.clone(), true);
        screen.left = notices::touched(&draft.form);
        let first = if !draft.form.who.is_empty() || !screen.has_person() {
            Field::Who
        } else if screen.entries.is_settled(Field::Topic) {
            Field::Text
        } else {
            Field::Kind
        };
        screen.entries.form_mut().focus(first);
        screen
    }

    fn new(at: AtCounter, visit: Option<VisitId>, form: &RegistrationDraft, text: &Text) -> Self {
        let entries = Entries::new(at.catalog.clone(), form, text);
        Self {
            id: DraftId(Uuid::now_v7()),
            visit,
            blank: usual(at.office),
            keeper: Keeper::new(form.clone(), false),
            entries,
            visitors: Visitors::new(text),
            known: None,
            offered: None,
            neighbourhoods: Following::default(),
            duplicates: Following::default(),
            repeated: Vec::new(),
            left: BTreeSet::new(),
            accepted: Vec::new(),
            attaching: None,
            file_fault: None,
            then_save: false,
            registering: None,
            at,
        }
    }

    /// The form as typed.
    #[must_use]
    pub fn draft(&self) -> RegistrationDraft {
        self.entries.draft()
    }

    /// Makes everything that holds words again.
    fn translate(&mut self, cx: &mut Context<'_>) {
        let (draft, focus) = (self.draft(), self.focus());
        self.entries = Entries::new(self.at.catalog.clone(), &draft, cx.text);
        if let Some(field) = focus {
            self.entries.form_mut().focus(field);
        }
        self.visitors = Visitors::new(cx.text);
        self.visitors.look_for(&draft.who, cx);
        self.neighbourhoods = Following::default();
        self.ask(cx);
        self.warn(cx);
    }

    pub(super) fn focus(&self) -> Option<Field> {
        self.entries.form().focused()
    }

    fn lists_visitors(&self) -> bool {
        self.focus() == Some(Field::Who) && self.visitors.any()
    }

    fn act(&mut self, action: Action, cx: &mut Context<'_>) {
        match action {
            keys::SAVE => self.save(cx),
            keys::TO_APPLICATION => self.go_to(Field::Kind, cx),
            keys::TO_PERSON => self.go_to(Field::Who, cx),
            keys::CHOOSE => self.choose(cx),
            keys::SOMEBODY_ELSE => self.somebody_else(cx),
            keys::OPEN_DUPLICATE => {
                if let Some(row) = self.repeated.first() {
                    cx.push(CaseScreen::new(self.at.catalog.clone(), row.id));
                }
            }
            keys::DETACH if self.entries.detach_last() => self.changed(cx),
            keys::DISCARD => cx.push(
                Dialog::question(
                    cx.text.get("register-discard-question"),
                    cx.text.get("register-discard-body"),
                )
                .button(cx.text.get("register-discard-keep"), None)
                .button(cx.text.get("register-discard-now"), Some(DISCARD_NOW)),
            ),
            DISCARD_NOW => self.discard(cx),
            REPLACE_NOW => self.take_offered(cx),
            ENTER => self.enter(cx),
            action if self.lists_visitors() && is_of_list(action) => {
                self.visitors.update(&Message::Action(action));
            }
            action => self.give(&Message::Action(action), cx),
        }
    }

    /// Gives a message to the widget with the focus.
    fn give(&mut self, message: &Message, cx: &mut Context<'_>) {
        let before = self.focus();
        let leaves = matches!(message, Message::Action(NEXT_FIELD | PREVIOUS_FIELD));
        if before == Some(Field::Who) && leaves {
            self.pour(cx);
        }
        match self.entries.update(message) {
            FormReply::Changed(field) => {
                if field == Field::Files {
                    self.file_fault = None;
                } else {
                    self.changed(cx);
                }
                if field == Field::Who {
                    self.visitors.look_for(&self.typed_who(), cx);
                }
            }
            FormReply::Used | FormReply::Ignored => {}
        }
        self.moved(before, cx);
    }

    /// Looks whether the focus is on another field, and does what is done then.
    fn moved(&mut self, before: Option<Field>, cx: &mut Context<'_>) {
        if self.focus() == before {
            return;
        }
        self.left.extend(before);
        self.keep(cx);
    }

    pub(super) fn go_to(&mut self, field: Field, cx: &mut Context<'_>) {
        let before = self.focus();
        if before == Some(Field::Who) {
            self.pour(cx);
        }
        self.entries.form_mut().focus(field);
        if field.is_of_application() {
            let person = Field::ALL.into_iter().filter(|f| !f.is_of_application());
            self.left.extend(person);
        }
        self.moved(before, cx);
    }

    /// Enter goes on to the next field in which nothing stands yet.
    pub(super) fn enter(&mut self, cx: &mut Context<'_>) {
        let before = self.focus();
        if before == Some(Field::Files) {
            if self.entries.form().text(Field::Files).is_blank() {
                self.save(cx);
            } else {
                self.attach(cx);
            }
            return;
        }
        if before == Some(Field::Who) {
            self.pour(cx);
        }
        let after = Field::ALL
            .into_iter()
            .skip_while(|field| Some(*field) != before)
            .skip(1);
        for field in after {
            if !self.entries.is_settled(field) {
                self.entries.form_mut().focus(field);
                // A field that is not shown takes no focus.
                if self.focus() == Some(field) {
                    break;
                }
            }
        }
        self.moved(before, cx);
    }

    /// Something in the form is another now.
    pub(super) fn changed(&mut self, cx: &mut Context<'_>) {
        self.keeper.changed(cx.now);
        self.ask(cx);
        // Nothing is said about the text while it is written, and reading a long one takes time.
        if self.focus() != Some(Field::Text) {
            self.warn(cx);
        }
        self.keep_when_due(cx);
    }

    /// Asks the desk what belongs to the form as it is now.
    fn ask(&mut self, cx: &mut Context<'_>) {
        let place = self.entries.place();
        let district = place.filter(|place| place.district.is_some());
        self.neighbourhoods
            .want(district.map(Query::Neighbourhoods), cx);
        let person = self.entries.person();
        let number = self.entries.form().text(Field::Number);
        let somebody = person.is_some() || !number.is_blank();
        let duplicates = somebody.then(|| Query::Duplicates {
            person,
            identity_number: number.into_string(),
            topic: self.entries.topic(),
        });
        if duplicates.is_none() {
            self.repeated.clear();
        }
        self.duplicates.want(duplicates, cx);
    }

    fn answered(
        &mut self,
        request: RequestId,
        result: Result<Answer, DeskError>,
        cx: &mut Context<'_>,
    ) {
        let fresh = [
            self.visitors.answered(request, cx),
            self.neighbourhoods.answered(request, cx),
            self.duplicates.answered(request, cx),
        ];
        if !fresh.contains(&Some(true)) {
            return;
        }
        match result {
            Ok(Answer::Persons(found)) => {
                let typed = self.typed_who();
                let places = self.at.catalog.places();
                self.visitors.show(found, &typed, places, cx.text);
            }
            Ok(Answer::Neighbourhoods(names)) => self.entries.offer_neighbourhoods(&names),
            Ok(Answer::Duplicates(rows)) => self.repeated = rows,
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
        self.warn(cx);
    }
}

impl Screen for RegisterScreen {
    fn title(&self, text: &Text) -> String {
        if self.registering.is_some() {
            return text.get("register-title-saving");
        }
        match self.name().as_str() {
            "" => text.get("register-title"),
            name => text.with("register-title-of", &[("name", name.into())]),
        }
    }

    fn keys(&self) -> Keys {
        if self.registering.is_some() {
            return Keys::new();
        }
        let in_application = self.focus().is_some_and(Field::is_of_application);
        let keys = self.entries.form().keys();
        let keys = if self.lists_visitors() {
            // Home and End stay with the line that is typed.
            let list = Keys::new().and(&keys::VISITORS).and(&LIST);
            list.without(FIRST).without(LAST).within(keys)
        } else {
            keys
        };
        keys.and(&keys::REGISTER)
            .without_if(in_application, keys::TO_APPLICATION)
            .without_if(!in_application, keys::TO_PERSON)
            .without_if(self.repeated.is_empty(), keys::OPEN_DUPLICATE)
            .without_if(!self.has_person(), keys::SOMEBODY_ELSE)
            .without_if(self.entries.attachments().is_empty(), keys::DETACH)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => {
                self.ask(cx);
                let who = self.typed_who();
                self.visitors.look_for(&who, cx);
                self.warn(cx);
            }
            Message::Changed => self.duplicates.again(cx),
            Message::Translated => self.translate(cx),
            Message::Tick => self.keep_when_due(cx),
            Message::Closing => {
                self.hand_in(cx);
            }
            Message::Done(request, result) => self.done(request, result, cx),
            Message::Answered(request, result) => self.answered(request, result, cx),
            Message::Returned(value) => match value.take::<Reasons>() {
                Ok(Reasons { accepted, go_on }) => {
                    self.accepted.clone_from(&accepted);
                    if go_on {
                        self.register(accepted, cx);
                    }
                }
                Err(other) => {
                    if let Ok(same) = other.take::<SamePerson>() {
                        self.offer_person(same, cx);
                    }
                }
            },
            // Nothing may change what is on its way to the desk.
            _ if self.registering.is_some() => {}
            Message::Action(action) => self.act(action, cx),
            message @ (Message::Char(_) | Message::Paste(_)) => self.give(&message, cx),
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let place = self.entries.form().draw(frame, area, cx);
        if let (true, Some(field)) = (self.lists_visitors(), place) {
            self.visitors.draw(frame, field, area, cx);
        }
    }

    fn back(&mut self, cx: &mut Context<'_>) {
        if self.registering.is_some() {
            cx.inform(cx.text.get("register-wait"));
            return;
        }
        if self.hand_in(cx) {
            cx.inform(cx.text.get("register-kept"));
        }
        cx.pop();
    }
}

/// The form as it is at the start: most visitors live in the office's province.
fn usual(office: OfficeCode) -> RegistrationDraft {
    RegistrationDraft {
        place: Some(Place {
            province: office.plate(),
            district: None,
        }),
        ..RegistrationDraft::default()
    }
}

fn is_of_list(action: Action) -> bool {
    LIST.bindings.iter().any(|row| row.action == action)
}

#[cfg(test)]
#[path = "screen_tests.rs"]
mod tests;
