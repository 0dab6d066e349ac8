//! A Partner Center that runs here: the same contract over SQLite, with the same refusals.
//!
//! It stands in for Microsoft wherever there are no credentials: by default behind our own backend, in its tests, and
//! as a program for anyone who develops against Partner Center. Where Microsoft's documents are silent it makes a
//! choice and says so: see [`refusal::REMOVAL_BLOCKED`].

mod routes;

mod certificate;
mod partner;
pub mod refusal;
mod write;

mod audit;
mod lifecycle;
mod removal;
mod transition;

mod store;

mod faults;
mod throttle;

mod product;
pub mod seed;

mod clock;

use std::future::Future;
use std::num::NonZeroU32;
use std::path::PathBuf;

use offboarding_domain::{AccountKind, Rule};
use tokio::net::TcpListener;

use certificate::Certificate;
use faults::Faults;
use store::Store;
use throttle::Throttle;

/// The application that the token endpoint knows.
pub const CLIENT_ID: &str = "5f0d9c1e-8d5a-4c63-9a53-3f7c2f1b6a70";
/// Its secret.
pub const CLIENT_SECRET: &str = "the sandbox has no secrets";

/// How a sandbox is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// The database file, which is seeded only while it is empty; without it the data lives as long as the sandbox.
    pub data: Option<PathBuf>,
    /// How many customers to make up besides the named ones.
    pub generate: u32,
    /// The removal rule in force.
    pub rule: Rule,
    /// The kind of account: only `integration` cancels reservations.
    pub account_kind: AccountKind,
    /// How long access tokens are good, in seconds.
    pub token_lifetime_s: u32,
    /// `DELETE` of a customer works, as in Microsoft's own sandbox: the tenant goes with it.
    pub deletes_customers: bool,
    /// How many requests a minute each customer may take; any number without it. Microsoft's own number is 500.
    pub per_minute: Option<NonZeroU32>,
    /// After how many seconds a removal, or a new order, is seen: minutes, in the real one.
    pub seen_after_s: u32,
    /// After how many seconds an Azure subscription that was cancelled is inactive: about ten minutes, in the real one.
    pub azure_after_s: u32,
    /// A PEM file with the application's certificate, whose key proves who calls as the secret does.
    pub certificate: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            data: None,
            generate: 0,
            rule: Rule::Suspend,
            account_kind: AccountKind::Integration,
            token_lifetime_s: 3600,
            deletes_customers: false,
            per_minute: None,
            seen_after_s: 0,
            azure_after_s: 0,
            certificate: None,
        }
    }
}

/// A sandbox that could not be opened.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// There is no place for the data.
    #[error("no place for the sandbox's data")]
    Place(#[from] std::io::Error),
    /// The file has no certificate, or none with an RSA key.
    #[error("no certificate with an RSA key can be read from {0}")]
    Certificate(PathBuf),
    /// The database cannot be used.
    #[error("the sandbox's database cannot be used")]
    Database(#[from] sqlx::Error),
    /// The database has tables that this version does not understand.
    #[error("the sandbox's database is of another version")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// A Partner Center that runs here. Cheap to clone; data without a file goes with the last clone.
#[derive(Clone, Debug)]
pub struct Sandbox {
    store: Store,
    rule: Rule,
    account_kind: AccountKind,
    token_lifetime_s: u32,
    deletes_customers: bool,
    seen_after_s: u32,
    azure_after_s: u32,
    certificate: Option<Certificate>,
    faults: Faults,
    throttle: Throttle,
}

impl Sandbox {
    /// Opens the database and seeds it where it is empty.
    pub async fn open(options: Options) -> Result<Self, Error> {
        let store = Store::open(options.data.as_deref()).await?;
        let mut work = store.write().await?;
        if work.is_empty().await? {
            seed::sow(&mut work, options.generate).await?;
        }
        work.commit().await?;
        let Options { rule, account_kind, token_lifetime_s, deletes_customers, .. } = options;
        let Options { seen_after_s, azure_after_s, .. } = options;
        let certificate = options.certificate.as_deref().map(Certificate::open).transpose()?;
        let (faults, throttle) = (Faults::default(), Throttle::new(options.per_minute));
        Ok(Self {
            store,
            rule,
            account_kind,
            token_lifetime_s,
            deletes_customers,
            seen_after_s,
            azure_after_s,
            certificate,
            faults,
            throttle,
        })
    }

    /// The routes of Partner Center.
    pub fn router(&self) -> axum::Router {
        routes::router(self.clone())
    }
}

/// Answers on `listener` until `shutdown`.
pub async fn serve(
    listener: TcpListener,
    sandbox: Sandbox,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, sandbox.router()).with_graceful_shutdown(shutdown).await
}
