//! A day of this file's queue, as its own log tells it.

use std::ops::Range;

use super::super::error::Result;
use super::super::row::{Micros, time};
use super::Reads;
use crate::domain::calendar::istanbul_midnight;
use crate::domain::event::Event;
use crate::domain::queue::Policy;
use crate::sync::body;
use chrono::{DateTime, Days, NaiveDate, Utc};
use rusqlite::Row;

impl Reads<'_> {
    /// What happened here on an Istanbul day, in the order of the log, each with the device's
    /// clock then. The personal parts stay sealed: they are empty.
    pub fn events_of(self, day: NaiveDate) -> Result<Vec<(DateTime<Utc>, Event)>> {
        let select = "select kind, body, device_time from operations
             where own = 1 and repeats = 0 and device_time >= ?1 and device_time < ?2
             order by seq";
        let Range { start, end } = bounds(day);
        let found = self.all(select, (Micros(start), Micros(end)), dated)?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The policy the office began an Istanbul day with; `None` where it was not set up yet.
    pub fn policy_before(self, day: NaiveDate) -> Result<Option<Policy>> {
        let select = "select kind, body, device_time from operations
             where kind = 'office_configured' and repeats = 0 and device_time < ?1
             order by seq desc limit 1";
        let before = self.first(select, [Micros(bounds(day).start)], dated)?;
        Ok(match before.flatten() {
            Some((_, Event::OfficeConfigured(office))) => Some(office.policy),
            _ => None,
        })
    }
}

fn bounds(day: NaiveDate) -> Range<DateTime<Utc>> {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    istanbul_midnight(day)..istanbul_midnight(next)
}

/// An event with its time; `None` for one of a newer program.
fn dated(row: &Row<'_>) -> rusqlite::Result<Option<(DateTime<Utc>, Event)>> {
    let at = time(row, "device_time")?;
    let (kind, body): (String, String) = (row.get("kind")?, row.get("body")?);
    Ok(body::impersonal(&kind, &body).map(|event| (at, event)))
}

#[cfg(test)]
mod tests {
    use super::super::super::fixture::{desk, event, location, staff};
    use super::super::super::{Reader, StoreError};
    use super::*;
    use crate::domain::event::{OfficeConfigured, StaffName, StaffRegistered};
    use crate::domain::ids::{PersonId, StaffId};
    use crate::text::CleanText;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_told_in_order_and_without_names() {
        let (folder, mut store) = desk();
        let absolute = Policy { quota: None };
        let Event::OfficeConfigured(office) = event::office() else {
            panic!("an office");
        };
        let changed = Event::OfficeConfigured(OfficeConfigured {
            policy: absolute,
            ..office
        });
        let named = Event::StaffRegistered(StaffRegistered {
            staff: StaffId(Uuid::from_u128(7)),
            person: PersonId(Uuid::from_u128(8)),
            role: crate::domain::staff::Role::default(),
            private: StaffName {
                name: CleanText::line("Ayşe Yılmaz"),
            },
        });
        for event in [event::office(), named, changed] {
            let stored = store.transact(|tx| {
                tx.append(staff(7), event.clone())?;
                Ok::<_, StoreError>(())
            });
            stored.unwrap();
        }
        let reader = Reader::open(&location(&folder)).unwrap();
        let events = reader.read().events_of(day("2026-03-10")).unwrap();
        let names: Vec<bool> = events
            .iter()
            .map(|(_, event)| match event {
                Event::StaffRegistered(event) => event.private.name.is_blank(),
                _ => true,
            })
            .collect();
        assert_eq!(names, [true; 3]);
        assert!(events.is_sorted_by_key(|(at, _)| *at));
        assert_eq!(reader.read().events_of(day("2026-03-09")).unwrap(), []);
        assert_eq!(reader.read().events_of(day("2026-03-11")).unwrap(), []);

        let policy = |on| reader.read().policy_before(day(on)).unwrap();
        assert_eq!(policy("2026-03-10"), None);
        assert_eq!(policy("2026-03-11"), Some(absolute));
    }
}
