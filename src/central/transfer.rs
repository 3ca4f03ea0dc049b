//! Handing cases over to another office.
//!
//! A desk's step [`Forward`](crate::domain::case::Step::Forward) to an office writes, in its own
//! transaction, that the case is to be handed over. Soon after, in another one that locks the other
//! office only, central writes into its feed, as its own operations there: the applicant, the
//! registration with its number, every step that counted so far with who did it and when, and that
//! the office has received it. What was sealed is sealed again, since a seal is bound to its
//! operation, under the same key, which the other office gets.
//!
//! A case that comes back brings what happened since it left: the steps from the next office's
//! receipt on. So the fold of every office's history is legal without exceptions.

use super::case_file::{self, CaseStep};
use super::case_files;
use super::cases;
use super::error::{CentralError, describe};
use super::operation::{Pulse, Task};
use super::own::{self, Entry, Held, OwnError, held_key};
use super::person_file::{self, PersonFile};
use super::reviews::{self, Review};
use crate::domain::application::Registered;
use crate::domain::case::{CaseMoved, Said, Step};
use crate::domain::decision::ReviewOpened;
use crate::domain::event::{Event, PersonData, PersonRecorded};
use crate::domain::ids::{ApplicationId, OfficeCode, PersonId};
use crate::domain::source::Source;
use crate::domain::staff::Actor;
use crate::sync::body;
use crate::sync::seal::PersonalKey;
use crate::system::System;
use deadpool_postgres::{Pool, Transaction};
use std::time::Duration;
use tokio_postgres::{Error, Row};
use uuid::Uuid;

/// How often is looked for cases to hand over.
const EVERY: Duration = Duration::from_secs(2);

/// Hands over what is to be, for ever.
pub(super) async fn watch(pool: Pool, pulse: Pulse) {
    loop {
        if let Err(error) = carry_out(&pool, &pulse).await {
            tracing::error!(error = describe(&error), "transfers");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// A case to be handed over.
struct Transfer {
    from: String,
    /// Feed position of the step that says so.
    position: i64,
    application: ApplicationId,
    to: OfficeCode,
}

/// Hands over all that wait; several instances may at once.
async fn carry_out(pool: &Pool, pulse: &Pulse) -> Result<(), CentralError> {
    loop {
        pulse.beat(Task::Transfers);
        let mut client = pool.get().await?;
        let transaction = client.transaction().await?;
        let Some(transfer) = next(&transaction).await? else {
            return Ok(());
        };
        let done = hand_over(&transaction, &transfer, &mut System).await;
        match done {
            Ok(()) => transaction.commit().await?,
            Err(error) => {
                transaction.rollback().await?;
                let (office, position) = (&transfer.from, transfer.position);
                tracing::error!(office, position, error = describe(&error), "transfer");
                let later = "update transfers set retry_at = now() + interval '1 minute'
                     where office_id = $1 and position = $2";
                client.execute(later, &[office, &position]).await?;
            }
        }
    }
}

/// The next one, locked.
async fn next(transaction: &Transaction<'_>) -> Result<Option<Transfer>, Error> {
    let select = transaction
        .prepare_cached(
            "select office_id, position, application_id, to_office from transfers
              where done_at is null and retry_at <= now()
              order by retry_at limit 1 for update skip locked",
        )
        .await?;
    let row = transaction.query_opt(&select, &[]).await?;
    Ok(row.and_then(|row| {
        Some(Transfer {
            from: row.get("office_id"),
            position: row.get("position"),
            application: ApplicationId(row.get("application_id")),
            // It was written from an office's code.
            to: row.get::<_, &str>("to_office").parse().ok()?,
        })
    }))
}

async fn hand_over(
    transaction: &Transaction<'_>,
    transfer: &Transfer,
    source: &mut dyn Source,
) -> Result<(), OwnError> {
    let to = transfer.to.to_string();
    know_office(transaction, (transfer, &to), source).await?;
    own::lock(transaction, &to).await?;
    if let Some((registration, person)) = registration(transaction, transfer).await? {
        let key = share_key(transaction, (&transfer.from, &to), person).await?;
        let entries = entries(transaction, transfer, (&registration, person), key.as_ref());
        let mut entries = entries.await?;
        entries.push(receipt(transfer, person, source));
        own::append_entries(transaction, &to, entries, source).await?;
        let way = (transfer.from.as_str(), to.as_str());
        case_files::hand_over(transaction, way, transfer.application).await?;
    }
    let done = "update transfers set done_at = now() where office_id = $1 and position = $2";
    transaction
        .execute(done, &[&transfer.from, &transfer.position])
        .await?;
    Ok(())
}

/// An office nobody has enrolled at finds the case in its feed when somebody does; until then a
/// person of the sending office is told.
async fn know_office(
    transaction: &Transaction<'_>,
    (transfer, to): (&Transfer, &str),
    source: &mut dyn Source,
) -> Result<(), OwnError> {
    let insert = "insert into offices (office_id) values ($1) on conflict do nothing";
    if transaction.execute(insert, &[&to]).await? == 0 {
        return Ok(());
    }
    let select = "select op_id from operations where office_id = $1 and position = $2";
    let values = [&transfer.from as _, &transfer.position as _];
    let step = transaction.query_one(select, &values).await?;
    let review = Review {
        id: Uuid::now_v7(),
        op_id: step.get(0),
        application: transfer.application.0,
        other: None,
    };
    let opened = Event::ReviewOpened(ReviewOpened {
        operation: review.op_id,
        application: transfer.application,
        office: transfer.to,
    });
    let reviews = &[review];
    let reviews = (reviews::UNKNOWN_OFFICE, reviews.as_slice());
    reviews::open(transaction, &transfer.from, reviews).await?;
    // Nobody is at the other office yet who could hand something over to this one meanwhile.
    own::append(
        transaction,
        &transfer.from,
        (Actor::Program, &[opened]),
        source,
    )
    .await?;
    Ok(())
}

/// The operation of the registration, and the applicant.
async fn registration(
    transaction: &Transaction<'_>,
    transfer: &Transfer,
) -> Result<Option<(Row, Uuid)>, Error> {
    let select = transaction
        .prepare_cached(
            "select operation.op_id, operation.kind, operation.body, operation.actor,
                    operation.device_time, known.person_id as applicant, application.number
               from cases known
               join applications application on application.office_id = known.office_id
                and application.application_id = known.application_id
               join operations operation on operation.office_id = known.office_id
                and operation.position = known.registered_position
              where known.office_id = $1 and known.application_id = $2",
        )
        .await?;
    let values = [&transfer.from as _, &transfer.application.0 as _];
    let row = transaction.query_opt(&select, &values).await?;
    Ok(row.map(|row| {
        let person = row.get("applicant");
        (row, person)
    }))
}

/// Gives the other office the person's key; the key, unless one of them has destroyed it.
async fn share_key(
    transaction: &Transaction<'_>,
    (from, to): (&str, &str),
    person: Uuid,
) -> Result<Option<PersonalKey>, Error> {
    let Held::Key(key) = held_key(transaction, from, person).await? else {
        return Ok(None);
    };
    let share = "insert into person_keys (office_id, person_id, key) values ($1, $2, $3)
         on conflict do nothing";
    let bytes = key.bytes().as_slice();
    transaction.execute(share, &[&to, &person, &bytes]).await?;
    let destroyed = matches!(held_key(transaction, to, person).await?, Held::Destroyed);
    Ok((!destroyed).then_some(key))
}

/// What the other office is to read of the case, but the receipt.
async fn entries(
    transaction: &Transaction<'_>,
    transfer: &Transfer,
    (registration, person): (&Row, Uuid),
    key: Option<&PersonalKey>,
) -> Result<Vec<Entry>, Error> {
    let Some(Event::ApplicationRegistered(mut record)) = opened(registration, key) else {
        return Ok(Vec::new());
    };
    record.number = case_file::number(registration, record.number);
    let mut entries = Vec::new();
    // Of an erased person there is nothing to record.
    if key.is_some()
        && let PersonFile {
            person: known,
            last: Some((actor, at)),
        } = person_file::open(transaction, (&transfer.from, person), key).await?
    {
        entries.push(Entry {
            actor,
            at,
            event: Event::PersonRecorded(PersonRecorded {
                person: PersonId(person),
                // The visit was in the other office.
                visitor: None,
                private: PersonData::new(known),
            }),
        });
    }
    let case = (transfer.from.as_str(), transfer.application);
    let mut steps = case_file::history(transaction, case, (transfer.position, key)).await?;
    // What did not fit changed nothing; a person of this office looks at it.
    steps.retain(|step| !step.refused);
    let to = transfer.to.to_string();
    let known = cases::standing(transaction, &to, transfer.application).await?;
    if known.is_some() {
        steps.drain(..known_steps(&record, transfer.to, &steps));
    } else {
        entries.push(entry(registration, Event::ApplicationRegistered(record)));
    }
    entries.extend(steps.into_iter().map(|step| Entry {
        actor: step.actor,
        at: step.at,
        event: Event::CaseMoved(Box::new(step.moved)),
    }));
    Ok(entries)
}

/// How many steps of a history are those an office has: up to the last one made while it had the
/// case.
fn known_steps(record: &Registered, office: OfficeCode, steps: &[CaseStep]) -> usize {
    let mut holder = record.number.office();
    let mut known = 0;
    for (index, step) in steps.iter().enumerate() {
        if let Step::Receive { office } = step.moved.step {
            holder = office;
        }
        if holder == office {
            known = index + 1;
        }
    }
    known
}

fn receipt(transfer: &Transfer, person: Uuid, source: &mut dyn Source) -> Entry {
    Entry {
        actor: Actor::Program.to_string(),
        at: source.stamp(),
        event: Event::CaseMoved(Box::new(CaseMoved {
            application: transfer.application,
            person: PersonId(person),
            step: Step::Receive {
                office: transfer.to,
            },
            private: Said::default(),
        })),
    }
}

fn opened(row: &Row, key: Option<&PersonalKey>) -> Option<Event> {
    let which = (row.get("op_id"), row.get("kind"));
    body::open_with(which, row.get("body"), key)
}

/// What an operation says, to be said again.
fn entry(row: &Row, event: Event) -> Entry {
    Entry {
        actor: row.get("actor"),
        at: row.get("device_time"),
        event,
    }
}
