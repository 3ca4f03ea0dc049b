//! Keeps a paper in a file only its owner can read: it is full of personal data.

use std::fs::DirBuilder;
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// Writes a file whole or not at all, in the place of one of the same name. A folder that is not
/// there is made, closed to others.
///
/// # Errors
/// When the folder or the file cannot be written.
pub fn keep(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    // Made with mode 0600.
    let mut new = tempfile::Builder::new().prefix(".").tempfile_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    new.persist(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_paper_is_its_owners_alone_and_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("papers/one.pdf");
        keep(&file, b"first, and longer").unwrap();
        keep(&file, b"second").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"second");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(file.parent().unwrap()), 0o700);
        let left = fs::read_dir(file.parent().unwrap()).unwrap().count();
        assert_eq!(left, 1);
        assert!(keep(&file.join("below"), b"").is_err());
    }
}
