//! acikkapi: the software an Açık Kapı desk runs on.
//!
//! The layout follows the desk's life; dependencies point inward. See ARCHITECTURE.md.

pub mod catalog;
pub mod central;
pub mod cli;
pub mod config;
pub mod desk;
pub mod doctor;
pub mod domain;
pub mod fairness;
pub mod hall;
pub mod i18n;
pub mod labels;
pub mod papers;
pub mod store;
pub mod sync;
pub mod system;
pub mod text;
pub mod tui;
