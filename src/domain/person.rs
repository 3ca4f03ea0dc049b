//! Who comes to the desk.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::age_on;
use super::identity::check_number;
use super::message::{MessageChannel, MessageLanguage};
use super::phone::{PhoneKind, normalise};
use crate::text::{CleanText, fold};

/// How a person is known to the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// A citizen with a TCKN.
    #[default]
    Citizen,
    /// A foreigner with a foreign identity number (YKN).
    Foreigner,
    /// Somebody without a number; the reason is recorded.
    WithoutNumber,
}

impl PersonKind {
    /// In the order the form offers them.
    pub const ALL: [Self; 3] = [Self::Citizen, Self::Foreigner, Self::WithoutNumber];
}

/// Gender, as told; optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Female,
    Male,
}

impl Gender {
    /// In the order the form offers them.
    pub const ALL: [Self; 2] = [Self::Female, Self::Male];
}

/// Age group, where the birth date is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeGroup {
    Under18,
    From18To29,
    From30To44,
    From45To64,
    Over65,
}

impl AgeGroup {
    /// In the order the form offers them.
    pub const ALL: [Self; 5] = [
        Self::Under18,
        Self::From18To29,
        Self::From30To44,
        Self::From45To64,
        Self::Over65,
    ];

    /// The group of somebody who has completed `years` years.
    #[must_use]
    pub fn of_age(years: u32) -> Self {
        match years {
            0..=17 => Self::Under18,
            18..=29 => Self::From18To29,
            30..=44 => Self::From30To44,
            45..=64 => Self::From45To64,
            _ => Self::Over65,
        }
    }
}

/// What is known of the age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Birth {
    Date(NaiveDate),
    Group(AgeGroup),
    /// What was typed is no date; kept as it is, with a warning.
    AsTyped(CleanText),
}

impl Birth {
    /// The age group on `today`; a birth date in the future counts as the youngest.
    #[must_use]
    pub fn group(&self, today: NaiveDate) -> Option<AgeGroup> {
        match self {
            Self::Group(group) => Some(*group),
            Self::Date(date) => Some(AgeGroup::of_age(age_on(*date, today).unwrap_or(0))),
            Self::AsTyped(_) => None,
        }
    }
}

/// Highest school finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Education {
    Illiterate,
    Literate,
    Primary,
    Middle,
    High,
    Bachelor,
    Postgraduate,
}

impl Education {
    /// In the order the form offers them.
    pub const ALL: [Self; 7] = [
        Self::Illiterate,
        Self::Literate,
        Self::Primary,
        Self::Middle,
        Self::High,
        Self::Bachelor,
        Self::Postgraduate,
    ];
}

/// Work sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    Public,
    Private,
    SelfEmployed,
    Farmer,
    Retired,
    Student,
    Homemaker,
    Unemployed,
    Other,
}

impl Sector {
    /// In the order the form offers them.
    pub const ALL: [Self; 9] = [
        Self::Public,
        Self::Private,
        Self::SelfEmployed,
        Self::Farmer,
        Self::Retired,
        Self::Student,
        Self::Homemaker,
        Self::Unemployed,
        Self::Other,
    ];
}

/// Province and district by their codes in the shipped list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Province plate, 1–81.
    pub province: u8,
    /// District code in the province; `None` where only the province is known.
    pub district: Option<u16>,
}

/// Whether a text can be an e-mail address: something before and after its only @, and a dot
/// after it; more is known only by writing to it (RFC 5321 §3.1).
#[must_use]
pub fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let one = !host.contains('@') && !text.contains(' ');
        !name.is_empty() && one && host.trim_matches('.').contains('.')
    })
}

/// A person's data. Sealed under the person's own key wherever it is stored in
/// an event; only the projections hold the readable form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub kind: PersonKind,
    /// Digits where they could be read, else as typed: a wrong number is a
    /// warning, never a reason to refuse.
    pub number: Option<CleanText>,
    pub given_name: CleanText,
    pub family_name: CleanText,
    /// E.164 where it could be read, else as typed.
    pub phone: Option<CleanText>,
    pub birth: Option<Birth>,
    pub gender: Option<Gender>,
    pub education: Option<Education>,
    pub sector: Option<Sector>,
    pub place: Option<Place>,
    pub neighbourhood: Option<CleanText>,
    /// As typed.
    #[serde(default)]
    pub email: Option<CleanText>,
    /// How the applicant agreed to be told; [`MessageChannel::Call`]: not to be written to.
    #[serde(default)]
    pub notify: MessageChannel,
    /// In which language.
    #[serde(default)]
    pub language: MessageLanguage,
}

impl Person {
    /// Given and family name with one space between, as far as they are known.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name.as_str(), self.family_name.as_str())
            .trim()
            .to_owned()
    }

    /// How a message reaches the applicant, and where: by SMS or e-mail as they agreed to and as
    /// their number and address allow, else by telephone.
    #[must_use]
    pub fn reached_by(&self) -> (MessageChannel, CleanText) {
        let phone = self.phone.clone().unwrap_or_default();
        let takes_sms = matches!(
            normalise(phone.as_str()).kind,
            PhoneKind::Mobile | PhoneKind::Foreign
        );
        if self.notify == MessageChannel::Sms && takes_sms {
            return (MessageChannel::Sms, phone);
        }
        match &self.email {
            Some(email) if self.notify != MessageChannel::Call && is_email(email.as_str()) => {
                (MessageChannel::Email, email.clone())
            }
            _ => (MessageChannel::Call, phone),
        }
    }

    /// The identity number, where it keeps the rule of its kind.
    #[must_use]
    pub fn sound_number(&self) -> Option<&CleanText> {
        let number = self.number.as_ref()?;
        let read = check_number(self.kind, number.as_str());
        read.warning.is_none().then_some(number)
    }

    /// Whether this may be a correction of what is known of `known`: the sound identity number
    /// or the name, however spelled, is the same. Where both differ somebody typed over another
    /// person's data, and it must not become that person's.
    #[must_use]
    pub fn may_correct(&self, known: &Self) -> bool {
        let same_number = self.sound_number().is_some() && self.number == known.number;
        same_number || self.has_name_of(known)
    }

    /// Whether this is certainly somebody known, though nobody was chosen from the list: the same
    /// sound identity number and the same name.
    #[must_use]
    pub fn is_surely(&self, known: &Self) -> bool {
        self.sound_number().is_some() && self.number == known.number && self.has_name_of(known)
    }

    fn has_name_of(&self, known: &Self) -> bool {
        fold(&self.full_name()) == fold(&known.full_name())
    }

    /// This, with what is not told taken from what is known.
    #[must_use]
    pub fn completed_by(self, known: &Self) -> Self {
        let or =
            |told: Option<CleanText>, known: &Option<CleanText>| told.or_else(|| known.clone());
        Self {
            number: or(self.number, &known.number),
            phone: or(self.phone, &known.phone),
            birth: self.birth.or_else(|| known.birth.clone()),
            gender: self.gender.or(known.gender),
            education: self.education.or(known.education),
            sector: self.sector.or(known.sector),
            place: self.place.or(known.place),
            neighbourhood: or(self.neighbourhood, &known.neighbourhood),
            email: or(self.email, &known.email),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: &str, given: &str, family: &str) -> Person {
        Person {
            number: Some(CleanText::line(number)),
            given_name: CleanText::line(given),
            family_name: CleanText::line(family),
            ..Person::default()
        }
    }

    const NUMBER: &str = "10000000146";
    const WRONG: &str = "10000000147";

    #[test]
    fn a_correction_keeps_the_number_or_the_name() {
        let known = person(NUMBER, "Şükrü", "Iğdır");
        assert!(person(NUMBER, "Şükriye", "Iğdır").may_correct(&known));
        assert!(person(WRONG, "SUKRU", "ığdır").may_correct(&known));
        assert!(!person(WRONG, "Ayşe", "Iğdır").may_correct(&known));
        // A wrong number shared by two is no sign that they are one.
        let known = person(WRONG, "Şükrü", "Iğdır");
        assert!(!person(WRONG, "Ayşe", "Kaya").may_correct(&known));
    }

    #[test]
    fn nobody_is_taken_for_another_by_the_number_alone() {
        let known = person(NUMBER, "Şükrü", "Iğdır");
        assert!(person(NUMBER, "sukru", "IĞDIR").is_surely(&known));
        assert!(!person(NUMBER, "Ayşe", "Iğdır").is_surely(&known));
        let known = person(WRONG, "Şükrü", "Iğdır");
        assert!(!person(WRONG, "Şükrü", "Iğdır").is_surely(&known));
    }

    #[test]
    fn a_message_goes_the_way_the_applicant_agreed_to() {
        use MessageChannel::{Call, Email, Sms};
        let mobile = "+905321234567";
        let landline = "+902461234567";
        for (notify, phone, email, way) in [
            (Sms, mobile, "a@b.org", (Sms, mobile)),
            (Sms, landline, "a@b.org", (Email, "a@b.org")),
            (Sms, landline, "", (Call, landline)),
            (Sms, "", "", (Call, "")),
            (Email, mobile, "a@b.org", (Email, "a@b.org")),
            (Email, mobile, "a@b", (Call, mobile)),
            (Call, mobile, "a@b.org", (Call, mobile)),
        ] {
            let person = Person {
                notify,
                phone: Some(CleanText::line(phone)),
                email: Some(CleanText::line(email)),
                ..Person::default()
            };
            let (channel, to) = person.reached_by();
            assert_eq!((channel, to.as_str()), way, "{notify:?} {phone} {email}");
        }
    }

    #[test]
    fn what_is_not_told_stays_known() {
        let mut known = person(NUMBER, "Şükrü", "Iğdır");
        known.phone = Some(CleanText::line("+905321234567"));
        known.gender = Some(Gender::Male);
        let told = Person {
            phone: Some(CleanText::line("+905420000000")),
            ..person(NUMBER, "Şükrü", "Iğdır")
        };
        let completed = told.completed_by(&known);
        assert_eq!(completed.phone.unwrap().as_str(), "+905420000000");
        assert_eq!(completed.gender, Some(Gender::Male));
    }
}
