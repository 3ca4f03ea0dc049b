//! Persons.

use super::super::error::Result;
use super::super::row::Json;
use super::Reads;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;

impl Reads<'_> {
    /// A person's data as last recorded; all empty once it was erased.
    pub fn person(self, id: PersonId) -> Result<Option<Person>> {
        let select = "select data from persons where id = ?1";
        self.first(select, [id.0], |row| {
            row.get::<_, Json<_>>(0).map(|json| json.0)
        })
    }

    /// Persons with this identity number, the newest first.
    pub fn persons_by_number(self, number: &str) -> Result<Vec<(PersonId, Person)>> {
        let select = "select id, data from persons where number = ?1 order by n desc";
        self.all(select, [number], |row| {
            Ok((PersonId(row.get(0)?), row.get::<_, Json<_>>(1)?.0))
        })
    }

    /// The visitors a person was, whose data is erased with the person's.
    pub fn visitors_of(self, person: PersonId) -> Result<Vec<PersonId>> {
        let select = "select visitor from person_visitors where person = ?1 order by visitor";
        self.all(select, [person.0], |row| row.get(0).map(PersonId))
    }
}
