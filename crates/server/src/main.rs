//! The backend as a program.

use std::io::{self, IsTerminal};

use reseller_offboarding_server::{Config, LogFormat, Signals, start};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::load(std::env::args_os()).unwrap_or_else(|error| error.exit());
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let is_terminal = io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(is_terminal);
    match config.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    // Before the address is told: whoever starts this may ask it to end at once.
    let signals = Signals::listen();
    let running = start(config).await?;
    println!("{}", running.url);
    running.wait(signals).await;
    Ok(())
}
