//! Files that applications and steps of cases name.

use super::super::error::Result;
use super::super::recorded::Recorded;
use crate::domain::application::Attachment;
use crate::domain::ids::{ApplicationId, PersonId};
use rusqlite::Connection;

/// Enters the files a record names: they are to be brought to central, or from there.
pub(super) fn name(
    connection: &Connection,
    recorded: &Recorded,
    (application, person): (ApplicationId, PersonId),
    files: &[Attachment],
) -> Result<()> {
    let insert = "insert into named_files (application, hash, person, own, n)
        values (?1, ?2, ?3, ?4, ?5) on conflict do nothing";
    let mut insert = connection.prepare_cached(insert)?;
    let begin = "insert into file_transfers (application, hash) values (?1, ?2)
        on conflict do nothing";
    let mut begin = connection.prepare_cached(begin)?;
    for file in files {
        insert.execute((
            application.0,
            &file.hash,
            person.0,
            recorded.own,
            recorded.seq,
        ))?;
        // What was brought before a rebuild stays brought.
        begin.execute((application.0, &file.hash))?;
    }
    Ok(())
}
