//! A server with its sandbox, a browser, and a page in it; all of it ends with the test.

mod driver;
mod page;
mod texts;

use std::path::{Path, PathBuf};

use offboarding_domain::CustomerId;
use reseller_offboarding_server::{Config, Running, start};
use serde_json::json;

use driver::Driver;
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
    visit_with(Config::default(), "en-US", query, test).await;
}

/// As `visit`, with a server set up otherwise and a browser in another language.
pub async fn visit_with(config: Config, browser: &str, query: &str, test: impl AsyncFnOnce(&Page, &World)) {
    let server = start(Config { dist: dist(), ..config }).await.unwrap();
    let world = World { server, http: reqwest::Client::new() };
    let driver = Driver::start().await;
    let page = Page::new(driver.browser(browser).await);
    page.open(&format!("{}/{query}", world.server.url)).await;
    test(&page, &world).await;
    page.check_console().await;
}

/// `?lang=…&customer=…` for a customer that the sandbox knows by name.
pub fn account_of(name: &str, lang: &str) -> String {
    format!("?lang={lang}&customer={}", customer_id(name))
}

impl World {
    /// The customer accepts a new relationship, in its own admin centre.
    pub async fn accept(&self, id: &CustomerId) {
        let sandbox = self.server.sandbox_url.as_ref().expect("these tests run over the sandbox");
        let request = self.http.post(format!("{sandbox}/_sandbox/acceptances")).json(&json!({ "customerId": id }));
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
    }

    /// A header of the page that the server sends.
    pub async fn page_header(&self, name: &str) -> String {
        let answer = self.http.get(&self.server.url).send().await.unwrap();
        answer.headers()[name].to_str().unwrap().to_owned()
    }
}

/// The built widget: `RO_DIST`, or `dist` of this repository.
fn dist() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let dist = std::env::var_os("RO_DIST").map_or(built, PathBuf::from);
    let has_page = dist.join("index.html").is_file();
    assert!(has_page, "no built widget in {}: run `cargo xtask dist`, or set RO_DIST", dist.display());
    dist
}
