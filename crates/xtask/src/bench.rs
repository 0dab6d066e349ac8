//! Measures the widget against what would be picked in its place, and writes down what came of it: `benches`.

use anyhow::{Result, ensure};
use xshell::{Shell, cmd};

use crate::{dist, tools};

/// Folders of `benches/peers`.
const PEERS: [&str; 3] = ["dom", "react", "svelte"];

/// Builds everything as it is shipped, has the peers checked, then measures. `quick` is for trying: few rounds.
pub fn run(sh: &Shell, quick: bool) -> Result<()> {
    let dist = dist::build(sh)?;
    cmd!(sh, "cargo build --release --package reseller-offboarding-server").run()?;
    let server = sh.current_dir().join("target/release/reseller-offboarding-server");
    ensure!(server.is_file(), "{} was not built", server.display());
    let (chromium, firefox) = (tools::browser(sh)?.chromium, tools::firefox(sh)?);
    let _folder = sh.push_dir("benches");
    let _variables = [("DIST", &dist), ("SERVER", &server), ("CHROMIUM", &chromium), ("FIREFOX", &firefox)]
        .map(|(name, value)| sh.push_env(name, value));
    cmd!(sh, "npm ci --no-fund --no-audit").run()?;
    for peer in PEERS {
        cmd!(sh, "npx vite build").env("PEER", peer).run()?;
    }
    cmd!(sh, "node --test checks.js").run()?;
    let quick = quick.then_some("--quick");
    Ok(cmd!(sh, "node bench.js {quick...}").run()?)
}
