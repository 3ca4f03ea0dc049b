//! The deadline pass: once a day, of every case whose time is nearly or wholly over, whoever's turn
//! it is to know is told. See [`Ladder`].
//!
//! A million cases are gone through a stretch at a time, so that a clerk's command never waits
//! for longer than one stretch takes.

use super::message;
use crate::catalog::Catalog;
use crate::desk::error::DeskError;
use crate::domain::calendar::{Holidays, istanbul_day};
use crate::domain::case::{CaseMoved, Said, Step};
use crate::domain::event::Event;
use crate::domain::ladder::{Ladder, Present, Rung};
use crate::domain::staff::{Actor, Role};
use crate::domain::term::Moment;
use crate::domain::unit::{Unit, UnitCode};
use crate::store::{Pressing, Tx};
use chrono::NaiveDate;
use std::collections::{HashMap, VecDeque};

/// Cases looked at in one transaction.
const STRETCH: u32 = 1_000;
/// Records written in one transaction, more or less.
const MOST_TOLD: usize = 50;

/// How far the pass of a day has come. A process that ends in the middle begins again: who was
/// told is in the cases.
#[derive(Debug, Default)]
pub struct Pass {
    day: Option<NaiveDate>,
    after: Option<(NaiveDate, i64)>,
    /// Looked at, and still to be told.
    rest: VecDeque<Pressing>,
    /// No stretch comes after that one.
    is_last: bool,
    over: bool,
}

impl Pass {
    /// Whether there is more to do at once.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.day.is_some() && !self.over
    }

    /// Goes one stretch on; how many were told.
    pub(super) fn go_on(&mut self, tx: &mut Tx<'_>, catalog: &Catalog) -> Result<usize, DeskError> {
        let today = istanbul_day(tx.now());
        if self.day != Some(today) {
            *self = Self {
                day: Some(today),
                over: tx.read().deadline_pass()? == Some(today),
                ..Self::default()
            };
        }
        if self.over {
            return Ok(0);
        }
        let Some(office) = tx.read().office()? else {
            self.over = true;
            return Ok(0);
        };
        let is_last = self.look(tx, today)?;
        let rules = Rules::load(tx, catalog, (office.leave_counts, office.case_rules.ladder))?;
        let mut told = 0;
        while told < MOST_TOLD
            && let Some(case) = self.rest.pop_front()
        {
            told += rules.tell(tx, (catalog, today), &case)?;
        }
        if is_last && self.rest.is_empty() {
            self.over = true;
            tx.end_deadline_pass(today)?;
        }
        Ok(told)
    }

    /// Looks at the next stretch, once the one before is told; whether it was the last.
    fn look(&mut self, tx: &Tx<'_>, today: NaiveDate) -> Result<bool, DeskError> {
        if self.rest.is_empty() {
            let stretch = tx.read().pressing(today, self.after, STRETCH)?;
            self.is_last = stretch.len() < STRETCH as usize;
            self.after = stretch.last().map(|case| case.place).or(self.after);
            self.rest = stretch.into();
        }
        Ok(self.is_last)
    }
}

/// What decides who is told.
struct Rules {
    ladder: Ladder,
    holidays: Holidays,
    units: HashMap<UnitCode, Unit>,
    supervisor: bool,
    chief: bool,
}

impl Rules {
    fn load(
        tx: &Tx<'_>,
        catalog: &Catalog,
        (leave_counts, ladder): (bool, Ladder),
    ) -> Result<Self, DeskError> {
        let staff = tx.read().staff()?;
        let has = |role| {
            staff
                .iter()
                .any(|member| member.role == role && !member.name.is_blank())
        };
        let units = tx.read().units()?.into_iter();
        Ok(Self {
            ladder,
            holidays: catalog.holidays().clone().counting_leave(leave_counts),
            units: units.map(|unit| (unit.code.clone(), unit)).collect(),
            supervisor: has(Role::Supervisor),
            chief: has(Role::Chief),
        })
    }

    /// Tells whoever's turn it is of a case; how many.
    fn tell(
        &self,
        tx: &mut Tx<'_>,
        (catalog, today): (&Catalog, NaiveDate),
        case: &Pressing,
    ) -> Result<usize, DeskError> {
        let moment = Moment::of((case.due, case.warn), today, &self.holidays);
        let unit = case.unit.as_ref().and_then(|code| self.units.get(code));
        let present = Present::of(unit, self.supervisor, self.chief);
        let escalations = self.ladder.due_now(moment, case.escalated, present);
        if escalations.is_empty() || !stands(tx, case)? {
            return Ok(0);
        }
        for escalation in &escalations {
            let moved = CaseMoved {
                application: case.id,
                person: case.person,
                step: Step::Escalate {
                    meant: escalation.meant,
                    reached: escalation.reached,
                },
                private: Said::default(),
            };
            tx.append(Actor::Program, Event::CaseMoved(Box::new(moved)))?;
            if let (Some(rung @ (Rung::Unit | Rung::Head)), Some(unit)) = (escalation.reached, unit)
            {
                message::remind(tx, catalog, (case, unit, rung))?;
            }
        }
        Ok(escalations.len())
    }
}

/// Whether a case that was looked at is still as it was: a clerk may have been faster.
fn stands(tx: &Tx<'_>, looked_at: &Pressing) -> Result<bool, DeskError> {
    let case = tx.read().case(looked_at.id)?;
    Ok(case.is_some_and(|case| {
        let runs = case.stage.is_open() && case.paused.is_none();
        runs && case.term.due() == looked_at.due && case.escalated == looked_at.escalated
    }))
}

#[cfg(test)]
#[path = "pass_tests.rs"]
mod tests;
