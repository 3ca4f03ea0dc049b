//! Command line: arguments and subcommands only. What they do is done elsewhere.

mod arguments;
mod backup;
mod catalog;
mod central;
mod client;
mod demo_data;
mod desk;
mod device;
mod display;
mod doctor;
mod language;
mod localise;
mod log;
mod office;
mod output;
mod pages;
mod paper;
mod queue;
mod reviews;
mod settings;
mod units;
mod usage;

use crate::config::{self, Loaded, Places, Theme};
use crate::i18n::{Locale, Text};
use crate::store::Location;
use arguments::{Action, Arguments};
use clap::{Command, CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Something was found wrong, or could not be done.
const PROBLEM: u8 = 1;
/// The arguments or the settings are wrong; nothing was tried.
const USAGE: u8 = 2;

/// Why a command ended without success.
enum Failure {
    /// It was tried; what happened and what to do.
    Problems(Vec<String>),
    /// It was not tried, as the settings are wrong; one sentence for each.
    Settings(Vec<String>),
    /// Standard output could not be written.
    Output(io::Error),
}

impl Failure {
    fn problem(sentence: String) -> Self {
        Self::Problems(vec![sentence])
    }
}

/// Everything a command needs to know.
struct Context {
    places: Places,
    loaded: Loaded,
    /// The language that was asked for here or in the settings.
    asked_language: Option<Locale>,
    /// The colours that were asked for here.
    asked_theme: Option<Theme>,
    text: Text,
    /// The command line as it was parsed.
    command: Command,
}

/// Does what the arguments say; the first is the program's own name.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let file = language::early_value(&arguments, "--config").map(Path::new);
    let places = Places::of_system();
    let loaded = config::load(file, &places, &variable);
    let asked_language = language::asked_for(&arguments).or(loaded.config.language);
    let text = Text::new(asked_language.unwrap_or_else(|| language::of_system(&variable)));
    let command = localise::localise(Arguments::command(), &text);
    let matches = match command.clone().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return refuse(&error, &command, &text),
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error, &command, &text),
    };
    let context = Context {
        places,
        loaded,
        asked_language,
        asked_theme: arguments.general.theme,
        text,
        command,
    };
    match context.act(arguments.action) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => context.fail(&failure),
    }
}

/// An environment variable; none that is not UTF-8.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Shows the help that was asked for, or says what is wrong with the arguments.
fn refuse(error: &clap::Error, command: &Command, text: &Text) -> ExitCode {
    use clap::error::ErrorKind::{
        DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion,
    };
    match error.kind() {
        DisplayHelp | DisplayVersion => match output::ignore_closed_pipe(error.print()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => cannot_write(&error, text),
        },
        DisplayHelpOnMissingArgumentOrSubcommand => {
            // If standard error is closed there is nobody to tell.
            let _ = error.print();
            ExitCode::from(USAGE)
        }
        _ => {
            output::complain(&usage::sentence(error, command, text));
            ExitCode::from(USAGE)
        }
    }
}

fn complain_all(sentences: &[String], code: u8) -> ExitCode {
    for sentence in sentences {
        output::complain(sentence);
    }
    ExitCode::from(code)
}

fn cannot_write(error: &io::Error, text: &Text) -> ExitCode {
    let detail = error.to_string();
    output::complain(&text.with("cli-cannot-write", &[("detail", detail.into())]));
    ExitCode::from(PROBLEM)
}

impl Context {
    fn act(&self, action: Option<Action>) -> Result<(), Failure> {
        let desk = Action::Desk {
            demo: false,
            counter: None,
        };
        match action.unwrap_or(desk) {
            Action::Desk { demo: true, .. } => desk::demonstrate(self),
            Action::Desk { counter, .. } => desk::open(self, counter),
            Action::Display { quiet } => display::show(self, quiet),
            Action::Doctor { rebuild } => doctor::act(self, rebuild),
            Action::Backup { file } => backup::create(self, &file),
            Action::Restore { file } => backup::restore(self, &file),
            Action::Central { action } => central::act(self, action),
            Action::Queue { action } => queue::act(self, action),
            Action::Reviews { action } => reviews::act(self, action),
            Action::Catalog { action } => catalog::act(self, action),
            Action::Units { action } => units::act(self, action),
            Action::Office { action } => office::act(self, &action),
            Action::Device { action } => device::act(self, action),
            Action::Paper { action } => paper::act(self, action),
            Action::DemoData(plan) => demo_data::act(self, &plan),
            Action::Config { action } => settings::act(self, &action),
            Action::Completions { shell } => {
                self.print(&pages::completions(self.command.clone(), shell))
            }
            Action::Man { dir: None } => {
                let page = pages::manual(&self.command, &self.text);
                self.print(&page.map_err(Failure::Output)?)
            }
            Action::Man { dir: Some(folder) } => self.write_manuals(&folder),
        }
    }

    fn say(&self, sentences: &str) -> Result<(), Failure> {
        output::say(sentences).map_err(Failure::Output)
    }

    fn print(&self, text: &str) -> Result<(), Failure> {
        output::print(text).map_err(Failure::Output)
    }

    fn write_manuals(&self, folder: &Path) -> Result<(), Failure> {
        let shown = folder.display().to_string();
        match pages::write_manuals(&self.command, folder, &self.text) {
            Ok(count) => {
                let values = [("count", count.into()), ("folder", shown.into())];
                self.say(&(self.text.with("cli-man-written", &values) + "\n"))
            }
            Err(error) => {
                let values = [
                    ("folder", shown.into()),
                    ("detail", error.to_string().into()),
                ];
                Err(Failure::problem(
                    self.text.with("cli-man-not-written", &values),
                ))
            }
        }
    }

    /// The settings, if nothing is wrong with them.
    fn config(&self) -> Result<&config::Config, Failure> {
        if self.loaded.problems.is_empty() {
            Ok(&self.loaded.config)
        } else {
            Err(Failure::Settings(self.settings_problems()))
        }
    }

    /// The desk's own file.
    fn location(&self) -> Result<Location, Failure> {
        let desk = &self.config()?.desk;
        Ok(Location {
            database: desk.database.clone(),
            key: Some(desk.key_file.clone()),
        })
    }

    /// The desk's own file, which has to be there.
    fn existing_location(&self) -> Result<Location, Failure> {
        let location = self.location()?;
        if location.database.exists() {
            return Ok(location);
        }
        let path = location.database.display().to_string();
        let sentence = self.text.with("cli-no-desk", &[("path", path.into())]);
        Err(Failure::problem(sentence))
    }

    fn settings_problems(&self) -> Vec<String> {
        let problems = self.loaded.problems.iter();
        problems
            .map(|problem| problem.sentence(&self.text))
            .collect()
    }

    fn fail(&self, failure: &Failure) -> ExitCode {
        match failure {
            Failure::Problems(sentences) => complain_all(sentences, PROBLEM),
            Failure::Settings(sentences) => complain_all(sentences, USAGE),
            Failure::Output(error) => cannot_write(error, &self.text),
        }
    }
}
