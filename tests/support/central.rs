//! A real central over a fresh database.

use super::postgres::Database;
use acikkapi::central::admin::OfficerCode;
use acikkapi::central::dispatch::MessageSettings;
use acikkapi::central::oidc::OidcSettings;
use acikkapi::central::{CentralError, NewOfficer, Server, Settings, admin};
use deadpool_postgres::{Manager, Pool};
use std::net::SocketAddr;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_postgres::NoTls;

/// Central, running.
pub struct Central {
    pub database: Database,
    pub settings: Settings,
    pub address: SocketAddr,
    /// Where the numbers are told.
    pub metrics: SocketAddr,
    runtime: Runtime,
    running: Option<Running>,
    _folder: tempfile::TempDir,
}

struct Running {
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Central {
    /// Starts one.
    pub fn start() -> Self {
        Self::with_places(8)
    }

    /// Starts one that handles this many batches at once.
    pub fn with_places(concurrent_batches: usize) -> Self {
        Self::with(|settings| settings.concurrent_batches = concurrent_batches)
    }

    /// Starts one with settings of its own.
    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let database = Database::fresh();
        let folder = tempfile::tempdir().expect("a folder");
        let mut settings = Settings {
            listen: "127.0.0.1:0".parse().expect("an address"),
            metrics_listen: Some("127.0.0.1:0".parse().expect("an address")),
            database: database.url.clone(),
            data_dir: folder.path().join("central"),
            names: vec!["localhost".into(), "127.0.0.1".into()],
            connections: 6,
            concurrent_batches: 8,
            client_address_header: String::new(),
            messages: MessageSettings::without_gateways(folder.path()),
            edevlet: OidcSettings::off(folder.path()),
        };
        change(&mut settings);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let mut central = Self {
            database,
            address: settings.listen,
            metrics: settings.listen,
            settings,
            runtime,
            running: None,
            _folder: folder,
        };
        central.go_on();
        central
    }

    /// Starts again after [`Self::stop`], at the same address.
    pub fn go_on(&mut self) {
        let server = self
            .runtime
            .block_on(Server::start(&self.settings))
            .expect("central starts");
        self.address = server.address();
        self.settings.listen = self.address;
        self.metrics = server.metrics_address().expect("numbers are told");
        let (stop, stopped) = oneshot::channel();
        let ended = self.runtime.spawn(async {
            let until = async {
                let _ = stopped.await;
            };
            server.run_until(until).await.expect("central runs");
        });
        self.running = Some(Running { stop, ended });
    }

    /// Stops it as an operator does.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.stop.send(());
            self.runtime.block_on(running.ended).expect("central stops");
        }
    }

    /// Address as a device is told it.
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// A new enrolment code.
    pub fn code(&self, office: &str) -> String {
        let issued = admin::issue_code(&self.settings, office, admin::DEFAULT_CODE_HOURS);
        let issued = self.runtime.block_on(issued).expect("a code");
        issued.code.grouped()
    }

    /// Does something with a pool of connections to its database.
    pub fn with_pool<T>(&self, work: impl AsyncFnOnce(&Pool) -> T) -> T {
        let config = self.database.url.parse().expect("a connection string");
        let pool = Pool::builder(Manager::new(config, NoTls)).max_size(2);
        let pool = pool.build().expect("a pool");
        self.runtime.block_on(work(&pool))
    }

    /// What `central officer add` does: the one-time code.
    pub fn officer(&self, office: &str, unit: &str, login: &str, name: &str) -> String {
        let added = self.add_officer(&NewOfficer {
            office,
            unit,
            login,
            name,
        });
        added.expect("an account").code.grouped()
    }

    pub fn add_officer(&self, new: &NewOfficer<'_>) -> Result<OfficerCode, CentralError> {
        let added = admin::add_officer(&self.settings, new, admin::DEFAULT_OFFICER_HOURS);
        self.runtime.block_on(added)
    }

    /// What `central officer disable` does.
    pub fn disable(&self, login: &str) {
        let disabled = admin::disable_officer(&self.settings, login);
        self.runtime.block_on(disabled).expect("disabled");
    }

    /// Does what an administrator does.
    pub fn administer<T>(&self, work: impl AsyncFnOnce(&Settings) -> T) -> T {
        self.runtime.block_on(work(&self.settings))
    }

    /// What `central admin add` does: the one-time code.
    pub fn administrator(&self, login: &str, name: &str) -> String {
        let hours = admin::DEFAULT_OFFICER_HOURS;
        let added = admin::add_administrator(&self.settings, (login, name), hours);
        let added = self.runtime.block_on(added).expect("an account");
        added.code.grouped()
    }

    /// What `central admin disable` does.
    pub fn disable_administrator(&self, login: &str) {
        let disabled = admin::disable_administrator(&self.settings, login);
        self.runtime.block_on(disabled).expect("disabled");
    }

    /// What `central revoke` does.
    pub fn revoke(&self, office: &str, number: u8) {
        let revoked = admin::revoke(&self.settings, office, number);
        self.runtime.block_on(revoked).expect("revoked");
    }

    /// What `central new-epoch` does.
    pub fn new_epoch(&self) {
        let begun = admin::new_epoch(&self.settings);
        self.runtime.block_on(begun).expect("a new epoch");
    }

    /// What `central device show` tells.
    pub fn forks(&self, office: &str, number: u8) -> Vec<acikkapi::central::Fork> {
        let shown = admin::device(&self.settings, office, number);
        self.runtime.block_on(shown).expect("a device").1
    }

    /// What `central device release` does; whether it was set aside.
    pub fn release(&self, office: &str, number: u8) -> bool {
        let released = admin::release(&self.settings, office, number);
        self.runtime.block_on(released).expect("a device")
    }

    /// What `central devices` lists.
    pub fn devices(&self, office: &str) -> Vec<acikkapi::central::DeviceRow> {
        let devices = admin::devices(&self.settings, Some(office));
        self.runtime.block_on(devices).expect("devices")
    }
}
