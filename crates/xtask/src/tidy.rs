//! What the compiler cannot see: texts against texts and code, dependencies, folders, and what views may not do.

mod capitals;
mod catalog;
mod comments;
mod contract;
mod controls;
mod dependencies;
mod formatting;
mod house;
mod ids;
mod lengths;
mod locales;
mod names;
mod patterns;
mod placeables;
mod plurals;
mod shown;
mod sources;
mod views;
mod words;

use std::fmt;

use anyhow::{Result, ensure};
use xshell::Shell;

use crate::root;
use catalog::Locale;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, from the folder of the workspace.
    file: String,
    /// The line; the first where the whole file is meant.
    line: usize,
    /// What is wrong with it.
    what: String,
}

impl Finding {
    fn new(file: impl Into<String>, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.into(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Prints every finding, a line each.
pub fn run(sh: &Shell) -> Result<()> {
    let sources = sources::files(&root().join("src"), "rs")?;
    let scripts = sources::files(&root().join("src"), "js")?;
    let (locales, junk) = catalog::read_all(&root().join("locales"))?;
    let mut findings = junk;
    findings.extend(texts(&locales)?);
    findings.extend(ids::check(sources.iter().chain(&scripts), &locales)?);
    findings.extend(views::check(&sources)?);
    findings.extend(contract::check(&sources)?);
    findings.extend(dependencies::check(sh, &sources)?);
    findings.extend(house::check(sh)?);
    findings.extend(shown::check()?);
    findings.sort();
    findings.dedup();
    findings.iter().for_each(|it| println!("{it}"));
    ensure!(findings.is_empty(), "{} to tidy up", findings.len());
    Ok(())
}

/// What can be said about texts without looking at the code.
fn texts(locales: &[Locale]) -> Result<Vec<Finding>> {
    let mut findings = locales::check(locales);
    findings.extend(names::check(locales)?);
    findings.extend(comments::check(locales));
    findings.extend(placeables::check(locales));
    findings.extend(plurals::check(locales)?);
    findings.extend(formatting::check(locales)?);
    findings.extend(words::check(locales)?);
    findings.extend(capitals::check(locales));
    findings.extend(controls::check(locales)?);
    findings.extend(lengths::check(locales));
    Ok(findings)
}
