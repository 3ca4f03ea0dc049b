//! The key file: the 256 random bits the desk's database is encrypted with.
//!
//! Whoever has the database and this file can read everything; whoever lost the file has lost the
//! data. It is made once, whole or not at all, and never replaced.

use super::error::{Result, StoreError};
use crate::domain::source::Source;
use data_encoding::HEXLOWER;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Bytes of a key.
const KEY_BYTES: usize = 32;
/// Readable and writable by the owner alone.
const OWNER_ONLY: u32 = 0o600;

/// The key of a database.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Zeroizing<[u8; KEY_BYTES]>);

impl Key {
    /// A fresh one.
    pub(super) fn random(source: &mut dyn Source) -> Self {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        source.fill(bytes.as_mut_slice());
        Self(bytes)
    }

    /// As SQLCipher takes a raw key: `x'…'`. Hexadecimal digits alone, so it may stand in a
    /// pragma.
    pub(super) fn pragma(&self) -> Zeroizing<String> {
        let hex = Zeroizing::new(HEXLOWER.encode(self.0.as_slice()));
        Zeroizing::new(format!("x'{}'", hex.as_str()))
    }
}

impl std::fmt::Debug for Key {
    /// Never prints the key.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Key(…)")
    }
}

/// Reads the key, and closes the file to others if it was open to them.
///
/// # Errors
/// [`StoreError::KeyMissing`], [`StoreError::KeyMalformed`], [`StoreError::File`].
pub(super) fn read(path: &Path) -> Result<Key> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::KeyMissing(path.to_owned()),
        _ => StoreError::file(path, error),
    })?;
    close_to_others(&file).map_err(|error| StoreError::file(path, error))?;
    let mut text = Zeroizing::new(String::new());
    let longest = 4 * KEY_BYTES as u64;
    file.take(longest)
        .read_to_string(&mut text)
        .map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => StoreError::KeyMalformed(path.to_owned()),
            _ => StoreError::file(path, error),
        })?;
    parse(&text).ok_or_else(|| StoreError::KeyMalformed(path.to_owned()))
}

/// Makes the key file, or reads it if another process was faster.
///
/// The file appears complete and on disk, or not at all: it is written under another name,
/// synced, and then linked, which fails when the name is taken.
pub(super) fn create(path: &Path, source: &mut dyn Source) -> Result<Key> {
    let key = Key::random(source);
    let draft = PathBuf::from(format!("{}.{}", path.display(), source.id()));
    let written = write_new(&draft, &key).and_then(|()| fs::hard_link(&draft, path));
    let removed = fs::remove_file(&draft);
    match written {
        Ok(()) => {
            removed.map_err(|error| StoreError::file(&draft, error))?;
            super::folder::sync_parent(path)?;
            Ok(key)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => read(path),
        Err(error) => Err(StoreError::file(path, error)),
    }
}

fn write_new(path: &Path, key: &Key) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(OWNER_ONLY)
        .open(path)?;
    let text = Zeroizing::new(HEXLOWER.encode(key.0.as_slice()));
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

fn close_to_others(file: &File) -> io::Result<()> {
    let open_to_others = file.metadata()?.permissions().mode() & 0o077 != 0;
    if open_to_others {
        file.set_permissions(Permissions::from_mode(OWNER_ONLY))?;
    }
    Ok(())
}

fn parse(text: &str) -> Option<Key> {
    let bytes = Zeroizing::new(HEXLOWER.decode(text.trim_end().as_bytes()).ok()?);
    let bytes: [u8; KEY_BYTES] = bytes.as_slice().try_into().ok()?;
    Some(Key(Zeroizing::new(bytes)))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Script;
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[test]
    fn a_key_is_made_once_and_read_for_ever() {
        let folder = folder();
        let path = folder.path().join("desk.key");
        let made = create(&path, &mut Script::new()).unwrap();
        assert_eq!(read(&path).unwrap(), made);
        assert_eq!(create(&path, &mut Script::new()).unwrap(), made);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, OWNER_ONLY);
    }

    #[test]
    fn a_key_open_to_others_is_closed() {
        let folder = folder();
        let path = folder.path().join("desk.key");
        create(&path, &mut Script::new()).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        read(&path).unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, OWNER_ONLY);
    }

    #[test]
    fn what_is_no_key_is_said_to_be_none() {
        let folder = folder();
        let path = folder.path().join("desk.key");
        assert!(matches!(read(&path), Err(StoreError::KeyMissing(_))));
        let hex = "ab".repeat(KEY_BYTES);
        for text in [
            String::new(),
            "ab".into(),
            hex.replace('a', "g"),
            format!("{hex}00"),
            hex.repeat(1000),
        ] {
            fs::write(&path, text).unwrap();
            assert!(matches!(read(&path), Err(StoreError::KeyMalformed(_))));
        }
        fs::write(&path, [0xff; 64]).unwrap();
        assert!(matches!(read(&path), Err(StoreError::KeyMalformed(_))));
        fs::write(&path, hex).unwrap();
        assert!(read(&path).is_ok());
    }

    #[test]
    fn a_key_is_never_printed() {
        let key = Key::random(&mut Script::new());
        assert_eq!(format!("{key:?}"), "Key(…)");
    }
}
