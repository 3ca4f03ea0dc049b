//! Cases: where one stands, its history, and the lists of those waiting for somebody.

use super::super::error::Result;
use super::super::row::{Json, Name, time, unsigned};
use super::Reads;
use crate::domain::case::{Case, CaseMoved};
use crate::domain::ids::ApplicationId;
use crate::domain::unit::{Unit, UnitCode};
use chrono::{DateTime, Utc};
use rusqlite::Row;

/// One step of a case's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStep {
    pub moved: CaseMoved,
    /// Who did it, as the log names the actor; [`Reads::staff_name`] tells the name.
    pub actor: String,
    pub at: DateTime<Utc>,
    /// It did not fit where the case stood and changed nothing: a person should look at it.
    pub refused: bool,
}

/// How a unit's answers fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRounds {
    pub unit: UnitCode,
    /// Cases it answered.
    pub answered: u64,
    /// Rounds of correction: objections the chief agreed with.
    pub rounds: u64,
}

impl Reads<'_> {
    /// Where a case stands.
    pub fn case(self, id: ApplicationId) -> Result<Option<Case>> {
        let select = "select state from cases where id = ?1";
        self.first(select, [id.0], |row| {
            row.get::<_, Json<_>>(0).map(|json| json.0)
        })
    }

    /// What happened to a case, in the order it counts.
    pub fn case_steps(self, id: ApplicationId) -> Result<Vec<CaseStep>> {
        let select = "select moved, actor, at, refused from case_steps where application = ?1
             order by position is null, position, seq";
        self.all(select, [id.0], case_step)
    }

    /// Units of the directory, by name as stored; closed ones included.
    pub fn units(self) -> Result<Vec<Unit>> {
        self.all("select unit from units order by code", [], |row| {
            row.get::<_, Json<_>>(0).map(|json| json.0)
        })
    }

    /// A unit of the directory.
    pub fn unit(self, code: &UnitCode) -> Result<Option<Unit>> {
        let select = "select unit from units where code = ?1";
        self.first(select, [code.as_str()], |row| {
            row.get::<_, Json<_>>(0).map(|json| json.0)
        })
    }

    /// Open cases a unit is responsible for.
    pub fn open_cases_of(self, unit: &UnitCode) -> Result<u64> {
        let count = "select count(*) from cases where unit = ?1 and open";
        self.number(count, [unit.as_str()]).map(unsigned)
    }

    /// Rounds of correction by unit, the most first.
    pub fn rounds_by_unit(self) -> Result<Vec<UnitRounds>> {
        let select = "select answered_by, count(*) as answered, sum(rounds) as rounds from cases
             where answered_by is not null group by answered_by order by rounds desc, answered_by";
        self.all(select, [], |row| {
            let unit: Name<UnitCode> = row.get("answered_by")?;
            Ok(UnitRounds {
                unit: unit.0,
                answered: unsigned(row.get("answered")?),
                rounds: unsigned(row.get("rounds")?),
            })
        })
    }

    /// Open cases a unit is to answer, the most pressing first.
    pub fn cases_at(self, unit: &UnitCode) -> Result<Vec<ApplicationId>> {
        let select = "select id from cases where unit = ?1 and open and stage = 'at_unit'
             order by due, n";
        self.all(select, [unit.as_str()], |row| {
            Ok(ApplicationId(row.get(0)?))
        })
    }
}

fn case_step(row: &Row<'_>) -> rusqlite::Result<CaseStep> {
    let moved: Json<CaseMoved> = row.get("moved")?;
    Ok(CaseStep {
        moved: moved.0,
        actor: row.get("actor")?,
        at: time(row, "at")?,
        refused: row.get("refused")?,
    })
}
