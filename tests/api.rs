//! The API of the channels: real HTTPS, a real PostgreSQL, a real desk's file, clients that sign.

mod support;

#[path = "api/applications.rs"]
mod applications;
#[path = "api/bad_input.rs"]
mod bad_input;
#[path = "api/description.rs"]
mod description;
#[path = "api/desk.rs"]
mod desk;
#[path = "api/documentation.rs"]
mod documentation;
#[path = "api/open311.rs"]
mod open311;
#[path = "api/signatures.rs"]
mod signatures;
