//! Who answers: units of the directory, other offices, other authorities.

use super::{Open, take_by_rule};
use crate::desk::error::DeskError;
use crate::desk::usecase::Work;
use crate::domain::application::Registered;
use crate::domain::case::{Competent, Step};
use crate::domain::event::Event;
use crate::domain::ids::ApplicationId;
use crate::domain::staff::Actor;
use crate::domain::unit::{Unit, UnitCode, unit_for};
use crate::store::Tx;
use std::collections::BTreeSet;

/// Routes a new application to the unit its topic belongs to. Without one it waits in triage.
pub(in crate::desk::usecase) fn by_rule(
    work: &mut Work<'_, '_>,
    record: &Registered,
) -> Result<(), DeskError> {
    let Some(topic) = &record.topic else {
        return Ok(());
    };
    let units = work.tx.read().units()?;
    let Some(unit) = unit_for(&units, topic) else {
        return Ok(());
    };
    let step = Step::Route {
        unit: unit.code.clone(),
        others: BTreeSet::new(),
    };
    take_by_rule(work.tx, record, step)
}

/// Records units of the directory. The cases of one that closes go back to triage: how many.
pub(in crate::desk::usecase) fn record_units(
    tx: &mut Tx<'_>,
    actor: Actor,
    units: Vec<Unit>,
) -> Result<u64, DeskError> {
    let mut returned = 0;
    for unit in units {
        let code = unit.code.clone();
        let closes = unit.closed;
        tx.append(actor, Event::UnitRecorded(Box::new(unit)))?;
        if closes {
            returned += give_back_cases(tx, &code)?;
        }
    }
    Ok(returned)
}

/// Gives the cases of a unit that is no more to triage: how many.
fn give_back_cases(tx: &mut Tx<'_>, unit: &UnitCode) -> Result<u64, DeskError> {
    let mut returned = 0;
    for id in tx.read().cases_at(unit)? {
        if let Some(record) = tx.read().application(id)? {
            take_by_rule(tx, &record, Step::Return)?;
            returned += 1;
        }
    }
    Ok(returned)
}

/// The unit must be in the directory and not closed.
pub(super) fn in_service(work: &Work<'_, '_>, code: &UnitCode) -> Result<(), DeskError> {
    match work.tx.read().unit(code)? {
        Some(unit) if !unit.closed => Ok(()),
        Some(_) => Err(DeskError::UnitClosed),
        None => Err(DeskError::NotFound),
    }
}

/// An application is merged into another one that is known here and not merged itself.
pub(super) fn other_application(
    work: &Work<'_, '_>,
    open: &Open,
    into: ApplicationId,
) -> Result<(), DeskError> {
    let other = work.tx.read().case(into)?.ok_or(DeskError::NotFound)?;
    if into == open.record.application || other.stage.name() == "merged" {
        return Err(DeskError::NotAnother);
    }
    Ok(())
}

/// A case is forwarded to another office than this one.
pub(super) fn somebody_else(work: &Work<'_, '_>, to: &Competent) -> Result<(), DeskError> {
    match to {
        Competent::Office(office) if *office == work.office.office => Err(DeskError::NotAnother),
        Competent::Authority(name) if name.is_blank() => Err(DeskError::NameMissing),
        _ => Ok(()),
    }
}
