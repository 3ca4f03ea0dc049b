//! `acikkapi doctor`: looks whether a desk can be trusted to work here, and says what to do.
//!
//! [`system`] looks at the machine, [`database`] at the desk's file. Every check makes one
//! [`Finding`]; [`line()`] and [`closing`] write them for a person. Nothing is changed by looking.

pub mod database;
mod report;
pub mod system;

pub use report::{Marks, closing, line};

use std::path::Path;

use crate::domain::source::Source;
use crate::i18n::Text;
use crate::store::Location;
use system::Surroundings;

/// Looks at everything and tells each finding as soon as it is made; the levels of all of them.
pub fn examine(
    location: &Location,
    around: &Surroundings,
    source: &mut dyn Source,
    text: &Text,
    tell: &mut dyn FnMut(&Finding),
) -> Vec<Level> {
    let mut levels = Vec::new();
    let mut tell = |finding: Finding| {
        levels.push(finding.level);
        tell(&finding);
    };
    tell(system::locale(around, text));
    tell(system::terminal(around, text));
    let folder = location.database.parent().unwrap_or(Path::new("."));
    tell(system::disk(folder, text));
    let last_record = database::examine(location, source, text, &mut tell);
    tell(system::clock(source.now(), last_record, text));
    levels
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Good,
    /// The desk works; something should be seen to.
    Warning,
    /// The desk does not work, or data is in danger.
    Problem,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub level: Level,
    /// What was found, in one sentence.
    pub said: String,
    /// What to do about it; `None` when nothing is to be done.
    pub advice: Option<String>,
}

impl Finding {
    fn good(said: String) -> Self {
        Self {
            level: Level::Good,
            said,
            advice: None,
        }
    }

    fn bad(level: Level, said: String, advice: String) -> Self {
        Self {
            level,
            said,
            advice: Some(advice),
        }
    }
}

/// A finding whose sentence and advice stand under `key` and `key-advice`.
fn advised(
    text: &Text,
    level: Level,
    (key, advice): (&str, &str),
    values: &[(&str, crate::i18n::Value<'_>)],
) -> Finding {
    Finding::bad(level, text.with(key, values), text.with(advice, values))
}
