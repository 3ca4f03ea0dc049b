//! `acikkapi units …`: what the subcommands do, and what they say.

use std::fmt::Write;
use std::path::Path;

use crate::catalog::Topics;
use crate::catalog::command::CommandError;
use crate::catalog::units::{read_file, write};
use crate::domain::application::TopicCode;
use crate::domain::phone;
use crate::domain::unit::{DirectoryChanges, Unit, UnitCode};
use crate::i18n::Text;
use crate::store::{Reads, Store};

use super::error::DeskError;
use super::usecase::record_units;

/// Cells of the telephone in a list.
const PHONE: usize = 14;

/// Why a subcommand did nothing.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The file cannot be used.
    #[error(transparent)]
    File(#[from] CommandError),
    /// The desk's file could not do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// No unit has this code.
    #[error("no such unit: {0}")]
    NoUnit(String),
}

impl DirectoryError {
    /// What happened, what was kept and what to do, for the user.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        match self {
            Self::File(error) => error.sentence(text),
            Self::Desk(error) => error.sentence(text),
            Self::NoUnit(code) => text.with("units-none", &[("code", code.into())]),
        }
    }
}

/// How a directory is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportWish {
    /// Only look whether it could be, and what would change.
    pub dry_run: bool,
    /// Close the units the file does not name.
    pub close_missing: bool,
}

/// The directory, a line for each unit; how many open cases each is responsible for.
///
/// # Errors
/// When the desk's file cannot be read.
pub fn list(read: Reads<'_>, text: &Text) -> Result<String, DirectoryError> {
    let units = read.units().map_err(DeskError::from)?;
    if units.is_empty() {
        return Ok(text.get("units-empty") + "\n");
    }
    let mut listed = String::new();
    for unit in units {
        let cases = open_cases(read, &unit.code)?;
        let phone = phone::spelled(unit.phone.as_str());
        let closed = if unit.closed {
            format!("  ({})", text.get("units-closed"))
        } else {
            String::new()
        };
        let code = unit.code;
        // Writing to a string cannot fail.
        let _ = writeln!(
            listed,
            "{code:<width$}  {cases:>5}  {phone:<PHONE$}  {name}{closed}",
            width = UnitCode::MAX_CHARS,
            name = unit.name,
        );
    }
    Ok(listed)
}

/// A unit, whole.
///
/// # Errors
/// When there is none with this code, however written in capitals and small letters.
pub fn show(
    read: Reads<'_>,
    topics: &Topics,
    code: &str,
    text: &Text,
) -> Result<String, DirectoryError> {
    let none = || DirectoryError::NoUnit(code.to_owned());
    let wanted = UnitCode::new(code.trim().to_ascii_uppercase()).map_err(|_| none())?;
    let found = read.unit(&wanted).map_err(DeskError::from)?;
    let unit = found.ok_or_else(none)?;
    let cases = open_cases(read, &unit.code)?;
    let mut shown = format!("{}  {}\n", unit.code, unit.name);
    if unit.closed {
        shown += &format!("({})\n", text.get("units-closed"));
    }
    let lines = [
        ("units-head", unit.head.to_string()),
        ("units-phone", phone::spelled(unit.phone.as_str())),
        ("units-email", unit.email.to_string()),
        ("units-head-phone", phone::spelled(unit.head_phone.as_str())),
        ("units-head-email", unit.head_email.to_string()),
        ("units-address", unit.address.to_string()),
        ("units-open-cases", cases.to_string()),
    ];
    for (key, value) in lines {
        let value = if value.is_empty() { "—" } else { &value };
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "{}: {value}", text.get(key));
    }
    if !unit.topics.is_empty() {
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "{}:", text.get("units-topics"));
    }
    for TopicCode(code) in &unit.topics {
        let name = topics.full_name(code, text.locale());
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "  {code}  {name}");
    }
    Ok(shown)
}

/// The directory in the format of the file.
///
/// # Errors
/// When the desk's file cannot be read.
pub fn export(read: Reads<'_>) -> Result<String, DirectoryError> {
    let units = read.units().map_err(DeskError::from)?;
    Ok(write(&units))
}

/// Records the units of a file that are new or differ. One wrong row refuses the whole file.
///
/// # Errors
/// When the file has faults or the desk's file cannot be written. Nothing was changed then.
pub fn import(
    store: &mut Store,
    topics: &Topics,
    (file, wish): (&Path, ImportWish),
    text: &Text,
) -> Result<String, DirectoryError> {
    let listed = read_file(file, topics)?;
    let report = store.transact(|tx| {
        let known = tx.read().units()?;
        let mut changes = DirectoryChanges::between(&known, &listed);
        if wish.close_missing {
            changes = changes.closing_missing();
        }
        let mut closing = Vec::new();
        for unit in changes.recorded.iter().filter(|unit| unit.closed) {
            closing.push((unit.code.clone(), tx.read().open_cases_of(&unit.code)?));
        }
        let returned = if wish.dry_run {
            0
        } else {
            record_units(tx, changes.recorded.clone())?
        };
        Ok::<_, DeskError>(Report {
            known,
            changes,
            closing,
            returned,
        })
    })?;
    Ok(report.sentences(wish, text))
}

/// What an import did, or would do.
struct Report {
    /// The directory as it was.
    known: Vec<Unit>,
    changes: DirectoryChanges,
    /// Units that are closed, with the open cases each had.
    closing: Vec<(UnitCode, u64)>,
    /// Cases that went back to triage.
    returned: u64,
}

impl Report {
    fn sentences(&self, wish: ImportWish, text: &Text) -> String {
        let recorded = &self.changes.recorded;
        let is_known = |unit: &&Unit| self.known.iter().any(|known| known.code == unit.code);
        let changed = recorded.iter().filter(is_known).count();
        let values = [
            ("new", (recorded.len() - changed).into()),
            ("changed", changed.into()),
        ];
        let mut said = vec![text.with(
            match (wish.dry_run, recorded.is_empty()) {
                (_, true) => "units-import-nothing",
                (true, false) => "units-import-possible",
                (false, false) => "units-import-done",
            },
            &values,
        )];
        if !self.closing.is_empty() {
            let units = self.closing.iter().map(|(code, cases)| {
                let values = [
                    ("code", code.to_string().into()),
                    ("cases", (*cases).into()),
                ];
                text.with("units-import-closed-unit", &values)
            });
            let units = units.collect::<Vec<_>>().join(", ");
            said.push(text.with("units-import-closed", &[("units", units.into())]));
        }
        if self.returned > 0 {
            let values = [("count", self.returned.into())];
            said.push(text.with("units-import-returned", &values));
        }
        let missing = &self.changes.missing;
        if !missing.is_empty() {
            let codes = missing.iter().map(|unit| unit.code.as_str());
            let codes = codes.collect::<Vec<_>>().join(", ");
            let values = [("count", missing.len().into()), ("units", codes.into())];
            said.push(text.with("units-import-missing", &values));
        }
        said.join("\n") + "\n"
    }
}

fn open_cases(read: Reads<'_>, unit: &UnitCode) -> Result<u64, DirectoryError> {
    Ok(read.open_cases_of(unit).map_err(DeskError::from)?)
}

#[cfg(test)]
#[path = "directory_tests.rs"]
mod tests;
