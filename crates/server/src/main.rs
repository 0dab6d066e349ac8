//! The backend as a program.

use std::io::{self, IsTerminal};

use clap::Parser;
use reseller_offboarding_server::{Command, Config, LogFormat, Signals, load, start};
use tikv_jemallocator::Jemalloc;
use tracing_subscriber::EnvFilter;

/// What an account takes is given back at once: `.cargo/config.toml` says how.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

/// The backend that guards the removal and serves the widget.
#[derive(Debug, Parser)]
#[command(name = "reseller-offboarding-server", version, about)]
struct Program {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Option<Command>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Program { config, command } = load(std::env::args_os()).unwrap_or_else(|error| error.exit());
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let is_terminal = io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(is_terminal);
    match config.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    if let Some(command) = command {
        return command.run(&config).await;
    }
    // Before the address is told: whoever starts this may ask it to end at once.
    let signals = Signals::listen();
    let running = start(config).await?;
    println!("{}", running.url);
    running.wait(signals).await;
    Ok(())
}
