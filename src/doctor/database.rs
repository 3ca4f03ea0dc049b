//! The desk's file: whether it opens, is sound, complete, and shows what its log says.

use chrono::{DateTime, Utc};

use super::{Finding, Level, advised};
use crate::domain::source::Source;
use crate::i18n::Text;
use crate::store::{ChainFault, FaultKind, Location, Reader, StoreError, check};
use crate::sync::status;

/// Structural faults named in the report; the rest is only counted.
const MOST_NAMED: usize = 5;

/// Looks at the file; tells each finding as soon as it is made, since a large file takes minutes.
/// Returns when the last record was written.
pub fn examine(
    location: &Location,
    source: &mut dyn Source,
    text: &Text,
    tell: &mut dyn FnMut(Finding),
) -> Option<DateTime<Utc>> {
    tell(sqlite(text));
    let path = location.database.display().to_string();
    if !location.database.exists() {
        tell(Finding::good(
            text.with("doctor-database-none", &[("path", path.into())]),
        ));
        return None;
    }
    let reader = match Reader::open(location) {
        Ok(reader) => reader,
        Err(error) => {
            tell(failed(&error, text));
            return None;
        }
    };
    let key = match &location.key {
        Some(_) => "doctor-database-opens",
        None => "doctor-database-opens-plain",
    };
    tell(Finding::good(text.with(key, &[("path", path.into())])));
    let unreadable = |error: StoreError| failed(&error, text);
    tell(integrity(&reader, text).unwrap_or_else(unreadable));
    tell(chain(&reader, text).unwrap_or_else(unreadable));
    tell(projections(location, source, text).unwrap_or_else(unreadable));
    tell(compared(&reader, text).unwrap_or_else(unreadable));
    reader.read().last_record_at().ok().flatten()
}

fn sqlite(text: &Text) -> Finding {
    // An older one is refused when the file is opened.
    let version = rusqlite::version();
    Finding::good(text.with("doctor-sqlite", &[("version", version.into())]))
}

/// The store's own sentence says what happened and what to do.
fn failed(error: &StoreError, text: &Text) -> Finding {
    let advice = ("doctor-database-failed", "doctor-database-failed-advice");
    let values = [("sentence", error.sentence(text).into())];
    advised(text, Level::Problem, advice, &values)
}

fn integrity(reader: &Reader, text: &Text) -> Result<Finding, StoreError> {
    let faults = check::integrity(reader)?;
    if faults.is_empty() {
        return Ok(Finding::good(text.get("doctor-integrity-good")));
    }
    let named = faults
        .iter()
        .take(MOST_NAMED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("; ");
    let values = [("count", faults.len().into()), ("named", named.into())];
    let keys = ("doctor-integrity-bad", "doctor-integrity-advice");
    Ok(advised(text, Level::Problem, keys, &values))
}

fn chain(reader: &Reader, text: &Text) -> Result<Finding, StoreError> {
    let chain = check::chain(reader)?;
    let Some(fault) = chain.fault else {
        let values = [("records", chain.records.into())];
        return Ok(Finding::good(text.with("doctor-chain-good", &values)));
    };
    let values = [
        ("seq", fault.seq.into()),
        ("what", text.get(fault_key(fault)).into()),
    ];
    let keys = ("doctor-chain-bad", "doctor-chain-advice");
    Ok(advised(text, Level::Problem, keys, &values))
}

fn fault_key(fault: ChainFault) -> &'static str {
    match fault.kind {
        FaultKind::Missing => "doctor-chain-missing",
        FaultKind::Changed => "doctor-chain-changed",
        FaultKind::Unlinked => "doctor-chain-unlinked",
        FaultKind::BehindCentral => "doctor-chain-behind-central",
    }
}

/// Every night the records are compared with central's.
fn compared(reader: &Reader, text: &Text) -> Result<Finding, StoreError> {
    let compared = reader.read().last_comparison()?;
    let said = status::comparison(compared.as_ref(), text);
    let differs = compared.is_some_and(|compared| compared.report.unresolved > 0);
    if !differs {
        return Ok(Finding::good(said));
    }
    let advice = text.get("doctor-compared-advice");
    Ok(Finding::bad(Level::Warning, said, advice))
}

fn projections(
    location: &Location,
    source: &mut dyn Source,
    text: &Text,
) -> Result<Finding, StoreError> {
    let differences = check::projections(location, source)?;
    if differences.is_empty() {
        return Ok(Finding::good(text.get("doctor-projections-good")));
    }
    let tables: Vec<&str> = differences
        .iter()
        .map(|difference| difference.table)
        .collect();
    let values = [("tables", tables.join(", ").into())];
    let keys = ("doctor-projections-bad", "doctor-projections-advice");
    Ok(advised(text, Level::Problem, keys, &values))
}
