//! Finds the settings file and reads it.

use super::Config;
use super::problem::{Place, Problem, Wrong};
use super::read::{Reader, Source};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const FILE: &str = "config.toml";
const VARIABLE: &str = "ACIKKAPI_CONFIG";
const SYSTEM_FILE: &str = "/etc/acikkapi/config.toml";
/// Where the desk's files are when the user has no home folder.
const SYSTEM_DATA: &str = "/var/lib/acikkapi";

/// Where this machine keeps things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The user's settings file, which need not exist.
    pub user_file: Option<PathBuf>,
    /// The machine's settings file, which need not exist.
    pub system_file: PathBuf,
    /// Folder for data unless set otherwise.
    pub data: PathBuf,
    /// Folder for what is this user's and can be done without: the last choices, the log.
    pub state: PathBuf,
    /// The machine's name in the network.
    pub machine: String,
}

impl Places {
    /// Those of the running system (the XDG folders).
    #[must_use]
    pub fn of_system() -> Self {
        let folders = directories::ProjectDirs::from("", "", "acikkapi");
        let folders = folders.as_ref();
        let machine = rustix::system::uname();
        Self {
            user_file: folders.map(|folders| folders.config_dir().join(FILE)),
            system_file: SYSTEM_FILE.into(),
            data: folders.map_or_else(|| SYSTEM_DATA.into(), |folders| folders.data_dir().into()),
            state: folders
                .and_then(|folders| folders.state_dir())
                .map_or_else(|| SYSTEM_DATA.into(), Path::to_owned),
            machine: machine.nodename().to_string_lossy().into_owned(),
        }
    }

    /// The files looked for, the first one found counts; `named` is looked for alone.
    fn files(&self, named: Option<PathBuf>) -> Vec<PathBuf> {
        match named {
            Some(named) => vec![named],
            None => self
                .user_file
                .iter()
                .chain([&self.system_file])
                .cloned()
                .collect(),
        }
    }
}

/// Settings as found.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings; the default stands wherever something is wrong.
    pub config: Config,
    /// The file they are from.
    pub file: Option<PathBuf>,
    /// The files that were looked for, in this order.
    pub looked_for: Vec<PathBuf>,
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
}

/// Reads the settings: from `named`, else the file in `ACIKKAPI_CONFIG`, else the user's, else the
/// machine's, else the defaults; environment variables stand above all.
pub fn load(
    named: Option<&Path>,
    places: &Places,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Loaded {
    let named = match named {
        Some(named) => Some(named.to_owned()),
        None => variable(VARIABLE)
            .filter(|path| !path.is_empty())
            .map(PathBuf::from),
    };
    let optional = named.is_none();
    let looked_for = places.files(named);
    let found = looked_for
        .iter()
        .find_map(|path| contents(path, optional).map(|contents| (path, contents)));
    let (config, problems) = match &found {
        None => read(None, places, variable),
        Some((path, Ok(text))) => read_text(path, text, places, variable),
        Some((path, Err(wrong))) => {
            let (config, mut problems) = read(None, places, variable);
            let place = Place::File(path.to_path_buf());
            let wrong = wrong.clone();
            problems.insert(0, Problem { place, wrong });
            (config, problems)
        }
    };
    let file = found.map(|(path, _)| path.clone());
    Loaded {
        config,
        file,
        looked_for,
        problems,
    }
}

/// The settings in `text`, the contents of `path`, and everything that is wrong. Of a text that is
/// not TOML only that is told: what the rest of it says is a guess.
pub(super) fn read_text(
    path: &Path,
    text: &str,
    places: &Places,
    variable: &dyn Fn(&str) -> Option<String>,
) -> (Config, Vec<Problem>) {
    let (source, broken) = Source::parse(path, text);
    let (config, problems) = read(Some(&source), places, variable);
    (config, if broken.is_empty() { problems } else { broken })
}

fn read(
    source: Option<&Source<'_>>,
    places: &Places,
    variable: &dyn Fn(&str) -> Option<String>,
) -> (Config, Vec<Problem>) {
    let mut reader = Reader::new(source, variable);
    let config = Config::read(&mut reader, places);
    (config, reader.finish())
}

/// What is in the file; `None` if it is not there and need not be.
fn contents(path: &Path, optional: bool) -> Option<Result<String, Wrong>> {
    match fs::read_to_string(path) {
        Ok(text) => Some(Ok(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            (!optional).then_some(Err(Wrong::Missing))
        }
        Err(error) => Some(Err(Wrong::Unreadable(error.to_string()))),
    }
}
