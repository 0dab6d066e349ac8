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

#[cfg(test)]
mod tests {
    use super::*;

    /// Two packages: one with a library and two files of tests, one with a program.
    fn built() -> Vec<Binary> {
        let artifact = |package: &str, name: &str, kind: &str| {
            let manifest = format!("/house/{package}/Cargo.toml");
            let target = format!(r#"{{"name":"{name}","kind":["{kind}"]}}"#);
            let program = format!("/house/target/debug/deps/{}-0a", name.replace('-', "_"));
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"{manifest}","target":{target},"executable":"{program}"}}"#
            )
        };
        let messages = [
            r#"{"reason":"build-script-executed"}"#.to_owned(),
            artifact("widget", "widget", "lib"),
            artifact("widget", "in-page", "test"),
            artifact("widget", "tasks", "test"),
            artifact("server", "server", "bin"),
        ];
        messages.iter().filter_map(|it| binary(it).unwrap()).collect()
    }

    #[track_caller]
    fn check_runs(here: &[(&str, u32)], in_browser: &[(&str, u32)], expected: &str) {
        let outcome = check(&built(), &Tally::from_iter(here.to_vec()), &Tally::from_iter(in_browser.to_vec()));
        assert_eq!(outcome.map_or_else(|it| it.to_string(), |()| String::new()), expected);
    }

    #[test]
    fn every_package_and_file_with_tests_that_ran_is_fine() {
        check_runs(&[("server-0a", 2), ("in_page-0a", 0), ("tasks-0a", 1)], &[("in_page-1b.wasm", 3)], "");
    }

    #[test]
    fn a_package_or_file_where_nothing_ran_is_named() {
        check_runs(&[("tasks-0a", 1)], &[("in_page-1b.wasm", 3)], "no test ran in /house/server/Cargo.toml");
        check_runs(&[("server-0a", 2), ("tasks-0a", 1)], &[], "no test ran in tests `in-page`");
    }
}
