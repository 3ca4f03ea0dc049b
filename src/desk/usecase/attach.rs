//! Files handed in with an application.

use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::file::TakenFile;
use crate::store::Tx;

/// Keeps a file's bytes once, under their hash.
pub(super) fn keep(tx: &mut Tx<'_>, file: TakenFile) -> Result<Done, DeskError> {
    tx.store_attachment(&file.attachment, &file.bytes)?;
    Ok(Done::Attached {
        attachment: file.attachment,
        name: file.name,
    })
}
