//! The element's contract against the code: what is written about exists, and what exists is written about.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use offboarding_domain::api::Code;
use regex::Regex;

use super::Finding;
use super::sources::Source;
use crate::contract::{Contract, FILE, page};
use crate::root;

const STYLE: &str = "src/style.css";

/// Looks at the widget's Rust, JavaScript and CSS, and at the page for embedders.
pub fn check(sources: &[Source]) -> Result<Vec<Finding>> {
    let contract = Contract::read()?;
    let style = fs::read_to_string(root().join(STYLE)).context(STYLE)?;
    let scripts = scripts(&root().join("src"))?;
    let mut findings = check_code(&contract, sources, &scripts, &style)?;
    if !page::is_current(&contract)? {
        findings.push(Finding::new(page::PAGE, 1, "not the contract of src/lib.rs: run `cargo xtask contract`"));
    }
    Ok(findings)
}

fn check_code(contract: &Contract, sources: &[Source], scripts: &[String], style: &str) -> Result<Vec<Finding>> {
    let rust: Vec<&str> = sources.iter().map(|it| it.code.as_str()).collect();
    let all: Vec<&str> = rust.iter().copied().chain(scripts.iter().map(String::as_str)).collect();
    let mut codes = words(r#""(load/[a-z-]+)""#, &all)?;
    codes.extend(Code::KNOWN.iter().map(|it| (*it).to_owned()));
    let mut findings = compare(contract, "Error codes", &codes);
    findings.extend(compare(contract, "Events", &words(r#""(ro-[a-z-]+)""#, &all)?));
    findings.extend(compare(contract, "Parts", &words(r#""part", "([a-z-]+)""#, &rust)?));
    let mut slots = words(r#"slot\("([a-z-]+)"\)"#, &rust)?;
    slots.insert("(default)".to_owned());
    findings.extend(compare(contract, "Slots", &slots));
    findings.extend(compare(contract, "CSS custom properties", &words(r"(--ro-[a-z-]+)", &[style])?));
    findings.extend(defaults(contract, style)?);
    Ok(findings)
}

fn scripts(folder: &Path) -> Result<Vec<String>> {
    let paths = fs::read_dir(folder)?.map(|it| Ok(it?.path())).collect::<Result<Vec<_>>>()?;
    let scripts = paths.iter().filter(|it| it.extension().is_some_and(|it| it == "js"));
    scripts.map(|it| fs::read_to_string(it).with_context(|| it.display().to_string())).collect()
}

fn words(pattern: &str, texts: &[&str]) -> Result<BTreeSet<String>> {
    let pattern = Regex::new(pattern)?;
    Ok(texts.iter().flat_map(|it| pattern.captures_iter(it)).map(|it| it[1].to_owned()).collect())
}

fn compare(contract: &Contract, section: &str, used: &BTreeSet<String>) -> Vec<Finding> {
    let listed: BTreeSet<String> = contract.names(section).map(str::to_owned).collect();
    let unlisted = used.difference(&listed).map(|it| format!("{section}: {it} is not listed"));
    let unused = listed.difference(used).map(|it| format!("{section}: {it} is listed, and no code knows it"));
    unlisted.chain(unused).map(|it| Finding::new(FILE, 1, it)).collect()
}

/// A default stands after the property's name, with up to two levels of brackets.
fn defaults(contract: &Contract, style: &str) -> Result<Vec<Finding>> {
    let fallback = Regex::new(r"var\((--ro-[a-z-]+),\s*((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")?;
    let rows = contract.rows("CSS custom properties");
    let listed = |name: &str| rows.iter().find(|it| it.name() == name).map(|it| it.plain("default"));
    let wrong = fallback.captures_iter(style).filter(|it| listed(&it[1]).is_some_and(|default| default != &it[2]));
    Ok(wrong.map(|it| Finding::new(FILE, 1, format!("the default of {} is {} in {STYLE}", &it[1], &it[2]))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::tests::SHORT;

    const RUST: &str = r#"el("div").attr("part", "base"); dispatch("ro-ready");"#;
    const SCRIPT: &str = r#"throw new LoadError("load/network")"#;
    const STYLE: &str = ":host { --radius: var(--ro-radius, 0.5rem); }";

    #[track_caller]
    fn check(rust: &str, script: &str, style: &str, expected: &[&str]) {
        let contract = Contract::of(&SHORT.replace("//! | `load/network` | No network. |", &all_codes())).unwrap();
        let sources = [Source::new("src/a.rs", rust)];
        let found = check_code(&contract, &sources, &[script.to_owned()], style).unwrap();
        assert_eq!(found.iter().map(|it| it.what.as_str()).collect::<Vec<_>>(), expected);
    }

    fn all_codes() -> String {
        let codes = Code::KNOWN.iter().chain(&["load/network"]);
        codes.map(|it| format!("//! | `{it}` | … |")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_agrees_passes() {
        check(RUST, SCRIPT, STYLE, &[]);
    }

    #[test]
    fn what_is_not_listed_is_found() {
        let rust = format!("{RUST}.attr(\"part\", \"lid\"); dispatch(\"ro-gone\");");
        let script = format!("{SCRIPT}; code = \"load/mime\"");
        let style = format!("{STYLE} p {{ color: var(--ro-ink, #123); }}");
        let expected = [
            "Error codes: load/mime is not listed",
            "Events: ro-gone is not listed",
            "Parts: lid is not listed",
            "CSS custom properties: --ro-ink is not listed",
        ];
        check(&rust, &script, &style, &expected);
    }

    #[test]
    fn what_no_code_knows_is_found() {
        let expected = [
            "Error codes: load/network is listed, and no code knows it",
            "Events: ro-ready is listed, and no code knows it",
            "Parts: base is listed, and no code knows it",
            "CSS custom properties: --ro-radius is listed, and no code knows it",
        ];
        check("", "", "", &expected);
    }

    #[test]
    fn another_default_is_found() {
        let style = ":host { --radius: var(--ro-radius, light-dark(calc(1rem * 2), 0)); }";
        let expected = ["the default of --ro-radius is light-dark(calc(1rem * 2), 0) in src/style.css"];
        check(RUST, SCRIPT, style, &expected);
    }
}
