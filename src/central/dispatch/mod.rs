//! Messages on their way to applicants.
//!
//! A desk queues a message as an operation; [`enter()`] puts it in the table when central
//! applies it. The [`worker`] of every instance takes due ones, opens the text with the person's
//! key, and hands it to the gateway of its channel: [`smpp`], [`http`] or [`email`]. What becomes
//! of it goes into the office's feed. A one-time code somebody is waiting for goes the short way:
//! [`direct`].
//!
//! **Exactly once.** One message for each application, stage, round and recipient is sent, by a
//! unique index. Each attempt is written down before it is made. An attempt that certainly sent
//! nothing is made again after a pause; one whose answer was lost is made again only where the
//! gateway knows the message by its key. Elsewhere the message is in doubt (`unknown`): it is never
//! sent again, a delivery receipt may still settle it, and the desk telephones. So is one that was
//! queued before the database began a new epoch: after a restore nobody knows what was sent since
//! the backup.

mod conclude;
mod direct;
mod email;
mod enter;
mod gateway;
mod http;
mod receipts;
mod settings;
mod sift;
mod smpp;
mod summary;
mod take;
mod worker;

pub(super) use direct::DirectSms;
pub(super) use enter::{called, enter, told};
pub use settings::{
    BodyKind, EmailSecurity, EmailSettings, HttpMethod, HttpSettings, LongMessages,
    MessageSettings, SmppSettings, SmsWay,
};
pub use summary::MessageCount;
pub(super) use summary::counts;
pub(super) use worker::Dispatcher;

use super::error::describe;
use super::own::OwnError;

/// Why a step of the worker was not done; it is done again.
#[derive(Debug, thiserror::Error)]
enum DispatchError {
    #[error("{}", describe(.0))]
    Database(#[from] tokio_postgres::Error),
    #[error("{}", describe(.0))]
    Pool(#[from] deadpool_postgres::PoolError),
    #[error(transparent)]
    Own(#[from] OwnError),
}
