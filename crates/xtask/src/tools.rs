//! The programs that building and testing need, at pinned versions: found in a cache folder, or installed there once.
//!
//! They come through rustup, cargo, npm and apt; nothing is downloaded from anywhere else.

mod browser;
mod cache;
mod debian;
mod postgres;

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use regex::Regex;
use xshell::{Shell, cmd};

use debian::Program;

pub use browser::{Browser, browser, firefox, more_browsers};
pub use postgres::{Postgres, postgres};

const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.37.1";
const BINARYEN: &str = "132.0.0";
const ESBUILD: &str = "0.28.2";
const AXE: &str = "4.14.1";
const PYJWT: &str = "2.15.1";
const SCHEMATHESIS: &str = "4.32.5";
const DETECT_SECRETS: &str = "1.5.0";
const CARGO_DENY: &str = "0.20.2";

/// The compiler's WebAssembly target.
pub fn wasm_target(sh: &Shell) -> Result<()> {
    let library = cmd!(sh, "rustc --print target-libdir --target {WASM}").quiet().read()?;
    if Path::new(&library).is_dir() {
        return Ok(());
    }
    cmd!(sh, "rustup target add {WASM}").run().context("install it by `rustup target add wasm32-unknown-unknown`")
}

/// Trunk, which builds the widget.
pub fn trunk(sh: &Shell) -> Result<PathBuf> {
    cargo_program(sh, "trunk", TRUNK)
}

/// Geckodriver, which drives Firefox; Debian has no package of it.
fn geckodriver(sh: &Shell) -> Result<PathBuf> {
    cargo_program(sh, "geckodriver", GECKODRIVER)
}

/// cargo-deny, which judges what comes in through dependencies.
pub fn cargo_deny(sh: &Shell) -> Result<PathBuf> {
    cargo_program(sh, "cargo-deny", CARGO_DENY)
}

/// wrk, which asks for the same again and again.
pub fn wrk(sh: &Shell) -> Result<PathBuf> {
    let [(_, wrk)] = debian::find_or_install(sh, &[Program("WRK", &["wrk"], "wrk")])?;
    Ok(wrk)
}

fn cargo_program(sh: &Shell, name: &str, version: &str) -> Result<PathBuf> {
    let program = format!("bin/{name}");
    let home = cache::folder(name, version, &program, |into| {
        Ok(cmd!(sh, "cargo install {name} --locked --version {version} --root {into}").run()?)
    })?;
    Ok(home.join(program))
}

/// The folder with `wasm-bindgen` and its test runner, at the version that the workspace is built with.
///
/// Without `--locked`: the packaged lock file does not build with this compiler.
pub fn wasm_bindgen(sh: &Shell) -> Result<PathBuf> {
    let version = locked_version(&sh.read_file("Cargo.lock")?, "wasm-bindgen")?;
    let home = cache::folder("wasm-bindgen-cli", &version, "bin/wasm-bindgen-test-runner", |into| {
        Ok(cmd!(sh, "cargo install wasm-bindgen-cli --version {version} --root {into}").run()?)
    })?;
    Ok(home.join("bin"))
}

/// Binaryen's optimiser; a script for node.
pub fn wasm_opt(sh: &Shell) -> Result<PathBuf> {
    node_script(sh, "binaryen", BINARYEN, "bin/wasm-opt")
}

/// Esbuild, which minifies; a script for node that starts the program of this machine.
pub fn esbuild(sh: &Shell) -> Result<PathBuf> {
    node_script(sh, "esbuild", ESBUILD, "bin/esbuild")
}

/// Axe, which finds barriers in a page; a script for the page.
pub fn axe(sh: &Shell) -> Result<PathBuf> {
    node_script(sh, "axe-core", AXE, "axe.min.js")
}

/// PyJWT, with which the documentation signs tokens in Python; a folder for `PYTHONPATH`, of this Python's version.
pub fn pyjwt(sh: &Shell) -> Result<PathBuf> {
    python_package(sh, "pyjwt", "pyjwt[crypto]", PYJWT, "jwt/__init__.py")
}

/// Schemathesis, which makes up requests from an OpenAPI document; a folder for `PYTHONPATH`, with the program in `bin`.
pub fn schemathesis(sh: &Shell) -> Result<PathBuf> {
    python_package(sh, "schemathesis", "schemathesis", SCHEMATHESIS, "bin/schemathesis")
}

/// detect-secrets: a folder for `PYTHONPATH`, and the program that takes files.
pub fn detect_secrets(sh: &Shell) -> Result<(PathBuf, PathBuf)> {
    let program = "bin/detect-secrets-hook";
    let libraries = python_package(sh, "detect-secrets", "detect-secrets", DETECT_SECRETS, program)?;
    let program = libraries.join(program);
    Ok((libraries, program))
}

fn python_package(sh: &Shell, name: &str, package: &str, version: &str, program: &str) -> Result<PathBuf> {
    let print_version = "import sys; print('%d.%d' % sys.version_info[:2])";
    let python = cmd!(sh, "python3 -c {print_version}").quiet().read().context("install python3 and its pip")?;
    cache::folder(name, &format!("{version}-python-{python}"), program, |into| {
        Ok(cmd!(sh, "python3 -m pip install --quiet --target {into} {package}=={version}").run()?)
    })
}

fn node_script(sh: &Shell, package: &str, version: &str, script: &str) -> Result<PathBuf> {
    let script = format!("node_modules/{package}/{script}");
    let home = cache::folder(package, version, &script, |into| {
        // Not in this folder: npm would look for a project here.
        let _away = sh.push_dir(env::temp_dir());
        Ok(cmd!(sh, "npm install --prefix {into} --no-save --ignore-scripts {package}@{version}").run()?)
    })?;
    Ok(home.join(script))
}

fn locked_version(lock: &str, package: &str) -> Result<String> {
    let entry = Regex::new(&format!(r#"(?m)^name = "{package}"\r?\nversion = "([^"]+)""#))?;
    let found = entry.captures(lock).with_context(|| format!("Cargo.lock does not name {package}"))?;
    Ok(found[1].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_in_the_lock_file_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").unwrap(), "0.2.130");
        assert!(locked_version(lock, "wasm").is_err());
    }
}
