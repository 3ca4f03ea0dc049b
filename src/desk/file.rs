//! Takes in a file somebody hands over with an application.
//!
//! A slow stick or a network folder must not keep the writer waiting, so reading is apart from
//! storing: [`read`] runs on a thread of its own.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::OFlags;

use crate::domain::file::{MOST_BYTES, TakenFile, Untaken};

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// A folder, a device, a pipe.
    #[error("not an ordinary file")]
    NotAFile,
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`MOST_BYTES`].
    #[error("the file is larger than {MOST_BYTES} bytes")]
    TooLarge,
    /// Its first bytes are none of [`Media`](crate::domain::application::Media).
    #[error("the file is of a type that is not taken")]
    UnknownType,
    /// It cannot be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[source] io::Error),
}

impl FileError {
    /// Key of the sentence for the user.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotFound => "desk-file-not-found",
            Self::NotAFile => "desk-file-not-a-file",
            Self::Empty => "desk-file-empty",
            Self::TooLarge => "desk-file-too-large",
            Self::UnknownType => "desk-file-unknown-type",
            Self::Unreadable(_) => "desk-file-unreadable",
        }
    }
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            _ => Self::Unreadable(error),
        }
    }
}

impl From<Untaken> for FileError {
    fn from(untaken: Untaken) -> Self {
        match untaken {
            Untaken::Empty => Self::Empty,
            Untaken::TooLarge => Self::TooLarge,
            Untaken::UnknownType => Self::UnknownType,
        }
    }
}

/// Reads a file. What it is, its bytes say, not its name.
///
/// # Errors
/// Why it is not taken.
pub fn read(path: &Path) -> Result<TakenFile, FileError> {
    let name = path.file_name().ok_or(FileError::NotAFile)?;
    Ok(TakenFile::of_bytes(
        &name.to_string_lossy(),
        read_bytes(path)?,
    )?)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    let file = open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(FileError::NotAFile);
    }
    if about.len() > MOST_BYTES {
        return Err(FileError::TooLarge);
    }
    let mut bytes = Vec::new();
    // The file may grow while it is read; one byte more tells.
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens without waiting: opening a pipe would otherwise wait for somebody to write into it.
fn open(path: &Path) -> Result<File, FileError> {
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits();
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(flags.cast_signed())
        .open(path);
    opened.map_err(|error| match error.raw_os_error() {
        // A socket cannot be opened at all.
        Some(code) if code == rustix::io::Errno::NXIO.raw_os_error() => FileError::NotAFile,
        _ => error.into(),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::application::Media;

    const PDF: &[u8] = b"%PDF-1.7\nmade up";

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[test]
    fn a_file_is_taken_with_its_hash_and_bare_name() {
        let folder = folder();
        let path = folder.path().join("dilekçe\u{202e}.pdf");
        fs::write(&path, PDF).unwrap();
        let taken = read(&path).unwrap();
        assert_eq!(taken.name.as_str(), "dilekçe.pdf");
        assert_eq!(taken.attachment.media, Media::Pdf);
        assert_eq!(taken.attachment.size, PDF.len() as u64);
        assert_eq!(
            taken.attachment.hash,
            // sha256sum of the same bytes.
            "6de2d2b5e7975971fc3251372b2fe447370d046e1bc60bf7ced2e8d0252a6821"
        );
        assert_eq!(taken.bytes, PDF);
        assert!(!format!("{taken:?}").contains("dilekçe"));
    }

    #[test]
    fn what_is_no_ordinary_file_is_not_waited_for() {
        let folder = folder();
        let pipe = folder.path().join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for path in [folder.path(), &pipe, &socket, Path::new("/dev/zero")] {
            let error = read(path).unwrap_err();
            assert!(matches!(error, FileError::NotAFile), "{error}");
        }
        assert!(matches!(read(Path::new("/")), Err(FileError::NotAFile)));
    }

    #[test]
    fn each_file_that_is_not_taken_has_its_reason() {
        let folder = folder();
        let path = folder.path().join("file");
        assert!(matches!(read(&path), Err(FileError::NotFound)));
        fs::write(&path, "").unwrap();
        assert!(matches!(read(&path), Err(FileError::Empty)));
        fs::write(&path, "<svg/>").unwrap();
        assert!(matches!(read(&path), Err(FileError::UnknownType)));
        fs::write(&path, PDF).unwrap();
        let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(MOST_BYTES + 1).unwrap();
        assert!(matches!(read(&path), Err(FileError::TooLarge)));
        file.set_len(MOST_BYTES).unwrap();
        assert!(read(&path).is_ok());
    }

    #[test]
    fn a_link_to_a_file_is_followed() {
        let folder = folder();
        let path = folder.path().join("taranmış.pdf");
        fs::write(&path, PDF).unwrap();
        let link = folder.path().join("link.pdf");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert_eq!(read(&link).unwrap().bytes, PDF);
    }
}
