//! The refresh token as it was last renewed, in a file that nobody else may read: a consent holds for 90 days, each
//! renewed one for 90 more.

use std::io::Write;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::Registration;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    /// SHA-256 of the refresh token that was set up: another one is a new consent, and what was kept is void.
    of: String,
    refresh_token: String,
}

/// What was kept of the consent that is set up.
pub(super) fn read(registration: &Registration) -> Option<String> {
    let (file, set_up) = (registration.kept_in.as_ref()?, registration.refresh_token.as_ref()?);
    let text = fs::read(file).inspect_err(tell_unless_absent).ok()?;
    let kept: Kept = serde_json::from_slice(&text)
        .inspect_err(|error| tracing::warn!(%error, "the kept refresh token cannot be read"))
        .ok()?;
    (kept.of == fingerprint(set_up)).then_some(kept.refresh_token)
}

/// Without it all goes on until the process ends, so that a failure is told and no more.
pub(super) fn write(registration: &Registration, renewed: &str) {
    let (Some(file), Some(set_up)) = (&registration.kept_in, &registration.refresh_token) else { return };
    let kept = Kept { of: fingerprint(set_up), refresh_token: renewed.to_owned() };
    if let Err(error) = replace(file, &kept) {
        tracing::error!(%error, "the renewed refresh token cannot be kept");
    }
}

/// Whole or not at all. A temporary file is its owner's alone, and stays so.
fn replace(file: &Path, kept: &Kept) -> io::Result<()> {
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut fresh = NamedTempFile::new_in(folder)?;
    fresh.write_all(&serde_json::to_vec(kept)?)?;
    fresh.as_file().sync_all()?;
    fresh.persist(file)?;
    Ok(())
}

fn fingerprint(token: &str) -> String {
    Sha256::digest(token).iter().map(|it| format!("{it:02x}")).collect()
}

fn tell_unless_absent(error: &io::Error) {
    if error.kind() != io::ErrorKind::NotFound {
        tracing::warn!(%error, "the kept refresh token cannot be read");
    }
}
