//! Measures the widget against what would be picked in its place, and writes down what came of it: `benches`.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use xshell::{Shell, cmd};

use crate::{dist, tools};

/// Folders of `benches/peers` that are built for a browser.
const PEERS: [&str; 3] = ["dom", "react", "svelte"];

/// Builds everything as it is shipped, has the peers checked, then measures. `quick` is for trying: few rounds. Rows that
/// `only` does not name stay as they were measured before.
pub fn run(sh: &Shell, quick: bool, only: &[String]) -> Result<()> {
    let dist = dist::build(sh)?;
    let (server, sandbox) = (release(sh, "reseller-offboarding-server")?, release(sh, "partner-center-sandbox")?);
    let (chromium, firefox, wrk) = (tools::browser(sh)?.chromium, tools::firefox(sh)?, tools::wrk(sh)?);
    let _folder = sh.push_dir("benches");
    let programs = [
        ("DIST", &dist),
        ("SERVER", &server),
        ("SANDBOX", &sandbox),
        ("CHROMIUM", &chromium),
        ("FIREFOX", &firefox),
        ("WRK", &wrk),
    ];
    let _variables = programs.map(|(name, value)| sh.push_env(name, value));
    cmd!(sh, "npm ci --no-fund --no-audit").run()?;
    for peer in PEERS {
        cmd!(sh, "npx vite build").env("PEER", peer).run()?;
    }
    cmd!(sh, "node --test checks.js").run()?;
    let quick = quick.then_some("--quick");
    let only = only.iter().flat_map(|it| ["--only", it.as_str()]);
    Ok(cmd!(sh, "node bench.js {quick...} {only...}").run()?)
}

/// A program of the workspace, named as its package.
fn release(sh: &Shell, name: &str) -> Result<PathBuf> {
    cmd!(sh, "cargo build --release --package {name}").run()?;
    let program = sh.current_dir().join("target/release").join(name);
    ensure!(program.is_file(), "{} was not built", program.display());
    Ok(program)
}
