//! The program itself, run as a user runs it.

mod support;

#[path = "cli/backup.rs"]
mod backup;
#[path = "cli/catalog.rs"]
mod catalog;
#[path = "cli/central.rs"]
mod central;
#[path = "cli/demo_data.rs"]
mod demo_data;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/device.rs"]
mod device;
#[path = "cli/doctor.rs"]
mod doctor;
#[path = "cli/documents.rs"]
mod documents;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/office.rs"]
mod office;
#[path = "cli/packaging.rs"]
mod packaging;
#[path = "cli/paper.rs"]
mod paper;
#[path = "cli/queue.rs"]
mod queue;
#[path = "cli/reviews.rs"]
mod reviews;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/units.rs"]
mod units;
#[path = "cli/wrong.rs"]
mod wrong;

use support::{program, serving};
