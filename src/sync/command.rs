//! `acikkapi device …`: what the subcommands do, and what they say.

use super::client::{CallError, Central, HttpCentral};
use super::enrol::{self, EnrolError};
use super::journal::{Journal, JournalError};
use super::problem::ProblemCode;
use super::status::{self, Trouble};
use crate::domain::calendar::date_and_time;
use crate::i18n::Text;

/// Enrols this database at `server`; what to tell the user. `random` becomes its secret.
pub fn enrol(
    journal: &mut dyn Journal,
    (server, code): (&str, &str),
    random: [u8; 32],
    text: &Text,
) -> Result<String, EnrolError> {
    let before = journal.identity()?.device_number;
    let credentials = enrol::enrol(journal, server, code, random)?;
    let number = format!("{:02}", credentials.device_number);
    let values = [
        ("office", credentials.office.clone().into()),
        ("number", number.clone().into()),
    ];
    let mut said = text.with("sync-enrol-done", &values) + "\n";
    if before.is_some_and(|before| before != credentials.device_number) {
        let values = [("number", number.into())];
        said += &text.with("sync-enrol-renumbered", &values);
        said.push('\n');
    }
    Ok(said)
}

/// Whether this database should go on as a new device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renewal {
    /// Central has set the device aside, or holds another history of it.
    Needed,
    /// Central takes its records as they are.
    NotNeeded,
    /// Central does not know it at all.
    NotEnrolled,
    /// Central cannot be asked.
    Unknown(Trouble),
}

impl Renewal {
    /// Why it is not to be done; `None` when it is.
    #[must_use]
    pub fn objection(&self, text: &Text) -> Option<String> {
        Some(match self {
            Self::Needed => return None,
            Self::NotNeeded => text.get("sync-renew-not-needed"),
            Self::NotEnrolled => text.get("sync-status-not-enrolled"),
            Self::Unknown(trouble) => {
                let values = [("reason", text.get(trouble.kind.key()).into())];
                text.with("sync-renew-unknown", &values)
            }
        })
    }
}

/// Asks central whether this database should go on as a new device.
pub fn renewal(journal: &mut dyn Journal) -> Result<Renewal, JournalError> {
    let Some(credentials) = journal.credentials()? else {
        return Ok(Renewal::NotEnrolled);
    };
    let state = match HttpCentral::new(&credentials).and_then(|central| central.state()) {
        Ok(state) => state,
        Err(CallError::Problem(problem)) if problem.code == ProblemCode::Quarantined => {
            return Ok(Renewal::Needed);
        }
        Err(error) => return Ok(Renewal::Unknown(Trouble::from(&error))),
    };
    let known = match state.acked_dseq {
        0 => true,
        dseq => journal.hash_at(dseq)?.as_ref() == Some(&state.acked_hash),
    };
    Ok(if known {
        Renewal::NotNeeded
    } else {
        Renewal::Needed
    })
}

/// How this database stands with central; asks central too.
pub fn status(journal: &mut dyn Journal, text: &Text) -> Result<String, JournalError> {
    let identity = journal.identity()?;
    let progress = journal.progress()?;
    let mut lines = vec![
        text.with("sync-status-office", &[("office", identity.office.into())]),
        text.with(
            "sync-status-device",
            &[("device", identity.device.to_string().into())],
        ),
    ];
    let queued = progress.head.saturating_sub(progress.position.acked);
    lines.push(text.with("sync-status-queued", &[("count", queued.into())]));
    if let Some(oldest) = progress.oldest_unsent {
        lines.push(text.with(
            "sync-status-oldest",
            &[("time", date_and_time(oldest).into())],
        ));
    }
    lines.push(match progress.last_receipt {
        Some(time) => text.with(
            "sync-status-receipt",
            &[("time", date_and_time(time).into())],
        ),
        None => text.get("sync-status-no-receipt"),
    });
    if let Some(holdings) = journal.holdings() {
        let compared = holdings.last_comparison()?;
        lines.push(status::comparison(compared.as_ref(), text));
    }
    let Some(credentials) = journal.credentials()? else {
        lines.push(text.get("sync-status-not-enrolled"));
        return Ok(lines.join("\n") + "\n");
    };
    let number = format!("{:02}", credentials.device_number);
    lines.push(text.with("sync-status-number", &[("number", number.into())]));
    lines.push(text.with(
        "sync-status-server",
        &[("server", credentials.server.clone().into())],
    ));
    match HttpCentral::new(&credentials).and_then(|central| central.state()) {
        Ok(state) => lines.push(text.with(
            "sync-status-central-answers",
            &[("acked", state.acked_dseq.into())],
        )),
        Err(error) => {
            let trouble = Trouble::from(&error);
            lines.push(text.get(trouble.kind.key()));
            lines.push(format!("  ({})", trouble.detail));
        }
    }
    Ok(lines.join("\n") + "\n")
}
