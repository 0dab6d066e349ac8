//! Trunk's last step, in its staging folder: optimises, names by content, writes the element's class and compresses.
//!
//! Trunk names files before they are optimised; here a name says what is in the file, and the class carries every
//! name with its hash. That manifest is the one control over the bytes of WebAssembly in the browser.

mod assets;
mod element;
mod glue;
mod locales;
mod page;
mod slim;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use walkdir::WalkDir;
use xshell::{Shell, cmd};

use crate::{compress, root, tools};
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
    let style = fs::read(root().join("src/style.css")).context("src/style.css cannot be read")?;
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION"),
        glue: publish(&staging, "widget", "js", glue.as_bytes())?.path,
        wasm: publish(&staging, "widget", "wasm", &wasm)?,
        style: publish(&staging, "style", "css", &style)?,
        locales: locales::publish_all(&root().join("locales"), &staging)?,
    };
    let class = element::with_manifest(&read_source("element.js")?, &manifest)?;
    fs::write(staging.join("element.js"), minify(sh, &esbuild, &class)?)?;
    fs::write(staging.join("define.js"), minify(sh, &esbuild, &read_source("define.js")?)?)?;
    page::without_trunk(&staging.join("index.html"))?;
    fs::remove_file(glue_path)?;
    fs::remove_file(wasm_path)?;
    compress_all(&staging)
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

fn minify(sh: &Shell, esbuild: &Path, module: &str) -> Result<String> {
    let options = ["--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"];
    Ok(cmd!(sh, "node {esbuild} {options...}").quiet().stdin(module).read()?)
}

fn read_source(name: &str) -> Result<String> {
    fs::read_to_string(root().join("src").join(name)).with_context(|| format!("src/{name} cannot be read"))
}

/// A `.br` beside every file, for a server that has no time to compress this well.
fn compress_all(staging: &Path) -> Result<()> {
    for entry in WalkDir::new(staging) {
        let path = entry?.into_path();
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if ["html", "js", "css", "wasm", "ftl"].contains(&ending.as_str()) {
            fs::write(path.with_extension(format!("{ending}.br")), compress::brotli(&fs::read(&path)?)?)?;
        }
    }
    Ok(())
}
