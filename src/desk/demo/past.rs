//! The ten days before: one visitor after another, each with an application.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::cases::CASES;
use super::stage::{Stage, local};
use super::stories::Stories;
use crate::catalog::Catalog;
use crate::desk::command::Command;
use crate::desk::error::DeskError;
use crate::domain::calendar::istanbul_day;
use crate::domain::ids::Counter;
use crate::domain::priority::PriorityClaims;

/// Days looked back.
const BACK: u64 = 10;
/// Cases brought before today; the others are brought today.
pub(super) const BEFORE_TODAY: usize = 17;
/// Minutes between two visitors.
const BETWEEN: i64 = 55;
/// Counters that worked.
const COUNTERS: Counter = 4;

/// The working days of the ten before `now`; all ten where a feast leaves none.
pub(super) fn days(catalog: &Catalog, now: DateTime<Utc>) -> Vec<NaiveDate> {
    let today = istanbul_day(now);
    let all = (1..=BACK).rev().map(|back| today - Days::new(back));
    let all: Vec<NaiveDate> = all.collect();
    let holidays = catalog.holidays();
    let worked = all.iter().filter(|day| holidays.is_working_day(**day));
    let worked: Vec<NaiveDate> = worked.copied().collect();
    if worked.is_empty() { all } else { worked }
}

/// Plays the days.
pub(super) fn play(stage: &mut Stage<'_, '_>, days: &[NaiveDate]) -> Result<(), DeskError> {
    let mut stories = Stories::default();
    let mut yesterday = None;
    let mut of_the_day = 0;
    for (nth, case) in CASES[..BEFORE_TODAY].iter().enumerate() {
        let day = days[nth * days.len() / BEFORE_TODAY];
        if yesterday.replace(day) != Some(day) {
            of_the_day = 0;
            stage.at(local(day, 8, 30));
            stage.does(super::COUNTER, Command::OpenDay)?;
            stories.until(stage, day, local(day, 8, 31))?;
        }
        let mut clock = local(day, 9, 5) + TimeDelta::minutes(BETWEEN * of_the_day);
        let mut later = |stage: &mut Stage<'_, '_>, minutes: u32| {
            clock += TimeDelta::minutes(minutes.into());
            stage.at(clock);
        };
        of_the_day += 1;
        let counter = 1 + nth as Counter % COUNTERS;
        later(stage, 0);
        stage.issue(PriorityClaims::none())?;
        let minutes = stage.chance(1..9);
        later(stage, minutes);
        let ticket = stage.call(counter)?.ok_or(DeskError::Defect)?;
        later(stage, 1);
        let visit = stage.start(counter, ticket)?;
        let minutes = stage.chance(9..25);
        later(stage, minutes);
        let application = stage.register(counter, visit, case)?;
        stories.begin(nth, application, day);
        later(stage, 2);
        stage.does(counter, Command::FinishVisit { visit })?;
    }
    // The rest happened in the evening before today.
    if let Some(last) = days.last() {
        stories.until(stage, *last + Days::new(BACK), local(*last, 18, 30))?;
    }
    Ok(())
}
