//! What stands in the form: widgets on one side, [`RegistrationDraft`] on the other.

use std::rc::Rc;

use crate::catalog::Catalog;
use crate::domain::application::{Attachment, TopicCode};
use crate::domain::ids::PersonId;
use crate::domain::message::MessageChannel;
use crate::domain::person::{Person, Place};
use crate::domain::registration::RegistrationDraft;
use crate::i18n::Text;
use crate::labels::{self, Label};
use crate::text::CleanText;
use crate::tui::screen::Message;
use crate::tui::screens::topic_list::TopicList;
use crate::tui::widgets::form::{Form, FormReply};

use super::fields::{self, Field};
use super::reading;

/// The form with everything in it.
pub(super) struct Entries {
    catalog: Catalog,
    topics: Rc<TopicList>,
    form: Form<Field>,
    /// The returning visitor that was chosen.
    person: Option<PersonId>,
    /// What was known of them then.
    known: Option<Box<Person>>,
    /// Of the province chosen, in the order of the list.
    districts: Vec<u16>,
    attachments: Vec<(Attachment, String)>,
}

impl Entries {
    /// A form filled in as the draft says.
    pub(super) fn new(catalog: Catalog, draft: &RegistrationDraft, text: &Text) -> Self {
        let topics = Rc::new(TopicList::new(catalog.clone(), draft.topic.as_ref()));
        let mut entries = Self {
            form: fields::form(catalog.places(), &topics, text),
            topics,
            catalog,
            person: None,
            known: None,
            districts: Vec::new(),
            attachments: Vec::new(),
        };
        entries.fill(draft);
        entries
    }

    /// The widgets.
    pub(super) fn form(&self) -> &Form<Field> {
        &self.form
    }

    /// The widgets, for their focus, notes and warnings. Values change through the other methods.
    pub(super) fn form_mut(&mut self) -> &mut Form<Field> {
        &mut self.form
    }

    /// The form as typed.
    pub(super) fn draft(&self) -> RegistrationDraft {
        RegistrationDraft {
            who: self.text(Field::Who),
            person: self.person,
            known: self.known.clone(),
            person_kind: self.choice(Field::PersonKind).unwrap_or_default(),
            identity_number: self.text(Field::Number),
            given_name: self.text(Field::GivenName),
            family_name: self.text(Field::FamilyName),
            phone: self.text(Field::Phone),
            birth_date: self.text(Field::BirthDate),
            age_group: self.choice(Field::AgeGroup),
            gender: self.choice(Field::Gender),
            education: self.choice(Field::Education),
            sector: self.choice(Field::Sector),
            place: self.place(),
            neighbourhood: self.text(Field::Neighbourhood),
            notify: self.choice(Field::Notify).unwrap_or_default(),
            email: self.text(Field::Email),
            language: self.choice(Field::Language).unwrap_or_default(),
            channel: self.choice(Field::Channel).unwrap_or_default(),
            application_kind: self.choice(Field::Kind).unwrap_or_default(),
            topic: self.topic(),
            text: self.text(Field::Text),
            signed_petition: !self.form.all_chosen(Field::Petition).is_empty(),
            attachments: self.attachments.clone(),
        }
    }

    /// Fills the form as the draft says.
    pub(super) fn fill(&mut self, draft: &RegistrationDraft) {
        self.fill_person_fields(draft);
        let form = &mut self.form;
        form.choose(Field::Channel, labels::position(draft.channel));
        form.choose(Field::Kind, labels::position(draft.application_kind));
        let topic = draft.topic.as_ref();
        let topic = topic.and_then(|code| self.topics.position(code));
        form.choose(Field::Topic, topic);
        form.set_text(Field::Text, &draft.text);
        form.choose(Field::Petition, draft.signed_petition.then_some(0));
        self.attachments.clone_from(&draft.attachments);
        self.list_attachments();
    }

    fn fill_person_fields(&mut self, draft: &RegistrationDraft) {
        self.person = draft.person;
        self.known.clone_from(&draft.known);
        let form = &mut self.form;
        for (field, text) in [
            (Field::Who, &draft.who),
            (Field::Number, &draft.identity_number),
            (Field::GivenName, &draft.given_name),
            (Field::FamilyName, &draft.family_name),
            (Field::Phone, &draft.phone),
            (Field::Email, &draft.email),
            (Field::BirthDate, &draft.birth_date),
        ] {
            form.set_text(field, text);
        }
        form.choose(Field::Notify, labels::position(draft.notify));
        form.choose(Field::Language, labels::position(draft.language));
        form.choose(Field::PersonKind, labels::position(draft.person_kind));
        form.choose(Field::AgeGroup, draft.age_group.and_then(labels::position));
        form.choose(Field::Gender, draft.gender.and_then(labels::position));
        form.choose(Field::Education, draft.education.and_then(labels::position));
        form.choose(Field::Sector, draft.sector.and_then(labels::position));
        self.fill_place(draft.place);
        self.form
            .set_text(Field::Neighbourhood, &draft.neighbourhood);
        self.age_is_known();
        self.email_is_asked();
    }

    fn fill_place(&mut self, place: Option<Place>) {
        let province = place.map(|place| place.province);
        let provinces = self.catalog.places().provinces();
        let at = province.and_then(|plate| provinces.iter().position(|p| p.plate == plate));
        self.form.choose(Field::Province, at);
        self.list_districts();
        let district = place.and_then(|place| place.district);
        let at = district.and_then(|code| self.districts.iter().position(|d| *d == code));
        self.form.choose(Field::District, at);
    }

    /// A returning visitor was chosen: everything known of them stands in the form.
    pub(super) fn choose_person(&mut self, id: PersonId, person: &Person) {
        let mut draft = self.draft();
        draft.fill_person(id, person);
        draft.who.clear();
        self.fill_person_fields(&draft);
    }

    /// Somebody else: the person's fields are as in `blank`.
    pub(super) fn clear_person(&mut self, blank: &RegistrationDraft) {
        self.fill_person_fields(blank);
    }

    /// What was typed to find somebody goes where it belongs.
    pub(super) fn pour(&mut self) {
        let mut draft = self.draft();
        reading::pour(&mut draft);
        self.fill_person_fields(&draft);
    }

    /// The returning visitor that was chosen.
    pub(super) fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// A file was taken in.
    pub(super) fn attach(&mut self, attachment: Attachment, name: &CleanText) {
        self.form.set_text(Field::Files, "");
        let same = |(known, _): &(Attachment, String)| known.hash == attachment.hash;
        if !self.attachments.iter().any(same) {
            self.attachments.push((attachment, name.to_string()));
        }
        self.list_attachments();
    }

    /// Lets the last file go.
    pub(super) fn detach_last(&mut self) -> bool {
        let gone = self.attachments.pop().is_some();
        self.list_attachments();
        gone
    }

    /// The files taken in.
    pub(super) fn attachments(&self) -> &[(Attachment, String)] {
        &self.attachments
    }

    fn list_attachments(&mut self) {
        let notes = self
            .attachments
            .iter()
            .map(|(file, name)| format!("{name} ({})", labels::size(file.size)));
        let notes = notes.collect();
        self.form.set_notes(Field::Files, notes);
    }

    /// Takes a message for the field with the focus.
    pub(super) fn update(&mut self, message: &Message) -> FormReply<Field> {
        let province = self.province();
        let reply = self.form.update(message);
        match reply {
            FormReply::Changed(Field::Province) if self.province() != province => {
                self.list_districts();
                self.form.choose(Field::District, None);
                self.form.set_text(Field::Neighbourhood, "");
            }
            FormReply::Changed(Field::BirthDate) => self.age_is_known(),
            FormReply::Changed(Field::Notify) => self.email_is_asked(),
            FormReply::Changed(Field::Number) => {
                let chosen = self.choice(Field::PersonKind).unwrap_or_default();
                let kind = reading::kind_of(chosen, &self.text(Field::Number));
                self.form.choose(Field::PersonKind, labels::position(kind));
            }
            _ => {}
        }
        reply
    }

    /// Whether Enter passes over a field: something stands in it and nobody is asked again. What
    /// the applicant wants is always asked.
    pub(super) fn is_settled(&self, field: Field) -> bool {
        field != Field::Kind
            && (self.form.chosen(field).is_some() || !self.form.text(field).is_blank())
    }

    /// Province and district chosen.
    pub(super) fn place(&self) -> Option<Place> {
        let district = self.form.chosen(Field::District);
        Some(Place {
            province: self.province()?,
            district: district.and_then(|at| self.districts.get(at).copied()),
        })
    }

    /// The topic chosen.
    pub(super) fn topic(&self) -> Option<TopicCode> {
        self.topics.code(self.form.chosen(Field::Topic)?).cloned()
    }

    /// Neighbourhoods to choose from. What stands in the field stays.
    pub(super) fn offer_neighbourhoods(&mut self, names: &[CleanText]) {
        let names = names.iter().map(CleanText::to_string).collect();
        self.form.set_labels(Field::Neighbourhood, names);
    }

    fn province(&self) -> Option<u8> {
        let at = self.form.chosen(Field::Province)?;
        let provinces = self.catalog.places().provinces();
        Some(provinces.get(at)?.plate)
    }

    fn list_districts(&mut self) {
        let places = self.catalog.places();
        let province = self.province().and_then(|plate| places.province(plate));
        let districts = province.map_or(&[][..], |province| province.districts());
        let (codes, names) = districts
            .iter()
            .map(|district| (district.code, district.name.clone()))
            .unzip();
        self.districts = codes;
        self.form.set_labels(Field::District, names);
    }

    /// A birth date tells the age group: nobody need choose it.
    fn age_is_known(&mut self) {
        let unknown = self.form.text(Field::BirthDate).is_blank();
        self.form.set_shown(Field::AgeGroup, unknown);
    }

    /// The address is asked of who wants to be written to.
    fn email_is_asked(&mut self) {
        let by_email = self.choice(Field::Notify) == Some(MessageChannel::Email);
        let known = !self.form.text(Field::Email).is_blank();
        self.form.set_shown(Field::Email, by_email || known);
    }

    fn text(&self, field: Field) -> String {
        self.form.text(field).into_string()
    }

    fn choice<T: Label>(&self, field: Field) -> Option<T> {
        labels::at(self.form.chosen(field)?)
    }
}
