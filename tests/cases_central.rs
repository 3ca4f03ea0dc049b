//! Cases at central, over real HTTPS, a real PostgreSQL and the desks' real files.

mod support;

#[path = "cases/equal.rs"]
mod equal;
#[path = "cases/files.rs"]
mod files;
#[path = "cases/fold.rs"]
mod fold;
#[path = "cases/intake.rs"]
mod intake;
#[path = "cases/transfer.rs"]
mod transfer;
#[path = "cases/unit.rs"]
mod unit;
