//! SQLite: event log, projections, search, backup.
