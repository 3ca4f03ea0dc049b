//! What central is told at start.

use super::dispatch::MessageSettings;
use super::oidc::OidcSettings;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Settings of one central instance.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address the numbers for Prometheus are told on, in the clear; none tells them nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// PostgreSQL, as a connection string (`host=/run/postgresql dbname=acikkapi` or a URL).
    pub database: String,
    /// Folder of the certificate authority. All instances of one central share its two files.
    pub data_dir: PathBuf,
    /// Names and addresses the devices reach this server by, for its certificate.
    pub names: Vec<String>,
    /// Database connections.
    pub connections: usize,
    /// Batches handled at once; the next one is asked to come back.
    pub concurrent_batches: usize,
    /// Header in which a proxy in front tells a request's address; empty where there is none.
    pub client_address_header: String,
    /// How messages leave.
    pub messages: MessageSettings,
    /// How citizens sign in with e-Devlet.
    pub edevlet: OidcSettings,
}

impl Settings {
    /// Database connections unless set otherwise.
    pub const DEFAULT_CONNECTIONS: usize = 16;
    /// Batches at once unless set otherwise: bounds memory to about 10 MiB for each.
    pub const DEFAULT_CONCURRENT_BATCHES: usize = 24;
}
