//! The top level of the repository: the architecture names what is there, and nothing else is.

use std::collections::BTreeSet;

use anyhow::Result;
use xshell::{Shell, cmd};

use super::Finding;

const HOUSE: [&str; 23] = [
    ".cargo",
    ".ci",
    ".github",
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "Trunk.toml",
    "benches",
    "clippy.toml",
    "crates",
    "deny.toml",
    "docs",
    "index.html",
    "locales",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "src",
    "tests",
];

/// Looks at what git tracks.
pub fn check(sh: &Shell) -> Result<Vec<Finding>> {
    Ok(strangers(&cmd!(sh, "git ls-files").quiet().read()?))
}

fn strangers(tracked: &str) -> Vec<Finding> {
    let top = |path: &str| path.trim_matches('"').split('/').next().unwrap_or_default().to_owned();
    let entries: BTreeSet<String> = tracked.lines().map(top).collect();
    let unknown = entries.into_iter().filter(|it| !HOUSE.contains(&it.as_str()));
    unknown.map(|it| Finding::new(it, 1, "the architecture has no such place at the top level")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_at_the_top_level_is_found_once() {
        let found = strangers("Cargo.toml\nsrc/utils.rs\nscripts/a.sh\nscripts/b.sh\nnotes.txt\n");
        assert_eq!(found.iter().map(|it| it.file.as_str()).collect::<Vec<_>>(), ["notes.txt", "scripts"]);
    }
}
