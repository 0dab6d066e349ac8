//! Runs the server over a fresh build; Ctrl-C ends it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::dist;
use crate::languages::{self, More};

/// Builds the widget and the server, then becomes the server.
pub fn run(sh: &Shell, pseudo: bool, args: &[String]) -> Result<()> {
    let dist = if pseudo { with_pseudo_languages(sh)? } else { dist::build(sh)? };
    cmd!(sh, "cargo build --package reseller-offboarding-server").run()?;
    let server = sh.current_dir().join("target/debug/reseller-offboarding-server");
    become_program(cmd!(sh, "{server} --dist {dist} {args...}").into())
}

fn with_pseudo_languages(sh: &Shell) -> Result<PathBuf> {
    let into = languages::folder("pseudo");
    languages::add(sh, &dist::build(sh)?, &into, &More { pseudo: true, ..More::default() })?;
    Ok(into)
}

/// In this process's place, so that whoever stops us stops the server.
#[cfg(unix)]
fn become_program(mut program: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(program.exec().into())
}

#[cfg(not(unix))]
fn become_program(mut program: Command) -> Result<()> {
    let status = program.status()?;
    anyhow::ensure!(status.success(), "the server ended with {status}");
    Ok(())
}
