//! `acikkapi catalog …`: what the subcommands do, and what they say.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

use super::problem::{RowFault, lines};
use super::{Catalog, ListKind, Messages, Neighbourhoods, Places, Topics, files, holidays};
use crate::domain::calendar::Holidays;
use crate::domain::message::{Letters, MessageChannel, MessageLanguage, Sms, Values};
use crate::i18n::Text;

/// Why a subcommand did nothing.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The file cannot be used; the list in use stays.
    #[error("{file} has {} faults", faults.len())]
    Rejected {
        /// The file.
        file: PathBuf,
        /// What is wrong with it, in the order of its lines.
        faults: Vec<RowFault>,
    },
    /// The folder of lists cannot be written.
    #[error("{file}: {error}")]
    Folder {
        /// The file that was to be written or removed.
        file: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// No province has this name or plate.
    #[error("no such province: {0}")]
    NoProvince(String),
}

impl CommandError {
    /// What happened, what was kept and what to do, for the user.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        match self {
            Self::Rejected { file, faults } => {
                let values = [
                    ("file", file.display().to_string().into()),
                    ("count", faults.len().into()),
                ];
                text.with("catalog-import-rejected", &values) + "\n" + &lines(faults, text)
            }
            Self::Folder { file, error } => {
                let values = [
                    ("file", file.display().to_string().into()),
                    ("detail", error.to_string().into()),
                ];
                text.with("catalog-folder-failed", &values)
            }
            Self::NoProvince(written) => {
                text.with("catalog-no-province", &[("written", written.into())])
            }
        }
    }
}

/// Makes `file` the list the office uses, kept in `folder`; with `dry_run` only says whether it
/// could be. One wrong row refuses the whole file.
///
/// # Errors
/// When the file has faults, or the folder cannot be written. Nothing was changed then.
pub fn import(
    kind: ListKind,
    file: &Path,
    folder: &Path,
    dry_run: bool,
    text: &Text,
) -> Result<String, CommandError> {
    let rejected = |faults| CommandError::Rejected {
        file: file.to_owned(),
        faults,
    };
    let (catalog, _) = Catalog::load(Some(folder));
    let new = files::read_existing(file).map_err(|fault| rejected(vec![fault]))?;
    let summary = check(kind, &new, &catalog, text).map_err(rejected)?;
    if dry_run {
        let values = [("summary", summary.into())];
        return Ok(text.with("catalog-import-possible", &values) + "\n");
    }
    let path = files::path(folder, kind);
    files::replace(&path, &new).map_err(|error| CommandError::Folder {
        file: path.clone(),
        error,
    })?;
    let values = [
        ("summary", summary.into()),
        ("file", path.display().to_string().into()),
    ];
    Ok(text.with("catalog-import-done", &values) + "\n")
}

/// Reads a new list as a start would and says what is in it.
fn check(
    kind: ListKind,
    new: &str,
    catalog: &Catalog,
    text: &Text,
) -> Result<String, Vec<RowFault>> {
    match kind {
        ListKind::Topics => {
            let topics = Topics::parse(new)?;
            let summary = topics_summary(&topics, text);
            let resolving = topics.resolving(&super::shipped(kind, Topics::parse));
            let lost = catalog.topics().lost_in(&resolving);
            if lost.is_empty() {
                Ok(summary)
            } else {
                Err(lost)
            }
        }
        ListKind::Holidays => Ok(holidays_summary(&holidays::parse(new)?, text)),
        ListKind::Neighbourhoods => {
            let list = Neighbourhoods::parse(new, catalog.places())?;
            Ok(neighbourhoods_summary(&list, text))
        }
        ListKind::MessagesTr | ListKind::MessagesEn => {
            Ok(messages_summary(&Messages::parse(new)?, text))
        }
    }
}

/// The list in use, in the format of its file: what [`import`] takes.
#[must_use]
pub fn export(kind: ListKind, folder: Option<&Path>) -> String {
    let (catalog, _) = Catalog::load(folder);
    let own = folder
        .filter(|_| catalog.is_replaced(kind))
        .and_then(|folder| files::read(&files::path(folder, kind)).ok().flatten());
    own.unwrap_or_else(|| kind.shipped().to_owned())
}

/// Takes the office's own list away, so that the shipped one is used again.
///
/// # Errors
/// When the file cannot be removed.
pub fn reset(kind: ListKind, folder: &Path, text: &Text) -> Result<String, CommandError> {
    let file = files::path(folder, kind);
    let removed = files::remove(&file).map_err(|error| CommandError::Folder { file, error })?;
    let key = if removed {
        "catalog-reset-done"
    } else {
        "catalog-reset-nothing"
    };
    Ok(text.with(key, &[("list", text.get(kind.key()).into())]) + "\n")
}

/// Which lists are in use, what is in them, and what is wrong with files that are not used.
#[must_use]
pub fn show(folder: Option<&Path>, text: &Text) -> String {
    let (catalog, problems) = Catalog::load(folder);
    let mut shown = String::new();
    for kind in ListKind::ALL {
        let summary = match kind {
            ListKind::Topics => topics_summary(catalog.topics(), text),
            ListKind::Holidays => holidays_summary(catalog.holidays(), text),
            ListKind::Neighbourhoods => neighbourhoods_summary(catalog.neighbourhoods(), text),
            ListKind::MessagesTr => messages_summary(catalog.messages(MessageLanguage::Tr), text),
            ListKind::MessagesEn => messages_summary(catalog.messages(MessageLanguage::En), text),
        };
        let source = if catalog.is_replaced(kind) {
            "catalog-source-own"
        } else {
            "catalog-source-shipped"
        };
        let values = [
            ("name", kind.name().into()),
            ("list", text.get(kind.key()).into()),
            ("source", text.get(source).into()),
            ("summary", summary.into()),
        ];
        shown += &text.with("catalog-show-list", &values);
        shown.push('\n');
    }
    for problem in &problems {
        shown += &format!("\n{}\n", problem.sentence(text));
        shown += &lines(&problem.faults, text);
    }
    shown
}

/// The topics a visitor may mean, best first.
#[must_use]
pub fn search(query: &str, limit: usize, folder: Option<&Path>, text: &Text) -> String {
    let (catalog, _) = Catalog::load(folder);
    let topics = catalog.topics();
    let hits = topics.search(query, limit);
    if hits.is_empty() {
        return text.get("catalog-search-nothing") + "\n";
    }
    let mut found = String::new();
    for hit in hits {
        let code = &hit.topic.code;
        let name = topics.full_name(code, text.locale());
        // Writing to a string cannot fail.
        let _ = writeln!(found, "{code}  {name}  ({})", hit.topic.unit);
    }
    found
}

/// The offices of a province with their codes.
///
/// # Errors
/// When no province has this name or plate.
pub fn offices(province: &str) -> Result<String, CommandError> {
    let places = Places::shipped();
    let found = places.find_province(province);
    let found = found.ok_or_else(|| CommandError::NoProvince(province.to_owned()))?;
    let mut list = String::new();
    for office in places.offices(found.plate) {
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{}  {}", office.code, office.name);
    }
    Ok(list)
}

fn topics_summary(topics: &Topics, text: &Text) -> String {
    let values = [
        ("headings", topics.headings().count().into()),
        ("count", topics.count().into()),
        ("version", topics.version().into()),
    ];
    text.with("catalog-summary-topics", &values)
}

fn holidays_summary(holidays: &Holidays, text: &Text) -> String {
    let (first, last) = holidays.years().unwrap_or_default();
    let values = [
        ("first", first.to_string().into()),
        ("last", last.to_string().into()),
        ("version", holidays.version().into()),
    ];
    text.with("catalog-summary-holidays", &values)
}

fn neighbourhoods_summary(list: &Neighbourhoods, text: &Text) -> String {
    text.with(
        "catalog-summary-neighbourhoods",
        &[("count", list.count().into())],
    )
}

fn messages_summary(messages: &Messages, text: &Text) -> String {
    let values = [
        ("count", messages.all().count().into()),
        ("version", messages.version().into()),
    ];
    text.with("catalog-summary-messages", &values)
}

/// The texts of SMS in a language with made-up values, and how many parts each takes with Turkish
/// and with plain letters.
#[must_use]
pub fn texts(language: MessageLanguage, folder: Option<&Path>, text: &Text) -> String {
    let (catalog, _) = Catalog::load(folder);
    let messages = catalog.messages(language);
    let values = Values {
        number: "06001-26-01-00042-17".to_owned(),
        office: "Çankaya Kaymakamlığı".to_owned(),
        due: "01.12.2026".to_owned(),
        phone: "0312 000 00 00".to_owned(),
        ..Values::default()
    };
    let mut shown = String::new();
    let short = |named: &(_, _, MessageChannel)| named.2 == MessageChannel::Sms;
    for (name, stage, channel) in messages.all().filter(short) {
        let composed = messages.compose(stage, channel, &values);
        let length = |letters| Sms::new(composed.as_str(), letters).length();
        let (turkish, plain) = (length(Letters::Turkish), length(Letters::Plain));
        let counts = [
            ("turkish", turkish.units.into()),
            ("turkishparts", turkish.parts.into()),
            ("plain", plain.units.into()),
            ("plainparts", plain.parts.into()),
        ];
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "{name}\n  {composed}");
        let _ = writeln!(shown, "  {}", text.with("catalog-text-length", &counts));
    }
    shown
}
