//! Chromium and its driver: from the environment, the PATH, or Debian's packages.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome"];
const DRIVER: &[&str] = &["chromedriver"];

/// A browser that tests drive.
pub struct Browser {
    /// The browser's program.
    pub chromium: PathBuf,
    /// The program that speaks WebDriver.
    pub driver: PathBuf,
}

/// Finds Chromium and its driver, or installs them where that is possible.
pub fn browser(sh: &Shell) -> Result<Browser> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let may_install = Path::new("/etc/debian_version").exists() && cmd!(sh, "id -u").quiet().read()? == "0";
    if !may_install {
        bail!("no browser to test with: install chromium and chromedriver, or set CHROMIUM and CHROMEDRIVER");
    }
    eprintln!("no browser here yet; installing Debian's chromium and chromium-driver (once)");
    cmd!(sh, "apt-get update").run()?;
    cmd!(sh, "apt-get install -y --no-install-recommends chromium chromium-driver").run()?;
    find().context("chromium and chromium-driver are installed, but not on the PATH")
}

fn find() -> Option<Browser> {
    Some(Browser { chromium: locate("CHROMIUM", CHROMIUM)?, driver: locate("CHROMEDRIVER", DRIVER)? })
}

fn locate(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from);
    named.filter(|it| it.is_file()).or_else(|| {
        let path = env::var_os("PATH")?;
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        names.iter().flat_map(|name| folders.iter().map(move |it| it.join(name))).find(|it| it.is_file())
    })
}
