//! A server with its sandbox, a browser, and a page in it; all of it ends with the test.

mod browser;
mod engine;
mod page;
mod texts;

use std::path::{Path, PathBuf};

use offboarding_domain::CustomerId;
use reqwest::Method;
use reseller_offboarding_server::{Config, Running, start};
use serde_json::{Value, json};
use tempfile::TempDir;

use browser::Browser;
pub use engine::Engine;
pub(crate) use engine::in_every_engine;
pub use page::Page;
pub use partner_center_sandbox::seed::{MANY, READY, STORY, customer_id};
pub use texts::Texts;

/// What a test needs besides the page.
pub struct World {
    pub server: Running,
    http: reqwest::Client,
}

/// Opens the portal's page under this query, in an English browser, and runs the test on it.
pub async fn visit(query: &str, test: impl AsyncFnOnce(&Page, &World)) {
    visit_in(Engine::Chromium, query, test).await;
}

/// As `visit`, in another engine.
pub async fn visit_in(engine: Engine, query: &str, test: impl AsyncFnOnce(&Page, &World)) {
    visit_as(engine, Config::default(), "en-US", query, test).await;
}

/// As `visit`, with a server set up otherwise and a browser in another language. A configuration that names no folder
/// of the widget serves the one that was built.
pub async fn visit_with(config: Config, browser: &str, query: &str, test: impl AsyncFnOnce(&Page, &World)) {
    visit_as(Engine::Chromium, config, browser, query, test).await;
}

async fn visit_as(engine: Engine, config: Config, browser: &str, query: &str, test: impl AsyncFnOnce(&Page, &World)) {
    let is_named = config.dist != Config::default().dist;
    let dist = if is_named { config.dist.clone() } else { dist() };
    let server = start(Config { dist, ..config }).await.unwrap();
    let world = World { server, http: reqwest::Client::new() };
    browse(engine, browser, &format!("{}/{query}", world.server.url), async |page| test(page, &world).await).await;
}

/// Opens an address in a browser of this language and runs the test on its page.
pub async fn browse(engine: Engine, language: &str, address: &str, test: impl AsyncFnOnce(&Page)) {
    browse_blindly(engine, language, address, async |page| {
        page.shows().await;
        test(page).await;
    })
    .await;
}

/// As `browse`, whatever comes of the page.
pub async fn browse_blindly(engine: Engine, language: &str, address: &str, test: impl AsyncFnOnce(&Page)) {
    let Some(browser) = Browser::start(engine, language).await else { return };
    let page = Page::new(&browser);
    page.go_to(address).await;
    test(&page).await;
    page.check_console().await;
}

/// `?lang=…&customer=…` for a customer that the sandbox knows by name.
pub fn account_of(name: &str, lang: &str) -> String {
    format!("?lang={lang}&customer={}", customer_id(name))
}

impl World {
    /// The customer accepts a new relationship, in its own admin centre.
    pub async fn accept(&self, id: &CustomerId) {
        self.control(Method::POST, "acceptances", json!({ "customerId": id })).await;
    }

    /// What goes wrong upstream from now on; what was held goes on.
    pub async fn faults(&self, faults: Value) {
        self.control(Method::PUT, "faults", faults).await;
    }

    /// What time it is upstream.
    pub async fn clock(&self, now: &str) {
        self.control(Method::PUT, "clock", json!({ "now": now })).await;
    }

    async fn control(&self, method: Method, what: &str, body: Value) {
        let sandbox = self.server.sandbox_url.as_ref().expect("these tests run over the sandbox");
        let answer = self.http.request(method, format!("{sandbox}/_sandbox/{what}")).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
    }

    /// A header of the page that the server sends.
    pub async fn page_header(&self, name: &str) -> String {
        let answer = self.http.get(&self.server.url).send().await.unwrap();
        answer.headers()[name].to_str().unwrap().to_owned()
    }
}

/// The built widget: `RO_DIST`, or `dist` of this repository.
pub fn dist() -> PathBuf {
    folder("RO_DIST", "dist", "index.html", "cargo xtask dist")
}

/// The built widget once more, for a test that breaks something in it.
pub fn copy_of_dist() -> TempDir {
    let (dist, copy) = (dist(), tempfile::tempdir().unwrap());
    for entry in walkdir::WalkDir::new(&dist) {
        let entry = entry.unwrap();
        let target = copy.path().join(entry.path().strip_prefix(&dist).unwrap());
        match entry.file_type().is_dir() {
            true => std::fs::create_dir_all(target).unwrap(),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
    copy
}

/// The same with the made-up languages and those of `locales` in this folder.
pub fn dist_with_languages() -> PathBuf {
    let into = "target/languages/dist";
    let make = format!("cargo xtask languages --into {into} --pseudo tests/e2e/locales");
    folder("RO_DIST_LANGUAGES", into, "index.html", &make)
}

/// A folder that was made before the tests, with this file in it.
pub fn folder(variable: &str, built: &str, file: &str, make: &str) -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join(built);
    let folder = std::env::var_os(variable).map_or(built, PathBuf::from);
    let is_made = folder.join(file).is_file();
    assert!(is_made, "no {file} in {}: run `{make}`, or set {variable}", folder.display());
    folder
}
