//! Pure rules of the desk: no I/O, no clock, no randomness.

pub mod application;
pub mod calendar;
pub mod case;
pub mod case_draft;
pub mod date;
pub mod deadline;
#[cfg(test)]
pub(crate) mod deadline_table;
pub mod decision;
pub mod event;
pub mod file;
pub mod filing;
pub mod identity;
pub mod ids;
pub mod ladder;
pub mod message;
pub mod number;
pub mod person;
pub mod person_merge;
pub mod phone;
pub mod priority;
pub mod queue;
pub mod registration;
pub mod review;
pub mod source;
pub mod staff;
pub mod term;
pub mod ticket;
pub mod unit;
pub mod visit;
