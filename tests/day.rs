//! Whole journeys: the program itself on a real terminal, as a clerk uses it, with a real central
//! and a real PostgreSQL behind it.

mod support;

#[path = "day/demonstration.rs"]
mod demonstration;
#[path = "day/ledger.rs"]
mod ledger;
#[path = "day/office.rs"]
mod office;
#[path = "day/whole_day.rs"]
mod whole_day;
