//! The part of the conversation that is about what both hold: comparing, and giving back.

use super::{Call, Reply};
use crate::sync::client::CallError;
use crate::sync::compare::{self, Comparison};
use crate::sync::engine::{Input, Position};
use crate::sync::journal::{Compared, Holdings, Journal, JournalError};
use crate::sync::wire::compare::{DayResponse, LookupResponse, ReturnRequest, ReturnResponse};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A comparison that is under way.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    comparison: Option<Comparison>,
    /// It looks whether what was mended holds.
    again: bool,
}

impl Exchange {
    /// The next call of the comparison, which begins with it if none is under way.
    pub(super) fn compare(
        &mut self,
        journal: &mut dyn Journal,
        position: Position,
    ) -> Result<Call, JournalError> {
        let epoch = position.epoch.unwrap_or_default();
        let under_way = self.comparison.take();
        let comparison = match under_way.filter(|comparison| comparison.epoch() == epoch) {
            Some(comparison) => comparison,
            None => {
                let upto = position.cursor;
                Comparison::new(epoch, upto, holdings(journal)?.days(upto)?)
            }
        };
        let ask = comparison.ask();
        self.comparison = Some(comparison);
        Ok(Call::Compare(ask))
    }

    /// Takes the reply to a step of the comparison. The inner error is the call's.
    pub(super) fn heard(
        &mut self,
        journal: &mut dyn Journal,
        reply: Reply,
        (position, office, at): (Position, &str, DateTime<Utc>),
    ) -> Result<Result<Input, CallError>, JournalError> {
        let Some(mut comparison) = self.comparison.take() else {
            return Ok(Ok(Input::Failed));
        };
        let holdings = holdings(journal)?;
        let fits = |epoch| Some(epoch) == position.epoch;
        let told = match reply {
            Reply::Digest(Ok(digest)) if fits(digest.epoch) => {
                comparison.digest(&digest);
                None
            }
            Reply::Day(Ok(page)) if fits(page.epoch) => {
                look_at(&mut comparison, holdings, &page)?;
                None
            }
            Reply::Found(Ok(mut found)) if fits(found.epoch) => {
                keep_sound(&mut found, office);
                let contradictory = holdings.take_in(&found)?;
                let given = found.entries.iter();
                let given = given.filter_map(|entry| Some(entry.operation.as_ref()?.op_id));
                comparison.looked_up(&given.collect::<Vec<Uuid>>(), contradictory);
                None
            }
            Reply::Reported(Ok(receipt)) if fits(receipt.epoch) => Some(comparison.report()),
            Reply::Digest(Err(error))
            | Reply::Day(Err(error))
            | Reply::Found(Err(error))
            | Reply::Reported(Err(error)) => {
                self.comparison = Some(comparison);
                return Ok(Err(error));
            }
            _ => return Ok(Ok(Input::OtherEpoch)),
        };
        let Some(report) = told else {
            self.comparison = Some(comparison);
            return Ok(Ok(Input::Comparing));
        };
        holdings.store_comparison(&Compared { at, report })?;
        let next = Comparison::next(&report, self.again, at);
        self.again = !self.again && report.fetched + report.given_back > 0;
        let give_back = holdings.has_lost()?;
        Ok(Ok(Input::Compared { next, give_back }))
    }

    /// Central does not answer a step: the comparison is given up until the next night.
    pub(super) fn give_up(&mut self, at: DateTime<Utc>) -> Input {
        *self = Self::default();
        Input::Compared {
            next: compare::due(Some(at), at),
            give_back: false,
        }
    }
}

/// Compares a page of a day with what is here, and marks and mends what can be at once.
fn look_at(
    comparison: &mut Comparison,
    holdings: &mut dyn Holdings,
    page: &DayResponse,
) -> Result<(), JournalError> {
    let here = holdings.day(page.day, comparison.report().upto)?;
    let found = comparison.day(page, &here);
    let refused = holdings.mark_lost(&found.lost)?;
    comparison.marked(found.lost.len(), refused);
    let missing = holdings.place(&found.lacking)?;
    comparison.placed(found.lacking.len(), missing);
    Ok(())
}

/// The engine compares only where there is something to compare.
fn holdings(journal: &mut dyn Journal) -> Result<&mut dyn Holdings, JournalError> {
    journal
        .holdings()
        .ok_or_else(|| JournalError::new("the journal keeps nothing to compare"))
}

/// Leaves out what is another office's or damaged: it counts as not given out.
fn keep_sound(found: &mut LookupResponse, office: &str) {
    found.entries.retain(|entry| {
        let operation = entry.operation.as_ref();
        operation.is_some_and(|operation| operation.office == office && operation.hash_is_right())
    });
}

/// What is to be given back next.
pub(super) fn give_back(journal: &mut dyn Journal) -> Result<Option<ReturnRequest>, JournalError> {
    match journal.holdings() {
        Some(holdings) => holdings.lost(),
        None => Ok(None),
    }
}

/// Stores what became of operations that were given back.
pub(super) fn gave_back(
    journal: &mut dyn Journal,
    (given, response): (&[Uuid], &ReturnResponse),
    (epoch, at): (Option<Uuid>, DateTime<Utc>),
) -> Result<Input, JournalError> {
    if epoch != Some(response.epoch) {
        // The places mean nothing here.
        return Ok(Input::OtherEpoch);
    }
    holdings(journal)?.record_returned(given, response, at)?;
    Ok(Input::GaveBack {
        epoch: response.epoch,
        acked: response.acked_dseq,
        feed_head: response.feed_head,
    })
}
