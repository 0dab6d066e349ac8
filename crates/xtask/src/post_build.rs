//! Trunk's last step, in its staging folder: splits, optimises, names by content, writes the element's class and what
//! describes it, and compresses.
//!
//! Trunk names files before they are optimised; here a name says what is in the file, and the class carries every
//! name with its hash. That manifest is the one control over the bytes of WebAssembly in the browser.

pub mod assets;
pub mod element;
mod glue;
pub mod locales;
mod page;
mod slim;
mod split;

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::contract::{Contract, manifest};
use crate::{root, tools};
use assets::{Manifest, publish};
use slim::{Slim, Tools, slim};
use split::{Split, split};

/// What Trunk's wasm-bindgen wrote of the whole.
const TRUNK_OUTPUT: [&str; 2] = ["reseller-offboarding.js", "reseller-offboarding_bg.wasm"];

/// Turns Trunk's output into what is served.
pub fn run(sh: &Shell) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("this is a step of Trunk's: run `cargo xtask dist`")?;
    let staging = PathBuf::from(staging);
    let wasm_opt = tools::wasm_opt(sh)?;
    let esbuild = tools::esbuild(sh)?;
    let folder = tempfile::tempdir()?;

    let Split { glue, wasm, lazy } = split(sh, folder.path())?;
    let glue = glue::with_trusted_types(&glue)?;
    let tools = Tools { wasm_opt: &wasm_opt, esbuild: &esbuild };
    let Slim { glue, wasm, lazy } = slim(sh, &tools, &glue, &wasm, &lazy)?;
    let style = root().join("src/style.css");
    let style = cmd!(sh, "node {esbuild} {style} --minify --charset=utf8").quiet().read()?;
    let languages = locales::read(&root().join("locales"))?;
    let loaded = Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        glue: publish(&staging, "widget", "js", glue.as_bytes())?,
        wasm: publish(&staging, "widget", "wasm", &wasm)?,
        lazy: publish(&staging, "lazy", "wasm", &lazy)?,
        style: publish(&staging, "style", "css", style.as_bytes())?,
        locales: locales::publish_all(&languages, &staging)?,
    };
    element::write_entries(sh, &esbuild, &root().join("src"), &staging, &loaded)?;
    let described = serde_json::to_vec_pretty(&manifest::of(&Contract::read()?)?)?;
    assets::write(&staging.join("custom-elements.json"), &described)?;
    page::without_trunk(&staging.join("index.html"))?;
    TRUNK_OUTPUT.into_iter().try_for_each(|it| Ok(fs::remove_file(staging.join(it))?))
}
