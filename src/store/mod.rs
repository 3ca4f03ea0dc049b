//! The desk's file: event log, projections, search, keys, backup.
//!
//! One SQLite database, encrypted with SQLCipher under the key in the [key file](key). The
//! [log] is the truth: every change of the desk is an event appended to it, chained by hash,
//! with its personal part [sealed](crate::sync::seal) under the person's own key. The tables the screens read
//! are [projections] of the log, written in the same transaction, and can be rebuilt from it.
//!
//! Several processes work on one file: a [`Store`] writes in immediate transactions, and
//! `PRAGMA data_version` tells the others that something changed.

mod attachments;
pub mod backup;
mod carry;
mod case_drafts;
mod chain;
pub mod check;
mod connection;
mod device;
mod drafts;
mod erasure;
mod error;
mod file_journal;
mod folder;
mod holdings;
mod housekeeping;
mod journal;
mod key;
mod log;
mod migrations;
mod person_keys;
mod presence;
mod projections;
mod read;
mod recorded;
mod row;
mod turns;
mod writer;

#[cfg(test)]
mod fixture;

pub use chain::{Chain, ChainFault, FaultKind};
pub use connection::Location;
pub use error::{Result, StoreError};
pub use journal::SqliteJournal;
pub use migrations::NEWEST as SCHEMA_VERSION;
pub use projections::Difference;
pub use read::{
    Announcement, ApplicationRow, CaseStep, FoundApplications, MOST_COUNTED, Message, MessageList,
    PersonRow, PersonVersion, Pressing, Reader, Reads, Registration, Review, ReviewKind,
    StaffMember, UnitRounds, Visit, WorkFilter, WorkList, WorkNow, WorkPlace, WorkRow,
};
pub use recorded::Recorded;
pub use writer::{Failure, Store, Tx};
