//! The folder the file lives in: closed to others, and told to the disk when a name in it changes.

use super::error::{Result, StoreError};
use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// The folder of a path; the current one when the path is a bare name.
fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Makes the folder of `path`, closed to others, if it is not there.
pub(super) fn create_parent(path: &Path) -> Result<()> {
    let folder = parent(path);
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| StoreError::file(folder, error))
}

/// Makes a rename, link or removal in the folder of `path` last through a power cut.
pub(super) fn sync_parent(path: &Path) -> Result<()> {
    let folder = parent(path);
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| StoreError::file(folder, error))
}
