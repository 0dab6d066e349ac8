//! Programs that come with Debian's packages: from the environment, the PATH, or installed where that is possible, once.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

/// A program: the variable that names it, to us and to the tests; its names on the PATH; Debian's package.
pub struct Program(pub &'static str, pub &'static [&'static str], pub &'static str);

/// Where a program is, by its variable.
pub type Found = (&'static str, PathBuf);

/// Where they are; installed where they are not and that is possible.
pub fn find_or_install<const N: usize>(sh: &Shell, programs: &[Program; N]) -> Result<[Found; N]> {
    if let Some(found) = find(programs) {
        return Ok(found);
    }
    let packages = programs.each_ref().map(|Program(_, _, package)| *package);
    let variables = programs.each_ref().map(|Program(variable, ..)| *variable).join(" and ");
    let hint = format!("missing for the tests: install {}, or set {variables}", packages.join(" and "));
    install(sh, &packages, &hint)?;
    find(programs).context(hint)
}

fn find<const N: usize>(programs: &[Program; N]) -> Option<[Found; N]> {
    let found: Option<Vec<Found>> =
        programs.iter().map(|Program(variable, names, _)| Some((*variable, locate(variable, names)?))).collect();
    found?.try_into().ok()
}

/// The program that this variable names, or the first with one of these names on the PATH.
pub fn locate(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from);
    named.filter(|it| it.is_file()).or_else(|| {
        let path = env::var_os("PATH")?;
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        names.iter().flat_map(|name| folders.iter().map(move |it| it.join(name))).find(|it| it.is_file())
    })
}

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
