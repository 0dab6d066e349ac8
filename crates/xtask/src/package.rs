//! The npm package in `dist/npm`: what a browser loads, with types, manifest and licences beside it.
//!
//! The files are those that the backend serves, byte for byte, so that one `integrity.json` speaks of both.

mod embedder;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xshell::Shell;

use crate::contract::{Contract, TAG, declarations};
use crate::post_build::assets::Manifest;
use crate::{dist, root};
pub use embedder::{folder, try_out};

const ENTRIES: [&str; 5] = ["element.js", "define.js", "diagnose.js", "integrity.json", "custom-elements.json"];
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// What an import of `define.js` brings into TypeScript: the tag and its events.
const DEFINE: &str = "/// <reference path=\"./types.d.ts\" />\nexport {};\n";

/// Makes the package, and tries it where asked to.
pub fn run(sh: &Shell, built: Option<PathBuf>, is_tried: bool) -> Result<()> {
    let dist = built.map_or_else(|| dist::build(sh), Ok)?;
    let package = make(&dist)?;
    println!("{}", package.display());
    if is_tried {
        try_out(sh, &package)?;
    }
    Ok(())
}

/// Makes the package of a built widget, and says where it is.
pub fn make(dist: &Path) -> Result<PathBuf> {
    let into = dist.join("npm");
    if into.exists() {
        fs::remove_dir_all(&into)?;
    }
    let assets = copy_loaded(dist, &into)?;
    LICENCES.iter().try_for_each(|it| copy(&root().join(it), &into.join(it)))?;
    let contract = Contract::read()?;
    let texts = [
        ("types.d.ts", declarations::types(&contract)),
        ("react.d.ts", declarations::react(&contract)),
        ("vue.d.ts", declarations::vue(&contract)),
        ("define.d.ts", DEFINE.to_owned()),
        ("package.json", pretty(&package_json(&assets.version))?),
        ("README.md", include_str!("package/README.md").to_owned()),
    ];
    for (name, text) in texts {
        fs::write(into.join(name), text)?;
    }
    Ok(into)
}

/// Everything that the class loads, and nothing else that stands in the folder.
fn copy_loaded(dist: &Path, into: &Path) -> Result<Manifest> {
    let path = dist.join("integrity.json");
    let data = fs::read(&path).with_context(|| format!("no {}: run `cargo xtask dist`", path.display()))?;
    let manifest: Manifest = serde_json::from_slice(&data).with_context(|| path.display().to_string())?;
    for name in ENTRIES.into_iter().chain(manifest.files().map(|it| it.path.as_str())) {
        copy(&dist.join(name), &into.join(name))?;
    }
    Ok(manifest)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(())
}

fn pretty(value: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

fn package_json(version: &str) -> Value {
    json!({
        "name": TAG,
        "version": version,
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "license": env!("CARGO_PKG_LICENSE"),
        "type": "module",
        "main": "./element.js",
        "types": "./types.d.ts",
        "customElements": "./custom-elements.json",
        "exports": {
            ".": { "types": "./types.d.ts", "default": "./element.js" },
            "./element.js": { "types": "./types.d.ts", "default": "./element.js" },
            "./define.js": { "types": "./define.d.ts", "default": "./define.js" },
            "./react": { "types": "./react.d.ts" },
            "./vue": { "types": "./vue.d.ts" },
            "./types.d.ts": "./types.d.ts",
            "./custom-elements.json": "./custom-elements.json",
            "./integrity.json": "./integrity.json",
            "./package.json": "./package.json",
        },
        "sideEffects": ["./define.js"],
        "files": ["*.js", "*.wasm", "*.css", "*.d.ts", "*.json", "locales", "LICENSE-*"],
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tempfile::TempDir;
    use walkdir::WalkDir;

    use super::*;

    /// As a build leaves it, with what is not for embedders.
    fn dist() -> TempDir {
        let dist = tempfile::tempdir().unwrap();
        let asset = |path: &str| json!({ "path": path, "integrity": "sha384-x" });
        let manifest = json!({
            "version": "9.8.7", "glue": asset("widget-0.js"), "wasm": asset("widget-1.wasm"), "lazy": asset("lazy-4.wasm"),
            "style": asset("style-2.css"), "locales": { "en-US": asset("locales/en-US-3.ftl") },
        });
        fs::create_dir(dist.path().join("locales")).unwrap();
        fs::write(dist.path().join("integrity.json"), manifest.to_string()).unwrap();
        let names = [
            "element.js",
            "define.js",
            "diagnose.js",
            "custom-elements.json",
            "widget-0.js",
            "widget-1.wasm",
            "lazy-4.wasm",
            "style-2.css",
            "locales/en-US-3.ftl",
        ];
        for name in names.into_iter().chain(["index.html", "element.js.br", "widget-1.wasm.br", "widget-9.wasm"]) {
            fs::write(dist.path().join(name), name).unwrap();
        }
        dist
    }

    fn files(folder: &Path) -> BTreeSet<String> {
        let entries = WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|it| it.file_type().is_file());
        entries.map(|it| it.path().strip_prefix(folder).unwrap().display().to_string()).collect()
    }

    #[test]
    fn the_package_holds_what_is_loaded_and_what_describes_it() {
        let dist = dist();
        // Twice, as what was made before is replaced.
        make(dist.path()).unwrap();
        let package = make(dist.path()).unwrap();
        let expected = [
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "README.md",
            "custom-elements.json",
            "define.d.ts",
            "define.js",
            "diagnose.js",
            "element.js",
            "integrity.json",
            "lazy-4.wasm",
            "locales/en-US-3.ftl",
            "package.json",
            "react.d.ts",
            "style-2.css",
            "types.d.ts",
            "vue.d.ts",
            "widget-0.js",
            "widget-1.wasm",
        ];
        assert_eq!(files(&package), expected.map(str::to_owned).into());
        let described: Value = serde_json::from_slice(&fs::read(package.join("package.json")).unwrap()).unwrap();
        assert_eq!((&described["name"], &described["version"]), (&json!(TAG), &json!("9.8.7")));
    }

    #[test]
    fn every_path_that_the_package_exports_is_there() {
        let dist = dist();
        let package = make(dist.path()).unwrap();
        let described = package_json("1.0.0");
        let exports = described["exports"].as_object().unwrap().values();
        let targets = exports.flat_map(|it| it.as_object().map_or(vec![it], |it| it.values().collect()));
        for target in targets.chain([&described["main"], &described["types"], &described["customElements"]]) {
            assert!(package.join(target.as_str().unwrap()).is_file(), "{target}");
        }
    }

    #[test]
    fn a_widget_that_lacks_a_file_is_refused() {
        let dist = dist();
        fs::remove_file(dist.path().join("locales/en-US-3.ftl")).unwrap();
        let error = make(dist.path()).unwrap_err();
        assert!(error.to_string().contains("en-US-3.ftl cannot be copied"), "{error}");
    }
}
