//! Filing an application: the record that form, day and the office's rules make.
//!
//! It is the same at the desk and for what reaches central over the web, so that an application is
//! due on the same day whichever way it came.

use chrono::{DateTime, Utc};

use super::application::{ApplicationKind, Demography, Registered, RegisteredPrivate};
use super::calendar::{Holidays, istanbul_day};
use super::deadline::{
    ANSWER_DAYS, Deadline, DeadlineRule, deadline, information_deadline, petition_deadline,
};
use super::ids::{ApplicationId, PersonId};
use super::number::ApplicationNumber;
use super::person::Person;
use super::registration::RegistrationDraft;
use super::term::Term;

/// What is filed, when, and by which rules.
#[derive(Debug, Clone, Copy)]
pub struct Filing<'a> {
    /// The form as typed.
    pub form: &'a RegistrationDraft,
    /// How the office counts the days it has.
    pub rule: DeadlineRule,
    /// The holiday table as the office counts it.
    pub holidays: &'a Holidays,
    /// Version of the topic list the topic was chosen from.
    pub topics_version: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

impl Filing<'_> {
    /// The record, of no visit.
    #[must_use]
    pub fn record(
        self,
        (application, number): (ApplicationId, ApplicationNumber),
        (person, data): (PersonId, &Person),
        private: RegisteredPrivate,
    ) -> Registered {
        let today = istanbul_day(self.at);
        let form = self.form;
        let deadline = deadline(today, self.rule, ANSWER_DAYS, self.holidays);
        let term = Term::until(today, deadline.clone(), self.holidays);
        let files = form.attachments.iter();
        Registered {
            application,
            number,
            person,
            visit: None,
            channel: form.channel,
            application_kind: form.application_kind,
            topic: form.topic.clone(),
            topics_version: self.topics_version.to_owned(),
            demography: Demography::of(data, today),
            signed_petition: form.signed_petition,
            attachments: files.map(|(file, _)| file.clone()).collect(),
            deadline,
            warn: Some(term.warn),
            legal_deadline: self.legal_deadline(),
            registered_at: self.at,
            private,
        }
    }

    /// The law's own term: of a signed petition, of an information request, and of both the
    /// earlier.
    fn legal_deadline(&self) -> Option<Deadline> {
        let today = istanbul_day(self.at);
        let information = ApplicationKind::InformationRequest;
        let petition = self
            .form
            .signed_petition
            .then(|| petition_deadline(today, self.holidays));
        let information = (self.form.application_kind == information)
            .then(|| information_deadline(today, self.holidays));
        petition
            .into_iter()
            .chain(information)
            .min_by_key(|deadline| deadline.due)
    }
}
