//! The next application number: final at the desk, offline too.

use chrono::Datelike;

use super::Work;
use crate::desk::error::DeskError;
use crate::domain::number::ApplicationNumber;

/// A database that is not enrolled takes a number (`DD`) from here to [`LAST`]. Central hands
/// out low ones first and leaves a database the number it comes with where that is free, so that
/// it rarely changes at enrolment; numbers given before stay in any case.
const FIRST_UNENROLLED: u8 = 50;
const LAST: u8 = 99;

/// The number after the last one of this database and year. Nobody else can take it: the
/// transaction holds the write lock.
pub(super) fn next(work: &mut Work<'_, '_>) -> Result<ApplicationNumber, DeskError> {
    let (office, year) = (work.office.office, work.today().year());
    let database = database(work)?;
    // Only a sequence of twelve digits that is full has no next number.
    let number = |sequence| {
        ApplicationNumber::new(office, year, database, sequence).map_err(|_| DeskError::Defect)
    };
    let year = number(1)?.year();
    number(work.tx.read().last_sequence(office, year, database)? + 1)
}

/// The number of this database; chosen with its first application.
fn database(work: &mut Work<'_, '_>) -> Result<u8, DeskError> {
    let (device, number) = work.tx.read().device()?;
    if let Some(number) = number {
        return Ok(number);
    }
    let former = work.tx.read().former_device_numbers()?;
    // Spread by the device's random id, so that two databases of an office hardly meet.
    let number = candidates(device.0.as_u128())
        .find(|number| !former.contains(number))
        .ok_or(DeskError::Defect)?;
    work.tx.set_device_number(number)?;
    Ok(number)
}

/// Every number, in the order a device tries them.
fn candidates(device: u128) -> impl Iterator<Item = u8> {
    let unenrolled = FIRST_UNENROLLED..=LAST;
    let start = device % unenrolled.clone().count() as u128;
    let skipped = usize::try_from(start).unwrap_or(0);
    unenrolled
        .clone()
        .skip(skipped)
        .chain(unenrolled.take(skipped))
        .chain(1..FIRST_UNENROLLED)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_device_tries_every_number_once_and_high_ones_first() {
        for device in [0, 7, 49, 50, u128::MAX] {
            let tried: Vec<u8> = candidates(device).collect();
            assert_eq!(tried.len(), 99);
            assert_eq!(tried.iter().collect::<BTreeSet<_>>().len(), 99);
            assert!(tried[..50].iter().all(|number| *number >= FIRST_UNENROLLED));
            assert_eq!(u128::from(tried[0]), 50 + device % 50);
        }
    }
}
