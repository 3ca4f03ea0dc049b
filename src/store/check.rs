//! What `acikkapi doctor` asks of the file. Everything here only reads, and works while counters
//! are open.

use super::chain::{self, Chain};
use super::connection::Location;
use super::error::Result;
use super::projections::{self, Difference};
use super::read::Reader;
use crate::domain::source::Source;

/// Faults of the file's structure, as SQLite names them; none in a sound file. The search indexes
/// are looked at too.
pub fn integrity(reader: &Reader) -> Result<Vec<String>> {
    reader.integrity_check()
}

/// Whether the log is whole.
pub fn chain(reader: &Reader) -> Result<Chain> {
    chain::verify(reader.connection())
}

/// Tables that do not say what the log says. Needs room beside the file for a second copy of
/// them, encrypted too, which is removed again.
pub fn projections(location: &Location, source: &mut dyn Source) -> Result<Vec<Difference>> {
    projections::compare(location, source.id())
}
