//! The store as the loop that brings files to central and from there sees it.

use super::error::Result;
use super::journal::SqliteJournal;
use super::row::{Micros, Name};
use crate::domain::application::Media;
use crate::sync::files::{FileJournal, FileName};
use crate::sync::journal::JournalError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

/// Central takes a file once it holds the record that names it.
const TO_SEND: &str = "select named.application, named.hash
    from file_transfers left_to_do
    join named_files named using (application, hash)
    join operations record on record.seq = named.n
    join attachments kept on kept.hash = named.hash
   where left_to_do.settled_at is null and coalesce(left_to_do.retry_at, ?1) <= ?1
     and named.own and record.feed_position is not null
   order by named.n limit 1";

/// Of an erased person nothing is fetched: the key is gone here.
const TO_FETCH: &str = "select named.application, named.hash
    from file_transfers left_to_do
    join named_files named using (application, hash)
    join person_keys on person_keys.person = named.person and key is not null
    left join attachments kept on kept.hash = named.hash
   where left_to_do.settled_at is null and coalesce(left_to_do.retry_at, ?1) <= ?1
     and not named.own and kept.hash is null
   order by named.n desc limit 1";

impl FileJournal for SqliteJournal {
    fn next_to_send(
        &mut self,
        now: DateTime<Utc>,
    ) -> Result<Option<(FileName, Vec<u8>)>, JournalError> {
        self.look(|connection| {
            let Some(file) = next(connection, TO_SEND, now)? else {
                return Ok(None);
            };
            // Read once the one is chosen: to put them in order with their bytes would read all.
            let select = "select bytes from attachments where hash = ?1";
            let mut select = connection.prepare_cached(select)?;
            let bytes = select.query_row([&file.hash], |row| row.get(0))?;
            Ok(Some((file, bytes)))
        })
    }

    fn next_to_fetch(&mut self, now: DateTime<Utc>) -> Result<Option<FileName>, JournalError> {
        self.look(|connection| next(connection, TO_FETCH, now))
    }

    fn sent(&mut self, file: &FileName, at: DateTime<Utc>) -> Result<(), JournalError> {
        self.change(|connection, _| settle(connection, file, at))
    }

    fn fetched(
        &mut self,
        file: &FileName,
        bytes: &[u8],
        at: DateTime<Utc>,
    ) -> Result<(), JournalError> {
        self.change(|connection, _| {
            if let (Some(media), true) = (Media::of(bytes), is_wanted(connection, file)?) {
                let insert = "insert into attachments (hash, media, bytes, taken_at)
                    values (?1, ?2, ?3, ?4) on conflict do nothing";
                connection.prepare_cached(insert)?.execute((
                    &file.hash,
                    Name(media),
                    bytes,
                    Micros(at),
                ))?;
                let insert = "insert into attachment_uses (application, hash) values (?1, ?2)
                    on conflict do nothing";
                connection
                    .prepare_cached(insert)?
                    .execute((file.application, &file.hash))?;
            }
            settle(connection, file, at)
        })
    }

    fn later(&mut self, file: &FileName, at: DateTime<Utc>) -> Result<(), JournalError> {
        self.change(|connection, _| {
            let update = "update file_transfers set retry_at = ?3
                where application = ?1 and hash = ?2";
            connection.prepare_cached(update)?.execute((
                file.application,
                &file.hash,
                Micros(at),
            ))?;
            Ok(())
        })
    }
}

/// Whether the person still is somebody here: nothing comes back of one who was erased meanwhile.
fn is_wanted(connection: &Connection, file: &FileName) -> Result<bool> {
    let select = "select exists (select 1 from named_files named
        join person_keys on person_keys.person = named.person and key is not null
       where application = ?1 and hash = ?2)";
    let mut select = connection.prepare_cached(select)?;
    Ok(select.query_row((file.application, &file.hash), |row| row.get(0))?)
}

fn next(connection: &Connection, sql: &str, now: DateTime<Utc>) -> Result<Option<FileName>> {
    let mut select = connection.prepare_cached(sql)?;
    let found = select.query_row([Micros(now)], |row| {
        let (application, hash) = (row.get(0)?, row.get(1)?);
        Ok(FileName { application, hash })
    });
    Ok(found.optional()?)
}

/// The file needs nothing more.
fn settle(connection: &Connection, file: &FileName, at: DateTime<Utc>) -> Result<()> {
    let update = "update file_transfers set settled_at = ?3, retry_at = null
        where application = ?1 and hash = ?2";
    connection
        .prepare_cached(update)?
        .execute((file.application, &file.hash, Micros(at)))?;
    Ok(())
}

/// Central was restored, and may have lost files too: it is asked for each of the own ones before
/// one is sent again.
pub(super) fn ask_again(connection: &Connection) -> Result<()> {
    let update = "update file_transfers set settled_at = null
        where (application, hash) in (select application, hash from named_files where own)";
    connection.execute(update, [])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::desk;
    use super::*;
    use crate::store::Result;

    #[test]
    fn what_is_left_to_do_is_found_without_looking_at_all_files() {
        let (_folder, mut store) = desk();
        let looked = store.transact(|tx| -> Result<_> {
            for sql in [TO_SEND, TO_FETCH] {
                let explain = format!("explain query plan {sql}");
                let plan: Vec<String> = tx.read().all(&explain, [0], |row| row.get("detail"))?;
                let plan = plan.join("\n");
                assert!(plan.contains("file_transfers_open"), "{plan}");
                assert!(!plan.contains("SCAN named"), "{plan}");
                assert!(!plan.contains("SCAN kept"), "{plan}");
            }
            Ok(())
        });
        looked.unwrap();
    }
}
