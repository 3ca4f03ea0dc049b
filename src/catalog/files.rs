//! The files of the lists an office uses instead of the shipped ones.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::ListKind;
use super::problem::{Fault, RowFault};

/// Larger than any list; a start must not read gigabytes of something else.
const MAX_BYTES: u64 = 16 << 20;

/// Where the file of a list is in the folder of lists.
pub(super) fn path(folder: &Path, kind: ListKind) -> PathBuf {
    folder.join(kind.name()).with_extension(kind.extension())
}

/// Reads the file of a list; `None` if there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, RowFault> {
    match path.try_exists() {
        Ok(false) => Ok(None),
        _ => read_existing(path).map(Some),
    }
}

/// Reads a file that must be there.
pub(super) fn read_existing(path: &Path) -> Result<String, RowFault> {
    let bytes = read_bytes(path).map_err(|error| whole(Fault::Unreadable(error.to_string())))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(whole(Fault::TooLarge { limit: MAX_BYTES }));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(valid);
        let breaks = before.filter(|byte| **byte == b'\n').count();
        RowFault {
            line: Some(breaks as u64 + 1),
            fault: Fault::NotUtf8,
        }
    })
}

/// One byte more than is taken, so that a file too large is seen. A pipe or a device in the
/// place of the file could keep a start waiting for ever.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn whole(fault: Fault) -> RowFault {
    RowFault { line: None, fault }
}

/// Puts `text` in the place of a list's file, completely or not at all; a running desk never
/// reads half a list.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut draft = NamedTempFile::new_in(folder)?;
    draft.write_all(text.as_bytes())?;
    draft.as_file().sync_all()?;
    draft.persist(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}

/// Takes a list's file away, so that the shipped list is used again; whether there was one.
pub(super) fn remove(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
