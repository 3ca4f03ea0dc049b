//! What was typed: read, looked at, and kept until it is registered.

use super::super::super::secret::Secret;
use super::super::super::web::FieldError;
use super::super::fault::Fault;
use super::super::session::Visitor;
use super::choices::named;
use crate::central::upload::{self, Kept, Sentences, Uploads};
use crate::domain::application::{Channel, TopicCode};
use crate::domain::ids::ApplicationId;
use crate::domain::person::{PersonKind, Place};
use crate::domain::registration::RegistrationDraft;
use crate::domain::source::Source;
use crate::i18n::Text;
use crate::system::System;
use crate::text::CleanText;
use axum::extract::multipart::{Field, Multipart};
use uuid::Uuid;

/// Most characters of what the applicant says.
pub(super) const MOST_TEXT: usize = 50_000;
/// Most characters of a line.
const MOST_LINE: usize = 200;
/// Most characters of a reason.
const MOST_REASON: usize = 500;
/// Most files of one application.
pub(super) const MOST_FILES: usize = 5;
/// No field of a form is longer, in bytes.
const MOST_FIELD: usize = 4 * 1024 * 1024;
/// Beginning of the numbers of foreigners.
const FOREIGN: &str = "99";

/// What the button that was pressed asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Act {
    #[default]
    Send,
    /// Topics that fit what was typed.
    Find,
}

/// The form as it was typed.
pub(super) struct Form {
    /// Made with the form: however often it is sent, it is one application.
    pub(super) application: ApplicationId,
    /// What the files kept for this form are sealed with.
    pub(super) secret: String,
    pub(super) draft: RegistrationDraft,
    /// What is looked for in the list of topics.
    pub(super) topic_query: String,
    /// What the topics on the page were found by.
    pub(super) searched: String,
    /// Warnings that were shown already, by the keys of their sentences; `*` is all.
    pub(super) seen: Vec<String>,
    /// Why it goes as it is.
    pub(super) reason: String,
    pub(super) kept: Vec<Kept>,
    pub(super) act: Act,
    district: Option<u16>,
    province: u8,
}

impl Form {
    /// An empty one.
    pub(super) fn fresh() -> Result<Self, Fault> {
        Ok(Self {
            application: ApplicationId(System.id()),
            secret: Secret::fresh()
                .map_err(|_| Fault::Away)?
                .as_str()
                .to_owned(),
            draft: RegistrationDraft {
                channel: Channel::Web,
                ..RegistrationDraft::default()
            },
            topic_query: String::new(),
            searched: String::new(),
            seen: Vec::new(),
            reason: String::new(),
            kept: Vec::new(),
            act: Act::Send,
            district: None,
            province: 0,
        })
    }

    /// What is known for certain of somebody who signed in stands in the place of what was typed.
    pub(super) fn fill_in(&mut self, visitor: Option<&Visitor>) {
        let Some(who) = visitor.and_then(|visitor| visitor.identity.as_ref()) else {
            return;
        };
        let draft = &mut self.draft;
        draft.channel = Channel::EGovernment;
        draft.person_kind = if who.identity_number.starts_with(FOREIGN) {
            PersonKind::Foreigner
        } else {
            PersonKind::Citizen
        };
        draft.identity_number.clone_from(&who.identity_number);
        draft.given_name.clone_from(&who.given_name);
        draft.family_name.clone_from(&who.family_name);
    }

    /// Whether topics are to be looked for, before anything is sent: by the button, or because
    /// something was typed there and not looked for yet.
    pub(super) fn asks_for_topics(&self) -> bool {
        let typed = !self.topic_query.trim().is_empty() && self.topic_query != self.searched;
        self.act == Act::Find || (typed && self.draft.topic.is_none())
    }

    /// Whether a warning was shown before.
    pub(super) fn has_seen(&self, key: &str) -> bool {
        self.seen.iter().any(|seen| seen == key || seen == "*")
    }

    fn set(&mut self, name: &str, typed: String) {
        let draft = &mut self.draft;
        match name {
            "application" => {
                let given = Uuid::parse_str(&typed).ok().filter(|id| !id.is_nil());
                self.application = given.map_or(self.application, ApplicationId);
            }
            "secret" if !typed.is_empty() => self.secret = typed,
            "act" if typed == "find" => self.act = Act::Find,
            "seen" => self.seen.push(typed),
            "reason" => self.reason = typed,
            "topic_query" => self.topic_query = typed,
            "searched" => self.searched = typed,
            "kept" => self.kept.extend(Kept::read(&typed)),
            // An app is a page that was installed.
            "installed" if draft.channel == Channel::Web => draft.channel = Channel::MobileApp,
            "person_kind" => draft.person_kind = named(&typed).unwrap_or_default(),
            "identity_number" => draft.identity_number = typed,
            "given_name" => draft.given_name = typed,
            "family_name" => draft.family_name = typed,
            "phone" => draft.phone = typed,
            "birth_date" => draft.birth_date = typed,
            "age_group" => draft.age_group = named(&typed),
            "gender" => draft.gender = named(&typed),
            "education" => draft.education = named(&typed),
            "sector" => draft.sector = named(&typed),
            "province" => self.province = typed.parse().unwrap_or(0),
            "district" => self.district = typed.parse().ok(),
            "neighbourhood" => draft.neighbourhood = typed,
            "notify" => draft.notify = named(&typed).unwrap_or_default(),
            "email" => draft.email = typed,
            "language" => draft.language = named(&typed).unwrap_or_default(),
            "application_kind" => draft.application_kind = named(&typed).unwrap_or_default(),
            "topic" => draft.topic = Some(TopicCode(typed)).filter(|code| !code.0.is_empty()),
            "text" => draft.text = typed,
            _ => {}
        }
        self.draft.place = (self.district.is_some() && self.province > 0).then_some(Place {
            province: self.province,
            district: self.district,
        });
    }

    /// What is too long to be kept.
    fn too_long(&self, text: &Text) -> Vec<FieldError> {
        let draft = &self.draft;
        let lines = [
            ("identity_number", &draft.identity_number),
            ("given_name", &draft.given_name),
            ("family_name", &draft.family_name),
            ("phone", &draft.phone),
            ("email", &draft.email),
            ("neighbourhood", &draft.neighbourhood),
            ("birth_date", &draft.birth_date),
            ("topic_query", &self.topic_query),
        ];
        let lines = lines.map(|(field, typed)| (field, typed, MOST_LINE));
        let all = [
            ("text", &draft.text, MOST_TEXT),
            ("reason", &self.reason, MOST_REASON),
        ];
        let wrong = all.into_iter().chain(lines);
        let wrong = wrong.filter_map(|(field, typed, most)| {
            let length = typed.chars().count();
            let values = [
                ("length", (length as u64).into()),
                ("most", (most as u64).into()),
            ];
            (length > most).then(|| FieldError {
                field,
                sentence: text.with("citizen-too-long", &values),
            })
        });
        wrong.collect()
    }
}

/// A form as it came.
pub(super) struct Posted {
    pub(super) form: Form,
    pub(super) files: Uploads,
}

impl Posted {
    /// Reads a form to its end, whatever is in it, so that the browser shows the answer.
    pub(super) async fn read(mut form: Multipart) -> Result<Self, Fault> {
        let mut posted = Self {
            form: Form::fresh()?,
            files: Uploads::default(),
        };
        while let Some(field) = form.next_field().await.map_err(|_| Fault::Unreadable)? {
            match field.file_name().map(str::to_owned) {
                Some(name) => posted.file(&name, field).await?,
                None => posted.field(field).await?,
            }
        }
        Ok(posted)
    }

    async fn field(&mut self, field: Field<'_>) -> Result<(), Fault> {
        let name = field.name().unwrap_or_default().to_owned();
        let typed = upload::text(field, MOST_FIELD).await?;
        // Shown again as it will be kept: what a terminal or a printer would stumble over is gone.
        let clean = match name.as_str() {
            "text" => CleanText::block(&typed),
            _ => CleanText::line(&typed),
        };
        self.form.set(&name, clean.into_string());
        Ok(())
    }

    async fn file(&mut self, name: &str, field: Field<'_>) -> Result<(), Fault> {
        let room = MOST_FILES.saturating_sub(self.form.kept.len());
        Ok(self.files.read(name, field, room).await?)
    }

    /// What has to be corrected before it can be kept.
    pub(super) fn errors(&self, text: &Text) -> Vec<FieldError> {
        let mut errors = self.form.too_long(text);
        errors.extend(self.files.errors("files", (&SENTENCES, MOST_FILES), text));
        errors
    }
}

/// What is said of a file that is not taken.
const SENTENCES: Sentences = Sentences {
    empty: "citizen-file-empty",
    too_large: "citizen-file-too-large",
    unknown_type: "citizen-file-unknown-type",
    name: "citizen-file-name",
    too_many: "citizen-file-too-many",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::central::citizen::session::Identity;
    use crate::i18n::Locale;

    fn form(fields: &[(&str, &str)]) -> Form {
        let mut form = Form::fresh().unwrap();
        for (name, typed) in fields {
            form.set(name, (*typed).to_owned());
        }
        form
    }

    #[test]
    fn topics_are_looked_for_before_anything_is_sent() {
        assert!(!form(&[]).asks_for_topics());
        assert!(form(&[("act", "find")]).asks_for_topics());
        assert!(form(&[("act", "send"), ("topic_query", "su")]).asks_for_topics());
        assert!(!form(&[("topic_query", "su"), ("searched", "su")]).asks_for_topics());
        assert!(!form(&[("topic_query", "su"), ("topic", "12.01")]).asks_for_topics());
    }

    #[test]
    fn the_id_of_a_form_stays_and_a_wrong_one_is_replaced() {
        let id = "0198c5a0-0000-7000-8000-000000000001";
        assert_eq!(form(&[("application", id)]).application.to_string(), id);
        for wrong in ["", "x", "00000000-0000-0000-0000-000000000000"] {
            assert!(!form(&[("application", wrong)]).application.0.is_nil());
        }
    }

    #[test]
    fn whoever_signed_in_applies_under_that_name_whatever_is_typed() {
        let mut form = form(&[("given_name", "Veli"), ("identity_number", "1")]);
        let visitor = Visitor {
            number: None,
            identity: Some(Identity {
                identity_number: "99000000002".into(),
                given_name: "Amal".into(),
                family_name: "Haddad".into(),
            }),
        };
        form.fill_in(Some(&visitor));
        assert_eq!(form.draft.given_name, "Amal");
        assert_eq!(form.draft.identity_number, "99000000002");
        assert_eq!(form.draft.person_kind, PersonKind::Foreigner);
        assert_eq!(form.draft.channel, Channel::EGovernment);
    }

    #[test]
    fn a_place_needs_a_district() {
        assert_eq!(form(&[("province", "32")]).draft.place, None);
        let place = form(&[("province", "32"), ("district", "4")]).draft.place;
        assert_eq!(
            place,
            Some(Place {
                province: 32,
                district: Some(4)
            })
        );
    }

    #[test]
    fn what_is_too_long_is_named_with_its_field() {
        let long = "ğ".repeat(MOST_TEXT + 1);
        let form = form(&[("text", &long), ("given_name", &"x".repeat(201))]);
        let errors = form.too_long(&Text::new(Locale::Ar));
        let fields: Vec<&str> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["text", "given_name"]);
    }
}
