//! What is wrong with the settings, and where.

use crate::i18n::Text;
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// Something wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub wrong: Wrong,
}

/// Where a setting was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File(PathBuf),
    /// A line of the file, from 1.
    Line {
        /// The file.
        file: PathBuf,
        /// The line.
        line: usize,
    },
    /// An environment variable.
    Variable(String),
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The file that was asked for is not there.
    Missing,
    /// The file cannot be read; why, in the system's words.
    Unreadable(String),
    /// Not TOML; why, in the parser's words.
    Syntax(String),
    /// No such setting or section.
    Unknown {
        /// What was written.
        setting: String,
        /// What was probably meant.
        similar: Option<String>,
        /// What there is at this place.
        known: Vec<String>,
    },
    /// A section's name was used as a setting.
    NotASection(String),
    /// A value that cannot be.
    Value {
        /// The setting.
        setting: String,
        /// Its value as written; `None` if it may be secret.
        value: Option<String>,
        /// What can be.
        expected: Expected,
        /// What was probably meant.
        similar: Option<&'static str>,
    },
}

/// What values a setting can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One of these names.
    OneOf(Vec<&'static str>),
    /// A whole number in a range.
    Number(RangeInclusive<usize>),
    /// A line of text.
    Line,
    /// A path from the root.
    AbsolutePath,
    /// Address and port.
    Address,
    /// Address and port, or nothing.
    AddressOrNone,
    /// A list of machine names or addresses.
    Names,
    /// How PostgreSQL is reached.
    Connection,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
}

impl Expected {
    /// Whether a wrong value may be repeated: a connection or a text may hold a password.
    pub(super) fn may_be_shown(&self) -> bool {
        !matches!(self, Self::Connection | Self::Text | Self::Texts)
    }

    fn sentence(&self, text: &Text) -> String {
        match self {
            Self::OneOf(names) => {
                let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
                text.with(
                    "config-expected-one-of",
                    &[("names", quoted.join(", ").into())],
                )
            }
            Self::Number(range) => {
                let (least, most) = (range.start().to_string(), range.end().to_string());
                let values = [("least", least.into()), ("most", most.into())];
                text.with("config-expected-number", &values)
            }
            Self::Line => text.get("config-expected-line"),
            Self::AbsolutePath => text.get("config-expected-path"),
            Self::Address => text.get("config-expected-address"),
            Self::AddressOrNone => text.get("config-expected-address-or-none"),
            Self::Names => text.get("config-expected-names"),
            Self::Connection => text.get("config-expected-connection"),
            Self::Text => text.get("config-expected-text"),
            Self::Texts => text.get("config-expected-texts"),
        }
    }
}

impl Problem {
    /// The line, if it is in one.
    pub(super) fn line(&self) -> Option<usize> {
        match self.place {
            Place::Line { line, .. } => Some(line),
            Place::File(_) | Place::Variable(_) => None,
        }
    }

    /// Where, what, and what would be right, for the user.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        let mut sentence = self.place.sentence(text);
        // Writing to a string cannot fail.
        let _ = write!(sentence, ": {}", self.wrong.sentence(text));
        if let Some(similar) = self.wrong.similar() {
            let question = text.with("config-did-you-mean", &[("name", similar.into())]);
            let _ = write!(sentence, " {question}");
        }
        sentence
    }
}

impl Place {
    fn sentence(&self, text: &Text) -> String {
        match self {
            Self::File(file) => file.display().to_string(),
            Self::Line { file, line } => {
                let file = file.display().to_string();
                let values = [("file", file.into()), ("line", line.to_string().into())];
                text.with("config-place-line", &values)
            }
            Self::Variable(name) => {
                text.with("config-place-variable", &[("name", name.as_str().into())])
            }
        }
    }
}

impl Wrong {
    fn similar(&self) -> Option<&str> {
        match self {
            Self::Unknown { similar, .. } => similar.as_deref(),
            Self::Value { similar, .. } => *similar,
            _ => None,
        }
    }

    fn sentence(&self, text: &Text) -> String {
        let with = |key: &str, name: &str, value: &str| text.with(key, &[(name, value.into())]);
        match self {
            Self::Missing => text.get("config-file-missing"),
            Self::Unreadable(detail) => with("config-file-unreadable", "detail", detail),
            Self::Syntax(detail) => with("config-syntax", "detail", detail),
            Self::NotASection(name) => with("config-not-a-section", "name", name),
            Self::Unknown { setting, known, .. } => {
                let values = [
                    ("setting", setting.as_str().into()),
                    ("known", known.join(", ").into()),
                ];
                text.with("config-unknown", &values)
            }
            Self::Value {
                setting,
                value,
                expected,
                ..
            } => {
                let said = match value {
                    Some(value) => {
                        let values = [
                            ("setting", setting.as_str().into()),
                            ("value", value.as_str().into()),
                        ];
                        text.with("config-wrong-value", &values)
                    }
                    None => with("config-wrong-secret", "setting", setting),
                };
                said + " " + &expected.sentence(text)
            }
        }
    }
}
