//! How long there is left, in words.

use super::super::standing::Standing;
use crate::domain::case::{PauseWhy, Stage};
use crate::domain::date::write_date;
use crate::i18n::Text;
use chrono::NaiveDate;

/// The last day of a case as a page shows it.
pub(super) struct Due {
    /// `04.05.2026`.
    pub(super) day: String,
    /// The same for programs: `2026-05-04`.
    pub(super) machine: NaiveDate,
    /// How long there is left, or why the clock stands.
    pub(super) left: String,
    /// Class of the style sheet: `late`, `today`, `near`, `calm`, `still`.
    pub(super) tone: &'static str,
}

impl Due {
    /// Of a case on a day; a case that is not the unit's to answer has none.
    pub(super) fn of(standing: &Standing, today: NaiveDate, text: &Text) -> Option<Self> {
        let case = &standing.case;
        if !matches!(case.stage, Stage::Triage | Stage::AtUnit { .. }) {
            return None;
        }
        let due = case.term.due();
        let days = due.signed_duration_since(today).num_days();
        let count = |key: &str, days: i64| text.with(key, &[("days", days.into())]);
        let (left, tone) = match (case.paused, days) {
            (Some(why), _) => (text.get(paused_key(why)), "still"),
            (None, ..0) => (count("portal-due-over", -days), "late"),
            (None, 0) => (text.get("portal-due-today"), "today"),
            (None, _) if today >= case.term.warn => (count("portal-due-left", days), "near"),
            (None, _) => (count("portal-due-left", days), "calm"),
        };
        Some(Self {
            day: write_date(due),
            machine: due,
            left,
            tone,
        })
    }
}

/// Why a clock stands, in words.
pub(super) fn paused_key(why: PauseWhy) -> &'static str {
    match why {
        PauseWhy::Applicant => "portal-paused-applicant",
        PauseWhy::Authority => "portal-paused-authority",
        PauseWhy::Examination => "portal-paused-examination",
    }
}
