//! What applicants are told, and what became of it.

use super::super::error::Result;
use super::super::recorded::Recorded;
use super::super::row::{Json, Micros, Name};
use super::Effect;
use crate::domain::event::{MessageMoved, MessageQueued};
use crate::domain::ids::PersonId;
use crate::domain::message::MessageState;
use rusqlite::{Connection, OptionalExtension, named_params};

pub(super) fn queue(
    connection: &Connection,
    recorded: &Recorded,
    event: &MessageQueued,
) -> Result<Effect> {
    let insert = "insert into messages (seq, id, application, person, stage, round, channel,
            language, recipient, text, state, detail, queued_at, changed_at)
        values (:seq, :id, :application, :person, :stage, :round, :channel, :language,
            :recipient, :text, :state, :detail, :at, :at)
        on conflict do nothing";
    let state = MessageState::Queued;
    let changed = connection.prepare_cached(insert)?.execute(named_params! {
        ":seq": recorded.seq,
        ":id": event.message.0,
        ":application": event.application.0,
        ":person": event.person.0,
        ":stage": Name(event.stage),
        ":round": event.round,
        ":channel": Name(event.channel),
        ":language": Name(event.language),
        ":recipient": event.private.to.as_str(),
        ":text": event.private.text.as_str(),
        ":state": state.name(),
        ":detail": Json(state),
        ":at": Micros(recorded.at),
    })?;
    Ok(Effect::of(changed))
}

/// What became of a message. What the desk said by telephone stands, whatever a late report says.
pub(super) fn step(
    connection: &Connection,
    recorded: &Recorded,
    event: &MessageMoved,
) -> Result<Effect> {
    let select = "select detail from messages where id = ?1";
    let known: Option<Json<MessageState>> = connection
        .prepare_cached(select)?
        .query_row([event.message.0], |row| row.get(0))
        .optional()?;
    let Some(Json(known)) = known else {
        return Ok(Effect::Ignored);
    };
    if known == MessageState::Called {
        return Ok(Effect::Ignored);
    }
    let update = "update messages set state = ?2, detail = ?3, changed_at = ?4 where id = ?1";
    let changed = connection.prepare_cached(update)?.execute((
        event.message.0,
        event.state.name(),
        Json(event.state),
        Micros(recorded.at),
    ))?;
    Ok(Effect::of(changed))
}

pub(super) fn purge(connection: &Connection, person: PersonId) -> Result<()> {
    let purge = "update messages set recipient = '', text = '' where person = ?1";
    connection.prepare_cached(purge)?.execute([person.0])?;
    Ok(())
}
