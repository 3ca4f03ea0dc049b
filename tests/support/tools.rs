//! Programs of others the tests need; `./test` puts them into the target folder.

use std::path::PathBuf;
use std::process::Command;

fn folder(name: &str) -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let folder = target.with_file_name("tools").join(name);
    assert!(
        folder.is_dir(),
        "{} is missing: ./test --tools puts it there",
        folder.display()
    );
    folder
}

/// Where the project's own part of them is.
pub fn scripts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/tools")
}

/// A program of the Python packages.
pub fn python(program: &str) -> Command {
    Command::new(folder("python").join("bin").join(program))
}

/// A script of ours that Node runs, with its packages.
pub fn node(script: &str) -> Command {
    let folder = folder("node");
    // Packages are looked for from where a script is.
    let copy = folder.join(script);
    std::fs::copy(scripts().join(script), &copy).expect("copied");
    let mut command = Command::new("node");
    command.arg(copy);
    command
}
