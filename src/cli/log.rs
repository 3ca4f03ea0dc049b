//! The desk's log: a file, as the terminal is the desk's screen, and only if `RUST_LOG` asks for
//! one. What is logged holds no personal data; other packages' messages are left out, since nobody
//! here has looked what is in them.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Mutex;
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

const FILE: &str = "desk.log";
const OLD_FILE: &str = "desk.log.old";
/// From this size on a new file is begun; the last one is kept.
const FULL: u64 = 10 * 1024 * 1024;

/// Begins to log into `folder`, if `wanted` (the value of `RUST_LOG`) asks for it.
///
/// # Errors
/// When the file cannot be written. The desk works without it.
pub fn start(folder: &Path, wanted: Option<&str>) -> io::Result<()> {
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else {
        return Ok(());
    };
    let file = open(folder)?;
    let ours = FilterFn::new(|event| event.target().starts_with(env!("CARGO_CRATE_NAME")));
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(Mutex::new(file))
        .with_filter(EnvFilter::new(wanted))
        .with_filter(ours);
    // A logger that is already there (a test's) stays.
    let _ = tracing_subscriber::registry().with(lines).try_init();
    Ok(())
}

fn open(folder: &Path) -> io::Result<File> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let path = folder.join(FILE);
    if fs::metadata(&path).is_ok_and(|file| file.len() >= FULL) {
        fs::rename(&path, folder.join(OLD_FILE))?;
    }
    OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_full_file_is_put_aside_and_the_new_one_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let path = state.join(FILE);
        open(&state).unwrap().set_len(FULL - 1).unwrap();
        open(&state).unwrap().set_len(FULL).unwrap();
        assert!(!state.join(OLD_FILE).exists());
        assert_eq!(open(&state).unwrap().metadata().unwrap().len(), 0);
        assert_eq!(fs::metadata(state.join(OLD_FILE)).unwrap().len(), FULL);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
