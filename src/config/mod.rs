//! Settings file and defaults.
