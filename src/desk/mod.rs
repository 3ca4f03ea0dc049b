//! Use cases: a command in, events out, one transaction; queries for the screens.
//!
//! [`command`] names what a person at the desk can do and [`done`] what comes of it; [`query`]
//! names what a screen can ask and [`view`] what it is shown. [`notice`] is everything the desk
//! tells the screens. The screens never wait: they send a command or a query with a number of
//! their own and get the answer with that number later.
//!
//! [`Desk`] is the desk at work. Its writer hands each command to [`usecase`], which reads where
//! things stand, asks the [domain](crate::domain)'s rules and appends events to the
//! [store](crate::store); its reader answers the queries; its sync loop sends what was appended.
//! [`demo`] makes up an office by the same use cases.

mod answer;
mod case_answer;
mod case_command;
mod case_view;
pub mod command;
pub mod demo;
pub mod demo_data;
pub mod directory;
pub mod done;
pub mod error;
pub mod file;
pub mod notice;
pub mod papers;
pub mod print;
pub mod query;
mod queue_view;
mod reader;
mod recorded_day;
mod review_answer;
mod review_command;
mod review_view;
pub mod rules;
mod save_files;
mod script;
pub mod usecase;
pub mod view;
mod worker;
mod writer;

pub use crate::system::System;
pub use command::{Command, Session};
pub use done::Done;
pub use error::DeskError;
pub use notice::{Notice, RequestId};
pub use query::{Answer, Query};
pub use recorded_day::recorded_day;
pub use save_files::{SavedFiles, save_files};
pub use worker::{Desk, Options};
