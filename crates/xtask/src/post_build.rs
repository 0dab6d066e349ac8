//! Trunk's last step, in its staging folder: optimises, names by content, writes the element's class and what describes
//! it, and compresses.
//!
//! Trunk names files before they are optimised; here a name says what is in the file, and the class carries every
//! name with its hash. That manifest is the one control over the bytes of WebAssembly in the browser.

pub mod assets;
pub mod element;
mod glue;
pub mod locales;
mod page;
mod slim;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use crate::contract::{Contract, manifest};
use crate::{root, tools};
use assets::{Manifest, publish};
use slim::{Slim, Tools, slim};

/// Turns Trunk's output into what is served.
pub fn run(sh: &Shell) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("this is a step of Trunk's: run `cargo xtask dist`")?;
    let staging = PathBuf::from(staging);
    let wasm_opt = tools::wasm_opt(sh)?;
    let esbuild = tools::esbuild(sh)?;
    let (glue_path, wasm_path) = trunk_output(&staging)?;

    let glue = glue::with_trusted_types(&fs::read_to_string(&glue_path)?)?;
    let tools = Tools { wasm_opt: &wasm_opt, esbuild: &esbuild };
    let Slim { glue, wasm } = slim(sh, &tools, &glue, &wasm_path)?;
    let style = root().join("src/style.css");
    let style = cmd!(sh, "node {esbuild} {style} --minify --charset=utf8").quiet().read()?;
    let languages = locales::read(&root().join("locales"))?;
    let loaded = Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        glue: publish(&staging, "widget", "js", glue.as_bytes())?,
        wasm: publish(&staging, "widget", "wasm", &wasm)?,
        style: publish(&staging, "style", "css", style.as_bytes())?,
        locales: locales::publish_all(&languages, &staging)?,
    };
    element::write_entries(sh, &esbuild, &root().join("src"), &staging, &loaded)?;
    let described = serde_json::to_vec_pretty(&manifest::of(&Contract::read()?)?)?;
    assets::write(&staging.join("custom-elements.json"), &described)?;
    page::without_trunk(&staging.join("index.html"))?;
    fs::remove_file(glue_path)?;
    Ok(fs::remove_file(wasm_path)?)
}

fn trunk_output(staging: &Path) -> Result<(PathBuf, PathBuf)> {
    let entries = fs::read_dir(staging)?.map(|it| Ok(it?.path())).collect::<Result<Vec<_>>>()?;
    let mut modules = entries.into_iter().filter(|it| it.to_string_lossy().ends_with("_bg.wasm"));
    let wasm = modules.next().with_context(|| format!("Trunk left no *_bg.wasm in {}", staging.display()))?;
    ensure!(modules.next().is_none(), "Trunk left more than one *_bg.wasm in {}", staging.display());
    ensure!(!staging.join("snippets").exists(), "a dependency brings its own JavaScript, which is not published yet");
    let glue = PathBuf::from(wasm.to_string_lossy().replace("_bg.wasm", ".js"));
    Ok((glue, wasm))
}
