//! The entries: the element's class with the manifest in it, what registers its tag, and the manifest as data.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xshell::{Shell, cmd};

use super::assets::{self, Asset, Manifest};

const CLASS: &str = "element.js";

/// Writes `element.js`, `define.js` and `integrity.json`, whose names never change.
pub fn write_entries(sh: &Shell, esbuild: &Path, sources: &Path, into: &Path, manifest: &Manifest) -> Result<()> {
    let staged = staged(sources, manifest)?;
    let class = bundle(sh, esbuild, &staged.path().join(CLASS), &["--external:./diagnose.js"])?;
    assets::write(&into.join(CLASS), class.as_bytes())?;
    // The class stays a module of its own, for pages that register it under another name.
    let define = bundle(sh, esbuild, &staged.path().join("define.js"), &["--external:./element.js"])?;
    assets::write(&into.join("define.js"), define.as_bytes())?;
    // Fetched only by who asks for it.
    let diagnose = bundle(sh, esbuild, &staged.path().join("diagnose.js"), &[])?;
    assets::write(&into.join("diagnose.js"), diagnose.as_bytes())?;
    assets::write(&into.join("integrity.json"), serde_json::to_string_pretty(manifest)?.as_bytes())
}

/// The modules side by side, as they import each other, with the manifest in the class.
fn staged(sources: &Path, manifest: &Manifest) -> Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    for entry in fs::read_dir(sources).with_context(|| format!("{} cannot be read", sources.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "js") {
            fs::copy(&path, folder.path().join(path.file_name().unwrap_or_default()))?;
        }
    }
    let class = folder.path().join(CLASS);
    let source = fs::read_to_string(&class).with_context(|| format!("{CLASS} cannot be read"))?;
    fs::write(&class, with_manifest(&source, manifest)?)?;
    Ok(folder)
}

fn bundle(sh: &Shell, esbuild: &Path, entry: &Path, more: &[&str]) -> Result<String> {
    let options = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"];
    Ok(cmd!(sh, "node {esbuild} {entry} {options...} {more...}").quiet().read()?)
}

/// The class with the names and hashes of everything that it loads, and where each is.
fn with_manifest(class: &str, manifest: &Manifest) -> Result<String> {
    let class = filled(class, "ASSETS", &carried(manifest)?.to_string())?;
    filled(&class, "ADDRESSES", &addresses(manifest))
}

fn filled(class: &str, name: &str, value: &str) -> Result<String> {
    let placeholder = format!("const {name} = {{}};");
    let found = class.lines().filter(|it| *it == placeholder).count();
    ensure!(found == 1, "src/{CLASS} must hold the line `{placeholder}` exactly once, not {found} times");
    Ok(class.replacen(&placeholder, &format!("const {name} = {value};"), 1))
}

/// Bundlers follow `new URL` where it stands with a literal: they publish the file, and put its new address there.
fn addresses(manifest: &Manifest) -> String {
    let entry =
        |it: &Asset| format!("{path:?}: new URL({:?}, import.meta.url).href", format!("./{}", it.path), path = it.path);
    format!("{{ {} }}", manifest.files().map(entry).collect::<Vec<_>>().join(", "))
}

/// Browsers cannot check the integrity of an import by themselves: the class has the name of the glue only.
fn carried(manifest: &Manifest) -> Result<Value> {
    let mut carried = serde_json::to_value(manifest)?;
    carried["glue"] = json!(manifest.glue.path);
    Ok(carried)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post_build::locales::{Direction, Locale};
    use crate::tools;

    fn manifest() -> Manifest {
        let asset = |path: &str| Asset { path: path.to_owned(), integrity: "sha384-x".to_owned() };
        let locale = |path: &str, dir, partial| Locale { asset: asset(path), dir, partial };
        Manifest {
            version: "0.1.0".to_owned(),
            glue: asset("widget-0.js"),
            wasm: asset("widget-1.wasm"),
            lazy: asset("lazy-5.wasm"),
            style: asset("style-2.css"),
            locales: [
                ("en-US".to_owned(), locale("locales/en-US-3.ftl", Direction::Ltr, false)),
                ("he".to_owned(), locale("locales/he-4.ftl", Direction::Rtl, true)),
            ]
            .into(),
        }
    }

    #[test]
    fn the_placeholder_becomes_the_manifest() {
        let class =
            with_manifest("// A.\nconst ADDRESSES = {};\nconst ASSETS = {};\nexport {};\n", &manifest()).unwrap();
        let (_, literal) = class.split_once("\nconst ASSETS = ").unwrap();
        let literal = literal.strip_suffix(";\nexport {};\n").unwrap();
        let expected = json!({
            "version": "0.1.0",
            "glue": "widget-0.js",
            "wasm": { "path": "widget-1.wasm", "integrity": "sha384-x" },
            "lazy": { "path": "lazy-5.wasm", "integrity": "sha384-x" },
            "style": { "path": "style-2.css", "integrity": "sha384-x" },
            "locales": {
                "en-US": { "path": "locales/en-US-3.ftl", "integrity": "sha384-x" },
                "he": { "path": "locales/he-4.ftl", "integrity": "sha384-x", "dir": "rtl", "partial": true },
            },
        });
        assert_eq!(serde_json::from_str::<Value>(literal).unwrap(), expected);
    }

    #[test]
    fn bundlers_find_every_file() {
        let class = with_manifest("const ASSETS = {};\nconst ADDRESSES = {};\n", &manifest()).unwrap();
        let paths =
            ["widget-0.js", "widget-1.wasm", "lazy-5.wasm", "style-2.css", "locales/en-US-3.ftl", "locales/he-4.ftl"];
        for path in paths {
            let entry = format!("\"{path}\": new URL(\"./{path}\", import.meta.url).href");
            assert!(class.contains(&entry), "{entry} not in {class}");
        }
    }

    #[test]
    fn a_class_without_the_placeholder_or_with_two_is_refused() {
        let good = "const ASSETS = {};\nconst ADDRESSES = {};\n";
        for class in
            ["", "const ASSETS = {};\n", "const ADDRESSES = {};\n", &good.replace("{}", "{ }"), &good.repeat(2)]
        {
            let error = with_manifest(class, &manifest()).unwrap_err();
            assert!(error.to_string().contains("exactly once"), "{error}");
        }
    }

    #[test]
    fn the_class_is_one_file_with_what_it_imports_and_what_registers_it_another() {
        let (sources, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let write = |name: &str, source: &str| fs::write(sources.path().join(name), source).unwrap();
        write(
            "element.js",
            "import { near } from \"./near.js\";\nconst ASSETS = {};\nconst ADDRESSES = {};\nexport const it = [near, ASSETS, ADDRESSES];\n",
        );
        write("diagnose.js", "export const diagnose = \"asked for alone\";\n");
        write("near.js", "export const near = \"as near as it gets\";\n");
        write("define.js", "import { it } from \"./element.js\";\nit.define();\n");
        let sh = Shell::new().unwrap();
        write_entries(&sh, &tools::esbuild(&sh).unwrap(), sources.path(), into.path(), &manifest()).unwrap();

        let read = |name: &str| fs::read_to_string(into.path().join(name)).unwrap();
        let class = read("element.js");
        assert!(class.contains("as near as it gets") && class.contains("widget-1.wasm"), "{class}");
        assert!(!class.contains("from\""), "{class}");
        assert!(read("define.js").contains("from\"./element.js\""), "{}", read("define.js"));
        assert!(read("diagnose.js").contains("asked for alone") && !class.contains("asked for alone"), "{class}");
        let data: Manifest = serde_json::from_str(&read("integrity.json")).unwrap();
        assert_eq!(data.glue, manifest().glue);
        assert_eq!(data.locales, manifest().locales);
        assert!(["element.js.br", "define.js.br", "integrity.json.br"].iter().all(|it| into.path().join(it).is_file()));
    }
}
