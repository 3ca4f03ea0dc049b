//! A person's data as central reads it, when somebody has to.

use crate::domain::decision::Decision;
use crate::domain::event::Event;
use crate::domain::person::Person;
use crate::domain::person_merge::{PersonChange, merge};
use crate::sync::body;
use crate::sync::seal::PersonalKey;
use chrono::{DateTime, Utc};
use deadpool_postgres::Transaction;
use tokio_postgres::{Error, Row};
use uuid::Uuid;

/// A person as every database of the office has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PersonFile {
    /// Empty once erased.
    pub(super) person: Person,
    /// Who recorded something of them last, as the operation names the actor, and when.
    pub(super) last: Option<(String, DateTime<Utc>)>,
}

/// Merges what was recorded of a person, and decided, in the order of the feed.
pub(super) async fn open(
    transaction: &Transaction<'_>,
    (office, person): (&str, Uuid),
    key: Option<&PersonalKey>,
) -> Result<PersonFile, Error> {
    // Two statements in one: each has an index of its own.
    let select = transaction
        .prepare_cached(
            "select position, op_id, kind, body, actor, device_time from operations
              where office_id = $1 and person_id = $2 and kind = 'person_recorded'
             union all
             select position, op_id, kind, body, actor, device_time from operations
              where office_id = $1 and person_id = $2 and kind = 'review_decided'
              order by position",
        )
        .await?;
    let rows = transaction.query(&select, &[&office, &person]).await?;
    let changes: Vec<PersonChange> = rows.iter().filter_map(|row| change(row, key)).collect();
    let recorded = rows.iter().rev();
    let mut recorded = recorded.filter(|row| row.get::<_, &str>("kind") == "person_recorded");
    Ok(PersonFile {
        person: merge(&changes).person,
        last: recorded
            .next()
            .map(|row| (row.get("actor"), row.get("device_time"))),
    })
}

fn change(row: &Row, key: Option<&PersonalKey>) -> Option<PersonChange> {
    let operation = row.get("op_id");
    let event = body::open_with((operation, row.get("kind")), row.get("body"), key);
    Some(match event? {
        Event::PersonRecorded(recorded) => PersonChange::Recorded {
            operation,
            from: recorded.private.edited_from,
            to: recorded.private.person,
        },
        Event::ReviewDecided(decided) => PersonChange::Decided {
            operation: decided.item.operation,
            field: decided.item.field?,
            second: decided.decision == Decision::TakeSecond,
        },
        _ => return None,
    })
}
