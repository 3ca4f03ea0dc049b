//! From what a clerk typed to what is registered.
//!
//! [`RegistrationDraft`] holds the form exactly as typed, so that it survives a crash whole.
//! [`RegistrationDraft::check`] reads it and notices what is unusual. It never refuses: law 3071
//! and TCK art. 121 forbid refusing a petition. The clerk gives a reason and goes on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::application::{ApplicationKind, Attachment, Channel, Demography, TopicCode};
use super::date::{DateWarning, read_date, write_date};
use super::identity::{IdentityWarning, check_number};
use super::ids::{Counter, DraftId, PersonId, VisitId};
use super::message::{MessageChannel, MessageLanguage};
use super::person::{
    AgeGroup, Birth, Education, Gender, Person, PersonKind, Place, Sector, is_email,
};
use super::phone::{self, PhoneWarning, normalise};
use crate::text::CleanText;

/// The registration form as typed. Every text field is raw; [`RegistrationDraft::check`] cleans.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationDraft {
    /// What is being typed to find a returning visitor. It goes into the fields below as soon as
    /// somebody is chosen or nobody is found.
    pub who: String,
    /// The returning visitor that was chosen, if any.
    pub person: Option<PersonId>,
    /// What was known of them when the form was filled in: what differs from it was changed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<Box<Person>>,
    pub person_kind: PersonKind,
    pub identity_number: String,
    pub given_name: String,
    pub family_name: String,
    pub phone: String,
    pub birth_date: String,
    /// Used where no birth date is typed.
    pub age_group: Option<AgeGroup>,
    pub gender: Option<Gender>,
    pub education: Option<Education>,
    pub sector: Option<Sector>,
    pub place: Option<Place>,
    pub neighbourhood: String,
    /// How the applicant wants to be told.
    pub notify: MessageChannel,
    pub email: String,
    pub language: MessageLanguage,
    pub channel: Channel,
    pub application_kind: ApplicationKind,
    pub topic: Option<TopicCode>,
    pub text: String,
    pub signed_petition: bool,
    /// Files already taken, with their names.
    pub attachments: Vec<(Attachment, String)>,
}

/// A form being typed that is not yet an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub id: DraftId,
    /// Where it is typed; the same counter offers it again after a crash.
    pub counter: Counter,
    /// The visit the form was opened in, if any.
    pub visit: Option<VisitId>,
    pub form: RegistrationDraft,
}

/// Something unusual. The clerk's reason for going on is kept with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationWarning {
    /// No identity number, of somebody who is said to have one.
    IdentityNumberMissing,
    /// The identity number breaks a rule.
    IdentityNumber(IdentityWarning),
    /// The given or the family name is missing.
    NameMissing,
    /// No telephone: no SMS can be sent.
    PhoneMissing,
    /// The telephone number is none that rings.
    Phone(PhoneWarning),
    /// To be told by e-mail, and there is no address that could be one.
    Email,
    /// What was typed is no date.
    BirthDate(DateWarning),
    /// The birth date is after today.
    BirthDateInFuture,
    /// No topic was chosen.
    TopicMissing,
    /// The applicant's words are missing.
    TextMissing,
    /// The person has an open application on the same topic or with the same text.
    LikelyDuplicate,
}

/// A warning the clerk has seen, and why the registration went on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedWarning {
    pub warning: RegistrationWarning,
    /// Empty where the clerk gave none.
    pub reason: CleanText,
}

impl AcceptedWarning {
    /// Every warning that stands, with the reason that was given for it, or an empty one.
    #[must_use]
    pub fn of(warnings: Vec<RegistrationWarning>, given: &[Self]) -> Vec<Self> {
        let reason = |warning| {
            let given = given.iter().find(|given| given.warning == warning);
            given.map(|given| given.reason.clone()).unwrap_or_default()
        };
        let with_reason = |warning| Self {
            warning,
            reason: reason(warning),
        };
        warnings.into_iter().map(with_reason).collect()
    }
}

/// What a draft says, cleaned and read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedDraft {
    pub person: Person,
    pub demography: Demography,
    pub text: CleanText,
    /// In the order of the form's fields.
    pub warnings: Vec<RegistrationWarning>,
}

impl RegistrationDraft {
    /// Names of the files, in their order.
    #[must_use]
    pub fn file_names(&self) -> Vec<CleanText> {
        let names = self.attachments.iter().map(|(_, name)| name);
        names.map(|name| CleanText::line(name)).collect()
    }

    /// Reads the draft on the Istanbul day `today`.
    #[must_use]
    pub fn check(&self, today: NaiveDate) -> CheckedDraft {
        let mut warnings = Vec::new();
        let number = self.read_identity_number(&mut warnings);
        let (given_name, family_name) = (
            CleanText::line(&self.given_name),
            CleanText::line(&self.family_name),
        );
        if given_name.is_blank() || family_name.is_blank() {
            warnings.push(RegistrationWarning::NameMissing);
        }
        let phone = self.read_phone(&mut warnings);
        let email = self.read_email(&mut warnings);
        let birth = self.read_birth(today, &mut warnings);
        let text = CleanText::block(self.text.trim());
        if self.topic.is_none() {
            warnings.push(RegistrationWarning::TopicMissing);
        }
        if text.is_blank() {
            warnings.push(RegistrationWarning::TextMissing);
        }
        let person = Person {
            kind: self.person_kind,
            number,
            given_name,
            family_name,
            phone,
            birth,
            gender: self.gender,
            education: self.education,
            sector: self.sector,
            place: self.place,
            neighbourhood: filled(CleanText::line(&self.neighbourhood)),
            email,
            notify: self.notify,
            language: self.language,
        };
        CheckedDraft {
            demography: Demography::of(&person, today),
            person,
            text,
            warnings,
        }
    }

    fn read_identity_number(&self, warnings: &mut Vec<RegistrationWarning>) -> Option<CleanText> {
        let read = check_number(self.person_kind, &self.identity_number);
        if read.number.is_empty() {
            warnings.push(RegistrationWarning::IdentityNumberMissing);
        }
        warnings.extend(read.warning.map(RegistrationWarning::IdentityNumber));
        filled(read.number)
    }

    fn read_phone(&self, warnings: &mut Vec<RegistrationWarning>) -> Option<CleanText> {
        let phone = normalise(&self.phone);
        match phone.warning {
            None => {}
            Some(PhoneWarning::Empty) => warnings.push(RegistrationWarning::PhoneMissing),
            Some(warning) => warnings.push(RegistrationWarning::Phone(warning)),
        }
        filled(phone.number)
    }

    fn read_email(&self, warnings: &mut Vec<RegistrationWarning>) -> Option<CleanText> {
        let email = CleanText::line(self.email.trim());
        if self.notify == MessageChannel::Email && !is_email(email.as_str()) {
            warnings.push(RegistrationWarning::Email);
        }
        filled(email)
    }

    fn read_birth(
        &self,
        today: NaiveDate,
        warnings: &mut Vec<RegistrationWarning>,
    ) -> Option<Birth> {
        let typed = CleanText::line(&self.birth_date);
        if typed.is_empty() {
            return self.age_group.map(Birth::Group);
        }
        match read_date(typed.as_str()) {
            Ok(date) => {
                if date > today {
                    warnings.push(RegistrationWarning::BirthDateInFuture);
                }
                Some(Birth::Date(date))
            }
            Err(warning) => {
                warnings.push(RegistrationWarning::BirthDate(warning));
                Some(Birth::AsTyped(typed))
            }
        }
    }

    /// The form filled in for a returning visitor; what belongs to the application stays.
    pub fn fill_person(&mut self, id: PersonId, person: &Person) {
        let text = |field: &Option<CleanText>| {
            field.as_ref().map(CleanText::to_string).unwrap_or_default()
        };
        self.person = Some(id);
        self.known = Some(Box::new(person.clone()));
        self.person_kind = person.kind;
        self.identity_number = text(&person.number);
        self.given_name = person.given_name.to_string();
        self.family_name = person.family_name.to_string();
        self.phone = phone::spelled(&text(&person.phone));
        (self.birth_date, self.age_group) = match &person.birth {
            None => (String::new(), None),
            Some(Birth::Date(date)) => (write_date(*date), None),
            Some(Birth::Group(group)) => (String::new(), Some(*group)),
            Some(Birth::AsTyped(typed)) => (typed.to_string(), None),
        };
        self.gender = person.gender;
        self.education = person.education;
        self.sector = person.sector;
        self.place = person.place;
        self.neighbourhood = text(&person.neighbourhood);
        self.notify = person.notify;
        self.email = text(&person.email);
        self.language = person.language;
    }
}

impl Demography {
    /// What of a person's data may stay when the person is erased.
    #[must_use]
    pub fn of(person: &Person, today: NaiveDate) -> Self {
        Self {
            person_kind: person.kind,
            age_group: person.birth.as_ref().and_then(|birth| birth.group(today)),
            gender: person.gender,
            education: person.education,
            sector: person.sector,
            place: person.place,
        }
    }
}

fn filled(text: CleanText) -> Option<CleanText> {
    (!text.is_blank()).then_some(text)
}

#[cfg(test)]
#[path = "registration_tests.rs"]
mod tests;
