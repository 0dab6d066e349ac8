//! Who may depend on what: the shared vocabulary on serde alone, the widget on nothing of a server.

use anyhow::Result;
use regex::Regex;
use xshell::{Shell, cmd};

use super::Finding;
use super::sources::Source;

/// Serde and its own needs.
const DOMAIN: [&str; 8] =
    ["offboarding-domain", "serde", "serde_core", "serde_derive", "proc-macro2", "quote", "syn", "unicode-ident"];
/// What the widget is made of.
const WIDGET: [&str; 6] = ["leptos", "wasm-bindgen", "serde", "gloo-net", "fluent", "fluent-syntax"];
/// What has no business in a browser.
const SERVER: [&str; 3] = ["axum", "hyper", "tokio"];

/// Looks at cargo's own trees.
pub fn check(sh: &Shell, sources: &[Source]) -> Result<Vec<Finding>> {
    let browser = ["--package", "reseller-offboarding", "--target", "wasm32-unknown-unknown"];
    let mut findings = foreign(&tree(sh, &["--package", "offboarding-domain"])?);
    findings.extend(missing(&tree(sh, &[&browser[..], &["--depth", "1"]].concat())?));
    findings.extend(of_a_server(&tree(sh, &browser)?));
    findings.extend(idle(sources)?);
    Ok(findings)
}

fn tree(sh: &Shell, args: &[&str]) -> Result<Vec<String>> {
    Ok(packages(&cmd!(sh, "cargo tree -e normal --prefix none {args...}").quiet().read()?))
}

fn packages(tree: &str) -> Vec<String> {
    tree.lines().filter_map(|it| it.split_whitespace().next()).map(str::to_owned).collect()
}

fn foreign(tree: &[String]) -> Vec<Finding> {
    let foreign = tree.iter().filter(|it| !DOMAIN.contains(&it.as_str()));
    foreign.map(|it| Finding::new("crates/domain/Cargo.toml", 1, format!("the domain depends on {it}"))).collect()
}

fn missing(tree: &[String]) -> Vec<Finding> {
    let missing = WIDGET.iter().filter(|it| !tree.iter().any(|found| found == **it));
    missing.map(|it| Finding::new("Cargo.toml", 1, format!("the widget does not depend on {it}"))).collect()
}

fn of_a_server(tree: &[String]) -> Vec<Finding> {
    let unwanted = tree.iter().filter(|it| SERVER.contains(&it.as_str()));
    unwanted.map(|it| Finding::new("Cargo.toml", 1, format!("the widget brings {it} into the browser"))).collect()
}

/// Declared, but no code names it.
fn idle(sources: &[Source]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for package in WIDGET {
        let path = Regex::new(&format!(r"\b{}::", package.replace('-', "_")))?;
        if !sources.iter().any(|it| path.is_match(&it.code)) {
            findings.push(Finding::new("Cargo.toml", 1, format!("no code of the widget uses {package}")));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_that_depends_on_more_than_serde_is_found() {
        let tree = packages(
            "offboarding-domain v0.1.0 (/home/a)\nserde v1.0.1\nserde_derive v1 (proc-macro)\njiff v0.2.1\nserde v1.0.1 (*)\n",
        );
        assert_eq!(
            foreign(&tree).iter().map(|it| it.what.as_str()).collect::<Vec<_>>(),
            ["the domain depends on jiff"]
        );
    }

    #[test]
    fn a_widget_without_its_parts_is_found() {
        let rest = "gloo-net v0.7\nfluent v0.17\nfluent-syntax v0.12\n";
        let tree = packages(&format!("leptos v0.8\nwasm-bindgen v0.2\nserde-wasm-bindgen v0.6\n{rest}"));
        assert_eq!(
            missing(&tree).iter().map(|it| it.what.as_str()).collect::<Vec<_>>(),
            ["the widget does not depend on serde"]
        );
    }

    #[test]
    fn a_server_in_the_browser_is_found() {
        assert_eq!(of_a_server(&packages("leptos v0.8\ntokio v1\ntokio-stream v1\n")).len(), 1);
    }

    #[test]
    fn a_part_that_no_code_uses_is_found() {
        let code = "use leptos::prelude::*;\n// fluent_syntax::parser\nfn a() { gloo_net::http::Request::get(\"\"); }";
        let found = idle(&[Source::new(
            "src/lib.rs",
            &format!("{code}\nuse fluent::FluentBundle;\nuse serde::Serialize;\nuse wasm_bindgen::JsValue;"),
        )])
        .unwrap();
        assert_eq!(
            found.iter().map(|it| it.what.as_str()).collect::<Vec<_>>(),
            ["no code of the widget uses fluent-syntax"]
        );
    }
}
