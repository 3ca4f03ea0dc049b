//! What can go wrong with the desk's file, in terms a clerk can act on.

use crate::i18n::Text;
use crate::sync::seal::SealError;
use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};

/// The store could not do it. The `Display` text is for a log or a technician and holds no
/// personal data; [`StoreError::sentence`] is for the user.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database is there, the key that opens it is not.
    #[error("the key file {} is missing", .0.display())]
    KeyMissing(PathBuf),
    /// The key file is there and is no key.
    #[error("{} is not a key", .0.display())]
    KeyMalformed(PathBuf),
    /// The file cannot be read with this key: another key's database, or no database at all.
    #[error("{} cannot be read with this key", .0.display())]
    KeyDoesNotFit(PathBuf),
    /// A database of another program, or one without the expected encryption.
    #[error("{} is not an acikkapi database", .0.display())]
    Foreign(PathBuf),
    /// Written by a newer program.
    #[error("the database has version {found}, this program knows up to {known}")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Newest version this program writes.
        known: i64,
    },
    /// The SQLite in this build is too old to be trusted with two writers.
    #[error("SQLite {0} is too old")]
    SqliteTooOld(&'static str),
    /// The file is shorter than it was, or its content contradicts itself.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The file or its folder may not be written.
    #[error("the database cannot be written: it is read-only")]
    ReadOnly,
    /// No room left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// Another process has kept the file locked for too long.
    #[error("the database is busy")]
    Busy,
    /// Another process has the file open, and this work needs it alone.
    #[error("{} is in use", .0.display())]
    InUse(PathBuf),
    /// A copy would be made onto one of the desk's own files, or read from it.
    #[error("{} is one of the desk's own files", .0.display())]
    OwnFile(PathBuf),
    /// A file or folder cannot be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The disk did not take or give what it was asked.
    #[error("input or output failed: {0}")]
    Disk(String),
    /// An earlier error of the disk or the file stopped all writing.
    #[error("writing was stopped after an earlier error")]
    Stopped,
    /// One record would be larger than central takes.
    #[error("the record has {bytes} bytes, more than fit in one")]
    TooLarge {
        /// Bytes it has.
        bytes: usize,
    },
    /// The office was not set up in this file yet.
    #[error("the office was not set up")]
    NotSetUp,
    /// The file belongs to another office; every record in it carries that office's code.
    #[error("the file was set up for another office")]
    OfficeFixed,
    /// The person's data was destroyed for good; nothing more is written about them.
    #[error("the person's data was destroyed")]
    PersonErased,
    /// This program broke one of its own rules.
    #[error("a defect of the program: {0}")]
    Defect(&'static str),
    /// Anything else SQLite says.
    #[error("SQLite: {0}")]
    Sqlite(rusqlite::Error),
}

/// A result of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    /// Wraps an error of a file or folder, telling a full and a read-only disk apart.
    pub(crate) fn file(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::File {
                path: path.to_owned(),
                error,
            },
        }
    }

    /// The same error, told about the file the user named instead of the draft made of it.
    pub(super) fn about(self, draft: &Path, named: &Path) -> Self {
        let named = named.to_owned();
        match self {
            Self::KeyDoesNotFit(path) if path == draft => Self::KeyDoesNotFit(named),
            Self::Foreign(path) if path == draft => Self::Foreign(named),
            other => other,
        }
    }

    /// Whether nothing more may be written until the file was opened afresh and checked: after
    /// such an error the file's state is known only from the disk.
    #[must_use]
    pub fn stops_writing(&self) -> bool {
        matches!(
            self,
            Self::Damaged(_) | Self::ReadOnly | Self::DiskFull | Self::Disk(_)
        )
    }

    /// What happened, what was kept and what to do, for the user.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        let path = match self {
            Self::KeyMissing(path)
            | Self::KeyMalformed(path)
            | Self::KeyDoesNotFit(path)
            | Self::Foreign(path)
            | Self::InUse(path)
            | Self::OwnFile(path)
            | Self::File { path, .. } => path.display().to_string(),
            _ => String::new(),
        };
        text.with(
            self.key(),
            &[("path", path.into()), ("detail", self.to_string().into())],
        )
    }

    /// Key of the sentence; its values are `path` and `detail`.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::KeyMissing(_) => "store-error-key-missing",
            Self::KeyMalformed(_) => "store-error-key-malformed",
            Self::KeyDoesNotFit(_) => "store-error-key-does-not-fit",
            Self::Foreign(_) => "store-error-foreign",
            Self::Newer { .. } => "store-error-newer",
            Self::SqliteTooOld(_) => "store-error-sqlite-old",
            Self::Damaged(_) => "store-error-damaged",
            Self::ReadOnly => "store-error-read-only",
            Self::DiskFull => "store-error-disk-full",
            Self::Busy => "store-error-busy",
            Self::InUse(_) => "store-error-in-use",
            Self::OwnFile(_) => "store-error-own-file",
            Self::File { .. } => "store-error-file",
            Self::Disk(_) => "store-error-disk",
            Self::Stopped => "store-error-stopped",
            Self::TooLarge { .. } => "store-error-too-large",
            Self::NotSetUp => "store-error-not-set-up",
            Self::OfficeFixed => "store-error-office-fixed",
            Self::PersonErased => "store-error-person-erased",
            Self::Defect(_) | Self::Sqlite(_) => "store-error-defect",
        }
    }
}

impl From<SealError> for StoreError {
    fn from(_: SealError) -> Self {
        Self::Defect("an event's personal part cannot be sealed")
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let said = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(said),
            Some(
                ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::PermissionDenied,
            ) => Self::Disk(said),
            _ => Self::Sqlite(error),
        }
    }
}
