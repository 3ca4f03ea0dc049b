//! Persons.

use super::super::error::Result;
use super::super::row::Json;
use super::Reads;
use crate::domain::ids::PersonId;
use crate::domain::person::{Person, Place};
use crate::text::CleanText;

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

    /// Neighbourhoods written for persons of a district so far, each once.
    pub fn neighbourhoods_written(self, place: Place) -> Result<Vec<CleanText>> {
        // From one name to the next, instead of through every person of the district.
        let select = "with recursive written (name) as (
                 select min(neighbourhood) from persons where place = ?1
                 union all
                 select (select min(neighbourhood) from persons
                      where place = ?1 and neighbourhood > written.name)
                 from written where written.name is not null)
             select name from written where name is not null";
        self.all(select, [Json(place)], |row| {
            let name: String = row.get(0)?;
            Ok(CleanText::line(&name))
        })
    }
}
