//! Looks for secrets in every file that git tracks: detect-secrets knows what keys and tokens look like.

use std::process::Command;

use anyhow::{Result, ensure};
use xshell::{Shell, cmd};

use crate::tools;

/// What looks like a secret and is none, as regular expressions.
const NO_SECRETS: [&str; 3] = [
    // Hashes of public bytes, as pages and policies name them.
    "^[ ']*sha(256|384)-[A-Za-z0-9+/=]+'?$",
    // An entity tag as Microsoft's: an object in base64.
    "^eyJpZCI6IngiLCJ2ZXJzaW9uIjoxfQ==$",
    // Long enough for the settings' tests, and known to everybody who can count.
    "^0123456789abcdef0123456789abcdef$",
];

/// Fails where a line looks like a secret. Nothing is sent anywhere to find out whether it is one.
pub fn check(sh: &Shell) -> Result<()> {
    let (libraries, program) = tools::detect_secrets(sh)?;
    let excepted = NO_SECRETS.iter().flat_map(|it| ["--exclude-secrets", it]);
    let tracked = cmd!(sh, "git ls-files -z").quiet().read()?;
    let files = tracked.split_terminator('\0');
    let hook = cmd!(sh, "python3 {program} --no-verify {excepted...} {files...}").env("PYTHONPATH", libraries);
    // Run by xshell, a failure would name every file.
    let status = Command::from(hook).status()?;
    ensure!(
        status.success(),
        "something looks like a secret: take it out, or say in xtask's secrets.rs why it is none"
    );
    Ok(())
}
