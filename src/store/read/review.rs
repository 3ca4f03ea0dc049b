//! What waits for a person to decide.
//!
//! Some of it central has found (its receipts and the outcomes in the feed), the rest follows from
//! the log; what was decided is in the log too. So every desk of an office has the same list.

use super::super::error::Result;
use super::super::log::{self, Logged};
use super::super::recorded::Recorded;
use super::super::row::{Json, Micros, Name, signed, time, unsigned};
use super::Reads;
use crate::domain::decision::{ReviewDecided, ReviewItem, ReviewOpened};
use crate::domain::ids::{ApplicationId, OfficeCode, PersonId};
use crate::domain::number::ApplicationNumber;
use crate::domain::person::Person;
use crate::domain::person_merge::PersonField;
use crate::sync::wire::{Operation, Outcome, RejectReason};
use chrono::{DateTime, Utc};
use rusqlite::Row;
use uuid::Uuid;

/// Everything that waits. Few rows among millions, each from an index or a small table; a cross join
/// is one whose order SQLite keeps.
const WAITING: &str = "with waiting as (
    select operations.op_id as operation, null as field, operations.case_id as application,
        null as person, operations.actor, operations.device_time as at,
        iif(json_extract(outcome, '$.status') = 'rejected', 'rejected', 'number_clash') as kind,
        outcome as detail
      from receipts join operations on operations.op_id = receipts.op_id
     where json_extract(outcome, '$.status') = 'rejected'
        or json_extract(outcome, '$.status') = 'conflict'
           and operations.kind = 'application_registered'
    union all
    select operations.op_id, null, case_steps.application, case_steps.person, case_steps.actor,
        case_steps.at, 'case_step', null
      from case_steps join operations on operations.seq = case_steps.seq
     where refused = 1 and position is not null
    union all
    select person_contests.operation, person_contests.field, null, person_contests.person,
        person_versions.actor, person_versions.at, 'person', null
      from person_contests
      cross join person_versions on person_versions.operation = person_contests.operation
    union all
    select operations.op_id, null, application, null, operations.actor, operations.device_time,
        'office', opened
      from review_notices join operations on operations.op_id = review_notices.operation
    union all
    select op_id, null, unhex(replace(operation ->> 'case_id', '-', '')), null,
        operation ->> 'actor', null, 'contradiction', operation
      from contradictions)
select * from waiting
 where not exists (select 1 from review_decisions decided
        where decided.operation = waiting.operation and decided.field is waiting.field)";

/// Something that waits for a person to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub item: ReviewItem,
    pub kind: ReviewKind,
    pub application: Option<ApplicationId>,
    pub person: Option<PersonId>,
    /// Who said what came second, as the log names the actor.
    pub actor: String,
    /// When, by the clock of the desk it was said at.
    pub at: DateTime<Utc>,
}

/// Why it waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewKind {
    /// Another application had the number first.
    NumberClash,
    /// A step did not fit where the case stood.
    CaseStep,
    /// Two edited the same field of a person's data.
    Person(PersonField),
    /// Central did not take an operation.
    Rejected(RejectReason),
    /// Central holds another operation in a place of the log that is taken here.
    Contradiction(Box<Operation>),
    /// A case went to an office at which nobody is enrolled.
    UnknownOffice(OfficeCode),
}

/// One record of a person's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonVersion {
    pub person: Person,
    /// Who recorded it, as the log names the actor.
    pub actor: String,
    pub at: DateTime<Utc>,
}

impl Reads<'_> {
    /// What waits, the oldest first; at most `most`.
    pub fn reviews(self, most: u32) -> Result<Vec<Review>> {
        let select = format!("{WAITING} order by at, operation, field limit ?1");
        let found = self.all(&select, [most], review)?;
        Ok(found.into_iter().flatten().collect())
    }

    /// One thing that waits; `None` when it does no more.
    pub fn review(self, item: ReviewItem) -> Result<Option<Review>> {
        let select = format!("{WAITING} and operation = ?1 and field is ?2");
        let found = self.first(&select, (item.operation, item.field.map(Name)), review)?;
        Ok(found.flatten())
    }

    /// Whether anything about an operation waits.
    pub fn waits(self, operation: Uuid) -> Result<bool> {
        let exists = format!("select exists ({WAITING} and operation = ?1)");
        self.number(&exists, [operation])
    }

    /// An operation of the log as it is.
    pub fn operation(self, operation: Uuid) -> Result<Option<Operation>> {
        let select = "select * from operations where op_id = ?1";
        let found = self.first(select, [operation], |row| Ok(log::operation(row)))?;
        found.transpose()
    }

    /// How much waits.
    pub fn review_count(self) -> Result<u64> {
        let count = format!("select count(*) from ({WAITING})");
        self.number(&count, []).map(unsigned)
    }

    /// How SQLite looks for what waits.
    #[cfg(test)]
    pub(in super::super) fn plan_of_reviews(self) -> Result<Vec<String>> {
        let explain = format!("explain query plan {WAITING}");
        self.all(&explain, [], |row| row.get("detail"))
    }

    /// What was decided on an item, if anything: the decision that stands.
    pub fn decision(self, item: ReviewItem) -> Result<Option<ReviewDecided>> {
        let select = "select decided from review_decisions where operation = ?1 and field is ?2
             order by position is null, position, seq limit 1";
        self.first(select, (item.operation, item.field.map(Name)), |row| {
            row.get::<_, Json<_>>(0).map(|json| json.0)
        })
    }

    /// An entry of the log, opened.
    pub fn recorded(self, operation: Uuid) -> Result<Option<Recorded>> {
        let select = "select * from operations where op_id = ?1";
        let logged = self.first(select, [operation], |row| {
            Ok((
                row.get("seq")?,
                row.get("own")?,
                row.get("repeats")?,
                row.get::<_, Option<i64>>("feed_position")?.map(unsigned),
                log::operation(row),
            ))
        })?;
        let Some((seq, own, repeats, position, operation)) = logged else {
            return Ok(None);
        };
        let logged = Logged {
            seq,
            own,
            repeats,
            position,
            operation: operation?,
        };
        Recorded::open(self.connection, &logged).map(Some)
    }

    /// The operation whose value of a contested field stands.
    pub fn standing(self, item: ReviewItem) -> Result<Option<Uuid>> {
        let select = "select first from person_contests where operation = ?1 and field is ?2";
        self.first(select, (item.operation, item.field.map(Name)), |row| {
            row.get(0)
        })
    }

    /// The person's data as one operation recorded it.
    pub fn person_version(self, operation: Uuid) -> Result<Option<PersonVersion>> {
        let select = "select data, actor, at from person_versions where operation = ?1";
        self.first(select, [operation], |row| {
            Ok(PersonVersion {
                person: row.get::<_, Json<_>>("data")?.0,
                actor: row.get("actor")?,
                at: time(row, "at")?,
            })
        })
    }

    /// The other application that has the number of one.
    pub fn same_number(self, id: ApplicationId) -> Result<Option<ApplicationId>> {
        let select = "select other.id from applications one
             join applications other on other.number = one.number and other.id <> one.id
             where one.id = ?1 order by other.n limit 1";
        self.first(select, [id.0], |row| row.get(0).map(ApplicationId))
    }

    /// Numbers an application had before the one it has now.
    pub fn former_numbers(self, id: ApplicationId) -> Result<Vec<ApplicationNumber>> {
        let select = "select number from former_numbers where application = ?1 order by number";
        let numbers: Vec<String> = self.all(select, [id.0], |row| row.get(0))?;
        let numbers = numbers.iter();
        Ok(numbers
            .filter_map(|number| ApplicationNumber::parse(number).ok())
            .collect())
    }

    /// What the log has in the place of an operation that contradicts it.
    pub fn in_place_of(self, operation: &Operation) -> Result<Option<Operation>> {
        let select = "select * from operations where device = ?1 and dseq = ?2";
        let values = (operation.device, signed(operation.dseq));
        let found = self.first(select, values, |row| Ok(log::operation(row)))?;
        found.transpose()
    }
}

/// A row of [`WAITING`]; `None` for one that a newer program has written.
fn review(row: &Row<'_>) -> rusqlite::Result<Option<Review>> {
    let field: Option<Name<PersonField>> = row.get("field")?;
    let field = field.map(|name| name.0);
    let at: Option<Micros> = row.get("at")?;
    let mut at = at.map(|at| at.0);
    let kind: String = row.get("kind")?;
    let kind = match (kind.as_str(), field) {
        ("number_clash", _) => ReviewKind::NumberClash,
        ("case_step", _) => ReviewKind::CaseStep,
        ("person", Some(field)) => ReviewKind::Person(field),
        ("rejected", _) => match row.get::<_, Json<Outcome>>("detail")?.0 {
            Outcome::Rejected { reason } => ReviewKind::Rejected(reason),
            _ => return Ok(None),
        },
        ("office", _) => {
            ReviewKind::UnknownOffice(row.get::<_, Json<ReviewOpened>>("detail")?.0.office)
        }
        _ => {
            let offered: Json<Operation> = row.get("detail")?;
            at = Some(offered.0.device_time);
            ReviewKind::Contradiction(Box::new(offered.0))
        }
    };
    let Some(at) = at else {
        return Ok(None);
    };
    let application: Option<Uuid> = row.get("application")?;
    let person: Option<Uuid> = row.get("person")?;
    Ok(Some(Review {
        item: ReviewItem {
            operation: row.get("operation")?,
            field,
        },
        kind,
        application: application.map(ApplicationId),
        person: person.map(PersonId),
        actor: row.get("actor")?,
        at,
    }))
}
