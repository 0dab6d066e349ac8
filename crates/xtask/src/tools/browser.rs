//! The browsers that tests run in: from the environment, the PATH, or Debian's packages.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use super::geckodriver;

/// A program: the variable that names it, to us and to the tests; its names on the PATH; Debian's package.
struct Program(&'static str, &'static [&'static str], &'static str);

const CHROMIUM: Program = Program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"], "chromium");
const CHROMEDRIVER: Program = Program("CHROMEDRIVER", &["chromedriver"], "chromium-driver");
const FIREFOX: Program = Program("FIREFOX", &["firefox-esr", "firefox"], "firefox-esr");
const WEBKIT_DRIVER: Program = Program("WEBKIT_DRIVER", &["WebKitWebDriver"], "webkit2gtk-driver");
const XVFB: Program = Program("XVFB", &["Xvfb"], "xvfb");

/// Where a program is, by its variable.
pub type Found = (&'static str, PathBuf);

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

fn find_or_install<const N: usize>(sh: &Shell, programs: &[Program; N]) -> Result<[Found; N]> {
    if let Some(found) = find(programs) {
        return Ok(found);
    }
    let packages = programs.each_ref().map(|Program(_, _, package)| *package);
    let variables = programs.each_ref().map(|Program(variable, ..)| *variable).join(" and ");
    let hint = format!("no browser to test with: install {}, or set {variables}", packages.join(" and "));
    let may_install = Path::new("/etc/debian_version").exists() && cmd!(sh, "id -u").quiet().read()? == "0";
    if !may_install {
        bail!(hint);
    }
    eprintln!("not here yet; installing Debian's {} (once)", packages.join(" and "));
    cmd!(sh, "apt-get update").run()?;
    cmd!(sh, "apt-get install -y --no-install-recommends {packages...}").run()?;
    find(programs).context(hint)
}

fn find<const N: usize>(programs: &[Program; N]) -> Option<[Found; N]> {
    let found: Option<Vec<Found>> =
        programs.iter().map(|Program(variable, names, _)| Some((*variable, locate(variable, names)?))).collect();
    found?.try_into().ok()
}

fn locate(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from);
    named.filter(|it| it.is_file()).or_else(|| {
        let path = env::var_os("PATH")?;
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        names.iter().flat_map(|name| folders.iter().map(move |it| it.join(name))).find(|it| it.is_file())
    })
}
