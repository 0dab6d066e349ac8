//! Builds what a browser loads into `dist`: Trunk runs cargo and wasm-bindgen, then our post-build step.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::{root, tools};

/// For the widget alone: with `RUSTFLAGS` the hook would build this crate anew as well.
const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// For the hook, which splits it by its relocations.
const SPLIT: &str = "--cfg split -C link-arg=--emit-relocs";

/// Builds the widget and says where it is.
pub fn build(sh: &Shell) -> Result<PathBuf> {
    tools::wasm_target(sh)?;
    let trunk = tools::trunk(sh)?;
    let wasm_bindgen = tools::wasm_bindgen(sh)?;
    let on_path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([wasm_bindgen].into_iter().chain(env::split_paths(&on_path)))?;
    // Trunk's `offline` is cargo's as well: the sources have to be here before.
    cmd!(sh, "cargo fetch --quiet --target wasm32-unknown-unknown").run()?;
    let flags = format!("{SPLIT} {}", without_paths_of_this_machine(sh)?);
    // Trunk takes `NO_COLOR=1` for a value of its option, and stops.
    cmd!(sh, "{trunk} build").env("PATH", path).env(RUSTFLAGS, flags).env_remove("NO_COLOR").run()?;
    Ok(root().join("dist"))
}

/// Panics name the source they happen in: what is fetched says nothing of where it was built, and is the same from
/// everywhere. Cargo splits flags at blanks; a path that holds one stays.
fn without_paths_of_this_machine(sh: &Shell) -> Result<String> {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let rust = PathBuf::from(cmd!(sh, "rustc --print sysroot").quiet().read()?);
    let registry = cargo_home.as_ref().and_then(|it| fs::read_dir(it.join("registry/src")).ok());
    let registries = registry.into_iter().flatten().filter_map(|it| Some((it.ok()?.path(), "crates")));
    // What rustc wrote into the standard library that it ships; the same text twice costs nothing.
    let library = format!("/rustc/{}/library", rustc_commit(sh)?);
    let named = cargo_home
        .clone()
        .map(|it| (it, "cargo"))
        .into_iter()
        .chain([(rust.clone(), "rust"), (root().to_owned(), ".")]);
    // The last that fits counts.
    let named = named.chain(registries).map(|(path, name)| (path, name.to_owned()));
    let named = named.chain([(rust.join("lib/rustlib/src/rust/library"), library)]);
    let flags = named.map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    Ok(flags.filter(|it| !it.contains(char::is_whitespace)).collect::<Vec<_>>().join(" "))
}

fn rustc_commit(sh: &Shell) -> Result<String> {
    let version = cmd!(sh, "rustc --version --verbose").quiet().read()?;
    let commit = version.lines().find_map(|it| it.strip_prefix("commit-hash: "));
    Ok(commit.unwrap_or_default().to_owned())
}
