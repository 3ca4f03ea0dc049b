//! Central over real HTTPS and a real PostgreSQL, spoken to by the real client.

mod support;

#[path = "central/enrolment.rs"]
mod enrolment;
#[path = "central/feed.rs"]
mod feed;
#[path = "central/load.rs"]
mod load;
#[path = "central/migrating.rs"]
mod migrating;
#[path = "central/operation.rs"]
mod operation;
#[path = "central/own.rs"]
mod own;
#[path = "central/protocol.rs"]
mod protocol;
#[path = "central/refusals.rs"]
mod refusals;
