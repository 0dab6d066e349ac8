//! The npm package in the hands of an embedder: bundled, from another origin, and in the pages of the documentation.
//!
//! `cargo xtask package --try` packs it, installs it into `package/` and bundles the page there with Vite.

pub mod portal;
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::{Page, STORY, Texts, account_of, customer_id, folder};
use portal::{Portal, static_host};

/// The project that the package was installed into.
pub fn project() -> PathBuf {
    folder("RO_NPM", "target/npm", "dist/index.html", "cargo xtask package --try")
}

/// The package as npm unpacked it.
pub fn installed() -> PathBuf {
    project().join("node_modules/reseller-offboarding")
}

#[tokio::test]
async fn what_vite_bundles_shows_the_account() {
    let portal = Portal::over(&project().join("dist")).await;
    let query = format!("{}&api={}", account_of(STORY, "es-ES"), portal.api());
    portal.visit(&query, async |page| shows_the_account(page, "es-ES").await).await;
}

#[tokio::test]
async fn the_development_server_of_vite_shows_it_as_well() {
    let portal = Portal::over(&project()).await;
    let test = async |page: &Page| shows_the_account(page, "es-ES").await;
    portal.visit_in_development(&project(), &account_of(STORY, "es-ES"), test).await;
}

#[tokio::test]
async fn the_package_works_from_another_origin() {
    let host = static_host(&installed()).await;
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::over(folder.path()).await;
    let id = customer_id(STORY);
    let page = format!(
        "<!doctype html><html lang=it-IT><title>Portal</title>
        <script type=module src={host}/define.js></script>
        <reseller-offboarding api-base={} customer-id={id}></reseller-offboarding>
        <script>
          const element = document.querySelector('reseller-offboarding');
          element.getToken = async () => (await fetch('/portal/offboarding-token')).json();
        </script>",
        portal.api()
    );
    fs::write(folder.path().join("index.html"), page).unwrap();
    portal.visit("", async |page| shows_the_account(page, "it-IT").await).await;
}

/// Frameworks look whether a name is known before they set it as a property: React 19 drops a function otherwise.
#[tokio::test]
async fn every_member_in_the_manifest_is_known_to_the_class() {
    let manifest = fs::read_to_string(installed().join("custom-elements.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let members = &manifest["modules"][0]["declarations"][0]["members"];
    assert!(members.as_array().is_some_and(|it| it.len() > 10), "{members:#}");
    let portal = Portal::over(&project().join("dist")).await;
    portal
        .visit(&format!("?api={}", portal.api()), async |page| {
            let wrong = "const known = (name) => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(host), name);
                const fits = (it, { value, set, writable = set !== undefined }) =>
                    it.kind === 'method' ? typeof value === 'function' : writable === !it.readonly;
                return input.filter((it) => !known(it.name) || !fits(it, known(it.name))).map((it) => it.name)";
            assert_eq!(page.look(wrong, members.clone()).await, json!([]));
        })
        .await;
}

#[tokio::test]
async fn the_pages_of_the_documentation_work_as_they_stand() {
    let pages = documented_pages();
    assert!(pages.len() >= 2, "{pages:#?}");
    for source in pages {
        // An empty folder, and the package beside the page.
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(installed(), folder.path().join("reseller-offboarding")).unwrap();
        let portal = Portal::over(folder.path()).await;
        let here = source.replace("https://offboarding.example", &portal.api());
        fs::write(folder.path().join("index.html"), here).unwrap();
        portal.visit("", async |page| shows_the_account(page, documented_language(&source)).await).await;
    }
}

/// The blocks of HTML that are whole pages.
fn documented_pages() -> Vec<String> {
    blocks("html").into_iter().filter(|it| it.starts_with("<!doctype html>")).collect()
}

/// The block in this language that has this in its first line.
fn documented(language: &str, first_line: &str) -> String {
    let is_it = |block: &String| block.lines().next().is_some_and(|it| it.contains(first_line));
    blocks(language).into_iter().find(is_it).unwrap_or_else(|| panic!("no {first_line} in {language}"))
}

fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/embedding.md")).unwrap();
    let opening = format!("\n```{language}\n");
    let blocks = text.split(&opening).skip(1).filter_map(|it| it.split("\n```\n").next());
    blocks.map(str::to_owned).collect()
}

fn documented_language(page: &str) -> &'static str {
    match page.contains("lang=\"it\"") {
        true => "it-IT",
        false => "es-ES",
    }
}

/// The customer's page is there with all that it needs: texts, style, and the backend's answer.
pub async fn shows_the_account(page: &Page, language: &str) {
    page.has("heading", STORY).await;
    page.sees(&Texts::of(language).count("account-status-blocked", 8)).await;
    let display = "return getComputedStyle(root.querySelector('[part~=header]')).display";
    assert_eq!(page.look(display, json!(null)).await, json!("flex"), "the style sheet applies");
}
