//! Is the queue fair? Policies compared on theory, on chance and on days that happened.
//!
//! - [`rule`] says who is called next, under each policy; [`room`] is who waits, class by class.
//! - [`model`] draws visitors of an [`office`] at random ([`service`] says how long each takes) and
//!   calls them by a rule; [`formula`] is what theory says the same waits must be.
//! - [`day`] is a day as it was recorded ([`record`] reads it from the events); [`replay`] plays
//!   it again under another rule.
//! - [`measure`] collects the waits of either, in bounded memory ([`histogram`]).
//! - [`recommend`] chooses `k` from them, and says why, or that it cannot say.
//! - [`outcome`] is all this in figures; [`command`] is `acikkapi queue simulate` and `acikkapi queue replay`.
//!
//! Everything here is pure: the same input gives the same output. The quota policy is not written
//! twice: [`rule`] asks [`crate::domain::queue::decide`], as the desk does.

mod advice;
pub mod command;
pub mod day;
pub mod formula;
pub mod histogram;
pub mod measure;
pub mod model;
pub mod office;
pub mod outcome;
pub mod recommend;
pub mod record;
pub mod replay;
pub mod room;
pub mod rule;
#[cfg(test)]
mod scripted;
pub mod service;
mod table;

/// A length of time, or an instant counted from a beginning, in microseconds. Whole numbers:
/// adding and subtracting them is exact, so that a replayed day can be exact too.
pub type Micros = u64;

/// Microseconds in a minute, the unit people are shown.
pub const MINUTE: Micros = 60_000_000;

/// A length of time in minutes.
#[must_use]
pub fn minutes(length: Micros) -> f64 {
    length as f64 / MINUTE as f64
}

/// Writes a length of time as minutes.
fn as_minutes<S: serde::Serializer>(length: &Micros, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(minutes(*length))
}
