//! What the store's own tests need: a scripted source, and files in a temporary folder.

use super::{Location, Store};
use crate::domain::ids::StaffId;
use crate::domain::source::Source;
use crate::domain::staff::Actor;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

/// Time that moves on by a millisecond with each look, and bytes that never repeat.
pub(super) struct Script {
    now: DateTime<Utc>,
}

static DRAWS: AtomicU64 = AtomicU64::new(1);

impl Script {
    pub(super) fn new() -> Self {
        Self {
            now: "2026-03-10T07:30:00.123456789Z".parse().unwrap(),
        }
    }
}

impl Source for Script {
    fn now(&mut self) -> DateTime<Utc> {
        self.now += TimeDelta::milliseconds(1);
        self.now
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let draw = DRAWS.fetch_add(1, Ordering::Relaxed);
            let draw = draw.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
            chunk.copy_from_slice(&draw[..chunk.len()]);
        }
    }
}

/// A fresh encrypted file.
pub(super) fn desk() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    (folder, store)
}

/// The file in a folder, opened (again).
pub(super) fn open(folder: &TempDir) -> Store {
    Store::open(location(folder), Box::new(Script::new())).unwrap()
}

pub(super) fn location(folder: &TempDir) -> Location {
    Location::in_folder(folder.path())
}

/// A member of staff.
pub(super) fn staff(number: u128) -> Actor {
    Actor::Staff(StaffId(Uuid::from_u128(number)))
}

/// Events.
pub(super) mod event {
    use super::Script;
    use crate::domain::application::*;
    use crate::domain::calendar::Holidays;
    use crate::domain::deadline::{ANSWER_DAYS, DeadlineRule, deadline};
    use crate::domain::event::*;
    use crate::domain::ids::{ApplicationId, GuidanceId, PersonId, VisitId};
    use crate::domain::number::ApplicationNumber;
    use crate::domain::person::Person;
    use crate::domain::source::Source;
    use crate::domain::visit::GuidanceOutcome;
    use crate::text::CleanText;
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    pub(in super::super) fn office() -> Event {
        office_of("06001")
    }

    pub(in super::super) fn office_of(code: &str) -> Event {
        Event::OfficeConfigured(OfficeConfigured::usual(
            code.parse().unwrap(),
            CleanText::line("Çankaya Kaymakamlığı"),
        ))
    }

    pub(in super::super) fn person(id: u128, given: &str, family: &str) -> Event {
        let person = Person {
            given_name: CleanText::line(given),
            family_name: CleanText::line(family),
            ..Person::default()
        };
        recorded(id, person)
    }

    pub(in super::super) fn erased_person(id: u128) -> Event {
        recorded(id, Person::default())
    }

    fn recorded(id: u128, person: Person) -> Event {
        Event::PersonRecorded(PersonRecorded {
            person: PersonId(Uuid::from_u128(id)),
            visitor: None,
            private: PersonData::new(person),
        })
    }

    /// Guidance with a note on a visitor; each a piece of its own.
    pub(in super::super) fn note(visitor: u128, note: &str) -> Event {
        Event::GuidanceGiven(GuidanceGiven {
            guidance: GuidanceId(Script::new().id()),
            visit: VisitId(Uuid::from_u128(9)),
            visitor: PersonId(Uuid::from_u128(visitor)),
            topic: None,
            outcome: GuidanceOutcome::Solved,
            minutes: 4,
            private: Note {
                note: CleanText::block(note),
            },
        })
    }

    /// An application of an applicant, with the `DD` and sequence of its number.
    pub(in super::super) fn registered(
        (application, person): (ApplicationId, PersonId),
        (database, sequence): (u8, u64),
        text: &str,
    ) -> Registered {
        let office = "06001".parse().unwrap();
        let day = "2026-03-10".parse().unwrap();
        let rule = DeadlineRule::Calendar;
        let registered_at: DateTime<Utc> = "2026-03-10T08:00:00Z".parse().unwrap();
        Registered {
            application,
            number: ApplicationNumber::new(office, 2026, database, sequence).unwrap(),
            person,
            visit: None,
            channel: Channel::InPerson,
            application_kind: ApplicationKind::Request,
            topic: Some(TopicCode("11.04".into())),
            topics_version: "1".into(),
            demography: Demography::default(),
            signed_petition: false,
            attachments: Vec::new(),
            deadline: deadline(day, rule, ANSWER_DAYS, &Holidays::default()),
            warn: None,
            legal_deadline: None,
            registered_at,
            private: RegisteredPrivate {
                text: CleanText::block(text),
                ..RegisteredPrivate::default()
            },
        }
    }
}
