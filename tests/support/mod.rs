//! Real parts for the tests: PostgreSQL, central, desks.

// Each test program uses some of it.
#![allow(dead_code)]

pub mod browser;
pub mod cases;
pub mod central;
pub mod channel;
pub mod clerk;
pub mod counter;
pub mod desk;
pub mod events;
pub mod file_desk;
pub mod postgres;
pub mod program;
pub mod proxy;
pub mod serving;
pub mod syncing;
pub mod terminal;
pub mod tools;
