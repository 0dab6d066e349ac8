//! A Partner Center on this machine, for whoever develops against the real one.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Parser, ValueEnum};
use offboarding_domain::{AccountKind, Rule};
use partner_center_sandbox::{Options, Sandbox, serve};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// A Partner Center that runs here: the same contract over SQLite, with the same refusals.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:4001")]
    listen: SocketAddr,
    /// A file that keeps the data; without it the data goes with the program.
    #[arg(long)]
    data: Option<PathBuf>,
    /// How many customers to make up besides the named ones.
    #[arg(long, default_value_t = 0)]
    generate: u32,
    /// The removal rule in force.
    #[arg(long, value_enum, default_value_t = RuleArg::Suspend)]
    rule: RuleArg,
    /// The kind of account: only an integration account cancels reservations.
    #[arg(long, value_enum, default_value_t = AccountArg::Integration)]
    account_kind: AccountArg,
    /// How long access tokens are good, in seconds.
    #[arg(long, default_value_t = 3600)]
    token_lifetime_s: u32,
    /// Let `DELETE` destroy a customer, as Microsoft's own sandbox does.
    #[arg(long)]
    deletes_customers: bool,
    /// How many requests a minute each customer may take, as Microsoft counts 500; any number without it.
    #[arg(long)]
    per_minute: Option<NonZeroU32>,
    /// After how many seconds a removal, or a new order, is seen.
    #[arg(long, default_value_t = 0)]
    seen_after_s: u32,
    /// After how many seconds an Azure subscription that was cancelled is inactive.
    #[arg(long, default_value_t = 0)]
    azure_after_s: u32,
    /// A PEM file with the certificate that the application proves itself with; its secret is good as well.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum RuleArg {
    Suspend,
    CancelNewCommerce,
}

#[derive(Clone, Copy, ValueEnum)]
enum AccountArg {
    Integration,
    Production,
}

impl From<Args> for Options {
    fn from(args: Args) -> Self {
        let rule = match args.rule {
            RuleArg::Suspend => Rule::Suspend,
            RuleArg::CancelNewCommerce => Rule::CancelNewCommerce,
        };
        let account_kind = match args.account_kind {
            AccountArg::Integration => AccountKind::Integration,
            AccountArg::Production => AccountKind::Production,
        };
        let Args { data, generate, token_lifetime_s, deletes_customers, per_minute, .. } = args;
        let Args { seen_after_s, azure_after_s, certificate, .. } = args;
        Self {
            data,
            generate,
            rule,
            account_kind,
            token_lifetime_s,
            deletes_customers,
            per_minute,
            seen_after_s,
            azure_after_s,
            certificate,
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).init();
    let args = Args::parse();
    let address = args.listen;
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    let sandbox = Sandbox::open(args.into()).await.context("cannot open the sandbox")?;
    tracing::info!("Partner Center's sandbox is at http://{}", listener.local_addr()?);
    serve(listener, sandbox, interrupted()).await.context("the server stopped")
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a handler there is nothing to wait for: run until the process ends.
        std::future::pending::<()>().await;
    }
}
