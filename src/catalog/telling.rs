//! A message to an applicant: in their language, by the way they want, in the words of the list.

use super::Catalog;
use crate::domain::application::Registered;
use crate::domain::event::{MessageQueued, MessageText, OfficeConfigured};
use crate::domain::ids::MessageId;
use crate::domain::message::{MessageLanguage, MessageStage, Values};
use crate::domain::person::Person;

/// Who is told what of which application.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    pub office: &'a OfficeConfigured,
    pub record: &'a Registered,
    pub person: &'a Person,
    pub stage: MessageStage,
    /// Which time this stage is reached.
    pub round: u32,
}

impl Telling<'_> {
    /// The message, for the queue. `values` are what the words of a language speak of beside
    /// number and office.
    #[must_use]
    pub fn message(
        self,
        catalog: &Catalog,
        message: MessageId,
        values: impl FnOnce(MessageLanguage) -> Values,
    ) -> MessageQueued {
        let (channel, to) = self.person.reached_by();
        let language = self.person.language;
        let values = Values {
            number: self.record.number.to_string(),
            office: self.office.name.as_str().to_owned(),
            ..values(language)
        };
        let messages = catalog.messages(language);
        let text = messages.compose(self.stage, channel, &values);
        MessageQueued {
            message,
            application: self.record.application,
            person: self.record.person,
            stage: self.stage,
            round: self.round,
            channel,
            language,
            private: MessageText { to, text },
        }
    }
}
