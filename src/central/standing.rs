//! Where a case stands, as central keeps it: the case, and what a unit's lists ask of it beside.

use crate::domain::case::{Case, IllegalStep, Step};
use crate::domain::unit::UnitCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A case and what its steps mean to the units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The case, equal in every database of the office.
    pub case: Case,
    /// The desk has answered the unit's question, and the unit has not acted on it.
    pub replied: bool,
    /// The chief sent the answer back, and the unit has not answered again.
    pub sent_back: bool,
    /// Units asked for their part, and whether they gave it.
    pub parts: BTreeMap<UnitCode, bool>,
}

impl Standing {
    /// Where a case stands at first.
    #[must_use]
    pub fn of(case: Case) -> Self {
        Self {
            case,
            replied: false,
            sent_back: false,
            parts: BTreeMap::new(),
        }
    }

    /// Where it stands after a step.
    ///
    /// # Errors
    /// [`IllegalStep`] when the case does not allow it; nothing changes then.
    pub fn after(&self, step: &Step) -> Result<Self, IllegalStep> {
        let case = self.case.after(step)?;
        let stays = case.stage == self.case.stage;
        let replied = match step {
            Step::Reply => true,
            Step::Ask => false,
            _ => self.replied && stays,
        };
        let sent_back = matches!(step, Step::SendBack { .. }) || (self.sent_back && stays);
        let given = |unit: &UnitCode| {
            let now = matches!(step, Step::Contribute { unit: by, .. } if by == unit);
            now || self.parts.get(unit).copied().unwrap_or(false)
        };
        let parts = case.others.iter();
        let parts = parts.map(|unit| (unit.clone(), given(unit))).collect();
        Ok(Self {
            case,
            replied,
            sent_back,
            parts,
        })
    }
}
