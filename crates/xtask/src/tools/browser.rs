//! The browsers that tests run in: from the environment, the PATH, or Debian's packages.

use std::path::PathBuf;

use anyhow::Result;
use xshell::Shell;

use super::debian::{Found, Program, find_or_install, locate};
use super::geckodriver;

const CHROMIUM: Program = Program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"], "chromium");
const CHROMEDRIVER: Program = Program("CHROMEDRIVER", &["chromedriver"], "chromium-driver");
const FIREFOX: Program = Program("FIREFOX", &["firefox-esr", "firefox"], "firefox-esr");
const WEBKIT_DRIVER: Program = Program("WEBKIT_DRIVER", &["WebKitWebDriver"], "webkit2gtk-driver");
const XVFB: Program = Program("XVFB", &["Xvfb"], "xvfb");

/// Chromium, which all tests need, and what drives it.
pub struct Browser {
    /// The browser's program.
    pub chromium: PathBuf,
    /// The program that speaks WebDriver.
    pub driver: PathBuf,
}

/// Finds Chromium and its driver, or installs them where that is possible.
pub fn browser(sh: &Shell) -> Result<Browser> {
    let [(_, chromium), (_, driver)] = find_or_install(sh, &[CHROMIUM, CHROMEDRIVER])?;
    Ok(Browser { chromium, driver })
}

/// Finds Firefox in the same way.
pub fn firefox(sh: &Shell) -> Result<PathBuf> {
    let [(_, program)] = find_or_install(sh, &[FIREFOX])?;
    Ok(program)
}

/// Firefox with its driver, and WebKit with its driver and a screen, in the same way. What cannot be had is left out: the
/// tests say what they miss, and CI fails there.
pub fn more_browsers(sh: &Shell) -> Vec<Found> {
    let firefox = find_or_install(sh, &[FIREFOX]).and_then(|[firefox]| Ok(vec![firefox, driver_of_firefox(sh)?]));
    let webkit = find_or_install(sh, &[WEBKIT_DRIVER, XVFB]).map(Vec::from);
    let or_say = |found: Result<Vec<Found>>| found.inspect_err(|error| eprintln!("{error:#}")).unwrap_or_default();
    [firefox, webkit].into_iter().flat_map(or_say).collect()
}

fn driver_of_firefox(sh: &Shell) -> Result<Found> {
    let variable = "GECKODRIVER";
    Ok((variable, locate(variable, &[]).map_or_else(|| geckodriver(sh), Ok)?))
}
