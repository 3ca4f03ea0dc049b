//! The screens of the desk.
//!
//! [`opening`] looks whether the office is set up and leads to [`setup`], to [`start`] or straight
//! to the [`queue`], from which everything else is opened. Over the queue a supervisor and a chief
//! find their [`work`] lists open.

pub mod case;
pub mod digit_list;
pub mod drafts;
pub mod following;
pub mod guidance;
pub mod keeper;
pub mod keys;
pub mod machine;
pub mod opening;
pub mod preferences;
pub mod queue;
pub mod refresh;
pub mod register;
pub mod reviews;
mod role_panel;
pub mod search;
pub mod setup;
pub mod start;
pub mod topic_list;
pub mod units;
pub mod words;
pub mod work;

#[cfg(test)]
pub(crate) mod bench;
#[cfg(test)]
mod sample;
