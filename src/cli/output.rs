//! Writing to the terminal, a file or a pipe, which may be closed or full.

use crate::text::CleanText;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Writes sentences to standard output. Paths and names in them come from outside.
pub fn say(sentences: &str) -> io::Result<()> {
    print(CleanText::block(sentences).as_str())
}

/// Writes `text` to standard output as it is: for scripts and pages of our own.
pub fn print(text: &str) -> io::Result<()> {
    write(text.as_bytes())
}

/// Writes bytes, such as a file's, to standard output.
pub fn write(bytes: &[u8]) -> io::Result<()> {
    let mut output = io::stdout().lock();
    let written = output.write_all(bytes);
    ignore_closed_pipe(written.and_then(|()| output.flush()))
}

/// A reader that has gone away (`| head`) is no error: it has read what it wanted.
pub fn ignore_closed_pipe(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes a sentence to standard error; there is nowhere left to tell that it failed. Parts of it
/// come from outside.
pub fn complain(sentence: &str) {
    let sentence = CleanText::block(sentence);
    let _ = writeln!(io::stderr().lock(), "acikkapi: {sentence}");
}

/// Shows how far something has come, in the place of what was shown before; for a person who
/// looks on, not for a file.
pub fn progress(sentence: &str) {
    let mut error = io::stderr().lock();
    if error.is_terminal() {
        let sentence = CleanText::line(sentence);
        let _ = write!(error, "\r{sentence}\x1b[K").and_then(|()| error.flush());
    }
}

/// Clears what [`progress`] showed.
pub fn end_progress() {
    progress("");
}
