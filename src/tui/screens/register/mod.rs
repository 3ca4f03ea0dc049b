//! The registration form: from the first word about who it is to the final number.
//!
//! What is typed stands in widgets ([`entries`]) and is read as a
//! [`RegistrationDraft`](crate::domain::registration::RegistrationDraft) whenever it is needed:
//! there is no second copy that could differ. [`Keeper`](super::keeper::Keeper) decides when the desk gets it.

mod advice;
mod applicant;
mod entries;
mod fields;
mod filing;
pub mod keys;
mod notices;
mod path;
mod reading;
pub mod reasons;
pub mod registered;
mod screen;
mod visitors;

pub use screen::{AtCounter, RegisterScreen};
