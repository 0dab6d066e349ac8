//! Files named by their content, and the manifest that the element's class carries.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256, Sha384};

/// A file and the hash that `fetch` checks it against.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Asset {
    /// Where it is, from the folder of `element.js`.
    pub path: String,
    /// Subresource integrity.
    pub integrity: String,
}

/// Everything that the class loads. Browsers cannot check the integrity of an import; the glue has a name only.
#[derive(Serialize)]
pub struct Manifest {
    /// The version of the product.
    pub version: &'static str,
    /// The module that wasm-bindgen wrote.
    pub glue: String,
    /// The widget.
    pub wasm: Asset,
    /// The style sheet of its shadow root.
    pub style: Asset,
    /// The texts, by language.
    pub locales: BTreeMap<String, Asset>,
}

/// Writes `stem-<hash>.ending`; the stem may name a folder.
pub fn publish(staging: &Path, stem: &str, ending: &str, content: &[u8]) -> Result<Asset> {
    let path = format!("{stem}-{}.{ending}", short_hash(content));
    let target = staging.join(&path);
    fs::create_dir_all(target.parent().unwrap_or(staging))?;
    fs::write(target, content)?;
    Ok(Asset { path, integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(content))) })
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
        assert_eq!(fs::read(staging.path().join(asset.path)).unwrap(), b"hello");
    }
}
