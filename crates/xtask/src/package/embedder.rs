//! Tries the package as an embedder gets it: packed, installed into a small project, compiled and bundled there.
//!
//! The project is `tests/e2e/package`. Its lock file pins what npm brings, and npm's own cache keeps it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::{Shell, cmd};

use super::pretty;
use crate::contract::{Contract, manifest};
use crate::root;

const PROJECT: &str = "tests/e2e/package";
const LOCK: &str = "package-lock.json";

/// Where the project is tried: its `dist` is a page for the tests in the browser, and what they call `RO_NPM`.
pub fn folder() -> PathBuf {
    root().join("target/npm")
}

/// Packs a package, installs it into the project, compiles what uses it and bundles a page.
pub fn try_out(sh: &Shell, package: &Path) -> Result<PathBuf> {
    let project = folder();
    copy_project(&root().join(PROJECT), &project)?;
    // Npm would look for a project in this folder and above.
    let _there = sh.push_dir(&project);
    let packed = cmd!(sh, "npm pack --silent {package}").read()?;
    let packed = packed.lines().last().context("npm packed nothing")?.to_owned();
    install(sh, &project)?;
    // Without the lock file npm would ask for the versions of all that is installed, and offline only its cache knows them.
    cmd!(sh, "npm install --no-save --ignore-scripts --no-audit --no-fund --offline ./{packed}").run()?;
    fs::write(project.join("manifest.ts"), manifest_as_typescript()?)?;
    cmd!(sh, "node node_modules/typescript/bin/tsc --noEmit")
        .run()
        .context("the package's types do not fit their use")?;
    cmd!(sh, "node node_modules/vite/bin/vite.js build --logLevel warn").run()?;
    Ok(project)
}

/// What npm brought before stays, as long as the lock file is the same.
fn copy_project(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != "installed.json" {
            fs::remove_file(entry.path())?;
        }
    }
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn install(sh: &Shell, project: &Path) -> Result<()> {
    let (lock, installed) = (fs::read(project.join(LOCK))?, project.join("installed.json"));
    if fs::read(&installed).is_ok_and(|it| it == lock) && project.join("node_modules").is_dir() {
        return Ok(());
    }
    cmd!(sh, "npm ci --ignore-scripts --no-audit --no-fund --prefer-offline").run()?;
    Ok(fs::write(installed, lock)?)
}

/// The schema of manifests is a type as well: the compiler says whether ours fits.
fn manifest_as_typescript() -> Result<String> {
    let manifest: Value = manifest::of(&Contract::read()?)?;
    let import = "import type { Package } from 'custom-elements-manifest';";
    Ok(format!("{import}\n\nexport const manifest: Package = {};\n", pretty(&manifest)?.trim()))
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    /// What is compiled can say nothing of a member that it does not use.
    #[test]
    fn the_project_uses_every_member() {
        let contract = Contract::read().unwrap();
        let uses = fs::read_to_string(root().join(PROJECT).join("uses.ts")).unwrap();
        let quoted = contract.names("Attributes").chain(contract.names("Events")).map(|it| format!("\"{it}\""));
        let members = contract.names("Properties").chain(contract.names("Methods"));
        let members = members.map(|it| format!("element.{}", it.split('(').next().unwrap_or_default()));
        let missing: Vec<_> = quoted.chain(members).filter(|it| !uses.contains(it.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
        let declared = Regex::new(r"export (?:type|interface) (\w+)").unwrap();
        let unused =
            declared.captures_iter(&contract.types).filter(|it| !uses.contains(&it[1])).map(|it| it[1].to_owned());
        assert_eq!(unused.collect::<Vec<_>>(), [""; 0]);
    }
}
