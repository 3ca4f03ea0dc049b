//! What the benches share: measuring with percentiles, and desks to measure on.

// Each bench uses some of it.
#![allow(dead_code)]

pub mod data;
pub mod figures;
pub mod others;
pub mod pty;
