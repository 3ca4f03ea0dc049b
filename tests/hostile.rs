//! What a desk has to live through: strange input, disks, files, clocks and terminals. Each is met
//! in the program itself on a real terminal, gets a clear sentence, and loses nothing.

mod support;

#[path = "hostile/clocks.rs"]
mod clocks;
#[path = "hostile/disks.rs"]
mod disks;
#[path = "hostile/endings.rs"]
mod endings;
#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/kept.rs"]
mod kept;
#[path = "hostile/odd_values.rs"]
mod odd_values;
#[path = "hostile/pastes.rs"]
mod pastes;
#[path = "hostile/terminals.rs"]
mod terminals;
