//! Where the cases stand: the fold of their steps, in the order of the office's feed.
//!
//! A step is nearly always the last of its case, and the case goes on from where it stands. Only
//! when one comes in between, since another desk or a unit acted while this one was offline, is
//! the case folded afresh.

use super::super::error::Result;
use super::super::recorded::Recorded;
use super::super::row::{Day, Json, Micros, Name, signed};
use super::{Effect, FEED_ORDER, file};
use crate::domain::application::Registered;
use crate::domain::case::{Case, CaseMoved, Said};
use crate::domain::ids::{ApplicationId, PersonId};
use rusqlite::{Connection, OptionalExtension, named_params};
use uuid::Uuid;

/// The case of an application that was just registered; its row is there.
pub(super) fn begin(
    connection: &Connection,
    recorded: &Recorded,
    registered: &Registered,
) -> Result<()> {
    let case = at_first(registered);
    let insert = "insert into cases (n, id, state, refused, stage, open, unit, due, warn, paused,
            question, call_back, escalated, clerk, answered_by, rounds)
        values (:n, :id, :state, 0, :stage, 1, null, :due, :warn, 0, 0, null, null, :clerk, null,
            0)";
    connection.prepare_cached(insert)?.execute(named_params! {
        ":n": recorded.seq,
        ":id": registered.application.0,
        ":state": Json(&case),
        ":stage": case.stage.name(),
        ":due": Day(case.term.due()),
        ":warn": Day(case.term.warn),
        ":clerk": recorded.actor,
    })?;
    take_early(connection, registered.application)
}

/// Steps that came before the registration: another desk took them while a restored central had
/// lost it.
fn take_early(connection: &Connection, application: ApplicationId) -> Result<()> {
    let early = "select exists (select 1 from case_steps where application = ?1)";
    let early: bool = connection
        .prepare_cached(early)?
        .query_row([application.0], |row| row.get(0))?;
    if early {
        fold(connection, application)?;
    }
    Ok(())
}

fn at_first(registered: &Registered) -> Case {
    Case::registered(registered.term())
}

/// A step of a case. It is in the history whether it fits or not; the effect tells.
pub(super) fn step(
    connection: &Connection,
    recorded: &Recorded,
    moved: &CaseMoved,
) -> Result<Effect> {
    let insert = "insert into case_steps (seq, application, position, person, moved, actor, at,
            refused)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)";
    connection.prepare_cached(insert)?.execute((
        recorded.seq,
        moved.application.0,
        recorded.position.map(signed),
        moved.person.0,
        Json(moved),
        &recorded.actor,
        Micros(recorded.at),
    ))?;
    let of = (moved.application, moved.person);
    file::name(connection, recorded, of, moved.step.attachments())?;
    if !is_last(connection, recorded.seq, moved.application)? {
        fold(connection, moved.application)?;
        return taken(connection, recorded.seq);
    }
    let Some(known) = load(connection, moved.application)? else {
        return Ok(Effect::Ignored);
    };
    match known.after(&moved.step) {
        Ok(case) => {
            save(connection, moved.application, &case, 0)?;
            let accept = "update case_steps set refused = 0 where seq = ?1";
            connection.prepare_cached(accept)?.execute([recorded.seq])?;
            Ok(Effect::Applied)
        }
        Err(_) => {
            save(connection, moved.application, &known, 1)?;
            Ok(Effect::Ignored)
        }
    }
}

/// The feed has placed an operation, or its place is not known any more: where that changes the
/// order of a case's steps, it is folded afresh.
pub(super) fn positioned(
    connection: &Connection,
    (seq, position): (i64, Option<i64>),
) -> Result<()> {
    let select = "select application from case_steps where seq = ?1 and position is not ?2";
    let found: Option<Uuid> = connection
        .prepare_cached(select)?
        .query_row((seq, position), |row| row.get(0))
        .optional()?;
    let Some(application) = found else {
        return Ok(());
    };
    let before = sequence(connection, application)?;
    let update = "update case_steps set position = ?2 where seq = ?1";
    connection
        .prepare_cached(update)?
        .execute((seq, position))?;
    if sequence(connection, application)? != before {
        fold(connection, ApplicationId(application))?;
    }
    Ok(())
}

/// The places after `cursor` are not known any more: central was restored.
pub(super) fn unpositioned(connection: &Connection, cursor: i64) -> Result<()> {
    let select = "select distinct application from case_steps where position > ?1";
    let applications = connection
        .prepare_cached(select)?
        .query_map([cursor], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<Uuid>>>()?;
    let forget = "update case_steps set position = null where position > ?1";
    connection.prepare_cached(forget)?.execute([cursor])?;
    for application in applications {
        fold(connection, ApplicationId(application))?;
    }
    Ok(())
}

fn sequence(connection: &Connection, application: Uuid) -> Result<Vec<i64>> {
    let select = format!("select seq from case_steps where application = ?1 {FEED_ORDER}");
    let sequence = connection
        .prepare_cached(&select)?
        .query_map([application], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(sequence)
}

fn is_last(connection: &Connection, seq: i64, application: ApplicationId) -> Result<bool> {
    let select = "select seq from case_steps where application = ?1
        order by position is null desc, position desc, seq desc limit 1";
    let last: i64 = connection
        .prepare_cached(select)?
        .query_row([application.0], |row| row.get(0))?;
    Ok(last == seq)
}

fn taken(connection: &Connection, seq: i64) -> Result<Effect> {
    let select = "select refused from case_steps where seq = ?1";
    let refused: bool = connection
        .prepare_cached(select)?
        .query_row([seq], |row| row.get(0))?;
    Ok(Effect::of(usize::from(!refused)))
}

/// Folds a case from its registration.
fn fold(connection: &Connection, application: ApplicationId) -> Result<()> {
    let select = "select record from applications where id = ?1";
    let registered: Option<Json<Registered>> = connection
        .prepare_cached(select)?
        .query_row([application.0], |row| row.get(0))
        .optional()?;
    let Some(Json(registered)) = registered else {
        return Ok(());
    };
    let select =
        format!("select seq, moved, refused from case_steps where application = ?1 {FEED_ORDER}");
    let steps = connection
        .prepare_cached(&select)?
        .query_map([application.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, Json<CaseMoved>, bool)>>>()?;
    let mut case = at_first(&registered);
    let mut refusals = 0;
    for (seq, Json(moved), was_refused) in steps {
        let after = case.after(&moved.step);
        let refused = after.is_err();
        case = after.unwrap_or(case);
        refusals += i64::from(refused);
        if refused != was_refused {
            let update = "update case_steps set refused = ?2 where seq = ?1";
            connection.prepare_cached(update)?.execute((seq, refused))?;
        }
    }
    let reset = "update cases set refused = 0 where id = ?1";
    connection.prepare_cached(reset)?.execute([application.0])?;
    save(connection, application, &case, refusals)
}

fn load(connection: &Connection, application: ApplicationId) -> Result<Option<Case>> {
    let select = "select state from cases where id = ?1";
    let case: Option<Json<Case>> = connection
        .prepare_cached(select)?
        .query_row([application.0], |row| row.get(0))
        .optional()?;
    Ok(case.map(|case| case.0))
}

/// Writes where a case stands, and adds so many refused steps.
fn save(
    connection: &Connection,
    application: ApplicationId,
    case: &Case,
    refused: i64,
) -> Result<()> {
    let update = "update cases set state = :state, refused = refused + :refused, stage = :stage,
            open = :open, unit = :unit, due = :due, warn = :warn, paused = :paused,
            question = :question, call_back = :call_back, escalated = :escalated,
            answered_by = :answered_by, rounds = :rounds
        where id = :id";
    connection.prepare_cached(update)?.execute(named_params! {
        ":id": application.0,
        ":state": Json(case),
        ":refused": refused,
        ":stage": case.stage.name(),
        ":open": case.stage.is_open(),
        ":unit": case.stage.unit().map(|unit| unit.as_str()),
        ":due": Day(case.term.due()),
        ":warn": Day(case.term.warn),
        ":paused": case.paused.is_some(),
        ":question": case.question,
        ":call_back": case.call_back.map(Micros),
        ":escalated": case.escalated.map(Name),
        ":answered_by": case.answered_by.as_ref().map(|unit| unit.as_str()),
        ":rounds": case.rounds,
    })?;
    Ok(())
}

/// What was said about a person is said no more; where the cases stand stays.
pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    let select = "select seq, moved from case_steps where person = ?1 order by seq";
    let known = connection
        .prepare_cached(select)?
        .query_map([person.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Json<CaseMoved>)>>>()?;
    for (seq, Json(mut moved)) in known {
        moved.private = Said::default();
        let update = "update case_steps set moved = ?2 where seq = ?1";
        connection
            .prepare_cached(update)?
            .execute((seq, Json(&moved)))?;
    }
    Ok(())
}
