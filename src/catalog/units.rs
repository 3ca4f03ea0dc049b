//! The directory of service units as a file, and the examples that are part of the program.
//!
//! Columns `kod,ad,amir,telefon,eposta,amir_telefon,amir_eposta,adres,konular,durum`: the code, the
//! name, whom letters go to (a title or a name), telephone and e-mail of the unit and of its head,
//! the address, the topics and headings it is responsible for (parted by `|`), and `kapali` for a
//! unit that takes no more cases. Unlike the other lists, the directory an office works with is not
//! a file: it is recorded, and every computer of the office has it.

use std::collections::HashMap;
use std::path::Path;

use super::command::CommandError;
use super::problem::{Allowed, Fault, RowFault};
use super::table::{self, Row};
use super::{Topics, files};
use crate::domain::application::TopicCode;
use crate::domain::ids::OfficeCode;
use crate::domain::phone;
use crate::domain::unit::{Unit, UnitCode};
use crate::text::CleanText;

const COLUMNS: &[&str] = &[
    "kod",
    "ad",
    "amir",
    "telefon",
    "eposta",
    "amir_telefon",
    "amir_eposta",
    "adres",
    "konular",
    "durum",
];

/// Parts the topics of a unit.
const SEPARATOR: char = '|';

/// How the file says that a unit takes no more cases.
const CLOSED: &str = "kapali";

/// An office with a directory of its own kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeKind {
    /// A governorship.
    Province,
    /// A district governorship.
    District,
}

impl OfficeKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Province, Self::District];

    /// What kind of office a code names.
    #[must_use]
    pub fn of(office: OfficeCode) -> Self {
        if office.unit() == 0 {
            Self::Province
        } else {
            Self::District
        }
    }

    /// The name commands know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
        }
    }

    /// The example directory of such an office, in the format of the file. It names no telephone
    /// and no person: those are the office's to add.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Province => include_str!("../../assets/data/units-province.csv"),
            Self::District => include_str!("../../assets/data/units-district.csv"),
        }
    }

    /// The units of that example. Topics the office's own list no longer has are left out.
    #[must_use]
    pub fn example_units(self, topics: &Topics) -> Vec<Unit> {
        let mut units = Vec::new();
        let faults = table::read(self.example(), COLUMNS, |row| {
            let mut unit = unit(row)?;
            unit.topics.retain(|code| topics.get(&code.0).is_some());
            units.push(unit);
            Ok(())
        });
        debug_assert!(faults.is_empty(), "the tests read every row: {faults:?}");
        units
    }
}

/// Reads a directory. Every fault is returned, in the order of its lines.
///
/// # Errors
/// What is wrong with it; one wrong row refuses the whole file.
pub fn read(text: &str, topics: &Topics) -> Result<Vec<Unit>, Vec<RowFault>> {
    let mut units: Vec<Unit> = Vec::new();
    let mut lines = HashMap::new();
    let faults = table::read(text, COLUMNS, |row| {
        let unit = unit(row)?;
        if let Some(line) = lines.insert(unit.code.clone(), row.line) {
            let value = unit.code.to_string();
            return Err(Fault::Repeated { value, line });
        }
        if let Some(code) = unit
            .topics
            .iter()
            .find(|code| topics.get(&code.0).is_none())
        {
            let code = code.to_string();
            return Err(Fault::NoTopic { code });
        }
        units.push(unit);
        Ok(())
    });
    if faults.is_empty() {
        Ok(units)
    } else {
        Err(faults)
    }
}

/// Reads a directory from a file.
///
/// # Errors
/// As [`read`]; also when the file itself cannot be read.
pub fn read_file(path: &Path, topics: &Topics) -> Result<Vec<Unit>, CommandError> {
    let text = files::read_existing(path).map_err(|fault| vec![fault]);
    let units = text.and_then(|text| read(&text, topics));
    units.map_err(|faults| CommandError::Rejected {
        file: path.to_owned(),
        faults,
    })
}

/// Writes a directory, in the format [`read`] takes.
#[must_use]
pub fn write<'a>(units: impl IntoIterator<Item = &'a Unit>) -> String {
    let mut text = COLUMNS.join(",") + "\n";
    for unit in units {
        let topics: Vec<&str> = unit.topics.iter().map(|topic| topic.0.as_str()).collect();
        let values = [
            unit.code.as_str(),
            unit.name.as_str(),
            unit.head.as_str(),
            &phone::spelled(unit.phone.as_str()),
            unit.email.as_str(),
            &phone::spelled(unit.head_phone.as_str()),
            unit.head_email.as_str(),
            unit.address.as_str(),
            &topics.join("|"),
            if unit.closed { CLOSED } else { "" },
        ];
        text += &values.map(table::quoted).join(",");
        text.push('\n');
    }
    text
}

fn unit(row: &Row<'_>) -> Result<Unit, Fault> {
    let code = row.required(0)?;
    Ok(Unit {
        code: UnitCode::new(code).map_err(|_| row.wrong(0, Allowed::UnitCode))?,
        name: CleanText::line(&row.required(1)?),
        head: CleanText::line(&row.optional(2)?),
        phone: telephone(row, 3)?,
        email: email(row, 4)?,
        head_phone: telephone(row, 5)?,
        head_email: email(row, 6)?,
        address: CleanText::line(&row.optional(7)?),
        topics: topics(row, 8)?,
        closed: match row.raw(9) {
            "" => false,
            CLOSED => true,
            _ => return Err(row.wrong(9, Allowed::ClosedOrNot)),
        },
    })
}

/// A number that can be dialled: messages go there.
fn telephone(row: &Row<'_>, column: usize) -> Result<CleanText, Fault> {
    let typed = row.optional(column)?;
    let phone = phone::normalise(&typed);
    if typed.is_empty() || phone.is_recognised() {
        Ok(phone.number)
    } else {
        Err(row.wrong(column, Allowed::Telephone))
    }
}

fn email(row: &Row<'_>, column: usize) -> Result<CleanText, Fault> {
    let typed = row.optional(column)?;
    let is_address = typed
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    let is_one = !typed.contains([' ', ',', ';', '<', '>']);
    if typed.is_empty() || (is_address && is_one) {
        Ok(CleanText::line(&typed))
    } else {
        Err(row.wrong(column, Allowed::Email))
    }
}

fn topics(row: &Row<'_>, column: usize) -> Result<Vec<TopicCode>, Fault> {
    let typed = row.optional(column)?;
    let mut codes: Vec<TopicCode> = Vec::new();
    let written = typed.split(SEPARATOR).map(str::trim);
    for code in written.filter(|code| !code.is_empty()) {
        if !super::topics::is_code(code) {
            return Err(row.wrong(column, Allowed::TopicCode));
        }
        let code = TopicCode(code.to_owned());
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(codes)
}

#[cfg(test)]
#[path = "units_tests.rs"]
mod tests;
