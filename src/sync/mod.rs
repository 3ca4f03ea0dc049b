//! Sync with central.
//!
//! [`wire`] holds the types both sides speak and the one hash function, [`body`] what is in an
//! operation and [`seal`] how its personal part is closed, [`problem`] the errors central answers
//! with. [`engine`] decides when to send what, purely; [`journal`] is what sync
//! needs from the desk's store; [`conversation`] makes calls of the one and the other, and [`worker`]
//! is the loop that carries them through [`client`]. [`ledger`] is what central decides about a batch;
//! [`digest`] and [`compare`] find out whether both hold the same.
//! A device becomes known to central by [`enrol`] with a [`code`], and trusts only the authority
//! pinned by [`tls`].

pub mod body;
pub mod client;
pub mod code;
pub mod command;
pub mod compare;
pub mod conversation;
pub mod digest;
pub mod engine;
pub mod enrol;
pub mod files;
pub mod journal;
pub mod ledger;
mod listener;
pub mod problem;
pub mod seal;
mod session;
pub mod status;
pub mod tls;
pub mod wire;
pub mod worker;
