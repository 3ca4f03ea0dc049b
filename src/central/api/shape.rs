//! The shape of an application in the API: what a client sends, and how it becomes the form a clerk
//! would have typed.
//!
//! What has the wrong shape is refused. What is only unusual (a telephone number that cannot ring, no
//! topic) is registered with a remark, as at the desk: nobody may refuse a petition for it.

use super::super::intake::MOST_FILES;
use super::client::Client;
use super::problem::{ApiCode, ApiProblem, FieldError};
use crate::catalog::Catalog;
use crate::domain::application::{ApplicationKind, Channel, TopicCode};
use crate::domain::date::write_date;
use crate::domain::ids::OfficeCode;
use crate::domain::message::{MessageChannel, MessageLanguage};
use crate::domain::person::{AgeGroup, Education, Gender, PersonKind, Place, Sector};
use crate::domain::registration::RegistrationDraft;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, SchemaType, Type};

const MOST_TEXT: usize = 50_000;
const MOST_LINE: usize = 100;
const MOST_EMAIL: usize = 254;
const MOST_NAME: usize = 150;

/// An application to be registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewApplication {
    /// Code of the office that is to receive it.
    #[schema(pattern = "^[0-9]{5}$", example = "32000")]
    pub(super) office: String,
    /// One of the channels the client is registered with; may be left out where that is one.
    #[schema(schema_with = channel_or_null)]
    channel: Option<Channel>,
    /// Who applies.
    applicant: Applicant,
    /// What is wanted; a request unless told.
    #[serde(default)]
    #[schema(schema_with = application_kind)]
    kind: ApplicationKind,
    /// Code of a topic, of the list of topics.
    #[schema(max_length = 20, example = "11.04")]
    topic: Option<String>,
    /// What the applicant says, in their words.
    #[schema(min_length = 1, max_length = 50_000)]
    text: String,
    /// Files that were handed in before.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub(super) files: Vec<NamedFile>,
}

/// A file that was handed in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedFile {
    /// What was answered when it was handed in.
    #[schema(min_length = 43, max_length = 43)]
    pub(super) file: String,
    /// What the applicant calls it.
    #[schema(min_length = 1, max_length = 150, example = "kira sözleşmesi.pdf")]
    pub(super) name: String,
}

/// Who applies. Everything may be left out; what is needed to give an answer and is missing is
/// remarked on.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Applicant {
    /// How the person is known to the state; a citizen unless told.
    #[schema(schema_with = person_kind)]
    kind: PersonKind,
    /// TCKN of a citizen, YKN of a foreigner.
    #[schema(max_length = 100)]
    identity_number: Option<String>,
    #[schema(max_length = 100)]
    given_name: Option<String>,
    #[schema(max_length = 100)]
    family_name: Option<String>,
    /// In any usual spelling.
    #[schema(max_length = 100)]
    phone: Option<String>,
    #[schema(max_length = 254)]
    email: Option<String>,
    /// Year, month, day.
    #[schema(format = Date, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    birth_date: Option<String>,
    /// Where the birth date is not told.
    #[schema(schema_with = age_group)]
    age_group: Option<AgeGroup>,
    #[schema(schema_with = gender)]
    gender: Option<Gender>,
    #[schema(schema_with = education)]
    education: Option<Education>,
    #[schema(schema_with = sector)]
    sector: Option<Sector>,
    /// Plate of the province the applicant lives in.
    #[schema(minimum = 1, maximum = 81)]
    province: Option<u8>,
    /// Code of the district in it.
    #[schema(minimum = 1, maximum = 999)]
    district: Option<u16>,
    #[schema(max_length = 100)]
    neighbourhood: Option<String>,
    /// How the applicant agreed to be told; by SMS unless told.
    #[schema(schema_with = notify)]
    notify: MessageChannel,
    /// In which language; Turkish unless told.
    #[schema(schema_with = language)]
    language: MessageLanguage,
}

/// The names of values, as they are written in JSON.
fn names<T: Serialize>(values: &[T], or_null: bool) -> Object {
    let names = values.iter().map(|value| serde_json::json!(value));
    let null = or_null.then_some(serde_json::Value::Null);
    let kind = match or_null {
        true => SchemaType::from_iter([Type::String, Type::Null]),
        false => SchemaType::new(Type::String),
    };
    let object = ObjectBuilder::new().schema_type(kind);
    object.enum_values(Some(names.chain(null))).build()
}

/// The channels of programs: in person is the desk's own.
pub(super) const CHANNELS: [Channel; 4] = [
    Channel::Web,
    Channel::MobileApp,
    Channel::EGovernment,
    Channel::Other,
];

pub(super) fn channel() -> Object {
    names(&CHANNELS, false)
}
fn channel_or_null() -> Object {
    names(&CHANNELS, true)
}
pub(super) fn application_kind() -> Object {
    names(&ApplicationKind::ALL, false)
}
fn person_kind() -> Object {
    names(&PersonKind::ALL, false)
}
fn age_group() -> Object {
    names(&AgeGroup::ALL, true)
}
fn gender() -> Object {
    names(&Gender::ALL, true)
}
fn education() -> Object {
    names(&Education::ALL, true)
}
fn sector() -> Object {
    names(&Sector::ALL, true)
}
fn notify() -> Object {
    names(&MessageChannel::ALL, false)
}
fn language() -> Object {
    names(&[MessageLanguage::Tr, MessageLanguage::En], false)
}

/// What a client sent, read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) office: OfficeCode,
    pub(super) form: RegistrationDraft,
    pub(super) files: Vec<NamedFile>,
}

impl NewApplication {
    /// Reads a body.
    pub(super) fn of_json(body: &[u8]) -> Result<Self, ApiProblem> {
        serde_json::from_slice(body).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => ApiProblem::field(
                &format!("line {} column {}", error.line(), error.column()),
                error.to_string(),
            ),
            _ => ApiProblem::new(ApiCode::Malformed, "the body is no JSON document"),
        })
    }

    /// Reads what was sent as the form of a clerk.
    pub(super) fn read(self, client: &Client, catalog: &Catalog) -> Result<Read, ApiProblem> {
        let errors = self.faults(catalog);
        let office = self.office.parse().map_err(|_| {
            let detail = "five digits, of the list of offices";
            ApiProblem::field("/office", detail)
        });
        let office = match (office, errors.is_empty()) {
            (Ok(office), true) => office,
            (Err(problem), true) => return Err(problem),
            (_, false) => return Err(ApiProblem::fields(errors)),
        };
        let channel = chosen(self.channel, client)?;
        if !client.may_reach(office) {
            let title = "the client may not hand in to this office";
            return Err(ApiProblem::new(ApiCode::OfficeNotAllowed, title));
        }
        let mut form = self.applicant.form();
        form.channel = channel;
        form.application_kind = self.kind;
        form.topic = self.topic.map(TopicCode);
        form.text = self.text;
        Ok(Read {
            office,
            form,
            files: self.files,
        })
    }

    /// Every value that cannot be right.
    fn faults(&self, catalog: &Catalog) -> Vec<FieldError> {
        let mut faults = Faults::default();
        let topic = self.topic.as_deref().map(|code| catalog.topics().get(code));
        if topic.is_some_and(|topic| topic.is_none_or(|topic| topic.retired)) {
            faults.add("/topic", "a topic of the list of topics");
        }
        if self.text.trim().is_empty() || self.text.chars().count() > MOST_TEXT {
            faults.add("/text", format!("from 1 to {MOST_TEXT} characters"));
        }
        if self.files.len() > MOST_FILES {
            faults.add("/files", format!("at most {MOST_FILES}"));
        }
        for (index, file) in self.files.iter().enumerate() {
            if file.name.trim().is_empty() || file.name.chars().count() > MOST_NAME {
                let pointer = format!("/files/{index}/name");
                faults.add(&pointer, format!("from 1 to {MOST_NAME} characters"));
            }
        }
        self.applicant.faults(catalog, &mut faults);
        faults.0
    }
}

#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn add(&mut self, pointer: &str, detail: impl Into<String>) {
        self.0.push(FieldError {
            pointer: pointer.to_owned(),
            detail: detail.into(),
        });
    }
}

/// The channel the application comes under: never one the client is not registered with.
pub(super) fn chosen(wanted: Option<Channel>, client: &Client) -> Result<Channel, ApiProblem> {
    match (wanted, &client.channels[..]) {
        (Some(wanted), channels) if channels.contains(&wanted) => Ok(wanted),
        (None, [only]) => Ok(*only),
        (None, _) => {
            let detail = "one of the channels the client is registered with";
            Err(ApiProblem::field("/channel", detail))
        }
        (Some(_), _) => {
            let title = "the client may not hand in under this channel";
            Err(ApiProblem::new(ApiCode::ChannelNotAllowed, title))
        }
    }
}

impl Applicant {
    fn faults(&self, catalog: &Catalog, faults: &mut Faults) {
        for (pointer, value, most) in [
            (
                "/applicant/identity_number",
                &self.identity_number,
                MOST_LINE,
            ),
            ("/applicant/given_name", &self.given_name, MOST_LINE),
            ("/applicant/family_name", &self.family_name, MOST_LINE),
            ("/applicant/phone", &self.phone, MOST_LINE),
            ("/applicant/email", &self.email, MOST_EMAIL),
            ("/applicant/neighbourhood", &self.neighbourhood, MOST_LINE),
        ] {
            let length = value.as_deref().map_or(0, |value| value.chars().count());
            if length > most {
                faults.add(pointer, format!("at most {most} characters"));
            }
        }
        if self.birth_date.is_some() && self.birth_date().is_none() {
            faults.add("/applicant/birth_date", "a day of the calendar, YYYY-MM-DD");
        }
        let province = self.province.map(|plate| catalog.places().province(plate));
        match (province, self.district) {
            (Some(None), _) => faults.add("/applicant/province", "from 1 to 81"),
            (None, Some(_)) => faults.add("/applicant/province", "a district is of a province"),
            (Some(Some(province)), Some(code)) if province.district(code).is_none() => {
                faults.add("/applicant/district", "a district of the province");
            }
            _ => {}
        }
    }

    fn birth_date(&self) -> Option<NaiveDate> {
        let text = self.birth_date.as_deref()?;
        let right = text.len() == 10 && text.is_ascii();
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        right.then_some(date)
    }

    fn form(self) -> RegistrationDraft {
        let place = self.province.map(|province| Place {
            province,
            district: self.district,
        });
        RegistrationDraft {
            birth_date: self.birth_date().map(write_date).unwrap_or_default(),
            person_kind: self.kind,
            identity_number: self.identity_number.unwrap_or_default(),
            given_name: self.given_name.unwrap_or_default(),
            family_name: self.family_name.unwrap_or_default(),
            phone: self.phone.unwrap_or_default(),
            email: self.email.unwrap_or_default(),
            age_group: self.age_group,
            gender: self.gender,
            education: self.education,
            sector: self.sector,
            place,
            neighbourhood: self.neighbourhood.unwrap_or_default(),
            notify: self.notify,
            language: self.language,
            ..RegistrationDraft::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn client(channels: &[Channel]) -> Client {
        Client {
            id: "web".into(),
            channels: channels.to_vec(),
            offices: vec!["32000".parse().unwrap()],
            per_minute: 1,
            revoked: false,
            key: None,
        }
    }

    fn read(body: &Value) -> Result<Read, Value> {
        let catalog = Catalog::load(None).0;
        let body = body.to_string();
        let new = NewApplication::of_json(body.as_bytes());
        let read = new.and_then(|new| new.read(&client(&[Channel::Web]), &catalog));
        read.map_err(|problem| serde_json::to_value(problem).unwrap())
    }

    #[test]
    fn what_was_sent_becomes_the_form() {
        let read = read(&json!({
            "office": "32000", "kind": "complaint", "topic": "11.04", "text": "Yol bozuk.",
            "applicant": {
                "identity_number": "10000000146", "given_name": "Ayşe", "family_name": "Kaya",
                "birth_date": "1980-02-29", "province": 32, "district": 1, "notify": "call",
            }
        }));
        let form = read.unwrap().form;
        assert_eq!(form.channel, Channel::Web, "the client's own");
        assert_eq!(form.birth_date, "29.02.1980");
        assert_eq!(form.notify, MessageChannel::Call);
        assert_eq!(form.place.unwrap().district, Some(1));
        assert_eq!(form.application_kind, ApplicationKind::Complaint);
    }

    #[test]
    fn the_least_is_an_office_and_a_text() {
        assert!(read(&json!({"office": "32000", "applicant": {}, "text": "a"})).is_ok());
    }

    #[test]
    fn what_cannot_be_right_is_told_at_once_and_where() {
        let problem = read(&json!({
            "office": "32000", "topic": "99.99", "text": " ",
            "files": [{"file": "x", "name": ""}],
            "applicant": {
                "given_name": "a".repeat(101), "birth_date": "1981-02-29",
                "province": 32, "district": 900,
            }
        }));
        let problem = problem.unwrap_err();
        let errors = problem["errors"].as_array().unwrap();
        let pointers: Vec<&str> = errors
            .iter()
            .map(|error| error["pointer"].as_str().unwrap())
            .collect();
        assert_eq!(
            pointers,
            [
                "/topic",
                "/text",
                "/files/0/name",
                "/applicant/given_name",
                "/applicant/birth_date",
                "/applicant/district"
            ]
        );
    }

    #[test]
    fn a_wrong_shape_is_refused() {
        for (body, code) in [
            (json!([]), "invalid"),
            (
                json!({"office": "32000", "applicant": {}, "text": "a", "person": 1}),
                "invalid",
            ),
            (
                json!({"office": 32000, "applicant": {}, "text": "a"}),
                "invalid",
            ),
            (
                json!({"office": "320", "applicant": {}, "text": "a"}),
                "invalid",
            ),
            (
                json!({"office": "32000", "applicant": {"gender": "x"}, "text": "a"}),
                "invalid",
            ),
            (
                json!({"office": "32000", "applicant": {"visit": 1}, "text": "a"}),
                "invalid",
            ),
            (
                json!({"office": "32001", "applicant": {}, "text": "a"}),
                "office_not_allowed",
            ),
            (
                json!({"office": "32000", "channel": "other", "applicant": {}, "text": "a"}),
                "channel_not_allowed",
            ),
        ] {
            assert_eq!(read(&body).unwrap_err()["code"], code, "{body}");
        }
        for body in [&b""[..], b"{", b"\xff", "[".repeat(10_000).as_bytes()] {
            let problem = NewApplication::of_json(body).unwrap_err();
            assert!(matches!(
                problem.code,
                ApiCode::Malformed | ApiCode::Invalid
            ));
        }
    }

    #[test]
    fn the_channel_is_one_of_the_clients() {
        let two = client(&[Channel::Web, Channel::MobileApp]);
        assert_eq!(
            chosen(Some(Channel::MobileApp), &two).unwrap(),
            Channel::MobileApp
        );
        assert!(chosen(None, &two).is_err());
        for channel in [Channel::InPerson, Channel::EGovernment] {
            assert!(chosen(Some(channel), &two).is_err());
        }
    }
}
