//! What central itself understands of an operation: registrations, steps of cases, service units,
//! messages.
//!
//! Everything else is stored and forwarded as it came; the sealed parts are not opened here.

use super::batch::Checked;
use super::dispatch;
use super::fold::{self, Happened, What};
use super::intake;
use super::outcome::Verdict;
use super::registrations::{self, Registration};
use super::reviews::{self, Decided, Review};
use super::units;
use crate::domain::application::Registered;
use crate::domain::case::CaseMoved;
use crate::domain::decision::ReviewDecided;
use crate::domain::event::{MessageMoved, MessageQueued, OfficeConfigured};
use crate::domain::message::MessageState;
use crate::domain::unit::Unit;
use crate::sync::wire::{Operation, RejectReason, SCHEMA};
use deadpool_postgres::Transaction;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::{HashMap, HashSet};
use tokio_postgres::Error;
use uuid::Uuid;

/// What was made of one operation.
#[derive(Debug)]
pub(super) struct Applied {
    pub(super) verdict: Verdict,
    /// Whose data is sealed in the body.
    pub(super) person: Option<Uuid>,
    /// Whether this program knows the kind and its schema.
    pub(super) understood: bool,
}

/// What any body may have.
#[derive(Default, Deserialize)]
pub(super) struct AnyBody {
    sealed: Option<Sealed>,
    pub(super) repeats_operation: Option<Uuid>,
}

#[derive(Deserialize)]
struct Sealed {
    person: Uuid,
}

/// The body of a kind central understands, without its personal part.
pub(super) enum Understood {
    Registered(Box<Registered>),
    Moved(Box<CaseMoved>),
    Unit(Box<Unit>),
    Configured(Box<OfficeConfigured>),
    Queued(Box<MessageQueued>),
    MessageMoved(MessageMoved),
    Decided(Box<ReviewDecided>),
}

impl Understood {
    /// Kinds that are folded into the cases.
    pub(super) const KINDS: [&str; 7] = [
        "application_registered",
        "case_moved",
        "unit_recorded",
        "office_configured",
        "message_queued",
        "message_moved",
        "review_decided",
    ];

    /// Reads a body; `None` for a kind that is only stored and forwarded.
    pub(super) fn read(kind: &str, body: &str) -> Option<serde_json::Result<Self>> {
        Some(match kind {
            "application_registered" => serde_json::from_str(body).map(Self::Registered),
            "case_moved" => serde_json::from_str(body).map(Self::Moved),
            "unit_recorded" => serde_json::from_str(body).map(Self::Unit),
            "office_configured" => serde_json::from_str(body).map(Self::Configured),
            "message_queued" => serde_json::from_str(body).map(Self::Queued),
            "message_moved" => serde_json::from_str(body).map(Self::MessageMoved),
            "review_decided" => serde_json::from_str(body).map(Self::Decided),
            _ => return None,
        })
    }
}

/// An operation as the tables see it.
pub(super) struct Read<'a> {
    pub(super) op_id: Uuid,
    pub(super) position: i64,
    pub(super) actor: &'a str,
    /// Central wrote it itself.
    pub(super) by_central: bool,
    pub(super) understood: Option<Understood>,
    /// The operation it says again, after a restore of its desk.
    pub(super) repeats: Option<Uuid>,
}

/// Applies new operations, whose feed positions start after `before`. `by_central` are those
/// central writes itself.
pub(super) async fn apply(
    transaction: &Transaction<'_>,
    (office, by_central): (&str, bool),
    operations: &[Checked],
    before: i64,
) -> Result<Vec<Applied>, Error> {
    let mut applied = Vec::with_capacity(operations.len());
    let mut read = Vec::with_capacity(operations.len());
    for (checked, position) in operations.iter().zip(before + 1..) {
        let (one, made) = look(&checked.operation, position, (office, by_central));
        read.push(one);
        applied.push(made);
    }
    let verdicts = {
        let registrations = registrations_in(&read, operations);
        registrations::register(transaction, office, &registrations).await?
    };
    for (index, verdict) in verdicts {
        if matches!(verdict, Verdict::Rejected { .. }) {
            read[index].understood = None;
        }
        applied[index].verdict = verdict;
    }
    let reviews = follow(transaction, office, &read).await?;
    for (one, applied) in read.iter().zip(&mut applied) {
        if let Some(review) = reviews.get(&one.position) {
            applied.verdict = Verdict::Conflict { review: *review };
        }
    }
    Ok(applied)
}

/// What was made of an operation that the tables have known before.
pub(super) fn known_before(operation: &Operation, office: &str) -> Applied {
    Applied {
        verdict: Verdict::Applied,
        ..look(operation, 0, (office, true)).1
    }
}

/// Reads an operation's body and says what is wrong with it in itself.
fn look<'a>(
    operation: &'a Operation,
    position: i64,
    (office, by_central): (&str, bool),
) -> (Read<'a>, Applied) {
    let any: serde_json::Result<AnyBody> = serde_json::from_str(&operation.body);
    let body = match operation.schema <= SCHEMA {
        true => Understood::read(&operation.kind, &operation.body),
        false => None,
    };
    let reject = |reason| Verdict::Rejected { reason };
    let verdict = match (&any, &body) {
        (Err(_), None) if !is_json(&operation.body) => reject(RejectReason::InvalidBody),
        (_, Some(Err(_))) => reject(RejectReason::InvalidBody),
        // A case that was handed over keeps its number.
        (_, Some(Ok(Understood::Registered(record))))
            if !by_central && record.number.office().to_string() != office =>
        {
            reject(RejectReason::NumberOfAnotherOffice)
        }
        _ => Verdict::Applied,
    };
    let any = any.unwrap_or_default();
    let applied = Applied {
        verdict,
        person: any.sealed.map(|sealed| sealed.person),
        understood: body.is_some(),
    };
    let understood = body.and_then(Result::ok);
    let read = Read {
        op_id: operation.op_id,
        position,
        actor: &operation.actor,
        by_central,
        understood: understood.filter(|_| verdict == Verdict::Applied),
        repeats: any.repeats_operation,
    };
    (read, applied)
}

fn is_json(body: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(body).is_ok()
}

fn registrations_in<'a>(read: &'a [Read<'_>], operations: &[Checked]) -> Vec<Registration<'a>> {
    let rows = read.iter().zip(operations).enumerate();
    let registration = |(index, (one, checked)): (usize, (&'a Read<'_>, &Checked))| {
        let Some(Understood::Registered(record)) = &one.understood else {
            return None;
        };
        Some(Registration {
            index,
            record,
            op_id: one.op_id,
            registered_at: checked.operation.device_time,
            position: one.position,
        })
    };
    rows.filter_map(registration).collect()
}

/// Brings units, cases and messages on by what was read, in the order of the feed. The review item of each
/// step that did not fit, by its position.
pub(super) async fn follow(
    transaction: &Transaction<'_>,
    office: &str,
    read: &[Read<'_>],
) -> Result<HashMap<i64, Uuid>, Error> {
    let units = read.iter().filter_map(|one| match &one.understood {
        Some(Understood::Unit(unit)) => Some(unit.as_ref()),
        _ => None,
    });
    units::record(transaction, office, units).await?;
    let configured = read.iter().rev().find_map(|one| match &one.understood {
        Some(Understood::Configured(settings)) => Some((one.position, settings.as_ref())),
        _ => None,
    });
    intake::record(transaction, office, configured).await?;
    messages(transaction, office, read).await?;
    let repeating = repeating(transaction, office, read).await?;
    let happened = read.iter().filter_map(|one| {
        let what = match one.understood.as_ref()? {
            Understood::Registered(record) => What::Registered(record),
            Understood::Moved(_) if repeating.contains(&one.position) => return None,
            Understood::Moved(moved) => What::Moved(moved),
            _ => return None,
        };
        Some(Happened {
            position: one.position,
            actor: one.actor,
            by_central: one.by_central,
            what,
        })
    });
    let happened: Vec<Happened<'_>> = happened.collect();
    let refused = fold::fold(transaction, office, &happened).await?;
    let opened = read.iter().filter_map(|one| match &one.understood {
        Some(Understood::Moved(moved)) if refused.contains(&one.position) => Some(Review {
            id: Uuid::now_v7(),
            op_id: one.op_id,
            application: moved.application.0,
            other: None,
        }),
        _ => None,
    });
    let opened: Vec<Review> = opened.collect();
    reviews::open(transaction, office, (reviews::CASE_STEP, &opened)).await?;
    let decided = read.iter().filter_map(|one| match &one.understood {
        Some(Understood::Decided(decided)) => Some(Decided {
            position: one.position,
            decided,
        }),
        _ => None,
    });
    let decided: Vec<Decided<'_>> = decided.collect();
    reviews::decide(transaction, office, &decided).await?;
    let ids: HashMap<Uuid, Uuid> = opened.iter().map(|one| (one.op_id, one.id)).collect();
    let reviewed = read.iter();
    Ok(reviewed
        .filter_map(|one| Some((one.position, *ids.get(&one.op_id)?)))
        .collect())
}

/// Enters messages that desks queued, and those told by telephone.
async fn messages(
    transaction: &Transaction<'_>,
    office: &str,
    read: &[Read<'_>],
) -> Result<(), Error> {
    let (mut queued, mut called, mut told) = (Vec::new(), Vec::new(), Vec::new());
    for one in read {
        match &one.understood {
            Some(Understood::Queued(message)) => queued.push((one.position, message.as_ref())),
            Some(Understood::MessageMoved(moved)) if one.by_central => {
                told.push((moved.message, moved.state));
            }
            Some(Understood::MessageMoved(moved)) => {
                called.extend((moved.state == MessageState::Called).then_some(moved.message));
            }
            _ => {}
        }
    }
    dispatch::enter(transaction, office, &queued).await?;
    dispatch::told(transaction, office, &told).await?;
    dispatch::called(transaction, office, &called).await
}

/// Positions of operations that say again, after a restore of their desk, what central held
/// before: they are without effect, here as at every desk. What was rejected is not held.
async fn repeating(
    transaction: &Transaction<'_>,
    office: &str,
    read: &[Read<'_>],
) -> Result<HashSet<i64>, Error> {
    let (positions, repeated): (Vec<i64>, Vec<Uuid>) = read
        .iter()
        .filter_map(|one| Some((one.position, one.repeats?)))
        .unzip();
    if positions.is_empty() {
        return Ok(HashSet::new());
    }
    let held = transaction
        .prepare_cached(
            "select wanted.position
               from unnest($2::bigint[], $3::uuid[]) as wanted (position, op_id)
               join operations held on held.office_id = $1 and held.op_id = wanted.op_id
                and held.position < wanted.position and held.outcome <> 'rejected'",
        )
        .await?;
    let rows = transaction
        .query(&held, &[&office, &positions, &repeated])
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
