//! Sync with central.
//!
//! [`wire`] holds the types both sides speak and the one hash function; [`problem`] the errors
//! central answers with; [`code`] the enrolment code a person types.

pub mod code;
pub mod problem;
pub mod wire;
