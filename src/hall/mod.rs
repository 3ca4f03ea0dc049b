//! The call display: what the waiting hall sees on a screen of its own.
//!
//! [`watch`] is a thread that only reads the desk's file and sends a [`board::Board`] whenever it
//! has changed; [`board::Hall`] knows which calls are new; [`view`] draws them over the whole
//! terminal, digits in [`huge`] scaled to the room; [`run`] is the loop around them.
//!
//! A board has numbers and counters and nothing else. It does not know lanes, classes, names or
//! tickets, so that nothing of a visitor can reach the screen by mistake.

pub mod board;
mod huge;
pub mod run;
pub mod view;
mod watch;
