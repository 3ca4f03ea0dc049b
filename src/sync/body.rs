//! What is in an operation: the event it carries, to and from its wire form.
//!
//! Desk and central write and read bodies with this and nothing else. The form is the event's own
//! `{"kind": …, "body": …}`, with `private` sealed (see [`seal`]).

use super::seal::{self, Binding, PersonalKey, SealError};
use crate::domain::event::Event;
use crate::domain::source::Source;
use serde_json::{Value, json};
use uuid::Uuid;

/// An event taken apart: what is written as it is, and what has to be sealed first.
pub struct Unsealed {
    kind: String,
    body: Value,
    private: Option<(Uuid, Value)>,
}

impl Unsealed {
    /// Takes an event apart.
    ///
    /// # Errors
    /// [`SealError`] when it has a personal part and no subject: a defect of the event.
    pub fn of(event: &Event) -> Result<Self, SealError> {
        let mut json = serde_json::to_value(event).map_err(|_| SealError)?;
        let Some(Value::String(kind)) = json.get_mut("kind").map(Value::take) else {
            return Err(SealError);
        };
        let mut body = json.get_mut("body").map(Value::take).ok_or(SealError)?;
        let private = match seal::take_private(&mut body) {
            Some(private) => Some((event.subject().ok_or(SealError)?.0, private)),
            None => None,
        };
        Ok(Self {
            kind,
            body,
            private,
        })
    }

    /// The event's kind.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Under whose key there is something to seal.
    #[must_use]
    pub fn person(&self) -> Option<Uuid> {
        self.private.as_ref().map(|(person, _)| *person)
    }

    /// Kind and body of the operation `op_id`. `key` is that of [`Unsealed::person`].
    ///
    /// # Errors
    /// [`SealError`] when there is something to seal and no key.
    pub fn seal(
        mut self,
        op_id: Uuid,
        key: Option<&PersonalKey>,
        source: &mut dyn Source,
    ) -> Result<(String, String), SealError> {
        if let Some((person, private)) = &self.private {
            let binding = Binding {
                op_id,
                kind: &self.kind,
                person: *person,
            };
            let key = key.ok_or(SealError)?;
            seal::seal(&mut self.body, private, (key, binding), source)?;
        }
        Ok((self.kind, self.body.to_string()))
    }
}

/// The event in the body of operation `op_id`; `None` for one of a newer program. Its personal
/// part is empty where `key`, given the person it is sealed for, gives none or one that does not
/// open it.
///
/// # Errors
/// Those of `key`.
pub fn open<E>(
    which: (Uuid, &str),
    body: &str,
    key: impl FnOnce(Uuid) -> Result<Option<PersonalKey>, E>,
) -> Result<Option<Event>, E> {
    let key = match seal::person_in(body) {
        Some(person) => key(person)?,
        None => None,
    };
    Ok(open_with(which, body, key.as_ref()))
}

/// [`open`] with a key that is known.
#[must_use]
pub fn open_with(
    (op_id, kind): (Uuid, &str),
    body: &str,
    key: Option<&PersonalKey>,
) -> Option<Event> {
    let mut body: Value = serde_json::from_str(body).ok()?;
    let private = key.and_then(|key| seal::open(&body, key, op_id, kind));
    seal::put_private(&mut body, private);
    event(kind, body)
}

/// The event of an operation without its personal part, which stays sealed; `None` for one of a
/// newer program.
#[must_use]
pub fn impersonal(kind: &str, body: &str) -> Option<Event> {
    let mut body = serde_json::from_str(body).ok()?;
    seal::put_private(&mut body, None);
    event(kind, body)
}

fn event(kind: &str, body: Value) -> Option<Event> {
    serde_json::from_value(json!({"kind": kind, "body": body})).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{PersonData, PersonRecorded, VisitClosed};
    use crate::domain::ids::{PersonId, VisitId};
    use crate::domain::person::Person;
    use crate::system::System;
    use crate::text::CleanText;
    use std::convert::Infallible;

    fn person() -> Event {
        Event::PersonRecorded(PersonRecorded {
            person: PersonId(Uuid::from_u128(2)),
            visitor: None,
            private: PersonData::new(Person {
                family_name: CleanText::line("Gönül"),
                ..Person::default()
            }),
        })
    }

    fn opened(kind: &str, body: &str, key: Option<PersonalKey>) -> Option<Event> {
        let Ok(event) = open::<Infallible>((Uuid::from_u128(1), kind), body, |person| {
            assert_eq!(person, Uuid::from_u128(2));
            Ok(key)
        });
        event
    }

    #[test]
    fn an_event_comes_back_whole_with_the_key_and_without_its_personal_part_else() {
        let unsealed = Unsealed::of(&person()).unwrap();
        assert_eq!(unsealed.person(), Some(Uuid::from_u128(2)));
        let key = PersonalKey::new([7; 32]);
        let id = Uuid::from_u128(1);
        let (kind, body) = unsealed.seal(id, Some(&key), &mut System).unwrap();
        assert!(!body.contains("Gönül"));
        assert_eq!(opened(&kind, &body, Some(key)), Some(person()));
        let erased = opened(&kind, &body, None).unwrap();
        assert_ne!(erased, person());
        assert_eq!(impersonal(&kind, &body), Some(erased));
        assert_eq!(opened("of_2031", &body, None), None);
        assert_eq!(opened(&kind, "{", None), None);
    }

    #[test]
    fn nothing_is_sealed_without_a_key_or_a_need() {
        let id = Uuid::from_u128(1);
        let unsealed = Unsealed::of(&person()).unwrap();
        assert_eq!(unsealed.seal(id, None, &mut System), Err(SealError));
        let visit = VisitId(id);
        let impersonal = Unsealed::of(&Event::VisitClosed(VisitClosed { visit })).unwrap();
        assert_eq!(
            (impersonal.kind(), impersonal.person()),
            ("visit_closed", None)
        );
        impersonal.seal(id, None, &mut System).unwrap();
    }
}
