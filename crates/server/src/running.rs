//! Starting and stopping: the sandbox where nothing else is upstream, the journal, the application, in that order.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use std::{fs, io};

use axum::http::HeaderValue;
use metrics_exporter_prometheus::PrometheusHandle;
use partner_center::PartnerCenter;
use partner_center_sandbox::{Options, Sandbox};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::app::{Surface, router};
use crate::auth::{self, Expected, Tokens};
use crate::config::{self, Config};
use crate::database::Database;
use crate::health::Upstream;
use crate::journal::{self, Journal};
use crate::limits::Limits;
use crate::operations::{self, Operations, Store};
use crate::signals::Signals;
use crate::state::AppState;
use crate::turns::Turns;
use crate::{metrics, watch};

/// Why the server did not start.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// It is set up in a way that would not be safe, or cannot work.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// The folder of the databases cannot be made.
    #[error("data folder")]
    Data(#[source] io::Error),
    /// The address is taken, or not of this machine.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The issuer's public key cannot be read.
    #[error("token key {0}")]
    TokenKey(PathBuf, #[source] io::Error),
    /// The issuer's keys cannot be used.
    #[error("tokens")]
    Tokens(#[from] auth::KeyError),
    /// The journal cannot be opened.
    #[error("journal")]
    Journal(#[from] journal::Error),
    /// The sandbox cannot be opened.
    #[error("sandbox")]
    Sandbox(#[from] partner_center_sandbox::Error),
    /// The client for Partner Center cannot be made.
    #[error("Partner Center")]
    PartnerCenter(#[from] partner_center::Error),
}

/// How long a connection may take to end once the server stops.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that answers.
#[derive(Debug)]
pub struct Running {
    /// The address to open.
    pub url: String,
    /// The sandbox's address, where it runs in this process.
    pub sandbox_url: Option<String>,
    /// Where the metrics are, if anywhere.
    pub metrics_url: Option<String>,
    server: Serving,
    metrics: Option<Serving>,
    sandbox: Option<Serving>,
    tasks: TaskTracker,
    database: Database,
    ending: CancellationToken,
    drain: Duration,
}

/// Starts the server.
pub async fn start(config: Config) -> Result<Running, Error> {
    config.check()?;
    if !config.has_keys() {
        tracing::warn!("no keys of a portal's: anyone on this machine may have a token");
    }
    let origins = config.allowed_origins()?;
    if let Some(data) = &config.data {
        fs::create_dir_all(data).map_err(Error::Data)?;
    }
    let database = Database::open(&config.database()).await.map_err(journal::Error::from)?;
    let journal = Journal::open(database.clone()).await?;
    let sandbox = match config.upstream {
        Some(_) => None,
        None => Some(start_sandbox(&config).await?),
    };
    let sandbox_url = sandbox.as_ref().map(|it| it.url.clone());
    let upstream = sandbox_url.clone().or(config.upstream.clone()).unwrap_or_default();
    let (ending, stopping) = (CancellationToken::new(), CancellationToken::new());
    let tasks = TaskTracker::new();
    let state = AppState {
        partner_center: PartnerCenter::new(partner_center(&config, upstream)?)?,
        upstream: Upstream::new(config.upstream_seen),
        journal: journal.clone(),
        operations: Operations::new(Store::new(database.clone()), config.pace, config.lease()),
        tokens: tokens(&config)?,
        limits: Limits::new(config.rate, config.burst),
        turns: Turns::new(database.clone(), config.lease(), tasks.clone()),
        schedule: config.schedule,
        tasks: tasks.clone(),
        ending: ending.clone(),
        stopping: stopping.clone(),
    };
    state.operations.store.take_over().await?;
    // First: what the others do is counted from the start.
    let metrics = match config.metrics_listen {
        Some(address) => Some(start_metrics(address, &tasks, stopping.clone()).await?),
        None => None,
    };
    tasks.spawn(tidy_limits(state.limits.clone(), stopping.clone()));
    tasks.spawn(operations::run(state.clone()));
    tasks.spawn(watch::run(state.clone()));
    tasks.spawn(keep_consent(state.partner_center.clone(), stopping.clone()));
    let server = start_server(&config, state, origins, stopping).await?;
    Ok(Running {
        url: server.url.clone(),
        sandbox_url,
        metrics_url: metrics.as_ref().map(|it| format!("{}/metrics", it.url)),
        server,
        metrics,
        sandbox,
        tasks,
        database,
        ending,
        drain: Duration::from_secs(config.drain),
    })
}

impl Running {
    /// Finishes what is being answered and written, and stops.
    pub async fn stop(self) {
        self.server.stop().await;
        self.tasks.close();
        self.tasks.wait().await;
        self.database.close().await;
        for other in [self.sandbox, self.metrics].into_iter().flatten() {
            other.stop().await;
        }
    }

    /// Answers until the process is asked to end; goes on for a while as not ready, unless asked again; then stops.
    pub async fn wait(self, mut signals: Signals) {
        signals.next().await;
        self.ending.cancel();
        tokio::select! {
            () = sleep(self.drain) => {}
            () = signals.next() => {}
        }
        self.stop().await;
    }
}

/// A listener with somebody behind it.
#[derive(Debug)]
struct Serving {
    url: String,
    stopping: CancellationToken,
    task: JoinHandle<io::Result<()>>,
}

impl Serving {
    async fn stop(mut self) {
        self.stopping.cancel();
        if timeout(PATIENCE, &mut self.task).await.is_err() {
            tracing::warn!(url = self.url, "connections cut off");
            self.task.abort();
        }
    }
}

async fn start_server(
    config: &Config,
    state: AppState,
    origins: Vec<HeaderValue>,
    stopping: CancellationToken,
) -> Result<Serving, Error> {
    let (listener, url) = listen(config.listen).await?;
    let surface = Surface { dist: &config.dist, origins, has_demo: !config.has_keys() };
    let app = router(state, surface);
    let shutdown = stopping.clone().cancelled_owned();
    let task = tokio::spawn(
        axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>())
            .with_graceful_shutdown(shutdown)
            .into_future(),
    );
    Ok(Serving { url, stopping, task })
}

/// On an address of its own: what is counted is not for everyone who may open a page.
async fn start_metrics(
    address: SocketAddr,
    tasks: &TaskTracker,
    stopping: CancellationToken,
) -> Result<Serving, Error> {
    let handle = metrics::record();
    let (listener, url) = listen(address).await?;
    tracing::info!(url, "metrics");
    tasks.spawn(tidy_metrics(handle, stopping));
    let stopping = CancellationToken::new();
    let shutdown = stopping.clone().cancelled_owned();
    let serving = axum::serve(listener, metrics::router(handle)).with_graceful_shutdown(shutdown);
    Ok(Serving { url, stopping, task: tokio::spawn(serving.into_future()) })
}

async fn start_sandbox(config: &Config) -> Result<Serving, Error> {
    let sandbox = Sandbox::open(Options {
        data: config.data.as_ref().map(|it| it.join("sandbox.sqlite")),
        generate: config.generate,
        rule: config.rule(),
        account_kind: config.account_kind(),
        ..Options::default()
    })
    .await?;
    let (listener, url) = listen(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    let stopping = CancellationToken::new();
    let task = tokio::spawn(partner_center_sandbox::serve(listener, sandbox, stopping.clone().cancelled_owned()));
    Ok(Serving { url, stopping, task })
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, String), Error> {
    let failed = |error| Error::Listen(address, error);
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let url = format!("http://{}", listener.local_addr().map_err(failed)?);
    Ok((listener, url))
}

fn partner_center(config: &Config, base_url: String) -> Result<partner_center::Config, Error> {
    Ok(partner_center::Config {
        base_url,
        credentials: config.upstream_credentials()?,
        rule: config.rule(),
        account_kind: config.account_kind(),
        timeout: config.upstream_timeout,
        retry: config.upstream_retry,
    })
}

fn tokens(config: &Config) -> Result<Tokens, Error> {
    let expected = Expected { issuer: config.token_issuer.clone(), audience: config.token_audience.clone() };
    if let Some(address) = &config.token_jwks {
        return Ok(Tokens::of_issuer(address.clone(), config.refresh, expected)?);
    }
    if let Some(file) = &config.token_key {
        let pem = fs::read(file).map_err(|error| Error::TokenKey(file.clone(), error))?;
        return Ok(Tokens::of_pem(&pem, expected)?);
    }
    // Without keys of the portal's, a secret that nobody knows: 244 bits of the system's chance.
    let chance = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()];
    let secret = config.token_secret.as_ref().map(|it| it.expose().as_bytes());
    Ok(Tokens::of_secret(secret.unwrap_or(chance.as_flattened()), expected))
}

/// Callers who have not asked for a while take no memory.
async fn tidy_limits(limits: Limits, stopping: CancellationToken) {
    let mut every = tokio::time::interval(Duration::from_mins(1));
    while stopping.run_until_cancelled(every.tick()).await.is_some() {
        limits.tidy();
    }
}

/// Durations that nobody collects take little memory.
async fn tidy_metrics(handle: &'static PrometheusHandle, stopping: CancellationToken) {
    let mut every = tokio::time::interval(Duration::from_secs(5));
    while stopping.run_until_cancelled(every.tick()).await.is_some() {
        handle.run_upkeep();
    }
}

/// At the start, so that the operator hears of a registration that does not work, and every day.
async fn keep_consent(partner_center: PartnerCenter, stopping: CancellationToken) {
    let mut every = tokio::time::interval(Duration::from_hours(24));
    while stopping.run_until_cancelled(every.tick()).await.is_some() {
        if let Some(Err(error)) = stopping.run_until_cancelled(partner_center.renew_token()).await {
            tracing::error!(error = &error as &dyn std::error::Error, "no token for Partner Center");
        }
    }
}
