//! application.
