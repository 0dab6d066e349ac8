//! The page about the sandbox against its tests: each test that it names exists, and each one of the contract is named.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use regex::Regex;
use walkdir::WalkDir;

use super::Finding;
use crate::root;

const PAGE: &str = "docs/sandbox.md";
const CONTRACT: &str = "crates/sandbox/tests/contract";
const SOURCE: &str = "crates/sandbox/src";

/// Our client's tests are there for the client, not for the sandbox.
const NOT_OF_THE_SANDBOX: &str = "client::";

/// Looks at the page and at the tests' names.
pub fn check() -> Result<Vec<Finding>> {
    let page = fs::read_to_string(root().join(PAGE)).context(PAGE)?;
    let tests = tests(&root().join(CONTRACT), "")?;
    let units = tests_of_source(&root().join(SOURCE))?;
    Ok(compare(&page, &tests, &units)?.into_iter().map(|it| Finding::new(PAGE, 1, it)).collect())
}

fn compare(page: &str, tests: &BTreeSet<String>, units: &BTreeSet<String>) -> Result<Vec<String>> {
    let named = Regex::new(r"`((?:crate::)?[a-z_]+::[a-z_0-9:]+)`")?;
    let named: BTreeSet<String> = named.captures_iter(page).map(|it| it[1].to_owned()).collect();
    let is_ours = |it: &&String| !it.starts_with(NOT_OF_THE_SANDBOX);
    let unknown = named.iter().filter(|it| !tests.contains(*it) && !units.contains(*it));
    let unnamed = tests.iter().filter(|it| !named.contains(*it)).filter(is_ours);
    let findings = unknown.map(|it| format!("no test is called {it}"));
    Ok(findings.chain(unnamed.map(|it| format!("{it} shows something that the page does not name"))).collect())
}

/// `file::name`, for each test in the files of a folder.
fn tests(folder: &Path, prefix: &str) -> Result<BTreeSet<String>> {
    let test = Regex::new(r"#\[(?:tokio::)?test(?:\([^)]*\))?\]\s*(?:async )?fn ([a-z_0-9]+)")?;
    let mut names = BTreeSet::new();
    for entry in WalkDir::new(folder) {
        let path = entry?.into_path();
        if path.extension().is_some_and(|it| it == "rs") {
            let file = path.strip_prefix(folder)?.with_extension("");
            let module = file.iter().map(|it| it.to_string_lossy()).collect::<Vec<_>>().join("::");
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            names.extend(test.captures_iter(&text).map(|it| format!("{prefix}{module}::{}", &it[1])));
        }
    }
    Ok(names)
}

fn tests_of_source(folder: &Path) -> Result<BTreeSet<String>> {
    let plain = tests(folder, "crate::")?;
    let in_module = |it: String| it.rsplit_once("::").map(|(module, name)| format!("{module}::tests::{name}"));
    Ok(plain.into_iter().filter_map(in_module).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn what_is_named_exists_and_what_exists_is_named() {
        let page = "| a | `orders::one` |\n| b | `crate::faults::tests::two`, `GET /v1::x` |";
        let (tests, units) = (names(&["orders::one", "client::three"]), names(&["crate::faults::tests::two"]));
        assert_eq!(compare(page, &tests, &units).unwrap(), [""; 0]);
        let gone = compare(page, &names(&["orders::new"]), &units).unwrap();
        let expected = ["no test is called orders::one", "orders::new shows something that the page does not name"];
        assert_eq!(gone, expected);
    }
}
