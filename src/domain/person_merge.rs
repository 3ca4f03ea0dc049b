//! What a person's data is when several have edited it, perhaps without knowing of each other.
//!
//! Every edit says what was known before it and what is known after it, so what it changed is
//! certain. In the order of the office's feed, different fields merge. Of the same field the first
//! value stands, and the other is [`Contested`]: a person decides. No clock is asked. The data is
//! a function of the edits and their order alone, so every database of the office comes to it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::person::Person;

/// What of a person's data is changed and decided as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonField {
    /// The kind of person and the number, which is read by the kind.
    Identity,
    GivenName,
    FamilyName,
    Phone,
    Birth,
    Gender,
    Education,
    Sector,
    /// Province, district and neighbourhood.
    Place,
    Email,
    Notify,
    Language,
}

impl PersonField {
    /// In the order they are shown.
    pub const ALL: [Self; 12] = [
        Self::Identity,
        Self::GivenName,
        Self::FamilyName,
        Self::Phone,
        Self::Birth,
        Self::Gender,
        Self::Education,
        Self::Sector,
        Self::Place,
        Self::Email,
        Self::Notify,
        Self::Language,
    ];

    /// Whether two persons have the same here.
    #[must_use]
    pub fn is_same(self, one: &Person, other: &Person) -> bool {
        let mut taken = one.clone();
        self.take(&mut taken, other);
        taken == *one
    }

    /// Takes what `from` has here.
    fn take(self, into: &mut Person, from: &Person) {
        let from = from.clone();
        match self {
            Self::Identity => (into.kind, into.number) = (from.kind, from.number),
            Self::GivenName => into.given_name = from.given_name,
            Self::FamilyName => into.family_name = from.family_name,
            Self::Phone => into.phone = from.phone,
            Self::Birth => into.birth = from.birth,
            Self::Gender => into.gender = from.gender,
            Self::Education => into.education = from.education,
            Self::Sector => into.sector = from.sector,
            Self::Place => (into.place, into.neighbourhood) = (from.place, from.neighbourhood),
            Self::Email => into.email = from.email,
            Self::Notify => into.notify = from.notify,
            Self::Language => into.language = from.language,
        }
    }
}

/// Something that happened to a person's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonChange {
    /// It was recorded.
    Recorded {
        /// The operation that says so.
        operation: Uuid,
        /// What was known before. `None`: nothing was, or an older program does not tell.
        from: Option<Box<Person>>,
        to: Person,
    },
    /// A person decided on a contested field.
    Decided {
        /// The operation whose value was contested.
        operation: Uuid,
        field: PersonField,
        /// That value is the right one.
        second: bool,
    },
}

/// A value that came second, and waits for somebody to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contested {
    pub field: PersonField,
    /// The operation whose value stands.
    pub first: Uuid,
    /// The operation whose value does not.
    pub second: Uuid,
}

/// A person's data after all that happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    pub person: Person,
    /// In the order of the fields, then as they came.
    pub contested: Vec<Contested>,
}

/// The data after `changes`, in the order of the office's feed, what central has not confirmed last.
#[must_use]
pub fn merge(changes: &[PersonChange]) -> Merged {
    let mut merge = Merge::default();
    // What a person's data began with is the beginning wherever it stands: after a restore of
    // central an edit may come back before it.
    let beginning = changes.iter().position(is_beginning);
    let others = (0..changes.len()).filter(|at| Some(*at) != beginning);
    for at in beginning.into_iter().chain(others) {
        match &changes[at] {
            PersonChange::Recorded {
                operation,
                from,
                to,
            } => merge.record(*operation, from.as_deref(), to),
            PersonChange::Decided {
                operation,
                field,
                second,
            } => merge.decide((*operation, *field), *second),
        }
    }
    merge.end()
}

fn is_beginning(change: &PersonChange) -> bool {
    matches!(change, PersonChange::Recorded { from: None, .. })
}

/// The data so far.
#[derive(Default)]
struct Merge<'c> {
    begun: bool,
    person: Person,
    /// Whose values stand, in the order of [`PersonField::ALL`].
    stands: [Uuid; PersonField::ALL.len()],
    contested: Vec<Open<'c>>,
}

/// A contested value.
struct Open<'c> {
    field: PersonField,
    second: Uuid,
    value: &'c Person,
}

impl<'c> Merge<'c> {
    fn record(&mut self, operation: Uuid, from: Option<&Person>, to: &'c Person) {
        let from = from.filter(|_| self.begun);
        self.begun = true;
        for field in PersonField::ALL {
            match from {
                None => self.take(field, (operation, to)),
                Some(from) if !field.is_same(from, to) => {
                    self.edit(field, from, (operation, to));
                }
                Some(_) => {}
            }
        }
        self.settle();
    }

    fn edit(&mut self, field: PersonField, from: &Person, (operation, to): (Uuid, &'c Person)) {
        if field.is_same(&self.person, to) {
            return;
        }
        if field.is_same(&self.person, from) {
            self.take(field, (operation, to));
            return;
        }
        let mut waiting = self.contested.iter();
        if waiting.any(|open| open.field == field && field.is_same(open.value, to)) {
            return;
        }
        // Whoever edits a contested value goes on with it.
        let mut known = self.contested.iter_mut();
        match known.find(|open| open.field == field && field.is_same(open.value, from)) {
            Some(open) => (open.second, open.value) = (operation, to),
            None => self.contested.push(Open {
                field,
                second: operation,
                value: to,
            }),
        }
    }

    fn decide(&mut self, (operation, field): (Uuid, PersonField), second: bool) {
        let is_meant = |open: &Open<'_>| open.field == field && open.second == operation;
        let Some(at) = self.contested.iter().position(is_meant) else {
            return;
        };
        let open = self.contested.remove(at);
        if second {
            self.take(field, (operation, open.value));
            self.settle();
        }
    }

    fn take(&mut self, field: PersonField, (operation, value): (Uuid, &Person)) {
        field.take(&mut self.person, value);
        self.stands[field as usize] = operation;
    }

    /// What is no other value any more is not contested.
    fn settle(&mut self) {
        let person = &self.person;
        self.contested
            .retain(|open| !open.field.is_same(person, open.value));
    }

    fn end(mut self) -> Merged {
        self.contested.sort_by_key(|open| open.field);
        let stands = self.stands;
        let contested = self.contested.iter().map(|open| Contested {
            field: open.field,
            first: stands[open.field as usize],
            second: open.second,
        });
        Merged {
            contested: contested.collect(),
            person: self.person,
        }
    }
}

#[cfg(test)]
#[path = "person_merge_tests.rs"]
mod tests;
