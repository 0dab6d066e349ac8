//! What is served: files named by their content, each with a `.br` beside it, and the manifest of them all.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha384};

use super::locales::Locale;
use crate::compress;

/// A file and the hash that `fetch` checks it against.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Where it is, from the folder of `element.js`.
    pub path: String,
    /// Subresource integrity.
    pub integrity: String,
}

/// Everything that the class loads.
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the product.
    pub version: String,
    /// The module that wasm-bindgen wrote.
    pub glue: Asset,
    /// The widget, as far as the account page needs it.
    pub wasm: Asset,
    /// The rest of it.
    pub lazy: Asset,
    /// The style sheet of its shadow root.
    pub style: Asset,
    /// The texts, by language.
    pub locales: BTreeMap<String, Locale>,
}

impl Manifest {
    /// Every file in it.
    pub fn files(&self) -> impl Iterator<Item = &Asset> {
        let loaded = [&self.glue, &self.wasm, &self.lazy, &self.style];
        loaded.into_iter().chain(self.locales.values().map(|it| &it.asset))
    }
}

/// Writes `stem-<hash>.ending`; the stem may name a folder.
pub fn publish(staging: &Path, stem: &str, ending: &str, content: &[u8]) -> Result<Asset> {
    let path = format!("{stem}-{}.{ending}", short_hash(content));
    let target = staging.join(&path);
    fs::create_dir_all(target.parent().unwrap_or(staging))?;
    write(&target, content)?;
    Ok(Asset { path, integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(content))) })
}

/// Writes a file and its `.br`, for a server that has no time to compress this well.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content)?;
    let mut compressed = path.as_os_str().to_owned();
    compressed.push(".br");
    Ok(fs::write(compressed, compress::brotli(content)?)?)
}

/// Sixteen hexadecimal digits.
fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a String takes everything");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_is_in_the_file() {
        let staging = tempfile::tempdir().unwrap();
        let asset = publish(staging.path(), "locales/it-IT", "ftl", b"hello").unwrap();
        assert_eq!(asset.path, "locales/it-IT-2cf24dba5fb0a30e.ftl");
        let known = "sha384-WeF0h3dEjGnea4ANejO7+5/xtGPkQ1TDVTvNucZm+pASWjx5+QOXvfX2oT3oKGhP";
        assert_eq!(asset.integrity, known);
        assert_eq!(fs::read(staging.path().join(&asset.path)).unwrap(), b"hello");
        assert!(staging.path().join(format!("{}.br", asset.path)).is_file());
    }
}
