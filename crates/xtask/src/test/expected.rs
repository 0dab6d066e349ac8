//! Which test programs there are, so that one that runs nothing is noticed.
//!
//! A test that was cut out by a mistaken `cfg` or a forgotten `mod` looks like success: "0 passed; 0 failed".

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use xshell::{Shell, cmd};

use super::tally::Tally;

/// A test program that cargo builds.
#[derive(Debug, Clone)]
pub struct Binary {
    /// The package's manifest, which names the package here.
    manifest: PathBuf,
    /// What it is built from: a `tests/…` target, or the tests inside a library or program.
    target: Target,
    /// Its file name.
    program: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    executable: Option<PathBuf>,
}

/// Builds the tests and lists their programs.
pub fn binaries(sh: &Shell) -> Result<Vec<Binary>> {
    let messages = cmd!(sh, "cargo test --workspace --no-run --message-format=json-render-diagnostics").read()?;
    messages.lines().map(binary).filter_map(Result::transpose).collect()
}

fn binary(line: &str) -> Result<Option<Binary>> {
    let message: Message = serde_json::from_str(line).with_context(|| format!("cargo said {line}"))?;
    let is_artifact = message.reason == "compiler-artifact";
    let found = message.manifest_path.zip(message.target).zip(message.executable).filter(|_| is_artifact);
    let describe = |((manifest, target), executable): ((PathBuf, Target), PathBuf)| {
        let program = executable.file_name()?.to_string_lossy().into_owned();
        Some(Binary { manifest, target, program })
    };
    Ok(found.and_then(describe))
}

/// Every package has tests that ran, and so has every file of tests: here or in the browser.
pub fn check(expected: &[Binary], here: &Tally, in_browser: &Tally) -> Result<()> {
    let ran = |it: &Binary| here.of(&it.program);
    let packages = expected.iter().filter(|package| {
        let of_package: u32 = expected.iter().filter(|it| it.manifest == package.manifest).map(ran).sum();
        of_package == 0
    });
    let is_empty_file = |it: &&Binary| {
        let target = it.target.name.replace('-', "_");
        it.target.kind == ["test"] && ran(it) + in_browser.of_target(&target) == 0
    };
    let files = expected.iter().filter(is_empty_file).map(|it| format!("tests `{}`", it.target.name));
    let mut empty: Vec<String> = packages.map(|it| it.manifest.display().to_string()).chain(files).collect();
    empty.sort();
    empty.dedup();
    ensure!(empty.is_empty(), "no test ran in {}", empty.join(", "));
    Ok(())
}
