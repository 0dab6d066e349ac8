//! Writes `docs/openapi.json` anew: the test that compares it with the backend's document can do that as well.

use anyhow::Result;
use xshell::{Shell, cmd};

/// Lets the test write what it would compare.
pub fn write(sh: &Shell) -> Result<()> {
    let test = "openapi::the_stored_document_is_the_current_one";
    let run = cmd!(sh, "cargo test --package reseller-offboarding-server --test api -- --exact {test}");
    Ok(run.env("UPDATE_EXPECT", "1").run()?)
}
