//! Events as a desk writes them, for tests that need no desk.

use acikkapi::domain::application::*;
use acikkapi::domain::calendar::Holidays;
use acikkapi::domain::deadline::{ANSWER_DAYS, DeadlineRule, deadline};
use acikkapi::domain::event::{PersonData, PersonRecorded};
use acikkapi::domain::ids::{ApplicationId, PersonId};
use acikkapi::domain::number::ApplicationNumber;
use acikkapi::domain::person::Person;
use acikkapi::domain::term::Term;
use acikkapi::text::CleanText;
use uuid::Uuid;

/// A number of 2026.
pub fn number(office: &str, database: u8, sequence: u64) -> ApplicationNumber {
    let office = office.parse().expect("an office");
    ApplicationNumber::new(office, 2026, database, sequence).expect("a number")
}

/// A person's first record.
pub fn recorded(person: PersonId, family_name: &str) -> PersonRecorded {
    PersonRecorded {
        person,
        visitor: None,
        private: PersonData::new(Person {
            given_name: CleanText::line("Ali"),
            family_name: CleanText::line(family_name),
            ..Person::default()
        }),
    }
}

/// An application of 10 March 2026, due on the 17th.
pub fn registered(number: ApplicationNumber, person: PersonId) -> Registered {
    let today = "2026-03-10".parse().expect("a day");
    let rule = DeadlineRule::Calendar;
    Registered {
        application: ApplicationId(Uuid::now_v7()),
        number,
        person,
        visit: None,
        channel: Channel::InPerson,
        application_kind: ApplicationKind::Request,
        topic: None,
        topics_version: "1".into(),
        demography: Demography::default(),
        signed_petition: false,
        attachments: Vec::new(),
        deadline: deadline(today, rule, ANSWER_DAYS, &Holidays::default()),
        legal_deadline: None,
        warn: None,
        registered_at: "2026-03-10T08:00:00Z".parse().expect("a time"),
        private: RegisteredPrivate {
            text: CleanText::block("Sokağımızın lambası yanmıyor."),
            ..RegisteredPrivate::default()
        },
    }
}

/// A term that began when the applications of [`registered`] did.
pub fn term(due: &str) -> Term {
    let from: chrono::NaiveDate = "2026-03-10".parse().expect("a day");
    let due: chrono::NaiveDate = due.parse().expect("a day");
    let days = (due - from).num_days() as u16;
    let holidays = Holidays::default();
    Term::until(
        from,
        deadline(from, DeadlineRule::Calendar, days, &holidays),
        &holidays,
    )
}
