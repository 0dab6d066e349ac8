//! A Partner Center that runs here: the same contract over SQLite, with the same refusals.

use std::future::Future;
use std::path::PathBuf;

use offboarding_domain::{AccountKind, Rule};

/// How a sandbox is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// The database file; without it the data lives as long as the sandbox.
    pub data: Option<PathBuf>,
    /// How many customers to make up besides the named ones.
    pub generate: u32,
    /// The removal rule in force.
    pub rule: Rule,
    /// The kind of account: only `integration` cancels reservations.
    pub account_kind: AccountKind,
}

impl Default for Options {
    fn default() -> Self {
        Self { data: None, generate: 0, rule: Rule::Suspend, account_kind: AccountKind::Integration }
    }
}

/// A sandbox that could not be opened.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// The database failed.
    #[error("the sandbox's database failed")]
    Database(#[from] sqlx::Error),
}

/// A Partner Center that runs here.
#[derive(Clone, Debug)]
pub struct Sandbox {}

impl Sandbox {
    /// Opens the database and seeds it where it is empty.
    pub async fn open(_options: Options) -> Result<Self, Error> {
        Ok(Self {})
    }

    /// The routes of Partner Center.
    pub fn router(&self) -> axum::Router {
        axum::Router::new()
    }
}

/// Answers on `listener` until `shutdown`.
pub async fn serve(
    listener: tokio::net::TcpListener,
    sandbox: Sandbox,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, sandbox.router()).with_graceful_shutdown(shutdown).await
}

/// Ids of the named cases.
pub mod seed {
    use offboarding_domain::CustomerId;
    use uuid::Uuid;

    /// Names everything that this sandbox makes up.
    const NAMESPACE: Uuid = Uuid::from_u128(0x6f66_6662_6f61_7264_696e_672d_7361_6e64);

    /// The id of the customer with this name.
    pub fn customer_id(name: &str) -> CustomerId {
        let id = Uuid::new_v5(&NAMESPACE, format!("customer/{name}").as_bytes());
        id.to_string().parse().expect("a UUID is a GUID")
    }
}
