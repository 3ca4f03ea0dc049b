//! The screens of the desk.

pub mod application;
pub mod following;
pub mod guidance;
pub mod labels;
pub mod register;
pub mod search;
pub mod topic_list;

#[cfg(test)]
mod sample;
