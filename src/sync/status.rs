//! What the status line may honestly say about sync.

use super::client::CallError;
use super::engine::HaltReason;
use super::journal::Compared;
use super::problem::ProblemCode;
use crate::domain::calendar::{date_and_time, written_time};
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

impl SyncStatus {
    /// Why records do not get to central, and what becomes of them; `None` while they do.
    #[must_use]
    pub fn explanation(&self, text: &Text) -> Option<String> {
        let reason = match self.state {
            SyncState::Offline { retry_at } => {
                let trouble = self.trouble.as_ref();
                let kind = trouble.map_or(TroubleKind::Unreachable, |trouble| trouble.kind);
                let values = [
                    ("reason", text.get(kind.key()).into()),
                    ("time", written_time(retry_at).into()),
                ];
                text.with("sync-why-offline", &values)
            }
            SyncState::Halted(reason) => text.get(reason.key()),
            SyncState::StoreTrouble => text.get("sync-trouble-store"),
            SyncState::NotEnrolled => text.get("sync-status-not-enrolled"),
            _ => return None,
        };
        Some(reason)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;
    use crate::sync::wire::compare::CompareReport;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn explained(state: SyncState, kind: Option<TroubleKind>) -> Option<String> {
        let detail = String::new();
        let status = SyncStatus {
            queued: 3,
            oldest_unsent: None,
            last_receipt: None,
            state,
            trouble: kind.map(|kind| Trouble { kind, detail }),
        };
        status.explanation(&Text::new(Locale::En))
    }

    #[test]
    fn it_is_said_why_records_do_not_leave_and_what_becomes_of_them() {
        let retry_at = at("2026-05-04T07:30:00Z");
        let state = SyncState::Offline { retry_at };
        let offline = explained(state, Some(TroubleKind::Untrusted)).unwrap();
        assert!(
            offline.starts_with("The server's certificate is not our central's")
                && offline.ends_with("the next attempt is at 10:30."),
            "{offline}"
        );
        let unknown = explained(state, None).unwrap();
        assert!(unknown.starts_with("No connection."), "{unknown}");
        let halted = explained(SyncState::Halted(HaltReason::Quarantined), None).unwrap();
        assert!(halted.contains("acikkapi device renew"), "{halted}");
        for fine in [
            SyncState::UpToDate,
            SyncState::Sending,
            SyncState::Receiving,
        ] {
            assert_eq!(explained(fine, None), None);
        }
    }

    #[test]
    fn what_comparing_found_is_one_sentence() {
        let text = Text::new(Locale::En);
        let said = |differing_days, fetched, unresolved| {
            let report = CompareReport {
                upto: 9,
                differing_days,
                fetched,
                given_back: 0,
                unresolved,
            };
            let at = at("2026-05-04T00:30:00Z");
            comparison(Some(&Compared { at, report }), &text)
        };
        assert!(comparison(None, &text).contains("not been compared"));
        assert!(said(0, 0, 0).contains("same records (compared 04.05.2026 03:30)"));
        assert!(said(1, 2, 0).contains("2 were fetched"));
        assert!(said(1, 2, 1).contains("1 records differed"));
    }
}
