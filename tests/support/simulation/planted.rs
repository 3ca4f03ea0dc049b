//! The seam between the conversation and the desk's journal, where bugs of the desk are planted.

use super::mutation::Mutation;
use super::raw;
use acikkapi::store::{Location, SqliteJournal};
use acikkapi::sync::conversation::Reply;
use acikkapi::sync::engine::Position;
use acikkapi::sync::journal::{Credentials, Holdings, Identity, Journal, JournalError, Progress};
use acikkapi::sync::wire::{FeedResponse, Outcome, PushRequest, PushResponse};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The journal of a desk, which does what the planted bug would.
pub struct Planted<'j> {
    pub journal: &'j mut SqliteJournal,
    pub location: &'j Location,
    pub mutation: Option<Mutation>,
}

impl Planted<'_> {
    fn has(&self, mutation: Mutation) -> bool {
        self.mutation == Some(mutation)
    }

    /// What the desk hears of a reply.
    pub fn hears(&mut self, reply: Reply) -> Result<Reply, JournalError> {
        let Reply::State(Ok(mut state)) = reply else {
            return Ok(reply);
        };
        let known = self.journal.progress()?.position;
        if self.has(Mutation::EpochIgnored) {
            state.epoch = known.epoch.unwrap_or(state.epoch);
        }
        if self.has(Mutation::LowerAckedIgnored) && state.acked_dseq < known.acked {
            state.acked_dseq = known.acked;
            state.acked_hash = self.journal.hash_at(known.acked)?.unwrap_or_default();
        }
        Ok(Reply::State(Ok(state)))
    }

    fn position(&mut self) -> Result<Position, JournalError> {
        Ok(self.journal.progress()?.position)
    }

    fn skip_to(&mut self, page: &FeedResponse) -> Result<(), JournalError> {
        let cursor = page.entries.last().map_or(page.after, |last| last.position);
        let position = Position {
            cursor,
            ..self.position()?
        };
        self.journal.store_position(position)
    }
}

impl Journal for Planted<'_> {
    fn identity(&mut self) -> Result<Identity, JournalError> {
        self.journal.identity()
    }

    fn credentials(&mut self) -> Result<Option<Credentials>, JournalError> {
        self.journal.credentials()
    }

    fn store_credentials(&mut self, credentials: &Credentials) -> Result<(), JournalError> {
        self.journal.store_credentials(credentials)
    }

    fn progress(&mut self) -> Result<Progress, JournalError> {
        self.journal.progress()
    }

    fn batch(&mut self, after: u64) -> Result<PushRequest, JournalError> {
        let batch = self.journal.batch(after)?;
        if self.has(Mutation::AckedWhenSent)
            && let Some(last) = batch.operations.last()
        {
            let position = Position {
                acked: last.dseq,
                ..self.position()?
            };
            self.journal.store_position(position)?;
        }
        Ok(batch)
    }

    fn hash_at(&mut self, dseq: u64) -> Result<Option<String>, JournalError> {
        self.journal.hash_at(dseq)
    }

    fn record_receipts(
        &mut self,
        response: &PushResponse,
        at: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        if self.has(Mutation::ReceiptsForgotten) {
            let mut forgotten = response.clone();
            for receipt in &mut forgotten.receipts {
                receipt.outcome = Outcome::Exists;
            }
            return self.journal.record_receipts(&forgotten, at);
        }
        self.journal.record_receipts(response, at)
    }

    fn apply_feed(&mut self, page: &FeedResponse) -> Result<(), JournalError> {
        match self.mutation {
            Some(Mutation::PageLeftOut) if page.after % 3 == 2 => return self.skip_to(page),
            Some(Mutation::CursorBeforePage) => self.skip_to(page)?,
            _ => {}
        }
        let mut page = page.clone();
        if self.has(Mutation::ReceiptsForgotten) {
            for entry in &mut page.entries {
                entry.outcome = Outcome::Exists;
            }
        }
        self.journal.apply_feed(&page)?;
        if self.has(Mutation::ProjectedTwice) {
            let again = "update cases set refused = refused + 1 where n =
                (select max(cases.n) from cases join case_steps on application = id)";
            raw::execute(self.location, again).map_err(JournalError::new)?;
        }
        Ok(())
    }

    fn store_position(&mut self, position: Position) -> Result<(), JournalError> {
        self.journal.store_position(position)
    }

    fn take_lease(
        &mut self,
        holder: Uuid,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, JournalError> {
        if self.has(Mutation::LeaseIgnored) {
            return Ok(true);
        }
        self.journal.take_lease(holder, now, until)
    }

    fn release_lease(&mut self, holder: Uuid) -> Result<(), JournalError> {
        self.journal.release_lease(holder)
    }

    fn holdings(&mut self) -> Option<&mut dyn Holdings> {
        self.journal.holdings()
    }
}
