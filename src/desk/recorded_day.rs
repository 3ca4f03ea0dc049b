//! A day of the queue, read back from the log to be played again.

use chrono::NaiveDate;

use crate::fairness::day::RecordedDay;
use crate::fairness::record::DayRecorder;
use crate::store::{Reads, Result};

/// What happened in the queue on a day. Nothing personal is opened.
///
/// # Errors
/// When the file cannot be read.
pub fn recorded_day(read: Reads<'_>, day: NaiveDate) -> Result<RecordedDay> {
    let policy = read.policy_before(day)?.unwrap_or_default();
    let mut recorder = DayRecorder::new(day, policy);
    for (at, event) in read.events_of(day)? {
        recorder.note(at, &event);
    }
    Ok(recorder.finish())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::catalog::Catalog;
    use crate::desk::demo::Demo;
    use crate::domain::calendar::istanbul_day;
    use crate::fairness::replay::{as_it_happened, replay};
    use crate::fairness::rule::Rule;
    use crate::store::Reader;

    /// The desk's use cases called everybody; the replay, which shares with them only the decision
    /// between the lanes, calls the same ones at the same instants.
    #[test]
    fn a_day_of_the_real_desk_is_reproduced() {
        let now: DateTime<Utc> = "2026-03-10T09:40:00Z".parse().unwrap();
        let (catalog, _) = Catalog::load(None);
        for seed in 1..4 {
            let demo = Demo::make(&catalog, now, seed).unwrap();
            let reader = Reader::open(&demo.location()).unwrap();
            let day = recorded_day(reader.read(), istanbul_day(now)).unwrap();
            assert!(day.calls.len() > 10, "{} calls", day.calls.len());
            let happened = as_it_happened(&day);
            let recorded = day
                .calls
                .iter()
                .map(|call| (call.turn, call.counter, call.at));
            let followed = happened
                .calls
                .iter()
                .map(|call| (call.turn, call.counter, call.at));
            assert!(followed.eq(recorded));
            assert_eq!(day.irregular.out_of_order, 0);
            assert_eq!(replay(&day, &Rule::Quota(day.policy)), happened);
        }
    }
}
