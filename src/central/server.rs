//! The running server.

use super::authority::Authority;
use super::bell::Bell;
use super::dispatch::Dispatcher;
use super::error::{CentralError, describe};
use super::operation::{self, Metrics, Operation, Pulse, Service, Task};
use super::routes::{self, Api};
use super::settings::Settings;
use super::watermark::Watermark;
use super::{citizen, database, epoch, files, transfer};
use crate::catalog::Catalog;
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use chrono::Utc;
use deadpool_postgres::Pool;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// A started request is finished within this time when the server stops.
const STOP_TIME: Duration = Duration::from_secs(20);
/// A connection that has not sent its first request by then is closed.
const FIRST_REQUEST: Duration = Duration::from_secs(20);
const HEADER_TIME: Duration = Duration::from_secs(15);
/// The server's certificate is good for a year; it is made anew long before.
const CERTIFICATE_RENEWAL: Duration = Duration::from_secs(30 * 24 * 3600);

const WATERMARK: Duration = Duration::from_secs(60);

/// A server that is listening.
pub struct Server {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    handle: Handle<SocketAddr>,
    serving: JoinHandle<std::io::Result<()>>,
    tasks: Vec<JoinHandle<()>>,
    dispatcher: Dispatcher,
    bell: Bell,
    pulse: Pulse,
}

impl Server {
    /// Opens the database and the authority and starts listening.
    pub async fn start(settings: &Settings) -> Result<Self, CentralError> {
        files::create_folder(&settings.data_dir)?;
        let watermark = Arc::new(Watermark::open(&settings.data_dir));
        let pool = database::open(settings, &watermark).await?;
        let authority = Authority::open(&settings.data_dir, Utc::now())?;
        let tls = RustlsConfig::from_config(authority.server_config(&settings.names, Utc::now())?);
        let serve =
            |error: std::io::Error| CentralError::Serve(format!("{}: {error}", settings.listen));
        let listener = TcpListener::bind(settings.listen).map_err(serve)?;
        listener.set_nonblocking(true).map_err(serve)?;
        let address = listener.local_addr().map_err(serve)?;
        let (metrics, pulse) = (Metrics::new(), Pulse::start());
        let bell = Bell::default();
        let dispatcher = Dispatcher::start((&pool, &pulse), &settings.messages);
        let dispatcher =
            dispatcher.map_err(|(section, said)| CentralError::Messages { section, said })?;
        let (catalog, _) = Catalog::load(None);
        let lists = (&pool, catalog.clone());
        let citizens = citizen::router(lists, settings, dispatcher.direct())?;
        let api = Api {
            pool: pool.clone(),
            metrics: metrics.clone(),
            pulse: pulse.clone(),
            ca_certificate: authority.certificate_pem().into(),
            ca_fingerprint: authority.fingerprint(),
            batches: Arc::new(Semaphore::new(settings.concurrent_batches.max(1))),
            bell: bell.clone(),
            catalog,
        };
        let router = routes::router(api, citizens)?;
        tracing::trace!(?router, "routes");
        let handle = Handle::new();
        let acceptor = RustlsAcceptor::new(tls.clone());
        let mut server = axum_server::from_tcp(listener)
            .map_err(serve)?
            .acceptor(acceptor)
            .handle(handle.clone())
            .first_request_timeout(FIRST_REQUEST);
        server
            .http_builder()
            .http1()
            .header_read_timeout(HEADER_TIME);
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(server.serve(service));
        let names = settings.names.clone();
        let mut tasks = vec![
            tokio::spawn(renew(authority, names, tls)),
            tokio::spawn(watch(pool.clone(), watermark, pulse.clone())),
            tokio::spawn(transfer::watch(pool.clone(), pulse.clone())),
            tokio::spawn(citizen::watch(pool.clone())),
            tokio::spawn(bell.clone().watch(pool.clone())),
        ];
        let mut metrics_address = None;
        if let Some(listen) = settings.metrics_listen {
            let operation = Operation {
                pool,
                metrics,
                pulse: pulse.clone(),
            };
            let (address, serving) = operation::listen(listen, operation).await?;
            metrics_address = Some(address);
            tasks.push(serving);
        }
        tracing::info!(%address, "listening");
        Ok(Self {
            address,
            metrics_address,
            handle,
            serving,
            tasks,
            dispatcher,
            pulse,
            bell,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it tells its numbers, if it does.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// Serves until `stop` is done, then finishes the requests under way.
    pub async fn run_until(self, stop: impl Future<Output = ()>) -> Result<(), CentralError> {
        let Self {
            handle,
            mut serving,
            tasks,
            dispatcher,
            bell,
            pulse,
            ..
        } = self;
        let service = Service::ready(pulse);
        let ended = tokio::select! {
            ended = &mut serving => ended,
            () = stop => {
                tracing::info!("stopping");
                service.stopping();
                bell.close();
                handle.graceful_shutdown(Some(STOP_TIME));
                serving.await
            }
        };
        dispatcher.stop().await;
        tasks.iter().for_each(JoinHandle::abort);
        service.end();
        match ended {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(CentralError::Serve(error.to_string())),
            Err(error) => Err(CentralError::Serve(error.to_string())),
        }
    }
}

async fn renew(authority: Authority, names: Vec<String>, tls: RustlsConfig) {
    loop {
        tokio::time::sleep(CERTIFICATE_RENEWAL).await;
        match authority.server_config(&names, Utc::now()) {
            Ok(config) => tls.reload_from_config(config),
            Err(error) => tracing::error!(error = describe(&error), "certificate renewal"),
        }
    }
}

/// Keeps the watermark, so that a database put back from a copy is noticed.
async fn watch(pool: Pool, watermark: Arc<Watermark>, pulse: Pulse) {
    loop {
        tokio::time::sleep(WATERMARK).await;
        pulse.beat(Task::EpochWatch);
        let looked = match pool.get().await {
            Ok(mut client) => epoch::ensure(&mut client, &watermark).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = looked {
            tracing::error!(error = describe(&error), "watermark");
        }
    }
}
