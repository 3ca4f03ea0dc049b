//! The central server: what the desks' operations arrive at.
//!
//! [`server`] listens; [`routes`] names what can be asked; [`push`] stores a batch in one
//! transaction in the [`feed_log`] and [`apply`] enters what central itself understands; [`own`]
//! writes what happens at central itself; [`news`] answers state and feed; [`enrolment`] lets
//! devices in. [`fold`] keeps where the cases stand, [`cases`] and [`case_file`] tell the units of them,
//! and [`transfer`] hands them over to other offices. [`portal`] is what officers of service units open in a browser; [`dispatch`] sends
//! messages to applicants. [`operation`] and [`console`] are for whoever runs central. The database is opened by [`database`], brought up to date by
//! [`migrations`], and its lives are told apart by [`epoch`].

pub mod admin;
mod answer;
pub mod api;
mod apply;
mod authority;
pub mod batch;
mod bell;
pub mod case_file;
mod case_files;
mod case_tables;
pub mod cases;
mod catch_up;
pub mod citizen;
pub mod command;
mod compare;
mod console;
mod credential;
mod database;
mod device_files;
pub mod dispatch;
mod enrolment;
mod epoch;
mod error;
mod feed_log;
mod files;
mod fold;
mod forks;
pub mod intake;
mod migrations;
mod news;
pub mod oidc;
mod open311;
mod operation;
mod outcome;
pub mod own;
mod person_file;
mod portal;
mod push;
mod registrations;
mod reviews;
mod routes;
mod secret;
mod server;
mod settings;
pub mod standing;
mod transfer;
pub mod units;
mod upload;
mod watermark;
mod web;

pub use api::client::{ClientRow, DEFAULT_PER_MINUTE, NewClient, Proof, channel_named, read_key};
pub use console::administrators::AdministratorRow;
pub use credential::Device;
pub use dispatch::MessageCount;
pub use enrolment::DeviceRow;
pub use error::CentralError;
pub use forks::{Fork, Held as HeldThere, Offered};
pub use portal::code::OneTimeCode;
pub use portal::officers::{NewOfficer, OfficerRow, OfficerState};
pub use server::Server;
pub use settings::Settings;
