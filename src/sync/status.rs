//! What the status line may honestly say about sync.

use super::client::CallError;
use super::engine::HaltReason;
use super::journal::Compared;
use super::problem::ProblemCode;
use crate::domain::calendar::date_and_time;
use crate::i18n::Text;
use chrono::{DateTime, Utc};

/// How things stand between this desk and central.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncStatus {
    /// Operations central has not given a receipt for.
    pub queued: u64,
    /// Device time of the oldest of them.
    pub oldest_unsent: Option<DateTime<Utc>>,
    /// When the last receipt was stored.
    pub last_receipt: Option<DateTime<Utc>>,
    /// What sync is doing.
    pub state: SyncState,
    /// Why it does not get on, if it does not.
    pub trouble: Option<Trouble>,
}

/// What sync is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncState {
    /// The device has no credentials; everything stays here, nothing is lost.
    NotEnrolled,
    /// Another process on this database does the syncing.
    OtherProcess,
    /// Central has not answered since the start.
    Connecting,
    /// Central gave a receipt for everything.
    UpToDate,
    /// Operations are being sent.
    Sending,
    /// The office's news is being fetched.
    Receiving,
    /// Central does not answer; it will be tried again.
    Offline {
        /// When.
        retry_at: DateTime<Utc>,
    },
    /// Stopped until a person acts.
    Halted(HaltReason),
    /// The desk's own store cannot be read or written.
    StoreTrouble,
    /// The sync loop has ended.
    Stopped,
}

impl SyncState {
    /// Whether this process syncs, and central answers.
    #[must_use]
    pub fn is_heard(self) -> bool {
        matches!(self, Self::UpToDate | Self::Sending | Self::Receiving)
    }
}

impl HaltReason {
    /// Key of the sentence that says what happened, what is kept and what to do.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Fork => "sync-halted-fork",
            Self::Quarantined => "sync-halted-quarantined",
            Self::Revoked => "sync-halted-revoked",
            Self::Unauthorised => "sync-halted-unauthorised",
            Self::DamagedLog => "sync-halted-damaged-log",
            Self::TooOld => "sync-halted-too-old",
            Self::Refused => "sync-halted-refused",
        }
    }
}

/// What comparing with central found last, for people.
#[must_use]
pub fn comparison(compared: Option<&Compared>, text: &Text) -> String {
    let Some(Compared { at, report }) = compared else {
        return text.get("sync-compared-never");
    };
    let key = if report.unresolved > 0 {
        "sync-compared-differs"
    } else if report.agrees() {
        "sync-compared-same"
    } else {
        "sync-compared-mended"
    };
    let values = [
        ("time", date_and_time(*at).into()),
        ("fetched", report.fetched.into()),
        ("given", report.given_back.into()),
        ("count", report.unresolved.into()),
    ];
    text.with(key, &values)
}

/// Why the last attempt brought no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The kind, which has a text for people.
    pub kind: TroubleKind,
    /// For a technician, in English; no personal data.
    pub detail: String,
}

/// Kinds of [`Trouble`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TroubleKind {
    /// No connection.
    Unreachable,
    /// The server's certificate is not from the trusted authority.
    Untrusted,
    /// Something else answers at central's address.
    NotCentral,
    /// The address or the stored certificate cannot be used.
    Setting,
    /// Central is busy or its database is away.
    Busy,
    /// Central refused.
    Refused,
    /// The desk's own store.
    Store,
}

impl TroubleKind {
    /// Key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unreachable => "sync-trouble-unreachable",
            Self::Untrusted => "sync-trouble-untrusted",
            Self::NotCentral => "sync-trouble-not-central",
            Self::Setting => "sync-trouble-setting",
            Self::Busy => "sync-trouble-busy",
            Self::Refused => "sync-trouble-refused",
            Self::Store => "sync-trouble-store",
        }
    }
}

impl From<&CallError> for Trouble {
    fn from(error: &CallError) -> Self {
        let kind = match error {
            CallError::Network(_) => TroubleKind::Unreachable,
            CallError::Untrusted(_) => TroubleKind::Untrusted,
            CallError::Senseless(_) => TroubleKind::NotCentral,
            CallError::Setting(_) => TroubleKind::Setting,
            CallError::Problem(problem) => match problem.code {
                ProblemCode::Busy | ProblemCode::Unavailable => TroubleKind::Busy,
                _ => TroubleKind::Refused,
            },
        };
        Self {
            kind,
            detail: error.to_string(),
        }
    }
}
