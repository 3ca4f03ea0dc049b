//! The fields of the registration form, in the order a conversation goes.

use std::rc::Rc;

use crate::catalog::Places;
use crate::domain::application::{ApplicationKind, Channel};
use crate::domain::message::{MessageChannel, MessageLanguage};
use crate::domain::person::{AgeGroup, Education, Gender, PersonKind, Sector};
use crate::i18n::Text;
use crate::labels::{Label, labels};
use crate::tui::screens::topic_list::TopicList;
use crate::tui::widgets::form;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Finds a returning visitor by whatever is typed.
    Who,
    GivenName,
    FamilyName,
    Number,
    Phone,
    Notify,
    Language,
    Email,
    BirthDate,
    AgeGroup,
    Gender,
    PersonKind,
    Education,
    Sector,
    Province,
    District,
    Neighbourhood,
    Kind,
    Channel,
    Topic,
    Text,
    Petition,
    Files,
}

impl Field {
    /// In order.
    pub const ALL: [Self; 23] = [
        Self::Who,
        Self::GivenName,
        Self::FamilyName,
        Self::Number,
        Self::Phone,
        Self::Notify,
        Self::Language,
        Self::Email,
        Self::BirthDate,
        Self::AgeGroup,
        Self::Gender,
        Self::PersonKind,
        Self::Education,
        Self::Sector,
        Self::Province,
        Self::District,
        Self::Neighbourhood,
        Self::Kind,
        Self::Channel,
        Self::Topic,
        Self::Text,
        Self::Petition,
        Self::Files,
    ];

    /// Whether it is about the application rather than about the person.
    #[must_use]
    pub fn is_of_application(self) -> bool {
        self >= Self::Kind
    }

    fn label(self) -> &'static str {
        match self {
            Self::Who => "register-field-who",
            Self::GivenName => "register-field-given-name",
            Self::FamilyName => "register-field-family-name",
            Self::Number => "register-field-number",
            Self::Phone => "register-field-phone",
            Self::Notify => "register-field-notify",
            Self::Language => "register-field-language",
            Self::Email => "register-field-email",
            Self::BirthDate => "register-field-birth-date",
            Self::AgeGroup => "register-field-age-group",
            Self::Gender => "register-field-gender",
            Self::PersonKind => "register-field-person-kind",
            Self::Education => "register-field-education",
            Self::Sector => "register-field-sector",
            Self::Province => "register-field-province",
            Self::District => "register-field-district",
            Self::Neighbourhood => "register-field-neighbourhood",
            Self::Kind => "register-field-kind",
            Self::Channel => "register-field-channel",
            Self::Topic => "register-field-topic",
            Self::Text => "register-field-text",
            Self::Petition => "register-field-petition",
            Self::Files => "register-field-files",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Who => "register-hint-who",
            Self::Number => "register-hint-number",
            Self::Phone => "register-hint-phone",
            Self::Notify => "register-hint-notify",
            Self::BirthDate => "register-hint-birth-date",
            Self::District => "register-hint-district",
            Self::Neighbourhood => "register-hint-neighbourhood",
            Self::Topic => "register-hint-topic",
            Self::Text => "register-hint-text",
            Self::Petition => "register-hint-petition",
            Self::Files => "register-hint-files",
            _ => return None,
        })
    }
}

/// Most characters of a name.
const NAME: usize = 100;
/// Most characters of a number or a telephone: more than either needs, since what cannot be read
/// is kept as typed.
const NUMBER: usize = 40;
/// Most characters of a place's name and of what is typed to find somebody.
const WORDS: usize = 120;
/// Most characters of the text: some ten pages. Longer ones come as an attachment.
const TEXT: usize = 20_000;
/// Rows of the text while another field has the focus, and while it has.
const TEXT_ROWS: (u16, u16) = (3, 8);
/// Most characters of a path.
const PATH: usize = 1_000;

/// The empty form.
#[must_use]
pub(super) fn form(places: &Places, topics: &Rc<TopicList>, text: &Text) -> form::Form<Field> {
    let fields = Field::ALL.map(|field| match field {
        Field::Province => {
            let names = places.provinces().iter().map(|p| p.name.clone());
            let label = text.get(field.label());
            form::Field::pick(field, label, names.collect())
        }
        Field::Topic => topic(topics, text),
        field => built(field, text),
    });
    let hinted = fields.map(|made| match made.id().hint() {
        Some(hint) => made.hint(text.get(hint)),
        None => made,
    });
    form::Form::new(hinted.into())
}

fn built(field: Field, text: &Text) -> form::Field<Field> {
    let label = text.get(field.label());
    match field {
        Field::Who => {
            form::Field::line(field, label, WORDS).section(text.get("register-section-person"))
        }
        Field::GivenName => form::Field::line(field, label, NAME),
        Field::FamilyName => form::Field::line(field, label, NAME).beside(),
        Field::Number => form::Field::line(field, label, NUMBER),
        Field::Phone => form::Field::line(field, label, NUMBER).beside(),
        Field::Notify => choice::<MessageChannel>(field, label, text).always(0),
        Field::Language => choice::<MessageLanguage>(field, label, text)
            .always(0)
            .beside(),
        Field::Email => form::Field::line(field, label, WORDS),
        Field::BirthDate => form::Field::date(field, label),
        Field::AgeGroup => choice::<AgeGroup>(field, label, text).beside(),
        Field::Gender => choice::<Gender>(field, label, text),
        Field::PersonKind => choice::<PersonKind>(field, label, text).always(0).beside(),
        Field::Education => choice::<Education>(field, label, text),
        Field::Sector => choice::<Sector>(field, label, text).beside(),
        Field::District => form::Field::pick(field, label, Vec::new()).beside(),
        Field::Neighbourhood => form::Field::pick_or_text(field, label, Vec::new()),
        Field::Kind => choice::<ApplicationKind>(field, label, text)
            .always(0)
            .section(text.get("register-section-application"))
            .begins_column(),
        Field::Channel => choice::<Channel>(field, label, text).always(0).beside(),
        Field::Text => form::Field::area(field, label, TEXT, TEXT_ROWS.0).roomy(TEXT_ROWS.1),
        Field::Petition => {
            form::Field::several(field, label, vec![text.get("register-petition-taken")])
        }
        Field::Files => form::Field::line(field, label, PATH).beside(),
        Field::Province | Field::Topic => form::Field::pick(field, label, Vec::new()),
    }
}

fn choice<T: Label>(field: Field, label: String, text: &Text) -> form::Field<Field> {
    form::Field::short_choice(field, label, labels::<T>(text))
}

fn topic(topics: &Rc<TopicList>, text: &Text) -> form::Field<Field> {
    let finder = Rc::clone(topics);
    let label = text.get(Field::Topic.label());
    form::Field::pick(Field::Topic, label, topics.names(text.locale()))
        .found_by(move |typed| finder.find(typed))
}
