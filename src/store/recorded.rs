//! An entry of the log, opened: what the projections and the screens read.

use super::error::Result;
use super::log::Logged;
use super::person_keys;
use crate::domain::event::Event;
use crate::sync::body;
use crate::sync::wire::SCHEMA;
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use uuid::Uuid;

/// What happened, when, by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Place in the local order.
    pub seq: i64,
    /// Made in this file (also before a restore), so that it concerns this queue.
    pub own: bool,
    /// The operation's id.
    pub op_id: Uuid,
    /// The database it was made in.
    pub device: Uuid,
    /// Who acted, as [`crate::domain::staff::Actor`] is written.
    pub actor: String,
    /// The device's clock then.
    pub at: DateTime<Utc>,
    /// Says again, after a restore, what an earlier record says.
    pub repeats: bool,
    /// Place in the office's feed, where it is known.
    pub position: Option<u64>,
    /// The event; `None` for one of a newer program, which is kept and forwarded unread. Its
    /// personal part is empty once the person's key is destroyed.
    pub event: Option<Event>,
}

impl Recorded {
    /// An own event that was just logged.
    pub(super) fn new(logged: &Logged, event: Event) -> Self {
        Self {
            event: Some(event),
            ..Self::unread(logged)
        }
    }

    /// Opens an entry of the log.
    pub(super) fn open(connection: &Connection, logged: &Logged) -> Result<Self> {
        let operation = &logged.operation;
        let which = (operation.op_id, operation.kind.as_str());
        // One of a newer schema may mean something else; it is read when this program knows it.
        let event = match operation.schema <= SCHEMA {
            true => body::open(which, &operation.body, |person| {
                person_keys::find(connection, person)
            })?,
            false => None,
        };
        Ok(Self {
            event,
            ..Self::unread(logged)
        })
    }

    fn unread(logged: &Logged) -> Self {
        let operation = &logged.operation;
        Self {
            seq: logged.seq,
            own: logged.own,
            repeats: logged.repeats,
            position: logged.position,
            op_id: operation.op_id,
            device: operation.device,
            actor: operation.actor.clone(),
            at: operation.device_time,
            event: None,
        }
    }
}
