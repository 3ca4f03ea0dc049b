//! The search, for what a clerk types: a number in any spelling, or names in any.
//!
//! Names are compared by [`fold`], each typed word as the beginning of a word. Results are the
//! newest first by the index's own order; nothing is ranked.

use super::super::error::Result;
use super::super::row::{Json, Micros};
use super::Reads;
use super::found::{ApplicationRow, FoundApplications, PersonRow};
use crate::domain::application::Registered;
use crate::domain::ids::PersonId;
use crate::domain::number::ApplicationNumber;
use crate::domain::person::Person;
use crate::domain::phone::search_digits;
use crate::text::{ascii_digit, fold, is_separator};
use rusqlite::Row;

/// Words of a name that are looked at.
const MOST_WORDS: usize = 6;
/// From so many digits on, the beginning of a number is looked for: fewer fit too many.
const FEWEST_DIGITS: usize = 6;
/// Digits only an application number has: more than any phone with its country and exit codes.
const NUMBER_DIGITS: usize = 15;
/// Digits before the sequence of an application number: office, year, database.
const NUMBER_HEAD: usize = 9;

/// What was typed.
enum Typed {
    Nothing,
    Digits(Digits),
    /// A query for the index of names.
    Names(String),
}

impl Typed {
    fn read(typed: &str) -> Self {
        if let Some(digits) = Digits::read(typed) {
            return Self::Digits(digits);
        }
        let folded = fold(typed);
        let words: Vec<String> = folded
            .split_whitespace()
            .take(MOST_WORDS)
            // A folded word has letters and digits only, so the quotes hold.
            .map(|word| format!("\"{word}\"*"))
            .collect();
        if words.is_empty() {
            Self::Nothing
        } else {
            Self::Names(words.join(" AND "))
        }
    }
}

/// A number that was typed, in the forms it may be kept in.
struct Digits {
    /// As typed.
    plain: String,
    /// As the digits of a phone are kept; `None` when there are too few.
    phone: Option<String>,
}

impl Digits {
    fn read(typed: &str) -> Option<Self> {
        let mut plain = String::new();
        for c in typed.chars() {
            match ascii_digit(c) {
                Some(digit) => plain.push(digit),
                None if is_separator(c) || c == '+' => {}
                None => return None,
            }
        }
        let phone = Some(search_digits(typed)).filter(|phone| phone.len() >= FEWEST_DIGITS);
        (!plain.is_empty()).then_some(Self { plain, phone })
    }
}

// Everything that begins with a text of digits comes before that text and ':', the character
// after '9'.

impl Reads<'_> {
    /// Persons by identity number, name or phone, the newest first; at most `most`.
    pub fn find_persons(self, typed: &str, most: usize) -> Result<Vec<PersonRow>> {
        let most = limit(most);
        match Typed::read(typed) {
            Typed::Nothing => Ok(Vec::new()),
            Typed::Names(names) => {
                let select = "select persons.* from person_search
                     join persons on persons.n = person_search.rowid
                     where person_search match ?1 order by person_search.rowid desc limit ?2";
                self.persons(select, (names, most))
            }
            Typed::Digits(digits) if digits.plain.len() < FEWEST_DIGITS => Ok(Vec::new()),
            Typed::Digits(digits) => {
                let select = "select * from persons where n in (
                         select n from persons where number >= ?1 and number < ?1 || ':'
                         union select n from persons where phone >= ?2 and phone < ?2 || ':')
                     order by n desc limit ?3";
                self.persons(select, (digits.plain, digits.phone, most))
            }
        }
    }

    /// Applications by number, and by the applicant's name, phone or identity number; at most
    /// `most`.
    pub fn find_applications(self, typed: &str, most: usize) -> Result<FoundApplications> {
        let one_more = limit(most.saturating_add(1));
        let mut found = FoundApplications::default();
        found.rows = match Typed::read(typed) {
            Typed::Nothing => Vec::new(),
            Typed::Names(names) => self.applications_by_name(&names, one_more)?,
            Typed::Digits(digits) => match ApplicationNumber::parse(&digits.plain) {
                Ok(number) => self.applications_by_number(&number.digits(), one_more)?,
                Err(error) => {
                    found.mistyped = (digits.plain.len() >= NUMBER_DIGITS).then_some(error);
                    self.applications_by_digits(&digits, one_more)?
                }
            },
        };
        found.more = found.rows.len() > most;
        found.rows.truncate(most);
        Ok(found)
    }

    fn applications_by_name(self, names: &str, most: i64) -> Result<Vec<ApplicationRow>> {
        let select = "select applications.*, persons.data from application_search
             join applications on applications.n = application_search.rowid
             left join persons on persons.id = applications.person
             where application_search match ?1 order by application_search.rowid desc limit ?2";
        self.all(select, (names, most), application)
    }

    /// By the digits an application number begins with, also one it had before.
    fn applications_by_number(self, beginning: &str, most: i64) -> Result<Vec<ApplicationRow>> {
        let select = "select applications.*, persons.data from applications
             left join persons on persons.id = applications.person
             where applications.n in (
                 select n from (select n from applications
                      where number >= ?1 and number < ?1 || ':' order by number desc limit ?2)
                 union select applications.n from former_numbers former
                 join applications on applications.id = former.application
                 where former.number >= ?1 and former.number < ?1 || ':')
             order by applications.number desc limit ?2";
        self.all(select, (beginning, most), application)
    }

    /// By the identity number or phone of the applicant, or the beginning of the number.
    fn applications_by_digits(self, digits: &Digits, most: i64) -> Result<Vec<ApplicationRow>> {
        if digits.plain.len() < FEWEST_DIGITS {
            return Ok(Vec::new());
        }
        let select = "select applications.*, persons.data from persons
             join applications on applications.person = persons.id
             where persons.n in (
                 select n from persons where number >= ?1 and number < ?1 || ':'
                 union select n from persons where phone >= ?2 and phone < ?2 || ':')
             order by applications.n desc limit ?3";
        let mut rows = self.all(select, (&digits.plain, &digits.phone, most), application)?;
        if rows.is_empty() && digits.plain.len() > NUMBER_HEAD {
            rows = self.applications_by_number(&digits.plain, most)?;
        }
        Ok(rows)
    }

    fn persons(self, select: &str, values: impl rusqlite::Params) -> Result<Vec<PersonRow>> {
        let mut rows = self.all(select, values, |row| {
            Ok(PersonRow {
                id: PersonId(row.get("id")?),
                person: row.get::<_, Json<_>>("data")?.0,
                applications: 0,
                last: None,
            })
        })?;
        for row in &mut rows {
            let summary = "select count(*), max(registered_at) from applications
                 where person = ?1";
            (row.applications, row.last) = self
                .first(summary, [row.id.0], |row| {
                    let last: Option<Micros> = row.get(1)?;
                    Ok((row.get(0)?, last.map(|last| last.0)))
                })?
                .unwrap_or_default();
        }
        Ok(rows)
    }
}

fn limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

fn application(row: &Row<'_>) -> rusqlite::Result<ApplicationRow> {
    let record: Json<Registered> = row.get("record")?;
    let applicant: Option<Json<Person>> = row.get("data")?;
    let applicant = applicant.map(|applicant| applicant.0).unwrap_or_default();
    Ok(ApplicationRow::of(&record.0, &applicant))
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
