//! What Trunk leaves in the page: with `inject_scripts = false`, its own link and nothing else.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use regex::Regex;

use super::assets;

/// Takes Trunk's link out, so that the page is an embedder's page.
pub fn without_trunk(page: &Path) -> Result<()> {
    let html = fs::read_to_string(page).with_context(|| format!("{} cannot be read", page.display()))?;
    assets::write(page, stripped(&html)?.as_bytes())
}

fn stripped(html: &str) -> Result<String> {
    let link = Regex::new(r"(?m)^[ \t]*<link\b[^>]*\bdata-trunk\b[^>]*>[ \t]*\n?|<link\b[^>]*\bdata-trunk\b[^>]*>")?;
    let html = link.replace_all(html, "").into_owned();
    let preload = Regex::new(r#"rel="?(?:modulepreload|preload)\b"#)?;
    ensure!(!preload.is_match(&html), "the page preloads a file that is gone by now: is `inject_scripts` on?");
    Ok(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_keeps_everything_but_the_link() {
        let html = "<head>\n  <link data-trunk rel=\"rust\" data-trunk-id=\"0\">\n  <title>Portal</title>\n</head>\n";
        assert_eq!(stripped(html).unwrap(), "<head>\n  <title>Portal</title>\n</head>\n");
    }

    #[test]
    fn a_preload_of_a_file_that_is_gone_is_refused() {
        assert!(stripped("<link rel=\"modulepreload\" href=\"/reseller-offboarding.js\">").is_err());
    }
}
