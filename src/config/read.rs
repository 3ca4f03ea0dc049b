//! Takes settings out of a TOML text and the environment.
//!
//! [`Config::read`](super::Config::read) asks for each setting by its path, such as
//! `central.listen`. That call is the only place a setting is known by: what was not asked for is
//! unknown, and `ACIKKAPI_CENTRAL_LISTEN` in the environment stands above the file. A wrong value
//! leaves the default in place and is remembered as a [`Problem`], so that all are told at once.

use super::problem::{Expected, Place, Problem, Wrong};
use crate::text::CleanText;
use std::cmp::Ordering;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use strsim::normalized_damerau_levenshtein;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Begins the name of every environment variable of ours.
const VARIABLE_PREFIX: &str = "ACIKKAPI_";
/// Longest part of a wrong value that is repeated.
const SHOWN_CHARS: usize = 60;
/// From here on two words are alike enough to ask "did you mean".
const SIMILAR: f64 = 0.6;

/// A setting whose value is one of a few names.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every value by its name, in the order they are told.
    const NAMES: &'static [(&'static str, Self)];

    /// The value called `name`.
    fn named(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    }

    /// All names.
    fn names() -> Vec<&'static str> {
        Self::NAMES.iter().map(|(name, _)| *name).collect()
    }
}

/// A parsed settings file.
pub struct Source<'a> {
    path: &'a Path,
    text: &'a str,
    table: Spanned<DeTable<'a>>,
}

impl<'a> Source<'a> {
    /// Parses `text`, the contents of `path`. What can be read of a broken file is kept, so that
    /// the problems can be told in the language it asks for.
    pub fn parse(path: &'a Path, text: &'a str) -> (Self, Vec<Problem>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let source = Self { path, text, table };
        let problems = errors.iter().map(|error| Problem {
            place: match error.span() {
                Some(span) => source.place(span.start),
                None => Place::File(path.to_owned()),
            },
            wrong: Wrong::Syntax(CleanText::line(error.message()).into_string()),
        });
        let problems = problems.collect();
        (source, problems)
    }

    fn place(&self, byte: usize) -> Place {
        let before = &self.text.as_bytes()[..byte.min(self.text.len())];
        Place::Line {
            file: self.path.to_owned(),
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
        }
    }

    fn value(&self, setting: &str) -> Option<&Spanned<DeValue<'a>>> {
        let table = self.table.get_ref();
        match setting.split_once('.') {
            None => table.get(setting),
            Some((section, key)) => table.get(section)?.get_ref().as_table()?.get(key),
        }
    }
}

/// What was given for a setting.
enum Given<'a> {
    Toml(&'a DeValue<'a>),
    Variable(String),
}

impl Given<'_> {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Toml(value) => value.as_str(),
            Self::Variable(text) => Some(text),
        }
    }

    fn number(&self) -> Option<usize> {
        match self {
            Self::Toml(value) => {
                let integer = value.as_integer()?;
                usize::from_str_radix(integer.as_str(), integer.radix()).ok()
            }
            Self::Variable(text) => text.parse().ok(),
        }
    }

    /// An array of strings; in a variable, separated by commas.
    fn list(&self) -> Option<Vec<&str>> {
        match self {
            Self::Toml(value) => {
                let array = value.as_array()?.iter();
                array.map(|item| item.get_ref().as_str()).collect()
            }
            Self::Variable(text) => Some(text.split(',').map(str::trim).collect()),
        }
    }
}

/// Hands out settings and remembers what was wrong.
pub struct Reader<'a> {
    source: Option<&'a Source<'a>>,
    variable: &'a dyn Fn(&str) -> Option<String>,
    known: Vec<&'static str>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// Reads from a file, if there is one, and from environment variables.
    pub fn new(
        source: Option<&'a Source<'a>>,
        variable: &'a dyn Fn(&str) -> Option<String>,
    ) -> Self {
        Self {
            source,
            variable,
            known: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// One of a few names.
    pub fn choice<T: Choice>(&mut self, setting: &'static str, into: &mut T) {
        let expected = Expected::OneOf(T::names());
        self.take(setting, expected, into, |given| T::named(given.text()?));
    }

    /// A whole number.
    pub fn number(
        &mut self,
        setting: &'static str,
        range: RangeInclusive<usize>,
        into: &mut usize,
    ) {
        let expected = Expected::Number(range.clone());
        self.take(setting, expected, into, |given| {
            given.number().filter(|number| range.contains(number))
        });
    }

    /// A line of text.
    pub fn line(&mut self, setting: &'static str, into: &mut CleanText) {
        self.take(setting, Expected::Line, into, |given| {
            Some(CleanText::line(given.text()?))
        });
    }

    /// An absolute path. (A relative one would mean another file in each working folder.)
    pub fn path(&mut self, setting: &'static str, into: &mut PathBuf) {
        self.take(setting, Expected::AbsolutePath, into, |given| {
            Some(PathBuf::from(given.text()?)).filter(|path| path.is_absolute())
        });
    }

    /// An address to listen on.
    pub fn address(&mut self, setting: &'static str, into: &mut SocketAddr) {
        self.take(setting, Expected::Address, into, |given| {
            given.text()?.parse().ok()
        });
    }

    /// An address to listen on, or an empty text for none.
    pub fn maybe_address(&mut self, setting: &'static str, into: &mut Option<SocketAddr>) {
        self.take(
            setting,
            Expected::AddressOrNone,
            into,
            |given| match given.text()? {
                "" => Some(None),
                address => address.parse().ok().map(Some),
            },
        );
    }

    /// Names or addresses of a machine, at least one.
    pub fn names(&mut self, setting: &'static str, into: &mut Vec<String>) {
        self.take(setting, Expected::Names, into, |given| {
            let names = given.list()?;
            let sound = |name: &&str| !name.is_empty() && !name.contains(char::is_whitespace);
            let all_sound = !names.is_empty() && names.iter().all(sound);
            all_sound.then(|| names.into_iter().map(str::to_owned).collect())
        });
    }

    /// A text. May hold a secret, so a wrong one is not repeated.
    pub fn text(&mut self, setting: &'static str, into: &mut String) {
        self.take(setting, Expected::Text, into, |given| {
            Some(given.text()?.to_owned())
        });
    }

    /// Texts; none is possible.
    pub fn texts(&mut self, setting: &'static str, into: &mut Vec<String>) {
        self.take(setting, Expected::Texts, into, |given| {
            Some(given.list()?.into_iter().map(str::to_owned).collect())
        });
    }

    /// How to reach PostgreSQL. May hold a password, so a wrong one is not repeated.
    pub fn connection(&mut self, setting: &'static str, into: &mut String) {
        self.take(setting, Expected::Connection, into, |given| {
            let text = given.text()?;
            text.parse::<tokio_postgres::Config>().ok()?;
            Some(text.to_owned())
        });
    }

    fn take<T>(
        &mut self,
        setting: &'static str,
        expected: Expected,
        into: &mut T,
        convert: impl FnOnce(&Given<'_>) -> Option<T>,
    ) {
        self.known.push(setting);
        let Some((given, place, shown)) = self.given(setting) else {
            return;
        };
        match convert(&given) {
            Some(value) => *into = value,
            None => self.problems.push(Problem {
                place,
                wrong: Wrong::Value {
                    setting: setting.to_owned(),
                    similar: similar_choice(given.text(), &expected),
                    value: expected.may_be_shown().then(|| shorten(&shown)),
                    expected,
                },
            }),
        }
    }

    fn given(&self, setting: &str) -> Option<(Given<'a>, Place, String)> {
        let name = variable_name(setting);
        if let Some(text) = (self.variable)(&name).filter(|text| !text.is_empty()) {
            return Some((Given::Variable(text.clone()), Place::Variable(name), text));
        }
        let source = self.source?;
        let value = source.value(setting)?;
        let place = source.place(value.span().start);
        let shown = source.text.get(value.span()).unwrap_or_default().to_owned();
        Some((Given::Toml(value.get_ref()), place, shown))
    }

    /// Every setting asked for so far.
    #[cfg(test)]
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }

    /// Everything that was wrong, by line; what nobody asked for is unknown.
    pub fn finish(mut self) -> Vec<Problem> {
        if let Some(source) = self.source {
            self.find_unknown(source);
        }
        self.problems.sort_by_key(Problem::line);
        self.problems
    }

    fn find_unknown(&mut self, source: &Source<'_>) {
        for (key, value) in source.table.get_ref() {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) && section_of(name).is_none() {
                continue;
            }
            let place = source.place(key.span().start);
            if !self
                .known
                .iter()
                .any(|known| section_of(known) == Some(name))
            {
                self.add_unknown(place, name);
                continue;
            }
            let Some(section) = value.get_ref().as_table() else {
                self.problems.push(Problem {
                    place,
                    wrong: Wrong::NotASection(name.to_owned()),
                });
                continue;
            };
            for key in section.keys() {
                let setting = format!("{name}.{}", key.get_ref());
                if !self.known.contains(&setting.as_str()) {
                    self.add_unknown(source.place(key.span().start), &setting);
                }
            }
        }
    }

    fn add_unknown(&mut self, place: Place, setting: &str) {
        let level = section_of(setting);
        let sections = self.known.iter().filter_map(|known| section_of(known));
        let all = self.known.iter().copied().chain(sections);
        let mut known: Vec<&str> = all
            .clone()
            .filter(|name| section_of(name) == level)
            .map(key_of)
            .collect();
        known.dedup();
        self.problems.push(Problem {
            place,
            wrong: Wrong::Unknown {
                similar: most_similar(setting, all).map(str::to_owned),
                setting: shorten(setting),
                known: known.into_iter().map(str::to_owned).collect(),
            },
        });
    }
}

fn variable_name(setting: &str) -> String {
    VARIABLE_PREFIX.to_owned() + &setting.to_uppercase().replace('.', "_")
}

/// `central` of `central.listen`; none of a setting outside the sections.
fn section_of(setting: &str) -> Option<&str> {
    setting.split_once('.').map(|(section, _)| section)
}

/// `listen` of `central.listen`.
fn key_of(setting: &str) -> &str {
    setting.split_once('.').map_or(setting, |(_, key)| key)
}

/// What was probably meant: by the last word, so that a setting in the wrong section is found too;
/// among equals the one in the same section.
fn most_similar<'a>(meant: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |name: &str| {
        let words = normalized_damerau_levenshtein(key_of(meant), key_of(name));
        (words, section_of(meant) == section_of(name))
    };
    known
        .map(|name| (likeness(name), name))
        .filter(|((words, _), _)| *words >= SIMILAR)
        .max_by(|(one, _), (other, _)| one.partial_cmp(other).unwrap_or(Ordering::Equal))
        .map(|(_, name)| name)
}

fn similar_choice(given: Option<&str>, expected: &Expected) -> Option<&'static str> {
    let Expected::OneOf(names) = expected else {
        return None;
    };
    most_similar(given?, names.iter().copied())
}

/// The first line of something from the file, harmless and short enough to repeat.
fn shorten(text: &str) -> String {
    let line = CleanText::line(text.lines().next().unwrap_or_default());
    let mut shown: String = line.as_str().chars().take(SHOWN_CHARS).collect();
    if shown.len() < line.as_str().len() || text.lines().nth(1).is_some() {
        shown.push('…');
    }
    shown
}
