//! Files of the data folder: readable by their owner only, written completely or not at all.

use super::error::CentralError;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Makes the data folder, closed to others, if it is not there.
pub(super) fn create_folder(folder: &Path) -> Result<(), CentralError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| failed(folder, error))
}

/// Reads a text file.
pub(super) fn read(path: &Path) -> Result<String, CentralError> {
    fs::read_to_string(path).map_err(|error| failed(path, error))
}

/// Writes a text file only its owner can read.
pub(super) fn write_private(path: &Path, text: &str) -> Result<(), CentralError> {
    let mut new = PathBuf::from(path);
    new.set_extension("new");
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&new)
        .and_then(|mut open| {
            open.write_all(text.as_bytes())?;
            open.sync_all()
        })
        .and_then(|()| fs::rename(&new, path));
    written.map_err(|error| failed(path, error))
}

fn failed(path: &Path, error: std::io::Error) -> CentralError {
    CentralError::File {
        path: path.to_owned(),
        error,
    }
}
