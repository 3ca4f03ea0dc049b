//! The deadline pass: once a day, of every case whose time is nearly or wholly over, whoever's turn
//! it is to know is told. See [`Ladder`].
//!
//! A million cases are gone through a stretch at a time, so that a clerk's command never waits
//! for longer than one stretch takes.

use crate::catalog::Catalog;
use crate::desk::error::DeskError;
use crate::domain::calendar::{Holidays, istanbul_day};
use crate::domain::case::{CaseMoved, Said, Step};
use crate::domain::event::Event;
use crate::domain::ladder::{Ladder, Present};
use crate::domain::staff::{Actor, Role};
use crate::domain::term::Moment;
use crate::domain::unit::{Unit, UnitCode};
use crate::store::{Pressing, Tx};
use chrono::NaiveDate;
use std::collections::HashMap;

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
                after: None,
                over: tx.read().deadline_pass()? == Some(today),
            };
        }
        if self.over {
            return Ok(0);
        }
        let Some(office) = tx.read().office()? else {
            self.over = true;
            return Ok(0);
        };
        let stretch = tx.read().pressing(today, self.after, STRETCH)?;
        let rules = Rules::load(tx, catalog, (office.leave_counts, office.case_rules.ladder))?;
        let mut told = 0;
        for case in &stretch {
            told += rules.tell(tx, today, case)?;
            self.after = Some(case.place);
            if told >= MOST_TOLD {
                return Ok(told);
            }
        }
        if stretch.len() < STRETCH as usize {
            self.over = true;
            tx.end_deadline_pass(today)?;
        }
        Ok(told)
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
    fn tell(&self, tx: &mut Tx<'_>, today: NaiveDate, case: &Pressing) -> Result<usize, DeskError> {
        let moment = Moment::of((case.due, case.warn), today, &self.holidays);
        let unit = case.unit.as_ref().and_then(|code| self.units.get(code));
        let present = Present::of(unit, self.supervisor, self.chief);
        let escalations = self.ladder.due_now(moment, case.escalated, present);
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
        }
        Ok(escalations.len())
    }
}

#[cfg(test)]
#[path = "pass_tests.rs"]
mod tests;
