//! Comparing what the desk holds with what central holds, as a pure state machine.
//!
//! The [conversation](super::conversation) asks central what [`Comparison::ask`] says, and tells it
//! here. Mostly one answer ends it: the roots are the same. Where they differ, the days that do are
//! gone through one by one, operation by operation; what the desk lacks is looked up, and what central
//! lacks is marked to be given back. At the end stands the report.

use super::digest::{DayDigest, differing, root_of};
use super::engine::Due;
use super::wire::compare::{CompareReport, DayResponse, DigestResponse, MAX_LOOKUP};
use crate::domain::calendar::{istanbul_day, istanbul_midnight};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Bound;
use std::time::Duration;
use uuid::Uuid;

/// When the night begins after midnight in Istanbul, and how long it is: the time of comparing.
const NIGHT_BEGINS: TimeDelta = TimeDelta::hours(1);
const NIGHT: TimeDelta = TimeDelta::hours(4);
/// A computer that is off at night compares within this time after it was turned on.
const MISSED_SPREAD: Duration = Duration::from_secs(3600);
/// After something was mended it is looked within this time whether it holds.
const MENDED_SPREAD: Duration = Duration::from_secs(60);

/// When to compare next, `last` having been the last time: each night once, and at once on a new
/// device.
#[must_use]
pub fn due(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Due {
    let Some(last) = last else {
        return Due::default();
    };
    let night = istanbul_midnight(istanbul_day(now - NIGHT_BEGINS)) + NIGHT_BEGINS;
    let until = |then: DateTime<Utc>| (then - now).to_std().unwrap_or_default();
    if last >= night {
        return Due {
            after: until(night + TimeDelta::days(1)),
            spread: NIGHT.to_std().unwrap_or_default(),
        };
    }
    let left = until(night + NIGHT);
    Due {
        after: Duration::ZERO,
        spread: if left.is_zero() { MISSED_SPREAD } else { left },
    }
}

/// What to ask central next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Its digest up to `upto`, with the root of what is here.
    Digest {
        /// Last position compared.
        upto: u64,
        /// The root here.
        root: String,
    },
    /// The operations of a day, after an id.
    Day {
        /// The day.
        day: NaiveDate,
        /// Last position compared.
        upto: u64,
        /// The last id of the page before.
        after: Option<Uuid>,
    },
    /// These operations.
    LookUp(Vec<Uuid>),
    /// Nothing; it is told what was found.
    Report(CompareReport),
}

/// How a page of a day differs from what is here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// Central holds them, the desk does not, or not at their place.
    pub lacking: Vec<(Uuid, u64)>,
    /// The desk holds them, central does not.
    pub lost: Vec<Uuid>,
    /// Both hold them, and they are not the same.
    pub contradictory: u32,
}

/// One comparison.
#[derive(Debug, Clone)]
pub struct Comparison {
    epoch: Uuid,
    here: Vec<DayDigest>,
    asked: bool,
    days: VecDeque<NaiveDate>,
    after: Option<Uuid>,
    wanted: Vec<Uuid>,
    found: CompareReport,
}

impl Comparison {
    /// Of the feed up to `upto` in an epoch of central; `here` is what the desk holds of it.
    #[must_use]
    pub fn new(epoch: Uuid, upto: u64, here: Vec<DayDigest>) -> Self {
        Self {
            epoch,
            here,
            asked: false,
            days: VecDeque::new(),
            after: None,
            wanted: Vec::new(),
            found: CompareReport {
                upto,
                ..CompareReport::default()
            },
        }
    }

    /// The epoch it is about; with another one it means nothing.
    #[must_use]
    pub fn epoch(&self) -> Uuid {
        self.epoch
    }

    /// What was found so far.
    #[must_use]
    pub fn report(&self) -> CompareReport {
        self.found
    }

    /// What to ask next.
    #[must_use]
    pub fn ask(&self) -> Ask {
        let upto = self.found.upto;
        if !self.asked {
            let root = root_of(&self.here);
            return Ask::Digest { upto, root };
        }
        if !self.wanted.is_empty() {
            let next = self.wanted.iter().take(MAX_LOOKUP);
            return Ask::LookUp(next.copied().collect());
        }
        match self.days.front() {
            Some(day) => Ask::Day {
                day: *day,
                upto,
                after: self.after,
            },
            None => Ask::Report(self.found),
        }
    }

    /// Takes central's digest.
    pub fn digest(&mut self, central: &DigestResponse) {
        self.asked = true;
        let here = std::mem::take(&mut self.here);
        if central.root != root_of(&here) {
            self.days = differing(&here, &central.days).into();
            self.found.differing_days = count(self.days.len());
        }
    }

    /// Takes a page of the day asked for; `here` is all the desk holds of that day.
    pub fn day(&mut self, page: &DayResponse, here: &BTreeMap<Uuid, String>) -> Differences {
        let mut differences = Differences::default();
        let last = page.operations.last().map(|last| last.op_id);
        let begin = self.after.map_or(Bound::Unbounded, Bound::Excluded);
        let end = match last.filter(|_| page.more) {
            Some(last) => Bound::Included(last),
            None => Bound::Unbounded,
        };
        let mut mine = here.range((begin, end)).peekable();
        for held in &page.operations {
            while let Some((lost, _)) = mine.next_if(|(mine, _)| **mine < held.op_id) {
                differences.lost.push(*lost);
            }
            match mine.next_if(|(mine, _)| **mine == held.op_id) {
                Some((_, hash)) if *hash == held.hash => {}
                Some(_) => differences.contradictory += 1,
                None => differences.lacking.push((held.op_id, held.position)),
            }
        }
        differences.lost.extend(mine.map(|(lost, _)| *lost));
        self.found.unresolved += differences.contradictory;
        if last.is_some() && page.more {
            self.after = last;
        } else {
            self.after = None;
            self.days.pop_front();
        }
        differences
    }

    /// Some of the lost ones were marked to be given back; `refused` are refused by central.
    pub fn marked(&mut self, lost: usize, refused: u32) {
        self.found.given_back += count(lost).saturating_sub(refused);
        self.found.unresolved += refused;
    }

    /// Of the lacking ones these were not here at all and are to be looked up; the others are mended.
    pub fn placed(&mut self, lacking: usize, missing: Vec<Uuid>) {
        self.found.fetched += count(lacking - missing.len());
        self.wanted.extend(missing);
    }

    /// Takes which operations a look-up gave; so many of them contradict what is here.
    pub fn looked_up(&mut self, given: &[Uuid], contradictory: u32) {
        let asked = self.wanted.len();
        self.wanted.retain(|wanted| !given.contains(wanted));
        let fetched = count(asked - self.wanted.len());
        self.found.fetched += fetched.saturating_sub(contradictory);
        self.found.unresolved += contradictory.min(fetched);
        if fetched == 0 {
            // Central names them and does not give them out.
            self.found.unresolved += count(self.wanted.len());
            self.wanted.clear();
        }
    }

    /// When to compare again after the report was told at `now`. What was mended is looked at once
    /// more, unless `again` this was such a look.
    #[must_use]
    pub fn next(report: &CompareReport, again: bool, now: DateTime<Utc>) -> Due {
        if !again && report.fetched + report.given_back > 0 {
            return Due {
                after: Duration::ZERO,
                spread: MENDED_SPREAD,
            };
        }
        due(Some(now), now)
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
