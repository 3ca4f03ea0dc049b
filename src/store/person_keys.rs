//! The keys personal data is sealed under, one per person.
//!
//! Destroying a key destroys what is sealed under it wherever a copy lies: in the log, at central
//! and in backups. The row stays, without the key, so that it is never made or taken in again.

use super::error::{Result, StoreError};
use super::row::Micros;
use crate::domain::source::Source;
use crate::sync::seal::PersonalKey;
use crate::sync::wire::PersonKey;
use chrono::{DateTime, Utc};
use data_encoding::BASE64;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The key of a person, unless it is unknown here or destroyed.
pub(super) fn find(connection: &Connection, person: Uuid) -> Result<Option<PersonalKey>> {
    Ok(lookup(connection, person)?.flatten())
}

/// `None`: unknown; `Some(None)`: destroyed.
fn lookup(connection: &Connection, person: Uuid) -> Result<Option<Option<PersonalKey>>> {
    let select = "select key from person_keys where person = ?1";
    let key = connection
        .prepare_cached(select)?
        .query_row([person], |row| row.get::<_, Option<[u8; 32]>>(0))
        .optional()?;
    Ok(key.map(|key| key.map(PersonalKey::new)))
}

/// Nothing more is written about a person whose key was destroyed.
///
/// # Errors
/// [`StoreError::PersonErased`] when it was.
pub(super) fn refuse_destroyed(connection: &Connection, person: Uuid) -> Result<()> {
    match lookup(connection, person)? {
        Some(None) => Err(StoreError::PersonErased),
        _ => Ok(()),
    }
}

/// The key of a person, made now if there was none.
///
/// # Errors
/// [`StoreError::PersonErased`] when it was destroyed.
pub(super) fn find_or_create(
    connection: &Connection,
    person: Uuid,
    source: &mut dyn Source,
) -> Result<PersonalKey> {
    match lookup(connection, person)? {
        Some(Some(key)) => return Ok(key),
        Some(None) => return Err(StoreError::PersonErased),
        None => {}
    }
    let key = PersonalKey::random(source);
    let insert = "insert into person_keys (person, key) values (?1, ?2)";
    connection
        .prepare_cached(insert)?
        .execute((person, key.bytes()))?;
    Ok(key)
}

/// Takes in a key from central. One that is known or destroyed here stays as it is, and what is
/// no key is left out: the events it would open are then read without their personal part.
pub(super) fn take_in(connection: &Connection, given: &PersonKey) -> Result<()> {
    let Ok(bytes) = BASE64.decode(given.key.as_bytes()).map(Zeroizing::new) else {
        return Ok(());
    };
    let Ok(bytes) = <[u8; 32]>::try_from(bytes.as_slice()) else {
        return Ok(());
    };
    let insert = "insert into person_keys (person, key) values (?1, ?2) on conflict do nothing";
    connection
        .prepare_cached(insert)?
        .execute((given.person, bytes))?;
    Ok(())
}

/// The key as central is given it; `None` when there is none to give.
pub(super) fn for_central(connection: &Connection, person: Uuid) -> Result<Option<PersonKey>> {
    let key = find(connection, person)?;
    Ok(key.map(|key| PersonKey {
        person,
        key: BASE64.encode(key.bytes()),
    }))
}

/// Destroys a person's key for good, known here or not.
pub(super) fn destroy(connection: &Connection, person: Uuid, at: DateTime<Utc>) -> Result<()> {
    let destroy = "insert into person_keys (person, key, destroyed_at) values (?1, null, ?2)
        on conflict do update set key = null, destroyed_at = excluded.destroyed_at
            where key is not null";
    connection
        .prepare_cached(destroy)?
        .execute((person, Micros(at)))?;
    Ok(())
}
