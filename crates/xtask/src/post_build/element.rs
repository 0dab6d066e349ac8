//! Puts the manifest into the element's class.

use anyhow::{Result, ensure};

use super::assets::Manifest;

const PLACEHOLDER: &str = "const ASSETS = {};";

/// The class with the names and hashes of everything that it loads.
pub fn with_manifest(class: &str, manifest: &Manifest) -> Result<String> {
    let found = class.lines().filter(|it| *it == PLACEHOLDER).count();
    ensure!(found == 1, "src/element.js must hold the line `{PLACEHOLDER}` exactly once, not {found} times");
    let literal = serde_json::to_string(manifest)?;
    Ok(class.replacen(PLACEHOLDER, &format!("const ASSETS = {literal};"), 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post_build::assets::Asset;

    fn manifest() -> Manifest {
        let asset = |path: &str| Asset { path: path.to_owned(), integrity: "sha384-x".to_owned() };
        Manifest {
            version: "0.1.0",
            glue: "widget-0.js".to_owned(),
            wasm: asset("widget-1.wasm"),
            style: asset("style-2.css"),
            locales: [("en-US".to_owned(), asset("locales/en-US-3.ftl"))].into(),
        }
    }

    #[test]
    fn the_placeholder_becomes_the_manifest() {
        let class = with_manifest("// A.\nconst ASSETS = {};\nexport {};\n", &manifest()).unwrap();
        let literal = r#"const ASSETS = {"version":"0.1.0","glue":"widget-0.js","wasm":{"path":"widget-1.wasm","integrity":"sha384-x"},"style":{"path":"style-2.css","integrity":"sha384-x"},"locales":{"en-US":{"path":"locales/en-US-3.ftl","integrity":"sha384-x"}}};"#;
        assert_eq!(class, format!("// A.\n{literal}\nexport {{}};\n"));
    }

    #[test]
    fn a_class_without_the_placeholder_or_with_two_is_refused() {
        for class in ["", "const ASSETS = { };\n", "const ASSETS = {};\nconst ASSETS = {};\n"] {
            let error = with_manifest(class, &manifest()).unwrap_err();
            assert!(error.to_string().contains("exactly once"), "{error}");
        }
    }
}
