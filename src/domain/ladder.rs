//! Who is told when the time of a case is nearly or wholly over.
//!
//! Each rung of the office's ladder has its moment. When it comes and nobody stands on the rung
//! (a unit without telephone and e-mail, an office without a chief in the program), the next one
//! up is told instead, and the record says which rungs were empty: no rung is passed over in
//! silence. Whoever was told is not told again for the same last day.

use serde::{Deserialize, Serialize};

use super::term::Moment;
use super::unit::Unit;

/// A rung of the escalation ladder, the lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// The responsible unit.
    Unit,
    /// Its head.
    Head,
    /// The supervisor of the Açık Kapı desk.
    Supervisor,
    /// The chief.
    Chief,
}

impl Rung {
    /// From the lowest up.
    pub const ALL: [Self; 4] = [Self::Unit, Self::Head, Self::Supervisor, Self::Chief];
}

/// The ladder of an office: when each rung is told. None is told before the one below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "[Moment; 4]", try_from = "[Moment; 4]")]
pub struct Ladder([Moment; 4]);

/// A ladder on which a rung is told before the one below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a rung of the ladder is told before the one below it")]
pub struct LadderError;

impl Default for Ladder {
    /// The unit when the last day approaches, its head on that day, the supervisor one working
    /// day after it, the chief three.
    fn default() -> Self {
        Self([
            Moment::Approaching,
            Moment::DueToday,
            Moment::Overdue(1),
            Moment::Overdue(3),
        ])
    }
}

impl Ladder {
    /// A ladder of the moments of its rungs, the lowest first.
    ///
    /// # Errors
    /// When a rung comes before the one below it.
    pub fn new(moments: [Moment; 4]) -> Result<Self, LadderError> {
        if moments.is_sorted() {
            Ok(Self(moments))
        } else {
            Err(LadderError)
        }
    }

    /// The moments of the rungs, the lowest first.
    #[must_use]
    pub fn moments(self) -> [Moment; 4] {
        self.0
    }

    /// What is to be done now, in this order: one entry for each rung whose moment has come since
    /// `told`, the highest rung that was told, or was meant and found empty, since the last day
    /// last changed. Nothing for a case that has time left.
    ///
    /// It does not matter how often it is asked: a day on which nobody asks changes who is told
    /// only by when.
    #[must_use]
    pub fn due_now(
        self,
        moment: Option<Moment>,
        told: Option<Rung>,
        present: Present,
    ) -> Vec<Escalation> {
        let mut told = told;
        let mut escalations = Vec::new();
        for (meant, at) in Rung::ALL.into_iter().zip(self.0) {
            let has_come = moment.is_some_and(|moment| moment >= at);
            if has_come && told.is_none_or(|told| told < meant) {
                let escalation = Escalation::of(meant, present);
                told = Some(escalation.told());
                escalations.push(escalation);
            }
        }
        escalations
    }
}

impl From<Ladder> for [Moment; 4] {
    fn from(ladder: Ladder) -> Self {
        ladder.0
    }
}

impl TryFrom<[Moment; 4]> for Ladder {
    type Error = LadderError;
    fn try_from(moments: [Moment; 4]) -> Result<Self, Self::Error> {
        Self::new(moments)
    }
}

/// On which rungs somebody stands who can be told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Present {
    /// The responsible unit has a telephone or e-mail.
    pub unit: bool,
    /// Its head has one.
    pub head: bool,
    /// The office has a supervisor.
    pub supervisor: bool,
    /// The office has a chief.
    pub chief: bool,
}

impl Present {
    /// Who can be told of a case of this unit; a case that is not routed has none.
    #[must_use]
    pub fn of(unit: Option<&Unit>, supervisor: bool, chief: bool) -> Self {
        Self {
            unit: unit.is_some_and(Unit::can_be_reached),
            head: unit.is_some_and(Unit::head_can_be_reached),
            supervisor,
            chief,
        }
    }

    /// Whether somebody stands on a rung.
    #[must_use]
    pub fn on(self, rung: Rung) -> bool {
        match rung {
            Rung::Unit => self.unit,
            Rung::Head => self.head,
            Rung::Supervisor => self.supervisor,
            Rung::Chief => self.chief,
        }
    }
}

/// Somebody is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Escalation {
    /// The rung whose moment has come.
    pub meant: Rung,
    /// The one that is told: `meant`, or the next above it on which somebody stands. `None`: there
    /// is nobody, and the case needs a person's eye.
    pub reached: Option<Rung>,
}

impl Escalation {
    fn of(meant: Rung, present: Present) -> Self {
        let mut from_there = Rung::ALL.into_iter().filter(|rung| *rung >= meant);
        Self {
            meant,
            reached: from_there.find(|rung| present.on(*rung)),
        }
    }

    /// The rungs on which nobody stands, from the one that was meant up.
    pub fn empty(self) -> impl Iterator<Item = Rung> {
        let below = move |rung: Rung| self.reached.is_none_or(|reached| rung < reached);
        let all = Rung::ALL.into_iter();
        all.filter(move |rung| *rung >= self.meant && below(*rung))
    }

    /// The highest rung that counts as told after it.
    #[must_use]
    pub fn told(self) -> Rung {
        self.reached.unwrap_or(self.meant)
    }
}

#[cfg(test)]
#[path = "ladder_tests.rs"]
mod tests;
