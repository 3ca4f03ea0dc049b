//! The screens of the desk.
//!
//! [`opening`] looks whether the office is set up and leads to [`setup`], to [`start`] or straight
//! to the [`queue`], from which everything else is opened.

pub mod case;
pub mod digit_list;
pub mod drafts;
pub mod following;
pub mod guidance;
pub mod keys;
pub mod machine;
pub mod opening;
pub mod preferences;
pub mod queue;
pub mod refresh;
pub mod register;
pub mod search;
pub mod setup;
pub mod start;
pub mod topic_list;
pub mod words;

#[cfg(test)]
pub(crate) mod bench;
#[cfg(test)]
mod sample;
