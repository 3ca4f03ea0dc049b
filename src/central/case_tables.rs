//! The tables the cases are folded into: reading and writing them, a batch in one statement each.

use super::reviews;
use super::standing::Standing;
use crate::domain::case::{Case, CaseMoved};
use chrono::{DateTime, NaiveDate, Utc};
use deadpool_postgres::Transaction;
use serde::Serialize;
use std::collections::HashMap;
use tokio_postgres::Error;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// A case, and what the table has to be told.
pub(super) struct Kept {
    pub(super) standing: Standing,
    pub(super) last_position: i64,
    pub(super) refused: i32,
    /// Set for one that is not in the table yet.
    pub(super) new: Option<Beginning>,
    pub(super) changed: bool,
}

/// What a case has from its registration.
pub(super) struct Beginning {
    pub(super) person: Uuid,
    pub(super) position: i64,
    pub(super) registered_at: DateTime<Utc>,
    pub(super) clerk: String,
    pub(super) kind: String,
    pub(super) topic: Option<String>,
    pub(super) legal_due: Option<NaiveDate>,
}

pub(super) struct Early {
    pub(super) position: i64,
    pub(super) op_id: Uuid,
    pub(super) moved: CaseMoved,
}

pub(super) struct StepRow {
    pub(super) application: Uuid,
    pub(super) position: i64,
    pub(super) refused: bool,
}

impl Kept {
    /// Whether anything but the registration was seen: only then can it have parts.
    fn stepped_since_begun(&self) -> bool {
        self.new
            .as_ref()
            .is_none_or(|new| self.last_position > new.position)
            || !self.standing.parts.is_empty()
    }
}

/// Cases that are in the table.
pub(super) async fn known(
    transaction: &Transaction<'_>,
    office: &str,
    applications: &[Uuid],
) -> Result<HashMap<Uuid, Kept>, Error> {
    if applications.is_empty() {
        return Ok(HashMap::new());
    }
    let select = transaction
        .prepare_cached(
            "select application_id, standing, last_position, refused from cases
              where office_id = $1 and application_id = any($2)",
        )
        .await?;
    let rows = transaction
        .query(&select, &[&office, &applications])
        .await?;
    let kept = rows.iter().filter_map(|row| {
        let kept = Kept {
            // What was written as one is read as one.
            standing: serde_json::from_str(row.get("standing")).ok()?,
            last_position: row.get("last_position"),
            refused: row.get("refused"),
            new: None,
            changed: false,
        };
        Some((row.get("application_id"), kept))
    });
    Ok(kept.collect())
}

/// Steps of applications that are being registered only now.
pub(super) async fn early(
    transaction: &Transaction<'_>,
    office: &str,
    applications: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Early>>, Error> {
    let mut found: HashMap<Uuid, Vec<Early>> = HashMap::new();
    if applications.is_empty() {
        return Ok(found);
    }
    let select = transaction
        .prepare_cached(
            "select step.application_id, step.position, operation.op_id, operation.body
               from case_steps step
               join operations operation on operation.office_id = step.office_id
                and operation.position = step.position
              where step.office_id = $1 and step.application_id = any($2)
              order by step.position",
        )
        .await?;
    for row in transaction
        .query(&select, &[&office, &applications])
        .await?
    {
        let Ok(moved) = serde_json::from_str(row.get("body")) else {
            continue;
        };
        found
            .entry(row.get("application_id"))
            .or_default()
            .push(Early {
                position: row.get("position"),
                op_id: row.get("op_id"),
                moved,
            });
    }
    Ok(found)
}

/// A case of a batch.
pub(super) type Entry<'a> = (&'a Uuid, &'a Kept);

/// The columns that follow from where a case stands, as arrays from parameter `$2` on.
const STANDING: &str = "unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::boolean[],
        $7::text[], $8::text[], $9::boolean[], $10::date[], $11::date[], $12::boolean[],
        $13::boolean[], $14::boolean[], $15::boolean[], $16::integer[], $17::integer[],
        $18::integer[]";
const STANDING_COLUMNS: &str = "application_id, last_position, standing, stage, is_open, unit,
        answered_by, taken, due, warn, paused, question, replied, sent_back, answers, rounds,
        refused";

type Values = Vec<Value>;
type Value = Box<dyn ToSql + Sync + Send>;

fn standing_values(entries: &[Entry<'_>]) -> Values {
    fn each<T>(entries: &[Entry<'_>], value: impl Fn(&Kept) -> T) -> Value
    where
        Vec<T>: ToSql + Sync + Send + 'static,
    {
        Box::new(
            entries
                .iter()
                .map(|(_, kept)| value(kept))
                .collect::<Vec<T>>(),
        )
    }
    let case = |value: fn(&Case) -> bool| each(entries, move |kept| value(&kept.standing.case));
    let count = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    vec![
        Box::new(entries.iter().map(|(id, _)| **id).collect::<Vec<Uuid>>()),
        each(entries, |kept| kept.last_position),
        each(entries, |kept| json(&kept.standing)),
        each(entries, |kept| kept.standing.case.stage.name()),
        case(|case| case.stage.is_open()),
        each(entries, |kept| {
            kept.standing.case.stage.unit().map(ToString::to_string)
        }),
        each(entries, |kept| {
            kept.standing
                .case
                .answered_by
                .as_ref()
                .map(ToString::to_string)
        }),
        case(|case| case.taken_by.is_some()),
        each(entries, |kept| kept.standing.case.term.due()),
        each(entries, |kept| kept.standing.case.term.warn),
        case(|case| case.paused.is_some()),
        case(|case| case.question),
        each(entries, |kept| kept.standing.replied),
        each(entries, |kept| kept.standing.sent_back),
        each(entries, |kept| count(kept.standing.case.answers)),
        each(entries, |kept| count(kept.standing.case.rounds)),
        each(entries, |kept| kept.refused),
    ]
}

async fn run(
    transaction: &Transaction<'_>,
    (sql, office): (&str, &str),
    values: &Values,
) -> Result<(), Error> {
    let statement = transaction.prepare_cached(sql).await?;
    let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![&office];
    parameters.extend(values.iter().map(|value| {
        let value: &(dyn ToSql + Sync) = value.as_ref();
        value
    }));
    transaction.execute(&statement, &parameters).await?;
    Ok(())
}

pub(super) async fn insert_cases(
    transaction: &Transaction<'_>,
    office: &str,
    entries: &[Entry<'_>],
) -> Result<(), Error> {
    if entries.is_empty() {
        return Ok(());
    }
    const COLUMNS: &str = "person_id, registered_position, registered_at, clerk, kind, topic,
        legal_due";
    let insert = format!(
        "insert into cases (office_id, {STANDING_COLUMNS}, {COLUMNS})
         select $1, * from {STANDING}, $19::uuid[], $20::bigint[], $21::timestamptz[], $22::text[],
             $23::text[], $24::text[], $25::date[])"
    );
    let begun = || entries.iter().filter_map(|(_, kept)| kept.new.as_ref());
    let mut values = standing_values(entries);
    values.extend::<Values>(vec![
        Box::new(begun().map(|new| new.person).collect::<Vec<_>>()),
        Box::new(begun().map(|new| new.position).collect::<Vec<_>>()),
        Box::new(begun().map(|new| new.registered_at).collect::<Vec<_>>()),
        Box::new(begun().map(|new| new.clerk.clone()).collect::<Vec<_>>()),
        Box::new(begun().map(|new| new.kind.clone()).collect::<Vec<_>>()),
        Box::new(begun().map(|new| new.topic.clone()).collect::<Vec<_>>()),
        Box::new(begun().map(|new| new.legal_due).collect::<Vec<_>>()),
    ]);
    run(transaction, (&insert, office), &values).await
}

pub(super) async fn update_cases(
    transaction: &Transaction<'_>,
    office: &str,
    entries: &[Entry<'_>],
) -> Result<(), Error> {
    if entries.is_empty() {
        return Ok(());
    }
    let update = format!(
        "update cases set ({STANDING_COLUMNS}) = row(now.*)
           from {STANDING}) as now ({STANDING_COLUMNS})
          where cases.office_id = $1 and cases.application_id = now.application_id"
    );
    run(transaction, (&update, office), &standing_values(entries)).await
}

/// Parts of the cases that have or had any.
pub(super) async fn write_parts(
    transaction: &Transaction<'_>,
    office: &str,
    entries: &[Entry<'_>],
) -> Result<(), Error> {
    let stepped = entries
        .iter()
        .filter(|(_, kept)| kept.stepped_since_begun());
    let applications: Vec<Uuid> = stepped.clone().map(|(id, _)| **id).collect();
    if applications.is_empty() {
        return Ok(());
    }
    let delete = transaction
        .prepare_cached("delete from case_parts where office_id = $1 and application_id = any($2)")
        .await?;
    transaction
        .execute(&delete, &[&office, &applications])
        .await?;
    let open = stepped.filter(|(_, kept)| kept.standing.case.stage.is_open());
    let parts = open.flat_map(|(id, kept)| {
        let parts = kept.standing.parts.iter();
        parts.map(|(unit, given)| (**id, unit.to_string(), *given))
    });
    let parts: Vec<(Uuid, String, bool)> = parts.collect();
    if parts.is_empty() {
        return Ok(());
    }
    let insert = "insert into case_parts (office_id, application_id, unit, given)
         select $1, * from unnest($2::uuid[], $3::text[], $4::boolean[])";
    let values: Values = vec![
        Box::new(parts.iter().map(|part| part.0).collect::<Vec<_>>()),
        Box::new(parts.iter().map(|part| part.1.clone()).collect::<Vec<_>>()),
        Box::new(parts.iter().map(|part| part.2).collect::<Vec<_>>()),
    ];
    run(transaction, (insert, office), &values).await
}

pub(super) async fn insert_steps(
    transaction: &Transaction<'_>,
    office: &str,
    steps: &[StepRow],
) -> Result<(), Error> {
    if steps.is_empty() {
        return Ok(());
    }
    let insert = "insert into case_steps (office_id, application_id, position, refused)
         select $1, * from unnest($2::uuid[], $3::bigint[], $4::boolean[])";
    let values: Values = vec![
        Box::new(
            steps
                .iter()
                .map(|step| step.application)
                .collect::<Vec<_>>(),
        ),
        Box::new(steps.iter().map(|step| step.position).collect::<Vec<_>>()),
        Box::new(steps.iter().map(|step| step.refused).collect::<Vec<_>>()),
    ];
    run(transaction, (insert, office), &values).await
}

pub(super) async fn come_right(
    transaction: &Transaction<'_>,
    office: &str,
    operations: &[Uuid],
) -> Result<(), Error> {
    if operations.is_empty() {
        return Ok(());
    }
    let accept = transaction
        .prepare_cached(
            "update case_steps step set refused = false
               from operations operation
              where operation.office_id = $1 and operation.op_id = any($2)
                and step.office_id = $1 and step.position = operation.position
                and step.application_id = operation.case_id",
        )
        .await?;
    transaction
        .execute(&accept, &[&office, &operations])
        .await?;
    reviews::close(transaction, office, (reviews::CASE_STEP, operations)).await
}

pub(super) async fn hand_over(
    transaction: &Transaction<'_>,
    office: &str,
    handovers: &[(i64, Uuid, String)],
) -> Result<(), Error> {
    for (position, application, to) in handovers {
        let insert = transaction
            .prepare_cached(
                "insert into transfers (office_id, position, application_id, to_office)
                 values ($1, $2, $3, $4) on conflict do nothing",
            )
            .await?;
        transaction
            .execute(&insert, &[&office, position, application, to])
            .await?;
    }
    Ok(())
}

/// As the tables keep it.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data with text keys")
}
