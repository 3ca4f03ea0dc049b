//! The store as the loop that brings files to central and from there sees it.

use super::error::Result;
use super::journal::SqliteJournal;
use super::row::{Micros, Name};
use crate::domain::application::Media;
use crate::sync::files::{FileJournal, FileName};
use crate::sync::journal::JournalError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};

impl FileJournal for SqliteJournal {
    fn next_to_send(
        &mut self,
        now: DateTime<Utc>,
    ) -> Result<Option<(FileName, Vec<u8>)>, JournalError> {
        self.look(|connection| {
            // Central takes a file once it holds the record that names it.
            let select = "select named.application, named.hash, kept.bytes
                from named_files named
                join operations record on record.seq = named.n
                join attachments kept on kept.hash = named.hash
                left join file_transfers done
                  on done.application = named.application and done.hash = named.hash
               where named.own and record.feed_position is not null
                 and done.sent_at is null and coalesce(done.retry_at, ?1) <= ?1
               order by named.n limit 1";
            let found = connection
                .prepare_cached(select)?
                .query_row([Micros(now)], |row| {
                    let (application, hash) = (row.get(0)?, row.get(1)?);
                    Ok((FileName { application, hash }, row.get(2)?))
                })
                .optional()?;
            Ok(found)
        })
    }

    fn next_to_fetch(&mut self, now: DateTime<Utc>) -> Result<Option<FileName>, JournalError> {
        self.look(|connection| {
            // Of an erased person nothing is fetched: the key is gone here.
            let select = "select named.application, named.hash
                from named_files named
                join person_keys on person_keys.person = named.person and key is not null
                left join attachments kept on kept.hash = named.hash
                left join file_transfers done
                  on done.application = named.application and done.hash = named.hash
               where not named.own and kept.hash is null and coalesce(done.retry_at, ?1) <= ?1
               order by named.n desc limit 1";
            let found = connection
                .prepare_cached(select)?
                .query_row([Micros(now)], |row| {
                    let (application, hash) = (row.get(0)?, row.get(1)?);
                    Ok(FileName { application, hash })
                })
                .optional()?;
            Ok(found)
        })
    }

    fn sent(&mut self, file: &FileName, at: DateTime<Utc>) -> Result<(), JournalError> {
        self.change(|connection, _| {
            let upsert = "insert into file_transfers (application, hash, sent_at)
                values (?1, ?2, ?3)
                on conflict do update set sent_at = excluded.sent_at, retry_at = null";
            connection.prepare_cached(upsert)?.execute((
                file.application,
                &file.hash,
                Micros(at),
            ))?;
            Ok(())
        })
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
            Ok(())
        })
    }

    fn later(&mut self, file: &FileName, at: DateTime<Utc>) -> Result<(), JournalError> {
        self.change(|connection, _| {
            let upsert = "insert into file_transfers (application, hash, retry_at)
                values (?1, ?2, ?3) on conflict do update set retry_at = excluded.retry_at";
            connection.prepare_cached(upsert)?.execute((
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
