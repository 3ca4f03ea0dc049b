//! Central over real HTTPS and a real PostgreSQL, spoken to by the real client.

mod support;

#[path = "central/enrolment.rs"]
mod enrolment;
#[path = "central/feed.rs"]
mod feed;
#[path = "central/instances.rs"]
mod instances;
#[path = "central/load.rs"]
mod load;
#[path = "central/logs.rs"]
mod logs;
#[path = "central/migrating.rs"]
mod migrating;
#[path = "central/network.rs"]
mod network;
#[path = "central/operation.rs"]
mod operation;
#[path = "central/own.rs"]
mod own;
#[path = "central/protocol.rs"]
mod protocol;
#[path = "central/refusals.rs"]
mod refusals;
#[path = "central/restoring.rs"]
mod restoring;
#[path = "central/wire.rs"]
mod wire;
