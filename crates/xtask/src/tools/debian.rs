//! What comes with Debian's packages: installed where that is possible, once.

use std::path::Path;

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

/// Installs these packages; where nobody may, says what to do instead.
pub fn install(sh: &Shell, packages: &[&str], hint: &str) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() || !is_root(sh)? {
        bail!("{hint}");
    }
    eprintln!("not here yet; installing Debian's {} (once)", packages.join(" and "));
    cmd!(sh, "apt-get update").run()?;
    Ok(cmd!(sh, "apt-get install -y --no-install-recommends {packages...}").run()?)
}

/// Whether this process may do everything.
pub fn is_root(sh: &Shell) -> Result<bool> {
    Ok(cmd!(sh, "id -u").quiet().read()? == "0")
}
