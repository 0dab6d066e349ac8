//! Builds what a browser loads into `dist`: Trunk runs cargo and wasm-bindgen, then our post-build step.

use std::env;
use std::path::PathBuf;

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::{root, tools};

/// Builds the widget and says where it is.
pub fn build(sh: &Shell) -> Result<PathBuf> {
    tools::wasm_target(sh)?;
    let trunk = tools::trunk(sh)?;
    let wasm_bindgen = tools::wasm_bindgen(sh)?;
    let on_path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([wasm_bindgen].into_iter().chain(env::split_paths(&on_path)))?;
    // Trunk's `offline` is cargo's as well: the sources have to be here before.
    cmd!(sh, "cargo fetch --quiet --target wasm32-unknown-unknown").run()?;
    // Trunk takes `NO_COLOR=1` for a value of its option, and stops.
    cmd!(sh, "{trunk} build").env("PATH", path).env_remove("NO_COLOR").run()?;
    Ok(root().join("dist"))
}
