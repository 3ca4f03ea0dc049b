//! A file somebody hands in, at the desk or in the unit portal.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::application::{Attachment, Media};
use crate::text::CleanText;

/// Largest file taken, in bytes: 10 MiB.
pub const MOST_BYTES: u64 = 10 * 1024 * 1024;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Untaken {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`MOST_BYTES`].
    #[error("the file is larger than {MOST_BYTES} bytes")]
    TooLarge,
    /// Its first bytes are none of [`Media`].
    #[error("the file is of a type that is not taken")]
    UnknownType,
}

/// What a file with these bytes is.
///
/// # Errors
/// Why it is not taken.
pub fn attachment(bytes: &[u8]) -> Result<Attachment, Untaken> {
    let size = bytes.len() as u64;
    if size == 0 {
        return Err(Untaken::Empty);
    }
    if size > MOST_BYTES {
        return Err(Untaken::TooLarge);
    }
    Ok(Attachment {
        hash: HEXLOWER.encode(&Sha256::digest(bytes)),
        size,
        media: Media::of(bytes).ok_or(Untaken::UnknownType)?,
    })
}

/// A file with its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct TakenFile {
    pub attachment: Attachment,
    /// Its name without folders.
    pub name: CleanText,
    pub bytes: Vec<u8>,
}

/// Neither the name nor the content is for a log.
impl std::fmt::Debug for TakenFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("TakenFile").field(&self.attachment).finish()
    }
}

impl TakenFile {
    /// What it is, and its bytes.
    #[must_use]
    pub fn content(&self) -> (&Attachment, &[u8]) {
        (&self.attachment, &self.bytes)
    }

    /// The file of this name with these bytes.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn of_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Untaken> {
        Ok(Self {
            attachment: attachment(&bytes)?,
            name: CleanText::line(name),
            bytes,
        })
    }
}
