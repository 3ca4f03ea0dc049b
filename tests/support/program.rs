//! Runs the program in a home folder of its own.

use super::terminal::Terminal;
use acikkapi::desk::System;
use acikkapi::domain::event::{Event, OfficeConfigured};
use acikkapi::domain::staff::Actor;
use acikkapi::store::{Location, Store, StoreError};
use acikkapi::text::CleanText;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The program as it was built for the tests.
const PROGRAM: &str = env!("CARGO_BIN_EXE_acikkapi");

/// A user's home, in which nothing is set.
pub struct Home {
    folder: tempfile::TempDir,
}

/// What the program said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// With a settings file.
    pub fn with_settings(toml: &str) -> Self {
        let home = Self::new();
        let file = home.settings_file();
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, toml).expect("written");
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn settings_file(&self) -> PathBuf {
        self.path(".config/acikkapi/config.toml")
    }

    /// Where the desk's file and its key are unless set otherwise.
    pub fn location(&self) -> Location {
        Location::in_folder(&self.path(".local/share/acikkapi"))
    }

    /// The file of a desk that is not set up yet, open.
    pub fn empty_desk(&self) -> Store {
        Store::open(self.location(), Box::new(System)).expect("a desk's file")
    }

    /// The file of a desk whose office is set up, open.
    pub fn desk(&self, office: &str) -> Store {
        let mut store = self.empty_desk();
        let event = configured(office, "Isparta Valiliği");
        let done: Result<_, StoreError> = store.transact(|tx| tx.append(Actor::Program, event));
        done.expect("set up");
        store
    }

    /// The program with these arguments, not yet started.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// The program on a terminal of 80×24, with this in its environment too.
    pub fn terminal(&self, line: &str, environment: &[(&str, &str)]) -> Terminal {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        self.start(PROGRAM, &arguments, environment)
    }

    /// The same, started by a line of shell, in which `"$@"` is the program and its arguments.
    pub fn terminal_by(&self, shell: &[&str], line: &str) -> Terminal {
        let (first, more) = shell.split_first().expect("a shell");
        let program = ["-", PROGRAM].into_iter().chain(line.split_whitespace());
        let arguments: Vec<&str> = more.iter().copied().chain(program).collect();
        self.start(first, &arguments, &[])
    }

    fn start(&self, first: &str, more: &[&str], environment: &[(&str, &str)]) -> Terminal {
        let folder = self.path("").display().to_string();
        let mut all = vec![("HOME", folder.as_str()), ("TMPDIR", folder.as_str())];
        all.extend(environment);
        Terminal::start(first, more, &all, (24, 80))
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Said {
        let output = self
            .command(arguments)
            .output()
            .expect("the program starts");
        Said::from(&output)
    }

    /// Runs a line of words with this on standard input.
    pub fn run_with_input(&self, line: &str, input: &str) -> Said {
        let mut command = self.command(&line.split_whitespace().collect::<Vec<_>>());
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = command.spawn().expect("the program starts");
        let mut stdin = process.stdin.take().expect("piped");
        // It may end without reading.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Said::from(&process.wait_with_output().expect("the program ends"))
    }

    /// Runs a line of words.
    pub fn run_line(&self, line: &str) -> Said {
        self.run(&line.split_whitespace().collect::<Vec<_>>())
    }
}

/// The event that sets an office up.
pub fn configured(office: &str, name: &str) -> Event {
    Event::OfficeConfigured(OfficeConfigured::usual(
        office.parse().expect("an office"),
        CleanText::line(name),
    ))
}

impl From<&Output> for Said {
    fn from(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Self {
            code: output.status.code().expect("it ended by itself"),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

impl Said {
    /// What it printed, if all went well.
    pub fn well(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// What it complained of, with this exit code and nothing printed.
    pub fn complaint(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{}", self.err);
        self.err
    }
}
