//! Saves the files of an application where they can be opened: beside the papers.
//!
//! They are named by the application's number alone. What central has not brought yet is counted
//! and comes by itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::DeskError;
use crate::domain::application::Media;
use crate::domain::ids::ApplicationId;
use crate::papers::keep;
use crate::store::{Reader, Reads};

/// What was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFiles {
    /// Where, in the order of the history.
    pub files: Vec<PathBuf>,
    /// Files that are not here yet.
    pub awaited: usize,
}

/// Saves the files of an application into a folder.
///
/// # Errors
/// When there is no such application, it cannot be read, or a file cannot be written.
pub fn save_files(
    reader: &Reader,
    application: ApplicationId,
    folder: &Path,
) -> Result<SavedFiles, DeskError> {
    let (number, hashes) = reader.snapshot(|read: Reads<'_>| {
        let record = read.application(application)?.ok_or(DeskError::NotFound)?;
        Ok::<_, DeskError>((record.number, read.named_files(application)?))
    })?;
    let mut saved = SavedFiles {
        files: Vec::new(),
        awaited: 0,
    };
    // One at a time: a few of them fill the memory of an old machine.
    for (place, hash) in hashes.iter().enumerate() {
        let Some((media, bytes)) = reader.snapshot(|read| read.attachment(hash))? else {
            saved.awaited += 1;
            continue;
        };
        let name = format!("{number}-{}.{}", place + 1, extension(media));
        let file = folder.join(name);
        keep(&file, &bytes).map_err(|error| DeskError::PaperNotKept(Arc::new(error)))?;
        saved.files.push(file);
    }
    Ok(saved)
}

fn extension(media: Media) -> &'static str {
    match media {
        Media::Pdf => "pdf",
        Media::Jpeg => "jpg",
        Media::Png => "png",
        Media::Tiff => "tif",
    }
}
