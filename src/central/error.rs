//! Why central cannot start or a command cannot be done.

use super::own::OwnError;
use crate::i18n::Text;
use std::path::PathBuf;

/// For the operator at the terminal or in the log.
#[derive(Debug, thiserror::Error)]
pub enum CentralError {
    /// The connection string cannot be read.
    #[error("the database setting cannot be read: {0}")]
    DatabaseSetting(String),
    /// PostgreSQL cannot be reached or refused a statement.
    #[error("PostgreSQL: {0}")]
    Database(String),
    /// PostgreSQL is too old.
    #[error("PostgreSQL {0} is too old; version 15 or later is needed")]
    DatabaseTooOld(String),
    /// The database was migrated by a newer program.
    #[error(
        "the database has schema {found}, this program knows up to {known}; install the newer program"
    )]
    SchemaTooNew {
        /// Version in the database.
        found: i32,
        /// Newest version this program has.
        known: i32,
    },
    /// A migration that was applied differs from the one in the program.
    #[error("migration {0} in the database is not the one in this program")]
    MigrationChanged(i32),
    /// A file of the data folder cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The certificate authority cannot be made or used.
    #[error("the certificate authority: {0}")]
    Authority(String),
    /// The address cannot be listened on, or serving failed.
    #[error("{0}")]
    Serve(String),
    /// A gateway of messages cannot be set up.
    #[error("[{section}] {said}")]
    Messages {
        /// Section of the settings.
        section: &'static str,
        /// Why.
        said: String,
    },
    /// The sign-in with e-Devlet cannot be set up.
    #[error("[edevlet] {0}")]
    SignIn(String),
    /// Not an office `PPUUU`.
    #[error("{0:?} is not an office: five digits, province plate and office number")]
    Office(String),
    /// No such device in the office.
    #[error("office {office} has no device {device}")]
    NoDevice {
        /// Office asked.
        office: String,
        /// Device or number asked.
        device: String,
    },
    /// Not an e-mail address.
    #[error("{0:?} is not an e-mail address")]
    OfficerLogin(String),
    /// An officer without a name, or with one too long.
    #[error("{0:?} is not a name")]
    OfficerName(String),
    /// An officer without a unit, or with a code too long.
    #[error("{0:?} is not a unit code")]
    OfficerUnit(String),
    /// The office's directory has no such unit, or it is closed.
    #[error("{0}")]
    NoUnit(String),
    /// The address belongs to another account.
    #[error("{0}")]
    LoginTaken(String),
    /// No account has this address.
    #[error("{0}")]
    NoOfficer(String),
    /// Not an Ed25519 public key in PEM.
    #[error("not an Ed25519 public key")]
    ClientKey,
    /// Not lower-case letters, digits and hyphens, or too long.
    #[error("{0:?} is not a client's id")]
    ClientId(String),
    /// A client without a name, or with one too long.
    #[error("{0:?} is not a name")]
    ClientName(String),
    /// Another client has this id, or had it.
    #[error("{0}")]
    ClientTaken(String),
    /// No client has this id.
    #[error("{0}")]
    NoClient(String),
}

impl CentralError {
    /// What happened and what to do, for the user.
    pub fn sentence(&self, text: &Text) -> String {
        text.with(self.key(), &[("detail", self.to_string().into())])
    }

    fn key(&self) -> &'static str {
        match self {
            Self::DatabaseSetting(_) => "central-error-database-setting",
            Self::Database(_) => "central-error-database",
            Self::DatabaseTooOld(_) => "central-error-database-old",
            Self::SchemaTooNew { .. } => "central-error-schema-new",
            Self::MigrationChanged(_) => "central-error-migration",
            Self::File { .. } => "central-error-file",
            Self::Authority(_) => "central-error-authority",
            Self::Serve(_) => "central-error-serve",
            Self::Messages { .. } => "central-error-messages",
            Self::SignIn(_) => "central-error-sign-in",
            Self::Office(_) => "central-error-office",
            Self::NoDevice { .. } => "central-error-no-device",
            Self::OfficerLogin(_) => "central-error-officer-login",
            Self::OfficerName(_) => "central-error-officer-name",
            Self::OfficerUnit(_) => "central-error-officer-unit",
            Self::NoUnit(_) => "central-error-no-unit",
            Self::LoginTaken(_) => "central-error-login-taken",
            Self::NoOfficer(_) => "central-error-no-officer",
            Self::ClientKey => "central-error-client-key",
            Self::ClientId(_) => "central-error-client-id",
            Self::ClientName(_) => "central-error-client-name",
            Self::ClientTaken(_) => "central-error-client-taken",
            Self::NoClient(_) => "central-error-no-client",
        }
    }
}

impl From<tokio_postgres::Error> for CentralError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Database(describe(&error))
    }
}

impl From<deadpool_postgres::PoolError> for CentralError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::Database(describe(&error))
    }
}

impl From<OwnError> for CentralError {
    fn from(error: OwnError) -> Self {
        match error {
            OwnError::Database(error) => error.into(),
            other => Self::Serve(other.to_string()),
        }
    }
}

/// An error and its causes in one line. PostgreSQL's detail (which may quote values) is left out.
pub(super) fn describe(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = match cause.downcast_ref::<tokio_postgres::error::DbError>() {
            Some(db) => format!("{} ({})", db.message(), db.code().code()),
            None => cause.to_string(),
        };
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}
