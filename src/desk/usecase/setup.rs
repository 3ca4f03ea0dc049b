//! The first run, and who works here.

use crate::desk::command::Session;
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::event::{Event, OfficeConfigured, StaffName, StaffRegistered};
use crate::domain::ids::{PersonId, StaffId};
use crate::domain::staff::{Actor, Role};
use crate::domain::unit::Unit;
use crate::store::Tx;
use crate::text::CleanText;

/// The office, its first member of staff and the directory it begins with.
pub(super) fn set_up(
    tx: &mut Tx<'_>,
    office: OfficeConfigured,
    (name, role): (CleanText, Role),
    units: Vec<Unit>,
) -> Result<Done, DeskError> {
    if tx.read().office()?.is_some() {
        return Err(DeskError::AlreadySetUp);
    }
    if name.is_blank() {
        return Err(DeskError::NameMissing);
    }
    let first = StaffId(tx.id());
    tx.append(Actor::Staff(first), Event::OfficeConfigured(office))?;
    register_staff(tx, (first, name, role), first)?;
    for unit in units {
        tx.append(Actor::Program, Event::UnitRecorded(Box::new(unit)))?;
    }
    Ok(Done::SetUp { staff: first })
}

/// Another member of staff, who may add themselves.
pub(super) fn add_staff(
    tx: &mut Tx<'_>,
    session: Option<Session>,
    (name, role): (CleanText, Role),
) -> Result<Done, DeskError> {
    if name.is_blank() {
        return Err(DeskError::NameMissing);
    }
    let staff = StaffId(tx.id());
    let by = session.map_or(staff, |session| session.staff);
    register_staff(tx, (staff, name, role), by)?;
    Ok(Done::StaffAdded { staff })
}

fn register_staff(
    tx: &mut Tx<'_>,
    (staff, name, role): (StaffId, CleanText, Role),
    by: StaffId,
) -> Result<(), DeskError> {
    let person = PersonId(tx.id());
    let registered = StaffRegistered {
        staff,
        person,
        role,
        private: StaffName { name },
    };
    tx.append(Actor::Staff(by), Event::StaffRegistered(registered))?;
    Ok(())
}
